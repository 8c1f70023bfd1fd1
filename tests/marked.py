"""What a real Moodle was answered and what it awarded: questions as elements, responses as the marker takes them."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

from places import SAMPLES

from grader.moodle.marking.award import Response, WithUnit
from grader.moodle.marking.numbers import ENGLISH, Separators

PORTUGUESE = Separators(decimal=",", thousands=".")
SEPARATORS = {"en": ENGLISH, "pt_br": PORTUGUESE}


@dataclass(frozen=True)
class Marked:
    """A response and what a real Moodle made of it. fraction: None for a blank, or where people mark."""

    name: str
    response: Response
    fraction: float | None
    state: str


def question(type_: str, inner: str) -> ET.Element:
    """A question of a type, from what stands in it."""
    return ET.fromstring(f'<question type="{type_}"><name><text>q</text></name>{inner}</question>')


@cache
def questions(file: str) -> dict[str, ET.Element]:
    """The questions of a sample, by name."""
    root = ET.parse(SAMPLES / file).getroot()
    return {question.findtext("name/text", "").strip(): question for question in root.findall("question[name]")}


@cache
def sample(file: str) -> Any:
    """What a sample holds."""
    return json.loads((SAMPLES / file).read_text(encoding="utf-8"))


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a sample, line ends within cells as they are."""
    with (SAMPLES / file).open(encoding="utf-8", newline="") as content:
        return list(csv.DictReader(content))


def marked(quiz: str) -> Iterator[Marked]:
    """Every response to a quiz, and what a real Moodle made of it."""
    attempts, marks = sample(f"{quiz}.attempts.json")["attempts"], sample(f"{quiz}.marks.json")["attempts"]
    for attempt, mark in zip(attempts, marks, strict=True):
        assert attempt["student"] == mark["student"]
        for slot in mark["slots"]:
            shown = attempt["shown"][str(slot["slot"])]
            answered = attempt["answers"].get(slot["name"])  # of a description there is none
            response = _response(questions("types.xml")[slot["name"]], answered, shown)
            by_hand = slot["state"].startswith("mangr")
            fraction, state = (None, "needsgrading") if by_hand else (slot["fraction"], slot["state"])
            yield Marked(slot["name"], response, fraction, state)


def marked_exam() -> Iterator[Marked]:
    """Every response to the five multiple-choice questions of `exam5.xml`, and what a real Moodle made of it."""
    texts = {
        one["name"]: [answer["plain"] for answer in one["answers"]] for one in sample("exam5.import.json")["questions"]
    }
    for attempt in sample("exam5.quizA.json")["attempts"]:
        for slot in attempt["slots"]:
            chosen = _chosen(texts[slot["name"]], slot["order"], slot["response"])
            is_single = questions("exam5.xml")[slot["name"]].findtext("single") == "true"
            response = (chosen[0] if chosen else None) if is_single else chosen
            yield Marked(slot["name"], response, slot["fraction"], slot["state"])


def _chosen(texts: Sequence[str], order: Sequence[int], summary: str | None) -> tuple[int, ...]:
    """The options that a summary names, in the order in which they were shown."""
    subsets = (chosen for count in range(len(order) + 1) for chosen in combinations(order, count))
    return next(chosen for chosen in subsets if "; ".join(texts[place] for place in chosen) == (summary or ""))


def _response(question: ET.Element, answered: Any, shown: Any) -> Response:
    """An answer of the samples as a response."""
    kind = question.get("type")
    if kind == "ordering" and answered is None:
        return tuple(shown["start"])
    if isinstance(answered, dict):
        return WithUnit(answered["answer"], answered["unit"])
    is_single = kind == "multichoice" and question.findtext("single") == "true"
    if is_single or (kind == "truefalse" and answered == ""):
        return answered[0] if answered else None
    result: Response = answered
    return result


def from_summary(question: ET.Element, summary: str) -> Response:
    """A response from the words with which Moodle sums it up, for the questions of `types.regrade.json`."""
    reading = _SUMMARIES.get(question.get("type", ""))
    return reading(question, summary) if reading else summary


def _options(question: ET.Element, summary: str) -> Response:
    places = tuple(_texts(question, "answer").index(text) for text in summary.split("; "))
    return places[0] if question.findtext("single") == "true" else places


def _pairs(question: ET.Element, summary: str) -> Response:
    chosen = dict(pair.split(" -> ") for pair in summary.split("; "))
    return tuple(chosen[stem] for stem in _texts(question, "subquestion") if stem)


def _order(question: ET.Element, summary: str) -> Response:
    return tuple(_texts(question, "answer").index(item) for item in summary.split("; "))


def _gaps(question: ET.Element, summary: str) -> Response:
    choices = ["", *_texts(question, "selectoption"), *_texts(question, "dragbox")]
    return tuple(choices.index(choice) for choice in re.findall(r"\{(.*?)\}", summary))


def _parts(question: ET.Element, summary: str) -> Response:
    written = re.findall(r"\{\d*:(.*?)\}", question.findtext("questiontext/text", ""))
    return tuple(map(_of_part, written, re.findall(r"part \d+: (.*?)(?:; (?=part)|$)", summary)))


def _of_part(part: str, summary: str) -> Response:
    type_, _, alternatives = part.partition(":")
    if not type_.startswith("M"):
        return summary
    place = [alternative.lstrip("=") for alternative in alternatives.split("~")].index(summary)
    return (place,) if type_ == "MR" else place


def _texts(question: ET.Element, name: str) -> Sequence[str]:
    return [element.findtext("text", "") for element in question.findall(name)]


_SUMMARIES: dict[str, Callable[[ET.Element, str], Response]] = {
    "multichoice": _options,
    "truefalse": lambda _, summary: summary == "True",
    "matching": _pairs,
    "ordering": _order,
    "cloze": _parts,
    "gapselect": _gaps,
    "ddwtos": _gaps,
}
