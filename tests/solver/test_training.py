"""Training: the schedule by hand, and a short run that repeats bit for bit."""

import math
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from extras import needs
from places import TESTS

from grader.errors import MissingExtraError
from grader.solver import images, training
from grader.solver.training import FULL, SOURCE, InceptionFilters, Outcome, Sample, rates_by_epoch

# Keras hands tensors to NumPy by a protocol whose old form NumPy deprecates; it is not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:keras")

TINY = InceptionFilters(one=2, three_reduced=2, three=3, five_reduced=2, five=3, pooled=2)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        # exp(-0.05) is 0.951229; each product is rounded to four decimals before the next.
        (0.001, (0.0010, 0.0010, 0.0010, 0.0010, 0.0010)),  # 0.00095 rounds to 0.0010, for ever
        (0.005, (0.0048, 0.0046, 0.0044, 0.0042, 0.0040)),
        (0.01, (0.0095, 0.0090, 0.0086, 0.0082, 0.0078)),
        (0.05, (0.0476, 0.0453, 0.0431, 0.0410, 0.0390)),
        (0.1, (0.0951, 0.0905, 0.0861, 0.0819, 0.0779)),
    ],
)
def test_rates_decay_from_the_first_epoch_on_and_are_rounded(rate: float, expected: tuple[float, ...]) -> None:
    assert rates_by_epoch(rate, decay=0.05, epochs=5, decimals=4) == expected


def test_unrounded_rates_decay_exponentially() -> None:
    rates = rates_by_epoch(0.001, decay=0.05, epochs=5, decimals=None)

    assert rates == pytest.approx([0.001 * math.exp(-0.05 * epoch) for epoch in range(1, 6)])


def sample(chosen: images.Images) -> Sample:
    return Sample(
        inputs=chosen.pixels[:, ::4, ::4, np.newaxis].astype(np.float32) / np.float32(255),
        targets=np.eye(10, dtype=np.float32)[chosen.labels],
    )


def network() -> Any:
    image = training.image_input((7, 7, 1))
    x = training.residual_block(image, filters=4, initializer="he_normal")
    x = training.max_pooling(x, pool=2, stride=2)
    x = training.inception_v1(x, TINY)
    return training.connect(image, training.softmax_over_classes(x, classes=10))


def one_layer() -> Any:
    image = training.image_input((7, 7, 1))
    return training.connect(image, training.softmax_over_classes(image, classes=10))


needs_tensorflow = needs("tensorflow")


def short_run(
    *, seed: int, protocol: str, rates: tuple[float, ...] = (0.01, 0.005), build: Callable[[], Any] = network
) -> Outcome:
    shipped = images.from_folder(images.SHIPPED)
    return training.train(
        build, sample(shipped[:96]), sample(shipped[96:160]), rates=rates, batch_size=32, seed=seed, protocol=protocol
    )


def exactly(outcome: Outcome) -> str:
    """All bits of an outcome: repr tells any two floats apart."""
    correct = outcome.correct.tobytes().hex()
    return f"{outcome.accuracy!r} {outcome.cross_entropy!r} {outcome.losses!r} {correct}"


@needs_tensorflow
def test_a_run_that_seeds_everything_repeats_bit_for_bit_in_a_fresh_process() -> None:
    other = short_run(seed=4, protocol=FULL)  # what runs before leaves no trace
    outcome = short_run(seed=3, protocol=FULL)

    assert exactly(outcome) == in_a_fresh_process() != exactly(other)
    assert len(outcome.losses) == 2
    assert outcome.accuracy == outcome.correct.mean()
    assert math.isfinite(outcome.cross_entropy)


def in_a_fresh_process() -> str:
    """The same run where nothing ran before, and hashes are others."""
    folders = (TESTS.parent, TESTS, Path(__file__).parent)
    program = "from test_training import *; print(exactly(short_run(seed=3, protocol=FULL)))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, folders)),
            "PYTHONHASHSEED": "7",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    return done.stdout.strip()


@needs_tensorflow
def test_the_source_s_seeding_leaves_the_initial_weights_open() -> None:
    runs = [short_run(seed=1, protocol=SOURCE, rates=(0.01,), build=one_layer) for _ in range(2)]

    assert exactly(runs[0]) != exactly(runs[1])


@needs_tensorflow
def test_the_source_seeds_numpy_with_the_seed_and_tensorflow_with_the_next_but_not_python() -> None:
    tf = training._tensorflow()
    tf.random.set_seed(2)
    tensorflows = float(tf.random.uniform([]))
    random.seed(1)
    pythons = random.random()

    random.seed(1)
    training.seed_generators(1, protocol=SOURCE)

    assert np.random.random() == np.random.RandomState(1).random()  # noqa: NPY002 - what the notebook seeds
    assert float(tf.random.uniform([])) == tensorflows
    assert random.random() != pythons


@needs_tensorflow
def test_each_epoch_uses_its_own_rate() -> None:
    rates, seen = (0.0, 0.02, 0.0, 0.0), []

    def build() -> Any:
        model = network()
        fit = model.fit

        def watched_fit(*args: Any, callbacks: list[Any], **options: Any) -> Any:
            note = training._keras().callbacks.LambdaCallback(
                on_epoch_end=lambda *_: seen.append(float(model.optimizer.learning_rate))
            )
            return fit(*args, callbacks=[*callbacks, note], **options)

        model.fit = watched_fit
        return model

    losses = short_run(seed=3, protocol=FULL, rates=rates, build=build).losses

    assert seen == pytest.approx(rates)
    assert losses[2] == pytest.approx(losses[3])  # at a rate of 0 the network stays what it is
    assert losses[2] < losses[0] - 0.01  # what lowered the loss is the one epoch that had a rate


def test_without_tensorflow_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", None)  # importing it raises ImportError

    with pytest.raises(MissingExtraError, match=r"training needs TensorFlow: pip install 'exams-as-code\[train\]'"):
        training.image_input((7, 7, 1))


@needs_tensorflow
def test_a_process_with_other_threads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def started(_: int) -> None:
        raise RuntimeError("Intra op parallelism cannot be modified after initialization.")

    monkeypatch.setattr(training._tensorflow().config.threading, "set_intra_op_parallelism_threads", started)

    with pytest.raises(RuntimeError, match="train in a process of its own"):
        training.image_input((7, 7, 1))


@needs_tensorflow
def test_a_protocol_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match=r"expected a protocol of .*'full', 'source'.*, received 'most'"):
        short_run(seed=3, protocol="most")


@pytest.mark.parametrize("broken", [math.nan, math.inf])
def test_outputs_that_are_no_numbers_are_no_accuracy(broken: float) -> None:
    targets = np.eye(2, dtype=np.float32)
    outcome = training._evaluate(np.array([[0.6, 0.4], [broken, 0.1]], np.float32), targets, losses=(broken,))

    assert math.isnan(outcome.accuracy)
    assert math.isnan(outcome.cross_entropy)
    assert not outcome.correct.any()


@needs_tensorflow
def test_a_training_that_diverges_has_no_accuracy() -> None:
    outcome = short_run(seed=3, protocol=FULL, rates=(3e38, 3e38), build=one_layer)

    assert math.isnan(outcome.accuracy)
    assert not outcome.correct.any()


def test_accuracy_and_cross_entropy_are_those_of_the_outputs() -> None:
    outputs = np.array([[0.75, 0.25], [0.5, 0.5], [0.25, 0.75], [1.0, 0.0]], np.float32)
    targets = np.eye(2, dtype=np.float32)[[0, 0, 0, 1]]
    outcome = training._evaluate(outputs, targets, losses=())

    assert outcome.correct.tolist() == [True, True, False, False]
    assert outcome.accuracy == 0.5
    assert outcome.cross_entropy == pytest.approx(-np.log([0.75, 0.5, 0.25, 1e-7]).mean())  # clipped


@needs_tensorflow
def test_the_cross_entropy_is_keras_s_of_probabilities_and_its_evaluate_clips_nothing() -> None:
    """Both agree while no probability comes near the edge; a network that is surely wrong costs more in `evaluate`."""
    import keras

    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(64, 4)).astype(np.float32)
    targets = np.eye(3, dtype=np.float32)[rng.integers(0, 3, 64)]

    def three(weights: float) -> tuple[float, float, float]:
        image = keras.Input((4,))
        drawn = keras.initializers.RandomNormal(stddev=weights, seed=1)
        model = keras.Model(image, keras.layers.Dense(3, activation="softmax", kernel_initializer=drawn)(image))
        model.compile(loss="categorical_crossentropy", jit_compile=False)
        outputs = model.predict(inputs, verbose=0)
        of_probabilities = float(np.mean(keras.losses.categorical_crossentropy(targets, outputs)))
        ours = training._evaluate(outputs, targets, losses=()).cross_entropy
        return ours, of_probabilities, float(model.evaluate(inputs, targets, verbose=0))

    ours, of_probabilities, evaluated = three(1)
    assert ours == pytest.approx(of_probabilities, rel=1e-6) == pytest.approx(evaluated, rel=1e-6)

    ours, of_probabilities, evaluated = three(30)
    assert ours == pytest.approx(of_probabilities, rel=1e-6)
    assert evaluated > 2 * ours


@needs_tensorflow
@pytest.mark.parametrize(("channels", "convolutions"), [(4, 2), (1, 3)])
def test_the_shortcut_is_a_convolution_only_where_channels_change(channels: int, convolutions: int) -> None:
    image = training.image_input((5, 5, channels))
    block = training.connect(image, training.residual_block(image, filters=4, initializer="he_normal"))

    assert [type(layer).__name__ for layer in block.layers].count("Conv2D") == convolutions
    assert block.output_shape == (None, 5, 5, 4)
