"""Drawing: SVG of the same bytes for the same numbers, that a page can hold."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, ACCENT, MUTED = "#1b1f24", "#b3401f", "#6b7785"
COLOURS = ("#0b6e99", "#b3401f", "#4d7c2a", "#7a4aa8", "#8a6d00", "#5c5c5c")


@dataclass(frozen=True)
class Plot:
    """A picture, its title, and what it shows in words."""

    title: str
    svg: str
    alt: str


def draw(fill: Callable[["Axes"], None], *, height: float = 3.2) -> str:
    """An SVG without date or random ids, its text as text. Raises MissingExtraError without matplotlib."""
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError(f"plots need matplotlib: pip install 'exams-as-code[page]' ({error})") from error
    with mpl.rc_context(
        {"svg.hashsalt": "grader", "svg.fonttype": "none", "font.size": 9, "font.family": "sans-serif"}
    ):
        figure = Figure(figsize=(7.2, height), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        fill(axes)
        text = io.StringIO()
        figure.set_canvas(FigureCanvasSVG(figure))
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()[text.getvalue().index("<svg") :]
