"""What a repair says: for people, in 80 columns, and for programs."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from textwrap import wrap

from grader.counting import named, number_of
from grader.stability.planning import MOST
from grader.stability.repair import Offered, Repair
from grader.stability.weighing import PRESET

SCHEMA = 1
"""Of what programs are told; it stands in `README.md` beside this module."""

_COLUMNS = 80
_MANY_DIGITS = 6 * math.log(10)


def as_text(question: str, repair: Repair, *, whole: bool, lists_all: str, presets: str) -> Iterator[str]:
    """The wordings with their evidence, the strongest first; what would have to be done; a line that counts.

    whole: those, too, that are true of too few seeds to be certified ever. lists_all, presets: the options of the
    command that do so.
    """
    shown = [one for one in repair.offered if whole or one.afresh is not None]
    yield from _paragraph(
        f"{question}: what else its record could be asked, and what is true of at least {share_said(repair.p0)} of the "
        f"seeds. One wording of {repair.looked_at} that were looked at needs an e-value of {repair.bar:,.0f}; one that "
        f"is preset needs {PRESET.certifying:.0f}, of seeds that are measured afterwards."
    )
    for one in shown:
        yield ""
        yield from _lines(one, repair)
    yield ""
    if hidden := len(repair.offered) - len(shown):
        yield from _paragraph(
            f"{number_of(hidden, 'more is', 'more are')} true of too few seeds ever to be certified: {lists_all} "
            f"lists {named(hidden, 'it', 'them')}."
        )
    yield from _paragraph(f"Nothing is changed. To have one measured afresh: {presets}")
    seeds = number_of(repair.offered[0].seeds, "seed")
    yield f"{question}: {len(shown)} of {number_of(repair.looked_at, 'wording')} shown, {seeds}"


def as_json(question: str, repair: Repair) -> bytes:
    """The same for programs, of every wording."""
    content = {
        "schema": SCHEMA,
        "question": question,
        "share": repair.p0,
        "looked_at": repair.looked_at,
        "bar": repair.bar,
        "bar_if_preset": PRESET.certifying,
        "seconds_a_run": repair.seconds_a_run,
        "wordings": [asdict(one) for one in repair.offered],
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def share_said(share: float) -> str:
    """A share that somebody asked for, with all its digits."""
    return f"{100 * share:g}%"


def _lines(one: Offered, repair: Repair) -> Iterator[str]:
    low, high = one.agrees
    picked = "certified" if one.log_e >= math.log(repair.bar) else "not certified"
    yield from _paragraph(one.wording, indent="  ")
    own = f"{one.credit / one.seeds:.0%} ({low:.0%} to {high:.0%})"
    agrees = f"true of {one.credit:g} of {number_of(one.seeds, 'seed')}; a student's own run agrees in {own}"
    yield from _paragraph(agrees, indent="    ")
    yield f"    e-value {_number(one.log_e)}: {picked} as one that was picked"
    yield from _paragraph(f"if preset: {_afresh(one, repair.p0)}", indent="    ")


def _afresh(one: Offered, p0: float) -> str:
    plan = one.afresh
    if plan is None:
        return f"never, as long as it is true of at most {share_said(p0)} of the seeds"
    assumed = "every seed" if plan.share == 1 else f"{plan.share:.1%}"
    if plan.median is None:
        return f"more than {MOST} seeds, if it is true of {assumed}"
    time = "time unknown" if one.minutes is None else number_of(round(one.minutes), "minute")
    ninety = f"more than {MOST}" if plan.ninety is None else plan.ninety
    return (
        f"{number_of(plan.median, 'more seed')} of {number_of(one.runs_a_seed, 'run')} each ({time}), {ninety} with "
        f"90% certainty, if it is true of {assumed}"
    )


def _number(log_e: float) -> str:
    """An e-value, given its logarithm: a power of ten where it has many digits."""
    if log_e > _MANY_DIGITS:
        return f"10^{log_e / math.log(10):.0f}"
    value = math.exp(log_e)
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"  # noqa: PLR2004 - two digits


def _paragraph(text: str, indent: str = "") -> list[str]:
    return wrap(text, _COLUMNS, initial_indent=indent, subsequent_indent=indent + "  " * bool(indent))
