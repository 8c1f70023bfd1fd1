"""How a language writes numbers, percentages and lists: the filters of the texts' templates.

A text never holds a digit of its own; it names a value and says how precisely to show it. Any language of the Unicode
CLDR will do; its digits are Latin everywhere, so that what students read is what they can type.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from typing import Any

from grader.errors import BankError
from grader.texts.numerals import about, marked
from grader.texts.precisely import in_words

_ANY_SIZE = Context(prec=1000, rounding=ROUND_HALF_EVEN)  # a float has at most 309 digits before its point
_MOODLES_OWN = {  # Moodle's codes that do not follow from the language and its region
    "zh": "zh_cn",
    "zh-Hans": "zh_cn",
    "zh-Hant": "zh_tw",
    "sr": "sr_cr",
    "sr-Cyrl": "sr_cr",
    "sr-Latn": "sr_lt",
    "nb": "no",
    "pt-PT": "pt",
    "en-GB": "en",
}


@dataclass(frozen=True)
class Language:
    """A language of texts.

    code: as in the names of files (BCP 47). moodle: Moodle's code for it.
    decimal, thousands, minus: what stands there in a number. group: digits of a group beyond the thousands.
    percent: what stands before and behind a percentage.
    start, middle, end, pair: how the entries of a list are joined, from CLDR's patterns.
    variants: what variants of a question are called.
    """

    code: str
    moodle: str
    decimal: str
    thousands: str
    end: str
    pair: str
    start: str = "{0}, {1}"
    middle: str = "{0}, {1}"
    minus: str = "-"
    group: int = 3
    percent_around: tuple[str, str] = ("", "%")
    variants: str = "variants"

    def number(self, value: float, decimals: int | None = None) -> str:
        """Write a number with a number of decimals, or with as many as it takes to tell it apart."""
        return self._signed(*_plain(value, decimals))

    def percent(self, value: float, decimals: int = 0) -> str:
        """Write a share of 1 as a percentage."""
        before, behind = self.percent_around
        sign, digits = _plain(_hundredfold(value), decimals)
        return self._signed(sign, digits, before, behind)

    def scientific(self, value: float, decimals: int = 1) -> str:
        r"""Write a number as LaTeX, significand times a power of ten; use it between \( and \)."""
        significand, exponent = f"{_shortest(value) or 0.0:.{decimals}e}".split("e")
        return f"{significand.replace('.', self.decimal)} \\times 10^{{{int(exponent)}}}"

    def listing(self, entries: Iterable[object]) -> str:
        """Write entries as a list: a, b and c."""
        written = [str(entry) for entry in entries]
        if not written:
            raise ValueError("expected entries to list, received none")
        if len(written) < 3:  # noqa: PLR2004 - of two, CLDR has a pattern of its own
            return self.pair.format(*written) if written[1:] else written[0]
        first, *between, before_last, last = written
        joined = self.end.format(before_last, last)
        for entry in reversed(between):
            joined = self.middle.format(entry, joined)
        return self.start.format(first, joined)

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """The filters that templates of this language may use; the numbers that they write are `marked`."""
        return {
            "number": _marking(self.number),
            "percent": _marking(self.percent),
            "scientific": _marking(self.scientific),
            "listing": self.listing,
            "about": about,
            "decimals": partial(in_words, "decimals", language=self.code),
            "figures": partial(in_words, "figures", language=self.code),
        }

    def _signed(self, sign: str, digits: str, before: str = "", behind: str = "") -> str:
        return f"{self.minus if sign else ''}{before}{self._localise(digits)}{behind}"

    def _localise(self, digits: str) -> str:
        whole, point, fraction = digits.partition(".")
        if len(whole) > len("9999"):  # a group of thousands helps from five digits on
            whole = self.thousands.join(_groups(whole, self.group))
        return f"{whole}{self.decimal if point else ''}{fraction}"


class _Languages(Mapping[str, Language]):
    """Every language of CLDR by its code; Portuguese and English are at hand, others are looked up in Babel."""

    def __init__(self, *at_hand: Language) -> None:
        self._at_hand = {language.code: language for language in at_hand}

    def __getitem__(self, code: str) -> Language:
        if code in self._at_hand:
            return self._at_hand[code]
        if code not in _codes():
            raise KeyError(code)
        return _of_cldr(code)

    def __contains__(self, code: object) -> bool:
        return code in self._at_hand or code in _codes()

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._at_hand, *_codes())))

    def __len__(self) -> int:
        return sum(1 for _ in self)


LANGUAGES: Mapping[str, Language] = _Languages(
    Language(
        code="pt-BR",
        moodle="pt_br",
        decimal=",",
        thousands=".",
        end="{0} e {1}",
        pair="{0} e {1}",
        variants="variantes",
    ),
    Language(code="en", moodle="en", decimal=".", thousands=",", end="{0} and {1}", pair="{0} and {1}"),
)


def require_known(codes: Iterable[str], *, where: str) -> None:
    """Raise BankError, with the nearest codes, for codes that are no language of CLDR."""
    for code in codes:
        if code not in LANGUAGES:
            near = _near(code)
            meant = f"did you mean {' or '.join(near)}?" if near else "such as pt-BR, en, es or zh-Hans"
            raise BankError(f"{where}: expected the code of a language (BCP 47), received {code!r}: {meant}")


def _marking(write: Callable[..., str]) -> Callable[..., str]:
    """The filter of a way to write numbers; of a question's variants, many show the same ones."""
    remembered = lru_cache(maxsize=16_384, typed=True)(lambda *given, **named: marked(write(*given, **named)))

    def written(value: Any, *given: Any, **named: Any) -> str:
        plain = type(value) in (int, float)
        return remembered(value, *given, **named) if plain else marked(write(value, *given, **named))

    return written


@cache
def _codes() -> frozenset[str]:
    """The codes of CLDR's languages."""
    from babel.localedata import locale_identifiers

    known = {identifier.replace("_", "-") for identifier in locale_identifiers()}
    return frozenset(known - {"en-US-POSIX"})


def _near(code: str) -> list[str]:
    """Codes that somebody who wrote this one may have meant: in other case, by an English name, or nearly the same."""
    from babel import Locale, UnknownLocaleError

    by_name = {name.casefold(): known for known, name in Locale("en").languages.items() if known in _codes()}
    wanted = code.replace("_", "-").casefold()
    by_case = {known.casefold(): known for known in sorted(_codes())}
    try:
        resolved = str(Locale.parse(wanted, sep="-")).replace("_", "-")  # as zh-CN is zh-Hans-CN
    except (ValueError, UnknownLocaleError):
        resolved = ""
    found = [known for known in (by_case.get(wanted), by_name.get(wanted)) if known]
    found = found or [known for known in (by_case.get(resolved.casefold()),) if known]
    return found or [
        *(by_name[name] for name in get_close_matches(wanted, by_name, 1, 0.8)),
        *(by_case[name] for name in get_close_matches(wanted, by_case, 3)),
    ]


@cache
def _of_cldr(code: str) -> Language:
    from babel import Locale

    locale = Locale.parse(code, sep="-")
    symbols = locale.number_symbols["latn"]
    pattern = locale.percent_formats[None]
    before, behind = (part.replace("%", symbols["percentSign"]) for part in (pattern.prefix[0], pattern.suffix[0]))
    joins = locale.list_patterns["standard"]
    return Language(
        code=code,
        moodle=_moodle_code(code),
        decimal=symbols["decimal"],
        thousands=symbols["group"],
        minus=symbols["minusSign"],
        group=locale.decimal_formats[None].grouping[1],
        percent_around=(before, behind),
        start=joins["start"],
        middle=joins["middle"],
        end=joins["end"],
        pair=joins["2"],
    )


def _moodle_code(code: str) -> str:
    """Moodle's code: the language and its region, without a script."""
    language, *subtags = code.split("-")
    script = [subtag for subtag in subtags if subtag.istitle() and len(subtag) == len("Latn")]
    own = _MOODLES_OWN.get(code) or _MOODLES_OWN.get("-".join([language, *script])) if script else None
    regions = [subtag.lower() for subtag in subtags if subtag not in script]
    return own or _MOODLES_OWN.get(code) or "_".join([language, *regions])


def _groups(whole: str, size: int) -> list[str]:
    """The digits of a whole number in groups: three last, `size` in each before."""
    rest, groups = whole[:-3], [whole[-3:]]
    while rest:
        rest, group = rest[:-size], rest[-size:]
        groups.insert(0, group)
    return groups


def _plain(value: float, decimals: int | None) -> tuple[str, str]:
    """Sign, and digits with a point, rounded as the shortest decimal that means the value would be."""
    shortest = _shortest(value)
    if decimals is not None:
        shortest = shortest.quantize(Decimal(1).scaleb(-decimals), context=_ANY_SIZE)
    elif shortest == shortest.to_integral_value():
        shortest = shortest.to_integral_value()
    return "-" if shortest < 0 else "", f"{shortest.copy_abs():f}"  # what was rounded to nothing has no sign


def _shortest(value: float) -> Decimal:
    """The shortest decimal that means the value."""
    _require_finite(value)
    return Decimal(repr(float(value)) if isinstance(value, float) else value)


def _hundredfold(value: float) -> float:
    """A share in percent, exactly: 0.07 * 100 would read 7.000000000000001."""
    _require_finite(value)
    return float(Decimal(repr(float(value))) * 100)


def _require_finite(value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a number, received {value!r}")
    if not math.isfinite(value):
        raise ValueError(f"expected a number that can be shown, received {value!r}")
