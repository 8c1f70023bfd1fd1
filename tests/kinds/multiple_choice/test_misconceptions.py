"""An option's misconception may be a wrong solver: then the option asserts what it leads to."""

from pathlib import Path

import pytest
from broken.breaks import QUESTION, replacing
from broken.edits import EDITS

from grader import bank as banks
from grader.release.stages import computed
from grader.verification.gate import verify


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ('"first"', []),
        ('"mean"', ["the option first asserts 'first', and its misconception leads to 'mean'"]),
        ("None", ["the option first asserts 'first', and its misconception leads to None"]),
        ("p.nothing", ["the misconception of first cannot be run"]),
    ],
)
def test_a_wrong_solver_must_lead_to_its_option(bank: Path, answer: str, found: list[str]) -> None:
    EDITS["N010"].breaks(bank)
    replacing(QUESTION, '    return "mean"\n', f"    return {answer}\n")(bank)

    result = verify(banks.load(str(bank)), None, progress=lambda _: None)

    assert [finding.message for finding in result.findings] == found
    assert {finding.code for finding in result.findings} <= {"N010"}


def test_its_docstring_is_what_is_said_of_the_option(bank: Path) -> None:
    EDITS["N010"].breaks(bank)

    [stages] = computed(banks.load(str(bank)))

    assert [one.misconception for one in stages.foreseen][2] == "The order of a sample is taken for information."
