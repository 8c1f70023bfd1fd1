"""What the runs of a measured question allow us to claim, and which key follows.

The unit is the seed: its credit goes to the option with the highest value of the metric, shared among ties. A value
that is not a number wins nothing. Formulas and sources are in `evalues`.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.model import UNDECIDED, VOID, Decision, Design, Run, RunId, Verdict
from grader.stability.about import Provenance
from grader.stability.evalues import log_e_at_least, log_e_at_most, upper_bound_of_none
from grader.stability.runs import Record, metric

ALPHA = 0.05
MOST_SEEDS = 100_000

Evidence = tuple[Decision, tuple[str, ...], dict[str, float]]
"""A decision, the options that it is about, and the logarithms of the e-values behind it."""


@dataclass(frozen=True)
class Certificate:
    """What the runs of a question allow us to claim.

    key: an option's id, `VOID`, or `UNDECIDED`, by the first statement where it is `Reproduces`; else empty.
    credit: how often each option was the best of a complete seed, ties shared.
    """

    question: str
    key: str
    metric: str
    alpha: float
    runs: int
    seeds: int
    credit: Mapping[str, float]
    verdicts: tuple[Verdict, ...]
    provenance: Provenance | None


def certify(question: str, record: Record, design: Design) -> Certificate:
    """Judge every statement of the design by the record alone."""
    credit, seeds = credits_of(complete_seeds(record.runs, design), design.options)
    verdicts = tuple(statement.judge(record.runs, design) for statement in design.statements)
    answer = decided(record.runs, design)
    key = "" if answer is None else str(answer)
    return Certificate(
        question,
        "" if key is None else str(key),
        design.metric,
        ALPHA,
        len(record.runs),
        seeds,
        credit,
        verdicts,
        record.provenance,
    )


class _BySeed:
    """A statement about the complete seeds of the first series."""

    def bears(self, run_id: RunId, design: Design) -> bool:
        """Whether the run belongs to the first series."""
        series = design.plan[0]
        return (run_id.protocol, run_id.reading) == (series.protocol, series.reading)


@dataclass(frozen=True)
class Reproduces(_BySeed):
    """Whoever runs it finds the same option best, with probability at least p0."""

    p0: float = 0.9

    def judge(self, runs: tuple[Run, ...], design: Design) -> Verdict:
        """Certify for one of K options at K/alpha; refute when every option is rejected at 1/alpha."""
        credit, seeds = credits_of(complete_seeds(runs, design), design.options)
        return _verdict("reproduces", self._weigh, credit, seeds, detail=f"p0 = {self.p0:g}")

    def _weigh(self, credit: Mapping[str, float], seeds: int) -> Evidence:
        for_option = {option: log_e_at_most(earned, seeds, self.p0) for option, earned in credit.items()}
        against = {option: log_e_at_least(earned, seeds, self.p0) for option, earned in credit.items()}
        found = tuple(option for option, log_e in for_option.items() if log_e >= math.log(len(credit) / ALPHA))
        refuted = all(log_e >= math.log(1 / ALPHA) for log_e in against.values())
        decision = Decision.CERTIFIED if found else Decision.REFUTED if refuted else Decision.UNDECIDED
        return (
            decision,
            found[:1],
            {f"against p <= p0: {option}": log_e for option, log_e in for_option.items()}
            | {f"against p >= p0: {option}": log_e for option, log_e in against.items()},
        )


@dataclass(frozen=True)
class Best(_BySeed):
    """An option beats each rival in more than half of the seeds, paired.

    option: the one that is preset, before anything was measured; by default whichever has the most credit.
    """

    option: str = ""

    def judge(self, runs: tuple[Run, ...], design: Design) -> Verdict:
        """Certify when every rival is rejected: at 1/alpha if the option is preset, at K/alpha if it was picked.

        An option is refuted when one of its rivals rejects it at (K-1)/alpha; a picked one when that is so of all.
        """
        seeds = complete_seeds(runs, design)
        credit, count = credits_of(seeds, design.options)
        leader = self.option or max(design.options, key=lambda option: credit[option])
        pairs = [(one, other) for one in design.options for other in design.options if one != other]
        wins = {
            f"{one} {other}": credits_of([{one: seed[one], other: seed[other]} for seed in seeds], (one, other))[0][one]
            for one, other in pairs
        }
        return _verdict(
            "best", lambda won, n: self._weigh(leader, design.options, won, n), wins, count, detail=f"{leader} leads"
        )

    def _weigh(self, leader: str, options: Sequence[str], wins: Mapping[str, float], seeds: int) -> Evidence:
        rivals = [option for option in options if option != leader]
        ahead = {rival: log_e_at_most(wins[f"{leader} {rival}"], seeds, 0.5) for rival in rivals}
        behind = {rival: log_e_at_least(wins[f"{leader} {rival}"], seeds, 0.5) for rival in rivals}
        bar = math.log((1 if self.option else len(options)) / ALPHA)
        decision = Decision.UNDECIDED
        if all(log_e >= bar for log_e in ahead.values()):
            decision = Decision.CERTIFIED
        elif all(self._is_refuted(one, options, wins, seeds) for one in ((leader,) if self.option else options)):
            decision = Decision.REFUTED
        return (
            decision,
            (leader,),
            {f"ahead of {rival}": log_e for rival, log_e in ahead.items()}
            | {f"behind {rival}": log_e for rival, log_e in behind.items()},
        )

    def _is_refuted(self, option: str, options: Sequence[str], wins: Mapping[str, float], seeds: int) -> bool:
        """Whether some rival beats an option in more than half of the seeds."""
        bar = math.log(max(len(options) - 1, 1) / ALPHA)
        rivals = [rival for rival in options if rival != option]
        return any(log_e_at_least(wins[f"{option} {rival}"], seeds, 0.5) >= bar for rival in rivals)


@dataclass(frozen=True)
class UsuallyBest(_BySeed):
    """The best option is one of a set in more than half of the seeds."""

    options: tuple[str, ...]

    def judge(self, runs: tuple[Run, ...], design: Design) -> Verdict:
        """Weigh the summed credit of the set against one half."""
        credit, seeds = credits_of(complete_seeds(runs, design), design.options)
        return _verdict("usually best", self._weigh, credit, seeds)

    def _weigh(self, credit: Mapping[str, float], seeds: int) -> Evidence:
        together = math.fsum(credit[option] for option in self.options)
        more, less = log_e_at_most(together, seeds, 0.5), log_e_at_least(together, seeds, 0.5)
        return _decide(more, less), self.options, {"against p <= 1/2": more, "against p >= 1/2": less}


@dataclass(frozen=True)
class EveryOptionCanBeBest(_BySeed):
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
            detail="probability of an option never best: at most "
            f"{upper_bound_of_none(len(shares), alpha=ALPHA):.4f}, whenever one looks",
        )


@dataclass(frozen=True)
class FixedSeedVaries:
    """Two runs of one option and one seed, under the same protocol on the same machine, give different results."""

    protocol: str

    def bears(self, run_id: RunId, design: Design) -> bool:  # noqa: ARG002 - one form for all statements
        """Whether the run was made under the protocol, as published."""
        return run_id.protocol == self.protocol and not run_id.reading

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


def decided(runs: tuple[Run, ...], design: Design) -> object | None:
    """The answer that the first statement decides, where it is `Reproduces`; else None."""
    first = design.statements[0] if design.statements else None
    return key_of(first.judge(runs, design)) if isinstance(first, Reproduces) else None


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


def _verdict(
    statement: str,
    weigh: Callable[[Mapping[str, float], int], Evidence],
    credit: Mapping[str, float],
    seeds: int,
    *,
    detail: str = "",
) -> Verdict:
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


def _decide(log_e_for: float, log_e_against: float) -> Decision:
    threshold = math.log(1 / ALPHA)
    if log_e_for >= threshold:
        return Decision.CERTIFIED
    return Decision.REFUTED if log_e_against >= threshold else Decision.UNDECIDED
