"""Units of measure by their names, as far as everybody means the same by them: `km/h`, `mA`, `m/s^2`.

A unit is known by how many of the base units it is, and by their powers: `km/h` and `m/s` differ by a factor, `N m` and
`J` are one. A name that may mean something else, such as `d` or `t`, is not known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isclose

_BASE = "mgsAKb"  # metre, gram, second, ampere, kelvin, bit
_PREFIXES = {"": 0, **dict(zip("kMGTdcmnp\u00b5\u03bc", (3, 6, 9, 12, -1, -2, -3, -9, -12, -6, -6), strict=True))}
# Each unit as a number of a product of base units with their powers; the first may have prefixes.
_PREFIXED = """
    m 1 m; g 1 g; s 1 s; A 1 A; K 1 K; Hz 1 s-1; N 1e3 g m s-2; Pa 1e3 g m-1 s-2; J 1e3 g m2 s-2; W 1e3 g m2 s-3;
    Wh 3.6e6 g m2 s-2; C 1 A s; V 1e3 g m2 s-3 A-1; F 1e-3 g-1 m-2 s4 A2; H 1e3 g m2 s-2 A-2;
    \u03a9 1e3 g m2 s-3 A-2; \u2126 1e3 g m2 s-3 A-2; l 1e-3 m3; L 1e-3 m3; bit 1 b; B 8 b
"""
_WHOLE = """
    min 60 s; h 3600 s; rad 1; \u00b0 0.017453292519943295; 1 1; KiB 8192 b; MiB 8388608 b; GiB 8589934592 b
"""
_OTHER = {"dB", "pH"}  # which are no tenth of a byte, and no henry
_LETTER = r"[^\W\d_\u00b9\u00b2\u00b3]"
_FACTOR = re.compile(rf"({_LETTER}+|[\u00b0\u2126]|1)(?:\^?\{{?([-\u2212]?\d)\}}?|([\u207b]?[\u00b9\u00b2\u00b3]))?")
_RAISED = str.maketrans("\u207b\u00b9\u00b2\u00b3\u2212", "-123-")
_PRODUCT = re.compile(r"\s*(/|\u00b7|\*|\\cdot\s*|\\,\s*|\s)\s*")
_BEHIND = re.compile(
    r"(?:\s|~|\\[,;(]|\u00a0|\u202f)*(?:\\(?:mathrm|text)\{(?P<set>(?:[^{}]|\{[^{}]*\})*)\}"
    rf"|(?P<typed>{_LETTER}+(?:[/\u00b7]{_LETTER}+)*[\u00b9\u00b2\u00b3]?|\u00b0C?)(?![\w^{{-]))"
)


@dataclass(frozen=True)
class Measure:
    """A unit of measure: how many base units it is, and the power of each of them."""

    factor: float
    powers: tuple[int, ...]

    def is_like(self, other: "Measure") -> bool:
        """Whether both measure the same, in whatever size."""
        return self.powers == other.powers

    def is_the(self, other: "Measure") -> bool:
        """Whether both are one unit."""
        return self.is_like(other) and isclose(self.factor, other.factor)

    def times(self, other: "Measure", power: int = 1) -> "Measure":
        """The unit multiplied by a power of another."""
        powers = (one + power * another for one, another in zip(self.powers, other.powers, strict=True))
        return Measure(self.factor * other.factor**power, tuple(powers))


@lru_cache(maxsize=1024)
def measure(name: str) -> Measure | None:
    """What a unit's name means; None where nobody could be sure."""
    found = Measure(1.0, (0,) * len(_BASE))
    sign = 1
    for place, piece in enumerate(_PRODUCT.split(name.strip())):
        if place % 2:
            sign = -1 if "/" in piece else sign
            continue
        factor = _FACTOR.fullmatch(piece)
        simple = _simple(factor[1]) if factor else None
        if factor is None or simple is None:
            return None
        found = found.times(simple, sign * int((factor[2] or factor[3] or "1").translate(_RAISED)))
    return found


@lru_cache(maxsize=4096)  # in every variant it stands where it stood
def behind(text: str) -> tuple[str, Measure] | None:
    """The unit with which a text begins, as what follows a number: as it is written, and what it means."""
    match = _BEHIND.match(text)
    written = (match["set"] or match["typed"]) if match else ""
    found = measure(written) if written else None
    return (written, found) if found else None


def _simple(name: str) -> Measure | None:
    """A unit that is no product, alone or with a prefix."""
    if name in _OTHER:
        return None
    whole, prefixed = _table(_WHOLE), _table(_PREFIXED)
    if name in whole:
        return whole[name]
    for prefix, exponent in _PREFIXES.items():
        unit = prefixed.get(name[len(prefix) :]) if name.startswith(prefix) else None
        if unit is not None:
            return Measure(unit.factor * 10.0**exponent, unit.powers)
    return None


@cache
def _table(written: str) -> Mapping[str, Measure]:
    """The units of a table by their names."""
    units: dict[str, Measure] = {}
    for entry in written.split(";"):
        name, factor, *bases = entry.split()
        powers = {base[0]: int(base[1:] or 1) for base in bases}
        units[name] = Measure(float(factor), tuple(powers.get(base, 0) for base in _BASE))
    return units
