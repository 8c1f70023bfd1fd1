"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass

from grader import Space

NEGATIVE, SYMMETRIC, POSITIVE = "negative", "symmetric", "positive"


@dataclass(frozen=True)
class Parameters:
    """Samples in order of size."""

    first: tuple[float, ...] = (3.0, 4.0, 5.0, 11.0)
    second: tuple[float, ...] = (6.0, 8.0, 9.0, 11.0)
    third: tuple[float, ...] = (1.0, 2.0, 4.0, 14.0)


@dataclass(frozen=True)
class Solution:
    """Of each sample the sum of the cubed deviations from its mean, and its shape: NEGATIVE, SYMMETRIC or POSITIVE."""

    p: Parameters
    first_cubes: float
    second_cubes: float
    third_cubes: float
    first: str
    second: str
    third: str


def solve(p: Parameters) -> Solution:
    """The sign of the sum is the side to which a sample is skewed."""
    return Solution(
        p=p,
        first_cubes=cubes(p.first),
        second_cubes=cubes(p.second),
        third_cubes=cubes(p.third),
        first=shape(p.first),
        second=shape(p.second),
        third=shape(p.third),
    )


def cubes(values: tuple[float, ...]) -> float:
    """The sum of the cubed deviations from the mean: exactly 0 where whole numbers lie symmetrically."""
    count, total = len(values), sum(values)
    return float(sum((count * value - total) ** 3 for value in values) / count**3)


def shape(values: tuple[float, ...]) -> str:
    """To which side a sample is skewed."""
    found = cubes(values)
    return SYMMETRIC if found == 0 else POSITIVE if found > 0 else NEGATIVE


STEPS = {
    "first": {NEGATIVE: (6, 1, 1), SYMMETRIC: (3, 1, 3), POSITIVE: (1, 1, 6)},
    "second": {NEGATIVE: (7, 2, 1), SYMMETRIC: (2, 1, 2), POSITIVE: (1, 2, 7)},
    "third": {NEGATIVE: (10, 2, 1), SYMMETRIC: (4, 2, 4), POSITIVE: (1, 2, 10)},
}


def variant(*, shapes: tuple[str, str, str], lowest: tuple[int, int, int]) -> Parameters:
    """Samples of these shapes, each of which begins at its lowest value."""
    samples = []
    for sample, side, low in zip(STEPS, shapes, lowest, strict=True):
        steps = STEPS[sample][side]
        samples.append(tuple(float(low + sum(steps[:place])) for place in range(len(steps) + 1)))
    return Parameters(*samples)


SPACE = Space(
    values={
        "shapes": (
            (POSITIVE, SYMMETRIC, POSITIVE),
            (NEGATIVE, POSITIVE, NEGATIVE),
            (SYMMETRIC, NEGATIVE, NEGATIVE),
            (POSITIVE, POSITIVE, SYMMETRIC),
            (NEGATIVE, SYMMETRIC, NEGATIVE),
            (SYMMETRIC, POSITIVE, POSITIVE),
            (POSITIVE, NEGATIVE, POSITIVE),
            (NEGATIVE, NEGATIVE, SYMMETRIC),
        ),
        "lowest": ((3, 6, 1), (1, 2, 5), (2, 7, 4), (4, 3, 2), (5, 1, 7), (7, 5, 3), (6, 4, 8), (8, 2, 6)),
    },
    build=variant,
)
