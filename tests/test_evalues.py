"""E-values: known values, direct integration, and the error that they promise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import betaincc, betaln

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


@given(seeds=st.integers(0, 60), share=st.floats(0, 1), p0=SHARES)
def test_they_are_the_mixture_that_they_claim_to_be(seeds: int, share: float, p0: float) -> None:
    credit = share * seeds

    def likelihood_ratio(p: float) -> float:
        return math.exp(credit * math.log(p / p0) + (seeds - credit) * math.log((1 - p) / (1 - p0)))

    peak = [min(max(share, p0), 1 - 1e-12)]
    above = quad(likelihood_ratio, p0, 1, points=peak if p0 < peak[0] < 1 else None, limit=200)[0] / (1 - p0)

    assert log_e_at_most(credit, seeds, p0) == pytest.approx(math.log(above), abs=1e-6)


@given(seeds=st.integers(0, 5000), share=st.floats(0, 1), p0=SHARES)
def test_both_directions_mirror_each_other_and_stay_finite(seeds: int, share: float, p0: float) -> None:
    credit = share * seeds

    assert math.isfinite(log_e_at_most(credit, seeds, p0))
    assert log_e_at_least(credit, seeds, p0) == pytest.approx(
        log_e_at_most(seeds - credit, seeds, 1 - p0), rel=1e-9, abs=1e-9
    )


@given(seeds=st.integers(1, 300), share=st.floats(0, 1), p0=SHARES)
def test_more_credit_is_more_evidence(seeds: int, share: float, p0: float) -> None:
    credit = share * (seeds - 1)

    assert log_e_at_most(credit + 1, seeds, p0) > log_e_at_most(credit, seeds, p0)


@given(seeds=st.integers(1, 2000), share=st.floats(0, 1))
def test_the_confidence_sequence_holds_the_share_and_inverts_the_e_values(seeds: int, share: float) -> None:
    credit = share * seeds
    low, high = confidence_sequence(credit, seeds, alpha=ALPHA)

    assert 0 <= low <= share <= high <= 1
    if low > 1e-6:
        assert log_e_at_most(credit, seeds, low) == pytest.approx(math.log(2 / ALPHA), abs=1e-6)
    if high < 1 - 1e-6:
        assert log_e_at_least(credit, seeds, high) == pytest.approx(math.log(2 / ALPHA), abs=1e-6)


def test_without_a_seed_nothing_is_known() -> None:
    assert confidence_sequence(0, 0, alpha=ALPHA) == (0, 1)
    assert upper_bound_of_none(0, alpha=ALPHA) == 1


@given(st.integers(1, 500))
def test_what_never_showed_in_n_seeds_is_bounded_exactly(seeds: int) -> None:
    bound = upper_bound_of_none(seeds, alpha=ALPHA)

    assert (1 - bound) ** seeds == pytest.approx(ALPHA)  # a probability this large would show with 1 - alpha


@pytest.mark.parametrize("ties", [False, True])
def test_false_rejections_under_optional_stopping_are_at_most_alpha(ties: bool) -> None:  # noqa: FBT001
    """Streams at the edge of the hypothesis, looked at after every seed, stopped at the first rejection."""
    streams, seeds, p0 = 4000, 200, 0.5
    generator = np.random.default_rng(2024)
    credit = (generator.random((streams, seeds)) < p0).astype(float)
    if ties:
        credit = np.where(generator.random((streams, seeds)) < 0.3, 0.5, credit)
    sums, counts = credit.cumsum(axis=1), np.arange(1, seeds + 1)
    failures = counts - sums
    log_e = (
        betaln(sums + 1, failures + 1)
        + np.log(betaincc(sums + 1, failures + 1, p0))
        - math.log(1 - p0)
        - sums * math.log(p0)
        - failures * math.log(1 - p0)
    )
    assert log_e[3, -1] == pytest.approx(log_e_at_most(sums[3, -1], seeds, p0))  # the simulation's form is the code's

    rejected = (log_e >= math.log(1 / ALPHA)).any(axis=1).mean()

    assert 0 < rejected <= ALPHA + 3 * math.sqrt(ALPHA * (1 - ALPHA) / streams)
