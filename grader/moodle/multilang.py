"""One HTML text from several in different languages, for Moodle's multi-language content filter.

The filter keeps the reader's of neighbouring spans, and takes the first `</span>` for the end of each. A site may have
it stand behind MathJax's, which has then put a span round every formula. So neither formulas nor what gives a text its
structure stand in a language's span: what languages share stands outside, and a formula that differs has the spans
between its delimiters. Gaps `[[...]]` are counted before any filter, so that each must stand once for all languages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

GAP = r"\[\[(\w+)\]\]"
"""Where a text has a gap, as `[[name]]`."""

_FORMULA = r"\\\((?:(?!\\\().)*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$"
_ALONE = r"<!--.*?-->|\[\[\w+\]\]"
_TOKEN = re.compile(rf"(?P<formula>{_FORMULA})|(?P<alone>{_ALONE})|(?P<tag></?[A-Za-z][^<>]*>)", re.DOTALL)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "kbd", "q", "s", "small", "strong", "sub"}
_INLINE |= {"sup", "u", "var", "wbr"}


@dataclass(frozen=True)
class _Node:
    """A piece of HTML: what opens and closes it as written, and what stands between; words have only `inner`.

    fixed: whether it must stand outside the spans of a language: formulas, gaps, blocks, spans, and what holds any.
    """

    opening: str = ""
    closing: str = ""
    inner: str = ""
    children: tuple["_Node", ...] = ()
    fixed: bool = False

    @property
    def written(self) -> str:
        return f"{self.opening}{self.inner}{_written(self.children)}{self.closing}"


def merged(versions: Sequence[tuple[str, str]]) -> str:
    """One HTML text of which readers see their own language's.

    versions: of each language, Moodle's code and the HTML. Where the languages' formulas or structure do not
    correspond, whole versions stand in the spans: then it depends on the order of the site's filters what readers see.
    """
    codes = [code for code, _ in versions]
    trees = [_parsed(html) for _, html in versions]
    if any(tree is None for tree in trees):
        return _spans(codes, [html for _, html in versions])
    return _merge(codes, [tree for tree in trees if tree is not None])


def formulas(html: str) -> list[str]:
    """The formulas of an HTML text, with their delimiters, as MathJax's filter finds them."""
    return re.findall(_FORMULA, html, re.DOTALL)


def _merge(codes: Sequence[str], versions: Sequence[tuple[_Node, ...]]) -> str:
    written = [_written(nodes) for nodes in versions]
    if len(set(written)) == 1:
        return written[0]
    parts = [_parts(nodes) for nodes in versions]
    shapes = {tuple((fixed.opening, fixed.closing) for fixed in nodes[1::2]) for nodes in parts}
    if len(shapes) > 1:
        return _spans(codes, written)
    pieces = []
    for place, same in enumerate(zip(*parts, strict=True)):
        if place % 2 == 0:
            pieces.append(_spans(codes, [words.inner for words in same]))
        else:
            inner = _merge(codes, [fixed.children or (_Node(inner=fixed.inner),) for fixed in same])
            pieces.append(f"{same[0].opening}{inner}{same[0].closing}")
    return "".join(pieces)


def _parts(nodes: Sequence[_Node]) -> list[_Node]:
    """Words and what is fixed in turn, words first and last; words may be empty, and hold inline markup."""
    parts, rest = [], list(nodes)
    while True:
        words = list(takewhile(lambda node: not node.fixed, rest))
        parts.append(_Node(inner=_written(words)))
        rest = rest[len(words) :]
        if not rest:
            return parts
        parts.append(rest.pop(0))


def _spans(codes: Sequence[str], versions: Sequence[str]) -> str:
    if len(set(versions)) == 1:
        return versions[0]
    return "".join(
        f'<span lang="{code}" class="multilang">{html}</span>' for code, html in zip(codes, versions, strict=True)
    )


def _written(nodes: Sequence[_Node]) -> str:
    return "".join(node.written for node in nodes)


def _parsed(html: str) -> tuple[_Node, ...] | None:
    """The HTML as a tree; None where its tags do not match."""
    open_tags: list[tuple[str, str]] = []
    levels: list[list[_Node]] = [[]]
    for kind, written in _tokens(html):
        if kind == "words":
            levels[-1].append(_Node(inner=written))
        elif kind == "formula":
            levels[-1].append(_Node(written[:2], written[-2:], written[2:-2], fixed=True))
        elif kind == "alone":
            levels[-1].append(_Node(opening=written, fixed=True))
        elif written.startswith("</"):
            if not open_tags or open_tags[-1][0] != _name(written):
                return None
            name, opening = open_tags.pop()
            children = tuple(levels.pop())
            fixed = name not in _INLINE or any(child.fixed for child in children)
            levels[-1].append(_Node(opening, written, children=children, fixed=fixed))
        elif _name(written) in _VOID:
            levels[-1].append(_Node(opening=written, fixed=_name(written) not in _INLINE))
        else:
            open_tags.append((_name(written), written))
            levels.append([])
    return None if open_tags else tuple(levels[0])


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """The formulas, tags, notes, gaps and words of an HTML text, in order."""
    end = 0
    for match in _TOKEN.finditer(html):
        if match.start() > end:
            yield "words", html[end : match.start()]
        yield match.lastgroup or "", match.group()
        end = match.end()
    if end < len(html):
        yield "words", html[end:]


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match[1].lower() if match else ""
