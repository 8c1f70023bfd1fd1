"""The loss scenarios, over all parameters: what the solver flags follows from what was observed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import LAW, Vector, labelled_vectors

from grader.solver import losses
from question_bank.loss_scenarios import QUESTION
from question_bank.loss_scenarios.solver import Parameters, hesitant_output, random_outputs, solve, symptoms

LOSS = st.floats(0, 5)
SHARE = st.floats(0, 1)


@st.composite
def parameters(draw: st.DrawFn) -> Parameters:
    """Any exam of this form: the hesitant output is a probability vector."""
    rivals = draw(st.integers(1, 30))
    likely = draw(st.floats(0.01, 0.99))
    return Parameters(
        classes=rivals + 1 + draw(st.integers(0, 40)),
        epochs=draw(st.integers(1, 500)),
        converged_loss=draw(LOSS),
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
    # Uniform numbers u over their sum: 1 - 2/K + K E[u^2] / (K E[u])^2 = 1 - 2/20 + 4/60 = 0.9667, to first order.
    assert solution.random_loss_mean == pytest.approx(0.9667, abs=0.002)


@LAW
@given(labelled_vectors())
def test_no_softmax_output_has_the_loss_of_situation_ii(labelled: tuple[int, Vector]) -> None:
    label, vector = labelled
    loss = float(losses.quadratic(losses.one_hot(label, classes=len(vector)), vector))

    assert Parameters().first_loss == 2.61
    assert loss <= solve(Parameters()).largest_loss + 1e-12 < Parameters().first_loss


def test_the_key_is_two_and_four() -> None:
    assert [option.id for option in QUESTION.item(solve(Parameters())).keyed()] == ["two_and_four"]


@settings(LAW, max_examples=40)
@given(parameters())
def test_the_scenarios_keep_the_laws_of_the_loss(p: Parameters) -> None:
    solution = solve(p)

    assert solution.uniform_loss == pytest.approx(1 - 1 / p.classes)
    assert solution.largest_loss == 2
    assert 0 <= solution.hesitant_loss <= 2
    assert solution.uniform_loss <= solution.random_loss_mean
    assert solution.uniform_mean_loss * p.classes == pytest.approx(solution.uniform_loss)
    assert solution.largest_mean_loss * p.classes == pytest.approx(solution.largest_loss)
    assert sum(hesitant_output(p)) == pytest.approx(1)
    assert len(hesitant_output(p)) == p.classes
    assert (solution.hesitant_accuracy == 1) == (p.hesitant_probability > p.rival_probability)
    assert solution.symptoms == symptoms(p, solution.uniform_loss, solution.uniform_accuracy, solution.hesitant_loss)
    assert solution.slow_fall * p.slow_first_loss == pytest.approx(p.slow_first_loss - p.slow_last_loss)


@settings(LAW, max_examples=20)
@given(st.integers(9, 100))
def test_nine_in_ten_random_losses_lie_in_the_central_range(classes: int) -> None:
    solution = solve(Parameters(classes=classes))
    outputs = random_outputs(solution.p.classes)
    drawn = np.square(outputs).sum(axis=-1) - 2 * outputs[:, 0] + 1

    assert np.mean(drawn < solution.random_loss_low) == pytest.approx(0.05, abs=1e-3)
    assert np.mean(drawn > solution.random_loss_high) == pytest.approx(0.05, abs=1e-3)


@LAW
@given(p=parameters(), uniform=st.floats(0.5, 0.999), hesitant=st.floats(0.01, 0.99))
def test_each_situation_is_judged_on_its_own(p: Parameters, uniform: float, hesitant: float) -> None:
    flagged = symptoms(p, uniform, 1 - uniform, hesitant)

    assert ("II" in flagged) == (p.first_loss > uniform)
    assert ("III" in flagged) == (min(p.training_accuracy, p.validation_accuracy) <= 1 - uniform)
    assert ("IV" in flagged) == (p.slow_last_loss >= round(hesitant, 2))
    assert ("I" in flagged) == (p.converged_loss >= round(hesitant, 2))
    assert symptoms(replace(p, first_loss=0.0), uniform, 1 - uniform, hesitant) == flagged - {"II"}


@LAW
@given(p=parameters(), worse=st.floats(0, 3))
def test_a_worse_observation_never_clears_a_symptom(p: Parameters, worse: float) -> None:
    worsened = replace(
        p,
        converged_loss=p.converged_loss + worse,
        first_loss=p.first_loss + worse,
        slow_last_loss=p.slow_last_loss + worse,
        training_accuracy=max(p.training_accuracy - worse, 0.0),
    )

    assert symptoms(p, 0.95, 0.05, 0.72) <= symptoms(worsened, 0.95, 0.05, 0.72)
