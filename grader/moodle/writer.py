"""Writing Moodle XML: the same quiz always gives the same bytes.

Every text stands in a CDATA section, because Moodle's importer drops white space between escaped entities.
"""

import base64

from lxml import etree
from lxml.etree import CDATA, Element, SubElement, XMLParser, _Element

from grader.moodle.fractions import percentage
from grader.moodle.quiz import Category, Entry, Markup, Multichoice, OtherQuestion, Quiz


def write(quiz: Quiz) -> bytes:
    """The XML file that Moodle's import takes, in UTF-8."""
    root = Element("quiz")
    root.text = "\n  "
    for entry in quiz.entries:
        element = _entry(entry)
        element.tail = "\n  "
        root.append(element)
    if len(root):
        root[-1].tail = "\n"
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def write_entry(entry: Entry) -> bytes:
    """The element of one category or question, as it stands in the file."""
    return etree.tostring(_entry(entry), encoding="UTF-8", with_tail=False)


def _entry(entry: Entry) -> _Element:
    if isinstance(entry, OtherQuestion):
        return etree.fromstring(entry.xml, XMLParser(strip_cdata=False, huge_tree=True, resolve_entities=False))
    element = _category(entry) if isinstance(entry, Category) else _multichoice(entry)
    etree.indent(element, level=1)
    return element


def _category(category: Category) -> _Element:
    question = Element("question", type="category")
    _text(SubElement(question, "category"), f"{category.root}{category.path}")
    if category.info != Markup(""):
        _markup(question, "info", category.info)
    if category.idnumber:
        SubElement(question, "idnumber").text = category.idnumber
    return question


def _multichoice(entry: Multichoice) -> _Element:
    question = Element("question", type="multichoice")
    _text(SubElement(question, "name"), entry.name)
    _markup(question, "questiontext", entry.stem)
    _markup(question, "generalfeedback", entry.general_feedback)
    for tag, text in entry.unread:
        SubElement(question, tag).text = text
    plain = {
        "defaultgrade": f"{entry.mark:.7f}",
        "penalty": f"{entry.penalty:.7f}",
        "hidden": "0",
        "idnumber": entry.idnumber,
        "single": _boolean(entry.single),
        "shuffleanswers": _boolean(entry.shuffle),
        "answernumbering": entry.numbering,
        "showstandardinstruction": "1" if entry.standard_instruction else "0",
    }
    for name, value in plain.items():
        SubElement(question, name).text = value
    _markup(question, "correctfeedback", entry.combined.right)
    _markup(question, "partiallycorrectfeedback", entry.combined.partly)
    _markup(question, "incorrectfeedback", entry.combined.wrong)
    _flag(question, "shownumcorrect", raised=entry.combined.show_number_right)
    for answer in entry.answers:
        element = _markup(question, "answer", answer.markup)
        element.set("fraction", percentage(answer.fraction))
        _markup(element, "feedback", answer.feedback)
    for hint in entry.hints:
        element = _markup(question, "hint", hint.markup)
        _flag(element, "shownumcorrect", raised=hint.show_number_right)
        _flag(element, "clearwrong", raised=hint.clear_wrong)
    if entry.tags:
        tags = SubElement(question, "tags")
        for tag in entry.tags:
            _text(SubElement(tags, "tag"), tag)
    return question


def _flag(parent: _Element, name: str, *, raised: bool) -> None:
    """An element whose presence says yes."""
    if raised:
        SubElement(parent, name)


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
    if "]]>" in text:
        sections = text.replace("]]>", "]]]]><![CDATA[>")
        written = f"<text><![CDATA[{sections}]]></text>"
        parent.append(etree.fromstring(written, XMLParser(strip_cdata=False, huge_tree=True)))
        return
    element = SubElement(parent, "text")
    if text:
        element.text = CDATA(text)


def _boolean(value: bool) -> str:  # noqa: FBT001 - it is the value
    return "true" if value else "false"
