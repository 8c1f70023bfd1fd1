"""The statistics of a measured answer, beyond the verdicts: what each option did, how paired, how noisy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan, nan, sqrt
from statistics import NormalDist, fmean, median, stdev

import numpy as np
from numpy.typing import NDArray

from grader.model import Design, Run, RunId, Series
from grader.stability.evalues import confidence_sequence
from grader.stability.runs import metric
from grader.stability.weighing import ALPHA, complete_seeds, credits_of, select

RESAMPLES = 1000


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
    record does not tell case by case).
    mixed: the seeds of which runs that are compared were made on different machines, or with different versions.
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


def statistics(runs: Sequence[Run], design: Design) -> Statistics:
    """Compute the statistics from the record alone; a record without a complete seed gives NaN."""
    seeds = complete_seeds(runs, design)
    margins = tuple(margin for seed in seeds if not isnan(margin := _margin(seed)))
    return Statistics(
        seeds=len(seeds),
        options=tuple(_option(option, seeds, runs, design) for option in design.options),
        margins=margins,
        median_margin=median(margins) if margins else nan,
        correlations=_correlations(seeds, design.options),
        winner_changes=winner_changes(runs, design),
        spreads=tuple(_spreads(runs, design)),
        comparisons=tuple(
            comparison for series in design.plan if series.reading for comparison in _comparisons(series, runs, design)
        ),
        mixed=mixed(runs),
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
    generator = np.random.default_rng(0)
    by_seed: dict[int, dict[str, NDArray[np.bool_]]] = {}
    for run in select(runs, protocol=design.plan[0].protocol, reading=design.plan[0].reading):
        if not np.isnan(metric(run, design)):
            by_seed.setdefault(run.id.seed, {})[run.id.option] = hits_of(run, design)
    shares = [
        _changes(np.array([hits[option] for option in design.options]), generator)
        for _, hits in sorted(by_seed.items())
        if len(hits) == len(design.options)
    ]
    return fmean(shares) if shares else nan


def _changes(hits: NDArray[np.bool_], generator: np.random.Generator) -> float:
    """Of hits of shape (options, cases): the share of resamples in which no recorded winner is the best."""
    patterns, cases = np.unique(hits, axis=1, return_counts=True)  # which options were right in a case, and how often
    counts = generator.multinomial(cases.sum(), cases / cases.sum(), size=RESAMPLES)
    right = counts @ patterns.T.astype(np.int64)  # (resamples, options)
    recorded = hits.sum(axis=1) == hits.sum(axis=1).max()
    return float(1 - (right[:, recorded] == right.max(axis=1, keepdims=True)).any(axis=1).mean())


def hits_of(run: Run, design: Design) -> NDArray[np.bool_]:
    """In which cases a run was right, shape (cases,), filled up to whole bytes."""
    packed = np.frombuffer(bytes.fromhex(str(run.measured[design.hits])), np.uint8)
    return np.unpackbits(packed).astype(np.bool_)


def _option(option: str, seeds: Sequence[Mapping[str, float]], runs: Sequence[Run], design: Design) -> OptionStatistics:
    values = tuple(seed[option] for seed in seeds)
    finite = [value for value in values if not np.isnan(value)]
    credit, count = credits_of(seeds, design.options)
    cases = next((len(hits_of(run, design)) for run in runs if design.hits and run.id.option == option), 0)
    source = design.source.get(option, nan)
    return OptionStatistics(
        option=option,
        values=values,
        mean=fmean(finite) if finite else nan,
        standard_deviation=stdev(finite) if len(finite) > 1 else nan,
        median=median(finite) if finite else nan,
        lowest=min(finite, default=nan),
        highest=max(finite, default=nan),
        credit=credit[option],
        share=credit[option] / count if count else nan,
        wilson=wilson_interval(credit[option], count),
        sequence=confidence_sequence(credit[option], count, alpha=ALPHA),
        case_error=sqrt(fmean(value * (1 - value) for value in finite) / cases) if finite and cases else nan,
        source=source,
        share_below_source=fmean(value < source for value in finite) if finite and not np.isnan(source) else nan,
    )


def _margin(seed: Mapping[str, float]) -> float:
    best, second, *_ = [*sorted((value for value in seed.values() if not np.isnan(value)), reverse=True), nan, nan]
    return best - second


def _correlations(seeds: Sequence[Mapping[str, float]], options: tuple[str, ...]) -> dict[tuple[str, str], float]:
    pairs: dict[tuple[str, str], float] = {}
    for one, other in combinations(options, 2):
        both = np.array([(seed[one], seed[other]) for seed in seeds if not np.isnan(seed[one] + seed[other])])
        varied = len(both) > 1 and (both.std(axis=0) > 0).all()
        pairs[one, other] = float(np.corrcoef(both.T)[0, 1]) if varied else nan
    return pairs


def _spreads(runs: Sequence[Run], design: Design) -> list[Spread]:
    groups: dict[tuple[str, int, str], list[float]] = {}
    for run in sorted(runs, key=lambda run: run.id):
        if not run.id.reading and not isnan(metric(run, design)):
            groups.setdefault((run.id.option, run.id.seed, run.id.protocol), []).append(metric(run, design))
    return [
        Spread(option, protocol, seed, len(values), min(values), max(values), stdev(values))
        for (option, seed, protocol), values in groups.items()
        if len(values) > 1
    ]


def _comparisons(series: Series, runs: Sequence[Run], design: Design) -> list[Comparison]:
    from scipy.special import stdtrit

    looked_at = sum(1 for one in design.plan if one.reading) * len(design.options)
    published = {
        run.id: value for run in select(runs, protocol=series.protocol) if not isnan(value := metric(run, design))
    }
    found: list[Comparison] = []
    for option in design.options:
        differences = [
            metric(run, design) - published[as_published]
            for run in select(runs, protocol=series.protocol, reading=series.reading)
            if run.id.option == option
            and not isnan(metric(run, design))
            and (as_published := RunId(option, run.id.seed, run.id.protocol, "", run.id.repeat)) in published
        ]
        if len(differences) > 1:
            mean, count = fmean(differences), len(differences)
            error = stdev(differences) / sqrt(count)
            levels = (ALPHA, ALPHA / looked_at)
            reach, corrected = (float(stdtrit(count - 1, 1 - level / 2)) * error for level in levels)
            stands = abs(mean) > corrected
            found.append(Comparison(series.reading, option, count, mean, mean - reach, mean + reach, stands))
    return found
