"""E-values: known values, direct integration, and the error that they promise."""

import math

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from strategies import LAW

from grader.stability.evalues import (
    confidence_sequence,
    log_e_at_least,
    log_e_at_most,
    straight_successes,
    upper_bound_of_none,
)

ALPHA = 0.05
SHARES = st.floats(0.02, 0.98)


@pytest.mark.parametrize(("p0", "seeds"), [(0.8, 20), (0.9, 43), (0.95, 88)])
def test_a_preset_option_needs_so_many_straight_successes(p0: float, seeds: int) -> None:
    assert straight_successes(p0, alpha=ALPHA) == seeds


@LAW
@given(seeds=st.integers(0, 60), share=st.floats(0, 1), p0=SHARES)
def test_they_are_the_mixtures_that_they_claim_to_be(seeds: int, share: float, p0: float) -> None:
    credit = share * seeds

    def likelihood_ratio(p: float) -> float:
        return float((p / p0) ** credit * ((1 - p) / (1 - p0)) ** (seeds - credit))

    def mean_over(low: float, high: float) -> float:
        peak = [share] if low < share < high else None
        return float(quad(likelihood_ratio, low, high, points=peak, limit=200)[0]) / (high - low)

    assert log_e_at_most(credit, seeds, p0) == pytest.approx(math.log(mean_over(p0, 1)), abs=1e-6)
    assert log_e_at_least(credit, seeds, p0) == pytest.approx(math.log(mean_over(0, p0)), abs=1e-6)


def exact_log_e_at_most(wins: int, seeds: int, twentieths: int) -> float:
    """The e-value of whole credit in integers, where p0 is in twentieths.

    1 - I_p0(s+1, f+1) is the probability of at most s wins in n+1, and B(s+1, f+1) is 1/((n+1) C(n, s)), so that
    E = sum over j <= s of C(n+1, j) (q/p0)^(s-j), over (n+1) C(n, s).
    """
    p, q = twentieths, 20 - twentieths
    total, binomial = 0, 1
    for j in range(wins + 1):
        total += binomial * p**j * q ** (wins - j)
        binomial = binomial * (seeds + 1 - j) // (j + 1)
    return math.log(total) - wins * math.log(p) - math.log(seeds + 1) - math.log(math.comb(seeds, wins))


@settings(LAW, max_examples=60)
@given(seeds=st.integers(0, 1500), share=st.floats(0, 1), twentieths=st.integers(1, 19))
@example(seeds=1500, share=0.0, twentieths=19)  # tails that double precision cannot hold
@example(seeds=1500, share=0.3, twentieths=18)
@example(seeds=1500, share=1.0, twentieths=1)
def test_they_agree_with_integer_arithmetic_where_the_tail_underflows(
    seeds: int, share: float, twentieths: int
) -> None:
    wins = round(share * seeds)
    p0 = twentieths / 20

    assert log_e_at_most(wins, seeds, p0) == pytest.approx(exact_log_e_at_most(wins, seeds, twentieths), abs=1e-7)
    assert log_e_at_least(seeds - wins, seeds, 1 - p0) == pytest.approx(
        exact_log_e_at_most(wins, seeds, twentieths), abs=1e-7
    )


@LAW
@given(seeds=st.integers(0, 20_000), share=st.floats(0, 1), p0=SHARES)
def test_thousands_of_seeds_stay_finite(seeds: int, share: float, p0: float) -> None:
    assert math.isfinite(log_e_at_most(share * seeds, seeds, p0))
    assert math.isfinite(log_e_at_least(share * seeds, seeds, p0))


@LAW
@given(seeds=st.integers(1, 300), share=st.floats(0, 1), p0=SHARES)
def test_more_credit_is_more_evidence(seeds: int, share: float, p0: float) -> None:
    credit = share * (seeds - 1)

    assert log_e_at_most(credit + 1, seeds, p0) > log_e_at_most(credit, seeds, p0)
    assert log_e_at_least(credit + 1, seeds, p0) < log_e_at_least(credit, seeds, p0)


@LAW
@given(seeds=st.integers(1, 2000), share=st.floats(0, 1), p0=SHARES)
def test_the_confidence_sequence_leaves_out_what_an_e_value_rejects(seeds: int, share: float, p0: float) -> None:
    credit = share * seeds
    low, high = confidence_sequence(credit, seeds, alpha=ALPHA)
    assume(min(abs(p0 - low), abs(p0 - high)) > 1e-6)

    assert 0 <= low <= share <= high <= 1
    assert (p0 < low) == (log_e_at_most(credit, seeds, p0) > math.log(2 / ALPHA))
    assert (p0 > high) == (log_e_at_least(credit, seeds, p0) > math.log(2 / ALPHA))


@LAW
@given(seeds=st.integers(1, 500), share=st.floats(0, 1))
def test_four_times_the_seeds_at_the_same_share_narrow_the_confidence_sequence(seeds: int, share: float) -> None:
    low, high = confidence_sequence(share * seeds, seeds, alpha=ALPHA)
    later_low, later_high = confidence_sequence(share * 4 * seeds, 4 * seeds, alpha=ALPHA)

    assert low <= later_low + 1e-9
    assert later_high <= high + 1e-9
    assert seeds < 10 or later_high - later_low < 0.8 * (high - low)


def test_without_a_seed_nothing_is_known() -> None:
    assert confidence_sequence(0, 0, alpha=ALPHA) == (0, 1)
    assert upper_bound_of_none(0, alpha=ALPHA) == 1


@LAW
@given(st.integers(1, 500))
def test_what_never_showed_in_n_seeds_is_bounded_exactly(seeds: int) -> None:
    bound = upper_bound_of_none(seeds, alpha=ALPHA)

    assert (1 - bound) ** seeds == pytest.approx(ALPHA)  # a probability this large would show with 1 - alpha


@pytest.mark.parametrize("p0", [0.5, 0.9])
@pytest.mark.parametrize("tied", [0.0, 0.15])
def test_false_rejections_under_optional_stopping_are_at_most_alpha(tied: float, p0: float) -> None:
    """Streams at the edge of the hypothesis, looked at after every seed, stopped at the first rejection."""
    streams, seeds = 4000, 150
    rng = np.random.default_rng(2024)
    wins = rng.random((streams, seeds)) < (p0 - tied / 2) / (1 - tied)  # so that the mean credit is p0, ties and all
    halves = np.where(rng.random((streams, seeds)) < tied, 1, 2 * wins).cumsum(axis=1)
    log_e = np.full((2, seeds + 1, 2 * seeds + 1), np.nan)  # of the code itself, by seeds and halves of credit
    for count in range(1, seeds + 1):
        for half in np.unique(halves[:, count - 1]):
            log_e[:, count, half] = log_e_at_most(half / 2, count, p0), log_e_at_least(half / 2, count, p0)

    rejected = (log_e[:, np.arange(1, seeds + 1), halves] >= math.log(1 / ALPHA)).any(axis=2).mean(axis=1)

    assert (rejected > 0).all()
    assert (rejected <= ALPHA).all()
