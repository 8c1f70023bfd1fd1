"""The output of a convolution, in a text with gaps: a number that is typed, and a menu that follows from it."""

from dataclasses import replace

import numpy as np

from grader import ChoicePart, Cloze, NumberPart, Option, Question, Wrong, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, padded=s.p.size),
        lambda s: replace(s, width=s.width - 1),
        lambda s: replace(s, width=s.p.size),
    )
)
def kernel_takes_all_places(s: Solution) -> bool:
    """The output has as many columns as there are places for the kernel in the padded image."""
    padded = np.pad(np.zeros(s.p.size), s.p.padding)
    return s.padded == padded.size and s.width == np.convolve(padded, np.ones(s.p.kernel), mode="valid").size


@claim(
    refuted_by=(
        lambda s: replace(s, beside="larger" if s.beside == "smaller" else "smaller"),
        lambda s: replace(s, p=replace(s.p, kernel=5, padding=2), beside="larger"),
        lambda s: replace(s, p=replace(s.p, kernel=6, padding=3), beside="smaller"),
    )
)
def padding_is_set_against_the_kernel(s: Solution) -> bool:
    """The output is larger where the padding adds more than the kernel takes away, and smaller where it adds less."""
    return s.beside == ("larger" if 2 * s.p.padding > s.p.kernel - 1 else "smaller")


@misconception
def forgets_the_first_place(p: Parameters) -> float:
    """The places are counted by how far the kernel moves, without the one where it begins."""
    return p.size + 2 * p.padding - p.kernel


@misconception
def ignores_the_padding(p: Parameters) -> float:
    """The kernel is thought to stay within the image without its padding."""
    return p.size - p.kernel + 1


@misconception
def lets_the_kernel_take_away(p: Parameters) -> str:
    """Every convolution is thought to make images smaller, as it would without padding."""
    return "smaller" if p.size - p.kernel + 1 < p.size else "larger"


@misconception
def lets_the_padding_add(p: Parameters) -> str:
    """Any padding is thought to make images larger, whatever the kernel takes away."""
    return "larger" if p.size + 2 * p.padding > p.size else "smaller"


def item(s: Solution) -> Cloze:
    """A part for each gap of the stem, in their order."""
    compared = (padding_is_set_against_the_kernel,)
    return Cloze(
        parts=(
            NumberPart(
                "width",
                answer=s.width,
                decimals=s.p.decimals,
                because=(kernel_takes_all_places,),
                foreseen=(Wrong("first_place", forgets_the_first_place), Wrong("no_padding", ignores_the_padding)),
                weight=2,
            ),
            ChoicePart(
                "beside",
                answer=s.beside,
                options=(
                    Option("smaller", "smaller", compared, lets_the_kernel_take_away if s.beside == "larger" else ""),
                    Option("larger", "larger", compared, lets_the_padding_add if s.beside == "smaller" else ""),
                ),
                weight=1,
            ),
        )
    )


QUESTION = Question(
    id="convolution_shape",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(kernel_takes_all_places, padding_is_set_against_the_kernel),
    tags=("deep learning", "cloze"),
    maximum_mark=3,  # the sum of the weights, which is what Moodle gives
    space=SPACE,
    otherwise=Parameters(padding=3),
    survivors={
        "solver.solve: width < p.size -> width <= p.size": "No layer of the space keeps the width of its image.",
    },
)
