"""What a bank knows of the questions of an exam: its options' ids, and what its solvers find."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from grader import bank as banks
from grader.grading.exam import Exam, Question
from grader.kinds.foreseen import Foreseen, Reasoning, reasonings
from grader.kinds.version import Version
from grader.release.stages import ComputedStages, Stages, of
from grader.release.variants import at, found, sample

_SOME = 12
"""How many variants are looked at for what leads to the response that is right in the exam."""


@dataclass(frozen=True)
class Solved:
    """What the bank knows of a question: its options' ids, and those that the solver finds to be right."""

    ids: tuple[str, ...]
    keyed: tuple[str, ...]


Bank = Mapping[str, Stages]
"""The questions of a bank by id; none without a bank."""


def loaded(location: str | None) -> Bank:
    """A bank's questions. Raises BankError where it cannot be read."""
    return {} if location is None else {stages.id: stages for stages in of(banks.load(location))}


def solved(bank: Bank, questions: Iterable[Question]) -> dict[str, Solved]:
    """What the bank's solvers find for some questions of an exam, by the questions' ids there.

    A variant's idnumber does not say its numbers: its numbers are looked for in the question's space.
    """
    of_bank = list(_of_bank(bank, questions))
    variants = _variants([version for _, version, _ in of_bank], {own.id: own for _, _, own in of_bank})
    asked = (
        (question, variants.get((version.question, version.variant)) if version.variant else own)
        for question, version, own in of_bank
    )
    return {question.id: Solved(_ids(stages), tuple(stages.keyed)) for question, stages in asked if stages is not None}


@dataclass(frozen=True)
class Reasoned:
    """Which misconceptions are known of a question.

    question: its id in the bank. ids: of all that can be responded, in the exam's order.
    """

    question: str
    ids: tuple[str, ...]
    reasonings: tuple[Reasoning, ...]


def reasoned(bank: Bank, exam: Exam) -> dict[str, Reasoned]:
    """What a bank knows of the misconceptions in the questions of an exam, by the questions' ids there.

    Where one response is given, every variant foresees the same ones, by the same misconceptions, and need not be
    looked for in its space: what leads to a response that is right in the exam is found in some variants.
    """
    of_bank = [
        (question, version, own)
        for question, version, own in _of_bank(bank, exam.graded)
        if isinstance(own, ComputedStages)
    ]
    in_parts = [version for _, version, own in of_bank if not own.single]
    variants = _variants(in_parts, {own.id: own for _, _, own in of_bank})
    singles = {own.id: own for _, version, own in of_bank if own.single and version.variant}
    alone = {id_: _of_some(own) for id_, own in singles.items()}
    known: dict[str, Reasoned] = {}
    for question, version, own in of_bank:
        stages = own if own.single or not version.variant else variants.get((version.question, version.variant))
        if isinstance(stages, ComputedStages):  # of a space that is too large nothing was looked for
            found = alone[own.id] if own.single and version.variant else stages.reasonings
            known[question.id] = Reasoned(own.id, _ids(stages), tuple(found))
    return known


def _of_some(own: ComputedStages) -> Sequence[Reasoning]:
    """The misconceptions of a question and of some of its variants, where a response is one of those foreseen."""
    space = own.question.space
    if space is None or own.kind.reasonings is not None:
        return own.reasonings
    some = (at(own, space, places).stages.foreseen for places in sample(space, _SOME, seed=own.id))
    by_id: dict[str, Foreseen] = {}
    for one in chain(own.foreseen, *some):
        if one.misconception:
            by_id.setdefault(one.id, one)
    return reasonings([*by_id.values()])


def option_ids(bank: Bank, exam: Exam) -> dict[str, tuple[str, ...]]:
    """The ids of the options of the bank's questions and of their variants, by the questions' ids in the exam."""
    return {question.id: _ids(own) for question, _, own in _of_bank(bank, exam.graded)}


def _ids(stages: Stages) -> tuple[str, ...]:
    """The ids of what is foreseen, and of whatever else can be responded."""
    return (*stages.options, *stages.kind.beyond)


def _of_bank(bank: Bank, questions: Iterable[Question]) -> Iterator[tuple[Question, Version, Stages]]:
    """Those questions of an exam that are the bank's or variants of them, with the stages of the bank's own."""
    for question in questions:
        own = bank.get(question.version.question) if question.version is not None else None
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
