"""From an author's text to HTML: Jinja2 fills in the numbers, Markdown makes the markup, mathematics stays LaTeX."""

import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache, partial
from types import CodeType
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context

from grader.errors import GraderError
from grader.model import Solution, Text
from grader.texts.language import LANGUAGES
from grader.texts.literal import filled_in
from grader.texts.markdown import BLANKS, to_html
from grader.texts.numerals import marked, put_in, taken_out, unmarked
from grader.texts.source import REFERENCE, TERMS, Source, terms, typed

_FILE = "a question's text"  # what tracebacks call every template: equal texts are compiled once, wherever they lie


class TextError(GraderError):
    """A text whose template cannot be filled in; `line` is where."""

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(message)
        self.line = line


def render(source: Source, parts: Sequence[str], solution: Solution) -> Text:
    """Fill in a question's text in one language, and make HTML of it, as `fill_in` and `shown` do."""
    return shown(source, parts, fill_in(source, parts, solution))


def fill_in(source: Source, parts: Sequence[str], solution: Solution) -> dict[str, str]:
    """The blocks of a question's text as Markdown, numbers marked, without references. parts: those its kind adds.

    Templates see the solution as `s` and its parameters as `p`, and the language's number filters.
    Raises TextError for a value that does not exist or cannot be shown, and for broken Jinja.
    """
    names = {"s": solution, "p": getattr(solution, "p", None)}
    return _blocks(source, names, block_names(parts))


def written_out(source: Source, names: Mapping[str, Any], only: Collection[str] | None = None) -> dict[str, str]:
    """Each block, or only some, as Markdown: expressions evaluated with names, no references. Raises TextError."""
    return {name: unmarked(text) for name, text in _blocks(source, names, only).items()}


def shown(source: Source, parts: Sequence[str], blocks: Mapping[str, str]) -> Text:
    """The text that filled-in blocks of a source make."""
    html = {name: _as_html(markdown) for name, markdown in blocks.items() if name != "title"}
    return Text(
        language=source.language,
        title=" ".join(unmarked(blocks["title"]).split()),
        stem=html["stem"],
        parts={name: html[name] for name in parts},
        general_feedback=html["general_feedback"],
        typed=typed(source),
    )


def block_names(parts: Sequence[str]) -> tuple[str, ...]:
    """The blocks that a text must have. parts: those that its kind adds."""
    return ("title", "stem", *parts, "general_feedback")


def shown_by_expressions(source: Source, names: Mapping[str, Any]) -> list[str]:
    """What the expressions of a text show, each by itself. Raises TextError as `render` does."""
    return [text for heard in _heard(source, names).values() for text in heard]


def values_shown(source: Source, names: Mapping[str, Any]) -> dict[str, str]:
    """What each expression of a text shows; those that show nothing where they stand alone are left out."""
    try:
        heard = _heard(source, names)
    except TextError:
        heard = {}
    found: dict[str, str] = {}
    for name, block in source.blocks.items():
        expressions, shown = block.expressions(), heard.get(name, ())
        if len(shown) == len(expressions):
            found |= zip(expressions, (text.strip(BLANKS) for text in shown), strict=True)
        else:  # some is shown never, or several times
            found |= _shown_alone(source, expressions, names)
    return found


def _shown_alone(source: Source, expressions: Sequence[str], names: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    own = source.blocks.get(TERMS)
    for expression in expressions:
        written = {"alone": f"{{{{ {expression} }}}}", **({TERMS: own.source} if own else {})}
        content = "".join(f"{{% block {name} %}}{block}{{% endblock %}}" for name, block in written.items())
        with suppress(TextError):
            yield expression, written_out(replace(source, content=content), names)["alone"]


def _heard(source: Source, names: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the expressions of each block show, in order; of constants, which Jinja puts in by itself, nothing."""
    heard: dict[str, list[str]] = {}
    shown: list[str] = []

    def overhear(value: object) -> object:
        written = _written(source.language, value)
        shown.append(unmarked(str(written)))
        return written

    template = _template_of(source, _environment(source.language).overlay(finalize=overhear))
    for name in template.blocks:
        shown = heard[name] = []
        _filled(template, source, names, {name})
    return heard


def _blocks(source: Source, names: Mapping[str, Any], only: Collection[str] | None = None) -> dict[str, str]:
    literal = filled_in(source)
    if literal is not None:
        return {name: text.strip(BLANKS) for name, text in literal.items() if only is None or name in only}
    return _filled(_template(source), source, names, only)


def _filled(
    template: Template, source: Source, names: Mapping[str, Any], only: Collection[str] | None = None
) -> dict[str, str]:
    """The blocks as Markdown, their numbers still marked."""
    try:
        context = template.new_context({**names, TERMS: terms(source)})
        filled = {
            name: "".join(block(context)) for name, block in template.blocks.items() if only is None or name in only
        }
    except (TemplateError, ValueError, TypeError, ArithmeticError) as error:
        raise TextError(_message(error), line=_line(error, template)) from error
    return {name: text.strip(BLANKS) for name, text in filled.items()}


def _as_html(markdown: str) -> str:
    """A block as HTML. Markdown is done without the numbers, which are put in afterwards."""
    text, numbers = taken_out(markdown)
    return put_in(to_html(text), numbers)


@lru_cache(maxsize=256)
def _template(source: Source) -> Template:
    return _template_of(source, _environment(source.language))


def _template_of(source: Source, environment: Environment) -> Template:
    return environment.template_class.from_code(
        environment, _compiled(source.content, source.language), dict(environment.globals)
    )


@lru_cache(maxsize=256)
def _compiled(content: str, language: str) -> CodeType:
    """A template as code, which holds the environment's filters by name, and constants as it shows them."""
    try:
        return _environment(language).compile(REFERENCE.sub("", content), filename=_FILE)
    except TemplateSyntaxError as error:
        raise TextError(_message(error), line=error.lineno) from error


@cache
def _environment(language: str) -> Environment:
    environment = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - Markdown escapes
    environment.filters.update(LANGUAGES[language].filters())
    environment.filters["term"] = _term
    environment.finalize = partial(_written, language)
    return environment


def _written(language: str, value: object) -> object:
    """What an expression gives as a text shows it: a bare decimal number, too, as the language writes it."""
    if isinstance(value, float):
        return marked(LANGUAGES[language].number(value))
    return marked(str(value)) if type(value) is int else value


@pass_context
def _term(context: Context, name: str) -> str:
    """The words of the text's language for a named value."""
    known = context[TERMS]
    if name not in known:
        raise ValueError(f"expected a term of {', '.join(known) or 'none'} in the block {TERMS}, received {name!r}")
    return str(known[name])


def _message(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _line(error: Exception, template: Template) -> int:
    """The line of the template that an error comes from."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == template.filename and frame.lineno]
    return template.get_corresponding_lineno(lines[-1]) if lines else 1
