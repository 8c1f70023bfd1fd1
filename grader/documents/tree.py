"""A text as Typst's template reads it: a tree of the elements of its HTML, formulas and pictures among them.

What is not known here, or stands where it cannot be set, is an error: no word of a text is dropped.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import unquote

from lxml.html import HtmlElement

from grader.documents.formulas import formula
from grader.errors import GraderError
from grader.moodle.flatten import parsed
from grader.moodle.quiz import File
from grader.texts.markdown import EMBEDDED
from grader.texts.numerals import MATHEMATICS

Node = str | dict[str, object]
"""A text, or an element: its tag, what is in it, and what else is to be known of it."""

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NAMES = {"b": "strong", "i": "em", "tt": "code", "div": "p", **{f"h{level}": "strong" for level in range(1, 7)}}
_KNOWN = {"p", "ul", "ol", "li", "em", "strong", "code", "br", "hr", "blockquote", "sub", "sup", "span", "a"}
_BLOCKS = {"p", "div", "ul", "ol", "li", "pre", "table", "blockquote", "hr"}
_HOLD = {"ul": {"li"}, "ol": {"li"}}
_OF_ROWS = ("thead", "tbody", "tfoot")


def tree(html: str, files: Sequence[File] = ()) -> list[Node]:
    """The nodes of a text. files: those that it may embed. Raises GraderError for what no document can set."""
    return list(_within(parsed(html, comments=False), files))


def _within(element: HtmlElement, files: Sequence[File]) -> Iterator[Node]:
    """What is in an element; between blocks, white space is nothing."""
    blocks = any(child.tag in _BLOCKS for child in element)
    texts = [element.text or "", *(child.tail or "" for child in element)]
    spoken = ["" if blocks and not text.strip() else text for text in texts]
    yield from _words(spoken[0])
    for child, behind in zip(element, spoken[1:], strict=True):
        yield _node(child, files)
        yield from _words(behind)


def _words(text: str) -> Iterator[Node]:
    """Words and formulas by turns."""
    place = 0
    for found in MATHEMATICS.finditer(text):
        yield from filter(None, [_SPACES.sub(" ", text[place : found.start()])])
        made = formula(found[1] if found[1] is not None else found[2])
        yield {"tag": "math", "block": found[1] is None, "source": made.source, "alt": made.words.strip()}
        place = found.end()
    yield from filter(None, [_SPACES.sub(" ", text[place:])])


def _node(element: HtmlElement, files: Sequence[File]) -> Node:
    tag = _NAMES.get(str(element.tag), str(element.tag))
    if tag == "img":
        return _image(element, files)
    if tag in ("pre", "code"):
        return _code(element, tag)
    if tag == "table":
        return _table(element, files)
    if tag not in _KNOWN:
        raise GraderError(f"a document cannot set the element {tag} yet")
    node: dict[str, object] = {"tag": tag, "children": list(_within(element, files))}
    if tag in _HOLD:
        _require(element, _HOLD[tag])
    if tag == "ol":
        node["start"] = int(element.get("start") or 1)
    return node


def _require(element: HtmlElement, known: Collection[str]) -> None:
    """Raise GraderError where an element holds words of its own, or elements that it cannot be set with."""
    strange = [str(child.tag) for child in element if child.tag not in known]
    if strange:
        raise GraderError(f"a document cannot set the element {strange[0]} in the element {element.tag!s}")
    words = "".join((element.text or "", *(child.tail or "" for child in element))).strip()
    if words:
        raise GraderError(f"a document cannot set {words!r} in the element {element.tag!s} itself")


def _code(element: HtmlElement, tag: str) -> Node:
    strange = sorted({str(one.tag) for one in element.iterdescendants()} - {"code", "span"})
    if strange:
        raise GraderError(f"a document cannot set the element {strange[0]} in code")
    return {"tag": tag, "text": "".join(map(str, element.itertext())).strip("\n" if tag == "pre" else "")}


def _table(element: HtmlElement, files: Sequence[File]) -> Node:
    _require(element, (*_OF_ROWS, "tr"))
    for rows in element.iterchildren(*_OF_ROWS):
        _require(rows, ("tr",))
    found = [row for part in element for row in (part if part.tag in _OF_ROWS else (part,))]
    for row in found:
        _require(row, ("th", "td"))
    if any(cell.get(span, "1") != "1" for row in found for cell in row for span in ("colspan", "rowspan")):
        raise GraderError("a document cannot set a cell of several columns or rows")
    if len({len(row) for row in found}) != 1:
        raise GraderError(
            "a document cannot set a table without rows, or one whose rows have different numbers of cells"
        )
    cells = [[list(_within(cell, files)) for cell in row] for row in found]
    return {"tag": "table", "rows": cells, "headed": any(str(cell.tag) == "th" for cell in found[0])}


def _image(element: HtmlElement, files: Sequence[File]) -> Node:
    named = unquote(str(element.get("src") or "").removeprefix(EMBEDDED))
    content = next((file.content for file in files if f"{file.path}{file.name}".lstrip("/") == named), None)
    if content is None:
        raise GraderError(f"a document cannot show the image {element.get('src')}: it is no file of the question")
    return {"tag": "img", "alt": str(element.get("alt") or ""), "data": list(content)}
