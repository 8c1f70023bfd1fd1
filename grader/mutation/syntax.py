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
_SAFEGUARDS = {"strict"}
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
        for other in _changed(node, parent, of_claim=of_claim):
            change = f"{_short(node)} -> {_short(other)}{_within(node, parent)}"
            seen[change] += 1
            with_change = _with(tree, parent, field, place, other)
            yield Mutant(getattr(node, "lineno", 0), change, with_change, seen[change])


def _expressions(tree: ast.AST) -> Fields:
    """The expressions of a body in order; decorators, annotations, docstrings and messages of errors are none.

    A number below zero is one number.
    """
    for field, value in ast.iter_fields(tree):
        if field in ("decorator_list", "returns", "annotation", "args") and not isinstance(tree, ast.Call):
            continue
        for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.Raise | ast.JoinedStr) or not isinstance(node, ast.AST):
                continue
            yield tree, field, place, node
            if _number(node) is None:
                yield from _expressions(node)


def _changed(node: ast.AST, parent: ast.AST, *, of_claim: bool) -> Iterator[ast.AST]:
    """What else could stand in a node's place."""
    if _number(node) is not None or isinstance(node, ast.Constant):
        return _constants(node, parent, of_claim=of_claim)
    if isinstance(node, ast.Compare):
        return _comparisons(node, of_claim=of_claim)
    return _calls(node) if isinstance(node, ast.Call) else _operations(node)


def _constants(node: ast.AST, parent: ast.AST, *, of_claim: bool) -> Iterator[ast.AST]:
    """Another truth, unless it is that of a safeguard; another number, unless it says how near two values must be."""
    value = _number(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        if not (isinstance(parent, ast.keyword) and parent.arg in _SAFEGUARDS):
            yield ast.Constant(not node.value)
    elif value is not None and not (of_claim and _is_tolerance(node, parent)):
        weaker = _weaker(node, parent) if of_claim else 0
        yield from (ast.Constant(other) for other in _numbers(value) if (other - value) * weaker >= 0)


def _operations(node: ast.AST) -> Iterator[ast.AST]:
    """A part of `and` or `or` dropped, these exchanged, a sign or `not` dropped, another operator, other branches."""
    match node:
        case ast.BoolOp(op=op, values=values):
            for place in range(len(values)):
                rest = [*values[:place], *values[place + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
            yield ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.BinOp(op=operator, left=left, right=right) if type(operator) in _OPERATORS:
            yield ast.BinOp(left, _OPERATORS[type(operator)](), right)
        case ast.AugAssign(target=target, op=operator, value=value) if type(operator) in _OPERATORS:
            yield ast.AugAssign(target, _OPERATORS[type(operator)](), value)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """Another function that takes the same: the largest for the least, the sum for the mean."""
    match node.func:
        case ast.Name(id=name, ctx=context) if _FUNCTIONS.get(name) in _BUILT_IN:
            yield ast.Call(ast.Name(_FUNCTIONS[name], context), node.args, node.keywords)
        case ast.Attribute(value=value, attr=name, ctx=context) if name in _FUNCTIONS:
            yield ast.Call(ast.Attribute(value, _FUNCTIONS[name], context), node.args, node.keywords)


def _comparisons(node: ast.Compare, *, of_claim: bool) -> Iterator[ast.Compare]:
    tables = (_NEGATED,) if of_claim else (_NEGATED, _AT_THE_EDGE)
    for place, op in enumerate(node.ops):
        for other in chain.from_iterable([table[type(op)]] if type(op) in table else [] for table in tables):
            yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)


def _numbers(value: float) -> Iterator[float]:
    """One more, one less, a tenth more, and nothing; each once, and none that is the value."""
    tenth = value * 1.1 if isinstance(value, float) else value
    yield from (other for other in dict.fromkeys((value + 1, value - 1, tenth, 0)) if other != value)


def _number(node: ast.AST) -> float | None:
    """The number that a node writes, with its sign; None for all else."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
    return None


def _weaker(node: ast.AST, parent: ast.AST) -> int:
    """In which direction a bound lets more pass: 1 upward, -1 downward, 0 where it is no bound, or one of both kinds.

    A stricter bound that the truth meets would be no fault of a claim: it says more, and it holds.
    """
    if not isinstance(parent, ast.Compare):
        return 0
    terms, directions = [parent.left, *parent.comparators], set()
    for place, op in enumerate(parent.ops):
        upward = {ast.Lt: 1, ast.LtE: 1, ast.Gt: -1, ast.GtE: -1}.get(type(op), 0)
        directions |= {upward} if terms[place + 1] is node else {-upward} if terms[place] is node else set()
    return directions.pop() if len(directions) == 1 else 0


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
    """Where a number or a truth stands, which alone would say little."""
    if isinstance(parent, ast.keyword):
        return f" in {parent.arg}"
    alone = _number(node) is not None or isinstance(node, ast.Constant)
    return f" in {_short(parent)}" if alone and isinstance(parent, ast.expr) else ""


def _short(node: ast.AST) -> str:
    words = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return words if len(words) <= _MOST_SHOWN else f"{words[: _MOST_SHOWN - 3]}..."
