"""The numbers: a convolutional layer, and how many parameters it trains."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: the layer's kernel, its channels, and with how many decimals to answer."""

    kernel: int = 3
    channels_in: int = 3
    filters: int = 8
    decimals: int = 0


@dataclass(frozen=True)
class Solution:
    """What follows: weights and biases of the whole layer, and the weights of one filter."""

    p: Parameters
    weights_a_filter: int
    weights: int
    biases: int
    parameters: int


def solve(p: Parameters) -> Solution:
    """Count what the layer trains: each filter looks at all channels, and has one bias."""
    weights_a_filter = p.kernel**2 * p.channels_in
    weights = weights_a_filter * p.filters
    return Solution(
        p=p,
        weights_a_filter=weights_a_filter,
        weights=weights,
        biases=p.filters,
        parameters=weights + p.filters,
    )


# With one channel, whoever forgets the channels would be right: so there are several. And no count has a group of
# thousands, within which students may type a mark.
SPACE = Space(
    values={"kernel": (3, 2, 4), "channels_in": (3, 2, 4, 5), "filters": (8, 4, 6, 7, 9, 10, 11, 12)},
    build=Parameters,
)
