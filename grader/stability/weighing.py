"""Seeds, weighed: what each option earned in them, and what that decides.

The unit is the seed: its credit goes to the option with the highest value of the metric, shared among ties. A value
that is not a number wins nothing. Formulas and sources are in `evalues`.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping

from grader.model import Decision, Design, Run, RunId, Verdict
from grader.stability.runs import metric

ALPHA = 0.05
MOST_SEEDS = 100_000

Evidence = tuple[Decision, tuple[str, ...], dict[str, float]]
"""A decision, the options that it is about, and the logarithms of the e-values behind it."""


class BySeed:
    """A statement about the complete seeds of the first series."""

    def bears(self, run_id: RunId, design: Design) -> bool:
        """Whether the run belongs to the first series."""
        series = design.plan[0]
        return (run_id.protocol, run_id.reading) == (series.protocol, series.reading)


def select(runs: Iterable[Run], *, protocol: str, reading: str = "") -> tuple[Run, ...]:
    """The runs made under a protocol and a reading, ordered by id."""
    chosen = (run for run in runs if (run.id.protocol, run.id.reading) == (protocol, reading))
    return tuple(sorted(chosen, key=lambda run: run.id))


def complete_seeds(runs: Iterable[Run], design: Design) -> list[Mapping[str, float]]:
    """The metric by option of every seed of the first series whose options have all been run, in order of seed."""
    series = design.plan[0]
    by_seed: dict[int, dict[str, float]] = {}
    for run in select(runs, protocol=series.protocol, reading=series.reading):
        if run.id.repeat == 0:
            by_seed.setdefault(run.id.seed, {})[run.id.option] = metric(run, design)
    return [values for _, values in sorted(by_seed.items()) if len(values) == len(design.options)]


def credits_of(seeds: Iterable[Mapping[str, float]], options: tuple[str, ...]) -> tuple[dict[str, float], int]:
    """What each option earned in those seeds, and how many seeds there are."""
    earned = {option: [0.0] for option in options}
    count = 0
    for values in seeds:
        count += 1
        finite = {option: value for option, value in values.items() if not math.isnan(value)}
        best = [option for option, value in finite.items() if value == max(finite.values())]
        for option in best:
            earned[option].append(1 / len(best))
    return {option: math.fsum(shares) for option, shares in earned.items()}, count


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
    """What the evidence for a statement and against it decides."""
    threshold = math.log(1 / ALPHA)
    if log_e_for >= threshold:
        return Decision.CERTIFIED
    return Decision.REFUTED if log_e_against >= threshold else Decision.UNDECIDED
