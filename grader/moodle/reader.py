"""Reading Moodle XML by the rules of Moodle's own importer.

Source of the defaults: question/format/xml/format.php of Moodle 5.1.
"""

import base64
import math
import re

from lxml import etree
from lxml.etree import _Element

from grader.errors import MoodleXMLError
from grader.moodle.fractions import is_accepted, nearest
from grader.moodle.quiz import (
    Answer,
    Category,
    CombinedFeedback,
    Entry,
    File,
    Hint,
    Markup,
    Multichoice,
    OtherQuestion,
    Quiz,
    reference,
    stored,
)

MAX_BYTES = 256 * 2**20
MAX_DEPTH = 100

_FALSE = {"", "0", "false"}  # case-sensitive, as in Moodle
_CONTEXTS = {"$course$", "$module$", "$system$"}
_FORMATS = {"html", "markdown", "plain_text", "moodle_auto_format", "wiki_like"}
_UTF_8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_DECLARED = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"'>]*)[\"']")
_BEFORE_ROOT = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_BLANKS = " \t\n\r\v\f"
_NUMBER = re.compile(r"[ \t\n\r\v\f]*((?>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?))(?!\w)")


def read(content: bytes, *, where: str = "the XML") -> Quiz:
    """Read the categories and questions of a Moodle XML file; types other than multichoice are kept whole.

    Raises MoodleXMLError, with place, for what is not such a file or holds what Moodle would refuse.
    """
    return Quiz(tuple(_entry(question, where=where) for question in parse(content, where=where)))


def parse(content: bytes, *, where: str = "the XML") -> list[_Element]:
    """The `question` elements of a Moodle XML file.

    Nothing outside the file is read, and a file built to exhaust its reader is refused before it does: no DOCTYPE
    (so no entities), no more than MAX_BYTES and MAX_DEPTH. Raises MoodleXMLError with the place.
    """
    if len(content) > MAX_BYTES:
        raise MoodleXMLError(f"{where}: expected at most {MAX_BYTES >> 20} MiB, received {len(content) >> 20}")
    content = _utf_8(content, where=where)
    prolog = _BEFORE_ROOT.match(content)
    assert prolog is not None
    if content.startswith(b"<!DOCTYPE", prolog.end()):
        raise MoodleXMLError(f"{where}:1: expected no DOCTYPE: quizzes need none, and its entities can do harm")
    root = _tree(content, where=where)
    if root.tag != "quiz":
        raise MoodleXMLError(f"{where}:{root.sourceline}: expected the root element quiz, received {root.tag!r}")
    return [child for child in root if child.tag == "question"]


def _utf_8(content: bytes, *, where: str) -> bytes:
    """The file without its byte order mark. Raises MoodleXMLError for another encoding, declared or not."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(content)
    if declared and declared[1].lower() not in _UTF_8:
        name = declared[1].decode(errors="replace")
        raise MoodleXMLError(f"{where}:1: expected UTF-8, as Moodle does; the file declares {name!r}")
    try:
        content.decode()
        wrong = content.find(b"\0")  # as UTF-16 has
    except UnicodeDecodeError as error:
        wrong = error.start
    if wrong >= 0:
        raise MoodleXMLError(f"{where}: expected UTF-8, as Moodle does; byte {wrong} is not")
    return content


def _tree(content: bytes, *, where: str) -> _Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise MoodleXMLError(f"{where}:{error.lineno or 1}: not well-formed XML: {error.msg}") from error
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise MoodleXMLError(f"{where}:{element.sourceline}: more than {MAX_DEPTH} elements inside each other")
    return root


def _entry(question: _Element, *, where: str) -> Entry:
    kind = question.get("type")
    if kind == "category":
        written = _text(question, "category/text", where=where)
        path = _category_path(written)
        return Category(
            path,
            _markup(question.find("info"), "html", where=where),
            question.findtext("idnumber", ""),
            root=written.removesuffix(path),
        )
    if kind == "multichoice":
        return _multichoice(question, where=where)
    if not kind:
        raise MoodleXMLError(f"{where}:{question.sourceline}: expected a question with a type")
    return OtherQuestion(
        kind=kind,
        name=_text(question, "name/text", where=where),
        stem=_stem(question, "html", where=where),
        mark=0.0 if kind == "description" else _number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        xml=etree.tostring(question, encoding="UTF-8", with_tail=False),
    )


def _category_path(path: str) -> str:
    parts = path.split("/")
    if parts[0] in _CONTEXTS:
        parts.pop(0)
    if parts[:1] == ["top"]:
        parts.pop(0)
    return "/".join(parts)


def _multichoice(question: _Element, *, where: str) -> Multichoice:
    default_format = _format(question.find("questiontext"), "html")
    old_image = _old_image(question)
    return Multichoice(
        name=_text(question, "name/text", where=where),
        stem=_stem(question, default_format, where=where),
        answers=tuple(
            Answer(
                _fraction(answer, where=where),
                _markup(answer, default_format, where=where),
                _markup(answer.find("feedback"), default_format, where=where),
            )
            for answer in question.findall("answer")
        ),
        general_feedback=_markup(question.find("generalfeedback"), default_format, where=where),
        mark=_number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=tuple(
            _text(tag, "text", where=where)
            for tag in (*question.findall("tags[1]/tag"), *question.findall("coursetags[1]/tag"))
        ),
        single=_is_true(question, "single", default="true"),
        shuffle=_is_true(question, "shuffleanswers", default="false"),
        penalty=_number(question, "penalty", 0.3333333, where=where),
        numbering=question.findtext("answernumbering", "abc"),
        standard_instruction=_is_true(question, "showstandardinstruction", default="1"),
        combined=CombinedFeedback(
            _markup(question.find("correctfeedback"), default_format, where=where),
            _markup(question.find("partiallycorrectfeedback"), default_format, where=where),
            _markup(question.find("incorrectfeedback"), default_format, where=where),
            show_number_right=question.find("shownumcorrect") is not None
            if question.find("correctresponsesfeedback") is None
            else _is_true(question, "correctresponsesfeedback", default="1"),
        ),
        hints=tuple(_hint(hint, default_format, where=where) for hint in question.findall("hint")),
        unread=tuple((tag, text) for tag, text in old_image.items() if text) if not all(old_image.values()) else (),
    )


def _stem(question: _Element, default_format: str, *, where: str) -> Markup:
    """The question's text; as in Moodle, the image of an old file is embedded in it and shown behind it."""
    stem = _markup(question.find("questiontext"), default_format, where=where)
    name, content = _old_image(question).values()
    if not name or not content:
        return stem
    image = File(name.replace("/", "_"), _base64(content, where=f"{where}:{question.sourceline}"))
    return Markup(f'{stem.text} <img src="{reference(image)}" />', stem.format, (*stem.files, image))


def _old_image(question: _Element) -> dict[str, str]:
    """How files of before Moodle 2 hold a question's image: its name and its content, each perhaps empty."""
    return {tag: question.findtext(tag, "").strip() for tag in ("image", "image_base64")}


def _hint(hint: _Element, default_format: str, *, where: str) -> Hint:
    """A hint; files of before Moodle 2 have other names for what is in it."""
    old = hint.find("hintcontent")
    if old is None:
        return Hint(
            _markup(hint, default_format, where=where),
            show_number_right=hint.find("shownumcorrect") is not None,
            clear_wrong=hint.find("clearwrong") is not None,
        )
    return Hint(
        _markup(old, default_format, where=where),
        show_number_right=_is_true(hint, "statenumberofcorrectresponses", default="0"),
        clear_wrong=_is_true(hint, "clearincorrectresponses", default="0"),
    )


def _markup(element: _Element | None, default_format: str, *, where: str) -> Markup:
    if element is None:
        return Markup("", default_format)
    files = tuple(_file(file, where=where) for file in element.findall("file"))
    return Markup(_text(element, "text", where=where), _format(element, default_format), files)


def _file(element: _Element, *, where: str) -> File:
    content = _base64(element.text or "", where=f"{where}:{element.sourceline}")
    return File(element.get("name", ""), content, element.get("path", "/"))


def _base64(written: str, *, where: str) -> bytes:
    try:
        return base64.b64decode(written)
    except ValueError as error:
        raise MoodleXMLError(f"{where}: expected base64, received {error}") from error


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


def _is_true(question: _Element, name: str, *, default: str) -> bool:
    return question.findtext(name, default).strip() not in _FALSE


def php_number(written: str, *, leading: bool = False) -> float | None:
    """The number that PHP reads, where nobody could read another; None for anything else.

    A number is written in ASCII digits, with white space around it; no `1_0` and no Arabic digits, as Python takes.
    leading: whether anything but a letter, a digit or `_` may follow, as in `50%`. None, too, where it is not finite.
    """
    found = _NUMBER.match(written)
    if found is None or not (leading or not written[found.end() :].strip(_BLANKS)):
        return None
    number = float(found[1])
    return number if math.isfinite(number) else None


def _fraction(answer: _Element, *, where: str) -> float:
    """The share of the mark: Moodle reads the number that the percentage begins with, and knows it by its own list."""
    written = answer.get("fraction", "0")
    percent = php_number(written, leading=True)
    if percent is None:
        raise MoodleXMLError(f"{where}:{answer.sourceline}: expected a fraction in percent, received {written!r}")
    fraction = percent / 100
    return nearest(fraction) if is_accepted(fraction) else fraction


def _number(question: _Element, name: str, default: float, *, where: str) -> float:
    element = question.find(name)
    if element is None:
        return default
    written = element.text or ""
    if not written and name == "defaultgrade":
        return 0.0  # Moodle's database takes nothing for 0
    number = php_number(written)
    if number is None:
        raise MoodleXMLError(f"{where}:{element.sourceline}: expected a number, received {written!r}")
    return number
