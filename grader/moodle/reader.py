"""Reading Moodle XML by the rules of Moodle's own importer.

Source of the defaults: question/format/xml/format.php of Moodle 5.1.
"""

import base64
import math

from lxml import etree
from lxml.etree import _Element

from grader.errors import MoodleXMLError
from grader.moodle.quiz import Answer, Category, File, Markup, Multichoice, Quiz, stored

_FALSE = {"", "0", "false"}  # case-sensitive, as in Moodle
_CONTEXTS = {"$course$", "$module$", "$system$"}
_FORMATS = {"html", "markdown", "plain_text", "moodle_auto_format"}


def read(content: bytes, *, where: str = "the XML") -> Quiz:
    """Read the categories and multiple-choice questions of a Moodle XML file.

    Raises MoodleXMLError, with place, for what is not such a file or holds what Moodle would refuse.
    """
    return Quiz(tuple(_entry(question, where=where) for question in parse(content, where=where)))


def parse(content: bytes, *, where: str = "the XML") -> list[_Element]:
    """The `question` elements of a Moodle XML file, without resolving entities or touching the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise MoodleXMLError(f"{where}:{error.lineno or 1}: not well-formed XML: {error.msg}") from error
    if root.getroottree().docinfo.doctype:
        raise MoodleXMLError(f"{where}:1: expected no DOCTYPE, received {root.getroottree().docinfo.doctype!r}")
    if root.tag != "quiz":
        raise MoodleXMLError(f"{where}:{root.sourceline}: expected the root element quiz, received {root.tag!r}")
    return [child for child in root if child.tag == "question"]


def _entry(question: _Element, *, where: str) -> Category | Multichoice:
    kind = question.get("type")
    if kind == "category":
        return Category(
            _category_path(_text(question, "category/text", where=where)), _text(question, "info/text", where=where)
        )
    if kind == "multichoice":
        return _multichoice(question, where=where)
    raise MoodleXMLError(f"{where}:{question.sourceline}: expected a multichoice question, received type {kind!r}")


def _category_path(path: str) -> str:
    parts = path.split("/")
    if parts[0] in _CONTEXTS:
        parts.pop(0)
    if parts[:1] == ["top"]:
        parts.pop(0)
    return "/".join(parts)


def _multichoice(question: _Element, *, where: str) -> Multichoice:
    default_format = _format(question.find("questiontext"), "html")
    return Multichoice(
        name=_text(question, "name/text", where=where),
        stem=_markup(question.find("questiontext"), default_format, where=where),
        answers=tuple(
            Answer(
                _number(answer.get("fraction", "0"), answer, where=where) / 100,
                _markup(answer, default_format, where=where),
                _markup(answer.find("feedback"), default_format, where=where),
            )
            for answer in question.findall("answer")
        ),
        general_feedback=_markup(question.find("generalfeedback"), default_format, where=where),
        mark=_number(question.findtext("defaultgrade", "1"), question, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=tuple(_text(tag, "text", where=where) for tag in question.findall("tags[1]/tag")),
        single=question.findtext("single", "true").strip() not in _FALSE,
        shuffle=question.findtext("shuffleanswers", "false").strip() not in _FALSE,
    )


def _markup(element: _Element | None, default_format: str, *, where: str) -> Markup:
    if element is None:
        return Markup("", default_format)
    files = tuple(_file(file, where=where) for file in element.findall("file"))
    return Markup(_text(element, "text", where=where), _format(element, default_format), files)


def _file(element: _Element, *, where: str) -> File:
    try:
        content = base64.b64decode(element.text or "")
    except ValueError as error:
        raise MoodleXMLError(f"{where}:{element.sourceline}: expected base64, received {error}") from error
    return File(element.get("name", ""), content, element.get("path", "/"))


def _format(element: _Element | None, default: str) -> str:
    written = default if element is None else element.get("format", default)
    return written if written in _FORMATS else "html"


def _text(element: _Element, path: str, *, where: str) -> str:
    found = element.find(path)
    if found is None:
        return ""
    if len(found):  # Moodle refuses it too: "string expected (use CDATA?)"
        raise MoodleXMLError(
            f"{where}:{found.sourceline}: expected text without markup, received the element {found[0].tag!r}"
        )
    return stored(found.text or "")


def _number(text: str, element: _Element, *, where: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise MoodleXMLError(f"{where}:{element.sourceline}: expected a number, received {text!r}")
    return number
