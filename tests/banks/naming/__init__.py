"""A bank with a question that asks for a name, which `edits.py` breaks, too."""

from . import naming

QUESTIONS = (naming.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
