r"""Equations of numbers in LaTeX, as `3 \times 3 \times 3 = 27`: both sides computed, where all of it is understood.

What is computed: sums, products, quotients and powers, `\frac`, `\sqrt`, `\ln`, `\log_2`, `\exp`, `e` and `\pi`. A
formula with anything else, such as a letter that stands for a number, is left to its readers.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

Value = Callable[[Sequence[float]], float]
"""A part of a formula, of the numbers that stand for its expressions."""

HERE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in a formula where an expression shows a number."""

_EQUALS = re.compile(r"=|\\approx(?![a-zA-Z])")
_UNSEEN = re.compile(r"\\(?:left|right|displaystyle|quad|qquad)(?![a-zA-Z])|\\[,;:! ]|\s+|~")
_TOKEN = re.compile(rf"\\[a-zA-Z]+|\d+(?:(?:\.|\{{,\}})\d+)?|{HERE}|[-+*/^(){{}}_e]")
_FUNCTIONS: Mapping[str, Callable[[float], float]] = {"\\ln": math.log, "\\exp": math.exp, "\\sqrt": math.sqrt}
_TIMES, _OVER = {"\\times", "\\cdot", "*"}, {"/", "\\div"}
_MORE, _LESS = {"+"}, {"-"}


class _OtherNotationError(Exception):
    """Something in a formula is none of what can be computed."""


@lru_cache(maxsize=1024)  # in every variant the formulas are the same
def sides(formula: str) -> tuple[Value, ...]:
    """The sides of an equation; none where there are not several, or one is not understood.

    formula: without its delimiters, with HERE for each expression.
    """
    pieces = [_UNSEEN.sub(" ", piece) for piece in _EQUALS.split(formula)]
    found: list[Value] = []
    begin = 0
    try:
        for piece in pieces:
            found.append(_Side(piece, begin).whole())
            begin += piece.count(HERE)
    except _OtherNotationError:
        return ()
    return tuple(found) if len(found) > 1 else ()


class _Side:
    """Reads one side of an equation, from the left to the right."""

    def __init__(self, written: str, begin: int) -> None:
        self._tokens = _TOKEN.findall(written)
        self._place = 0
        self._expressions = begin
        if "".join(self._tokens) != written.replace(" ", ""):
            raise _OtherNotationError(written)

    def whole(self) -> Value:
        """All of it."""
        found = self._sum()
        if self._place < len(self._tokens):
            raise _OtherNotationError(self._next)
        return found

    @property
    def _next(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self, *expected: str) -> str:
        sign = self._next
        if not sign or (expected and sign not in expected):
            raise _OtherNotationError(sign)
        self._place += 1
        return sign

    def _sum(self) -> Value:
        first = -1 if self._next in _LESS else 1
        if self._next in _LESS | _MORE:
            self._take()
        parts = [(first, self._product())]
        while self._next in _LESS | _MORE:
            parts.append((-1 if self._take() in _LESS else 1, self._product()))
        return lambda shown: math.fsum(sign * part(shown) for sign, part in parts)

    def _product(self) -> Value:
        parts = [(1, self._power())]
        while self._next in _TIMES | _OVER:
            parts.append((-1 if self._take() in _OVER else 1, self._power()))
        return lambda shown: math.prod(part(shown) ** power for power, part in parts)

    def _power(self) -> Value:
        base = self._atom()
        if self._next != "^":
            return base
        self._take()
        exponent = self._atom()
        return lambda shown: base(shown) ** exponent(shown)

    def _atom(self) -> Value:
        sign = self._take()
        if sign == HERE:
            place = self._expressions
            self._expressions += 1
            return lambda shown: shown[place]
        if sign[0].isdigit():
            return _constant(float(sign.replace("{,}", ".")))
        if sign in ("e", "\\pi"):
            return _constant(math.e if sign == "e" else math.pi)
        if sign in ("(", "{"):
            return self._inside(")" if sign == "(" else "}")
        return self._function(sign)

    def _inside(self, closing: str) -> Value:
        found = self._sum()
        self._take(closing)
        return found

    def _function(self, name: str) -> Value:
        if name == "\\frac":
            above, below = self._braced(), self._braced()
            return lambda shown: above(shown) / below(shown)
        if name == "\\log":
            self._take("_")
            base, of_base = self._atom(), self._power()
            return lambda shown: math.log(of_base(shown), base(shown))
        if name not in _FUNCTIONS:
            raise _OtherNotationError(name)
        of = self._braced() if name == "\\sqrt" else self._power()
        return lambda shown: _FUNCTIONS[name](of(shown))

    def _braced(self) -> Value:
        self._take("{")
        return self._inside("}")


def _constant(value: float) -> Value:
    return lambda _: value
