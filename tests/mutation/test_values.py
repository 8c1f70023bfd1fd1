"""Quoted values: how each kind is changed, and that a claim which is cited must notice it."""

import math
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from grader.model import Claim
from grader.mutation import held, places
from grader.mutation.quotations import Quotation, quotations
from grader.mutation.values import changes, unit
from grader.texts.source import Source


class Colour(Enum):
    RED = 1
    BLUE = 2


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
    other: float = 0.5
    share: dict[str, float] = field(default_factory=lambda: {"a": 0.9, "b": 0.1})
    interval: Interval = Interval()


def quotation(filters: str = "", name: str = "s.loss") -> Quotation:
    (found,) = quotations(source(f"It is {{{{ {name}{filters} }}}}.[^one]"))
    return found


def source(feedback: str) -> Source:
    content = f"{{% block general_feedback %}}\n{feedback}\n{{% endblock %}}"
    return Source(Path("text.en.md"), "en", content)


def claim(id_: str, holds: Any) -> Claim:
    return Claim(id_, "statement", holds, lambda s: s)


def unheld(feedback: str, **claims: Any) -> dict[str, list[str]]:
    """What no claim notices, by the value's name."""
    made = [claim(id_, holds) for id_, holds in claims.items()]
    assert all(one.holds(Solution()) for one in made)
    found = held.of({"en": source(feedback)}, made, Solution())
    return {one.quotation.name: [change.how for change in one.changes] for one in found.unheld["en"]}


def changed(value: object, filters: str = "", **others: Any) -> dict[str, object]:
    return {change.how: change.value for change in changes(value, quotation(filters), others)}


@pytest.mark.parametrize(
    ("filters", "value", "expected"),
    [
        (" | number(2)", 0.1234, 0.01),
        (" | number(decimals=1)", 0.1234, 0.1),
        (" | number(0)", 2.0, 1),
        (" | number", 0.05, 0.01),
        (" | number", 2.0, 1),
        ("", 7, 1),
        ("", 100, 1),
        (" | percent", 0.5, 0.01),
        (" | percent(1)", 0.5, 0.001),
        (" | scientific(0)", 2.6e-13, 1e-13),
        (" | scientific(1)", 2.64e5, 1e4),
        (' | map("number") | listing', 0.001, 0.001),
    ],
)
def test_a_unit_is_that_of_the_last_digit_shown(filters: str, value: float, expected: float) -> None:
    assert unit(value, quotation(filters).filters) == pytest.approx(expected)


def test_a_number_is_changed_in_every_way() -> None:
    found = {change.how: change.value for change in changes(0.75, quotation(" | number(2)"), {"s.other": 0.5})}

    assert math.isnan(found.pop("no number"))
    assert found == pytest.approx(
        {
            "one unit of its last digit more": 0.76,
            "one unit of its last digit less": 0.74,
            "doubled": 1.5,
            "with the other sign": -0.75,
            "its complement": 0.25,
            "exchanged with s.other": 0.5,
        }
    )


def test_what_would_read_the_same_is_no_change() -> None:
    found = changed(0.0001, " | number(1)", **{"s.other": 0.04, "s.third": 0.2})

    assert [how for how in found if how.startswith("exchanged")] == ["exchanged with s.third"]
    assert not {"doubled", "with the other sign"} & found.keys()


def test_a_whole_number_stays_one() -> None:
    assert [type(value) for how, value in changed(7).items() if how.startswith("one unit")] == [int, int]


@pytest.mark.parametrize(
    ("value", "others", "expected"),
    [
        (True, {"s.other": 3}, {"negated": False}),
        (Colour.RED, {}, {"another of its kind": Colour.BLUE}),
        ("red", {"s.other": "blue", "s.loss": 1.0}, {"another word": "red?", "exchanged with s.other": "blue"}),
        (
            frozenset({"a", "b"}),
            {},
            {
                "without 'a'": frozenset({"b"}),
                "without 'b'": frozenset({"a"}),
                "with another member": frozenset({"a", "b", "?"}),
            },
        ),
        ({"a": True}, {}, {"'a' negated": {"a": False}}),
        (("a",), {}, {"without 'a'": (), "'a' another word": ("a?",), "its last entry repeated": ("a", "a")}),
    ],
)
def test_what_is_no_number_is_changed_after_its_kind(value: Any, others: dict[str, Any], expected: object) -> None:
    assert changed(value, **others) == expected


def test_of_a_length_the_number_of_entries_is_changed() -> None:
    assert changed((1.0, 2.0), " | length") == {
        "without 1.0": (2.0,),
        "without 2.0": (1.0,),
        "its last entry repeated": (1.0, 2.0, 2.0),
    }


@pytest.mark.parametrize(
    ("name", "value"), [("s.loss", 0.5), ("p.classes", 5), ("s.share.b", 0.3), ("s.interval.low", 0.125)]
)
def test_one_value_is_replaced_and_all_else_is_kept(name: str, value: float) -> None:
    names = ("s.loss", "s.other", "p.classes", "s.share.a", "s.share.b", "s.interval.low", "s.interval.high")
    solution = Solution()
    before = {other: places.read(solution, other) for other in names}

    after = places.replaced(solution, name, value)

    assert {other: places.read(after, other) for other in names} == {**before, name: value}
    assert {other: places.read(solution, other) for other in names} == before


class TestHeld:
    """What a claim must be to hold a value."""

    def test_a_value_that_is_recomputed_is_held(self) -> None:
        sentence = "{{ s.loss | number(2) }} of {{ p.classes }}.[^exact]"

        assert unheld(sentence, exact=lambda s: abs(s.loss - (1 - 1 / s.p.classes)) < 1e-9) == {}

    def test_an_inequality_holds_no_digit(self) -> None:
        missed = unheld("{{ s.loss | number(2) }}.[^above]", above=lambda s: s.loss > 0.5)["s.loss"]

        assert missed == ["one unit of its last digit more", "one unit of its last digit less", "doubled"]

    def test_a_claim_that_lets_no_number_pass_does_not_hold(self) -> None:
        missed = unheld("{{ s.loss | number(2) }}.[^not_far]", not_far=lambda s: not abs(s.loss - 0.75) > 1e-9)

        assert missed == {"s.loss": ["no number"]}

    def test_a_tolerance_wider_than_the_digits_shown_does_not_hold(self) -> None:
        near = {"near": lambda s: abs(s.loss - 0.75) < 0.05}

        assert unheld("{{ s.loss | number(1) }}.[^near]", **near) == {}
        assert set(unheld("{{ s.loss | number(2) }}.[^near]", **near)["s.loss"]) == {
            "one unit of its last digit more",
            "one unit of its last digit less",
        }

    def test_values_of_a_block_that_could_change_places_are_not_held(self) -> None:
        sentence = "{{ s.loss | number(2) }} and {{ s.other | number(2) }}.[^both]"

        missed = unheld(sentence, both=lambda s: {s.loss, s.other} <= {0.75, 0.5})

        assert missed == {"s.loss": ["exchanged with s.other"], "s.other": ["exchanged with s.loss"]}

    def test_a_claim_of_another_sentence_does_not_help(self) -> None:
        exact = {"exact": lambda s: s.loss == 0.75, "other": lambda s: s.loss > 0}

        assert unheld("It is {{ s.loss | number(2) }}.[^other] It is so.[^exact]", **exact).keys() == {"s.loss"}
        assert unheld("It is {{ s.loss | number(2) }}.[^other][^exact]", **exact) == {}

    def test_a_parameter_from_which_nothing_follows_is_not_held(self) -> None:
        sentence = "Of {{ p.classes }}.[^some]"

        assert unheld(sentence, some=lambda s: s.p.classes > 1).keys() == {"p.classes"}
        assert unheld(sentence, some=lambda s: s.p.classes == 4) == {}

    def test_a_claim_that_breaks_down_has_noticed(self) -> None:
        assert unheld("{{ s.share.a | percent }}.[^sums]", sums=lambda s: {1.0: True}[sum(s.share.values())]) == {}

    def test_a_sentence_that_cites_nothing_is_for_another_check(self) -> None:
        assert unheld("{{ s.loss | number(2) }}.") == {}

    def test_quotations_are_counted_by_their_place(self) -> None:
        text = source("{{ s.loss | number(2) }} and {{ s.loss | number(1) }}.[^near]")

        found = held.of({"en": text, "es": text}, [claim("near", lambda s: abs(s.loss - 0.75) < 0.05)], Solution())

        assert (found.held, found.quoted, len(found.unheld["es"])) == (1, 2, 1)
