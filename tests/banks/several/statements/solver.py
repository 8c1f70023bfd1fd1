"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass
from statistics import fmean, median

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: a sample in order of size. The texts call it `p`."""

    values: tuple[float, ...] = (2.0, 3.0, 4.0, 15.0)


@dataclass(frozen=True)
class Solution:
    """What follows from the parameters, and how the texts, which call it `s`, say so."""

    p: Parameters
    count: int
    mean: float
    median: float
    mid_range: float
    larger: int
    mean_is_above: bool
    median_is_a_value: bool
    mid_range_is_above: bool
    most_are_larger: bool
    mean_lies: str
    median_is: str
    mid_range_lies: str
    larger_are: str


def solve(p: Parameters) -> Solution:
    """Compute everything that the options and the texts name, and of each option whether it is true."""
    mean, middle, mid_range = fmean(p.values), median(p.values), (p.values[0] + p.values[-1]) / 2
    larger = sum(value > mean for value in p.values)
    mean_is_above, mid_range_is_above, is_a_value = mean > middle, mid_range > mean, middle in p.values
    most_are_larger = 2 * larger > len(p.values)
    return Solution(
        p=p,
        count=len(p.values),
        mean=mean,
        median=middle,
        mid_range=mid_range,
        larger=larger,
        mean_is_above=mean_is_above,
        median_is_a_value=is_a_value,
        mid_range_is_above=mid_range_is_above,
        most_are_larger=most_are_larger,
        mean_lies="above" if mean_is_above else "below",
        median_is="inside" if is_a_value else "between",
        mid_range_lies="above" if mid_range_is_above else "below",
        larger_are="most" if most_are_larger else "few",
    )


def variant(*, count: int, near: int, far: int) -> Parameters:
    """A sample like the exam's: values next to each other, and one far away, on either side."""
    beside = tuple(float(near + place) for place in range(count - 1))
    return Parameters(values=tuple(sorted((*beside, beside[0] + far))))


# Where variants come from: for each name what it may be, the exam's own first. One option is right in some of them, two
# or three in others, so that nobody can count. Let `far` be 1, and `grader verify --variants 100` finds the smallest
# sample that breaks the question.
SPACE = Space(
    values={"count": (4, 5), "near": (2, *range(3, 31)), "far": (13, *range(14, 31), *range(-30, -12))},
    build=variant,
)
