"""Drawing: SVG of the same bytes for the same numbers, that a page can hold."""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import Formatter

INK, ACCENT, MUTED = "#1b1f24", "#b3401f", "#6b7785"
COLOURS = ("#0b6e99", "#b3401f", "#4d7c2a", "#7a4aa8", "#8a6d00", "#5c5c5c")


@dataclass(frozen=True)
class Plot:
    """A picture, its title, and what it shows in words."""

    title: str
    svg: str
    alt: str


def draw(fill: Callable[["Axes"], object], *, height: float = 3.2, decimal: str = ".") -> str:
    """An SVG without date or random ids, its text as text, whatever a person has set for matplotlib.

    decimal: the mark in the numbers beside the axes. Raises MissingExtraError without matplotlib.
    """
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError(f"plots need matplotlib: pip install 'exams-as-code[page]' ({error})") from error
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # whoever looks at it has letters of their own
        mpl.rcdefaults()
        mpl.rcParams.update(
            {"svg.hashsalt": "grader", "svg.fonttype": "none", "font.size": 9, "font.family": "sans-serif"}
        )
        figure = Figure(figsize=(7.2, height), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(_ticks(decimal))
        fill(axes)
        text = io.StringIO()
        figure.set_canvas(FigureCanvasSVG(figure))
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()[text.getvalue().index("<svg") :]


def _ticks(decimal: str) -> "Formatter":
    """How numbers stand beside an axis: as matplotlib writes them, with a language's decimal mark."""
    from matplotlib.ticker import ScalarFormatter

    class Ticks(ScalarFormatter):
        def __call__(self, x: float, pos: int | None = None) -> str:
            return super().__call__(x, pos).replace(".", decimal)

        def get_offset(self) -> str:
            return super().get_offset().replace(".", decimal)

    return Ticks()
