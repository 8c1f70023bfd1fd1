"""Filling in the engine's own templates: pages, of which each needs no other file, and plain text."""

import json
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined


def page(template: str, **values: object) -> bytes:
    """A page as HTML in UTF-8; every value that is not a fragment is escaped."""
    return _environment(html=True).get_template(template).render(**values).encode()


def plain(template: str, **values: object) -> str:
    """Text that is no HTML, such as Markdown or Python; the filter `literal` writes a str as Python reads it."""
    return _environment(html=False).get_template(template).render(**values)


@cache
def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("grader"),
        undefined=StrictUndefined,
        autoescape=html,  # noqa: S701 - what is no HTML is Python or Markdown
        keep_trailing_newline=not html,
    )
    environment.filters["literal"] = partial(json.dumps, ensure_ascii=False)
    return environment
