"""What the runs of a measured question allow us to claim, and which key follows.

The unit is the seed: its credit goes to the option with the highest value of the metric, shared among ties. A value
that is not a number wins nothing. Formulas and sources are in `evalues`.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.model import UNDECIDED, VOID, Decision, Design, Run, Verdict
from grader.stability.evalues import log_e_at_least, log_e_at_most, upper_bound_of_none
from grader.stability.runs import metric

ALPHA = 0.05


@dataclass(frozen=True)
class Reproduces:
    """Whoever runs it finds the same option best, with probability at least p0."""

    p0: float = 0.9

    def judge(self, runs: tuple[Run, ...], design: Design) -> Verdict:
        """Certify for one of K options at K/alpha; refute when every option is rejected at 1/alpha."""
        credit, seeds = credits_of(complete_seeds(runs, design), design.options)
        for_option = {option: log_e_at_most(credit[option], seeds, self.p0) for option in design.options}
        against = {option: log_e_at_least(credit[option], seeds, self.p0) for option in design.options}
        found = tuple(o for o in design.options if for_option[o] >= math.log(len(design.options) / ALPHA))
        refuted = all(value >= math.log(1 / ALPHA) for value in against.values())
        return Verdict(
            "reproduces",
            Decision.CERTIFIED if found else Decision.REFUTED if refuted else Decision.UNDECIDED,
            seeds,
            options=found[:1],
            log_e_values={f"against p <= p0: {o}": value for o, value in for_option.items()}
            | {f"against p >= p0: {o}": value for o, value in against.items()},
            detail=f"p0 = {self.p0:g}",
        )


@dataclass(frozen=True)
class UsuallyBest:
    """The best option is one of a set in more than half of the seeds."""

    options: tuple[str, ...]

    def judge(self, runs: tuple[Run, ...], design: Design) -> Verdict:
        """Weigh the summed credit of the set against one half."""
        credit, seeds = credits_of(complete_seeds(runs, design), design.options)
        together = math.fsum(credit[option] for option in self.options)
        more, less = log_e_at_most(together, seeds, 0.5), log_e_at_least(together, seeds, 0.5)
        return Verdict(
            "usually best",
            _decide(more, less),
            seeds,
            options=self.options,
            log_e_values={"against p <= 1/2": more, "against p >= 1/2": less},
        )


@dataclass(frozen=True)
class EveryOptionCanBeBest:
    """Each option has been the best, alone, at least once."""

    def judge(self, runs: tuple[Run, ...], design: Design) -> Verdict:
        """Certify when each has had a whole credit; runs cannot refute it, only bound the probability of the others."""
        shares = complete_seeds(runs, design)
        credits_by_seed = [credits_of([seed], design.options)[0] for seed in shares]
        never = tuple(o for o in design.options if not any(credit[o] == 1 for credit in credits_by_seed))
        return Verdict(
            "every option can be best",
            Decision.NOT_SHOWN if never else Decision.CERTIFIED,
            len(shares),
            options=never,
            detail=f"probability of an option never best: at most {upper_bound_of_none(len(shares), alpha=ALPHA):.4f}",
        )


@dataclass(frozen=True)
class FixedSeedVaries:
    """Two runs of one option and one seed, under the same protocol on the same machine, give different results."""

    protocol: str

    def judge(self, runs: tuple[Run, ...], design: Design) -> Verdict:  # noqa: ARG002 - one form for all statements
        """Certify when two repeats differ; repeats that all agree refute it for the machine that made them."""
        groups: dict[tuple[str, int, str], list[Run]] = {}
        for run in select(runs, protocol=self.protocol):
            groups.setdefault((run.id.option, run.id.seed, run.machine), []).append(run)
        repeated = [group for group in groups.values() if len(group) > 1]
        differ = [group for group in repeated if len({repr(sorted(run.measured.items())) for run in group}) > 1]
        return Verdict(
            "a fixed seed still varies",
            Decision.CERTIFIED if differ else Decision.REFUTED if repeated else Decision.UNDECIDED,
            len({group[0].id.seed for group in repeated}),
            options=tuple(dict.fromkeys(group[0].id.option for group in differ)),
            detail=f"{len(differ)} of {len(repeated)} groups of repeats under {self.protocol} differ",
        )


def key_of(verdict: Verdict) -> object:
    """The answer that follows from the verdict on `Reproduces`: an option's id, VOID, or UNDECIDED."""
    if verdict.decision is Decision.CERTIFIED:
        return verdict.options[0]
    return VOID if verdict.decision is Decision.REFUTED else UNDECIDED


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


def _decide(log_e_for: float, log_e_against: float) -> Decision:
    threshold = math.log(1 / ALPHA)
    if log_e_for >= threshold:
        return Decision.CERTIFIED
    return Decision.REFUTED if log_e_against >= threshold else Decision.UNDECIDED
