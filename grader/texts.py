"""The texts of a question as their author wrote them: blocks, the values they name, and the claims they cite.

A text is a Markdown file a language, cut into Jinja blocks. In a feedback every sentence ends in a footnote reference
to the claim, or claims, that it states: `The loss is above chance.[^worse_than_chance]`. Students never see it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

TERMS = "terms"
REFERENCE = re.compile(r"\[\^(\w+)\]")
EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
VALUE = re.compile(r"\b([sp](?:\.\w+)+)")
_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)\s*-?%\}(.*?)\{%-?\s*endblock\b[^%]*%\}", re.DOTALL)
_MARKUP = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MATHEMATICS = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?=[-*+] )")
_CLOSING = "\"'\u201d\u2019\u00bb)*_"  # what may stand between the end of a sentence and its references
_SENTENCE_END = re.compile(rf"[.!?\u2026][{_CLOSING}]*(?:\[\^\w+\])*(?=\s|$)")


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
        return self.name == "general_feedback" or self.name.startswith("feedback_")

    def expressions(self) -> tuple[str, ...]:
        """The source of every expression, with single spaces, in order."""
        return tuple(" ".join(expression.split()) for expression in EXPRESSION.findall(self.source))

    def typed_digits(self) -> Iterator[tuple[int, str]]:
        """Every digit outside expressions and references: line and surrounding word."""
        shown = blank(_MARKUP, blank(REFERENCE, blank(EXPRESSION, self.source)))
        for match in re.finditer(r"\S*\d\S*", shown):
            yield self.line_at(match.start()), match.group()

    def sentences(self) -> Iterator[Sentence]:
        """Its sentences, in order; where references are missing, what stands there uncited is one too."""
        opaque = blank(_MARKUP, blank(_MATHEMATICS, blank(EXPRESSION, self.source, filler="x"), filler="x"))
        start = 0
        ends = [match.end() for match in _SENTENCE_END.finditer(opaque)]
        breaks = [match.start() for match in _PARAGRAPH.finditer(opaque)]
        for end in sorted({*ends, *breaks, len(opaque)}):
            if opaque[start:end].strip(" \r\n\t-*+#"):
                first = end - len(opaque[start:end].lstrip())
                source = self.source[first:end].strip()
                yield Sentence(source, self.line_at(first), tuple(REFERENCE.findall(source)))
            start = end

    def line_at(self, position: int) -> int:
        """The line of the file at a position of the source."""
        return self.line + self.source.count("\n", 0, position)


@dataclass(frozen=True)
class Source:
    """A text's file, read and cut into blocks."""

    path: Path
    language: str
    content: str

    @property
    def blocks(self) -> dict[str, Block]:
        """Its blocks by name, in order."""
        return {
            match[1]: Block(match[1], match[2], 1 + self.content.count("\n", 0, match.start(2)))
            for match in _BLOCK.finditer(self.content)
        }


@lru_cache(maxsize=256)  # a question's variants ask for them again and again
def terms(source: Source) -> Mapping[str, str]:
    """The words of a text for named values, from its block `terms`: a line `name: words` each."""
    block = source.blocks.get(TERMS)
    lines = (line.partition(":") for line in (block.source if block else "").splitlines() if ":" in line)
    return MappingProxyType({name.strip(): words.strip() for name, _, words in lines})


def path_of(folder: Path, language: str) -> Path:
    """Where a question keeps its text in a language."""
    return folder / f"text.{language}.md"


def read(folder: Path, language: str) -> Source:
    """Read a question's text; raises OSError or UnicodeDecodeError where that fails."""
    path = path_of(folder, language)
    return Source(path, language, path.read_text(encoding="utf-8"))


def values(source: str) -> tuple[str, ...]:
    """The values named by the expressions of a piece of source: `s.x` for the solution's, `p.x` for the parameters'."""
    return tuple(value for expression in EXPRESSION.findall(source) for value in VALUE.findall(expression))


def blank(pattern: re.Pattern[str], text: str, *, filler: str = " ") -> str:
    """Replace what matches by filler of the same length, so that positions and lines stay."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", filler, match.group()), text)
