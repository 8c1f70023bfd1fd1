"""The numbers: what the question states (`Parameters`), what follows (`Solution`), and how (`solve`)."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """How many people are tested, which share is affected, and how the test does on those affected and healthy."""

    people: int = 10_000
    prevalence: float = 0.01
    sensitivity: float = 0.9
    specificity: float = 0.95


@dataclass(frozen=True)
class Solution:
    """How many of the affected and of the healthy are positive, as expected, and the positive predictive value."""

    p: Parameters
    true_positives: float
    false_positives: float
    predictive: float


def solve(p: Parameters) -> Solution:
    """Count the positive people of both groups."""
    true = p.people * p.prevalence * p.sensitivity
    false = p.people * (1 - p.prevalence) * (1 - p.specificity)
    return Solution(p=p, true_positives=true, false_positives=false, predictive=true / (true + false))


SPACE = Space(
    values={
        "people": (10_000, 20_000, 50_000),
        "prevalence": (0.01, 0.02, 0.03),
        "sensitivity": (0.9, 0.8, 0.85, 0.95),
        "specificity": (0.95, 0.9, 0.94),
    },
    build=Parameters,
)
