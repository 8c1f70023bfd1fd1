"""Question 4: the network is the one that the stem describes, and the record is what it says it is."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.stability import runs
from question_bank.learning_rate import QUESTION
from question_bank.learning_rate.design import DESIGN, SOURCE_RUN
from question_bank.learning_rate.experiment import AS_PUBLISHED, RATES, READINGS, network, samples
from question_bank.learning_rate.solver import Kernels, last_rate, number_of_weights, solve

FOLDER = Path(__file__).parents[1] / "question_bank" / "learning_rate"
RECORD = runs.read(FOLDER, DESIGN)

# By hand, weights and biases of each layer of the published network:
#   residual block   1x1:  1*64 + 64 =     128
#                    3x3:  9*1*64 + 64 =    640
#                    3x3:  9*64*64 + 64 = 36928
#   Inception        1x1 (32):  64*32 + 32 = 2080
#                    1x1 (64):  64*64 + 64 = 4160,  3x3 (64):  9*64*64 + 64 = 36928
#                    1x1 (64):  64*64 + 64 = 4160,  5x5 (64): 25*64*64 + 64 = 102464
#                    1x1 (16):  64*16 + 16 = 1040
#   softmax          (32 + 64 + 64 + 16)*10 + 10 = 1770
WEIGHTS = 128 + 640 + 36928 + 2080 + 4160 + 36928 + 4160 + 102464 + 1040 + 1770


@pytest.fixture(scope="module")
def published() -> Any:
    return network(AS_PUBLISHED)


def test_the_number_of_weights_is_the_hand_worked_one(published: Any) -> None:
    assert WEIGHTS == 190298
    assert number_of_weights(AS_PUBLISHED, Kernels()) == published.count_params() == WEIGHTS


def test_the_convolutions_are_those_of_the_stem(published: Any) -> None:
    kernels, p = Kernels(), AS_PUBLISHED
    convolutions = [layer for layer in published.layers if type(layer).__name__ == "Conv2D"]
    found = Counter(
        (
            layer.kernel_size[0],
            layer.filters,
            layer.activation.__name__,
            type(layer.kernel_initializer).__name__,
            layer.padding,
        )
        for layer in convolutions
    )
    inception = p.inception

    assert found == Counter(
        [
            (kernels.pointwise, p.residual_filters, "relu", "HeNormal", "same"),
            (kernels.middle, p.residual_filters, "relu", "HeNormal", "same"),
            (kernels.middle, p.residual_filters, "linear", "HeNormal", "same"),
            (kernels.pointwise, inception.one, "relu", "GlorotUniform", "same"),
            (kernels.pointwise, inception.three_reduced, "relu", "GlorotUniform", "same"),
            (kernels.middle, inception.three, "relu", "GlorotUniform", "same"),
            (kernels.pointwise, inception.five_reduced, "relu", "GlorotUniform", "same"),
            (kernels.large, inception.five, "relu", "GlorotUniform", "same"),
            (kernels.pointwise, inception.pooled, "relu", "GlorotUniform", "same"),
        ]
    )
    assert all(layer.kernel_size[0] == layer.kernel_size[1] and layer.strides == (1, 1) for layer in convolutions)


def test_the_poolings_are_those_of_the_stem(published: Any) -> None:
    pools = [layer for layer in published.layers if type(layer).__name__ == "MaxPooling2D"]
    found = Counter((layer.pool_size[0], layer.strides[0], layer.padding) for layer in pools)

    assert found == {
        (AS_PUBLISHED.pool, AS_PUBLISHED.stride, "same"): 2,
        (Kernels().branch_pool, Kernels().branch_stride, "same"): 1,
    }


def test_images_come_in_as_the_stem_says() -> None:
    training, validation = samples(AS_PUBLISHED)

    for sample in (training, validation):
        assert sample.inputs.shape == (1000, 28, 28, 1)
        assert sample.inputs.dtype == np.float32
        assert (sample.inputs.min(), sample.inputs.max()) == (0, 1)
        assert sample.targets.shape == (1000, 10)
        assert (sample.targets.sum(axis=1) == 1).all()
    assert not np.array_equal(training.inputs, validation.inputs)


@pytest.mark.parametrize("rate", SOURCE_RUN)
def test_the_source_s_recorded_rates_follow_from_the_schedule(rate: float) -> None:
    assert last_rate(AS_PUBLISHED, rate) == SOURCE_RUN[rate][0]


def test_the_record_is_whole() -> None:
    counts = Counter((run.id.protocol, run.id.reading, run.id.option) for run in RECORD.runs)

    assert counts == {
        **{("full", "", option): 30 for option in RATES},
        **{("source", "", option): 10 for option in RATES},
        **{("full", reading, option): 8 for reading in READINGS for option in RATES},
    }
    assert not RECORD.torn


def test_recorded_rates_follow_from_the_schedule() -> None:
    for run in RECORD.runs:
        p = READINGS[run.id.reading] if run.id.reading else AS_PUBLISHED
        rates = run.measured["rates"]
        assert isinstance(rates, tuple)
        assert len(rates) == p.epochs
        assert rates[-1] == last_rate(p, p.rates[run.id.option])


def test_recorded_accuracies_are_the_shares_of_images_that_were_right() -> None:
    for run in RECORD.runs:
        bits = np.unpackbits(np.frombuffer(bytes.fromhex(str(run.measured["correct"])), np.uint8))
        assert bits.size == AS_PUBLISHED.validation_images
        assert run.measured["accuracy"] == bits.mean()


def test_without_runs_nothing_is_decided() -> None:
    solution = solve(AS_PUBLISHED, ())

    assert repr(solution.answer) == "UNDECIDED"
    assert QUESTION.item(solution).keyed() == ()


def test_with_the_runs_the_item_is_void() -> None:
    item = QUESTION.item(QUESTION.solve(AS_PUBLISHED, RECORD.runs))

    assert [item.fraction(option) for option in item.options] == [1, 1, 1, 1]
