"""A small healthy bank, which `edits.py` breaks in one way for every check."""

from . import middle

QUESTIONS = (middle.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
