"""The loss scenarios, over all parameters: what the solver flags follows from what was observed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.loss_scenarios import QUESTION
from question_bank.loss_scenarios.solver import Parameters, hesitant_output, solve, symptoms

LOSS = st.floats(0, 5)
SHARE = st.floats(0, 1)


@st.composite
def parameters(draw: st.DrawFn) -> Parameters:
    """Any exam of this form: the hesitant output is a probability vector."""
    rivals = draw(st.integers(1, 30))
    likely = draw(st.floats(0.01, 0.99))
    return Parameters(
        classes=rivals + 1 + draw(st.integers(0, 40)),
        first_loss=draw(LOSS),
        slow_first_loss=draw(st.floats(0.01, 5)),
        slow_last_loss=draw(LOSS),
        training_accuracy=draw(SHARE),
        validation_accuracy=draw(SHARE),
        hesitant_probability=likely,
        rival_probability=(1 - likely) / rivals,
        rivals=rivals,
    )


def test_the_numbers_of_the_exam() -> None:
    solution = solve(Parameters())

    assert round(solution.uniform_loss, 2) == 0.95
    assert solution.uniform_accuracy == pytest.approx(0.05)
    assert round(solution.hesitant_loss, 2) == 0.72  # 0.8^2 + 8 * 0.1^2 = 0.64 + 0.08
    assert solution.hesitant_accuracy == 1
    assert solution.uniform_mean_loss == pytest.approx(0.0475)
    assert solution.slow_fall == pytest.approx(0.2)


def test_the_source_s_random_draw_is_an_ordinary_one() -> None:
    solution = solve(Parameters())

    assert solution.random_loss_low < 0.9665 < solution.random_loss_high


def test_the_key_is_two_and_four() -> None:
    assert [option.id for option in QUESTION.item(solve(Parameters())).keyed()] == ["two_and_four"]


@settings(max_examples=40, deadline=None)
@given(parameters())
def test_the_scenarios_keep_the_laws_of_the_loss(p: Parameters) -> None:
    solution = solve(p)

    assert solution.uniform_loss == pytest.approx(1 - 1 / p.classes)
    assert solution.largest_loss == 2
    assert 0 <= solution.hesitant_loss <= 2
    assert solution.uniform_loss <= solution.random_loss_mean
    assert solution.uniform_mean_loss * p.classes == pytest.approx(solution.uniform_loss)
    assert sum(hesitant_output(p)) == pytest.approx(1)
    assert len(hesitant_output(p)) == p.classes
    assert (solution.hesitant_accuracy == 1) == (p.hesitant_probability > p.rival_probability)


@given(p=parameters(), uniform=st.floats(0.5, 0.999), hesitant=st.floats(0.01, 0.99))
def test_each_situation_is_judged_on_its_own(p: Parameters, uniform: float, hesitant: float) -> None:
    flagged = symptoms(p, uniform, 1 - uniform, hesitant)

    assert ("II" in flagged) == (p.first_loss > uniform)
    assert ("III" in flagged) == (min(p.training_accuracy, p.validation_accuracy) <= 1 - uniform)
    assert ("IV" in flagged) == (p.slow_last_loss >= round(hesitant, 2))
    assert ("I" in flagged) == (round(hesitant, 2) == 0)
    assert symptoms(replace(p, first_loss=0.0), uniform, 1 - uniform, hesitant) == flagged - {"II"}


@given(p=parameters(), worse=st.floats(0, 3))
def test_a_worse_observation_never_clears_a_symptom(p: Parameters, worse: float) -> None:
    worsened = replace(
        p,
        first_loss=p.first_loss + worse,
        slow_last_loss=p.slow_last_loss + worse,
        training_accuracy=max(p.training_accuracy - worse, 0.0),
    )

    assert symptoms(p, 0.95, 0.05, 0.72) <= symptoms(worsened, 0.95, 0.05, 0.72)
