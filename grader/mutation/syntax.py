"""Mutants of a piece of code, by its syntax tree: each differs from it in one place."""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

Fields = Iterator[tuple[ast.AST, str, int | None, ast.AST]]
"""Where nodes stand: the parent, its field, the place in it where that is a list, and the node."""

_NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_AT_THE_EDGE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_FUNCTIONS = {
    "min": "max",
    "max": "min",
    "mean": "sum",
    "sum": "mean",
    "fmean": "sum",
    "median": "mean",
    "any": "all",
    "all": "any",
    "argmax": "argmin",
    "argmin": "argmax",
    "ceil": "floor",
    "floor": "ceil",
    "maximum": "minimum",
    "minimum": "maximum",
    "flatnonzero": "argwhere",
}
_BUILT_IN = {"min", "max", "sum", "any", "all"}
_TOLERANCES = {"rel_tol", "abs_tol", "tolerance", "rtol", "atol"}
_MOST_SHOWN = 90


@dataclass(frozen=True)
class Mutant:
    """One change of a piece of code.

    line: where it stands. change: what becomes of what, in words of the code. tree: the piece with the change.
    number: from 1 on, tells apart changes of the same words.
    """

    line: int
    change: str
    tree: ast.AST
    number: int = 1

    @property
    def name(self) -> str:
        """The change, numbered where the same words are changed elsewhere in the piece."""
        return self.change if self.number == 1 else f"{self.change} #{self.number}"


def mutants(tree: ast.AST, *, of_claim: bool = False) -> Iterator[Mutant]:
    """Every mutant of a function, a lambda or an expression. The tree is left as it is.

    of_claim: tolerances stay, and so do the edges of inequalities: the values that the claim must hold decide whether
    they are narrow enough.
    """
    seen: Counter[str] = Counter()
    for parent, field, place, node in list(_expressions(tree)):
        for other, words in _changed(node, parent, of_claim=of_claim):
            change = f"{_short(words or node)} -> {_short(other)}{_within(node, parent)}"
            seen[change] += 1
            with_change = _with(tree, parent, field, place, other)
            yield Mutant(getattr(node, "lineno", 0), change, with_change, seen[change])


def _expressions(tree: ast.AST) -> Fields:
    """The expressions of a body in order; decorators, annotations, docstrings and messages of errors are none."""
    for field, value in ast.iter_fields(tree):
        if field in ("decorator_list", "returns", "annotation", "args") and not isinstance(tree, ast.Call):
            continue
        for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.Raise | ast.JoinedStr) or not isinstance(node, ast.AST):
                continue
            yield tree, field, place, node
            yield from _expressions(node)


def _changed(node: ast.AST, parent: ast.AST, *, of_claim: bool) -> Iterator[tuple[ast.AST, ast.AST | None]]:
    """What else could stand in a node's place, and what of the node is worth showing where not all of it."""
    match node:
        case ast.Compare():
            yield from ((other, None) for other in _comparisons(node, of_claim=of_claim))
        case ast.BoolOp(values=values):
            for place in range(len(values)):
                rest = [*values[:place], *values[place + 1 :]]
                yield (rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)), None
            if not of_claim or isinstance(node.op, ast.And):
                yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), values), None
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand, None
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _OPERATORS:
            yield ast.BinOp(left, _OPERATORS[type(op)](), right), None
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value), None
        case ast.Constant(value=int() | float()):
            if not (of_claim and _is_tolerance(node, parent)):
                yield from ((ast.Constant(value), None) for value in _numbers(node.value))  # type: ignore[arg-type]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body), None
        case ast.Call(func=ast.Name(id=name) as function) if name in _FUNCTIONS and _FUNCTIONS[name] in _BUILT_IN:
            yield ast.Call(ast.Name(_FUNCTIONS[name], function.ctx), node.args, node.keywords), None
        case ast.Call(func=ast.Attribute(attr=name) as function) if name in _FUNCTIONS:
            other = ast.Attribute(function.value, _FUNCTIONS[name], function.ctx)
            yield ast.Call(other, node.args, node.keywords), None


def _comparisons(node: ast.Compare, *, of_claim: bool) -> Iterator[ast.Compare]:
    tables = (_NEGATED,) if of_claim else (_NEGATED, _AT_THE_EDGE)
    for place, op in enumerate(node.ops):
        for other in chain.from_iterable([table[type(op)]] if type(op) in table else [] for table in tables):
            yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)


def _numbers(value: float) -> Iterator[float]:
    """One more, one less, a tenth more, and nothing; each once, and none that is the value."""
    tenth = value * 1.1 if isinstance(value, float) else value
    yield from (other for other in dict.fromkeys((value + 1, value - 1, tenth, 0)) if other != value)


def _is_tolerance(node: ast.AST, parent: ast.AST) -> bool:
    """Whether a number says how near two values must be: `rel_tol=1e-9`, `abs(x - y) < 1e-9`, and near zero."""
    if isinstance(parent, ast.keyword):
        return parent.arg in _TOLERANCES
    if isinstance(parent, ast.Compare) and node in parent.comparators:
        return isinstance(parent.left, ast.Call) and getattr(parent.left.func, "id", "") == "abs"
    return False


def _with(tree: ast.AST, parent: ast.AST, field: str, place: int | None, other: ast.AST) -> ast.AST:
    """A copy of a tree with another node in a place."""
    kept = getattr(parent, field)
    before = kept if place is None else list(kept)
    setattr(parent, field, other if place is None else [*kept[:place], other, *kept[place + 1 :]])
    try:
        return ast.fix_missing_locations(copy.deepcopy(tree))
    finally:
        setattr(parent, field, before)


def _within(node: ast.AST, parent: ast.AST) -> str:
    return f" in {_short(parent)}" if isinstance(node, ast.Constant) and isinstance(parent, ast.expr) else ""


def _short(node: ast.AST) -> str:
    words = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return words if len(words) <= _MOST_SHOWN else f"{words[: _MOST_SHOWN - 3]}..."
