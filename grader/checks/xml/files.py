"""Files embedded in texts, and the references to them."""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.etree import _Element

from grader.checks.xml.elements import Outcome, QuizFile, children, excerpt, shown_texts, tag, text_in, trimmed
from grader.findings import Defect, check

_REFERENCE = re.compile(r"""(["'])@@PLUGINFILE@@(/.*?)\1|@@PLUGINFILE@@(/[^\s"'<>)]+)""", re.DOTALL)
_DROPPED = re.compile(r"""[\x00-\x1f\x7f&<>"`|':\\/]|\.\.+""")  # what Moodle lets no file name hold
_LONGEST = 255
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*[=\s]*")


@check(
    "X032",
    remedy='Write `<file name="a.png" path="/" encoding="base64">`: the path with a / at each end, the name '
    "of letters, digits, spaces, - _ and single dots.",
)
def file_misnamed(file: QuizFile) -> Iterator[Defect]:
    """A file has no name, or a path without / at both ends, which Moodle refuses; or its name loses characters."""
    for _, embedded in _files(file):
        name, path = trimmed(embedded.get("name")), trimmed(embedded.get("path", "/"))
        kept = _stored(name)
        if not kept or len(kept) > _LONGEST:
            received = excerpt(name) if name else "none"
            said = f"expected a file with a name of at most {_LONGEST} characters, received {received}"
            yield file.defect(embedded, Outcome.REFUSES, said)
        elif kept != name:
            yield file.defect(embedded, Outcome.CHANGES, f"Moodle makes {excerpt(kept)} of the name {excerpt(name)}")
        if not _is_path(path):
            yield file.defect(
                embedded, Outcome.REFUSES, f"expected a path that begins and ends with /, received {excerpt(path)}"
            )
        elif path != "/".join(map(_stored, path.split("/"))) or "//" in path:
            yield file.defect(embedded, Outcome.CHANGES, f"Moodle changes the path {excerpt(path)}")


@check("X033", remedy="Embed the file in the same element as the text, or correct the reference.")
def file_missing(file: QuizFile) -> Iterator[Defect]:
    """A text refers to a file that is not embedded beside it: students see a broken image."""
    for element in _holders(file):
        present = {_address(embedded) for embedded in element.iterfind("file")}
        for reference in _references(element):
            if reference not in present:
                held = ", ".join(sorted(present)) or "no files"
                yield file.defect(
                    element,
                    Outcome.KEEPS,
                    f"<{tag(element)}> refers to {excerpt(reference)}, and holds {excerpt(held)}",
                )


@check("X034", remedy="Refer to it as `@@PLUGINFILE@@/name` in the text that it stands beside, or remove it.")
def file_unused(file: QuizFile) -> Iterator[Defect]:
    """A file is embedded where the text does not refer to it: Moodle keeps it, and nobody is shown it."""
    for element in _holders(file):
        wanted = set(_references(element))
        for embedded in element.iterfind("file"):
            storable = _stored(embedded.get("name", "")) and _is_path(embedded.get("path", "/"))
            if storable and _address(embedded) not in wanted:
                yield file.defect(
                    embedded,
                    Outcome.KEEPS,
                    f"<{tag(element)}> does not refer to its file {excerpt(_address(embedded))}",
                )


@check("X035", remedy="Encode the file's content as base64.")
def file_not_base64(file: QuizFile) -> Iterator[Defect]:
    """A file's content is not base64: Moodle decodes it all the same, and stores a broken file."""
    for _, embedded in _files(file):
        encoding = embedded.get("encoding", "base64")
        stray = _BASE64.sub("", embedded.text or "", count=1)
        inside = next(children(embedded), None)
        if inside is not None:
            yield file.defect(embedded, Outcome.REFUSES, f"expected base64, received <{tag(inside)}>")
        elif encoding.lower() != "base64":
            yield file.defect(embedded, Outcome.CHANGES, f"expected the encoding base64, received {excerpt(encoding)}")
        elif stray:
            yield file.defect(embedded, Outcome.CHANGES, f"expected base64, received {excerpt(stray)}")


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
    """Where a text finds a file; the name as it is written, since what Moodle drops of it is a finding of its own."""
    return embedded.get("path", "/") + embedded.get("name", "")


def _stored(name: str) -> str:
    """A file's name as Moodle stores it."""
    kept = _DROPPED.sub("", name)
    return "" if kept == "." else kept


def _references(element: _Element) -> Iterator[str]:
    """The files that a text refers to, with their paths."""
    for _, quoted, bare in _REFERENCE.findall(text_in(element)):
        yield unquote(re.split(r"[?#]", html.unescape(quoted or bare))[0])
