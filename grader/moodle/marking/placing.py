"""Matching, gaps and ordering: what earns that is put in its place."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.moodle.marking import orders
from grader.moodle.marking.award import BLANK, Award, Response, allow, each, graded, place, text
from grader.moodle.marking.numbers import Separators
from grader.moodle.numbers import whole_number

_GAP = re.compile(r"\[\[([0-9]+)\]\]")
_PARAGRAPH = re.compile(r"\s*<p>\s*(.*?)(?:\s*<br\s*/?>)*\s*</p>\s*")
_LONGEST_CHOICE = 255
_FEWEST_ITEMS = 2
_ALL, _CONTIGUOUS = ("ALL", "EXACT"), ("CONTIGUOUS", "CONTIG")  # the second is the older name

Choice = TypeVar("Choice", str, int)


@dataclass(frozen=True)
class Matching:
    """Stems, of which each has a right choice. choices: also those that are right for none."""

    right: tuple[str, ...]
    choices: frozenset[str]

    def mark(self, response: Response, separators: Separators) -> Award:  # noqa: ARG002 - of every key
        """The share of stems with the right choice."""
        return _share(response, self.right, lambda _, choice: choice is None or choice in self.choices)


@dataclass(frozen=True)
class Gaps:
    """Gaps in a text. right: the number of each one's choice. groups: of the choices, by their number from 1."""

    right: tuple[int, ...]
    groups: Mapping[int, str]

    def mark(self, response: Response, separators: Separators) -> Award:  # noqa: ARG002 - of every key
        """The share of gaps with the right choice: another one that reads the same is wrong."""
        return _share(response, self.right, self._fits)

    def _fits(self, right: int, number: Response) -> bool:
        if not isinstance(number, int) or isinstance(number, bool):
            return False
        return number == 0 or self.groups.get(number) == self.groups[right]


@dataclass(frozen=True)
class Ordering:
    """Items to be put in order. shown: how many of them a student sees; contiguous: whether they follow each other."""

    items: int
    shown: int
    contiguous: bool
    grade: Callable[[orders.Order], float]

    def mark(self, response: Response, separators: Separators) -> Award:  # noqa: ARG002 - of every key
        """What the order earns. A student who never looked is marked by the order that was drawn: it is asked for."""
        order = [place(item, self.items) for item in each(response)]
        drawn = sorted(set(order))
        follow = not drawn or drawn[-1] - drawn[0] < len(drawn)
        allow(
            len(order) == len(drawn) == self.shown and (follow or not self.contiguous),
            f"{self.shown} of {self.items} items{' that follow each other' * self.contiguous}, each once",
            response,
        )
        return graded(self.grade([drawn.index(item) for item in order]))


def _share(response: Response, right: tuple[Choice, ...], fits: Callable[[Choice, Response], bool]) -> Award:
    """The share of places in which the right choice was put. fits: whether a choice, or none, is offered there."""
    if response is None:
        return BLANK
    put = each(response)
    allow(
        len(put) == len(right) and all(map(fits, right, put)),
        f"one of the choices that are offered, or none, for each of {len(right)} places",
        response,
    )
    return graded(sum(map(operator.eq, right, put)) / len(right)) if any(put) else BLANK


def matching(question: ET.Element) -> Matching:
    """The stems and choices of a question.

    Raises MoodleXMLError where there is no stem, and for a stem without a choice: Moodle loses the rest of the file.
    """
    right: list[str] = []
    choices: set[str] = set()
    for position, pair in enumerate(question.findall("subquestion")):
        stem, choice = text(pair, "text"), text(pair, "answer/text")
        if (stem and not choice) or len(choice) > _LONGEST_CHOICE:
            raise MoodleXMLError(
                f"subquestion {position + 1}: expected an answer of 1 to {_LONGEST_CHOICE} characters, "
                f"received {len(choice)}"
            )
        choices |= {choice} - {""}
        right += [choice] if stem else []
    if not right:
        raise MoodleXMLError("subquestion: expected one that has a text")
    return Matching(tuple(right), frozenset(choices))


def select_missing_words(question: ET.Element) -> Gaps:
    """The gaps of a question whose choices stand in menus."""
    return _gaps(question, "selectoption")


def drag_into_text(question: ET.Element) -> Gaps:
    """The gaps of a question whose choices are dragged. One may be right for several gaps, unlimited or not."""
    return _gaps(question, "dragbox")


def _gaps(question: ET.Element, name: str) -> Gaps:
    """The gaps and choices. Raises MoodleXMLError where there is no gap, and for a gap without its choice."""
    groups = {
        number: text(choice, "group", "1")
        for number, choice in enumerate(question.findall(name), start=1)
        if text(choice, "text")
    }
    numbers = _GAP.findall(text(question, "questiontext/text"))
    known = {str(number): number for number in groups}
    if not numbers or not known.keys() >= {*numbers}:
        raise MoodleXMLError(f"questiontext: expected gaps with a {name} each, received {numbers} for {len(known)}")
    return Gaps(tuple(known[number] for number in numbers), groups)


def ordering(question: ET.Element) -> Ordering:
    """The items of a question, and how an order of them is graded.

    Raises MoodleXMLError where there are fewer than two, and where two are the same: Moodle cannot tell them apart, and
    even the right order loses.
    """
    items = [item for item in map(_item, question.findall("answer")) if item]
    if len(items) < _FEWEST_ITEMS or len({*items}) < len(items):
        raise MoodleXMLError(f"answer: expected at least {_FEWEST_ITEMS} items, each another, received {items}")
    if question.find("shownumcorrect") is None and question.find("hint") is None:
        raise MoodleXMLError("shownumcorrect: expected the element, which may be empty")
    old = "" if question.find("selecttype") is not None else "old"
    how = text(question, "logical" if old else "selecttype", "RANDOM").upper()
    count = whole_number(text(question, "studentsee" if old else "selectcount", "6")) or 0
    return Ordering(
        items=len(items),
        shown=len(items) if how in _ALL else int(min(max(count, _FEWEST_ITEMS), len(items))),
        contiguous=how in _CONTIGUOUS,
        grade=orders.grade(text(question, "gradingtype")),
    )


def _item(answer: ET.Element) -> str:
    """An item as Moodle stores it: a single paragraph loses its tags."""
    written = text(answer, "text")
    paragraph = _PARAGRAPH.fullmatch(written) if written.count("<p>") == 1 else None
    return paragraph[1] if paragraph else written
