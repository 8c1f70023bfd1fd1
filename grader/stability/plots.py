"""The plots of a measured answer, as SVG, each with a description computed from the same numbers."""

from collections.abc import Mapping, Sequence
from math import ceil, log, log10
from typing import TYPE_CHECKING

from grader.model import Design, Run
from grader.pages.drawing import ACCENT, COLOURS, INK, MUTED, Plot, draw
from grader.stability.statistics import Statistics
from grader.stability.tally import Tally
from grader.stability.weighing import ALPHA

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_STEPS = 200
MOST_SEEDS = 300
DARK = 0.6  # from here on, a correlation's colour needs white letters


def plots(runs: Sequence[Run], design: Design, statistics: Statistics) -> list[Plot]:
    """Every plot of a record that has complete seeds.

    Raises MissingExtraError without matplotlib.
    """
    paths = e_value_paths(runs, design)
    return [
        Plot("Every seed", draw(lambda axes: _every_seed(axes, statistics)), _describe_values(statistics, design)),
        Plot("How often each was the best", draw(lambda axes: _shares(axes, statistics)), _describe_shares(statistics)),
        Plot("Evidence as seeds accumulate", draw(lambda axes: _evidence(axes, paths)), _describe_evidence(paths)),
        Plot(
            "Agreement over seeds",
            draw(lambda axes: _agreement(axes, statistics), height=3.6),
            _describe_agreement(statistics),
        ),
    ]


def e_value_paths(runs: Sequence[Run], design: Design) -> Mapping[str, list[tuple[int, float]]]:
    """The largest e-value of each statement (log 10) after each number of seeds, at most MOST_STEPS of them."""
    series = design.plan[0]
    by_seed: dict[int, list[Run]] = {}
    for run in runs:
        if (run.id.protocol, run.id.reading) == (series.protocol, series.reading):
            by_seed.setdefault(run.id.seed, []).append(run)
    seeds = sorted(by_seed)
    step = max(1, len(seeds) // MOST_STEPS)
    paths: dict[str, list[tuple[int, float]]] = {}
    so_far = Tally(design)
    for place, seed in enumerate(seeds, start=1):
        so_far.extend(by_seed[seed])
        for statement in design.statements if place % step == 0 else ():
            verdict = so_far.verdict(statement)
            for name, log_e in verdict.log_e_values.items():
                paths.setdefault(f"{verdict.statement}, {name}", []).append((so_far.credit().seeds, log_e / log(10)))
    return paths


def _every_seed(axes: "Axes", statistics: Statistics) -> None:
    positions = range(len(statistics.options))
    shown = range(0, statistics.seeds, ceil(statistics.seeds / MOST_SEEDS))
    for seed in shown:
        values = [option.values[seed] for option in statistics.options]
        axes.plot(positions, values, color=MUTED, linewidth=0.5, alpha=0.35, zorder=1)
    for position, option in enumerate(statistics.options):
        values = [option.values[seed] for seed in shown]
        axes.scatter([position] * len(shown), values, s=16, color=COLOURS[0], alpha=0.6, zorder=2)
        axes.scatter([position], [option.mean], marker="_", s=400, color=INK, zorder=3)
        axes.scatter([position], [option.source], marker="D", s=36, facecolor="none", edgecolor=ACCENT, zorder=4)
    axes.set_xticks(list(positions), [option.option for option in statistics.options])
    axes.set_ylabel("a dot a seed, a dash the mean,\na diamond the source's run")


def _shares(axes: "Axes", statistics: Statistics) -> None:
    for position, option in enumerate(statistics.options):
        axes.plot(option.sequence, [position] * 2, color=MUTED, linewidth=2, solid_capstyle="butt")
        axes.plot(option.wilson, [position] * 2, color=COLOURS[0], linewidth=6, solid_capstyle="butt", alpha=0.6)
        axes.plot([option.share], [position], "o", color=INK, markersize=5)
    axes.set_yticks(range(len(statistics.options)), [option.option for option in statistics.options])
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("share of seeds: Wilson's interval (thick), confidence sequence (thin)")


def _evidence(axes: "Axes", paths: Mapping[str, list[tuple[int, float]]]) -> None:
    for number, (name, path) in enumerate(paths.items()):
        style = ("-", "--", ":", "-.")[number // len(COLOURS) % 4]
        axes.plot(*zip(*path, strict=True), style, color=COLOURS[number % len(COLOURS)], linewidth=1.3, label=name)
    axes.axhline(log10(1 / ALPHA), color=INK, linewidth=0.8)
    axes.set_xlabel("complete seeds")
    axes.set_ylabel("e-value, power of ten\n(the line: 1/alpha)")
    axes.legend(fontsize=6, frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))


def _agreement(axes: "Axes", statistics: Statistics) -> None:
    names = [option.option for option in statistics.options]
    grid = [
        [statistics.correlations.get((a, b), statistics.correlations.get((b, a), 1.0)) for b in names] for a in names
    ]
    axes.imshow(grid, cmap="RdBu", vmin=-1, vmax=1)
    for row, line in enumerate(grid):
        for column, value in enumerate(line):
            axes.text(
                column, row, f"{value:.2f}", ha="center", va="center", color="white" if abs(value) > DARK else INK
            )
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(range(len(names)), names)
    axes.spines[:].set_visible(False)


def _describe_values(statistics: Statistics, design: Design) -> str:
    parts = [
        f"{option.option} from {option.lowest:.3f} to {option.highest:.3f}, mean {option.mean:.3f}"
        for option in statistics.options
    ]
    return f"{design.metric.capitalize()} of {statistics.seeds} seeds by option: {'; '.join(parts)}."


def _describe_shares(statistics: Statistics) -> str:
    parts = [
        f"{option.option} {option.share:.0%} (Wilson {option.wilson[0]:.0%} to {option.wilson[1]:.0%})"
        for option in statistics.options
    ]
    return f"Share of {statistics.seeds} seeds in which each option was the best: {'; '.join(parts)}."


def _describe_evidence(paths: Mapping[str, list[tuple[int, float]]]) -> str:
    parts = []
    for name, path in paths.items():
        crossed = next((count for count, log_e in path if log_e >= log10(1 / ALPHA)), None)
        parts.append(f"{name} {f'reaches 1/alpha after {crossed} seeds' if crossed else 'never reaches 1/alpha'}")
    return f"E-values as seeds accumulate: {'; '.join(parts)}."


def _describe_agreement(statistics: Statistics) -> str:
    parts = [f"{one} with {other} {value:.2f}" for (one, other), value in statistics.correlations.items()]
    return f"Correlation over seeds: {'; '.join(parts) or 'one option alone'}."
