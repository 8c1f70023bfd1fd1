"""The attempts of each participant, and the one grade that they make together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import isnan

import numpy as np

from grader.grading.marks import DECIMALS, Marked, rounded


class Policy(StrEnum):
    """Which of several finished attempts counts, as a quiz's *Grading method* says."""

    HIGHEST = "highest"
    AVERAGE = "average"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class Participant:
    """Somebody of the report.

    identity: as the report's identity columns have it. attempts: places of the finished attempts, in order of time.
    counted: those that make the grade. grade: None without a finished attempt, NaN where it is not certain.
    disputed: whether Moodle shows another grade for one of the attempts.
    """

    identity: tuple[str, ...]
    attempts: tuple[int, ...]
    counted: tuple[int, ...]
    grade: float | None
    disputed: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether there is a grade, known and agreed."""
        return self.grade is not None and not isnan(self.grade) and not self.disputed


def participants(marked: Marked, policy: Policy) -> list[Participant]:
    """Everybody of the report in order of appearance, those without a finished attempt too."""
    identities: dict[tuple[str, ...], tuple[str, ...]] = {}
    for attempt in marked.report.attempts:
        identities.setdefault(marked.report.key(attempt), attempt.identity)
    places: dict[tuple[str, ...], list[int]] = {key: [] for key in identities}
    for place, attempt in enumerate(marked.attempts):
        places[marked.report.key(attempt)].append(place)
    return [_participant(marked, identities[key], attempts, policy) for key, attempts in places.items()]


def counted(everybody: Sequence[Participant]) -> list[int]:
    """The attempts that statistics use: those that count for their participant."""
    return sorted(place for participant in everybody for place in participant.counted)


def _participant(marked: Marked, identity: tuple[str, ...], attempts: list[int], policy: Policy) -> Participant:
    if not attempts:
        return Participant(identity, (), (), None)
    if len(attempts) == 1:
        only = attempts[0]
        return Participant(identity, (only,), (only,), float(marked.grades[only]), bool(marked.disputed[only]))
    attempts = _by_time(marked, attempts)
    disputed = bool(marked.disputed[attempts].any())
    sums = marked.sums[attempts]
    if policy is Policy.AVERAGE:
        average = rounded(np.array([sums.mean() * marked.maximum / (marked.total_mark or 1)]), DECIMALS)[0]
        return Participant(identity, tuple(attempts), tuple(attempts), float(average), disputed)
    uncertain = bool(np.isnan(sums).any())
    chosen = {
        Policy.HIGHEST: 0 if uncertain else int(sums.argmax()),  # of equal ones the earlier
        Policy.FIRST: 0,
        Policy.LAST: len(attempts) - 1,
    }[policy]
    grade = float("nan") if uncertain and policy is Policy.HIGHEST else float(marked.grades[attempts[chosen]])
    return Participant(identity, tuple(attempts), (attempts[chosen],), grade, disputed)


def _by_time(marked: Marked, attempts: list[int]) -> list[int]:
    """Attempts in the order in which they began; the report's order is that of beginning, unless somebody sorted it."""
    moments = [moment(marked.attempts[place].started) for place in attempts]
    if None in moments:
        return attempts
    return [place for _, place in sorted(zip(moments, attempts, strict=True), key=lambda pair: str(pair[0]))]


_MONTHS = {
    name: month
    for names in (
        "january february march april may june july august september october november december",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    )
    for month, name in enumerate(names.split(), start=1)
}
_MOMENT = re.compile(r"(\d{1,2})\s+(?:de\s+)?(\w+)\s+(?:de\s+)?(\d{4})\D+(\d{1,2}):(\d{2})\s*([AP]M)?", re.IGNORECASE)


def moment(text: str) -> datetime | None:
    """A date as reports in English and Portuguese have it: `23 November 2026  6:13 AM`; None for another language."""
    found = _MOMENT.search(text)
    if found is None or found[2].lower() not in _MONTHS:
        return None
    hour = int(found[4])
    if found[6]:
        hour = hour % 12 + 12 * (found[6].upper() == "PM")
    try:
        return datetime(int(found[3]), _MONTHS[found[2].lower()], int(found[1]), hour, int(found[5]))  # noqa: DTZ001
    except ValueError:
        return None
