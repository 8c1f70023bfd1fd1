"""A bank with a question into whose gaps choices are dragged, which `edits.py` breaks, too."""

from . import gaps

QUESTIONS = (gaps.QUESTION,)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "Estatística", "en": "Statistics"}
