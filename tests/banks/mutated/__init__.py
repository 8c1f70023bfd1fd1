"""A bank whose mutants survive in every way: `test_trials.py` names them."""

from . import sums

QUESTIONS = (sums.QUESTION,)
LANGUAGES = ("en",)
CATEGORY = {"en": "Arithmetic"}
