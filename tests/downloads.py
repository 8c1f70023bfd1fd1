"""Downloads of a quiz in the layout of a real Moodle, made from an exam's file and what each participant chose."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from places import ROOT
from quizzes import multiple_choice

from grader.kinds.multiple_choice.marking import award
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import write
from grader.moodle.downloads.sheet import Sheet
from grader.moodle.flatten import downloaded, to_plain_text
from grader.moodle.quiz import Answer, Markup, Quiz

EXPORTS = ROOT / "exports" / "moodle"
DATES = ("Finished", "23 November 2026  6:13 AM", "23 November 2026  6:23 AM", "10 mins")

Choice = tuple[int, ...]
"""The options that somebody chose, as indices, in the order in which they were shown; none for a blank."""


@dataclass(frozen=True)
class Sat:
    """A participant's attempt: what was chosen of each question, and the columns before.

    grade: as the download shows it; where nothing else is said, the one that the choices earn.
    """

    who: str
    choices: Sequence[Choice]
    grade: str | None = None
    state: tuple[str, str, str, str] = DATES
    shown: Sequence[Sequence[int]] = field(default_factory=tuple)


def question(
    *options: tuple[str, float], stem: str = "Which?", name: str = "q", single: bool = True, mark: float = 1.0
) -> MultipleChoice:
    answers = tuple(Answer(fraction, Markup(text)) for text, fraction in options)
    return MultipleChoice(name, Markup(stem), answers, single=single, maximum_mark=mark, idnumber=name)


def exam_file(*questions: MultipleChoice) -> bytes:
    return write(Quiz(questions))


def header(slots: int, *, grade: str = "Grade/10.00", texts: bool = False) -> list[str]:
    names = ("Question", "Response", "Right answer") if texts else ("Response",)
    base = ["Last name", "First name", "Email address", "Status", "Started", "Completed", "Duration"]
    return [*base, *([grade] if grade else []), *(f"{name} {slot + 1}" for slot in range(slots) for name in names)]


def table(
    content: bytes, attempts: Sequence[Sat], *, grade: str = "Grade/10.00", texts: bool = False
) -> list[list[str]]:
    """The report's rows for an exam's file; `texts` adds question text and right answer."""
    questions = multiple_choice(content)
    rows = [header(len(questions), grade=grade, texts=texts)]
    for sat in attempts:
        cells = [f"Last {sat.who}", f"First {sat.who}", f"{sat.who}@example.com", *sat.state]
        cells += [shown(questions, sat, grade) if sat.grade is None else sat.grade] if grade else []
        for place, (asked, chosen) in enumerate(zip(questions, sat.choices, strict=True)):
            order = sat.shown[place] if sat.shown else range(len(asked.answers))
            cells += _of_question(asked, chosen, order) if texts else [response(asked, chosen)]
        rows.append(cells)
    return rows


def drawn_table(attempts: Sequence[tuple[Sequence[MultipleChoice], Sat]]) -> list[list[str]]:
    """The report's rows, with texts, of a quiz whose slots ask each attempt questions of its own."""
    tables = [table(exam_file(*asked), [sat], texts=True) for asked, sat in attempts]
    return [tables[0][0], *(of_one[1] for of_one in tables)]


def shown(questions: Sequence[MultipleChoice], sat: Sat, header: str) -> str:
    """The grade that Moodle shows of an attempt under a header such as `Grade/10.00`."""
    if sat.state[0] != "Finished":
        return "-"
    maximum = Decimal(header.rpartition("/")[2].replace(",", "."))
    marks = [
        award((asked.answers[option].fraction for option in chosen), single=asked.single) * asked.maximum_mark
        for asked, chosen in zip(questions, sat.choices, strict=True)
    ]
    total = sum(Decimal(repr(asked.maximum_mark)) for asked in questions)
    kept = _rounded(Decimal(repr(round(sum(marks), 9))), Decimal("0.00001"))
    return str(_rounded(_rounded(kept * maximum / total, Decimal("0.00001")), maximum))


def _rounded(value: Decimal, like: Decimal) -> Decimal:
    return value.quantize(like, ROUND_HALF_UP)


def response(asked: MultipleChoice, chosen: Choice) -> str:
    """The cell: joined, then cut. A blank is a dash; what was chosen and shows nothing leaves the cell empty."""
    return downloaded("; ".join(plain(asked.answers[option].markup.text) for option in chosen)) if chosen else "-"


plain = cache(to_plain_text)


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _of_question(asked: MultipleChoice, chosen: Choice, order: Sequence[int]) -> list[str]:
    options = "; ".join(plain(asked.answers[option].markup.text) for option in order)
    right = [option for option in order if asked.answers[option].fraction > (0.99 if asked.single else 0)]
    named = right[:1] if asked.single else right
    return [
        downloaded(f"{plain(asked.stem.text)}: {options}"),
        response(asked, chosen),
        response(asked, tuple(named)),
    ]


def rows_of(found: Sheet) -> list[tuple[str, ...]]:
    """The cells of a download that was read, row by row."""
    return list(zip(*(column.tolist() for column in found.columns), strict=True))
