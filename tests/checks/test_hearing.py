"""Claims are heard once, and what they said is found again only where they would say the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from grader.checks.hearing import Hearing, Memory, counterexample, looks_at_nothing
from grader.errors import AuthorError
from grader.model import Claim


@dataclass(frozen=True)
class Parameters:
    classes: object = 4


@dataclass(frozen=True)
class Solution:
    p: Parameters = Parameters()
    loss: float = 0.75
    other: object = None

    @property
    def inverse(self) -> float:
        return 1 / self.loss


EXAM = Solution()


def claim(holds: Callable[[Any], bool], *refuted_by: Callable[[Any], Any]) -> Claim:
    first, *more = refuted_by or (lambda s: replace(s, loss=-1.0),)
    return Claim("id", "statement", holds, first, tuple(more))


class Asked:
    """A claim that notes what it is asked about."""

    def __init__(self, holds: Callable[[Any], bool]) -> None:
        self.times = 0
        self._holds = holds

    def __call__(self, s: Any) -> bool:
        self.times += 1
        return self._holds(s)


def test_a_claim_is_asked_once_about_solutions_that_are_alike_in_all_that_it_reads() -> None:
    asked = Asked(lambda s: s.loss == 1 - 1 / s.p.classes)
    memory = Memory(claim(asked))

    said = [memory.ask(replace(EXAM, other=other)) for other in ("this", "that")]

    assert asked.times == 1
    assert said[0] == said[1]
    assert (said[0].holds, said[0].read) == (True, {"s.loss": 0.75, "p.classes": 4})


def test_a_claim_is_asked_again_where_one_value_that_it_reads_is_another() -> None:
    asked = Asked(lambda s: s.loss < 1 and s.p.classes == 4)
    memory = Memory(claim(asked))
    solutions = [
        EXAM,
        replace(EXAM, p=Parameters(5)),
        replace(EXAM, loss=2.0),
        replace(EXAM, loss=2.0, p=Parameters(5)),
    ]

    said = [memory.ask(one).holds for one in (*solutions, *solutions)]

    assert said == [True, False, False, False] * 2
    assert asked.times == 3  # of the last two it read the loss alone


@pytest.mark.parametrize(
    "values",
    [
        (1, True, 1.0),
        (0.0, -0.0),
        ((1, 2), (1, 2.0), (True, 2)),
        (frozenset({1}), frozenset({True})),
        (Parameters(1), Parameters(1.0)),
        ("1", 1, None),
    ],
)
def test_values_are_alike_only_if_nobody_can_tell_them_apart(values: tuple[object, ...]) -> None:
    memory = Memory(claim(lambda s: s.other != "another"))

    read = [repr(memory.ask(replace(EXAM, other=value)).read["s.other"]) for value in (*values, *values)]

    assert read == [*map(repr, values), *map(repr, values)]


@pytest.mark.parametrize("value", [[1], {"a": 1}, {1}])
def test_what_may_change_is_looked_at_each_time(value: object) -> None:
    asked = Asked(lambda s: bool(s.other))
    memory = Memory(claim(asked))

    assert [memory.ask(replace(EXAM, other=value)).holds for _ in range(2)] == [True, True]
    assert asked.times == 2


def test_no_value_that_the_claim_would_not_have_read_is_in_the_way() -> None:
    memory = Memory(claim(lambda s: s.loss == 0 or s.inverse > 1))

    assert memory.ask(EXAM).holds
    assert memory.ask(replace(EXAM, loss=0.0)).read == {"s.loss": 0.0}  # which has no inverse


def test_a_claim_remembers_only_so_much() -> None:
    memory = Memory(claim(lambda s: s.loss > 0))

    for loss in range(3000):
        memory.ask(replace(EXAM, loss=float(loss + 1)))

    [(_, said)] = memory._said.values()
    assert len(said) == 1024


def from_the_start(s: Solution) -> Solution:
    return s


@pytest.mark.parametrize(
    ("make", "nothing"),
    [
        (lambda _: EXAM, True),
        (lambda _: replace(EXAM, loss=2.0), True),
        (lambda s: replace(s, loss=2.0), False),
        (lambda s: replace(EXAM, loss=s.loss), False),
        (lambda s: [one for one in (EXAM,) if s][0], False),  # noqa: RUF015
        (lambda s: (lambda: s)(), False),  # noqa: PLC3002
        (lambda s: locals()["s"], False),
        (lambda s, loss=2.0: replace(EXAM, loss=loss), False),  # noqa: ARG005
        (lambda *s: EXAM, False),  # noqa: ARG005
        (from_the_start, False),
        (Asked(lambda _: True), False),
    ],
)
def test_a_function_looks_at_nothing_that_never_names_what_it_is_given(make: Any, nothing: object) -> None:
    assert looks_at_nothing(make) is nothing


def test_a_variant_has_the_counterexamples_of_its_exam_that_do_not_look_at_the_solution() -> None:
    made: list[float] = []

    def noted(loss: float) -> Solution:
        made.append(loss)
        return Solution(loss=loss)

    of_loss = claim(lambda s: 0 < s.loss < 1, lambda _: noted(2.0), lambda s: noted(s.loss + 3))
    exam = Hearing(EXAM)
    assert [one.holds for one in exam.refutations(of_loss)] == [False, False]

    variant = Hearing(replace(EXAM, loss=0.5), exam)

    assert [one.loss for one in variant.counterexamples(of_loss)] == [2.0, 3.5]
    assert [one.read for one in variant.refutations(of_loss)] == [{"s.loss": 2.0}, {"s.loss": 3.5}]
    assert made == [2.0, 3.75, 3.5]


def test_a_counterexample_that_is_none_is_no_counterexample() -> None:
    with pytest.raises(AuthorError, match=r"test_hearing.py:\d+: expected `refuted_by` to make a solution"):
        counterexample(claim(lambda _: True), lambda _: None, EXAM)
