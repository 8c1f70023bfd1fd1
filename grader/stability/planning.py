"""What it costs to certify a statement, before anything is measured: seeds for assumed shares, power, minutes."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from grader.errors import MissingExtraError
from grader.model import Design, Run
from grader.stability import provenance
from grader.stability.evalues import log_e_at_most
from grader.stability.weighing import ALPHA

MOST = 2000
"""Seeds after which a plan gives up."""

_UNLIKELY = 1e-12  # to matter
_OF_THE_REST = (1.0, 0.9, 0.7, 0.5, 0.2)


@dataclass(frozen=True)
class Plan:
    """How many seeds certify `p > p0` where the true share is `share`.

    median, ninety: within so many seeds it is certified with a probability of 50% and of 90%; None beyond `MOST`.
    power: the probability that it is certified within the seeds that are planned.
    """

    share: float
    median: int | None
    ninety: int | None
    power: float


def plan(share: float, *, p0: float, seeds: int, bar: float = 1 / ALPHA) -> Plan:
    """The plan for one true share. seeds: how many are planned. bar: the e-value that certifies."""
    certified = 0.0
    median = ninety = None
    power = 0.0
    for number, chance in enumerate(_certified_at(share, p0, bar), start=1):
        certified += chance
        if number == seeds:
            power = certified
        median = number if median is None and certified >= 0.5 else median  # noqa: PLR2004 - the median
        ninety = number if ninety is None and certified >= 0.9 else ninety  # noqa: PLR2004 - as its name says
        if ninety is not None and number >= seeds:
            break
    return Plan(share, median, ninety, power)


def assumed(p0: float) -> Iterator[float]:
    """Shares to assume above p0, from one down."""
    return (round(p0 + part * (1 - p0), 6) for part in _OF_THE_REST)


def seconds_a_run(runs: Sequence[Run], design: Design) -> float | None:
    """How long a run takes by the record, on this machine if it has made some; None where nothing is recorded."""
    try:
        here = provenance.machine_key(provenance.machine(design))
    except MissingExtraError:  # what one can plan without having it installed
        here = ""
    made_here = [run.seconds for run in runs if run.machine == here]
    seconds = made_here or [run.seconds for run in runs]
    return fmean(seconds) if seconds else None


def _certified_at(share: float, p0: float, bar: float) -> Iterator[float]:
    """The probabilities that the first, second, ... seed certifies, exactly, for seeds that hold or fail as wholes."""
    open_with = [1.0]  # by the number of failures so far: the probability of having come there undecided
    needed = _needed(p0, bar)
    least = [next(needed)]
    for number in range(1, MOST + 1):
        if len(least) <= len(open_with):
            least.append(next(needed))
        held = [chance * share for chance in open_with] + [0.0]
        failed = [0.0] + [chance * (1 - share) for chance in open_with]
        now = [one + other for one, other in zip(held, failed, strict=True)]
        done = [number >= least[failures] for failures in range(len(now))]
        yield math.fsum(chance for chance, is_done in zip(now, done, strict=True) if is_done)
        open_with = [0.0 if is_done else chance for chance, is_done in zip(now, done, strict=True)]
        while open_with[1:] and open_with[-1] < _UNLIKELY:
            open_with.pop()


def _needed(p0: float, bar: float) -> Iterator[int]:
    """With no failure, with one, ...: the fewest seeds that certify."""
    seeds = failures = 0
    while True:
        while log_e_at_most(seeds - failures, seeds, p0) < math.log(bar):
            seeds += 1
        yield seeds
        failures += 1
        seeds += 1
