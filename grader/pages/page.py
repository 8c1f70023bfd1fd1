"""Filling in the engine's own templates: pages, of which each needs no other file, and plain text.

A kind of question has its templates in its own folder: `true-false/form.html.j2` is in that of true/false.
"""

import json
from functools import cache, partial

from jinja2 import ChoiceLoader, Environment, FunctionLoader, PackageLoader, StrictUndefined

from grader.counting import number_of
from grader.kinds import kind_called


def page(template: str, **values: object) -> bytes:
    """A page as HTML in UTF-8; every value that is not a fragment is escaped."""
    return _environment(html=True).get_template(template).render(**values).encode()


def plain(template: str, **values: object) -> str:
    """Text that is no HTML, such as Markdown or Python; the filter `literal` writes a str as Python reads it.

    The filter `of` says how many of a thing there are, as in `2 | of("question")`.
    """
    return _environment(html=False).get_template(template).render(**values)


@cache
def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("grader"), FunctionLoader(_of_kind)]),
        undefined=StrictUndefined,
        autoescape=html,  # noqa: S701 - what is no HTML is Python or Markdown
        keep_trailing_newline=not html,
    )
    environment.filters["literal"] = partial(json.dumps, ensure_ascii=False)
    environment.filters["of"] = number_of
    return environment


def _of_kind(template: str) -> str | None:
    """The source of a kind's template; None where there is no such kind, or it has none of this name."""
    words, _, file = template.partition("/")
    kind = kind_called(words)
    path = kind.folder / file if kind is not None else None
    return path.read_text(encoding="utf-8") if path is not None and path.is_file() else None
