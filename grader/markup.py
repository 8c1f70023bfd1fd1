"""Markdown to HTML, with mathematics that stays LaTeX."""

import re
from functools import cache, lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.texmath import texmath_plugin

from grader.language import LANGUAGES

VERBATIM = "<!-- html -->"
"""The first line of a block that is HTML already, as imported texts are that Markdown cannot say."""

BLANKS = " \t\n\r"
"""What is taken off the ends of a block; a no-break space is not."""


@lru_cache(maxsize=4096)  # of a question's variants, most blocks read the same
def to_html(markdown: str, *, language: str) -> str:
    """Markdown with LaTeX between backslashed parentheses or brackets, as HTML; one paragraph comes without its tag."""
    if markdown.startswith(VERBATIM):
        return markdown.removeprefix(VERBATIM).strip(BLANKS)
    html = _markdown().render(_tex_decimals(markdown, language)).strip()
    only = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>", html, re.DOTALL)
    return only[1] if only else html


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").use(texmath_plugin, delimiters="brackets")
    for rule in ("math_inline", "math_inline_double"):
        markdown.add_render_rule(rule, _render_inline_mathematics)
    for rule in ("math_block", "math_block_eqno"):
        markdown.add_render_rule(rule, _render_display_mathematics)
    return markdown


def _render_inline_mathematics(_: Any, tokens: Any, position: int, *__: Any) -> str:
    return rf"\({_tex(tokens[position].content)}\)"


def _render_display_mathematics(_: Any, tokens: Any, position: int, *__: Any) -> str:
    return f"<p>\\[{_tex(tokens[position].content)}\\]</p>\n"


def _tex(tex: str) -> str:
    """LaTeX for Moodle: its downloads take everything after a `<` for a tag, so comparisons are written as commands."""
    return escape(tex.replace("<", r"\lt ").replace(">", r"\gt "), quote=False)


def _tex_decimals(markdown: str, language: str) -> str:
    """Keep LaTeX from setting a decimal comma as a list's, with a space behind it."""
    if LANGUAGES[language].decimal != ",":
        return markdown
    mathematics = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
    return mathematics.sub(lambda match: re.sub(r"(?<=\d),(?=\d)", "{,}", match.group()), markdown)
