"""Code that answers, for the solved notebook: a line `# %%` begins a cell, and `# >` says what it prints."""

# %%
import numpy as np

from grader import losses

from .solver import Parameters, hesitant_output, random_losses, symptoms, target

p = Parameters()
correct = target(p.classes)

# %%
# en: All classes equally probable.
# pt-BR: Todas as classes igualmente prováveis.
uniform = np.full(p.classes, 1 / p.classes)
uniform_loss = float(losses.quadratic(correct, uniform))
uniform_accuracy = float(losses.expected_accuracy(correct, uniform))
print(f"loss {uniform_loss:.2f}, accuracy {uniform_accuracy:.2f}")
# > loss {{ "%.2f" | format(s.uniform_loss) }}, accuracy {{ "%.2f" | format(s.uniform_accuracy) }}

# %%
# en: Normalised random outputs: the mean of their losses, and the central share of them.
# pt-BR: Saídas aleatórias normalizadas: a média de suas perdas e a parte central delas.
mean, low, high = random_losses(p.classes)
print(f"mean {mean:.2f}, from {low:.2f} to {high:.2f}")
# > mean {{ "%.2f" | format(s.random_loss_mean) }}, from {{ "%.2f" | format(s.random_loss_low) }} to {{ "%.2f" | format(s.random_loss_high) }}

# %%
# en: The correct class is right, but with low probability.
# pt-BR: A classe correta está certa, mas com baixa probabilidade.
hesitant = losses.probabilities(hesitant_output(p))
hesitant_loss = float(losses.quadratic(correct, hesitant))
hesitant_accuracy = float(losses.expected_accuracy(correct, hesitant))
print(f"loss {hesitant_loss:.2f}, accuracy {hesitant_accuracy:.2f}")
# > loss {{ "%.2f" | format(s.hesitant_loss) }}, accuracy {{ "%.2f" | format(s.hesitant_accuracy) }}

# %%
# en: No probability vector has a larger loss than one that is sure of another class.
# pt-BR: Nenhum vetor de probabilidades tem perda maior que a de um que está certo de outra classe.
print(f"{losses.quadratic(correct, correct[::-1]):.0f} is the largest loss; situation II has {p.first_loss}")
# > {{ "%.0f" | format(s.largest_loss) }} is the largest loss; situation II has {{ p.first_loss }}

# %%
# en: The situations that are symptoms, judged by these outputs.
# pt-BR: As situações que são sintomas, julgadas por essas saídas.
print(*sorted(symptoms(p, uniform_loss, uniform_accuracy, hesitant_loss)))
# > {{ s.symptoms | sort | join(" ") }}
