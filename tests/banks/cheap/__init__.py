"""A bank with one measured question whose experiment costs nothing: it stands in for training in the tests."""

from . import coin

QUESTIONS = (coin.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
