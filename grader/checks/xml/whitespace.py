"""Spaces that vanish between escaped characters.

Moodle's parser drops every piece of character data that is nothing but whitespace, and its pieces end at each `&...;`,
at each CDATA section or comment, and before the first letter that is not ASCII. So of `&lt;b&gt; &lt;i&gt;` the space
goes. An XML tree does not tell how its texts were written, so this check reads the file as it was typed: it splits it
into the same pieces and leaves out those that Moodle leaves out.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.checks.xml.elements import Outcome, QuizFile, trimmed
from grader.checks.xml.plain import plain
from grader.findings import Defect, check

_TOKEN = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|(?P<aside><!--.*?-->|<\?.*?\?>|<!)"
    r"|<(?P<tag>/?)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>"
    r"|(?P<entity>&[^;]*;)"
    r"|(?P<typed>[^<&]+)",
    re.DOTALL,
)
_BLANK_BEFORE_LETTER = re.compile(r"([ \t\r\n]+)(?=[^\x00-\x7f])")


@dataclass
class _Written:
    """A text as it is written: its line, what it says, and what Moodle keeps of it."""

    line: int
    said: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    torn: bool = False  # whether a piece ended just before: then whitespace alone would be a piece of its own

    def add(self, piece: str, *, typed: bool = False) -> None:
        """Take in a piece of character data, dropping it where Moodle does."""
        self.said.append(piece)
        lost = _BLANK_BEFORE_LETTER.match(piece) if typed and self.torn else None
        kept = piece[lost.end() :] if lost else piece
        self.kept.append(kept if kept.strip(" \t\r\n") else "")
        self.torn = not typed


@check("X008", remedy="Put the whole text into one `<![CDATA[...]]>`.")
def spaces_lost(file: QuizFile) -> Iterator[Defect]:
    """Moodle drops a space or line end between two escaped characters, or between one and a letter with an accent."""
    for text in _texts(file.content.decode("utf-8-sig")):
        said, kept = (trimmed("".join(pieces)) for pieces in (text.said, text.kept))
        if said != kept and plain(said) != plain(kept):  # between two paragraphs nobody would miss it
            yield Defect(
                file.at(text.line),
                "Moodle drops a space of this text",
                (Outcome.CHANGES.value, f"written:  {_around(said, kept)}", f"imported: {_around(kept, said)}"),
            )


def _texts(xml: str) -> Iterator[_Written]:
    """The texts of the elements that hold nothing but text, in order."""
    line = 1
    text: _Written | None = None
    for token in _TOKEN.finditer(xml):
        if token["tag"] is not None:
            if token["tag"] == "/" and text is not None:
                yield text
            text = None if token["tag"] == "/" else _Written(line)
        elif text is not None:
            if token["cdata"] is not None:
                text.add(token["cdata"])
            elif token["entity"] is not None:
                text.add(html.unescape(token["entity"]))
            elif token["typed"] is not None:
                text.add(token["typed"], typed=True)
            else:
                text.torn = True
        line += token.group().count("\n")


def _around(text: str, other: str) -> str:
    """The part of a text around the first difference from another."""
    first = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    return repr(text[max(first - 20, 0) : first + 20])
