"""A bank with a question that shows a figure, a table, code and a file."""

from . import stopping

QUESTIONS = (stopping.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Aprendizado", "en": "Learning"}
