"""An analysis and a regrade in words: for a terminal, as JSON, as a table, as a page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from math import isnan
from typing import Any

import markupsafe

from grader.grading import misconceptions
from grader.grading.analysis import GROUPS, Analysis, Suspect
from grader.grading.cells import as_csv
from grader.grading.misconceptions import Held
from grader.grading.plots import plot
from grader.grading.solved import Solved
from grader.pages.page import page

NOTHING = "\N{EN DASH}"  # where a statistic is not defined

QUIZ_ROWS = (
    ("mean", "mean", True),
    ("median", "median", True),
    ("standard deviation", "standard_deviation", True),
    ("skewness", "skewness", False),
    ("kurtosis", "kurtosis", False),
    ("internal consistency", "cic", False),
    ("error ratio", "error_ratio", False),
    ("standard error", "standard_error", True),
)
_IN_PERCENT = {"cic", "error_ratio"}
WIDTH = 18  # of a question's name, so that a table of statistics fits a terminal of 80 columns
ITEM_COLUMNS = (
    ("facility", "facility"),
    ("  s.d.", "standard_deviation"),
    ("  guess", "random_guess"),
    ("intended", "intended_weight"),
    ("effective", "effective_weight"),
    (" discr.", "discrimination_index"),
    (" effic.", "discriminative_efficiency"),
)


def as_text(analysis: Analysis, solved: Mapping[str, Solved], held: Sequence[Held] = ()) -> Iterator[str]:
    """The statistics as Moodle's report has them, then who chose what, misconceptions, and suspect keys."""
    for name, value in quiz_rows(analysis):
        yield f"{name:<22}{value:>9}"
    yield ""
    width = max(len(item.name[:WIDTH]) for item in analysis.items)
    yield f"{'':{width}}  " + "  ".join(name for name, _ in ITEM_COLUMNS)
    for item, cells in zip(analysis.items, item_rows(analysis), strict=True):
        yield f"{item.name[:WIDTH]:{width}}  " + "  ".join(
            f"{cell:>{len(name)}}" for cell, (name, _) in zip(cells, ITEM_COLUMNS, strict=True)
        )
    for item in analysis.items:
        if item.options:
            yield ""
            yield f"{item.name[:29]:<32}{'count':>6}  {'  '.join(GROUPS)}"
            for option in item.options:
                shares = "  ".join(
                    f"{_share(share):>{len(group)}}" for share, group in zip(option.shares, GROUPS, strict=True)
                )
                yield f"  {'*' if option.keyed else ' '} {option.text[:26]:<28}{option.count:>6}  {shares}"
    if held:
        yield ""
        yield from misconceptions.as_text(held)
    yield ""
    for suspect in analysis.suspects:
        yield from suspicion(analysis, suspect, solved)
    if not analysis.suspects:
        yield "no suspect key: nowhere does the upper third agree on another option than the key"


def suspicion(analysis: Analysis, suspect: Suspect, solved: Mapping[str, Solved]) -> Iterator[str]:
    """A suspect key in words, with what the solver says of it."""
    item = analysis.items[suspect.slot]
    option = next(option for option in item.options if option.option == suspect.option)
    key = ", ".join(repr(keyed.text) for keyed in item.options if keyed.keyed) or "none"
    yield (
        f"suspect key: {item.name}: of the upper third {suspect.chose_it} chose {option.text!r} and "
        f"{suspect.chose_key} the key, {key} (p = {suspect.p_value:.2g})"
    )
    yield f"    {answer_of_solver(analysis, suspect, solved)}"


def answer_of_solver(analysis: Analysis, suspect: Suspect, solved: Mapping[str, Solved]) -> str:
    """What the bank's solver finds for a suspect item."""
    question = analysis.question(suspect)
    known = solved.get(question.id) if question else None
    if known is None:
        return "no bank solves this question"
    if len(known.keyed) == len(known.ids):
        return "the solver finds it void: every option earns the mark"
    theirs = known.ids[suspect.option]
    agreed = "which is theirs" if theirs in known.keyed else f"and theirs is {theirs}"
    return f"the solver finds {', '.join(known.keyed)}, {agreed}"


def as_json(analysis: Analysis, solved: Mapping[str, Solved], held: Sequence[Held] = ()) -> str:
    """Every number, unrounded; undefined ones are null."""
    content: dict[str, Any] = {
        "quiz": asdict(analysis.quiz),
        "items": [
            {
                "number": item.slot.slot.number,
                "name": item.name,
                **asdict(item.statistics),
                "options": [
                    {**asdict(option), "shares": [None if isnan(share) else share for share in option.shares]}
                    for option in item.options
                ],
            }
            for item in analysis.items
        ],
        "suspects": [
            {
                **asdict(suspect),
                "number": analysis.items[suspect.slot].slot.slot.number,
                "name": analysis.items[suspect.slot].name,
                "solver": answer_of_solver(analysis, suspect, solved),
            }
            for suspect in analysis.suspects
        ],
        "misconceptions": [{**asdict(one), "share": one.share} for one in held],
        "left_out": analysis.left_out,
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def items_as_csv(analysis: Analysis) -> bytes:
    """A line an item, unrounded; undefined statistics are empty."""
    return as_csv(
        ("number", "name", "attempts", *(field for _, field in ITEM_COLUMNS)),
        (
            (
                item.slot.slot.number,
                item.name,
                str(item.statistics.attempts),
                *(
                    "" if (value := getattr(item.statistics, field)) is None else repr(float(value))
                    for _, field in ITEM_COLUMNS
                ),
            )
            for item in analysis.items
        ),
    )


def as_page(analysis: Analysis, solved: Mapping[str, Solved], held: Sequence[Held] = (), *, title: str) -> bytes:
    """One self-contained page with a plot for each item. Raises MissingExtraError without matplotlib."""
    drawn = [(item, plot(item)) for item in analysis.items if item.options]
    return page(
        "analysis.html.j2",
        title=title,
        analysis=analysis,
        quiz=quiz_rows(analysis),
        columns=[name.strip() for name, _ in ITEM_COLUMNS],
        rows=list(zip(analysis.items, item_rows(analysis), strict=True)),
        held=held,
        groups=GROUPS,
        share=_share,
        plots=[(item, markupsafe.Markup(drawing.svg), drawing.alt) for item, drawing in drawn],  # noqa: S704 - ours
        suspicions=[list(suspicion(analysis, suspect, solved)) for suspect in analysis.suspects],
    )


def quiz_rows(analysis: Analysis) -> list[tuple[str, str]]:
    """The quiz's statistics by name, those of marks in percent of the largest sum of marks."""
    rows = [("attempts", str(analysis.quiz.attempts))]
    for name, field, of_marks in QUIZ_ROWS:
        value = getattr(analysis.quiz, field)
        if value is None:
            rows.append((name, NOTHING))
        elif of_marks:
            rows.append((name, f"{100 * value / analysis.largest:.2f}%" if analysis.largest else NOTHING))
        else:
            rows.append((name, f"{value:.2f}%" if field in _IN_PERCENT else f"{value:.4f}"))
    return rows


def item_rows(analysis: Analysis) -> list[Sequence[str]]:
    """The statistics of each item in percent."""
    return [[_of_item(item.statistics, field, item.slot.mark) for _, field in ITEM_COLUMNS] for item in analysis.items]


def _of_item(statistics: object, field: str, mark: float) -> str:
    value = getattr(statistics, field)
    if value is None or (field == "standard_deviation" and not mark):
        return NOTHING
    if field == "facility":
        value = 100 * value
    if field == "standard_deviation":
        value = 100 * value / mark
    return f"{value:.2f}%"


def _share(share: float) -> str:
    return NOTHING if isnan(share) else f"{share:.0%}"
