"""The image that a concave mirror makes: words that are dragged into a text.

The idea to copy: the words are computed, gap by gap, and a wrong word comes of a wrong solver, or of a reasoning that
is said in words.
"""

from dataclasses import replace
from math import isclose

from grader import Choice, DragIntoText, Gap, Question, claim, misconception

from .solver import (
    ENLARGED,
    INVERTED,
    REAL,
    REDUCED,
    SPACE,
    UPRIGHT,
    VIRTUAL,
    Parameters,
    Solution,
    solve,
)


def _imaged(s: Solution, distance: float, nature: str) -> Solution:
    """The image at a distance, of the object that has it there."""
    p = replace(s.p, focal=10.0, distance=10 + 100 / (distance - 10))
    return replace(s, p=p, distance=distance, nature=nature)


def _magnified(s: Solution, times: float, way: str, size: str) -> Solution:
    """The image so many times as large, of the object that has it."""
    return replace(s, p=replace(s.p, focal=10.0, distance=10 - 10 / times), magnification=times, way=way, size=size)


@claim(
    refuted_by=(
        lambda s: replace(s, distance=-s.distance),
        lambda s: replace(s, nature=REAL if s.nature == VIRTUAL else VIRTUAL),
        lambda s: _imaged(s, 0.5, VIRTUAL),
        lambda s: _imaged(s, -0.5, REAL),
    )
)
def distance_is_newtons(s: Solution) -> bool:
    """The distances from the focus multiply to the square of the focal length; in front, the image is real."""
    product = (s.p.distance - s.p.focal) * (s.distance - s.p.focal)
    return isclose(product, s.p.focal**2) and s.nature == (REAL if s.distance > 0 else VIRTUAL)


@claim(
    refuted_by=(
        lambda s: replace(s, magnification=-s.magnification),
        lambda s: replace(s, way=UPRIGHT if s.way == INVERTED else INVERTED),
        lambda s: replace(s, size=REDUCED if s.size == ENLARGED else ENLARGED),
        lambda s: _magnified(s, 0.5, INVERTED, REDUCED),
        lambda s: _magnified(s, -0.5, UPRIGHT, REDUCED),
        lambda s: _magnified(s, 0.5, UPRIGHT, ENLARGED),
        lambda s: _magnified(s, 1.2, UPRIGHT, REDUCED),
        lambda s: _magnified(s, -1.2, INVERTED, REDUCED),
    )
)
def magnification_tells_way_and_size(s: Solution) -> bool:
    """An image is inverted where the magnification is negative, and enlarged where it exceeds 1, whatever its sign."""
    found = s.p.focal / (s.p.focal - s.p.distance)
    way = s.way == (UPRIGHT if found > 0 else INVERTED)
    size = s.size == (ENLARGED if found**2 > 1 else REDUCED)
    return isclose(s.magnification, found) and way and size


@misconception
def finds_every_image_in_front(p: Parameters) -> str:
    """The inverse of the object's distance is added to that of the focal length, so that every image is real."""
    return REAL if 1 / (1 / p.focal + 1 / p.distance) > 0 else VIRTUAL


@misconception
def makes_every_image_small(p: Parameters) -> str:
    """The inverses of the distances are added, so that every image is nearer than the object, and small."""
    return REDUCED if 1 / (1 / p.focal + 1 / p.distance) < p.distance else ENLARGED


def item(s: Solution) -> DragIntoText:
    """Choices are dragged into the gaps of their group: no key is declared, but found by their values."""
    both = (magnification_tells_way_and_size,)
    return DragIntoText(
        gaps=(
            Gap("nature", s.nature, because=(distance_is_newtons,), group="natures"),
            Gap("way", s.way, because=both, group="ways"),
            Gap("size", s.size, because=both, group="sizes"),
        ),
        choices=(
            Choice(REAL, REAL, group="natures", misconception=finds_every_image_in_front),
            Choice(
                VIRTUAL,
                VIRTUAL,
                group="natures",
                misconception="Every image that one sees in a mirror is thought to be behind it.",
            ),
            Choice(
                INVERTED,
                INVERTED,
                group="ways",
                misconception="A concave mirror is thought to turn every image around.",
            ),
            Choice(
                UPRIGHT,
                UPRIGHT,
                group="ways",
                misconception="Every mirror is thought to show things as a flat one does.",
            ),
            Choice(
                ENLARGED,
                ENLARGED,
                group="sizes",
                misconception="A concave mirror is thought to enlarge, as one for shaving does.",
            ),
            Choice(REDUCED, REDUCED, group="sizes", misconception=makes_every_image_small),
        ),
    )


QUESTION = Question(
    id="mirror_image",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(distance_is_newtons, magnification_tells_way_and_size),
    tags=("physics", "drag-into-text"),
    space=SPACE,
    otherwise=Parameters(distance=5.0),
    survivors={
        "solver.solve: distance > 0 -> distance >= 0": ("No image lies in the mirror."),
        "solver.solve: 0 -> 1 in distance > 0": ("No image of the space lies so near to the mirror."),
        "solver.solve: 0 -> -1 in distance > 0": ("No image of the space lies so near to the mirror."),
        "solver.solve: magnification > 0 -> magnification >= 0": ("No image is of size zero."),
        "solver.solve: 0 -> 1 in magnification > 0": ("An upright image of a concave mirror is always enlarged."),
        "solver.solve: 0 -> -1 in magnification > 0": (
            "The image of the exam is enlarged; where a variant has a reduced one, a claim fails."
        ),
        "solver.solve: abs(magnification) > 1 -> abs(magnification) >= 1": (
            "No object of the space stands where its image has its own size."
        ),
        "solver.solve: 1 -> 0 in abs(magnification) > 1": (
            "The image of the exam is enlarged; where a variant has a reduced one, a claim fails."
        ),
    },
)
