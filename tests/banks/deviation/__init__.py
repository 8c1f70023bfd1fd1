"""A bank with a question that asks for a number, which `edits.py` breaks, too."""

from . import deviation

QUESTIONS = (deviation.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
