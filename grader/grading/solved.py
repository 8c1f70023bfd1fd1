"""What a bank knows of the questions of an exam: its options' ids, and what its solvers find."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader import bank as banks
from grader.grading.exam import Exam, Question
from grader.kinds.version import Version
from grader.release.stages import ComputedStages, Stages, of
from grader.release.variants import found


@dataclass(frozen=True)
class Solved:
    """What the bank knows of a question: its options' ids, and those that the solver finds to be right."""

    ids: tuple[str, ...]
    keyed: tuple[str, ...]


def solved(location: str | None, questions: Iterable[Question]) -> dict[str, Solved]:
    """What the bank's solvers find for some questions of an exam, by the questions' ids there; none without a bank.

    A variant's idnumber does not say its numbers: its numbers are looked for in the question's space.
    """
    of_bank = list(_of_bank(location, questions))
    variants = _variants([version for _, version, _ in of_bank], {own.id: own for _, _, own in of_bank})
    asked = (
        (question, variants.get((version.question, version.variant)) if version.variant else own)
        for question, version, own in of_bank
    )
    return {question.id: Solved(_ids(stages), tuple(stages.keyed)) for question, stages in asked if stages is not None}


def option_ids(location: str | None, exam: Exam) -> dict[str, tuple[str, ...]]:
    """The ids of the options of the bank's questions and of their variants, by the questions' ids in the exam."""
    return {question.id: _ids(own) for question, _, own in _of_bank(location, exam.graded)}


def _ids(stages: Stages) -> tuple[str, ...]:
    """The ids of what is foreseen, and of whatever else can be responded."""
    return (*stages.options, *stages.kind.beyond)


def _of_bank(location: str | None, questions: Iterable[Question]) -> Iterator[tuple[Question, Version, Stages]]:
    """Those questions of an exam that are the bank's or variants of them, with the stages of the bank's own."""
    if location is None:
        return
    by_id = {stages.id: stages for stages in of(banks.load(location))}
    for question in questions:
        own = by_id.get(question.version.question) if question.version is not None else None
        if question.version is not None and own is not None and len(_ids(own)) == len(question.fractions):
            yield question, question.version, own


def _variants(versions: Iterable[Version], own: Mapping[str, Stages]) -> dict[tuple[str, str], Stages]:
    """Variants by question and code, of those among some versions; the space of each question is searched once."""
    codes: dict[str, set[str]] = {}
    for version in versions:
        if version.variant:
            codes.setdefault(version.question, set()).add(version.variant)
    return {
        (id_, code): variant.stages
        for id_, sought in codes.items()
        if isinstance(stages := own[id_], ComputedStages)
        for code, variant in found(stages, sought).items()
    }
