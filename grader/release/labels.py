"""A question's options as students see them, in plain text: for pages about it."""

from collections.abc import Mapping

import markupsafe

from grader.bank import Bank
from grader.model import Text
from grader.release import stages as staging
from grader.release.stages import ComputedStages


def labels(stages: ComputedStages, language: str) -> Mapping[str, str]:
    """The options of a question by id, as its text in a language shows them; where the bank lacks it, in its first."""
    text = _text(stages, language)
    return {
        response.id: markupsafe.Markup(text.parts[response.shown]).striptags()  # noqa: S704 - nothing but its text
        for response in stages.foreseen
        if response.shown
    }


def numbered(bank: Bank, question: str) -> ComputedStages:
    """The stages of a question of a bank, with its number in the exam."""
    return next(stages for stages in staging.computed(bank) if stages.id == question)


def titled_alternate(bank: Bank, question: str, language: str) -> str:
    """The title of the question that may be asked in the place of one, in a language; empty where there is none."""
    if question not in bank.alternates:
        return ""
    stages = numbered(bank, bank.alternates[question].id)
    return _text(stages, language).title


def named(stages: ComputedStages, language: str) -> str:
    """The title of a question, in a language or in its bank's first."""
    return _text(stages, language).title


def _text(stages: ComputedStages, language: str) -> Text:
    return stages.texts[language if language in stages.texts else stages.bank.languages[0]]
