"""Gaps to be filled with given choices: gapselect, and drag and drop into text."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.xml.elements import GAPS, Outcome, QuizFile, text_in
from grader.counting import number_of
from grader.findings import Defect, check

GAP = re.compile(r"\[\[([0-9]{1,9})\]\]")


@check("X056", remedy="Remove the empty choice, and count the gaps behind it anew.")
def choice_numbers_shift(file: QuizFile) -> Iterator[Defect]:
    """An empty choice stands before others: Moodle drops it, so that their numbers shift and gaps get another key."""
    for question in file.of_type(*GAPS):
        choices = in_gaps(question)
        last = max((at for at, choice in enumerate(choices) if text_in(choice)), default=-1)
        for number, choice in enumerate(choices[:last], start=1):
            if not text_in(choice):
                yield file.defect(
                    choice, Outcome.CHANGES, f"Moodle drops choice {number}: number {number + 1} becomes {number}"
                )


@check("X057", remedy="Write the number of a choice into each gap; the first is [[1]].")
def gap_without_choice(file: QuizFile) -> Iterator[Defect]:
    """A gap names a choice that there is not: Moodle imports the question, which fails when it is used."""
    for question in file.of_type(*GAPS):
        stored = sum(map(bool, map(text_in, in_gaps(question))))
        for number in _gaps(question):
            if not 0 < number <= stored:
                yield file.defect(question, Outcome.KEEPS, f"[[{number}]] names none of {number_of(stored, 'choice')}")


@check("X058", remedy="Add `<infinite/>` to the choice, or repeat the choice.")
def choice_used_up(file: QuizFile) -> Iterator[Defect]:
    """A choice is the key of several gaps but can be dragged into one: nobody can be right in all of them."""
    for question in file.of_type("ddwtos"):
        choices = [choice for choice in in_gaps(question) if text_in(choice)]
        for number, times in sorted(Counter(_gaps(question)).items()):
            if times > 1 and 0 < number <= len(choices) and choices[number - 1].find("infinite") is None:
                yield file.defect(
                    choices[number - 1], Outcome.KEEPS, f"choice {number} is the key of {times} gaps, and not infinite"
                )


def in_gaps(question: _Element) -> list[_Element]:
    """The choices of a question, in the order that the gaps count; Moodle once called them answers."""
    found = question.findall("dragbox" if question.get("type") == "ddwtos" else "selectoption")
    return found or question.findall("answer")


def _gaps(question: _Element) -> list[int]:
    return [int(number) for number in GAP.findall(text_in(question.find("questiontext")))]
