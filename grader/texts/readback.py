"""What a reader must find in a question: phrases that its author writes down a second time, apart from the texts.

A file `readback.LANGUAGE.txt` in a question's folder. A number that the parameters have stands as `{name: number}`, as
the question's source states it, a list of them as `{name*: numbers}`; `...` stands for a few words of a sentence, no
numbers.

    [stem]
    between {low: -20} and {high: 10}
    which pair ... the most suitable

    [options]
    leaky_relu = Leaky ReLU
    I, II, III, IV = All of them

    [feedback]
    true = the mean is the larger one

The phrases are looked for in the stem as a student reads it; what stands there twice is written twice. A line of the
options says by which words an option names which parts of its value, a line of the feedback by which words whoever
gives a response is told of it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from grader.errors import AuthorError
from grader.moodle.flatten import parsed
from grader.texts.language import LANGUAGES, Language
from grader.texts.shapes import apart_from_numbers, with_any_digits

STEM, OPTIONS, FEEDBACK = "stem", "options", "feedback"
_NAME = re.compile(r"\{([A-Za-z_]\w*(?:\.\w+)*\*?)(?::[^{}]*)?\}")
_STATED = re.compile(r"\{([A-Za-z_]\w*(?:\.\w+)*\*?)(?::([^{}]*))?\}")
_SECTION = re.compile(r"\[(\w+)\]")
_DIGITS = r"\d(?:[\d.,\u00a0\u202f\u2019']*\d)?"
_NUMBER = rf"[-\u2212]?{_DIGITS}(?:\s*\\times\s*10\^\{{-?\d+\}})?(?:[\s\u00a0]?%)?"
_LIST = rf"{_NUMBER}(?:[^\d\-\u2212]{{1,10}}{_NUMBER})*"
_ANY_WORDS = r"(?:(?![.?!]\s)[^\d\n])*?"  # within a sentence: a number among them would be read by nobody
_ANY_NUMBER = re.compile(_DIGITS)
_POWER = re.compile(r"(?P<significand>.*?)\s*\\times\s*10\^\{(?P<exponent>-?\d+)\}")
_SENTENCE = re.compile(r".+?(?:[.?!](?=\s)|$)", re.DOTALL)
_BLOCKS = ("p", "li", "ul", "ol", "table", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "div", "br")
_BREAK = "\u2029"
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 6  # words in a row that may stand beside what is read
_UNUSUAL = re.compile("[\u00b5\u0130\u0131\u017f]|[^\0-\u024f]")  # letters with more than two cases, perhaps

Span = tuple[int, int]
"""Where a passage begins and ends."""


@dataclass(frozen=True)
class Phrase:
    """Words that must be found, and the names of the numbers among them.

    members: the parts of an option's value that they name, or the response that they are said to.
    """

    words: str
    line: int
    members: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The parameters whose numbers stand in it, in order."""
        return tuple(_NAME.findall(self.words))

    @property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """The names with the numbers that are stated beside them, which may be missing."""
        return tuple(_STATED.findall(self.words))

    def found(self, text: str) -> Sequence["re.Match[str]"]:
        """Where a text says it."""
        return _found(self.words, text)

    def read(self, found: "re.Match[str]") -> Iterator[Span]:
        """What of the text where it stands is read: all but the words for which `...` stands."""
        begin = found.start()
        has_gaps = "..." in self.words or "\u2026" in self.words
        if has_gaps and (gaps := _pattern(self.words, gaps=True).match(found.string, begin)):
            for number in range(1, gaps.re.groups + 1):
                yield begin, gaps.start(number)
                begin = gaps.end(number)
        yield begin, found.end()


@dataclass(frozen=True, eq=False)  # there is one for a question and its variants
class ReadBack:
    """What a reader must find in a question in a language."""

    path: Path
    language: str
    stem: tuple[Phrase, ...]
    options: tuple[Phrase, ...]
    feedback: tuple[Phrase, ...] = ()

    @cached_property
    def times(self) -> Mapping[str, int]:
        """How many times the stem must say the words of each phrase."""
        return Counter(phrase.words for phrase in self.stem)

    @cached_property
    def numbers(self) -> Sequence[tuple[Phrase, str]]:
        """The names of the numbers in the phrases of the stem, with these."""
        return [(phrase, name) for phrase in self.stem for name in phrase.names]

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of options' values for which it gives words."""
        return frozenset().union(*(phrase.members for phrase in self.options))

    @cached_property
    def has_digits(self) -> bool:
        """Whether a phrase of the stem has digits of its own."""
        return any(character.isdigit() for phrase in self.stem for character in _NAME.sub("", phrase.words))


@dataclass(frozen=True, eq=False)  # there is one for all texts that are understood alike
class Understood:
    """What a text says of what is to be read in it.

    said: the phrases, and for each time that the text says one where its numbers stand. read: the passages that are
    read. is_whole: whether these are all of it, as far as somebody must read it.
    """

    said: Sequence[tuple[Phrase, Sequence[Sequence[Span]]]]
    read: Sequence[Span]
    is_whole: bool


@dataclass(frozen=True)
class Number:
    """A number as it was read. unit: that of its last digit."""

    value: float
    unit: float

    def shows(self, value: float) -> bool:
        """Whether it is what somebody reads who is shown a value at these digits."""
        return abs(self.value - value) <= self.unit * (0.5 + 1e-9)


def path_of(folder: Path, language: str) -> Path:
    """The file of a question's folder that says what is to be read in a language."""
    return folder / f"readback.{language}.txt"


def read(folder: Path, language: str) -> ReadBack | None:
    """The file of a language; None where there is none. Raises BankError, with the line, for what it cannot hold."""
    path = path_of(folder, language)
    if not path.is_file():
        return None
    sections: dict[str, list[Phrase]] = {STEM: [], OPTIONS: [], FEEDBACK: []}
    section = ""
    for number, written in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        line = written.strip()
        if not line or line.startswith("#"):
            continue
        if begun := _SECTION.fullmatch(line):
            section = begun[1]
        if section not in sections:
            raise _unreadable(path, number, f"[{STEM}], [{OPTIONS}] or [{FEEDBACK}]", line)
        if not begun:
            sections[section].append(_phrase(line, number, path, section))
    return ReadBack(path, language, *map(tuple, sections.values()))


def _phrase(line: str, number: int, path: Path, section: str) -> Phrase:
    if section == STEM:
        return Phrase(line, number)
    members, equals, words = line.partition("=")
    named = frozenset(member.strip() for member in members.split(","))
    if not equals or not words.strip() or "" in named:
        raise _unreadable(path, number, f"{'PART' if section == OPTIONS else 'RESPONSE'} = WORDS", line)
    return Phrase(words.strip(), number, named)


def _unreadable(path: Path, number: int, expected: str, line: str) -> AuthorError:
    return AuthorError(f"expected {expected}, found: {line}", where=f"{path}:{number}")


@lru_cache(maxsize=1024)  # several checks ask
def _found(words: str, text: str) -> Sequence["re.Match[str]"]:
    pattern, begins, lowered = _pattern(words), _lowered(_beginning(words)), _lowered(text)
    if not begins or not lowered:
        return tuple(pattern.finditer(text))
    found = []
    place = lowered.find(begins)
    while place >= 0:
        match = pattern.match(text, place)
        if match:
            found.append(match)
        place = lowered.find(begins, match.end() if match else place + 1)
    return tuple(found)


@lru_cache(maxsize=4096)
def _beginning(words: str) -> str:
    """The words before the first number or gap: where they do not stand, nothing needs to be tried."""
    first, *_ = re.split(r"\.\.\.|\u2026", _NAME.split(words)[0])
    return re.sub(r"\s+", " ", first)


@lru_cache(maxsize=256)
def _lowered(text: str) -> str:
    """A text in lower case, letter by letter as an expression takes it; empty where that may be another."""
    return "" if not text.isascii() and _UNUSUAL.search(text) else text.lower()


@lru_cache(maxsize=4096)
def _pattern(words: str, *, gaps: bool = False) -> "re.Pattern[str]":
    """The words in whatever case, whole; numbers where names stand. gaps: these are its groups, and not the numbers."""
    pieces = []
    for place, piece in enumerate(_NAME.split(words)):
        if place % 2:
            pieces.append(f"({'?:' * gaps}{_LIST if piece.endswith('*') else _NUMBER})")
        else:
            spaced = re.sub(r"\s+", " ", piece.replace("\u2026", "..."))
            pieces.append(re.escape(spaced).replace(r"\.\.\.", f"({_ANY_WORDS})" if gaps else _ANY_WORDS))
    begin, end = ("" if not at.isalnum() else look for at, look in ((words[0], r"(?<!\w)"), (words[-1], r"(?!\w)")))
    return re.compile(begin + "".join(pieces) + end, re.IGNORECASE)


@lru_cache(maxsize=1024)
def units(html: str) -> Sequence[str]:
    """A text as it is read: each paragraph, entry of a list, row of a table and what an image shows, in one line."""
    return tuple(filter(None, _lines(html).split("\n")))


@lru_cache(maxsize=1024)
def in_one_line(html: str) -> str:
    """A text as it is read, its units behind each other."""
    return " ".join(units(html))


@apart_from_numbers
def _lines(html: str) -> str:
    """The units of a text, one a line."""
    root = parsed(html)
    for cell in root.iter("td", "th"):
        cell.tail = f" {cell.tail or ''}"
    for image in root.iter("img"):
        image.tail = f"{_BREAK}{image.get('alt') or ''}{_BREAK}{image.tail or ''}"
    for block in root.iter(*_BLOCKS):
        block.text, block.tail = f"{_BREAK}{block.text or ''}", f"{_BREAK}{block.tail or ''}"
    plain = root.text_content().replace("{,}", ",")  # how LaTeX keeps a decimal comma from being a list's
    return "\n".join(" ".join(unit.split()) for unit in plain.split(_BREAK))


def understood(text: str, expected: ReadBack) -> Understood:
    """What a text says of what is to be read in it. Which digits its numbers have is all the same to the phrases."""
    return _understood(text if expected.has_digits else with_any_digits(text), expected)


@lru_cache(maxsize=512)  # most variants of a question differ in digits alone
def _understood(text: str, expected: ReadBack) -> Understood:
    found = [(phrase, phrase.found(text)) for phrase in expected.stem]
    read = tuple(span for phrase, all_ in found for one in all_ for span in phrase.read(one))
    said = tuple(
        (phrase, tuple(tuple(one.span(place + 1) for place in range(len(phrase.names))) for one in all_))
        for phrase, all_ in found
    )
    return Understood(said, read, is_whole=not any(True for _ in unread(text, read)))


def unread(text: str, read: Sequence[Span]) -> Iterator[str]:
    """What of a text, a unit a line, nobody reads who reads these passages.

    Sentences that none touches, more than a few words in a row, and numbers, that none holds.
    """
    begin = 0
    for unit in text.split("\n"):
        end = begin + len(unit)
        within = [(start - begin, stop - begin) for start, stop in read if stop > begin and start < end]
        yield from _unread(unit, within)
        begin = end + 1


def _unread(unit: str, spans: Sequence[Span]) -> Iterator[str]:
    for sentence in _SENTENCE.finditer(unit):
        words = sentence.group().strip()
        if words and not any(begin < sentence.end() and end > sentence.start() for begin, end in spans):
            yield words
        elif words:
            yield from rows(unit, spans, *sentence.span())
    for number in _ANY_NUMBER.finditer(unit):
        if not any(begin <= number.start() and number.end() <= end for begin, end in spans):
            yield number.group()


def rows(text: str, spans: Sequence[Span], begin: int = 0, end: int | None = None, *, few: int = _FEW) -> Iterator[str]:
    """More than a few words in a row, from a place to another, that nobody reads."""
    row: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text, begin, len(text) if end is None else end), None]:
        if word is not None and not any(one < word.end() and other > word.start() for one, other in spans):
            row.append(word)
            continue
        if len(row) > few:
            yield text[row[0].start() : row[-1].end()]
        row = []


@lru_cache(maxsize=4096)
def numbers(written: str, language: str) -> Sequence[Number]:
    """The numbers of a passage as the readers of a language take them."""
    return tuple(_number(one.group(), language) for one in re.finditer(_NUMBER, written))


def _number(written: str, language: str) -> Number:
    of = LANGUAGES[language]
    percent = written.endswith("%")
    digits = written.rstrip("% \u00a0")
    power = _POWER.fullmatch(digits)
    exponent = int(power["exponent"]) if power else 0
    plain = _plain(power["significand"] if power else digits, of)
    decimals = len(plain.partition(".")[2])
    scale = 10.0**exponent / (100 if percent else 1)
    return Number(float(plain) * scale, 10.0**-decimals * scale)


def _plain(written: str, language: Language) -> str:
    without_groups = re.sub("[\u00a0\u202f\u2019']", "", written.replace(language.thousands, ""))
    return without_groups.replace(language.decimal, ".").replace(language.minus, "-").replace("\u2212", "-")
