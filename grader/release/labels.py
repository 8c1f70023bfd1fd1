"""A question's options as students see them, in plain text: for pages about it."""

from collections.abc import Mapping

import markupsafe

from grader.bank import Bank
from grader.release import stages as staging
from grader.release.stages import ComputedStages


def labels(stages: ComputedStages, language: str) -> Mapping[str, str]:
    """The options of a question by id, as its text in a language shows them; where the bank lacks it, in its first."""
    text = stages.texts[language if language in stages.texts else stages.bank.languages[0]]
    return {
        response.id: markupsafe.Markup(text.parts[response.shown]).striptags()  # noqa: S704 - nothing but its text
        for response in stages.foreseen
        if response.shown
    }


def numbered(bank: Bank, question: str) -> ComputedStages:
    """The stages of a question of a bank, with its number in the exam."""
    return next(stages for stages in staging.computed(bank) if stages.id == question)
