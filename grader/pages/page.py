"""Filling in a page's template: one file that needs nothing else."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


def page(template: str, **values: object) -> bytes:
    """The page as HTML in UTF-8; every value that is not a fragment is escaped."""
    return _environment().get_template(template).render(**values).encode()


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("grader"), undefined=StrictUndefined, autoescape=True)
