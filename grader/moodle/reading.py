"""What every kind of question holds in Moodle XML, read by the rules of Moodle's own importer.

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
    File,
    Hint,
    Markup,
    OtherQuestion,
    reference,
    stored,
)

CONTEXT = re.compile(r"\$[a-z]+\$")
"""What may stand before a category's path, as $course$, $module$ and $system$ do: Moodle 5 drops it."""

_FALSE = {"", "0", "false"}  # case-sensitive, as in Moodle
_FORMATS = {"html", "markdown", "plain_text", "moodle_auto_format", "wiki_like"}
_BLANKS = " \t\n\r\v\f"
_NUMBER = re.compile(r"[ \t\n\r\v\f]*((?>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?))(?!\w)")


def category(question: _Element, *, where: str) -> Category:
    """Where the questions behind this element go."""
    written = text(question, "category/text", where=where)
    path = category_path(written)
    return Category(
        path,
        markup(question.find("info"), "html", where=where),
        question.findtext("idnumber", ""),
        root=written.removesuffix(path),
    )


def category_path(written: str) -> str:
    """The path below `top`, without the context before it; empty where it names none."""
    parts = written.split("/")
    if CONTEXT.fullmatch(parts[0]):
        parts.pop(0)
    if parts[:1] == ["top"]:
        parts.pop(0)
    return "/".join(parts)


def other(question: _Element, kind: str, *, where: str) -> OtherQuestion:
    """A question of a type that we keep whole."""
    return OtherQuestion(
        kind=kind,
        name=text(question, "name/text", where=where),
        stem=stem(question, where=where),
        maximum_mark=0.0 if kind == "description" else number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        xml=etree.tostring(question, encoding="UTF-8", with_tail=False),
    )


def default_format(question: _Element) -> str:
    """The format of the question's text, which the question's other texts have where they name none."""
    return _format(question.find("questiontext"), "html")


def answers(question: _Element, *, where: str) -> tuple[Answer, ...]:
    """The answers, each with its fraction and its feedback."""
    format_ = default_format(question)
    return tuple(
        Answer(
            _fraction(answer, where=where),
            markup(answer, format_, where=where),
            markup(answer.find("feedback"), format_, where=where),
        )
        for answer in question.findall("answer")
    )


def tags(question: _Element, *, where: str) -> tuple[str, ...]:
    """The tags, and those of the course."""
    found = (*question.findall("tags[1]/tag"), *question.findall("coursetags[1]/tag"))
    return tuple(text(tag, "text", where=where) for tag in found)


def combined_feedback(question: _Element, *, where: str) -> CombinedFeedback:
    """What is said to a right, a partly right and a wrong response."""
    format_ = default_format(question)
    return CombinedFeedback(
        markup(question.find("correctfeedback"), format_, where=where),
        markup(question.find("partiallycorrectfeedback"), format_, where=where),
        markup(question.find("incorrectfeedback"), format_, where=where),
        show_number_right=question.find("shownumcorrect") is not None
        if question.find("correctresponsesfeedback") is None
        else is_true(question, "correctresponsesfeedback", default="1"),
    )


def hints(question: _Element, *, where: str) -> tuple[Hint, ...]:
    """The hints, in order."""
    return tuple(_hint(hint, default_format(question), where=where) for hint in question.findall("hint"))


def unread(question: _Element) -> tuple[tuple[str, str], ...]:
    """What an old file says of an image that is not whole, by tag: Moodle passes over it."""
    image = _old_image(question)
    return () if all(image.values()) else tuple((tag, content) for tag, content in image.items() if content)


def stem(question: _Element, *, where: str) -> Markup:
    """The question's text; as in Moodle, the image of an old file is embedded in it and shown behind it."""
    asked = markup(question.find("questiontext"), "html", where=where)
    name, content = _old_image(question).values()
    if not name or not content:
        return asked
    image = File(name.replace("/", "_"), _base64(content, where=f"{where}:{question.sourceline}"))
    return Markup(f'{asked.text} <img src="{reference(image)}" />', asked.format, (*asked.files, image))


def _old_image(question: _Element) -> dict[str, str]:
    """How files of before Moodle 2 hold a question's image: its name and its content, each perhaps empty."""
    return {tag: question.findtext(tag, "").strip() for tag in ("image", "image_base64")}


def _hint(hint: _Element, default_format: str, *, where: str) -> Hint:
    """A hint; files of before Moodle 2 have other names for what is in it."""
    old = hint.find("hintcontent")
    if old is None:
        return Hint(
            markup(hint, default_format, where=where),
            show_number_right=hint.find("shownumcorrect") is not None,
            clear_wrong=hint.find("clearwrong") is not None,
        )
    return Hint(
        markup(old, default_format, where=where),
        show_number_right=is_true(hint, "statenumberofcorrectresponses", default="0"),
        clear_wrong=is_true(hint, "clearincorrectresponses", default="0"),
    )


def markup(element: _Element | None, default_format: str, *, where: str) -> Markup:
    """A text with its format and files; empty where there is no element."""
    if element is None:
        return Markup("", default_format)
    files = tuple(_file(file, where=where) for file in element.findall("file"))
    return Markup(text(element, "text", where=where), _format(element, default_format), files)


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


def text(element: _Element, path: str, *, where: str) -> str:
    """The plain text at a path. Raises MoodleXMLError, as Moodle refuses it, where elements stand in it."""
    found = element.find(path)
    if found is None:
        return ""
    if len(found):  # Moodle refuses it too: "string expected (use CDATA?)"
        raise MoodleXMLError(
            f"{where}:{found.sourceline}: expected text without markup, received the element {found[0].tag!r}"
        )
    return stored(found.text or "")


def is_true(question: _Element, name: str, *, default: str) -> bool:
    """A switch, as Moodle reads it."""
    return question.findtext(name, default).strip() not in _FALSE


def php_number(written: str, *, leading: bool = False) -> float | None:
    """The number that PHP reads, where nobody could read another; None for anything else.

    A number is written in ASCII digits, with white space around it; no `1_0` and no Arabic digits, as Python takes.
    leading: whether anything but a letter, a digit or `_` may follow, as in `50%`. None, too, where it is not finite.
    """
    found = _NUMBER.match(written)
    if found is None or not (leading or not written[found.end() :].strip(_BLANKS)):
        return None
    value = float(found[1])
    return value if math.isfinite(value) else None


def _fraction(answer: _Element, *, where: str) -> float:
    """The share of the mark: Moodle reads the number that the percentage begins with, and knows it by its own list."""
    written = answer.get("fraction", "0")
    percent = php_number(written, leading=True)
    if percent is None:
        raise MoodleXMLError(f"{where}:{answer.sourceline}: expected a fraction in percent, received {written!r}")
    fraction = percent / 100
    return nearest(fraction) if is_accepted(fraction) else fraction


def number(question: _Element, name: str, default: float, *, where: str) -> float:
    """A number. Raises MoodleXMLError for what is none."""
    element = question.find(name)
    if element is None:
        return default
    written = element.text or ""
    if not written and name == "defaultgrade":
        return 0.0  # Moodle's database takes nothing for 0
    found = php_number(written)
    if found is None:
        raise MoodleXMLError(f"{where}:{element.sourceline}: expected a number, received {written!r}")
    return found
