"""Who chose what, by ability: a plot for each item, with a description of the same numbers."""

from math import isnan
from typing import TYPE_CHECKING

from grader.grading.analysis import GROUPS, Item
from grader.pages.drawing import COLOURS, Plot, draw

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LETTERS = 40
NOTHING = "\N{EN DASH}"
STYLES = ("-", "--", ":", "-.")


def plot(item: Item) -> Plot:
    """The share of each option by ability group. Raises MissingExtraError without matplotlib."""
    return Plot(item.name, draw(lambda axes: _shares(axes, item)), _describe(item))


def _shares(axes: "Axes", item: Item) -> None:
    for number, option in enumerate(item.options):
        axes.plot(
            range(len(GROUPS)),
            [100 * share for share in option.shares],
            STYLES[number // len(COLOURS) % len(STYLES)],
            color=COLOURS[number % len(COLOURS)],
            marker="o",
            markersize=4,
            linewidth=2.6 if option.keyed else 1.2,
            label=f"{'✓ ' if option.keyed else ''}{_literal(option.text)}",
        )
    axes.set_xticks(range(len(GROUPS)), GROUPS)
    axes.set_ylim(-3, 103)
    axes.set_ylabel("chosen by, in percent")
    axes.legend(fontsize=7, frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))


def _literal(text: str) -> str:
    """A short text that matplotlib takes neither for mathematics nor for a label to leave out."""
    short = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
    return short.replace("$", r"\$").lstrip("_")


def _describe(item: Item) -> str:
    parts = [
        f"{option.text}{' (key)' if option.keyed else ''} "
        + ", ".join(NOTHING if isnan(share) else f"{share:.0%}" for share in option.shares)
        for option in item.options
    ]
    return f"Share of each option in the {', '.join(GROUPS)} by the marks on the other questions: {'; '.join(parts)}."
