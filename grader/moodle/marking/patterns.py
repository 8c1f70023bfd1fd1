r"""Short answers: whether a text matches a pattern with wildcards, as Moodle compares them.

`*` stands for any characters but a line break, none too; `\*` is a star. Nothing else is special.
Source: question/type/shortanswer/question.php of Moodle 5.1, and how PCRE compares regardless of case.
"""

import re
import unicodedata

from grader.moodle.marking.numbers import BLANKS

_WILDCARDS = re.compile(r"(?<!\\)\*+")


def matches(pattern: str, response: str, *, case_sensitive: bool) -> bool:
    """Whether a response matches a pattern, however its characters are composed."""
    literals = _WILDCARDS.split(as_compared(pattern, case_sensitive=case_sensitive))
    escaped = (re.escape(literal.replace(r"\*", "*")) for literal in literals)
    typed = as_compared(response, case_sensitive=case_sensitive).strip(BLANKS)
    return re.fullmatch(".*".join(escaped), typed) is not None


def as_compared(text: str, *, case_sensitive: bool) -> str:
    """A text whose characters stand for all that Moodle takes for the same."""
    return _composed(text) if case_sensitive else _folded(text)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _folded(text: str) -> str:
    """A text without its case, as long as it was: `ß` is not `ss`, `ﬁ` not `fi`, `İ` neither `i` nor `I`."""
    return "".join(map(_without_case, _composed(text)))


def _without_case(character: str) -> str:
    for folded in (character.casefold(), character.lower()):
        if len(folded) == 1:
            return folded
    return character
