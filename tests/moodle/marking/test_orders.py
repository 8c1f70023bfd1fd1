"""Orders are graded in nine ways, each as Moodle does it."""

from itertools import combinations, permutations
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAW

from grader.moodle.marking.orders import GRADES, grade

ORDERS = st.integers(2, 9).flatmap(lambda items: st.permutations(range(items)))

EXAMPLES = {  # what is earned by: one neighbour swapped, the last one first, the reverse
    "ALL_OR_NOTHING": (0, 0, 0),
    "ABSOLUTE_POSITION": (3 / 5, 0, 1 / 5),
    "RELATIVE_NEXT_EXCLUDE_LAST": (1 / 4, 3 / 4, 0),
    "RELATIVE_NEXT_INCLUDE_LAST": (2 / 5, 3 / 5, 0),
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": (4 / 10, 6 / 10, 0),
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": (9 / 10, 6 / 10, 0),
    "LONGEST_ORDERED_SUBSET": (4 / 5, 4 / 5, 0),
    "LONGEST_CONTIGUOUS_SUBSET": (3 / 5, 4 / 5, 0),
    "RELATIVE_TO_CORRECT": (18 / 20, 12 / 20, 8 / 20),
}
MEANS = (0.008, 0.2, 0.2, 0.2, 0.2, 0.5, 0.557, 0.497, 0.6)
"""What a random order of five items earns on average, as was found in a real Moodle, in the order of GRADES."""


@pytest.mark.parametrize("name", GRADES)
def test_each_way_has_its_examples(name: str) -> None:
    orders = ([0, 2, 1, 3, 4], [4, 0, 1, 2, 3], [4, 3, 2, 1, 0])

    assert tuple(map(GRADES[name], orders)) == pytest.approx(EXAMPLES[name])


@pytest.mark.parametrize(("name", "expected"), list(zip(GRADES, MEANS, strict=True)))
def test_a_random_order_earns_on_average_what_moodle_was_seen_to_give(name: str, expected: float) -> None:
    assert mean(map(GRADES[name], permutations(range(5)))) == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize("name", GRADES)
@pytest.mark.parametrize("items", range(2, 7))
def test_a_grade_lies_between_nothing_and_all_and_only_the_right_order_earns_all(name: str, items: int) -> None:
    right = tuple(range(items))
    for order in permutations(right):
        earned = GRADES[name](order)
        assert 0 <= earned <= 1
        assert (earned == 1) == (order == right)


@LAW
@given(ORDERS)
def test_the_longest_ordered_subset_is_the_longest_of_all(order: list[int]) -> None:
    ascending = [
        len(chosen)
        for length in range(2, len(order) + 1)
        for chosen in combinations(order, length)
        if list(chosen) == sorted(chosen)
    ]

    assert GRADES["LONGEST_ORDERED_SUBSET"](order) == max(ascending, default=0) / len(order)


@LAW
@given(ORDERS)
def test_the_longest_contiguous_subset_leaves_no_item_out(order: list[int]) -> None:
    runs = [
        last - first + 1
        for first, last in combinations(range(len(order)), 2)
        if [item for item in order if first <= item <= last] == list(range(first, last + 1))
    ]

    assert GRADES["LONGEST_CONTIGUOUS_SUBSET"](order) == max(runs, default=0) / len(order)


@LAW
@given(ORDERS)
def test_pairs_in_order_and_pairs_in_the_reverse_order_make_all_pairs(order: list[int]) -> None:
    pairs = GRADES["RELATIVE_ALL_PREVIOUS_AND_NEXT"]

    assert pairs(order) + pairs(order[::-1]) == pytest.approx(1)


@pytest.mark.parametrize("written", ["absolute_position", "Absolute_Position", "ABS", "absolute"])
def test_a_grading_type_is_known_in_any_case_and_by_its_old_name(written: str) -> None:
    assert grade(written) is GRADES["ABSOLUTE_POSITION"]


@pytest.mark.parametrize("written", ["", "RELATIVE", "FOO", "-1", "0"])
def test_an_unknown_grading_type_is_the_default(written: str) -> None:
    assert grade(written) is GRADES["RELATIVE_NEXT_EXCLUDE_LAST"]
