"""Numbers that an author typed into prose: in digits of any script, as numerals such as \u00bd and IV, and in words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from grader.texts.glossary import WORD, Glossary
from grader.texts.numerals import in_digits
from grader.texts.source import LISTED, Block, Source

_RUN = re.compile(r"\S*[\d&\x80-\U0010ffff]\S*")
_ROMAN = re.compile(r"(?<![\w-])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?![\w-])")
_IN_PARENTHESES = re.compile(r"\(([IVX]+)\)")


@lru_cache(maxsize=512)  # a question's variants ask for them again and again
def typed_numbers(
    block: Block, declared: tuple[str, ...], labels: frozenset[str], words: Glossary | None
) -> tuple[tuple[int, str], ...]:
    """Every number of a block's prose outside expressions, references and declared names: its line and how it is typed.

    labels: roman numerals that name something. words: a glossary that knows the language's words for numbers.
    A roman numeral of one letter, such as I, is taken for a word.
    """
    prose = block.prose(declared)
    found = [match.span() for match in _RUN.finditer(prose) if re.search(r"\d", in_digits(unescape(match.group())))]
    found += [match.span() for match in _ROMAN.finditer(prose) if match.group() not in labels]
    found += _in_words(prose, words) if words else []
    return tuple((block.line_at(start), " ".join(prose[start:end].split())) for start, end in sorted(found))


def labels(source: Source) -> frozenset[str]:
    """The labels that a stem gives to what it lists, such as I, II and III."""
    stem = source.blocks["stem"].source if "stem" in source.blocks else ""
    return frozenset((*LISTED.findall(stem), *_IN_PARENTHESES.findall(stem)))


def _in_words(prose: str, known: Glossary) -> Iterator[tuple[int, int]]:
    spans = [match.span() for match in WORD.finditer(prose)]
    words = [prose[start:end].casefold() for start, end in spans]
    return ((spans[begin][0], spans[end - 1][1]) for begin, end, _ in known.numbers.found(words))
