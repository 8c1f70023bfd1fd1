"""A whole Moodle quiz, read and written: each question by its kind, types without a kind kept whole."""

from lxml import etree
from lxml.etree import _Element

from grader.errors import MoodleXMLError
from grader.kinds import KINDS
from grader.moodle import reading, writing, xml
from grader.moodle.quiz import Category, Entry, MoodleQuestion, OtherQuestion, Quiz


def read(content: bytes, *, where: str = "the XML") -> Quiz:
    """The categories and questions of a Moodle XML file.

    Raises MoodleXMLError, with place, for what is not such a file or holds what Moodle would refuse.
    """
    return Quiz(tuple(_read(question, where=where) for question in xml.parse(content, where=where)))


def write(quiz: Quiz) -> bytes:
    """The XML file that Moodle's import takes, in UTF-8: the same quiz always gives the same bytes."""
    return writing.file([_written(entry) for entry in quiz.entries])


def write_entry(entry: Entry) -> bytes:
    """The element of one category or question, as it stands in the file."""
    return etree.tostring(_written(entry), encoding="UTF-8", with_tail=False)


def _read(question: _Element, *, where: str) -> Entry:
    kind = question.get("type")
    if not kind:
        raise MoodleXMLError(f"{where}:{question.sourceline}: expected a question with a type")
    if kind == "category":
        return reading.category(question, where=where)
    if kind in KINDS:
        asked: MoodleQuestion | OtherQuestion = KINDS[kind].read(question, where)
        return asked
    return reading.other(question, kind, where=where)


def _written(entry: Entry) -> _Element:
    if isinstance(entry, OtherQuestion):
        return xml.kept(entry.xml)
    element = writing.category(entry) if isinstance(entry, Category) else KINDS[entry.kind].write(entry)
    etree.indent(element, level=1)
    return element
