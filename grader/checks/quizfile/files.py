"""Files embedded in texts, and the references to them."""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.etree import _Element

from grader.checks.check import Defect, check
from grader.checks.quizfile.elements import QuizFile, shown_texts, tag, text_in

_REFERENCE = re.compile(r"""(["'])@@PLUGINFILE@@(/.*?)\1|@@PLUGINFILE@@(/[^\s"'<>)]+)""", re.DOTALL)
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*[=\s]*")


@check(
    "X032",
    remedy='Write `<file name="a.png" path="/" encoding="base64">`: the path has a / at each end, the name none.',
)
def file_misnamed(file: QuizFile) -> Iterator[Defect]:
    """A file has no name, or a path without / at both ends, and Moodle stops; or a / in its name, which goes."""
    for _, embedded in _files(file):
        name, path = embedded.get("name", ""), embedded.get("path", "/")
        if not name:
            yield Defect(file.at(embedded), "expected a file with a name, received none")
        elif "/" in name:
            yield Defect(file.at(embedded), f"Moodle makes {name.replace('/', '')!r} of the name {name!r}")
        if not _is_path(path):
            yield Defect(file.at(embedded), f"expected a path that begins and ends with /, received {path!r}")


@check("X033", remedy="Embed the file in the same element as the text, or correct the reference.")
def file_missing(file: QuizFile) -> Iterator[Defect]:
    """A text refers to a file that is not embedded beside it: students see a broken image."""
    for element in _holders(file):
        present = {_address(embedded) for embedded in element.iterfind("file")}
        for reference in _references(element):
            if reference not in present:
                held = ", ".join(sorted(present)) or "no files"
                yield Defect(file.at(element), f"<{tag(element)}> refers to {reference!r}, and holds {held}")


@check("X034", remedy="Refer to it as `@@PLUGINFILE@@/name` in the text that it stands beside, or remove it.")
def file_unused(file: QuizFile) -> Iterator[Defect]:
    """A file is embedded where the text does not refer to it: Moodle keeps it, and nobody is shown it."""
    for element, embedded in _files(file):
        storable = embedded.get("name") and _is_path(embedded.get("path", "/"))
        if storable and _address(embedded) not in set(_references(element)):
            yield Defect(file.at(embedded), f"<{tag(element)}> does not refer to its file {_address(embedded)!r}")


@check("X035", remedy="Encode the file's content as base64.")
def file_not_base64(file: QuizFile) -> Iterator[Defect]:
    """A file's content is not base64: Moodle decodes it all the same, and stores a broken file."""
    for _, embedded in _files(file):
        encoding = embedded.get("encoding", "base64")
        stray = _BASE64.sub("", embedded.text or "", count=1)
        if encoding != "base64":
            yield Defect(file.at(embedded), f"expected the encoding base64, received {encoding!r}")
        elif stray:
            yield Defect(file.at(embedded), f"expected base64, received {stray[:20]!r}")


def _holders(file: QuizFile) -> Iterator[_Element]:
    for question in file.real:
        yield from shown_texts(question)


def _files(file: QuizFile) -> Iterator[tuple[_Element, _Element]]:
    """Every embedded file with the element that it stands in."""
    for element in _holders(file):
        for embedded in element.iterfind("file"):
            yield element, embedded


def _is_path(path: str) -> bool:
    return path.startswith("/") and path.endswith("/")


def _address(embedded: _Element) -> str:
    return embedded.get("path", "/") + embedded.get("name", "").replace("/", "")


def _references(element: _Element) -> Iterator[str]:
    """The files that a text refers to, with their paths."""
    for _, quoted, bare in _REFERENCE.findall(text_in(element)):
        yield unquote(re.split(r"[?#]", html.unescape(quoted or bare))[0])
