"""Texts that mean nothing but themselves: how an imported text is written so that none of it is taken for our syntax.

Beside Markdown, a text's file has two syntaxes of ours: Jinja, and references to claims. Where a text holds characters
that would begin one, it is written with an expression that gives them: `{{ "{" }}{ x }}`, `[{{ "^" }}abc]`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from grader.texts.source import REFERENCE, Source

_BEGINS_JINJA = re.compile(r"\{(?=[{%#])")
_CHARACTER = re.compile(r'\{\{ "([{^])" \}\}')
_BLOCK = re.compile(r"\s*\{% block (\w+) %\}((?:[^{]|\{(?!%))*+)\{% endblock %\}\s*")


def escaped(text: str) -> str:
    """A text as a block's source: filled in, it gives the text again, whatever it holds."""
    no_jinja = _BEGINS_JINJA.sub(lambda _: _expression("{"), text)
    return REFERENCE.sub(lambda reference: reference.group().replace("^", _expression("^"), 1), no_jinja)


@lru_cache(maxsize=256)
def filled_in(source: Source) -> Mapping[str, str] | None:
    """Each block of a text that is literal throughout, as filling it in with Jinja would; None for any other text.

    Thousands of imported texts need no template compiled for each.
    """
    blocks: dict[str, str] = {}
    end = 0
    while block := _BLOCK.match(source.content, end):
        end = block.end()
        text = REFERENCE.sub("", block[2])
        if block[1] in blocks or _BEGINS_JINJA.search(_CHARACTER.sub("", text)):
            return None
        blocks[block[1]] = _CHARACTER.sub(r"\1", text)
    return MappingProxyType(blocks) if blocks and end == len(source.content) else None


def _expression(character: str) -> str:
    return f'{{{{ "{character}" }}}}'
