"""A bank whose question is a statement, true or false."""

from . import tail

QUESTIONS = (tail.QUESTION,)
LANGUAGES = ("en", "pt-BR")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
