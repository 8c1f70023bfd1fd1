"""The plots of a measured answer, as SVG, each with a description computed from the same numbers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, inf, isnan, log, log10
from typing import TYPE_CHECKING

from grader.design import Design, Run, Verdict
from grader.pages.drawing import ACCENT, COLOURS, INK, MUTED, Plot, draw
from grader.stability.bars import bar
from grader.stability.phrasing import Phrasing
from grader.stability.sentences import against, bars_said
from grader.stability.statistics import OptionStatistics, Statistics
from grader.stability.tally import Tally, counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_STEPS = 200
MOST_SEEDS = 300
ROW = 0.42
"""Inches of a line of a plot."""


def plots(runs: Sequence[Run], design: Design, statistics: Statistics, phrasing: Phrasing) -> dict[str, Plot]:
    """Every plot of a record that has complete seeds, by what it shows, in the phrasing's language.

    Raises MissingExtraError without matplotlib.
    """
    say, paths = phrasing.say, _telling(e_value_paths(runs, design))
    drawn = {
        "values": Plot(
            say("values", metric=phrasing.metric(design.metric)),
            _values(statistics, design, phrasing),
            _describe_values(statistics, phrasing),
        ),
        "shares": Plot(say("shares"), _shares(statistics, phrasing), _describe_shares(statistics, phrasing)),
    }
    if statistics.pairs:
        described = _describe_differences(statistics, phrasing)
        drawn["differences"] = Plot(say("differences"), _differences(statistics, design, phrasing), described)
    if paths:
        verdict = counted(runs, design).verdict(design.statements[0])
        svg = draw(lambda axes: _evidence(axes, paths, verdict, design, phrasing), decimal=phrasing.decimal)
        described = say("e-values plot", bars=bars_said(_heights(paths, design), phrasing))
        drawn["e-values"] = Plot(say("e-values"), svg, described)
    return drawn


def shown_seeds(seeds: int) -> range:
    """The places of the seeds that are drawn: of very many, some that lie evenly among all."""
    return range(0, seeds, ceil(seeds / MOST_SEEDS) or 1)


def e_value_paths(runs: Sequence[Run], design: Design) -> Mapping[str, list[tuple[int, float]]]:
    """The e-values of the first statement (log 10) after each number of seeds, at most MOST_STEPS of them, by name."""
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
        for statement in design.statements[:1] if place % step == 0 else ():
            verdict = so_far.verdict(statement)
            for name, log_e in verdict.log_e_values.items():
                paths.setdefault(name, []).append((verdict.seeds, log_e / log(10)))
    return paths


def _telling(paths: Mapping[str, list[tuple[int, float]]]) -> Mapping[str, list[tuple[int, float]]]:
    """Those paths that end above nothing; all where none does."""
    return {name: path for name, path in paths.items() if path[-1][1] > 0} or paths


def _heights(names: Iterable[str], design: Design) -> list[float]:
    """The bars of these e-values of the first statement."""
    return sorted({bar(design.statements[0], name, design) for name in names})


def contest(statistics: Statistics) -> tuple[list[OptionStatistics], list[OptionStatistics]]:
    """The options that contend, and those that lie far off: their mean is none that the leading option ever had."""
    leader = max(statistics.options, key=lambda option: option.mean if not isnan(option.mean) else -inf)
    near = [option for option in statistics.options if leader.lowest <= option.mean <= leader.highest]
    near = near or list(statistics.options)  # where no mean is a number, nobody is ahead
    return near, [option for option in statistics.options if option not in near]


def _parted(near: int, far: int, fill: Callable[["Axes", "Axes | None"], object], phrasing: Phrasing) -> str:
    """A plot of rows that are near each other above some that have a scale of their own."""

    def parted(axes: "Axes") -> None:
        if not far:
            fill(axes, None)
            return
        figure = axes.get_figure(root=True)
        assert figure is not None  # axes that are drawn have one
        axes.remove()
        upper, lower = figure.subplots(2, 1, height_ratios=[near, far])
        for part in (upper, lower):
            part.spines[["top", "right"]].set_visible(False)
            part.xaxis.set_major_formatter(lambda x, _: phrasing.tick(x))
        fill(upper, lower)

    return draw(parted, height=0.9 + ROW * (near + far) + (0.6 if far else 0), decimal=phrasing.decimal)


def _values(statistics: Statistics, design: Design, phrasing: Phrasing) -> str:
    near, far = contest(statistics)
    metric = phrasing.metric(design.metric)

    def fill(upper: "Axes", lower: "Axes | None") -> None:
        _every_seed(upper, near, phrasing)
        upper.set_xlabel(phrasing.say("near axis", metric=metric))
        if lower is not None:
            _every_seed(lower, far, phrasing)
            lower.set_xlabel(phrasing.say("far axis", metric=metric))

    return _parted(len(near), len(far), fill, phrasing)


def _every_seed(axes: "Axes", options: Sequence[OptionStatistics], phrasing: Phrasing) -> None:
    shown = shown_seeds(len(options[0].values))
    rows = range(len(options))
    for seed in shown:
        axes.plot([option.values[seed] for option in options], rows, color=MUTED, linewidth=0.5, alpha=0.35, zorder=1)
    for row, option in enumerate(options):
        values = [option.values[seed] for seed in shown]
        axes.scatter(values, [row] * len(shown), s=16, color=COLOURS[0], alpha=0.6, zorder=2)
        axes.scatter([option.mean], [row], marker="|", s=300, color=INK, zorder=3)
        axes.scatter([option.source], [row], marker="D", s=36, facecolor="none", edgecolor=ACCENT, zorder=4)
    _rows(axes, [phrasing.label(option.option) for option in options])


def _shares(statistics: Statistics, phrasing: Phrasing) -> str:
    def fill(axes: "Axes", _: "Axes | None") -> None:
        for row, option in enumerate(statistics.options):
            axes.plot(option.sequence, [row] * 2, color=MUTED, linewidth=2, solid_capstyle="butt")
            axes.plot(option.wilson, [row] * 2, color=COLOURS[0], linewidth=6, solid_capstyle="butt", alpha=0.6)
            axes.plot([option.share], [row], "o", color=INK, markersize=5)
        _rows(axes, [phrasing.label(option.option) for option in statistics.options])
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter(lambda x, _: phrasing.percent(x))
        axes.set_xlabel(phrasing.say("shares axis"))

    return _parted(len(statistics.options), 0, fill, phrasing)


def _differences(statistics: Statistics, design: Design, phrasing: Phrasing) -> str:
    contending = {option.option for option in contest(statistics)[0]}
    near = [pair for pair in statistics.pairs if {pair.one, pair.other} <= contending]
    far = [pair for pair in statistics.pairs if pair not in near]
    if not near:
        near, far = far, []
    axis = phrasing.say("differences axis", metric=phrasing.metric(design.metric))

    def fill(upper: "Axes", lower: "Axes | None") -> None:
        for axes, pairs in ((upper, near), (lower, far)):
            if axes is None:
                continue
            for row, pair in enumerate(pairs):
                axes.plot([pair.low, pair.high], [row] * 2, color=COLOURS[0], linewidth=3, solid_capstyle="butt")
                axes.plot([pair.difference], [row], "o", color=INK, markersize=5)
            axes.axvline(0, color=INK, linewidth=0.8)
            names = [phrasing.say("pair", one=phrasing.label(p.one), other=phrasing.label(p.other)) for p in pairs]
            _rows(axes, names)
        (lower or upper).set_xlabel(axis)

    return _parted(len(near), len(far), fill, phrasing)


def _evidence(
    axes: "Axes", paths: Mapping[str, list[tuple[int, float]]], verdict: Verdict, design: Design, phrasing: Phrasing
) -> None:
    [statement, *_] = design.statements
    for number, (name, path) in enumerate(paths.items()):
        colour, style = COLOURS[number % len(COLOURS)], ("-", "--", ":", "-.")[number // len(COLOURS) % 4]
        _, of_option, option = name.rpartition(": ")
        label = phrasing.label(option) if of_option else against(statement, name, verdict, phrasing)
        axes.plot(*zip(*path, strict=True), style, color=colour, linewidth=1.3, label=label)
    for height in _heights(paths, design):
        axes.axhline(log10(height), color=INK, linewidth=0.8, linestyle="--")
    axes.set_xlabel(phrasing.say("seeds"))
    axes.set_ylabel(phrasing.say("e-values axis"))
    axes.yaxis.set_major_formatter(lambda y, _: f"$10^{{{y:g}}}$")
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))


def _rows(axes: "Axes", names: Sequence[str]) -> None:
    """Name the rows, the first on top."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)


def _describe_values(statistics: Statistics, phrasing: Phrasing) -> str:
    parts = [
        f"{phrasing.label(option.option)}: {phrasing.interval(option.lowest, option.highest)}, "
        f"{phrasing.say('mean')} {phrasing.number(option.mean)}"
        for option in statistics.options
    ]
    shown = len(shown_seeds(statistics.seeds))
    fewer = phrasing.say("shown seeds", shown=shown, seeds=statistics.seeds) if shown < statistics.seeds else ""
    return " ".join(filter(None, [f"{'; '.join(parts)}.", phrasing.say("values plot"), fewer]))


def _describe_shares(statistics: Statistics, phrasing: Phrasing) -> str:
    parts = [
        f"{phrasing.label(option.option)}: {phrasing.percent(option.share)} "
        f"({phrasing.percent(option.wilson[0])} … {phrasing.percent(option.wilson[1])})"
        for option in statistics.options
    ]
    return f"{'; '.join(parts)}."


def _describe_differences(statistics: Statistics, phrasing: Phrasing) -> str:
    parts = [
        f"{phrasing.say('pair', one=phrasing.label(pair.one), other=phrasing.label(pair.other))}: "
        f"{phrasing.number(pair.difference, signed=True)} ({phrasing.interval(pair.low, pair.high, signed=True)})"
        for pair in statistics.pairs
    ]
    return f"{'; '.join(parts)}."
