"""A bank with a question that asks for an order, which `edits.py` breaks, too."""

from . import measures

QUESTIONS = (measures.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
