"""The texts of a question as their author wrote them: blocks, the values they name, and the claims they cite.

A text is a Markdown file a language, cut into Jinja blocks. In a feedback every sentence ends in a footnote reference
to the claim, or claims, that it states: `The loss is above chance.[^worse_than_chance]`. Students never see it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from pathlib import Path
from types import MappingProxyType

from grader.texts.expressions import parsed
from grader.texts.markdown import VERBATIM
from grader.texts.numerals import MATHEMATICS, in_digits

EVIDENCE = "evidence"
"""The block, which a text may have, for the rest of what the claims say: checked as feedbacks are, never in Moodle."""

TERMS, NAMES, ACCEPTED = "terms", "names", "accepted"
UNSHOWN = (TERMS, NAMES, ACCEPTED)
"""Blocks that any text may have, and that nobody is shown."""

REFERENCE = re.compile(r"\[\^(\w+)\]")
EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
LISTED = re.compile(r"^[ \t]*[-*+][ \t]+(\w{1,4})[:.)]", re.MULTILINE)
GAP = re.compile(r"\[\[([^\W\d_]\w*)\]\]")
"""Where a stem has a gap that its item names."""

VALUE = re.compile(r"\b([sp](?:\.\w+)+)")
_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)\s*-?%\}(.*?)\{%-?\s*endblock\b[^%]*%\}", re.DOTALL)
_MARKUP = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
# addresses and entities: nobody reads their digits
_BEGIN = re.compile(r"\{%-?\s*block\s+(\w+)")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_UNREAD = re.compile(r"(?<=\]\()\s*<?[^\s)>]+|<\w+:[^\s>]+>|^\[[^\]^]+\]:\s*\S+|&#\w+;", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_LIST_MARK = re.compile(r"^[ \t]*(\d{1,3})[.)](?=[ \t])", re.MULTILINE)
_FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?=(?:[-*+]|\d{1,3}[.)]) )")
_CLOSING = "\"'\u201d\u2019\u00bb)*_"  # what may stand between the end of a sentence and its references
_OPENING = "\"'\u201c\u2018\u00ab(*_["
_SENTENCE_END = re.compile(
    rf"[.!?\u2026\u061f\u06d4\u0964][{_CLOSING}]*(?:\[\^\w+\])*(?=\s|$)"
    r"|[\u3002\uff01\uff1f][\u300d\u300f\u201d\u2019)*_]*(?:\[\^\w+\])*"  # no space follows them
)
_WITHIN_SENTENCE = re.compile(
    r"\b(?:i\.\s?e|e\.\s?g|p\.\s?ex|p\.\s?ej|z\.\s?B|d\.\s?h|cf|vs|viz|ca|approx|resp|figs?|eqs?|bzw|vgl|dr|prof)\."
    rf"(?=[{_CLOSING},;:]*\s)",
    re.IGNORECASE,
)
_MAY_GO_ON = re.compile(
    rf"(?:\bet\s+al\.|\betc\.|\busw\.|\.\.\.|\u2026)(?=[{_CLOSING}]*\s+([{_OPENING}]*(?P<next>\w)|[({{]))"
)
_ENUMERATES = re.compile(r"[,;]\s*(?:\.\.\.|\u2026)(?=\s)")  # as in: Adam, SGD, ... RMSprop


@dataclass(frozen=True)
class Sentence:
    """A sentence of a feedback: its source, the line it begins on, and the ids of the claims that it cites."""

    source: str
    line: int
    cites: tuple[str, ...]

    def values(self) -> tuple[str, ...]:
        """The values that its expressions name, such as `s.uniform_loss`."""
        return values(self.source)


@dataclass(frozen=True)
class Block:
    """A block of a text: its name, its source, the line on which the source begins."""

    name: str
    source: str
    line: int

    @property
    def is_feedback(self) -> bool:
        """Whether its sentences must cite claims."""
        return self.name in ("general_feedback", EVIDENCE) or self.name.startswith("feedback_")

    @property
    def begun(self) -> tuple[str, ...]:
        """The names of the blocks that begin in it, because it is not ended before."""
        return tuple(_BEGIN.findall(self.source))

    def expressions(self) -> tuple[str, ...]:
        """Every expression in order, as it reads whatever its spaces."""
        return tuple(str(parsed(expression)) for expression in EXPRESSION.findall(self.source))

    def notation(self, names: Sequence[str] = ()) -> Iterator[tuple[int, str]]:
        """Every formula and piece of code with what was typed into it, declared names left out: line and source."""
        return iter(_notation(self, tuple(names)))

    def prose(self, names: Sequence[str] = ()) -> str:
        """The source with spaces for all but the prose that its author wrote for students to read."""
        return _prose(self, tuple(names))

    def typed(self, names: Sequence[str]) -> str:
        """The source with spaces for all that its author did not type for students to read."""
        return _typed(self.source, tuple(names))

    def sentences(self) -> Iterator[Sentence]:
        """Its sentences, in order; where references are missing, what stands there uncited is one too."""
        return iter(_sentences(self))

    def cut(self) -> Iterator[Sentence]:
        """The same, cut anew."""
        for start, end in self.spans():
            source = self.source[start:end].strip()
            yield Sentence(source, self.line_at(start), tuple(REFERENCE.findall(source)))

    def spans(self) -> Iterator[tuple[int, int]]:
        """Where its sentences begin and end in its source; a block of code belongs to the words before it."""
        opaque = _opaque(self.source)
        start = 0
        for end in sorted({*self._without_code({*self.sentence_ends(), *_breaks(opaque)}), len(opaque)}):
            if opaque[start:end].strip(" \r\n\t-*+#"):
                yield end - len(opaque[start:end].lstrip()), end
            start = end

    def _without_code(self, ends: Iterable[int]) -> Iterator[int]:
        """Ends of sentences and paragraphs; where a block of code follows, or around it, the end of the code."""
        fenced = [match.span() for match in _FENCED.finditer(self.source)]
        for end in ends:
            code = next((span for span in fenced if end < span[1] and not self.source[end : span[0]].strip()), None)
            yield end if code is None else code[1]

    def sentence_ends(self) -> tuple[int, ...]:
        """The positions of its source behind the ends of sentences."""
        return _sentence_ends(self.source)

    def line_at(self, position: int) -> int:
        """The line of the file at a position of the source."""
        return self.line + self.source.count("\n", 0, position)


@dataclass(frozen=True)
class Source:
    """A text's file, read and cut into blocks."""

    path: Path
    language: str
    content: str

    @cached_property
    def blocks(self) -> Mapping[str, Block]:
        """Its blocks by name, in order."""
        return {
            match[1]: Block(match[1], match[2], 1 + self.content.count("\n", 0, match.start(2)))
            for match in _BLOCK.finditer(self.content)
        }

    def outside(self) -> Iterator[tuple[int, str]]:
        """What stands in no block, and so is shown to nobody: line by line, without comments."""
        for line, words in enumerate(blank(COMMENT, blank(_BLOCK, self.content)).splitlines(), start=1):
            if words.strip():
                yield line, words.strip()


def _breaks(text: str) -> Iterator[int]:
    """Where its paragraphs and entries of lists end."""
    return (match.start() for match in PARAGRAPH.finditer(text))


@lru_cache(maxsize=1024)  # a question's variants ask for all this again and again
def _sentences(block: Block) -> tuple[Sentence, ...]:
    return tuple(block.cut())


@lru_cache(maxsize=1024)
def _prose(block: Block, names: tuple[str, ...]) -> str:
    return blank(MATHEMATICS, blank(_CODE, block.typed(names)))


@lru_cache(maxsize=1024)
def _notation(block: Block, names: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    typed = block.typed(names)
    return tuple(
        (block.line_at(match.start()), match.group())
        for pattern, text in ((_CODE, typed), (MATHEMATICS, blank(_CODE, typed)))
        for match in pattern.finditer(text)
    )


@lru_cache(maxsize=256)
def terms(source: Source) -> Mapping[str, str]:
    """The words of a text for named values, from its block `terms`: a line `name: words` each."""
    return MappingProxyType({name: words for _, name, words in _named(source, TERMS)})


def accepted(source: Source) -> Iterator[tuple[int, str, str]]:
    """Further patterns that a student may type for a named value, from its block `accepted`: line, name, pattern."""
    return _named(source, ACCEPTED)


@lru_cache(maxsize=256)
def typed(source: Source) -> Mapping[str, tuple[str, ...]]:
    r"""What a student may type for each named value, as patterns of Moodle: its term, `\*` for a star, and more."""
    found = {name: [words.replace("*", r"\*")] for name, words in terms(source).items()}
    for _, name, pattern in accepted(source):
        found.setdefault(name, []).append(pattern)
    return MappingProxyType({name: tuple(dict.fromkeys(patterns)) for name, patterns in found.items()})


def _named(source: Source, name: str) -> Iterator[tuple[int, str, str]]:
    """The lines `name: words` of a block: the line of the file, the name, the words."""
    block = source.blocks.get(name)
    for place, line in enumerate(block.source.splitlines() if block else ()):
        called, colon, words = line.partition(":")
        if block and colon:
            yield block.line + place, called.strip(), words.strip()


@lru_cache(maxsize=256)
def names(source: Source) -> tuple[str, ...]:
    """Names with digits that a text may use, such as `Python 3`, from its block `names`: a name a line."""
    block = source.blocks.get(NAMES)
    return tuple(line.strip() for line in (block.source if block else "").splitlines() if line.strip())


def path_of(folder: Path, language: str) -> Path:
    """Where a question keeps its text in a language."""
    return folder / f"text.{language}.md"


def read(folder: Path, language: str) -> Source:
    """Read a question's text; raises OSError or UnicodeDecodeError where that fails."""
    path = path_of(folder, language)
    return Source(path, language, path.read_text(encoding="utf-8-sig"))


@lru_cache(maxsize=4096)
def _typed(source: str, names: tuple[str, ...]) -> str:
    typed = blank(_MARKUP, blank(REFERENCE, blank(EXPRESSION, source)))
    if typed.lstrip().startswith(VERBATIM):
        typed = blank(_TAG, typed)
    typed = blank(GAP, _UNREAD.sub(_without_addresses, typed))
    for start, end in _list_marks(typed):
        typed = typed[:start] + " " * (end - start) + typed[end:]
    for name in sorted(names, key=len, reverse=True):
        spaced = r"\s+".join(map(re.escape, name.split()))
        typed = blank(re.compile(rf"(?<!\w){spaced}(?!\w)"), typed)
    return typed


@lru_cache(maxsize=4096)
def _sentence_ends(source: str) -> tuple[int, ...]:
    opaque = _opaque(source)
    going_on = _going_on(opaque)
    return tuple(match.end() for match in _SENTENCE_END.finditer(opaque) if match.start() not in going_on)


@lru_cache(maxsize=4096)
def _opaque(source: str) -> str:
    """A source with fillers for what holds no end of a sentence."""
    for pattern, filler in ((EXPRESSION, "0"), (_CODE, "0"), (MATHEMATICS, "0"), (_MARKUP, " ")):
        source = blank(pattern, source, filler=filler)
    return source


def _list_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where the marks of numbered lists stand: a 1, and every number that follows the one before."""
    last = 0
    for match in _LIST_MARK.finditer(text):
        if int(match[1]) in (1, last + 1):
            last = int(match[1])
            yield match.span()


def _going_on(text: str) -> set[int]:
    """The positions of points that end no sentence: of list marks, and of abbreviations and dots within one."""
    going_on = {end - 1 for _, end in _list_marks(text)}
    for match in (*_WITHIN_SENTENCE.finditer(text), *_ENUMERATES.finditer(text)):
        going_on |= {match.start() + place for place, character in enumerate(match.group()) if character in ".\u2026"}
    for match in _MAY_GO_ON.finditer(text):
        if match["next"] is None or match["next"].islower() or match["next"].isdigit():
            going_on.add(match.end() - 1)
    return going_on


@lru_cache(maxsize=4096)
def values(source: str) -> tuple[str, ...]:
    """The values named by the expressions of a piece of source: `s.x` for the solution's, `p.x` for the parameters'."""
    return tuple(value for expression in EXPRESSION.findall(source) for value in VALUE.findall(expression))


def _without_addresses(found: re.Match[str]) -> str:
    """Spaces for an address or an entity of HTML, unless it is an entity that reads as a digit."""
    written = found.group()
    is_digit = written.startswith("&") and re.search(r"\d", in_digits(unescape(written)))
    return written if is_digit else re.sub(r"[^\n]", " ", written)


def blank(pattern: re.Pattern[str], text: str, *, filler: str = " ") -> str:
    """Replace what matches by filler of the same length, so that positions and lines stay."""
    return pattern.sub(lambda match: "\n".join(filler * len(line) for line in match.group().split("\n")), text)
