"""The numbers: the width of what a convolution gives, and how it compares with its input."""

from dataclasses import dataclass

from grader import Space


@dataclass(frozen=True)
class Parameters:
    """What the question states: widths of image, kernel and padding, and with how many decimals to answer."""

    size: int = 32
    kernel: int = 5
    padding: int = 1
    decimals: int = 0


@dataclass(frozen=True)
class Solution:
    """What follows: the image with its padding, the width of the output, and what that is beside the image."""

    p: Parameters
    padded: int
    width: int
    beside: str


def solve(p: Parameters) -> Solution:
    """The kernel takes as many places as fit, with a step of 1."""
    padded = p.size + 2 * p.padding
    width = padded - p.kernel + 1
    return Solution(p=p, padded=padded, width=width, beside="smaller" if width < p.size else "larger")


def variant(*, size: int, layer: tuple[int, int]) -> Parameters:
    """A layer that makes its input smaller, or larger."""
    kernel, padding = layer
    return Parameters(size=size, kernel=kernel, padding=padding)


SPACE = Space(
    values={"size": (32, 28, 48, 64, 96, 128), "layer": ((5, 1), (5, 3), (3, 2), (7, 2), (7, 4), (9, 3))},
    build=variant,
)
