"""Plans: how many seeds certify a statement, for shares that are assumed, against what is known and what is drawn."""

import math
from random import Random

import pytest

from grader.stability.evalues import log_e_at_most
from grader.stability.planning import MOST, assumed, plan
from grader.stability.weighing import ALPHA


@pytest.mark.parametrize(("p0", "seeds"), [(0.8, 20), (0.9, 43), (0.95, 88)])
def test_a_statement_that_never_fails_takes_the_seeds_without_a_failure(p0: float, seeds: int) -> None:
    planned = plan(1.0, p0=p0, seeds=seeds)

    assert (planned.median, planned.ninety, planned.power) == (seeds, seeds, 1)
    assert plan(1.0, p0=p0, seeds=seeds - 1).power == 0


@pytest.mark.parametrize(("share", "median"), [(0.99, 59), (0.97, 123), (0.95, 267)])
def test_medians_for_one_of_four_that_is_picked(share: float, median: int) -> None:
    assert plan(share, p0=0.9, seeds=30, bar=4 / ALPHA).median == median


def test_a_share_that_is_hardly_above_takes_more_seeds_than_are_looked_at() -> None:
    planned = plan(0.905, p0=0.9, seeds=100)

    assert (planned.median, planned.ninety) == (None, None)
    assert planned.power < 0.1


def test_at_the_share_itself_the_power_is_at_most_the_error() -> None:
    assert plan(0.9, p0=0.9, seeds=MOST).power <= ALPHA


def test_the_plan_is_what_streams_of_seeds_give() -> None:
    rng, streams, planned = Random(7), 2000, plan(0.8, p0=0.5, seeds=30)
    certified = 0
    for _ in range(streams):
        held = 0
        for number in range(1, 31):
            held += rng.random() < 0.8
            if log_e_at_most(held, number, 0.5) >= math.log(1 / ALPHA):
                certified += 1
                break

    assert certified / streams == pytest.approx(planned.power, abs=0.03)


def test_shares_are_assumed_from_one_down_and_all_above() -> None:
    shares = list(assumed(0.9))

    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1
    assert min(shares) > 0.9


def test_of_more_seeds_than_a_plan_goes_through_the_power_is_that_of_all_of_these() -> None:
    assert plan(1.0, p0=0.9, seeds=MOST + 500).power == plan(1.0, p0=0.9, seeds=MOST).power == 1
