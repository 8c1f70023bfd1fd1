r"""How Moodle turns the HTML of an option or a stem into the plain text of its reports and downloads.

Two steps, as observed on Moodle 5.1: the quiz makes a summary of the HTML (`to_plain_text`), and the table export
cleans it once more (`downloaded`). What the second step takes away is lost: `\(x<y\)` becomes `\(x`.
"""

import html
import re
from collections.abc import Iterator

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


def to_plain_text(markup: str) -> str:
    """The summary of an HTML fragment: upper-cased bold, `_emphasis_`, `* ` before list items, images by alt text."""
    text = "".join(_pieces(parsed(markup)))
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"\n[ ]+", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip(" \n\t\r\f\v")


def downloaded(plain: str) -> str:
    """What csv, xlsx, ods and json downloads make of a summary: breaks become three spaces, tags are stripped."""
    text = re.sub(r"</p>|\r\n|\n|\r", "   ", plain, flags=re.IGNORECASE)
    return html.unescape(strip_tags(text)).strip()


def strip_tags(text: str) -> str:
    """Take out what PHP's strip_tags takes for a tag: from a `<` with no space behind it to its `>`, or to the end.

    Within a tag, further `<` nest, and a `>` between quotes does not close it.
    """
    kept: list[str] = []
    depth, quote = 0, ""
    for position, character in enumerate(text):
        opens = character == "<" and not text[position + 1 : position + 2].isspace() and not quote
        if opens:
            depth += 1
        elif not depth:
            kept.append(character)
        elif character == ">" and (depth > 1 or not quote):
            depth -= 1
        elif character in "\"'" and quote in ("", character):
            quote = "" if quote else character
    return "".join(kept)


def as_downloaded(markup: str) -> str:
    """An HTML fragment as a download shows it: what tells options apart there."""
    return downloaded(to_plain_text(markup))


def _pieces(element: etree._Element, *, uppercase: bool = False) -> Iterator[str]:
    """The text of an element and its children, with the marks that Moodle puts around them."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _DROPPED or not tag:
        return
    before, after = _MARKS.get(tag, ("", ""))
    uppercase = uppercase or tag in _UPPERCASE
    yield before
    if tag == "img":
        alternative = element.get("alt") or ""
        yield f"[{alternative}]" if alternative else ""
    yield _collapsed(element.text, uppercase=uppercase)
    for child in element:
        yield from _pieces(child, uppercase=uppercase)
        yield _collapsed(child.tail, uppercase=uppercase)
    yield after


def _collapsed(text: str | None, *, uppercase: bool) -> str:
    collapsed = _SPACES.sub(" ", text or "")
    return collapsed.upper() if uppercase else collapsed
