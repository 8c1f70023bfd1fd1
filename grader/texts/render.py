"""From an author's text to HTML: Jinja2 fills in the numbers, Markdown makes the markup, mathematics stays LaTeX."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from grader.model import Solution, Text
from grader.texts import templates
from grader.texts.literal import filled_in
from grader.texts.markdown import BLANKS, to_html
from grader.texts.numerals import put_in, taken_out, unmarked
from grader.texts.source import TERMS, Source, typed
from grader.texts.templates import Part, TextError


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
    for part in templates.overheard(source, lambda written: shown.append(unmarked(written))):
        for name in part.template.blocks:
            part.filled(source, names, {name})
            heard[name] = shown.copy()
            shown.clear()
    return heard


def _blocks(source: Source, names: Mapping[str, Any], only: Collection[str] | None = None) -> dict[str, str]:
    """The blocks as Markdown, their numbers still marked."""
    literal = filled_in(source)
    if literal is not None:
        filled = {name: text for name, text in literal.items() if only is None or name in only}
    else:
        filled = _of_all(templates.parts(source), source, names, only)
    return {name: text.strip(BLANKS) for name, text in filled.items()}


def _of_all(
    parts: Sequence[Part], source: Source, names: Mapping[str, Any], only: Collection[str] | None
) -> dict[str, str]:
    return {name: text for part in parts for name, text in part.filled(source, names, only).items()}


def _as_html(markdown: str) -> str:
    """A block as HTML. Markdown is done without the numbers, which are put in afterwards."""
    text, numbers = taken_out(markdown)
    return put_in(to_html(text), numbers)
