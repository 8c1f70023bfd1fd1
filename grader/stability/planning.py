"""What it costs to certify a statement, before anything is measured: seeds for assumed shares, power, minutes."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from grader.counting import number_of
from grader.design import Decision, Design, Run, Statement
from grader.errors import MissingExtraError
from grader.stability import provenance
from grader.stability.bars import bars_of
from grader.stability.certificate import Best, UsuallyBest
from grader.stability.evalues import log_e_at_most
from grader.stability.key import Reproduces
from grader.stability.preset import Holds
from grader.stability.runs import Record
from grader.stability.tally import counted
from grader.stability.weighing import PRESET

MOST = 2000
"""Seeds after which a plan gives up."""

_A_MINUTE = 60
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


@dataclass(frozen=True)
class Planned:
    """A statement with its plans, one for each share that is assumed to be the true one.

    bar: the e-value that certifies `p > p0`. minutes_a_seed: what its runs take here; None where that is not known.
    within: how many of the seeds that are planned count for it.
    """

    statement: str
    decision: Decision
    seeds: int
    p0: float
    bar: float
    runs_a_seed: int
    minutes_a_seed: float | None
    within: int
    plans: tuple[Plan, ...]


def plan(share: float, *, p0: float, seeds: int, bar: float = PRESET.certifying) -> Plan:
    """The plan for one true share. seeds: how many are planned. bar: the e-value that certifies."""
    certified = 0.0
    median = ninety = None
    power = 0.0
    for number, chance in enumerate(_certified_at(share, p0, bar), start=1):
        certified += chance
        if number <= seeds:
            power = certified
        median = number if median is None and certified >= 0.5 else median  # noqa: PLR2004 - the median
        ninety = number if ninety is None and certified >= 0.9 else ninety  # noqa: PLR2004 - as its name says
        if ninety is not None and number >= seeds:
            break
    return Plan(share, median, ninety, power)


def assumed(p0: float) -> Iterator[float]:
    """Shares to assume above p0, from one down."""
    return (round(p0 + part * (1 - p0), 6) for part in _OF_THE_REST)


def of_statements(
    record: Record, design: Design, *, seeds: Sequence[int], seconds: float | None, workers: int
) -> Iterator[Planned]:
    """The plan of every statement that rests on shares of seeds. seeds: those that are planned."""
    tally = counted(record.runs, design)
    for statement in design.statements:
        share = _share_of(statement, design)
        if share is None:
            continue
        p0, runs_a_seed = share
        bar = bars_of(statement, design).certifying
        verdict = tally.verdict(statement)
        counting = [seed for seed in seeds if not isinstance(statement, Holds) or seed >= statement.first_seed]
        plans = tuple(plan(one, p0=p0, seeds=len(counting), bar=bar) for one in assumed(p0))
        a_seed = minutes(runs_a_seed, seconds, workers)
        yield Planned(
            verdict.statement, verdict.decision, verdict.seeds, p0, bar, runs_a_seed, a_seed, len(counting), plans
        )


def as_text(question: str, planned: Iterable[Planned]) -> Iterator[str]:
    """What each statement costs, in 80 columns."""
    every = tuple(planned)
    for one in every:
        yield f"{one.statement}: {one.decision} after {number_of(one.seeds, 'seed')}"
        runs = number_of(one.runs_a_seed, "run")
        yield f"  certified by an e-value of {one.bar:g} against p <= {one.p0:g}; {runs} a seed"
        yield f"  true share   median      90%   within {one.within:>4}   minutes (median, 90%)"
        for plan_ in one.plans:
            counts = f"{_or_more(plan_.median):>6}   {_or_more(plan_.ninety):>6}"
            yield f"    {plan_.share:8.1%}   {counts}   {plan_.power:11.0%}   {_minutes(plan_, one.minutes_a_seed)}"
        yield ""
    yield f"{question}: {number_of(len(every), 'statement')} planned, nothing measured"


def seconds_a_run(runs: Sequence[Run], design: Design) -> float | None:
    """How long a run takes by the record, on this machine if it has made some; None where nothing is recorded."""
    try:
        here = provenance.machine_key(provenance.machine(design))
    except MissingExtraError:  # what one can plan without having it installed
        here = ""
    made_here = [run.seconds for run in runs if run.machine == here]
    seconds = made_here or [run.seconds for run in runs]
    return fmean(seconds) if seconds else None


def minutes(count: int, seconds: float | None, workers: int) -> float | None:
    """How long so many runs take, given how long one does; None where that is not known."""
    return None if seconds is None else count * seconds / workers / _A_MINUTE


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


def _share_of(statement: Statement, design: Design) -> tuple[float, int] | None:
    """What a statement says of a share: above which, and from how many runs a seed; None if nothing.

    Of a statement that one option is the best, it is the share against each of its rivals.
    """
    options = len(design.options)
    if isinstance(statement, Holds):
        return statement.p0, len(statement.wording_of(design).options)
    if isinstance(statement, Reproduces):
        return statement.p0, options
    return (0.5, options) if isinstance(statement, UsuallyBest | Best) else None


def _or_more(seeds: int | None) -> str:
    return f">{MOST}" if seeds is None else str(seeds)


def _minutes(plan_: Plan, a_seed: float | None) -> str:
    """How long the median and the 90% of seeds take."""
    if a_seed is None:
        return "unknown"
    return ", ".join("-" if seeds is None else f"{seeds * a_seed:.0f}" for seeds in (plan_.median, plan_.ninety))
