"""What an order of items earns, in each of the nine ways in which Moodle can grade it.

An order is a permutation of 0 to n - 1, n at least 2: the places in the right order of the items as they were put.
Source: question/type/ordering/question.php of Moodle 5.1.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, pairwise

Order = Sequence[int]


def all_or_nothing(order: Order) -> float:
    """1 for the right order, 0 for any other."""
    return float(_in_place(order) == len(order))


def absolute_position(order: Order) -> float:
    """The share of items in their place."""
    return _in_place(order) / len(order)


def next_without_last(order: Order) -> float:
    """The share of items, the last one aside, that the right one follows."""
    return _followed(order) / (len(order) - 1)


def next_with_last(order: Order) -> float:
    """The share of items that the right one follows, or nothing where nothing should."""
    return (_followed(order) + _last_is_last(order)) / len(order)


def one_previous_and_next(order: Order) -> float:
    """The share of right neighbours before and after, nothing counting as one at either end."""
    return (2 * _followed(order) + (order[0] == 0) + _last_is_last(order)) / (2 * len(order))


def all_previous_and_next(order: Order) -> float:
    """The share of pairs of items, next to each other or not, of which the right one comes first."""
    pairs = len(order) * (len(order) - 1) // 2
    return sum(first < second for first, second in combinations(order, 2)) / pairs


def longest_ordered_subset(order: Order) -> float:
    """The share of items in the longest selection that stands in the right order; one item alone is none."""
    longest: list[int] = []  # of the selections that end with each item
    for place, item in enumerate(order):
        longest.append(1 + max((longest[before] for before in range(place) if order[before] < item), default=0))
    return _share_of_subset(max(longest), order)


def longest_contiguous_subset(order: Order) -> float:
    """The share of items in the longest run of successive ones that come in this order; one item alone is none.

    They need not stand side by side.
    """
    runs: dict[int, int] = {}
    for item in order:
        runs[item] = runs.get(item - 1, 0) + 1
    return _share_of_subset(max(runs.values()), order)


def relative_to_correct(order: Order) -> float:
    """How near the items are to their places, as a share of the distance of the farthest."""
    farthest = len(order) - 1
    return sum(farthest - abs(place - item) for place, item in enumerate(order)) / (len(order) * farthest)


GRADES: Mapping[str, Callable[[Order], float]] = {
    "ALL_OR_NOTHING": all_or_nothing,
    "ABSOLUTE_POSITION": absolute_position,
    "RELATIVE_NEXT_EXCLUDE_LAST": next_without_last,
    "RELATIVE_NEXT_INCLUDE_LAST": next_with_last,
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": one_previous_and_next,
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": all_previous_and_next,
    "LONGEST_ORDERED_SUBSET": longest_ordered_subset,
    "LONGEST_CONTIGUOUS_SUBSET": longest_contiguous_subset,
    "RELATIVE_TO_CORRECT": relative_to_correct,
}
"""What an order earns, by the grading type of the XML."""

_OLD_NAMES = {"ABS": "ABSOLUTE_POSITION", "ABSOLUTE": "ABSOLUTE_POSITION"}


def grade(grading_type: str) -> Callable[[Order], float]:
    """What an order earns under a grading type as it is written; one that Moodle does not know means its default."""
    name = grading_type.upper()
    return GRADES.get(_OLD_NAMES.get(name, name), next_without_last)


def _in_place(order: Order) -> int:
    return sum(place == item for place, item in enumerate(order))


def _followed(order: Order) -> int:
    return sum(second == first + 1 for first, second in pairwise(order))


def _last_is_last(order: Order) -> int:
    return int(order[-1] == len(order) - 1)


def _share_of_subset(longest: int, order: Order) -> float:
    return longest / len(order) if longest > 1 else 0.0
