"""Seeds, weighed: what each option earned in them, and what that decides.

The unit is the seed: its credit goes to the option with the highest value of the metric, shared among ties. A value
that is not a number wins nothing. Formulas and sources are in `evalues`.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.design import Decision, Design, Run, Verdict
from grader.stability.tally import BySeed as BySeed  # noqa: PLC0414 - statements have it from here
from grader.stability.tally import Credit, Values, counted

ALPHA = 0.05
MOST_SEEDS = 100_000


@dataclass(frozen=True)
class Bars:
    """How high the e-values must be that decide a statement.

    for_it, against_it: of how many the statement, and what speaks against it, were picked by looking at all of them;
    what was said before anything was measured is one of one.
    """

    for_it: int = 1
    against_it: int = 1

    @property
    def certifying(self) -> float:
        """The e-value for a statement that certifies it."""
        return self.for_it / ALPHA

    @property
    def refuting(self) -> float:
        """The e-value against a statement that refutes it."""
        return self.against_it / ALPHA


PRESET = Bars()
"""Those of a statement of which nothing was picked by looking."""

Evidence = tuple[Decision, tuple[str, ...], dict[str, float]]
"""A decision, the options that it is about, and the logarithms of the e-values behind it."""


def select(runs: Iterable[Run], *, protocol: str, reading: str = "") -> tuple[Run, ...]:
    """The runs made under a protocol and a reading, ordered by id."""
    chosen = (run for run in runs if (run.id.protocol, run.id.reading) == (protocol, reading))
    return tuple(sorted(chosen, key=lambda run: (run.id.option, run.id.seed, run.id.repeat)))


def complete_seeds(runs: Sequence[Run], design: Design) -> list[Values]:
    """The metric by option of every seed of the first series whose options have all been run, in order of seed."""
    return counted(runs, design).seeds()


def credits_of(seeds: Iterable[Values], options: tuple[str, ...]) -> tuple[dict[str, float], int]:
    """What each option earned in those seeds, and how many seeds there are."""
    credit = Credit(options)
    for values in seeds:
        credit.add(values)
    return credit.earned(), credit.seeds


def verdict(
    statement: str,
    weigh: Callable[[Mapping[str, float], int], Evidence],
    credit: Mapping[str, float],
    seeds: int,
    *,
    detail: str = "",
) -> Verdict:
    """What a way to weigh decides of credits; while undecided, with how many more seeds would decide."""
    decision, options, log_e_values = weigh(credit, seeds)
    more = _more_seeds(weigh, credit, seeds) if decision is Decision.UNDECIDED else None
    return Verdict(statement, decision, seeds, options, log_e_values, detail, more)


def _more_seeds(
    weigh: Callable[[Mapping[str, float], int], Evidence], credit: Mapping[str, float], seeds: int
) -> int | None:
    """How many more seeds decide at the present shares: doubled until they do, then halved down to the fewest."""
    if not seeds:
        return None

    def decided(total: int) -> bool:
        return weigh({name: earned * total / seeds for name, earned in credit.items()}, total)[0] != Decision.UNDECIDED

    enough = 2 * seeds
    while not decided(enough):
        enough *= 2
        if enough > MOST_SEEDS:
            return None
    totals = range(seeds + 1, enough + 1)
    return bisect_left(totals, 1, key=lambda total: int(decided(total))) + 1


def decide(log_e_for: float, log_e_against: float) -> Decision:
    """What the evidence for a statement and against it decides, where nothing was picked by looking."""
    if log_e_for >= math.log(PRESET.certifying):
        return Decision.CERTIFIED
    return Decision.REFUTED if log_e_against >= math.log(PRESET.refuting) else Decision.UNDECIDED
