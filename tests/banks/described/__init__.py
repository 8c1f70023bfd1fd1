"""A bank with a question that is a text with gaps, which `edits.py` breaks, too."""

from . import described

QUESTIONS = (described.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
