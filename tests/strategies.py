"""Hypothesis strategies that several test modules share."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

Vector = NDArray[np.float64]

LAW = settings(deadline=None, derandomize=True)
"""For a property: the same examples on every machine, however slow."""

CLASSES = st.integers(2, 5000)

EXTREMES = st.one_of(
    st.floats(0, 1),
    st.sampled_from([0.0, 5e-324, 1e-310, 1e-300, 1e-16, 1e-7, 0.5, 1.0]),  # denormal, tiny, ordinary
)


@st.composite
def probability_vectors(draw: st.DrawFn, *, most: int = 5000) -> Vector:
    """A probability vector of 2 to `most` classes, with extreme entries now and then.

    A short list is drawn; every other vector is that list repeated to any number of classes.
    """
    weights = np.array(draw(st.lists(EXTREMES, min_size=2, max_size=min(most, 60))))
    if draw(st.booleans()):
        weights = np.resize(weights, draw(st.integers(2, most)))
    if weights.sum() < 1e-290:
        weights[draw(st.integers(0, len(weights) - 1))] = 1.0
    return np.asarray(weights / weights.sum())


@st.composite
def labelled_vectors(draw: st.DrawFn, *, most: int = 5000) -> tuple[int, Vector]:
    """A correct class and a probability vector."""
    vector = draw(probability_vectors(most=most))
    return draw(st.integers(0, len(vector) - 1)), vector
