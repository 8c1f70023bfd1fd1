"""Formulas as Typst sets them: LaTeX becomes MathML, as on our pages, and that Typst's own mathematics.

A construct that is not known here is an error: nothing of a formula is dropped.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert

from grader.errors import GraderError

_ROWS = ("math", "mrow", "mstyle", "mpadded", "semantics")
_VARIANTS = {
    "normal": "upright",
    "bold": "bold",
    "italic": "italic",
    "double-struck": "bb",
    "script": "cal",
    "fraktur": "frak",
    "sans-serif": "sans",
    "monospace": "mono",
}
_ACCENTS = {"^": "hat", "¯": "macron", "‾": "macron", "~": "tilde", "→": "arrow", "˙": "dot", "¨": "dot.double"}
_COMMA = re.compile(r'(?<=\d)" "," "(?=\d)')
_MINUS = "\u2212"
_SPACED = frozenset("=<>\u2264\u2265\u2260\u2248+\u00d7\u00b7\u2192")
_UNARY = re.compile(r"^\u2212 ")
_WIDE = 0.9  # em, from which a space is a quad


@dataclass(frozen=True)
class Formula:
    """A formula. source: in Typst's mathematics. words: in a line of text, for those who hear it."""

    source: str
    words: str


@lru_cache(maxsize=4096)
def formula(latex: str) -> Formula:
    """A formula in LaTeX, for Typst. Raises GraderError for what is not known here."""
    try:
        root = ET.fromstring(convert(latex))  # noqa: S314 - it was made from LaTeX just now
    except Exception as error:  # what the library raises has no common base
        raise GraderError(f"the formula {latex} cannot be read: {error}") from error
    try:
        return _set(root)
    except ValueError as error:
        raise GraderError(f"the formula {latex} lacks a part") from error
    except KeyError as error:
        raise GraderError(f"the formula {latex} has what no document can set yet: {error.args[0]}") from error


def _set(element: ET.Element) -> Formula:
    tag = _name(element)
    if tag in _ROWS:
        return _row([_set(child) for child in element])
    if tag in _WHOLE:
        return _WHOLE[tag](element)
    if tag not in _BUILT:
        raise KeyError(tag)
    return _BUILT[tag](element, [_set(child) for child in element])


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _row(parts: Sequence[Formula]) -> Formula:
    if len(parts) == 1 and parts[0].words == ",":  # a decimal comma, which LaTeX writes in braces
        return Formula('","', ",")
    source = _UNARY.sub(_MINUS, _COMMA.sub(",", " ".join(part.source for part in parts)))
    return Formula(source or '""', "".join(part.words for part in parts))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _letters(element: ET.Element) -> Formula:
    text = element.text or ""
    variant = element.get("mathvariant", "")
    if variant and variant not in _VARIANTS:
        raise KeyError(f"mathvariant {variant}")
    source = _quoted(text)
    if not variant:
        source = f"op({source})" if len(text) > 1 else text if text.isalpha() else _escaped(text)
    return Formula(f"{_VARIANTS[variant]}({source})" if variant else source, text + " " * (len(text) > 1))


def _as_it_is(element: ET.Element) -> Formula:
    return Formula(_quoted(element.text or ""), element.text or "")


def _sign(element: ET.Element) -> Formula:
    text = "".join((element.text or "").split())
    if len(text) > 1 and text.isalpha():
        return _letters(element)
    spaced = f" {text} " if text in _SPACED else text
    return Formula("".join(map(_escaped, text)) or '""', spaced)


def _escaped(character: str) -> str:
    if character == "-":
        return _MINUS
    return f"\\{character}" if character.isascii() and not character.isalnum() else character


def _space(element: ET.Element) -> Formula:
    wide = re.match(r"([\d.]+)em", element.get("width", ""))
    return Formula("quad" if wide and float(wide[1]) >= _WIDE else "thin", " ")


def _fraction(element: ET.Element, parts: Sequence[Formula]) -> Formula:
    over, under = parts
    if element.get("linethickness") in ("0", "0px", "0em"):
        return Formula(f"mat(delim: #none, {over.source}; {under.source})", f"{over.words} over {under.words}")
    return Formula(f"frac({over.source}, {under.source})", f"({over.words})/({under.words})")


def _attached(*places: str, limits: bool) -> Callable[[ET.Element, Sequence[Formula]], Formula]:
    """Sets what stands beside a base, at these places: `t` on top, `b` at the bottom."""

    def built(_: ET.Element, parts: Sequence[Formula]) -> Formula:
        base, *others = parts
        accent = _ACCENTS.get(others[0].words.strip()) if limits and places == ("t",) else None
        if accent is not None:
            return Formula(f"accent({base.source}, {accent})", f"{base.words} with {accent}")
        attached = "".join(f", {place}: {other.source}" for place, other in zip(places, others, strict=True))
        within = f"limits({base.source})" if limits else base.source
        marks = {"t": "^", "b": "_"}
        words = "".join(f"{marks[place]}({other.words})" for place, other in zip(places, others, strict=True))
        return Formula(f"attach({within}{attached})", base.words.strip() + words)

    return built


def _root(element: ET.Element, parts: Sequence[Formula]) -> Formula:
    if _name(element) == "msqrt":
        inside = _row(parts)
        return Formula(f"sqrt({inside.source})", f"√({inside.words})")
    base, index = parts
    return Formula(f"root({index.source}, {base.source})", f"{index.words}√({base.words})")


def _table(element: ET.Element) -> Formula:
    rows = [[_row([_set(part) for part in cell]) for cell in row] for row in element]
    source = "; ".join(", ".join(cell.source for cell in row) for row in rows)
    return Formula(f"mat(delim: #none, {source})", "; ".join(", ".join(cell.words for cell in row) for row in rows))


_WHOLE: Mapping[str, Callable[[ET.Element], Formula]] = {
    "mi": _letters,
    "mn": _as_it_is,
    "mo": _sign,
    "mtext": _as_it_is,
    "mspace": _space,
    "mtable": _table,
}
_BUILT: Mapping[str, Callable[[ET.Element, Sequence[Formula]], Formula]] = {
    "mfrac": _fraction,
    "msup": _attached("t", limits=False),
    "msub": _attached("b", limits=False),
    "msubsup": _attached("b", "t", limits=False),
    "mover": _attached("t", limits=True),
    "munder": _attached("b", limits=True),
    "munderover": _attached("b", "t", limits=True),
    "msqrt": _root,
    "mroot": _root,
}
