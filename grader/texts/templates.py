"""A text's blocks as Jinja templates: each compiled by itself, so that an edit of one leaves the others compiled."""

import re
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from types import CodeType
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context

from grader.errors import GraderError
from grader.texts.language import LANGUAGES
from grader.texts.numerals import marked
from grader.texts.source import REFERENCE, TERMS, Source, terms

_FILE = "a question's text"  # what tracebacks call every template: equal texts are compiled once, wherever they lie
_BLOCK = re.compile(r"\{% block (\w+) %\}.*?\{% endblock %\}", re.DOTALL)
_BEGIN = re.compile(r"\{%[-+]?\s*block\b")
_JINJA = re.compile(r"\{[{%#]")
_OTHER_BLOCKS = re.compile(r"\bself\b")


class TextError(GraderError):
    """A text whose template cannot be filled in; `line` is where."""

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Part:
    """Some of a text's blocks, compiled together, and how many lines of the text stand above them."""

    template: Template
    above: int

    def filled(self, source: Source, names: Mapping[str, Any], only: Collection[str] | None = None) -> dict[str, str]:
        """Its blocks, or only some, as Markdown, their numbers still marked. Raises TextError."""
        wanted = [name for name in self.template.blocks if only is None or name in only]
        try:
            context = self.template.new_context({**names, TERMS: terms(source)})
            return {name: "".join(self.template.blocks[name](context)) for name in wanted}
        except (TemplateError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
            raise TextError(_message(error), line=self.above + self._line(error)) from error

    def _line(self, error: Exception) -> int:
        """The line of the template that an error comes from."""
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == self.template.filename and frame.lineno]
        return self.template.get_corresponding_lineno(lines[-1]) if lines else 1


@lru_cache(maxsize=256)
def parts(source: Source) -> Sequence[Part]:
    """A text's templates. Raises TextError for broken Jinja."""
    return _of(source, _environment(source.language))


def overheard(source: Source, hear: Callable[[str], object]) -> Sequence[Part]:
    """The same; while they are filled in, what each expression shows is heard. Raises TextError."""

    def finalize(value: object) -> object:
        written = _written(source.language, value)
        hear(str(written))
        return written

    return _of(source, _environment(source.language).overlay(finalize=finalize))


def _of(source: Source, environment: Environment) -> tuple[Part, ...]:
    """The blocks one by one where nothing in the text can tell, and otherwise the text as a whole."""
    content = REFERENCE.sub("", source.content)
    try:
        compiled = [(_compiled(block, source.language), above) for block, above in _one_by_one(content)]
    except TemplateSyntaxError:  # said of the whole text, whose lines are known, and where a block can end elsewhere
        compiled = []
    try:
        compiled = compiled or [(_compiled(content, source.language), 0)]
    except TemplateSyntaxError as error:
        raise TextError(_message(error), line=error.lineno) from error
    of_code = partial(environment.template_class.from_code, environment, globals=dict(environment.globals))
    return tuple(Part(of_code(code), above) for code, above in compiled)


def _one_by_one(content: str) -> Iterator[tuple[str, int]]:
    """The blocks with the numbers of lines above them; none where Jinja stands elsewhere, or one can ask for another.

    Where a block seems to end in what is no syntax, such as a comment, the part up to there is broken.
    """
    found = list(_BLOCK.finditer(content))
    each_alone = len({block[1] for block in found}) == len(found) == len(_BEGIN.findall(content))
    if each_alone and not _JINJA.search(_BLOCK.sub("", content)) and not _OTHER_BLOCKS.search(content):
        yield from ((block.group(), content.count("\n", 0, block.start())) for block in found)


@lru_cache(maxsize=4096)  # a text has a dozen blocks
def _compiled(content: str, language: str) -> CodeType:
    """A template as code, which holds the environment's filters by name, and constants as it shows them."""
    return _environment(language).compile(content, filename=_FILE)


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
