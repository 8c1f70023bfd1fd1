"""The HTML of a block with its numbers left out, so that a question's variants share the work of Markdown.

It is used only where that cannot be told from filling in first: expressions alone, no other Jinja, and values that
are plain numbers and words. Otherwise there is no skeleton, and the block is rendered whole.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template

from grader.markup import BLANKS, to_html
from grader.texts import EXPRESSION, REFERENCE, TERMS, Source

_FIRST_MARK = 0xE000  # of Unicode's private use area: to Markdown a letter like any other
_MOST_EXPRESSIONS = 0x1000
_MARKS = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + _MOST_EXPRESSIONS)}]")
_OTHER_JINJA = re.compile(r"\{%|\{#|\{\{-|-\}\}")
_MATHEMATICS = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_AT_LINE_START = re.compile(r"^[ \t]*(?:[-*+][ \t]+)*\{\{.*?\}\}[.)]", re.MULTILINE)  # might number a list
_PLAIN = re.compile(r"-?[0-9](?:[0-9.,]*[0-9])?%?|[A-Za-zÀ-ÖØ-öø-ÿ]+(?: [A-Za-zÀ-ÖØ-öø-ÿ]+)*")
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Skeleton:
    """HTML in pieces: a value stands between each and the next, by the number of its expression."""

    pieces: tuple[str, ...]
    expressions: tuple[int, ...]

    def filled(self, values: Sequence[str]) -> str:
        """The HTML with its values."""
        filled = [self.pieces[0]]
        for piece, expression in zip(self.pieces[1:], self.expressions, strict=True):
            filled += (values[expression], piece)
        return "".join(filled)


@dataclass(frozen=True)
class Skeletons:
    """Of a text: the blocks that have one, and a template that gives the values of all expressions at once."""

    blocks: Mapping[str, Skeleton]
    values: Template

    def filled(self, names: Mapping[str, Any]) -> dict[str, str]:
        """The HTML of every block whose values are plain; raises what the template raises."""
        values = self.values.render(dict(names)).split(_BETWEEN)
        plain = [bool(_PLAIN.fullmatch(value)) for value in values]
        return {
            name: block.filled(values)
            for name, block in self.blocks.items()
            if all(plain[expression] for expression in block.expressions)
        }


@lru_cache(maxsize=256)
def skeletons(source: Source, environment: Environment) -> Skeletons:
    """The skeletons of a text's blocks."""
    expressions: dict[str, int] = {}
    blocks = {}
    for name, block in source.blocks.items():
        if name in {"title", TERMS}:  # which are no HTML
            continue
        if _OTHER_JINJA.search(block.source) or _AT_LINE_START.search(block.source) or _MARKS.search(block.source):
            continue
        if any(EXPRESSION.search(mathematics) for mathematics in _MATHEMATICS.findall(block.source)):
            continue

        def marked(match: re.Match[str]) -> str:
            return chr(_FIRST_MARK + expressions.setdefault(match[1], len(expressions)))

        text = REFERENCE.sub("", EXPRESSION.sub(marked, block.source)).strip(BLANKS)
        html = to_html(text, language=source.language)
        blocks[name] = Skeleton(
            tuple(_MARKS.split(html)), tuple(ord(mark) - _FIRST_MARK for mark in _MARKS.findall(html))
        )
    joined = _BETWEEN.join(f"{{{{{expression}}}}}" for expression in expressions)
    return Skeletons(blocks, environment.from_string(joined))
