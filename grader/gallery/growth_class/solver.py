"""The numbers: the steps of nested loops, counted for growing n, and the class that grows as they do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log2

from grader import Space

CLASSES: Mapping[str, Callable[[int], float]] = {
    "linear": lambda n: n,
    "linearithmic": lambda n: n * log2(n),
    "quadratic": lambda n: n**2,
    "logarithmic": lambda n: log2(n) ** 2,
}
"""What the options claim of the steps, apart from a constant factor."""


@dataclass(frozen=True)
class Parameters:
    """What the question states: by what each loop multiplies its counter, the bound of the inner one, and a size."""

    outer: int = 1
    inner: int = 2
    bound: str = "n"
    size: int = 128


@dataclass(frozen=True)
class Solution:
    """What follows: the steps at a size and at twice this size, and how many times as many; those of the classes."""

    p: Parameters
    twice: int
    steps: int
    steps_twice: int
    ratio: float
    linear: float
    linearithmic: float
    quadratic: float
    logarithmic: float
    growth: str


def solve(p: Parameters) -> Solution:
    """Run the loops, and find the class whose growth is the nearest."""
    steps, steps_twice = count_steps(p, p.size), count_steps(p, 2 * p.size)
    ratio = steps_twice / steps
    ratios = {name: grows(2 * p.size) / grows(p.size) for name, grows in CLASSES.items()}
    growth = min(ratios, key=lambda name: abs(ratios[name] - ratio))
    return Solution(p=p, twice=2 * p.size, steps=steps, steps_twice=steps_twice, ratio=ratio, **ratios, growth=growth)


@cache
def count_steps(p: Parameters, n: int) -> int:
    """The steps of the loops in the stem."""
    steps, i = 0, 1
    while i <= n:
        j = 1
        while j <= {"n": n, "i": i}[p.bound]:
            steps += 1
            j = p.inner * j + 1
        i = p.outer * i + 1
    return steps


SPACE = Space(
    values={
        "outer": (1, 2),
        "inner": (2, 1),
        "bound": ("n", "i"),
        "size": (128, 64, 100, 150, 200),
    },
    build=Parameters,
)
