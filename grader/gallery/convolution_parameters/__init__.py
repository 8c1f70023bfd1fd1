"""How many parameters a convolutional layer trains: three wrong solvers, each of which forgets something.

The solver multiplies; the claim makes the layer's arrays by NumPy and asks for their sizes.
"""

from dataclasses import replace

import numpy as np

from grader import Numerical, Question, Wrong, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, weights_a_filter=s.p.kernel**2))
def filter_sees_all_channels(s: Solution) -> bool:
    """A filter has a weight for each place of its kernel in each channel of the input."""
    return s.weights_a_filter == np.ones((s.p.kernel, s.p.kernel, s.p.channels_in)).size


@claim(refuted_by=lambda s: replace(s, weights=s.weights_a_filter))
def filters_have_weights_of_their_own(s: Solution) -> bool:
    """The layer has as many weights as all of its filters together."""
    return s.weights == np.ones((s.p.filters, s.p.kernel, s.p.kernel, s.p.channels_in)).size


@claim(refuted_by=lambda s: replace(s, biases=1))
def each_filter_has_one_bias(s: Solution) -> bool:
    """A bias is added to each channel of the output, of which there is one a filter."""
    return s.biases == np.ones(s.p.filters).size


@claim(refuted_by=lambda s: replace(s, parameters=s.weights))
def weights_and_biases_are_trained(s: Solution) -> bool:
    """The parameters are the weights and the biases: each filter's weights, and one more."""
    return s.parameters == (s.p.kernel * s.p.kernel * s.p.channels_in + 1) * s.p.filters


@misconception
def forgets_the_biases(p: Parameters) -> float:
    """The weights alone are counted."""
    return p.kernel**2 * p.channels_in * p.filters


@misconception
def forgets_the_channels(p: Parameters) -> float:
    """A filter is thought to have one kernel for all channels of the input."""
    return (p.kernel**2 + 1) * p.filters


@misconception
def adds_a_bias_to_each_channel(p: Parameters) -> float:
    """A filter is thought to have a bias for each channel of the input."""
    return (p.kernel**2 + 1) * p.channels_in * p.filters


def item(s: Solution) -> Numerical:
    """A count is asked for without decimals."""
    return Numerical(
        answer=s.parameters,
        decimals=s.p.decimals,
        because=(
            filter_sees_all_channels,
            filters_have_weights_of_their_own,
            each_filter_has_one_bias,
            weights_and_biases_are_trained,
        ),
        foreseen=(
            Wrong("no_biases", forgets_the_biases),
            Wrong("one_channel", forgets_the_channels),
            Wrong("many_biases", adds_a_bias_to_each_channel),
        ),
    )


QUESTION = Question(
    id="convolution_parameters",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        filter_sees_all_channels,
        filters_have_weights_of_their_own,
        each_filter_has_one_bias,
        weights_and_biases_are_trained,
    ),
    tags=("deep learning", "numerical"),
    space=SPACE,
    otherwise=Parameters(kernel=2),
)
