"""To which side small samples are skewed: matching.

The idea to copy: a partner is right where its value is the one that the solver finds for the stem. There are as many
partners as stems, but one may be right for several stems, so that nothing is left over for the last.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import isclose

from grader import Matching, Partner, Question, Stem, claim, misconception

from .solver import NEGATIVE, POSITIVE, SPACE, SYMMETRIC, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, first_cubes=s.first_cubes + 1),
        lambda s: replace(s, second_cubes=s.second_cubes + 1),
        lambda s: replace(s, third_cubes=s.third_cubes + 1),
    )
)
def cubes_are_those_of_deviations(s: Solution) -> bool:
    """The cubed deviations from the mean add to what the sums of values, squares and cubes tell."""
    found = (s.first_cubes, s.second_cubes, s.third_cubes)
    samples = (s.p.first, s.p.second, s.p.third)
    return all(isclose(one, _expanded(values), abs_tol=1e-6) for one, values in zip(found, samples, strict=True))


@claim(
    refuted_by=(
        lambda s: replace(s, first=SYMMETRIC if s.first == POSITIVE else POSITIVE),
        lambda s: replace(s, second=SYMMETRIC if s.second == POSITIVE else POSITIVE),
        lambda s: replace(s, third=SYMMETRIC if s.third == POSITIVE else POSITIVE),
    )
)
def shape_is_that_of_the_longer_tail(s: Solution) -> bool:
    """A sample is skewed to the side on which its values reach farther from their mean."""
    samples = ((s.first, s.p.first), (s.second, s.p.second), (s.third, s.p.third))
    return all(shape == _by_tails(values) for shape, values in samples)


@misconception
def names_the_side_of_most_values(p: Parameters) -> Mapping[str, str]:
    """A sample is thought to be skewed to the side on which most of its values are."""
    s, other = solve(p), {POSITIVE: NEGATIVE, NEGATIVE: POSITIVE, SYMMETRIC: SYMMETRIC}
    return {"first": other[s.first], "second": other[s.second], "third": other[s.third]}


@misconception
def sees_no_skew(_: Parameters) -> Mapping[str, str]:
    """A sample without repeated values is thought to be symmetric."""
    return {"first": SYMMETRIC, "second": SYMMETRIC, "third": SYMMETRIC}


def item(s: Solution) -> Matching:
    """Nobody declares the pairs: the partner of a stem is the one whose value it has."""
    because = (cubes_are_those_of_deviations, shape_is_that_of_the_longer_tail)
    return Matching(
        stems=(
            Stem("first", s.first, because=because),
            Stem("second", s.second, because=because),
            Stem("third", s.third, because=because),
        ),
        partners=(Partner("negative", NEGATIVE), Partner("symmetric", SYMMETRIC), Partner("positive", POSITIVE)),
        misconception="The shape is guessed from how large the values are.",
        wrong=(names_the_side_of_most_values, sees_no_skew),
    )


def _expanded(values: tuple[float, ...]) -> float:
    """The sum of cubed deviations from the mean, without any deviation."""
    count, total, squares = len(values), sum(values), sum(value**2 for value in values)
    return sum(value**3 for value in values) - 3 * total * squares / count + 2 * total**3 / count**2


def _by_tails(values: tuple[float, ...]) -> str:
    mean = sum(values) / len(values)
    above, below = max(values) - mean, mean - min(values)
    if isclose(above, below):
        return SYMMETRIC
    return POSITIVE if above > below else NEGATIVE


QUESTION = Question(
    id="sample_shapes",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(cubes_are_those_of_deviations, shape_is_that_of_the_longer_tail),
    tags=("statistics", "matching"),
    space=SPACE,
    otherwise=Parameters(first=(1.0, 8.0, 9.0, 10.0)),
    survivors={
        "solver.shape: found > 0 -> found >= 0": ("A sum of 0 is told symmetric before."),
        "solver.shape: 0 -> 1 in found > 0": ("No sample of the space has a sum between 0 and 1."),
        "solver.shape: 0 -> -1 in found > 0": ("No sample of the space has a sum between -1 and 0."),
    },
)
