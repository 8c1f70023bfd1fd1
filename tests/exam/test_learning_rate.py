"""Question 4: the network is the one that the stem describes, and the record is what it says it is."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from extras import needs, require
from places import ROOT

from grader.checks.record import FALSE_ALARM
from grader.design import Run
from grader.solver import images
from grader.solver.training import InceptionFilters, rates_by_epoch
from grader.stability import runs
from grader.stability.intervals import prediction_interval
from question_bank.learning_rate import QUESTION
from question_bank.learning_rate.design import DESIGN, SOURCE_RUN
from question_bank.learning_rate.experiment import AS_PUBLISHED, RATES, READINGS, network, samples
from question_bank.learning_rate.solver import Kernels, last_rate, number_of_weights, solve

FOLDER = ROOT / "question_bank" / "learning_rate"
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
    require("tensorflow")
    return network(AS_PUBLISHED)


def test_the_number_of_weights_is_the_hand_worked_one(published: Any) -> None:
    assert WEIGHTS == 190298
    assert number_of_weights(AS_PUBLISHED, Kernels()) == published.count_params() == WEIGHTS


@needs("tensorflow")
@pytest.mark.parametrize("image_shape", [(28, 28, 1), (6, 6, 3), (6, 6, 64)])  # 64: the shortcut is the input itself
def test_the_number_of_weights_is_keras_s_count_for_other_parameters(image_shape: tuple[int, int, int]) -> None:
    odd = InceptionFilters(one=1, three_reduced=2, three=3, five_reduced=5, five=7, pooled=11)
    p = replace(AS_PUBLISHED, image_shape=image_shape, inception=odd, classes=13)

    assert number_of_weights(p, Kernels()) == network(p).count_params()


def drawing(tensor: Any) -> str:
    """The layers that lead to a tensor, in words, each with its inputs in parentheses and the shape that it gives."""
    layer = tensor._keras_history.operation
    kind, shape = type(layer).__name__, "x".join(map(str, layer.output.shape[1:]))
    if kind == "InputLayer":
        return f"image {shape}"
    match kind:
        case "Conv2D":
            assert layer.strides == (1, 1)
            initializer = type(layer.kernel_initializer).__name__
            side, activation = "x".join(map(str, layer.kernel_size)), layer.activation.__name__
            words = f"conv {side} {layer.padding} {activation} {initializer}"
        case "MaxPooling2D":
            words = f"max {'x'.join(map(str, layer.pool_size))} {layer.padding} by {layer.strides[0]}"
        case "Activation" | "Dense":
            words = f"{kind} {layer.activation.__name__}"
        case _:
            words = kind
    before = layer.input if isinstance(layer.input, list) else [layer.input]
    return f"{words} {shape}({', '.join(map(drawing, before))})"


def test_the_network_is_the_one_of_the_stem(published: Any) -> None:
    # Sizes by hand: 28 halves to 14 and 7; the Inception module gives 32 + 64 + 64 + 16 = 176 channels.
    image = "image 28x28x1"
    shortcut = f"conv 1x1 same relu HeNormal 28x28x64({image})"
    main = f"conv 3x3 same linear HeNormal 28x28x64(conv 3x3 same relu HeNormal 28x28x64({image}))"
    residual = f"Activation relu 28x28x64(Add 28x28x64({shortcut}, {main}))"
    x = f"max 2x2 same by 2 14x14x64({residual})"
    reduced = f"conv 1x1 same relu GlorotUniform 14x14x64({x})"
    branches = (
        f"conv 1x1 same relu GlorotUniform 14x14x32({x})",
        f"conv 3x3 same relu GlorotUniform 14x14x64({reduced})",
        f"conv 5x5 same relu GlorotUniform 14x14x64({reduced})",
        f"conv 1x1 same relu GlorotUniform 14x14x16(max 3x3 same by 1 14x14x64({x}))",
    )
    x = f"max 2x2 same by 2 7x7x176(Concatenate 14x14x176({', '.join(branches)}))"

    assert drawing(published.output) == f"Dense softmax 10(GlobalAveragePooling2D 176({x}))"


def test_the_sizes_that_the_stem_prints_are_those_of_the_network() -> None:
    # The stem prints Kernels and Parameters; the network that they must describe is drawn above.
    p = AS_PUBLISHED

    assert Kernels() == Kernels(pointwise=1, middle=3, large=5, branch_pool=3, branch_stride=1)
    assert (p.residual_filters, p.residual_initializer, p.pool, p.stride) == (64, "he_normal", 2, 2)
    assert p.inception == InceptionFilters(one=32, three_reduced=64, three=64, five_reduced=64, five=64, pooled=16)


def test_the_reading_of_the_cut_line_changes_the_residual_initialisers_alone(published: Any) -> None:
    read = drawing(network(READINGS["glorot_residual"]).output)

    assert read == drawing(published.output).replace("HeNormal", "GlorotUniform")


def test_images_come_in_as_the_stem_says() -> None:
    training, validation = samples(AS_PUBLISHED)

    for sample in (training, validation):
        assert sample.inputs.shape == (1000, 28, 28, 1)
        assert sample.inputs.dtype == np.float32
        assert (sample.inputs.min(), sample.inputs.max()) == (0, 1)
        assert sample.targets.shape == (1000, 10)
        assert (sample.targets.sum(axis=1) == 1).all()

    shipped = images.from_folder(images.SHIPPED)
    for sample, chosen in ((training, shipped[:1000]), (validation, shipped[1000:2000])):
        assert np.array_equal(np.rint(sample.inputs[..., 0] * 255), chosen.pixels)
        assert np.array_equal(sample.targets.argmax(axis=1), chosen.labels)


@pytest.mark.parametrize("rate", SOURCE_RUN)
def test_the_source_s_recorded_rates_follow_from_the_schedule(rate: float) -> None:
    assert last_rate(AS_PUBLISHED, rate) == SOURCE_RUN[rate][0]


def test_the_record_is_whole() -> None:
    found = Counter((run.id.protocol, run.id.reading, run.id.option, run.id.seed, run.id.repeat) for run in RECORD.runs)

    assert found == Counter(
        [
            *(("full", "", option, seed, 0) for option in RATES for seed in range(1, 31)),
            *(("source", "", option, 1, repeat) for option in RATES for repeat in range(10)),
            *(("full", reading, option, seed, 0) for reading in READINGS for option in RATES for seed in range(1, 9)),
        ]
    )
    assert not RECORD.torn


def test_recorded_rates_follow_from_the_schedule() -> None:
    for run in RECORD.runs:
        p = READINGS[run.id.reading] if run.id.reading else AS_PUBLISHED
        expected = rates_by_epoch(RATES[run.id.option], decay=0.05, epochs=5, decimals=p.decimals)
        assert run.measured["rates"] == expected


def test_recorded_accuracies_are_the_shares_of_images_that_were_right() -> None:
    for run in RECORD.runs:
        bits = np.unpackbits(np.frombuffer(bytes.fromhex(str(run.measured["correct"])), np.uint8))
        assert bits.size == AS_PUBLISHED.validation_images
        assert run.measured["accuracy"] == bits.mean()


def test_another_network_shows_in_the_loss_of_the_first_epoch_where_its_accuracy_hides_it() -> None:
    """Of one reading of the source, whose initial weights are others: the same seeds, trained as if elsewhere."""
    published = {
        (run.id.option, run.id.seed): run for run in RECORD.runs if (run.id.protocol, run.id.reading) == ("full", "")
    }
    others = [run for run in RECORD.runs if run.id.reading == "glorot_residual"]
    accuracies = {
        option: [runs.metric(run, DESIGN) for run in published.values() if run.id.option == option] for option in RATES
    }

    def first_loss(run: Run) -> float:
        losses = run.measured["losses"]
        assert isinstance(losses, tuple)
        return losses[0]

    by_loss = by_accuracy = 0
    for run in others:
        before = first_loss(published[run.id.option, run.id.seed])
        low, high = prediction_interval(accuracies[run.id.option], error=FALSE_ALARM / len(others))
        by_loss += abs(first_loss(run) - before) > DESIGN.steady["losses"] * before
        by_accuracy += not low <= runs.metric(run, DESIGN) <= high

    assert (len(others), by_loss, by_accuracy) == (32, 29, 1)


def test_without_runs_nothing_is_decided() -> None:
    solution = solve(AS_PUBLISHED, ())

    assert repr(solution.answer) == "UNDECIDED"
    assert QUESTION.item(solution).keyed() == ()


def test_with_the_runs_the_item_is_void() -> None:
    item = QUESTION.item(QUESTION.solve(AS_PUBLISHED, RECORD.runs))

    assert list(item.fractions().values()) == [1, 1, 1, 1]
