"""The languages that there are, and the filters of the texts' templates in each: numbers, percentages and lists.

A text never holds a digit of its own; it names a value and says how precisely to show it. Any language of the Unicode
CLDR will do; its digits are Latin everywhere, so that what students read is what they can type.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from typing import Any

from grader.errors import BankError
from grader.texts.numbers import Numbers
from grader.texts.numerals import about, marked
from grader.texts.precisely import in_words

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


@dataclass(frozen=True, kw_only=True)
class Language(Numbers):
    """A language of texts.

    code: as in the names of files (BCP 47). moodle: Moodle's code for it.
    start, middle, end, pair: how the entries of a list are joined, from CLDR's patterns.
    variants: what variants of a question are called.
    """

    code: str
    moodle: str
    end: str
    pair: str
    start: str = "{0}, {1}"
    middle: str = "{0}, {1}"
    variants: str = "variants"

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
