"""A bank whose question is of a kind that the engine does not have."""

from . import tail

QUESTIONS = (tail.QUESTION,)
LANGUAGES = ("en", "pt-BR")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
