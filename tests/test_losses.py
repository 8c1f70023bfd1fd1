"""Losses of output vectors: what holds for all of them."""

from collections.abc import Callable
from fractions import Fraction
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from strategies import Vector, labelled_vectors, probability_vectors

from grader.solver import losses

CLASSES = st.integers(2, 5000)


def quadratic(label: int, vector: Vector) -> float:
    return float(losses.quadratic(losses.one_hot(label, classes=len(vector)), vector))


class TestQuadratic:
    """The sum of squared differences."""

    @given(labelled_vectors())
    def test_it_lies_between_0_and_2(self, labelled: tuple[int, Vector]) -> None:
        assert 0 <= quadratic(*labelled) <= 2 + 1e-12

    @given(classes=CLASSES, data=st.data())
    def test_only_certainty_attains_the_ends(self, classes: int, data: st.DataObject) -> None:
        label, other = data.draw(st.permutations(range(min(classes, 9))))[:2]

        assert quadratic(label, losses.one_hot(label, classes=classes)) == 0
        assert quadratic(label, losses.one_hot(other, classes=classes)) == 2

    @given(labelled_vectors())
    def test_no_doubt_no_2(self, labelled: tuple[int, Vector]) -> None:
        label, vector = labelled
        wrong = np.delete(vector, label)
        if wrong.max() < 1 - 1e-6:
            assert quadratic(label, vector) < 2 - 1e-7

    @given(CLASSES)
    def test_equal_probabilities_give_1_minus_1_over_k(self, classes: int) -> None:
        assert quadratic(classes - 1, np.full(classes, 1 / classes)) == pytest.approx(1 - 1 / classes, rel=1e-12)

    @given(labelled_vectors(), st.randoms(use_true_random=False))
    def test_permuting_classes_with_their_labels_changes_nothing(
        self, labelled: tuple[int, Vector], random: st.DataObject
    ) -> None:
        label, vector = labelled
        order = list(range(len(vector)))
        random.shuffle(order)  # type: ignore[attr-defined]

        assert quadratic(order.index(label), vector[order]) == pytest.approx(quadratic(label, vector), abs=1e-12)

    @given(probability_vectors())
    def test_when_classes_are_exchangeable_no_output_is_expected_to_beat_the_uniform_one(self, vector: Vector) -> None:
        # Exchangeable: every class is as often the correct one, so the expectation is the mean over the labels.
        expected = np.mean([quadratic(label, vector) for label in range(len(vector))])

        assert expected >= 1 - 1 / len(vector) - 1e-12

    @given(labelled_vectors(most=12))
    def test_it_agrees_with_exact_arithmetic(self, labelled: tuple[int, Vector]) -> None:
        # Another formula: 1 - 2 p_c + sum of p^2, plus the part by which floating point misses a sum of 1.
        label, vector = labelled
        exact = [Fraction(float(p)) for p in vector]
        value = 1 - 2 * exact[label] + sum(p * p for p in exact)

        assert quadratic(label, vector) == pytest.approx(float(value), rel=1e-12, abs=1e-15)

    @given(labelled_vectors())
    def test_the_mean_divides_by_the_number_of_classes(self, labelled: tuple[int, Vector]) -> None:
        label, vector = labelled
        target = losses.one_hot(label, classes=len(vector))

        assert float(losses.mean_squared(target, vector)) * len(vector) == pytest.approx(quadratic(label, vector))

    def test_thousands_of_vectors_at_once(self) -> None:
        outputs = np.random.default_rng(0).dirichlet(np.ones(1000), size=3)
        targets = np.broadcast_to(losses.one_hot(7, classes=1000), outputs.shape)

        assert losses.quadratic(targets, outputs) == pytest.approx([quadratic(7, output) for output in outputs])


class TestAccuracy:
    """The probability of naming the correct class."""

    @given(CLASSES)
    def test_equal_probabilities_give_chance(self, classes: int) -> None:
        target = losses.one_hot(0, classes=classes)

        assert float(losses.expected_accuracy(target, np.full(classes, 0.5))) == pytest.approx(1 / classes)

    @pytest.mark.parametrize(
        ("output", "expected"), [([0.4, 0.3, 0.3], 1), ([0.3, 0.4, 0.3], 0), ([0.4, 0.4, 0.2], 0.5), ([1, 1, 1], 1 / 3)]
    )
    def test_ties_are_shared(self, output: list[float], expected: float) -> None:
        assert float(losses.expected_accuracy([1, 0, 0], output)) == pytest.approx(expected)

    @given(probability_vectors())
    def test_over_all_labels_it_sums_to_one(self, vector: Vector) -> None:
        labels = range(len(vector))
        total = sum(float(losses.expected_accuracy(losses.one_hot(k, classes=len(vector)), vector)) for k in labels)

        assert total == pytest.approx(1)


class TestOthers:
    """Cross-entropy and mean absolute error."""

    @given(labelled_vectors())
    def test_cross_entropy_is_the_surprise_at_the_correct_class(self, labelled: tuple[int, Vector]) -> None:
        label, vector = labelled
        target = losses.one_hot(label, classes=len(vector))
        expected = -log(min(max(vector[label], 1e-7), 1 - 1e-7))

        assert float(losses.cross_entropy(target, vector)) == pytest.approx(expected, abs=1e-12)

    def test_mean_absolute_error_of_one_output_is_its_distance(self) -> None:
        assert losses.mean_absolute([[-20.0], [10.0]], [[-18.0], [10.5]]) == pytest.approx([2, 0.5])


LOSSES = [losses.quadratic, losses.mean_squared, losses.mean_absolute, losses.cross_entropy, losses.expected_accuracy]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(
    ("target", "output", "message"),
    [
        ([1, 0], [0.5, float("nan")], "finite"),
        ([1, 0], [float("inf"), 0], "finite"),
        ([float("nan"), 0], [1, 0], "finite"),
        (1.0, 0.5, "vectors"),
        ([], [], "vectors"),
        ([1, 0], [1, 0, 0], "one shape"),
        ([[1, 0]], [1, 0], "one shape"),
        ([1, 0], [[1], [0, 1]], "numbers"),
        (["a", "b"], [1, 0], "numbers"),
    ],
)
def test_what_are_no_vectors_of_one_shape_is_refused(
    loss: Callable[..., object], target: ArrayLike, output: ArrayLike, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        loss(target, output)


@pytest.mark.parametrize("vector", [[0.5, 0.6], [1.1, -0.1], [0.0, 0.0]])
def test_what_is_no_probability_vector_is_refused(vector: list[float]) -> None:
    with pytest.raises(ValueError, match="probabilities that sum to 1"):
        losses.probabilities(vector)


@given(probability_vectors())
def test_probability_vectors_pass(vector: Vector) -> None:
    assert np.array_equal(losses.probabilities(vector), vector)


@pytest.mark.parametrize("label", [-1, 3])
def test_a_label_outside_the_classes_is_refused(label: int) -> None:
    with pytest.raises(ValueError, match=r"expected a label in \[0, 3\)"):
        losses.one_hot(label, classes=3)
