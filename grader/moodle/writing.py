"""What every kind of question holds in Moodle XML, written: the same values always give the same bytes.

Every text stands in a CDATA section, because Moodle's importer drops white space between escaped entities.
"""

import base64
from collections.abc import Mapping, Sequence
from copy import copy
from functools import lru_cache

from lxml import etree
from lxml.etree import CDATA, Element, SubElement, _Element

from grader.moodle import xml
from grader.moodle.fractions import percentage
from grader.moodle.quiz import Answer, Category, CombinedFeedback, Hint, Markup, MoodleQuestion


def file(elements: Sequence[_Element]) -> bytes:
    """The XML file that Moodle's import takes, in UTF-8, of categories and questions."""
    root = Element("quiz")
    root.text = "\n  "
    for element in elements:
        element.tail = "\n  "
        root.append(element)
    if len(root):
        root[-1].tail = "\n"
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def category(category: Category) -> _Element:
    """The element that says where the questions behind it go."""
    question = Element("question", type="category")
    text(SubElement(question, "category"), f"{category.root}{category.path}")
    if category.info != Markup(""):
        markup(question, "info", category.info)
    if category.idnumber:
        SubElement(question, "idnumber").text = category.idnumber
    return question


def begun(asked: MoodleQuestion, settings: Mapping[str, str] | None = None) -> _Element:
    """A question's element with what stands first in it: its texts, what every kind has; then the kind's settings."""
    question = Element("question", type=asked.kind)
    text(SubElement(question, "name"), asked.name)
    markup(question, "questiontext", asked.stem)
    markup(question, "generalfeedback", asked.general_feedback)
    plain(question, dict(asked.unread))
    of_every_kind = {
        "defaultgrade": f"{asked.maximum_mark:.7f}",
        "penalty": f"{asked.penalty:.7f}",
        "hidden": "0",
        "idnumber": asked.idnumber,
    }
    plain(question, {**of_every_kind, **(settings or {})})
    return question


def plain(question: _Element, values: Mapping[str, str]) -> None:
    """Elements that hold a word or a number each."""
    for name, value in values.items():
        SubElement(question, name).text = value


def combined_feedback(question: _Element, combined: CombinedFeedback) -> None:
    """What is said to a right, a partly right and a wrong response."""
    markup(question, "correctfeedback", combined.right)
    markup(question, "partiallycorrectfeedback", combined.partly)
    markup(question, "incorrectfeedback", combined.wrong)
    flag(question, "shownumcorrect", raised=combined.show_number_right)


def answers(question: _Element, given: Sequence[Answer]) -> None:
    """The answers, each with its fraction and its feedback."""
    for answer in given:
        element = markup(question, "answer", answer.markup)
        element.set("fraction", percentage(answer.fraction))
        markup(element, "feedback", answer.feedback)


def hints(question: _Element, given: Sequence[Hint]) -> None:
    """The hints, in order."""
    for hint in given:
        element = markup(question, "hint", hint.markup)
        flag(element, "shownumcorrect", raised=hint.show_number_right)
        flag(element, "clearwrong", raised=hint.clear_wrong)


def tags(question: _Element, given: Sequence[str]) -> None:
    """The tags, where there are any."""
    if given:
        element = SubElement(question, "tags")
        for tag in given:
            text(SubElement(element, "tag"), tag)


def flag(parent: _Element, name: str, *, raised: bool) -> None:
    """An element whose presence says yes."""
    if raised:
        SubElement(parent, name)


def markup(parent: _Element, name: str, written: Markup) -> _Element:
    """A text with its format and files."""
    element = copy(_empty(name, written.format))
    parent.append(element)
    _fill(element[0], written.text)
    for embedded in written.files:
        SubElement(element, "file", name=embedded.name, path=embedded.path, encoding="base64").text = base64.b64encode(
            embedded.content
        ).decode("ascii")
    return element


def text(parent: _Element, written: str) -> None:
    """Add a text element: one CDATA section, or, as Moodle's export does, several where the text holds `]]>`."""
    _fill(SubElement(parent, "text"), written)


@lru_cache(maxsize=256)
def _empty(name: str, text_format: str) -> _Element:
    """An element with an empty text in it, to be copied, which takes less than making it again."""
    element = Element(name, format=text_format)
    SubElement(element, "text")
    return element


def _fill(element: _Element, written: str) -> None:
    if "]]>" in written:
        sections = written.replace("]]>", "]]]]><![CDATA[>")
        whole = xml.kept(f"<text><![CDATA[{sections}]]></text>".encode())
        parent = element.getparent()
        assert parent is not None
        parent.replace(element, whole)
    elif written:
        element.text = CDATA(written)


def boolean(value: bool) -> str:  # noqa: FBT001 - it is the value
    """A switch in words."""
    return "true" if value else "false"
