"""What a claim read: the values that it looked at, by the names that texts use."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.checks import testimony as evidence
from grader.errors import AuthorError
from grader.model import Claim


@dataclass(frozen=True)
class Parameters:
    classes: int = 4


@dataclass(frozen=True)
class Interval:
    low: float = 0.25
    high: float = 0.5


@dataclass(frozen=True)
class Solution:
    p: Parameters = Parameters()
    loss: float = 0.75
    interval: Interval = Interval()
    share: dict[str, float] = field(default_factory=lambda: {"a": 1.0})


def claim(holds: Any) -> Claim:
    return Claim("id", "statement", holds, lambda s: s)


@pytest.mark.parametrize(
    ("holds", "read"),
    [
        (lambda s: s.loss > 0, {"s.loss": 0.75}),
        (lambda s: s.loss == 1 - 1 / s.p.classes, {"s.loss": 0.75, "p.classes": 4}),
        (lambda s: s.interval.low < 1, {"s.interval.low": 0.25}),
        (lambda s: s.share["a"] == 1, {"s.share": {"a": 1.0}}),
        (lambda s: s.loss < 9 or s.p.classes > 0, {"s.loss": 0.75}),  # what was not looked at was not read
        (lambda _: True, {}),
    ],
)
def test_a_claim_tells_what_it_read(holds: Any, read: dict[str, object]) -> None:
    testimony = evidence.testify(claim(holds), Solution())

    assert testimony.holds
    assert testimony.read == read


def test_a_value_is_covered_by_what_it_is_a_part_of_and_by_nothing_alike() -> None:
    testimony = evidence.testify(claim(lambda s: bool(s.share) and s.interval.low < 1), Solution())

    assert evidence.covers(testimony.read, "s.share")
    assert evidence.covers(testimony.read, "s.share.a")
    assert evidence.covers(testimony.read, "s.interval.low")
    assert not evidence.covers(testimony.read, "s.interval.high")
    assert not evidence.covers(testimony.read, "s.interval")
    assert not evidence.covers(testimony.read, "s.shares")
    assert not evidence.covers(testimony.read, "p.share")


def test_a_claim_that_is_false_says_so_and_what_it_read() -> None:
    testimony = evidence.testify(claim(lambda s: s.loss > 1), Solution())

    assert (testimony.holds, testimony.read) == (False, {"s.loss": 0.75})


def test_parameters_that_a_function_remembers_are_read_as_a_whole_each_time() -> None:
    asked: list[int] = []

    @cache
    def loss(p: Parameters) -> float:
        asked.append(p.classes)
        return 1 - 1 / p.classes

    said = [evidence.testify(claim(lambda s: s.loss == loss(s.p)), Solution()) for _ in range(2)]

    assert asked == [4]
    assert [one.read for one in said] == [{"s.loss": 0.75, "p": Parameters()}] * 2
    assert evidence.covers(said[0].read, "p.classes")


@pytest.mark.parametrize("value", [1, None, "yes", 0.5])
def test_a_claim_must_give_a_bool(value: object) -> None:
    with pytest.raises(AuthorError, match=r"test_testimony.py:\d+: TypeError: expected a bool, received"):
        evidence.testify(claim(lambda _: value), Solution())


@pytest.mark.parametrize("value", [np.True_, np.array(True), np.bool_(1) & True])  # noqa: FBT003
def test_a_bool_of_an_array_library_is_one(value: object) -> None:
    assert evidence.testify(claim(lambda _: value), Solution()).holds is True


def test_what_a_claim_raises_is_told_with_its_line() -> None:
    with pytest.raises(AuthorError, match=r"test_testimony.py:\d+: AttributeError: .*losses"):
        evidence.testify(claim(lambda s: s.losses > 0), Solution())
