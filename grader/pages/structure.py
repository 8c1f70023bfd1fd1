"""Cleaned HTML made to fit into a page: it keeps to its depth, its outline, its lists and its width.

A browser closes what is nested too deeply, a foreign heading cuts through the page's own outline, a list with loose
words in it and an image without a description cannot be read aloud, and a wide table is cut off. So deep markup becomes
its words, a heading a bold line, loose words an entry of their list, and a table or a long formula scrolls.
"""

import html
import re

LONG_FORMULA = 30  # symbols: MathML breaks no lines, so that a narrow page scrolls a longer one
MAX_DEPTH = 100  # elements inside each other; browsers give up at 512, and no text of a person comes near

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s[^\s=>"]+="[^"]*")*)\s*/?>')
_ANY_TAG = re.compile(r"<[^<>]*>")
_FORMULA = re.compile(r"<math\b([^>]*)>(.*?)</math>", re.DOTALL)
_ALTERNATIVE = re.compile(r'\salt="([^"]*)"')
_SEEN = re.compile(r"<(?:img|math|hr)\b")
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"  # takes no room: what editors leave in an emptied field
_VOID = {"area", "br", "col", "hr", "img", "wbr"}
_LISTS = {"ol", "ul"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_SCROLLING = '<div class="scroll" role="group" tabindex="0" aria-label="table">'
_LOOSE = ""  # stands for the element that a list's loose words were given


def tidied(cleaned: str) -> str:
    """HTML as nh3 leaves it, every tag closed, made to fit; nothing at all where there is nothing to see."""
    if not is_seen(cleaned):
        return ""
    tidying = _Tidying()
    place = 0
    for found in _TAG.finditer(cleaned):
        tidying.words(cleaned[place : found.start()])
        place = found.end()
        closing, tag, attributes = found.groups()
        if closing:
            tidying.close(tag)
        else:
            tidying.open(tag, attributes)
        if len(tidying.within) > MAX_DEPTH:
            return only_words(cleaned)
    tidying.words(cleaned[place:])
    return _FORMULA.sub(_reached, "".join(tidying.written))


def only_words(marked: str) -> str:
    """The words of what cannot be shown as it is, with a line that says so."""
    words = " ".join(html.unescape(_ANY_TAG.sub(" ", marked)).split())
    return f"<p><em>Too much markup to be shown as it is; its words:</em></p><p>{html.escape(words)}</p>"


def is_seen(markup: str) -> bool:
    """Whether a reader would see anything of it."""
    words = html.unescape(_ANY_TAG.sub("", markup)).translate(dict.fromkeys(map(ord, _UNSEEN)))
    return bool(words.strip() or _SEEN.search(markup))


def _reached(formula: re.Match[str]) -> str:
    """A formula; the keyboard reaches a long one, to scroll it."""
    attributes, inside = formula.groups()
    long = len(html.unescape(_ANY_TAG.sub("", inside))) > LONG_FORMULA
    focus = ' tabindex="0"' if long else ""
    return f"<math{attributes}{focus}>{inside}</math>"


class _Tidying:
    """Writes markup again piece by piece; `within` holds each open element: as it was, and what it is written as."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.within: list[tuple[str, str]] = []

    def words(self, text: str) -> None:
        if text.strip():
            self._enter_list("")
        self.written.append(text)

    def open(self, tag: str, attributes: str) -> None:
        self._enter_list(tag)
        if tag in _VOID:
            self.written.append(_image(attributes) if tag == "img" else f"<{tag}{attributes}>")
            return
        before, name, after = "", tag, ""
        if tag in _HEADINGS:
            name, attributes, after = "div", "", "<strong>"
        elif tag == "li" and not self._in_list():
            name, attributes = "div", ""
        elif tag == "table" and "table" not in (outer for outer, _ in self.within):
            before = _SCROLLING
        self.within.append((tag, name))
        self.written.append(f"{before}<{name}{attributes}>{after}")

    def close(self, tag: str) -> None:
        self._leave_loose()
        if not self.within or self.within[-1][0] != tag:  # nh3 closes every tag: what is left is a void one's end
            return
        _, name = self.within.pop()
        before = "</strong>" if tag in _HEADINGS else ""
        after = "</div>" if tag == "table" and "table" not in (outer for outer, _ in self.within) else ""
        self.written.append(f"{before}</{name}>{after}")

    def _in_list(self) -> bool:
        return bool(self.within) and self.within[-1][1] in _LISTS

    def _enter_list(self, tag: str) -> None:
        """Give what stands loose in a list an entry of its own, which ends where the next one begins."""
        if tag == "li":
            self._leave_loose()
        elif self._in_list():
            self.within.append((_LOOSE, "li"))
            self.written.append("<li>")

    def _leave_loose(self) -> None:
        if self.within and self.within[-1][0] == _LOOSE:
            self.within.pop()
            self.written.append("</li>")


def _image(attributes: str) -> str:
    """An image with a description; one that is not inside the page is its description in brackets."""
    described = _ALTERNATIVE.search(attributes)
    if ' src="' not in attributes:
        # An attribute may hold a < as it is; among words it would begin an element that nobody has cleaned.
        words = html.escape(html.unescape(described[1]), quote=False) if described else ""
        return f"[{words or 'image'}]"
    return f"<img{attributes}>" if described else f'<img{attributes} alt="image without a description">'
