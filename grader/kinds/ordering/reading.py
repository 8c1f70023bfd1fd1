"""An ordering question from its element in Moodle XML, by the rules of Moodle's importer.

Source: import_from_xml in question/type/ordering/questiontype.php of Moodle 5.1.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from grader.kinds.ordering.question import ALL, CONTIGUOUS, FEWEST, RANDOM, OrderingQuestion
from grader.moodle import reading
from grader.moodle.quiz import Markup, OtherQuestion

_PARAGRAPH = re.compile(r"\s*<p>((?:(?!<p>).)*?)(?:<br\s*/?>|\s)*</p>\s*", re.DOTALL)
_DEFAULT = "RELATIVE_NEXT_EXCLUDE_LAST"
GRADINGS = (
    *("ALL_OR_NOTHING", "ABSOLUTE_POSITION", _DEFAULT, "RELATIVE_NEXT_INCLUDE_LAST", "RELATIVE_ONE_PREVIOUS_AND_NEXT"),
    *("RELATIVE_ALL_PREVIOUS_AND_NEXT", "LONGEST_ORDERED_SUBSET", "LONGEST_CONTIGUOUS_SUBSET", "RELATIVE_TO_CORRECT"),
)
"""The ways in which Moodle grades an order."""


def read(question: _Element, where: str) -> OrderingQuestion | OtherQuestion:
    """The question that an element holds; all of it where Moodle would refuse it, or tell its items apart by chance.

    Raises MoodleXMLError, with place, for what Moodle would refuse of any type.
    """
    format_ = reading.default_format(question)
    items = tuple(_items(question, format_, where))
    select = question.findtext("selecttype", "").strip().upper()
    count = reading.php_number(question.findtext("selectcount", "0"))
    grading = question.findtext("gradingtype", "").strip().upper()
    if not _can_be_said(question, items, select) or count is None or count != int(count):
        return reading.other(question, question.get("type", ""), where=where)
    return OrderingQuestion(
        name=reading.text(question, "name/text", where=where),
        stem=reading.stem(question, where=where),
        items=items,
        general_feedback=reading.markup(question.find("generalfeedback"), format_, where=where),
        maximum_mark=reading.number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        grading=grading if grading in GRADINGS else _DEFAULT,
        select=select,
        count=int(count),
        layout=question.findtext("layouttype", "VERTICAL"),
        numbering=question.findtext("numberingstyle", "none"),
        show_grading=question.findtext("showgrading", "SHOW"),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        combined=reading.combined_feedback(question, where=where),
        hints=reading.hints(question, where=where),
        unread=reading.unread(question),
    )


def _items(question: _Element, format_: str, where: str) -> Iterator[Markup]:
    """The items as Moodle stores them: a single paragraph loses its tags, and what is empty is dropped."""
    for answer in question.findall("answer"):
        item = reading.markup(answer, format_, where=where)
        paragraph = _PARAGRAPH.fullmatch(item.text)
        if item.text:
            yield Markup(paragraph[1], item.format, item.files) if paragraph else item


def _can_be_said(question: _Element, items: tuple[Markup, ...], select: str) -> bool:
    """Whether there are items enough, each another, and every setting is one that we know."""
    return (
        len(items) >= FEWEST
        and len({item.text for item in items}) == len(items)
        and select in (ALL, RANDOM, CONTIGUOUS)
        and (question.find("shownumcorrect") is not None or question.find("hint") is not None)
        and question.find("hint/options") is None
    )
