"""Family T, on numbers that an author typed: T005.

In prose every number is to be interpolated, or to belong to a declared name, whether it is typed in digits of any
script, as a numeral, or in words that the language's glossary knows: "two", "a third of", "metade". "One", ordinals
and the labels of the stem are words. In mathematics and code digits are
notation, as in `x^2` and `range(10)`, unless they write a value of the question: one that an expression of the text
shows, or one of the solution or the parameters, exactly or rounded to two significant digits or more. 0 and 1 are
notation always.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from grader.checks.text import READABLE
from grader.findings import Defect, at, check
from grader.release.stages import ComputedStages
from grader.texts.glossary import Glossary, glossary
from grader.texts.numerals import in_digits
from grader.texts.render import shown_by_expressions
from grader.texts.source import NAMES, Block, Source, names
from grader.texts.templates import TextError
from grader.texts.typed import labels, typed_numbers

_NUMBER = r"\d+(?:\{?[.,]\}?\d+)*"
_POWER = r"10\s*\^\s*\{?\s*(?P<{}>-?\d+)\s*\}?"
_IN_NOTATION = re.compile(
    rf"(?<![A-Za-z\d])(?:{_POWER.replace('{}', 'alone')}|(?P<digits>{_NUMBER})"
    rf"(?:\s*\\(?:times|cdot)\s*{_POWER.replace('{}', 'exponent')}|[eE](?P<e>[+-]?\d+))?(?P<percent>\s*\\?%)?)"
)
_QUANTITY = re.compile(rf"({_NUMBER})\s+[^\W\d_A-Z]")
_SURE_DIGITS = 2  # a rounded number with this many significant digits is no chance
_DEEPEST = 6


@dataclass(frozen=True)
class _Number:
    """A number as it was typed: its value, the unit of its last digit, and its significant digits."""

    value: Decimal
    unit: Decimal
    significant: int

    def writes(self, value: Decimal) -> bool:
        """Whether it is how somebody would write a value."""
        rounded = (value / self.unit).to_integral_value() * self.unit
        return value == self.value or (self.significant >= _SURE_DIGITS and rounded == self.value)


@check(
    "T005",
    remedy="Put the number into the parameters or the solution and interpolate it; declare a name such as Python 3, or "
    "notation and words that write a number by chance, in the block `names`.",
    requires=READABLE,
)
def typed_digit(stages: ComputedStages) -> Iterator[Defect]:
    """A number was typed into a text, in digits or words: in prose any, in mathematics and code a value's."""
    for source, in_prose, pieces in _written(stages.exam):
        yield from in_prose
        for name in names(source):
            if value := _quantity(stages, name):
                said = f"{name} is no name, but a quantity: it writes {value}"
                yield Defect(at(source.path, source.blocks[NAMES].line), said)
        for line, piece, digits, value in _typed_values(stages, source, pieces):
            yield Defect(at(source.path, line), f"typed digit: {digits} in {' '.join(piece.split())} is {value}")


def _quantity(stages: ComputedStages, name: str) -> str:
    """The value of the question that a declared name writes with the word for what it counts, as in: 50 epochs."""
    match = _QUANTITY.match(name)
    if match is None:
        return ""
    readings = _readings(match[1])
    values = _values(stages.solution, "s")
    return next((name for name, value in values if any(value == one.value for one in readings)), "")


@lru_cache(maxsize=8)  # variants share the texts as they are written
def _written(exam: ComputedStages) -> Sequence[tuple[Source, Sequence[Defect], Sequence[tuple[int, str]]]]:
    """Each text, the numbers that were typed into its prose, and its formulas and code with digits."""
    return [
        (source, list(_typed_in_prose(source, glossary(source.language, exam.bank.folder))), _with_digits(source))
        for source in exam.sources.values()
    ]


def _typed_in_prose(source: Source, words: Glossary | None) -> Iterator[Defect]:
    declared, labelled = names(source), labels(source)
    for name in declared:
        if not re.search(r"[^\W\d_]", name):
            yield Defect(at(source.path, source.blocks[NAMES].line), f"a name needs a letter, received {name!r}")
    for block in _blocks(source):
        for line, word in typed_numbers(block, declared, labelled, words):
            kind = "digit" if re.search(r"\d", word) else "number"
            yield Defect(at(source.path, line), f"typed {kind}: {word}")


def _with_digits(source: Source) -> Sequence[tuple[int, str]]:
    notation = [piece for block in _blocks(source) for piece in block.notation(names(source))]
    return [piece for piece in notation if re.search(r"\d", in_digits(piece[1]))]


def _blocks(source: Source) -> Iterator[Block]:
    return (block for block in source.blocks.values() if block.name != NAMES)


def _typed_values(
    stages: ComputedStages, source: Source, pieces: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, str, str, str]]:
    """Where a formula or code writes a value of the question: line, formula, digits, and the value's name."""
    if not pieces:
        return
    of_question = dict(_values(stages.solution, "s"))
    quoted = _quoted(stages, source)
    for line, piece in pieces:
        for digits, numbers, is_percentage in _numbers(piece):
            hundredfold = 100 if is_percentage else 1
            names_of = [
                name for name, value in of_question.items() if any(one.writes(value * hundredfold) for one in numbers)
            ]
            names_of += [f"shown as {text}" for text, found in quoted.items() if found & {one.value for one in numbers}]
            if names_of:
                yield line, piece, digits, names_of[0]


def _quoted(stages: ComputedStages, source: Source) -> dict[str, set[Decimal]]:
    """What the text's expressions show, and the numbers in it; nothing for a text that cannot be filled in."""
    try:
        texts = shown_by_expressions(source, {"s": stages.solution, "p": getattr(stages.solution, "p", None)})
    except TextError:
        return {}
    return {text: {one.value for _, found, _ in _numbers(text) for one in found} for text in texts}


def _numbers(notation: str) -> Iterator[tuple[str, list[_Number], bool]]:
    """The numbers of a formula or code but 0 and 1: as typed, in every way to read them, and whether in percent."""
    for match in _IN_NOTATION.finditer(in_digits(notation)):
        exponent = int(match["alone"] or match["exponent"] or match["e"] or 0)
        found = [_scaled(number, exponent) for number in _readings(match["digits"] or "1")]
        if any(number.value not in (0, 1) for number in found):
            yield match.group().strip(), found, bool(match["percent"])


def _readings(digits: str) -> list[_Number]:
    """A number's digits with a decimal mark or with groups of thousands, as either language means them."""
    plain = re.sub(r"[{}]", "", digits)
    whole, mark, fraction = plain.rpartition(max(plain, key=lambda character: (character in ".,", 0)))
    if mark not in (".", ","):
        return [_number(plain, "")]
    readings = [_number(re.sub(r"[.,]", "", whole), fraction)]
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        readings.append(_number(re.sub(r"[.,]", "", plain), ""))
    return readings


def _number(whole: str, fraction: str) -> _Number:
    digits = (whole + fraction).lstrip("0")
    return _Number(
        Decimal(f"{whole}.{fraction}" if fraction else whole),
        Decimal(1).scaleb(-len(fraction)),
        len(digits if fraction else digits.rstrip("0")),
    )


def _scaled(number: _Number, exponent: int) -> _Number:
    return _Number(number.value.scaleb(exponent), number.unit.scaleb(exponent), number.significant)


def _values(value: Any, name: str, depth: int = 0) -> Iterator[tuple[str, Decimal]]:
    """Every number that a text could name, without its sign."""
    if isinstance(value, bool) or depth > _DEEPEST:
        return
    if isinstance(value, int | float):
        if math.isfinite(value):
            yield name, abs(Decimal(repr(float(value)) if isinstance(value, float) else value))
    elif is_dataclass(value):
        for field in fields(value):
            inner = "p" if (name, field.name) == ("s", "p") else f"{name}.{field.name}"
            yield from _values(getattr(value, field.name), inner, depth + 1)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _values(entry, f"{name}[{key!r}]", depth + 1)
    elif isinstance(value, tuple | list):
        for place, entry in enumerate(value):
            yield from _values(entry, f"{name}[{place}]", depth + 1)
