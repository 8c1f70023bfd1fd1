"""The expressions of a text's template: which value they show, through which filters, however they are spaced."""

import re
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

_AT_BRACES = re.compile(r"^[-+]|[-+]$")
_ENVIRONMENT = Environment(autoescape=False)  # noqa: S701 - it only parses


@dataclass(frozen=True)
class Filter:
    """A filter of an expression with its arguments as source: `percent(1)`."""

    name: str
    arguments: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}({', '.join(self.arguments)})" if self.arguments else self.name


@dataclass(frozen=True)
class Expression:
    """An expression. value: as `s.x`, empty where it is more than a value and filters; source: with even spaces.

    kind: what it does before its filters, as the type of its syntax tree.
    """

    source: str
    value: str = ""
    filters: tuple[Filter, ...] = ()
    kind: type[nodes.Node] = nodes.Node

    def __str__(self) -> str:
        return " | ".join([self.value, *map(str, self.filters)]) if self.value else self.source


@lru_cache(maxsize=4096)  # a text quotes few values, and many checks ask
def parsed(source: str) -> Expression:
    """What stands between the braces of an expression, understood; broken Jinja stays its source."""
    plain = _plain(source)
    node = _node(plain)
    if node is None:
        return Expression(plain)
    filters: list[Filter] = []
    while isinstance(node, nodes.Filter) and node.node is not None:
        arguments = _arguments(node)
        if arguments is None:
            return Expression(_spaced(plain), kind=type(node))
        filters.insert(0, Filter(node.name, arguments))
        node = node.node
    value = _value(node)
    return Expression(_spaced(plain), value, tuple(filters) if value else (), type(node))


def _plain(source: str) -> str:
    """An expression in one line, without the marks at its braces; behind a space `-` is a sign."""
    return " ".join(_AT_BRACES.sub("", source).split())


def _node(plain: str) -> nodes.Node | None:
    """The syntax tree of an expression; None for broken Jinja."""
    try:
        (output,) = _ENVIRONMENT.parse(f"{{{{ {plain} }}}}").body
    except (TemplateSyntaxError, ValueError):
        return None
    (node,) = output.nodes if isinstance(output, nodes.Output) else (None,)
    return node


def _arguments(node: nodes.Filter) -> tuple[str, ...] | None:
    """The arguments of a filter; None where they are no plain numbers and words."""
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return None
    named = [(f"{keyword.key}=", keyword.value) for keyword in node.kwargs]
    written = [(name, given) for name, given in (*(("", given) for given in node.args), *named)]
    if not all(isinstance(given, nodes.Const) for _, given in written):
        return None
    return tuple(f"{name}{given.value!r}" for name, given in written if isinstance(given, nodes.Const))


def _value(node: nodes.Node | None) -> str:
    """The value that a node names, from `s` or `p` on; empty for anything else."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.insert(0, node.attr)
        node = node.node
    if not names or not isinstance(node, nodes.Name) or node.name not in ("s", "p"):
        return ""
    return ".".join([node.name, *names])


def _spaced(source: str) -> str:
    """An expression's tokens with single spaces between them."""
    tokens = _ENVIRONMENT.lexer.tokeniter(f"{{{{ {source} }}}}", None)
    written = [token for _, kind, token in tokens if kind not in ("whitespace", "variable_begin", "variable_end")]
    return " ".join(token for token in written if token.strip())
