"""What the sentences of a text quote: each value with the filters that show it, and the claims that must hold it."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.texts.expressions import parsed
from grader.texts.source import EXPRESSION, VALUE, Block, Sentence, Source


@dataclass(frozen=True)
class Quotation:
    """A value in a sentence of a feedback.

    name: as the text has it, `s.x` or `p.y`. filters: name and argument of each, in order.
    block: the name of its block. line: the sentence's. cites: the claims of the sentence.
    """

    name: str
    filters: tuple[tuple[str, str], ...]
    block: str
    line: int
    cites: tuple[str, ...]


def quotations(source: Source) -> Iterator[Quotation]:
    """Every value that the sentences of the feedbacks quote, in order; a sentence that cites nothing is left out."""
    for block in source.blocks.values():
        if block.is_feedback:
            for sentence in block.sentences():
                if sentence.cites:
                    yield from _of_sentence(block, sentence)


def _of_sentence(block: Block, sentence: Sentence) -> Iterator[Quotation]:
    for match in EXPRESSION.finditer(sentence.source):
        filters = tuple((one.name, ", ".join(one.arguments)) for one in parsed(match[1]).filters)
        for name in VALUE.findall(match[1]):
            yield Quotation(name, filters, block.name, sentence.line, sentence.cites)
