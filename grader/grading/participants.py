"""The attempts of each participant, and the one grade that they make together."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from math import isnan
from typing import NamedTuple

import numpy as np

from grader.findings import Finding
from grader.grading.crosschecks import crosschecks
from grader.grading.marks import Marked
from grader.grading.misfits import excluded, misfit
from grader.moodle.downloads.attempts import Attempts
from grader.moodle.downloads.columns import Mask, firsts, groups
from grader.moodle.downloads.dates import length, moment
from grader.moodle.rounding import rounded


class Policy(StrEnum):
    """Which of several finished attempts counts, as a quiz's *Grading method* says."""

    HIGHEST = "highest"
    AVERAGE = "average"
    FIRST = "first"
    LAST = "last"


class Participant(NamedTuple):
    """Somebody of the report.

    identity: as the report's identity columns have it. attempts: places of the finished attempts, in order of time.
    counted: those that make the grade. grade: None without a finished attempt, NaN where it is not certain.
    disputed: whether Moodle shows something else of an attempt that the grade rests on, or nothing to compare with.
    doubtful: whether it is in doubt who this is, how far they came, or which attempt was first.
    """

    identity: tuple[str, ...]
    attempts: tuple[int, ...]
    counted: tuple[int, ...]
    grade: float | None
    disputed: bool = False
    doubtful: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether there is a grade, known, agreed and somebody's."""
        return self.grade is not None and not isnan(self.grade) and not self.disputed and not self.doubtful


def participants(marked: Marked, policy: Policy) -> list[Participant]:
    """Everybody of the report in order of appearance, those without a finished attempt too."""
    attempts, numbers = marked.report.attempts, marked.people.numbers
    first = firsts(numbers)
    doubtful = np.zeros(len(first), dtype=bool)
    doubtful[numbers[_are_in(attempts, (*marked.people.findings, *marked.contradictions))]] = True
    identities = zip(*(attempts.cells(column)[first] for column in attempts.who), strict=True)
    disputed = _are_in(marked.attempts, crosschecks(marked)).tolist()
    grades = marked.grades.tolist()
    return [
        Participant(identity, places, places, grades[places[0]], disputed[places[0]], unsure)
        if len(places) == 1  # as most have
        else _participant(marked, identity, places, policy, disputed, doubtful=unsure)
        for identity, places, unsure in zip(identities, _places(marked), doubtful.tolist(), strict=True)
    ]


def counted(everybody: Sequence[Participant]) -> list[int]:
    """The attempts that statistics use: those that count for their participant."""
    return sorted(place for participant in everybody for place in participant.counted)


def disordered(marked: Marked, policy: Policy) -> Iterator[Finding]:
    """Attempts whose order, or number, the grading method rests on and nobody can tell."""
    for attempts in _places(marked):
        if len(attempts) > 1 and not _is_settled(marked, _by_time(marked, attempts), policy):
            for place in attempts:
                yield misfit(
                    marked.report.sheet,
                    "G016",
                    int(marked.attempts.rows[place]),
                    marked.report.times[1],
                    f"the grade is that of the {policy} attempt, and these dates do not tell the attempts apart or in "
                    "order: download the report in English or Portuguese, and leave its dates as they are"
                    if policy is not Policy.AVERAGE
                    else "the grade is the average of the attempts, and these dates do not tell whether each is there "
                    "once: download the report in English or Portuguese, and leave its dates as they are",
                )


def _are_in(attempts: Attempts, findings: Iterable[Finding]) -> Mask:
    """Which attempts are in rows on which no grade may rest, shape (attempts,)."""
    return np.isin(attempts.rows, excluded(findings))


@lru_cache(maxsize=2)  # grades and findings are made of the same
def _places(marked: Marked) -> list[tuple[int, ...]]:
    """The finished attempts of everybody, in order of appearance."""
    numbers = marked.people.numbers
    everybody = int(numbers.max(initial=-1)) + 1
    order, begins = groups(numbers[marked.report.attempts.are_finished], everybody)
    places, ends = tuple(order.tolist()), begins.tolist()
    return [places[begin:end] for begin, end in pairwise(ends)]


def _participant(
    marked: Marked,
    identity: tuple[str, ...],
    attempts: tuple[int, ...],
    policy: Policy,
    disputed: Sequence[bool],
    *,
    doubtful: bool,
) -> Participant:
    if not attempts:
        return Participant(identity, (), (), None, doubtful=doubtful)
    ordered = _by_time(marked, attempts)
    chosen = _chosen(marked, ordered, policy)
    # of a first or a last attempt, nothing rests on the others
    rests_on = ordered if policy in {Policy.HIGHEST, Policy.AVERAGE} else chosen
    return Participant(
        identity,
        ordered,
        chosen,
        _grade(marked, ordered, chosen, policy),
        any(disputed[place] for place in rests_on),
        doubtful or not _is_settled(marked, ordered, policy),
    )


def _chosen(marked: Marked, ordered: tuple[int, ...], policy: Policy) -> tuple[int, ...]:
    """The attempts that make the grade; of equally high ones the earlier."""
    if policy is Policy.AVERAGE:
        return ordered
    if policy is Policy.HIGHEST:
        sums = marked.sums[list(ordered)]
        return (ordered[0 if np.isnan(sums).any() else int(sums.argmax())],)
    return (ordered[0 if policy is Policy.FIRST else -1],)


def _grade(marked: Marked, ordered: tuple[int, ...], chosen: tuple[int, ...], policy: Policy) -> float:
    sums = marked.sums[list(ordered)]
    if policy is Policy.AVERAGE:
        average = sums.mean() * marked.maximum / (marked.total_mark or 1)
        return float(rounded(np.array([average]))[0])
    if policy is Policy.HIGHEST and np.isnan(sums).any():
        return float("nan")
    return float(marked.grades[chosen[0]])


def _is_settled(marked: Marked, ordered: tuple[int, ...], policy: Policy) -> bool:
    """Whether dates settle what the grading method asks: which attempt was first or last, or that each is there once.

    Where all attempts have one grade, it does not matter.
    """
    if policy is Policy.HIGHEST or len({float(marked.sums[place]) for place in ordered}) == 1:
        return True
    times = [_times(marked, place) for place in ordered]
    begins = [begin for begin, _ in times if begin is not None]
    if len(set(begins)) < len(ordered):
        return False
    if policy is Policy.AVERAGE:
        return True
    ends = [end for _, end in times if end is not None]
    return (
        len(ends) == len(begins)
        and ends == sorted(ends)
        and all(begin <= end for begin, end in zip(begins, ends, strict=True))
        and all(_lasts(marked, place, end - begin) for place, begin, end in zip(ordered, begins, ends, strict=True))
    )


def _lasts(marked: Marked, place: int, shown: timedelta) -> bool:
    """Whether an attempt's duration, if it is told, is that from its begin to its end, which have no seconds."""
    column = marked.report.times[3]
    row = int(marked.attempts.rows[place])
    told = length(marked.report.sheet.columns[column][row]) if column >= 0 else None
    return told is None or abs(shown - told[0]) < timedelta(minutes=1) + told[1]


def _by_time(marked: Marked, attempts: tuple[int, ...]) -> tuple[int, ...]:
    """Attempts in the order in which they began; in that of the report where dates do not tell."""
    begins = [_times(marked, place)[0] for place in attempts]
    if None in begins:
        return attempts
    return tuple(place for _, place in sorted(zip(begins, attempts, strict=True), key=lambda pair: str(pair[0])))


def _times(marked: Marked, place: int) -> tuple[datetime | None, datetime | None]:
    """When an attempt began and ended."""
    _, started, completed, _ = marked.report.times
    columns, row = marked.report.sheet.columns, int(marked.attempts.rows[place])
    return moment(columns[started][row]), moment(columns[completed][row])
