"""Statistics of a measured answer, by hand and by law."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.design import Design, Run, RunId, Series
from grader.stability.statistics import statistics, wilson_interval, winner_changes

DESIGN = Design(
    run=lambda _: {},
    options=("a", "b"),
    metric="accuracy",
    columns={"accuracy": float, "correct": str},
    inputs_digest=lambda: "",
    packages=(),
    plan=(Series((1, 2, 3)), Series((1,), "source", repeats=3), Series((1, 2), reading="other")),
    minimum_seeds=2,
    hits="correct",
    source={"a": 0.5},
)


def hits(*right: bool) -> str:
    return np.packbits(np.array(right)).tobytes().hex()


def run(option: str, seed: int, correct: tuple[bool, ...], **about: object) -> Run:
    measured = {"accuracy": float(np.mean(correct)), "correct": hits(*correct)}
    return Run(replace(RunId(option, seed), **about), "m", 1.0, measured)  # type: ignore[arg-type]


T, F = True, False
RUNS = (
    run("a", 1, (T, T, T, T, F, F, F, F)),
    run("b", 1, (T, T, F, F, F, F, F, F)),
    run("a", 2, (T, T, T, F, F, F, F, F)),
    run("b", 2, (T, T, T, T, T, T, F, F)),
    *(run("a", 1, (T,) * n + (F,) * (8 - n), protocol="source", repeat=r) for r, n in enumerate((2, 4, 6))),
    run("a", 1, (T, T, T, T, T, F, F, F), reading="other"),
    run("a", 2, (T, T, T, T, T, T, F, F), reading="other"),
)


def test_by_hand() -> None:
    found = statistics(RUNS, DESIGN)
    a, b = found.options

    assert found.seeds == 2
    assert (a.values, a.mean, a.median, a.lowest, a.highest) == ((0.5, 0.375), 0.4375, 0.4375, 0.375, 0.5)
    assert a.standard_deviation == pytest.approx(0.125 / math.sqrt(2))
    assert (a.credit, b.credit, a.share) == (1, 1, 0.5)
    assert found.margins == (0.25, 0.375)
    assert found.median_margin == 0.3125
    assert found.correlations == {("a", "b"): pytest.approx(-1)}
    # the mean of p (1 - p) over the two runs, by eight cases: sqrt((0.25 + 0.234375) / 2 / 8)
    assert a.case_error == pytest.approx(math.sqrt((0.25 + 0.234375) / 16))
    assert (a.source, a.share_below_source) == (0.5, 0.5)
    assert math.isnan(b.source)


def test_repeats_have_their_spread() -> None:
    [spread] = statistics(RUNS, DESIGN).spreads

    assert (spread.option, spread.protocol, spread.repeats) == ("a", "source", 3)
    assert (spread.lowest, spread.highest, spread.standard_deviation) == (0.25, 0.75, 0.25)


def test_an_open_reading_is_compared_seed_by_seed() -> None:
    [comparison] = statistics(RUNS, DESIGN).comparisons

    assert (comparison.reading, comparison.option, comparison.seeds) == ("other", "a", 2)
    assert comparison.difference == pytest.approx((0.125 + 0.375) / 2)
    # two differences have the deviation 0.25 / sqrt(2), and t with one degree of freedom is 12.7062
    assert not comparison.stands
    assert comparison.high - comparison.difference == pytest.approx(12.7062 * 0.25 / 2, rel=1e-4)


def test_a_record_of_nothing_has_no_numbers() -> None:
    found = statistics((), DESIGN)

    assert (found.seeds, found.margins, found.spreads, found.comparisons) == (0, (), (), ())
    assert math.isnan(found.median_margin)
    assert math.isnan(found.winner_changes)
    assert found.options[0].sequence == found.options[0].wilson == (0, 1)


@given(seeds=st.integers(1, 400), share=st.floats(0, 1))
def test_wilson_s_interval_solves_his_equation(seeds: int, share: float) -> None:
    low, high = wilson_interval(share * seeds, seeds)
    z = NormalDist().inv_cdf(0.975)

    assert 0 <= low <= share <= high <= 1
    for end in (low, high):
        if 1e-9 < end < 1 - 1e-9:
            assert (share - end) ** 2 == pytest.approx(z * z * end * (1 - end) / seeds, abs=1e-9)


def test_a_winner_that_is_right_wherever_others_are_never_changes() -> None:
    sure = (run("a", 1, (T,) * 8), run("b", 1, (T, T, F, F, F, F, F, F)))

    assert winner_changes(sure, DESIGN) == 0


def test_a_winner_by_one_case_of_many_changes_about_half_the_time() -> None:
    a = (T,) * 2001 + (F,) * 1999  # the closest race that there is: every case decides for one of them
    b = tuple(not right for right in a)
    close = (run("a", 1, a), run("b", 1, b))

    assert 0.3 < winner_changes(close, DESIGN) < 0.6


def test_without_cases_nothing_is_said_about_them() -> None:
    assert math.isnan(winner_changes(RUNS, replace(DESIGN, hits="")))


def test_runs_without_a_number_are_counted_and_win_nothing() -> None:
    lost = tuple(replace(one, measured={**one.measured, "accuracy": float("nan")}) for one in RUNS[:1])

    found = statistics((*lost, *RUNS[1:]), DESIGN)

    assert [math.isnan(value) for value in found.options[0].values] == [True, False]
    assert found.options[0].mean == 0.375
    assert (found.options[0].credit, found.options[1].credit) == (0, 2)
    assert found.margins == (0.375,)


def test_a_difference_stands_where_it_is_beyond_chance_among_all_comparisons() -> None:
    rows = [(seed, 0.5 + 0.01 * seed) for seed in range(1, 9)]
    published = [run("a", seed, (T, F)) for seed, _ in rows]
    other = [
        replace(
            run("a", seed, (T, F), reading="other"), measured={"accuracy": 0.9 + 0.001 * seed, "correct": hits(T, F)}
        )
        for seed, _ in rows
    ]

    [comparison] = statistics((*published, *other), DESIGN).comparisons

    assert comparison.stands
