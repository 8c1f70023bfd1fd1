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


@claim(
    refuted_by=(
        lambda s: replace(s, distance=-s.distance),
        lambda s: replace(s, nature=REAL if s.nature == VIRTUAL else VIRTUAL),
    )
)
def distance_is_newtons(s: Solution) -> bool:
    """The distances from the focus multiply to the square of the focal length; in front, the image is real."""
    product = (s.p.distance - s.p.focal) * (s.distance - s.p.focal)
    return isclose(product, s.p.focal**2) and {REAL: s.distance > 0, VIRTUAL: s.distance < 0}[s.nature]


@claim(
    refuted_by=(
        lambda s: replace(s, magnification=-s.magnification),
        lambda s: replace(s, way=UPRIGHT if s.way == INVERTED else INVERTED),
        lambda s: replace(s, size=REDUCED if s.size == ENLARGED else ENLARGED),
    )
)
def magnification_tells_way_and_size(s: Solution) -> bool:
    """An image is inverted where the magnification is negative, and enlarged where it exceeds 1, whatever its sign."""
    found = s.p.focal / (s.p.focal - s.p.distance)
    way = {INVERTED: found < 0, UPRIGHT: found > 0}[s.way]
    return isclose(s.magnification, found) and way and {ENLARGED: found**2 > 1, REDUCED: found**2 < 1}[s.size]


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
)
