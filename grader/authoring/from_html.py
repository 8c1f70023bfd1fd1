"""An imported text in Markdown, where that is proved to read the same; else as it was, in HTML."""

import re
from functools import cache, lru_cache
from typing import Any

from lxml import etree
from lxml.etree import HTMLParser

from grader.errors import MissingExtraError
from grader.texts.markdown import BLANKS, VERBATIM, to_html

_LONGEST = 10_000  # characters: Markdown takes the square of some texts' length
_VOID = frozenset(("br", "hr", "img"))
_KNOWN = frozenset(
    (
        *("a", "b", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol"),
        *("p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
_DEEPEST = 20
_PIECE = re.compile(
    r"""
    [^<&]++ | &(?=\s) | &(?:[a-z][a-z0-9]*+|\#34|\#39|\#160);
    | <(?P<end>/?)(?P<tag>[a-z][a-z0-9]*+)(?:\s++[a-z]++="[^"<>&]*+")*+\s*+/?>
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_RENAMED = {"b": "strong", "i": "em"}
_SPACES = re.compile(r"[ \t\r\n]+")
_LANGUAGE = "language-"
_ALIGNED = {"text-align:left": ":---", "text-align:center": ":---:", "text-align:right": "---:"}
_RULE = re.compile(r"^\|(?: --- \|)+$", re.MULTILINE)
_BLOCKS = {"p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre", "div", "br", "hr"}


@lru_cache(maxsize=4096)  # options and feedbacks repeat
def in_markdown(html: str) -> str:
    """An HTML text in Markdown where that gives the same again, else as it is, below a line that says so.

    Raises MissingExtraError without markdownify.
    """
    if not html:
        return ""
    if len(html) <= _LONGEST and not _mathematics_is_open(html) and _is_simple(html):
        wanted = canonical(html)
        for written in _candidates(wanted):
            if not written.startswith(VERBATIM) and canonical(to_html(written)) == wanted:
                return written
    return f"{VERBATIM}\n{html}"


def canonical(html: str) -> str:
    """HTML in which what makes no difference to a reader is made alike: a lone paragraph, b and strong, white space.

    It is for HTML that is simple, or that Markdown made: of other HTML, the parser drops what it does not understand.
    """
    root = etree.fromstring(f"<div>{html}</div>", _parser())[0][0]  # of html and body, which the parser adds
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = _RENAMED.get(element.tag, element.tag)
    _collapse(root)
    only = root[0] if len(root) == 1 else None
    if only is not None and only.tag == "p" and not only.attrib and not _shown(root.text) and not _shown(only.tail):
        only.tag, only.tail = "div", None
        root = only
    for element in root.iter():
        if element.tag in _BLOCKS:
            _trim(element)
    return etree.tostring(root, encoding="unicode", with_tail=False).strip(BLANKS)


def _candidates(html: str) -> list[str]:
    """What may be the HTML in Markdown; the second leaves alone what would be escaped within mathematics."""
    try:
        from markdownify import markdownify
    except ImportError as error:
        raise MissingExtraError(
            f"an import needs markdownify: pip install 'exams-as-code[import]' ({error})"
        ) from error
    settings: list[dict[str, Any]] = [{}]
    if r"\(" in html or r"\[" in html:
        settings.append({"escape_asterisks": False, "escape_underscores": False})
    written = (markdownify(html, bullets="-", code_language_callback=_language, **escapes) for escapes in settings)
    return [_aligned(str(markdown), html).strip(BLANKS) for markdown in written]


def _language(preformatted: Any) -> str:
    """The language of a block of code, as its element says: the library's own would not look for it there."""
    code = preformatted.find("code")
    named = code.get("class", []) if code else []
    return str(named[0]).removeprefix(_LANGUAGE) if len(named) == 1 else ""


def _aligned(markdown: str, html: str) -> str:
    """The Markdown of an HTML text with its tables' columns aligned as they were."""
    tables = [
        [_ALIGNED.get(cell.get("style", ""), "---") for cell in table.iterfind(".//th")]
        for table in etree.fromstring(f"<div>{html}</div>", _parser()).iter("table")
    ]
    rules = list(_RULE.finditer(markdown))
    if len(rules) != len(tables):
        return markdown
    columns = iter(tables)
    return _RULE.sub(lambda _: f"| {' | '.join(next(columns))} |", markdown)


def _is_simple(html: str) -> bool:
    """Whether every parser reads the HTML alike: tags that Markdown knows, each closed in its turn, no loose `<`."""
    opened: list[str] = []
    end = 0
    while piece := _PIECE.match(html, end):
        end = piece.end()
        if piece["tag"] is None:
            continue
        tag = piece["tag"].lower()
        if tag not in _KNOWN or (piece["end"] and (tag in _VOID or not opened or opened.pop() != tag)):
            return False
        if not piece["end"] and tag not in _VOID:
            opened.append(tag)
            if len(opened) > _DEEPEST:
                return False
    return end == len(html) and not opened


def _mathematics_is_open(html: str) -> bool:
    return any(html.count(rf"\{begin}") != html.count(rf"\{end}") for begin, end in ("()", "[]"))


@cache
def _parser() -> HTMLParser:
    return HTMLParser()


def _collapse(element: etree._Element) -> None:
    """Make one space of white space that is shown as one; in a `pre` every character counts."""
    if element.tag == "pre":
        return
    element.text = element.text and _SPACES.sub(" ", element.text)
    for child in element:
        _collapse(child)
        child.tail = child.tail and _SPACES.sub(" ", child.tail)


def _trim(element: etree._Element) -> None:
    """Take away the white space around a block's ends, which nobody sees."""
    if element.tag != "pre":
        element.text = element.text and element.text.lstrip(BLANKS)
    element.tail = element.tail and element.tail.lstrip(BLANKS)
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = before.tail and before.tail.rstrip(BLANKS)
    elif parent is not None:
        parent.text = parent.text and parent.text.rstrip(BLANKS)


def _shown(text: str | None) -> str:
    return (text or "").strip(BLANKS)
