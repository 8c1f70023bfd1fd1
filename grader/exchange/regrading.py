"""Moodle's own regrade of a quiz, tried or done: what it changes, counted, and what it refuses. Nobody is named."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from grader.counting import number_of
from grader.errors import SiteError
from grader.exchange.address import Address
from grader.exchange.page import Page, find, number_shown, text
from grader.exchange.session import Session

_REPORT = "/mod/quiz/report.php"
_SHOWN = [("mode", "overview"), ("attempts", "all_with"), ("slotmarks", "1")]
_QUESTION = re.compile(r"([0-9]+)\s*/\s*[0-9.,]+")
_ON_A_PAGE = 1000
_COLUMN = re.compile(r"\bc([0-9]+)\b")


@dataclass(frozen=True)
class Regraded:
    """What a regrade changes. marks: by question as the quiz counts, how many rise and how many fall.

    refused: what Moodle says of slots that it cannot regrade, with the number of attempts.
    """

    marks: Mapping[str, tuple[int, int]]
    refused: Mapping[str, int]


def regrade(session: Session, quiz: Address, *, for_good: bool) -> Regraded:
    """Try Moodle's regrade of all attempts, or do it. Raises SiteError where one may not, or no answer comes."""
    button = ("regrade", "1") if for_good else ("dryrunregrade", "1")
    chosen = [("regradeselectedattempts", "0"), ("regradeselectedquestions", "0"), button]
    fields = [("sesskey", session.sesskey), ("id", str(quiz.module)), *_SHOWN, *chosen]
    page = session.post(_REPORT, fields).require()
    marks: Counter[tuple[str, bool]] = Counter()
    for number in range(_ON_A_PAGE):
        query = [("id", str(quiz.module)), *_SHOWN, ("pagesize", str(_ON_A_PAGE)), ("onlygraded", "0")]
        shown = session.get(_REPORT, [*query, ("page", str(number))]).require()
        rows = _rows(shown)
        marks.update(change for row in rows for change in _changes(row, _questions(shown)))
        if len(rows) < _ON_A_PAGE:
            break
    return Regraded(
        {question: (marks[question, True], marks[question, False]) for question, _ in marks},
        Counter(text(one) for one in find(page.root, "//div[contains(@class, 'alert-warning')]//li")),
    )


def as_text(found: Regraded, by_responses: Mapping[str, tuple[int, int]] | None = None) -> Iterator[str]:
    """A line on each question that changes, and on each refusal.

    by_responses: what should change by the quiz's responses, where they are known.
    """
    nothing = (0, 0)
    for question in sorted({*found.marks, *(by_responses or ())}, key=_place):
        rise, fall = found.marks.get(question, nothing)
        line = f"  question {question}: {rise} rise, {fall} fall"
        if by_responses is not None:
            more, less = by_responses.get(question, nothing)
            line += f"; by the responses {more} rise, {less} fall"
        yield line
    for said, attempts in found.refused.items():
        yield f"  refused in {number_of(attempts, 'attempt')}: {said}"
    if not (found.marks or by_responses):
        yield "  no mark changes"


def _rows(page: Page) -> list[_Element]:
    """The attempts that a page of the report shows; none where nobody has answered."""
    if not find(page.root, "//body[@id='page-mod-quiz-report']"):
        raise SiteError(f"{page}: expected the report on a quiz's grades there, found another page")
    return find(page.root, "//table[@id='attempts']/tbody/tr[contains(@class, 'gradedattempt')]")


def _questions(page: Page) -> Mapping[str, str]:
    """The question of each column that shows one's marks, as the quiz counts."""
    heads = find(page.root, "//table[@id='attempts']/thead//th")
    return {
        column[1]: question[1]
        for head in heads
        if (column := _COLUMN.search(head.get("class", ""))) and (question := _QUESTION.search(text(head)))
    }


def _changes(row: _Element, questions: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """By question, whether a mark that changes rises."""
    for cell in find(row, "./td[del or .//del]"):
        column = _COLUMN.search(cell.get("class", ""))
        old = text(find(cell, ".//del")[0])
        if column and column[1] in questions:
            before, after = (number_shown(mark) for mark in (old, text(cell).removeprefix(old).lstrip("/ ")))
            yield questions[column[1]], (after or 0.0) > (before or 0.0)  # what was never graded counts as nothing


def _place(question: str) -> tuple[int, str]:
    """Where a question stands among the others; custom numbers stand behind."""
    return (int(question), "") if question.isdecimal() else (10**9, question)
