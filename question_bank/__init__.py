"""The exam of module III, CNN architectures and the training of deep networks: its questions, in exam order.

Everything about a question is in the folder of its name.
"""

from . import learning_rate, loss_scenarios, output_range, ruled_out_rate, small_loss_values, viable_training

QUESTIONS = (
    viable_training.QUESTION,
    small_loss_values.QUESTION,
    output_range.QUESTION,
    learning_rate.QUESTION,
    loss_scenarios.QUESTION,
)

ALTERNATES = {learning_rate.QUESTION.id: ruled_out_rate.QUESTION}
"""Questions that a lecturer may ask in place of one of the exam: they are released in a file of their own."""

LANGUAGES = ("pt-BR", "en")
"""The languages of the texts, the exam's own first."""

CATEGORY = {
    "pt-BR": "Redes neurais / Treinamento de redes profundas",
    "en": "Neural networks / Training of deep networks",
}
"""Where Moodle files the questions."""
