"""The statistics of a measured answer, beyond the verdicts: what each option did, how paired, how noisy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import ceil, isnan, nan, sqrt
from statistics import NormalDist, fmean, median, stdev

import numpy as np
from numpy.typing import NDArray

from grader.design import Design, Run, Series
from grader.stability.evalues import confidence_sequence
from grader.stability.intervals import mean_interval
from grader.stability.pairs import Difference, differences
from grader.stability.preset import left_out
from grader.stability.runs import metric
from grader.stability.tally import Credit, Values, counted
from grader.stability.weighing import ALPHA, select

RESAMPLES = 1000
"""How often the cases of a seed are drawn again, in a record of few seeds."""

_MOST_SEEDS, _MOST_DRAWS = 1_000, 100_000  # of all seeds together: more would hardly change a percentage


@dataclass(frozen=True)
class OptionStatistics:
    """What one option did over the complete seeds.

    values: the metric, seed by seed. credit: seeds in which it was the best, ties shared; share: of all seeds.
    wilson, sequence: intervals of the share, for one look at the end and for any number of looks.
    case_error: the standard error of one run's metric that the number of cases alone brings.
    source: what the exam's source recorded, and the share of our values below it (both NaN where it recorded none).
    """

    option: str
    values: tuple[float, ...]
    mean: float
    standard_deviation: float
    median: float
    lowest: float
    highest: float
    credit: float
    share: float
    wilson: tuple[float, float]
    sequence: tuple[float, float]
    case_error: float
    source: float
    share_below_source: float


@dataclass(frozen=True)
class Spread:
    """Repeats of one option and seed under a protocol that leaves something open."""

    option: str
    protocol: str
    seed: int
    repeats: int
    lowest: float
    highest: float
    standard_deviation: float


@dataclass(frozen=True)
class Comparison:
    """An open reading against the exam as published, seed by seed: the mean difference and its t interval.

    stands: whether it is beyond chance among all comparisons that the plan makes (Bonferroni).
    """

    reading: str
    option: str
    seeds: int
    difference: float
    low: float
    high: float
    stands: bool


@dataclass(frozen=True)
class Statistics:
    """All of a question.

    margins: the best minus the second best, seed by seed. correlations: of the metric over seeds, by pair of options.
    winner_changes: how often another option wins when the cases are drawn again and the seed is held (NaN where the
    record does not tell case by case); of very many seeds, in some that lie evenly among all.
    mixed: the seeds of which runs that are compared were made on different machines, or with different versions.
    pairs: each option against each other one.
    left_out: the options that were run in fewer seeds than others, and in how many fewer.
    """

    seeds: int
    options: tuple[OptionStatistics, ...]
    margins: tuple[float, ...]
    median_margin: float
    correlations: Mapping[tuple[str, str], float]
    winner_changes: float
    spreads: tuple[Spread, ...]
    comparisons: tuple[Comparison, ...]
    mixed: tuple[int, ...] = ()
    pairs: tuple[Difference, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


def statistics(runs: Sequence[Run], design: Design) -> Statistics:
    """Compute the statistics from the record alone; a record without a complete seed gives NaN."""
    tally = counted(runs, design)
    seeds, credit = tally.seeds(), tally.credit()
    cases = _cases(runs, design)
    margins = tuple(margin for seed in seeds if not isnan(margin := _margin(seed)))
    return Statistics(
        seeds=len(seeds),
        options=tuple(_option(option, seeds, credit, design, cases.get(option, 0)) for option in design.options),
        margins=margins,
        median_margin=median(margins) if margins else nan,
        correlations=_correlations(seeds, design.options),
        winner_changes=winner_changes(runs, design),
        spreads=tuple(_spreads(runs, design)),
        comparisons=tuple(
            comparison for series in design.plan if series.reading for comparison in _comparisons(series, runs, design)
        ),
        mixed=mixed(runs),
        left_out=left_out(runs, design),
        pairs=differences(seeds, design.options),
    )


def mixed(runs: Sequence[Run]) -> tuple[int, ...]:
    """The seeds of which runs under one protocol, of whatever option and reading, were made on different machines.

    Other threads, kernels or versions shift a result by more than the differences that seeds are paired to show.
    """
    machines: dict[tuple[str, int], set[str]] = {}
    for run in runs:
        machines.setdefault((run.id.protocol, run.id.seed), set()).add(run.machine)
    return tuple(sorted({seed for (_, seed), made_on in machines.items() if len(made_on) > 1}))


def wilson_interval(credit: float, seeds: int, *, alpha: float = ALPHA) -> tuple[float, float]:
    """The interval of a share by Wilson's score (1927), for one look at the end; (0, 1) without a seed."""
    if not seeds:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(1 - alpha / 2)
    share = credit / seeds  # which rounding must not leave outside
    centre = (share + z * z / (2 * seeds)) / (1 + z * z / seeds)
    reach = z / (1 + z * z / seeds) * sqrt(share * (1 - share) / seeds + z * z / (4 * seeds * seeds))
    return max(min(centre - reach, share), 0.0), min(max(centre + reach, share), 1.0)


def winner_changes(runs: Sequence[Run], design: Design) -> float:
    """How often the recorded winner of a seed loses its place when the cases are drawn again with replacement."""
    if not design.hits:
        return nan
    series = design.plan[0]
    by_seed: dict[int, dict[str, Run]] = {}
    for run in runs:
        published = (run.id.protocol, run.id.reading, run.id.repeat) == (series.protocol, series.reading, 0)
        if published and not isnan(metric(run, design)):
            by_seed.setdefault(run.id.seed, {})[run.id.option] = run
    whole = [of_seed for _, of_seed in sorted(by_seed.items()) if len(of_seed) == len(design.options)]
    looked_at = whole[:: ceil(len(whole) / _MOST_SEEDS) or 1]
    resamples = min(RESAMPLES, _MOST_DRAWS // max(len(looked_at), 1))
    generator = np.random.default_rng(0)
    shares = [
        _changes(np.array([hits_of(of_seed[option], design) for option in design.options]), generator, resamples)
        for of_seed in looked_at
    ]
    return fmean(shares) if shares else nan


def _changes(hits: NDArray[np.bool_], generator: np.random.Generator, resamples: int) -> float:
    """Of hits of shape (options, cases): the share of resamples in which no recorded winner is the best."""
    patterns, cases = _patterns(hits)
    counts = generator.multinomial(cases.sum(), cases / cases.sum(), size=resamples)
    right = counts @ patterns.T.astype(np.int64)  # (resamples, options)
    recorded = hits.sum(axis=1) == hits.sum(axis=1).max()
    return float(1 - (right[:, recorded] == right.max(axis=1, keepdims=True)).any(axis=1).mean())


def _patterns(hits: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Of hits of shape (options, cases): the columns that differ, in order, and how many cases have each."""
    ordered = hits[:, np.lexsort(hits[::-1])]
    differs = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    starts = np.concatenate([[0], 1 + np.flatnonzero(differs)])
    return ordered[:, starts], np.diff(starts, append=hits.shape[1])


def hits_of(run: Run, design: Design) -> NDArray[np.bool_]:
    """In which cases a run was right, shape (cases,), filled up to whole bytes."""
    packed = np.frombuffer(bytes.fromhex(str(run.measured[design.hits])), np.uint8)
    return np.unpackbits(packed).astype(np.bool_)


def _cases(runs: Sequence[Run], design: Design) -> dict[str, int]:
    """By option, how many cases its first run was right or wrong in, where the record tells."""
    first: dict[str, Run] = {}
    for run in runs if design.hits else ():
        first.setdefault(run.id.option, run)
    return {option: len(hits_of(run, design)) for option, run in first.items()}


def _option(option: str, seeds: Sequence[Values], credit: Credit, design: Design, cases: int) -> OptionStatistics:
    values = tuple(seed[option] for seed in seeds)
    finite = [value for value in values if not isnan(value)]
    earned, count = credit.earned()[option], credit.seeds
    source = design.source.get(option, nan)
    return OptionStatistics(
        option=option,
        values=values,
        mean=fmean(finite) if finite else nan,
        standard_deviation=stdev(finite) if len(finite) > 1 else nan,
        median=median(finite) if finite else nan,
        lowest=min(finite, default=nan),
        highest=max(finite, default=nan),
        credit=earned,
        share=earned / count if count else nan,
        wilson=wilson_interval(earned, count),
        sequence=confidence_sequence(earned, count, alpha=ALPHA),
        case_error=sqrt(fmean(value * (1 - value) for value in finite) / cases) if finite and cases else nan,
        source=source,
        share_below_source=fmean(value < source for value in finite) if finite and not isnan(source) else nan,
    )


def _margin(seed: Values) -> float:
    best, second, *_ = [*sorted((value for value in seed.values() if not isnan(value)), reverse=True), nan, nan]
    return best - second


def _correlations(seeds: Sequence[Values], options: tuple[str, ...]) -> dict[tuple[str, str], float]:
    table = {option: np.array([seed[option] for seed in seeds]) for option in options}
    pairs: dict[tuple[str, str], float] = {}
    for one, other in combinations(options, 2):
        both = np.stack([table[one], table[other]], axis=1)
        both = both[~np.isnan(both).any(axis=1)]
        varied = len(both) > 1 and (both.std(axis=0) > 0).all()
        pairs[one, other] = float(np.corrcoef(both.T)[0, 1]) if varied else nan
    return pairs


def _spreads(runs: Sequence[Run], design: Design) -> list[Spread]:
    groups: dict[tuple[str, int, str], list[float]] = {}
    for run in runs:
        if not run.id.reading and not isnan(value := metric(run, design)):
            groups.setdefault((run.id.option, run.id.seed, run.id.protocol), []).append(value)
    return [
        Spread(option, protocol, seed, len(values), min(values), max(values), stdev(values))
        for (option, seed, protocol), values in sorted(groups.items())
        if len(values) > 1
    ]


def _comparisons(series: Series, runs: Sequence[Run], design: Design) -> list[Comparison]:
    looked_at = sum(1 for one in design.plan if one.reading) * len(design.options)
    published = {
        run.id: value for run in select(runs, protocol=series.protocol) if not isnan(value := metric(run, design))
    }
    by_option: dict[str, list[float]] = {option: [] for option in design.options}
    for run in select(runs, protocol=series.protocol, reading=series.reading):
        difference = metric(run, design) - published.get(replace(run.id, reading=""), nan)
        if not isnan(difference):
            by_option[run.id.option].append(difference)
    found: list[Comparison] = []
    for option, values in by_option.items():
        if len(values) > 1:
            mean, low, high = mean_interval(values, error=ALPHA)
            _, lowest, highest = mean_interval(values, error=ALPHA / looked_at)
            stands = not lowest <= 0 <= highest
            found.append(Comparison(series.reading, option, len(values), mean, low, high, stands))
    return found
