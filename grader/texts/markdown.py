"""Markdown to HTML, with mathematics that stays LaTeX."""

import re
from functools import cache, lru_cache
from html import escape
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from markdown_it import MarkdownIt
from mdit_py_plugins.texmath import texmath_plugin

EMBEDDED = "@@PLUGINFILE@@/"
"""How Moodle's texts refer to a file that is embedded beside them, before its path."""

FILES = "files"
"""The folder of a question's files; texts may name it in an address, or leave it out."""

_ENCODED_PLACEHOLDER = re.compile("(?:%EF%B7%[9A][0-9A-F])+")

VERBATIM = "<!-- html -->"
"""The first line of a block that is HTML already, as imported texts are that Markdown cannot say."""

BLANKS = " \t\n\r"
"""What is taken off the ends of a block; a no-break space is not."""


@lru_cache(maxsize=4096)  # of a question's variants, most blocks read the same
def to_html(markdown: str) -> str:
    """Markdown with LaTeX between backslashed parentheses or brackets, as HTML; one paragraph comes without its tag.

    An address without a host is that of an embedded file.
    """
    if markdown.startswith(VERBATIM):
        return markdown.removeprefix(VERBATIM).strip(BLANKS)
    html = _markdown().render(markdown).strip()
    only = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>", html, re.DOTALL)
    return only[1] if only else html


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").use(texmath_plugin, delimiters="brackets")
    encode = markdown.normalizeLink
    for rule in ("math_inline", "math_inline_double"):
        markdown.add_render_rule(rule, _render_inline_mathematics)
    for rule in ("math_block", "math_block_eqno"):
        markdown.add_render_rule(rule, _render_display_mathematics)
    markdown.normalizeLink = lambda url: _with_placeholders(encode(url))  # type: ignore[method-assign]
    markdown.add_render_rule("image", _render_image)
    markdown.add_render_rule("link_open", _render_link)
    return markdown


def _render_image(renderer: Any, tokens: Any, position: int, options: Any, env: Any) -> str:
    tokens[position].attrs["src"] = _address(tokens[position].attrs["src"])
    return str(renderer.image(tokens, position, options, env))


def _render_link(renderer: Any, tokens: Any, position: int, options: Any, env: Any) -> str:
    tokens[position].attrs["href"] = _address(tokens[position].attrs["href"])
    return str(renderer.renderToken(tokens, position, options, env))


def _address(written: str) -> str:
    """An address as Moodle takes it: one without scheme and host is that of a file of the question."""
    try:
        parts = urlsplit(written)
    except ValueError:  # no address at all
        return written
    if parts.scheme or parts.netloc or written.startswith(EMBEDDED):
        return written
    path = unquote(parts.path).removeprefix("./").removeprefix(f"{FILES}/")
    return EMBEDDED + _with_placeholders(quote(path)) + written[len(parts.path) :]


def _with_placeholders(encoded: str) -> str:
    """An encoded address in which the placeholders of numbers stand as they were."""
    return _ENCODED_PLACEHOLDER.sub(lambda found: unquote(found.group()), encoded)


def _render_inline_mathematics(_: Any, tokens: Any, position: int, *__: Any) -> str:
    return rf"\({_tex(tokens[position].content)}\)"


def _render_display_mathematics(_: Any, tokens: Any, position: int, *__: Any) -> str:
    return f"<p>\\[{_tex(tokens[position].content)}\\]</p>\n"


def _tex(tex: str) -> str:
    """LaTeX for Moodle: its downloads take everything after a `<` for a tag, so comparisons are written as commands.

    LaTeX itself takes what follows a `%` for a comment, which nobody means in a formula.
    """
    written = re.sub(r"(?<!\\)%", r"\%", tex)
    return escape(written.replace("<", r"\lt ").replace(">", r"\gt "), quote=False)
