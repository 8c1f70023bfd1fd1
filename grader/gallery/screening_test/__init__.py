"""What a positive test tells of a rare condition: an essay, with a model answer and a rubric.

The idea to copy: people mark it, but the numbers of the model answer and of the rubric are computed, and their
sentences rest on claims.
"""

from dataclasses import replace
from math import isclose

from grader import Asked, Essay, Question, claim

from .solver import SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, true_positives=s.true_positives + 1),
        lambda s: replace(s, false_positives=s.false_positives + 1),
    )
)
def positives_are_of_both_groups(s: Solution) -> bool:
    """Positive are those of the affected whom the test detects, and those of the healthy whom it does not clear."""
    affected = s.p.people * s.p.prevalence
    cleared = (s.p.people - affected) * s.p.specificity
    detected = isclose(s.true_positives, affected * s.p.sensitivity)
    return detected and isclose(s.false_positives + cleared, s.p.people - affected)


@claim(refuted_by=lambda s: replace(s, predictive=s.p.sensitivity))
def predictive_value_is_bayes(s: Solution) -> bool:
    """The share of the affected among the positive is the one of Bayes' theorem."""
    odds = s.p.prevalence / (1 - s.p.prevalence) * s.p.sensitivity / (1 - s.p.specificity)
    return isclose(s.predictive, odds / (1 + odds))


@claim(refuted_by=lambda _: solve(Parameters(prevalence=0.5)))
def most_positives_are_healthy(s: Solution) -> bool:
    """More of the positive are healthy than affected, because there are so many healthy people."""
    return s.false_positives > s.true_positives


def item(s: Solution) -> Essay:
    """People mark it, by the model answer and the rubric."""
    return Essay(answer=(s.true_positives, s.false_positives, s.predictive), asked=Asked(lines=10, maximum_words=120))


QUESTION = Question(
    id="screening_test",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(positives_are_of_both_groups, predictive_value_is_bayes, most_positives_are_healthy),
    tags=("statistics", "essay"),
    space=SPACE,
    otherwise=Parameters(prevalence=0.02),
)
