"""The fractions of a mark that Moodle knows, and the percentages by which its XML names them.

Source: question_bank::fraction_options_full in Moodle's question/engine/bank.php (5.1), and the tolerance with which
the importer matches them.
"""

from collections.abc import Iterable
from functools import lru_cache

from grader.errors import MoodleXMLError

TOLERANCE = 1e-5

_POSITIVE = (
    1.0,
    0.9,
    0.8333333,
    0.8,
    0.75,
    0.7,
    0.6666667,
    0.6,
    0.5,
    0.4,
    0.3333333,
    0.3,
    0.25,
    0.2,
    0.1666667,
    0.1428571,
    0.125,
    0.1111111,
    0.1,
    0.05,
)

_IN_MOODLES_ORDER = (0.0, *_POSITIVE, *(-fraction for fraction in reversed(_POSITIVE)))

FRACTIONS = tuple(sorted(_IN_MOODLES_ORDER))


@lru_cache(maxsize=1024)  # files of thousands of questions name a few fractions
def nearest(fraction: float) -> float:
    """The fraction of Moodle's list that is closest; of two as close, the one that stands first in its list."""
    return min(_IN_MOODLES_ORDER, key=lambda known: abs(known - fraction))


def is_accepted(fraction: float) -> bool:
    """Whether Moodle imports a question with this fraction under its default, `matchgrades=error`."""
    return abs(nearest(fraction) - fraction) < TOLERANCE


def require_accepted(fractions: Iterable[float], where: str) -> None:
    """Raise MoodleXMLError for the first that Moodle refuses. where: the question that has them."""
    for fraction in fractions:
        if not is_accepted(fraction):
            raise MoodleXMLError(
                f"{where}: expected a fraction that Moodle knows, received {fraction:.5%}; "
                "`grader check-xml` names them all"
            )


def percentage(fraction: float) -> str:
    """A fraction as the XML writes it: 100, 33.33333, -16.66667."""
    written = f"{fraction * 100:.5f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
