"""A bank with a text that asks nothing and a question that people mark, which `edits.py` breaks, too."""

from . import reading, words

QUESTIONS = (reading.QUESTION, words.QUESTION)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
