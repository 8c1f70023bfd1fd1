"""Losses of output vectors: what holds for all of them."""

from collections.abc import Callable
from fractions import Fraction
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from strategies import CLASSES, LAW, Vector, labelled_vectors, probability_vectors

from grader.solver import losses


def quadratic(label: int, vector: Vector) -> float:
    return float(losses.quadratic(losses.one_hot(label, classes=len(vector)), vector))


class TestQuadratic:
    """The sum of squared differences."""

    @LAW
    @given(labelled_vectors())
    def test_it_lies_between_0_and_2(self, labelled: tuple[int, Vector]) -> None:
        assert 0 <= quadratic(*labelled) <= 2 + 1e-12

    @LAW
    @given(classes=CLASSES, data=st.data())
    def test_only_certainty_attains_the_ends(self, classes: int, data: st.DataObject) -> None:
        label, other = data.draw(st.permutations(range(min(classes, 9))))[:2]

        assert quadratic(label, losses.one_hot(label, classes=classes)) == 0
        assert quadratic(label, losses.one_hot(other, classes=classes)) == 2

    @LAW
    @given(labelled_vectors())
    def test_it_exceeds_1_by_no_more_than_the_surest_wrong_class(self, labelled: tuple[int, Vector]) -> None:
        # (1 - p_c)^2 <= 1, and the squares of the wrong classes sum to at most their largest: 2 needs certainty.
        label, vector = labelled

        assert quadratic(label, vector) <= 1 + np.delete(vector, label).max() + 1e-12

    @LAW
    @given(CLASSES)
    def test_equal_probabilities_give_1_minus_1_over_k(self, classes: int) -> None:
        assert quadratic(classes - 1, np.full(classes, 1 / classes)) == pytest.approx(1 - 1 / classes, rel=1e-12)

    @LAW
    @given(labelled_vectors(), st.integers(0, 2**32 - 1))
    def test_permuting_classes_with_their_labels_changes_nothing(self, labelled: tuple[int, Vector], seed: int) -> None:
        label, vector = labelled
        order = np.random.default_rng(seed).permutation(len(vector))
        moved = int(np.flatnonzero(order == label)[0])

        assert quadratic(moved, vector[order]) == pytest.approx(quadratic(label, vector), abs=1e-12)

    @LAW
    @given(probability_vectors(most=400))
    def test_when_classes_are_exchangeable_no_output_is_expected_to_beat_the_uniform_one(self, vector: Vector) -> None:
        # Exchangeable: every class is as often the correct one, so the expectation is the mean over the K labels. That
        # of 1 - 2 p_c + sum of p^2 is 1 - 2/K + sum of p^2, and sum of p^2 is least, 1/K, where all p are 1/K.
        classes = len(vector)
        expected = losses.quadratic(np.eye(classes), np.broadcast_to(vector, (classes, classes))).mean()

        assert expected == pytest.approx(1 - 2 / classes + np.square(vector).sum(), abs=1e-12)
        assert expected >= 1 - 1 / classes - 1e-12

    @LAW
    @given(labelled_vectors())
    def test_it_agrees_with_exact_arithmetic(self, labelled: tuple[int, Vector]) -> None:
        # Another formula, 1 - 2 p_c + sum of p^2, of the very fractions that the vector holds.
        label, vector = labelled
        squares = sum(
            count * Fraction(float(p)) ** 2 for p, count in zip(*np.unique(vector, return_counts=True), strict=True)
        )
        value = 1 - 2 * Fraction(float(vector[label])) + squares

        assert quadratic(label, vector) == pytest.approx(float(value), rel=1e-12, abs=1e-15)

    @LAW
    @given(labelled_vectors())
    def test_the_mean_divides_by_the_number_of_classes(self, labelled: tuple[int, Vector]) -> None:
        label, vector = labelled
        target = losses.one_hot(label, classes=len(vector))

        assert float(losses.mean_squared(target, vector)) * len(vector) == pytest.approx(quadratic(label, vector))


class TestAccuracy:
    """The probability of naming the correct class."""

    @LAW
    @given(CLASSES)
    def test_equal_probabilities_give_chance(self, classes: int) -> None:
        target = losses.one_hot(0, classes=classes)

        assert float(losses.expected_accuracy(target, np.full(classes, 0.5))) == pytest.approx(1 / classes)

    @pytest.mark.parametrize(
        ("output", "expected"), [([0.4, 0.3, 0.3], 1), ([0.3, 0.4, 0.3], 0), ([0.4, 0.4, 0.2], 0.5), ([1, 1, 1], 1 / 3)]
    )
    def test_ties_are_shared(self, output: list[float], expected: float) -> None:
        assert float(losses.expected_accuracy([1, 0, 0], output)) == pytest.approx(expected)

    @LAW
    @given(probability_vectors(most=400))
    def test_over_all_labels_it_sums_to_one(self, vector: Vector) -> None:
        classes = len(vector)
        accuracies = losses.expected_accuracy(np.eye(classes), np.broadcast_to(vector, (classes, classes)))

        assert accuracies.sum() == pytest.approx(1)


class TestOthers:
    """Cross-entropy and mean absolute error."""

    @LAW
    @given(labelled_vectors())
    def test_cross_entropy_is_the_surprise_at_the_correct_class(self, labelled: tuple[int, Vector]) -> None:
        label, vector = labelled
        target = losses.one_hot(label, classes=len(vector))
        expected = -log(min(max(vector[label], 1e-7), 1 - 1e-7))

        assert float(losses.cross_entropy(target, vector)) == pytest.approx(expected, abs=1e-12)

    def test_mean_absolute_error_is_the_mean_distance(self) -> None:
        assert losses.mean_absolute([[-20.0], [10.0]], [[-18.0], [10.5]]) == pytest.approx([2, 0.5])
        assert losses.mean_absolute([0.0, 0.0], [3.0, -1.0]) == pytest.approx(2)  # (3 + 1) / 2


LOSSES = [losses.quadratic, losses.mean_squared, losses.mean_absolute, losses.cross_entropy, losses.expected_accuracy]


@pytest.mark.parametrize("loss", LOSSES)
def test_a_batch_gives_what_its_vectors_give(loss: Callable[..., losses.Array]) -> None:
    outputs = np.random.default_rng(0).dirichlet(np.ones(1000), size=(2, 3))
    targets = np.eye(1000)[[[7, 0, 999], [1, 7, 500]]]
    singly = [[float(loss(targets[i, j], outputs[i, j])) for j in range(3)] for i in range(2)]

    assert np.asarray(loss(targets, outputs)) == pytest.approx(np.array(singly))


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


@pytest.mark.parametrize("vector", [[0.5, 0.6], [1.1, -0.1], [0.0, 0.0], [0.5, 0.5 + 1e-8]])
def test_what_is_no_probability_vector_is_refused(vector: list[float]) -> None:
    with pytest.raises(ValueError, match="probabilities that sum to 1"):
        losses.probabilities(vector)


@pytest.mark.parametrize("vector", [1.0, [], [float("nan"), 1.0], [float("inf"), 0.0], ["a", "b"], [[1.0], [0.5, 0.5]]])
def test_what_is_no_vector_is_no_probability_vector(vector: ArrayLike) -> None:
    with pytest.raises(ValueError, match=r"output: expected (numbers|vectors|finite)"):
        losses.probabilities(vector)


@LAW
@given(probability_vectors())
def test_probability_vectors_pass(vector: Vector) -> None:
    assert np.array_equal(losses.probabilities(vector), vector)


@pytest.mark.parametrize("label", [-1, 3])
def test_a_label_outside_the_classes_is_refused(label: int) -> None:
    with pytest.raises(ValueError, match=r"expected a label in \[0, 3\)"):
        losses.one_hot(label, classes=3)
