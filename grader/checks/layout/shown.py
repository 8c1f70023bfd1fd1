"""A block as a student sees it: its paragraphs without formulas and code, its formulas, its code, its lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from lxml.html import HtmlElement

from grader.moodle.flatten import parsed
from grader.texts.markdown import BLANKS, EMBEDDED
from grader.texts.numerals import MATHEMATICS

HOLE = "\ufffc"
"""What stands in a paragraph where a reader sees a formula, a piece of code or an image."""

TITLE = "title"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = {"div", "p", "ul", "ol", "li", "blockquote", "hr", "table", "thead", "tbody", "tr", "th", "td", *HEADINGS}


@dataclass(frozen=True)
class Piece:
    """What a reader takes for a paragraph. tag: the element that it stands in; its lines are those of its author."""

    tag: str
    text: str


@dataclass(frozen=True)
class Listing:
    """A list. items: what each of its items begins with. within: what the item that it stands in begins with.

    follows: whether another list stands directly before it.
    """

    items: tuple[str, ...]
    within: str
    follows: bool


@dataclass(frozen=True, eq=False)  # there is one for each text: `shown` sees to it
class Shown:
    """A block as it is shown.

    code: preformatted pieces. whole: all of its text, that of images, formulas and code included.
    tags: the elements of a page in it, in order. empty_links: how many links show nothing,
    or lead nowhere, images among them. escaped: characters that their author marked as meant.
    """

    language: str
    name: str
    pieces: tuple[Piece, ...]
    formulas: tuple[str, ...]
    code: tuple[str, ...]
    lists: tuple[Listing, ...]
    tags: tuple[str, ...]
    empty_links: int
    whole: str
    escaped: frozenset[str]

    @property
    def text(self) -> str:
        """Its paragraphs, a blank line between them."""
        return "\n\n".join(piece.text for piece in self.pieces)

    @property
    def base(self) -> str:
        """Its language without region and script."""
        return self.language.partition("-")[0]


_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), "\N{REPLACEMENT CHARACTER}")  # a parser may drop them


@lru_cache(maxsize=4096)  # many checks ask for each
def shown(name: str, html: str, language: str, escaped: frozenset[str]) -> Shown:
    """Read the HTML of a block. name: which block; a title is plain text."""
    kept = html.translate(_CONTROLS)
    root = parsed(escape(kept, quote=False) if name == TITLE else kept)
    stream = list(_stream(root))
    formulas: list[str] = []

    def hole(formula: re.Match[str]) -> str:
        formulas.append(formula.group())
        return HOLE

    pieces, code = list[Piece](), list[str]()
    tag, texts = "div", list[str]()
    for kind, text in [*stream, ("div", None)]:
        if text is None:
            said = MATHEMATICS.sub(hole, "".join(texts)).strip(BLANKS)
            pieces += [Piece(tag, said)] if said else []
            tag, texts = kind, []
        elif kind == "pre":
            code.append(text)
        else:
            texts.append(text)
    return Shown(
        language,
        name,
        tuple(pieces),
        tuple(formulas),
        tuple(code),
        tuple(_listing(one) for one in root.iter("ul", "ol")),
        tuple(str(element.tag) for element in root.iter() if isinstance(element.tag, str)),
        sum(1 for link in root.iter("a", "img") if _is_empty(link)),
        " ".join([root.text_content(), *(image.get("alt") or "" for image in root.iter("img"))]),
        escaped,
    )


def _stream(element: HtmlElement, around: str = "div") -> Iterator[tuple[str, str | None]]:
    """The text of an element, each with the kind of what holds it; None for it where a new paragraph begins."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "pre":
        yield tag, element.text_content()
        yield around, None
    elif tag in ("code", "img"):
        yield around, HOLE
    elif tag == "br":
        yield around, "\n"
    elif tag:
        inner = tag if tag in _BLOCKS else around
        if tag in _BLOCKS:
            yield inner, None
        yield inner, element.text or ""
        for child in element:
            yield from _stream(child, inner)
            yield inner, child.tail or ""
        if tag in _BLOCKS:
            yield around, None


def _is_empty(link: HtmlElement) -> bool:
    words = link.text_content().strip() or next(link.iter("img"), None) is not None
    return not words or link.get("src" if link.tag == "img" else "href") in ("", EMBEDDED)


def _listing(element: HtmlElement) -> Listing:
    parent, before = element.getparent(), element.getprevious()
    follows = before is not None and before.tag in ("ul", "ol") and not (before.tail or "").strip()
    within = _beginning(parent) if parent is not None and parent.tag == "li" else ""
    items = tuple(_beginning(item) for item in element.iterchildren("li"))
    return Listing(items, within, follows)


def _beginning(item: HtmlElement) -> str:
    """The first paragraph of a list's item."""
    said = ""
    for _, text in _stream(item):
        if text is None and said.strip():
            break
        said += text or ""
    return MATHEMATICS.sub(HOLE, said).strip(BLANKS)
