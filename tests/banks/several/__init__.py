"""A bank with a question that has several answers, which `edits.py` breaks, too."""

from . import statements

QUESTIONS = (statements.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
