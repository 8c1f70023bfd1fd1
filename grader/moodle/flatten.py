r"""How Moodle turns the HTML of an option or a stem into the plain text of its reports and downloads.

Two steps, as observed on Moodle 5.1: the quiz makes a summary of the HTML (`to_plain_text`), and the table export
cleans it once more (`downloaded`). What the second step takes away is lost: `\(x<y\)` becomes `\(x`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import name2codepoint
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_UPPERCASE = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}
_MARKS = {  # what stands before and after an element
    **dict.fromkeys(("i", "em"), ("_", "_")),
    **dict.fromkeys(
        ("p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"), ("\n\n", "\n\n")
    ),
    **dict.fromkeys(("tr", "div", "dt", "dd"), ("\n", "\n")),
    **dict.fromkeys(("td", "th"), ("\t\t", "\n")),
    "li": ("\t* ", "\n"),
    "br": ("\n", ""),
}
_DROPPED = {"script", "style", "head"}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # not the no-break space, which Moodle keeps
_BLANKS = frozenset(" \t\r\n\f\v")
_OF_CODE = str.maketrans({" ": "\N{NO-BREAK SPACE}", "\t": 4 * "\N{NO-BREAK SPACE}"})
_BREAK = re.compile(r"</p>|\r\n|\n|\r", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));")
_LAST = 0x10FFFF


class Within(NamedTuple):
    """Where a text stands, as PHP's strip_tags sees it: how many tags are open, and between which quotes it is."""

    depth: int = 0
    quote: str = ""


OUTSIDE = Within()


def parsed(markup: str, *, comments: bool = True) -> HtmlElement:
    """An HTML fragment, whatever is in it, as the content of a `div`, as a browser would put it into a page."""
    page = document_fromstring(
        f"<html><body>{markup}</body></html>", parser=HTMLParser(encoding="utf-8", remove_comments=not comments)
    )
    root = page.find("body")
    if root is None:  # a frameset in place of it
        root = page
    root.tag = "div"
    return root


@lru_cache(maxsize=4096)  # of a question's variants, many options read the same
def to_plain_text(markup: str) -> str:
    """The summary of an HTML fragment: upper-cased bold, `_emphasis_`, `* ` before list items, images by alt text.

    Preformatted text keeps its lines, and its spaces become such as do not break.
    """
    text = "".join(_pieces(parsed(markup)))
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"\n[ ]+", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip(" \n\t\r\f\v")


def downloaded(plain: str) -> str:
    """What csv, xlsx, ods and json downloads make of a summary: breaks become three spaces, tags are stripped."""
    return decoded(strip_tags(with_spaces(plain))).strip()


def with_spaces(plain: str) -> str:
    """A summary with three spaces for each of its breaks: the first step of a download."""
    return _BREAK.sub("   ", plain)


def strip_tags(text: str) -> str:
    """Take out what PHP's strip_tags takes for a tag: from a `<` with no space behind it to its `>`, or to the end.

    Within a tag, further `<` nest, and a `>` between quotes does not close it.
    """
    return stripped(text, OUTSIDE)[0]


def stripped(text: str, within: Within) -> tuple[str, Within]:
    """What strip_tags leaves of a text that begins `within` something, and where the text behind it stands."""
    if not within.depth and "<" not in text:
        return text, within
    kept: list[str] = []
    depth, quote = within
    for position, character in enumerate(text):
        opens = character == "<" and text[position + 1 : position + 2] not in _BLANKS and not quote
        if opens:
            depth += 1
        elif not depth:
            kept.append(character)
        elif character == ">" and (depth > 1 or not quote):
            depth -= 1
        elif character in "\"'" and quote in ("", character):
            quote = "" if quote else character
    return "".join(kept), Within(depth, quote)


def decoded(text: str) -> str:
    """A text with its entities decoded as the last step of a download does, PHP's html_entity_decode with ENT_COMPAT.

    It knows those of HTML 4, wants their semicolon, and leaves the single quote alone.
    """
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    decimal, hexadecimal, name = entity.groups()
    if name:
        return chr(name2codepoint[name]) if name in name2codepoint else entity.group()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    is_text = code >= 0xA0 or 0x20 <= code < 0x7F or code in b"\t\n\r"  # noqa: PLR2004 - HTML 4's characters
    if not is_text or code > _LAST or 0xD800 <= code <= 0xDFFF or chr(code) == "'":  # noqa: PLR2004 - surrogates
        return entity.group()
    return chr(code)


@lru_cache(maxsize=4096)
def as_downloaded(markup: str) -> str:
    """An HTML fragment as a download shows it: what tells options apart there."""
    return downloaded(to_plain_text(markup))


def _pieces(element: etree._Element, *, uppercase: bool = False, code: bool = False) -> Iterator[str]:
    """The text of an element and its children, with the marks that Moodle puts around them."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _DROPPED or not tag:
        return
    before, after = _MARKS.get(tag, ("", ""))
    uppercase, code = uppercase or tag in _UPPERCASE, code or tag == "pre"
    yield before
    if tag == "img":
        alternative = element.get("alt") or ""
        yield f"[{alternative}]" if alternative else ""
    yield _collapsed(element.text, uppercase=uppercase, code=code)
    for child in element:
        yield from _pieces(child, uppercase=uppercase, code=code)
        yield _collapsed(child.tail, uppercase=uppercase, code=code)
    yield after


def _collapsed(text: str | None, *, uppercase: bool, code: bool) -> str:
    collapsed = (text or "").translate(_OF_CODE) if code else _SPACES.sub(" ", text or "")
    return collapsed.upper() if uppercase else collapsed
