"""Files of Moodle XML as trees of elements: nothing outside them is read, and what was built to do harm is refused."""

import re
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from grader.errors import MoodleXMLError

MAX_BYTES = 256 * 2**20
MAX_DEPTH = 100

_UTF_8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_DECLARED = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"'>]*)[\"']")
_BEFORE_ROOT = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)


def content(path: Path) -> bytes:
    """The bytes of a Moodle XML file. Raises MoodleXMLError where there are none to read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MoodleXMLError(f"{path}: expected a Moodle XML file, found nothing there") from error
    except IsADirectoryError as error:
        raise MoodleXMLError(f"{path}: expected a Moodle XML file, received a folder: name a file in it") from error
    except OSError as error:
        raise MoodleXMLError(f"{path}: cannot be read: {error.strerror}") from error


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


def kept(xml: bytes) -> _Element:
    """An element that we wrote or kept, as it stands: its CDATA sections, its comments and the space around them."""
    return etree.fromstring(xml, etree.XMLParser(strip_cdata=False, huge_tree=True, resolve_entities=False))
