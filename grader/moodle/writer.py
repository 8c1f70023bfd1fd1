"""Writing Moodle XML: the same quiz always gives the same bytes.

Every text stands in a CDATA section, because Moodle's importer drops white space between escaped entities.
"""

import base64

from lxml import etree
from lxml.etree import Element, SubElement, XMLParser, _Element

from grader.moodle.fractions import percentage
from grader.moodle.quiz import Category, Markup, Multichoice, Quiz


def write(quiz: Quiz) -> bytes:
    """The XML file that Moodle's import takes, in UTF-8."""
    root = Element("quiz")
    for entry in quiz.entries:
        root.append(_category(entry) if isinstance(entry, Category) else _multichoice(entry))
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _category(category: Category) -> _Element:
    question = Element("question", type="category")
    _text(SubElement(question, "category"), f"$course$/top/{category.path}")
    if category.info:
        _markup(question, "info", Markup(category.info))
    return question


def _multichoice(entry: Multichoice) -> _Element:
    question = Element("question", type="multichoice")
    _text(SubElement(question, "name"), entry.name)
    _markup(question, "questiontext", entry.stem)
    _markup(question, "generalfeedback", entry.general_feedback)
    plain = {
        "defaultgrade": f"{entry.mark:.7f}",
        "penalty": "0.3333333",
        "hidden": "0",
        "idnumber": entry.idnumber,
        "single": _boolean(entry.single),
        "shuffleanswers": _boolean(entry.shuffle),
        "answernumbering": "abc",
        "showstandardinstruction": "0",
    }
    for name, value in plain.items():
        SubElement(question, name).text = value
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _markup(question, name, Markup(""))
    for answer in entry.answers:
        element = _markup(question, "answer", answer.markup)
        element.set("fraction", percentage(answer.fraction))
        _markup(element, "feedback", answer.feedback)
    if entry.tags:
        tags = SubElement(question, "tags")
        for tag in entry.tags:
            _text(SubElement(tags, "tag"), tag)
    return question


def _markup(parent: _Element, name: str, markup: Markup) -> _Element:
    element = SubElement(parent, name, format=markup.format)
    _text(element, markup.text)
    for file in markup.files:
        SubElement(element, "file", name=file.name, path=file.path, encoding="base64").text = base64.b64encode(
            file.content
        ).decode("ascii")
    return element


def _text(parent: _Element, text: str) -> None:
    """Add a text element: one CDATA section, or, as Moodle's export does, several where the text holds `]]>`."""
    sections = text.replace("]]>", "]]]]><![CDATA[>")
    written = f"<text><![CDATA[{sections}]]></text>" if text else "<text/>"
    parent.append(etree.fromstring(written, XMLParser(strip_cdata=False, huge_tree=True)))


def _boolean(value: bool) -> str:  # noqa: FBT001 - it is the value
    return "true" if value else "false"
