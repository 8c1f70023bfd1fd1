"""Which values of a solution a claim compares with each other, by its syntax tree."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from inspect import unwrap
from itertools import combinations
from pathlib import Path
from types import CodeType

from grader.model import Claim

Operator = type[ast.cmpop]


@dataclass(frozen=True)
class Comparison:
    """Two values by name, `s.x` or `p.y`, and what stands between them: `ast.Lt` for the first below the second."""

    left: str
    operator: Operator
    right: str


def comparisons(claim: Claim) -> tuple[Comparison, ...]:
    """What a claim's function compares; nothing of a claim that is no function of a file."""
    code = getattr(unwrap(claim.holds), "__code__", None)
    return _of_code(code) if isinstance(code, CodeType) else ()


@lru_cache(maxsize=1024)  # every variant asks for the claims of its question
def _of_code(code: CodeType) -> tuple[Comparison, ...]:
    path = Path(code.co_filename)
    if not path.is_file():
        return ()
    function = _functions(path.read_text(encoding="utf-8")).get((code.co_name, code.co_firstlineno))
    return tuple(_comparisons(function)) if function and function.args.args else ()


@lru_cache(maxsize=64)
def _functions(content: str) -> Mapping[tuple[str, int], ast.FunctionDef]:
    """The functions of a module by name and by the line on which each begins with its decorators."""
    return {
        (node.name, min([node.lineno, *(one.lineno for one in node.decorator_list)])): node
        for node in ast.parse(content).body
        if isinstance(node, ast.FunctionDef)
    }


def _comparisons(function: ast.FunctionDef) -> Iterator[Comparison]:
    known = {function.args.args[0].arg: "s"}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            known |= dict(_aliases(node, known))
    for node in ast.walk(function):
        if isinstance(node, ast.Compare):
            terms = [_named(one, known) for one in (node.left, *node.comparators)]
            for (begin, left), (end, right) in combinations(enumerate(terms), 2):
                operator = _together([type(one) for one in node.ops[begin:end]])
                if left and right and operator:
                    yield Comparison(left, operator, right)


def _together(operators: list[Operator]) -> Operator | None:
    """What a chain says of its ends, as `a == x < b` says that a is below b; None for nothing."""
    if len(operators) == 1:
        return operators[0]
    for strict, weak in ((ast.Lt, ast.LtE), (ast.Gt, ast.GtE)):
        if set(operators) <= {strict, weak, ast.Eq}:
            return next((one for one in (strict, weak) if one in operators), ast.Eq)
    return None


def _aliases(node: ast.Assign, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Other names that a function gives to values, as in `p = s.p` and `low, high = s.low, s.high`."""
    for target in node.targets:
        pairs = [(target, node.value)]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=False))
        for one, value in pairs:
            if isinstance(one, ast.Name) and (name := _named(value, known)):
                yield one.id, name


def _named(node: ast.expr, known: Mapping[str, str]) -> str:
    """The value that a term names, as texts do; empty for anything else."""
    match node:
        case ast.Name(id=name):
            return known.get(name, "")
        case ast.Attribute(value=owner, attr=part) | ast.Subscript(value=owner, slice=ast.Constant(value=str(part))):
            whole = _named(owner, known)
            return "p" if (whole, part) == ("s", "p") else f"{whole}.{part}" if whole else ""
    return ""
