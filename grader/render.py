"""From an author's text to HTML: Jinja2 fills in the numbers, Markdown makes the markup, mathematics stays LaTeX."""

import re
import traceback
from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from markdown_it import MarkdownIt
from mdit_py_plugins.texmath import texmath_plugin

from grader.errors import GraderError
from grader.language import LANGUAGES
from grader.model import Item, Solution, Text
from grader.texts import REFERENCE, Source


class TextError(GraderError):
    """A text whose template cannot be filled in; `line` is where."""

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(message)
        self.line = line


def render(source: Source, item: Item, solution: Solution) -> Text:
    """Fill in a question's text in one language.

    Templates see the solution as `s` and its parameters as `p`, and the language's number filters.
    Raises TextError for a value that does not exist or cannot be shown, and for broken Jinja.
    """
    blocks = fill_in(source, {"s": solution, "p": getattr(solution, "p", None)})
    ids = [option.id for option in item.options]
    return Text(
        language=source.language,
        title=" ".join(blocks["title"].split()),
        stem=to_html(blocks["stem"], language=source.language),
        options={id_: to_html(blocks[f"option_{id_}"], language=source.language) for id_ in ids},
        feedback={id_: to_html(blocks[f"feedback_{id_}"], language=source.language) for id_ in ids},
        general_feedback=to_html(blocks["general_feedback"], language=source.language),
    )


def block_names(item: Item) -> tuple[str, ...]:
    """The blocks that a text must have."""
    ids = [option.id for option in item.options]
    return ("title", "stem", *(f"option_{id_}" for id_ in ids), *(f"feedback_{id_}" for id_ in ids), "general_feedback")


def fill_in(source: Source, names: Mapping[str, Any]) -> dict[str, str]:
    """Return each block as Markdown, its expressions evaluated and its references removed."""
    template = _template(source)
    try:
        context = template.new_context(dict(names))
        filled = {name: "".join(block(context)) for name, block in template.blocks.items()}
    except (TemplateError, ValueError, TypeError, ArithmeticError) as error:
        raise TextError(_message(error), line=_line(error, template)) from error
    return {name: REFERENCE.sub("", text).strip() for name, text in filled.items()}


@lru_cache(maxsize=4096)  # of a question's variants, most blocks read the same
def to_html(markdown: str, *, language: str) -> str:
    """Markdown with LaTeX between backslashed parentheses or brackets, as HTML; one paragraph comes without its tag."""
    html = _markdown().render(_tex_decimals(markdown, language)).strip()
    only = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>", html, re.DOTALL)
    return only[1] if only else html


@lru_cache(maxsize=256)
def _template(source: Source) -> Template:
    environment = _environment(source.language)
    try:
        compiled = environment.compile(source.content, source.path.name, str(source.path))
    except TemplateSyntaxError as error:
        raise TextError(_message(error), line=error.lineno) from error
    return environment.template_class.from_code(environment, compiled, environment.make_globals(None))


@cache
def _environment(language: str) -> Environment:
    environment = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - Markdown escapes
    environment.filters.update(LANGUAGES[language].filters())
    return environment


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


def _message(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _line(error: Exception, template: Template) -> int:
    """The line of the template that an error comes from."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == template.filename and frame.lineno]
    return template.get_corresponding_lineno(lines[-1]) if lines else 1
