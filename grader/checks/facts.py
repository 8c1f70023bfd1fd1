"""Family Q, and W017: the numbers of the stem are those of the question's source, which is written down twice."""

from collections.abc import Iterator
from math import isclose

from grader.authored import printed
from grader.checks.readback import READ, expected_in, of_parameters
from grader.checks.text import COMPLETE
from grader.findings import Defect, Severity, at, check
from grader.release.stages import ComputedStages
from grader.texts import readback


@check(
    "Q010",
    remedy="Look into the source which of the two is right.",
    requires=(*READ, "Q003"),
    unvaried=True,
)
def stated_otherwise(stages: ComputedStages) -> Iterator[Defect]:
    """A parameter is another number than the one that is stated beside its name, where the stem is read back."""
    for language in stages.bank.languages:
        expected = expected_in(stages, language)
        for phrase in expected.stem if expected else ():
            for name, stated in phrase.stated:
                numbers = readback.numbers(stated, language)
                solved = of_parameters(stages.exam, name)  # a variant has others
                same = len(numbers) == len(solved) and all(
                    isclose(number.value, value) for number, value in zip(numbers, solved, strict=True)
                )
                if stated.strip() and not same:
                    said = (
                        f"{name} is stated as {stated.strip()}, and the solver takes {', '.join(map(printed, solved))}"
                    )
                    yield Defect(at(readback.path_of(stages.folder, language), phrase.line), said)


@check(
    "W017",
    remedy="Write the number beside its name, as the source has it: {name: 20}.",
    requires=(*COMPLETE, "Q002", "W010"),
    severity=Severity.WARNING,
)
def stated_once(stages: ComputedStages) -> Iterator[Defect]:
    """A number of the stem is stated nowhere else, so that nothing would tell if it were mistyped."""
    for language in stages.bank.languages:
        expected = expected_in(stages, language)
        unsaid = [
            (phrase, name)
            for phrase in (expected.stem if expected else ())
            for name, stated in phrase.stated
            if not stated.strip()
        ]
        for phrase, name in unsaid[:1]:
            others = f", and {len(unsaid) - 1} more have none" if len(unsaid) > 1 else ""
            yield Defect(
                at(readback.path_of(stages.folder, language), phrase.line), f"{name} has no number beside it{others}"
            )
