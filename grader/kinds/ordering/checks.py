"""What can be wrong with an order that is asked for: K050 to K056."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import isclose

from grader.authored import is_number, printed
from grader.findings import Defect, Place, at, check, source_of
from grader.kinds.ordering.item import Ordering, item_block
from grader.kinds.ordering.responses import shortened
from grader.kinds.subject import Checks, Subject
from grader.moodle.flatten import as_downloaded, to_plain_text
from grader.texts.glossary import Glossary, glossary, words_of

_ENDS = {"less", "more", "first"}
_ORDERS = {
    ("ascending", "order"): False,
    ("increasing", "order"): False,
    ("ordem", "crescente"): False,
    ("descending", "order"): True,
    ("decreasing", "order"): True,
    ("ordem", "decrescente"): True,
}
_NEAR = 2  # words that may stand between, as in: the smallest of them first


@check("K050", remedy="Let each value be a finite number.")
def value_is_no_number(asked: Subject) -> Iterator[Defect]:
    """What is to be put in order has a value that is no finite number."""
    for one in asked.item.ranked:
        if not is_number(one.value):
            yield Defect(
                source_of(asked.question.item), f"expected a number of {one.id}, received {printed(one.value)}"
            )


@check("K051", remedy="Let the parameters keep them apart, or ask for one of them alone.", requires=("K050",))
def values_are_tied(asked: Subject) -> Iterator[Defect]:
    """Two values that are to be put in order are equal, or so near that nobody could be sure of their order."""
    item: Ordering = asked.item
    for one, other in pairwise(item.right):
        first, second = one.value, other.value
        assert isinstance(first, int | float)
        assert isinstance(second, int | float)
        gap = abs(first - second)
        if gap <= item.apart * max(abs(first), abs(second)):
            what = "equal" if isclose(first, second) else f"less than {item.apart:.3g} of the larger apart"
            yield Defect(
                source_of(asked.question.item),
                f"{one.id}, {printed(first)}, and {other.id}, {printed(second)}, are {what}",
            )


@check("K052", remedy="Let the wrong solver return {id: number} of everything that is ranked, no two the same.")
def misconception_orders_nothing(asked: Subject) -> Iterator[Defect]:
    """A misconception, which is to order otherwise, gives no number to something, or the same to two."""
    item: Ordering = asked.item
    for one, led, order in zip(item.wrong, item.led, item.misleading, strict=True):
        if not order:
            received = dict(led) if isinstance(led, Mapping) else led
            yield Defect(source_of(one.solve), f"expected a number of each, received {printed(received)}")


@check(
    "K053",
    remedy="Let the parameters keep them apart; a reasoning that is right is no misconception.",
    requires=("K050", "K051", "K052"),
)
def misconception_orders_rightly(asked: Subject) -> Iterator[Defect]:
    """A misconception leads to the right order."""
    item: Ordering = asked.item
    for one, order in zip(item.wrong, item.misleading, strict=True):
        if order == item.answer:
            yield Defect(source_of(one.solve), f"{one.id} leads to the right order: {', '.join(order)}")


@check("K054", remedy="Begin their words otherwise: seven characters are kept of more than ten.")
def items_are_cut_alike(asked: Subject) -> Iterator[Defect]:
    """Two things that are to be put in order read the same in Moodle's downloads, which cut them short."""
    for text, one, other, line in _pairs(asked):
        cut = [shortened(as_downloaded(text[block])) for block in (one, other)]
        if cut[0].casefold() == cut[1].casefold():
            yield Defect(line, f"{one} and {other} both read {cut[0]!r} in downloads")


@check("K055", remedy="Give it words: Moodle's downloads leave it out.")
def item_vanishes(asked: Subject) -> Iterator[Defect]:
    """What is to be put in order is 0, which Moodle's downloads take for nothing, or shows no words at all."""
    for language, text in asked.texts.items():
        source = asked.sources[language]
        for one in asked.item.ranked:
            if not shortened(to_plain_text(text.parts[item_block(one)])):
                place = at(source.path, source.blocks[item_block(one)].line)
                yield Defect(place, f"nothing of {one.id} is seen in downloads")


@check("K056", remedy="Let the stem name the end first that the item ranks first, or turn `descending` round.")
def other_end_first(asked: Subject) -> Iterator[Defect]:
    """The stem says that the smallest comes first, and the item ranks the largest first; or the other way round."""
    descending = asked.item.descending
    for language, text in asked.texts.items():
        known = glossary(language)
        said = _ends_first(words_of(to_plain_text(text.stem)), known) if known else set()
        if said == {not descending}:
            source = asked.sources[language]
            first = "largest" if descending else "smallest"
            place = at(source.path, source.blocks["stem"].line)
            yield Defect(place, f"the stem asks for the other end first, and the item ranks the {first} first")


CHECKS = Checks(
    of_items=(value_is_no_number, values_are_tied, misconception_orders_nothing, misconception_orders_rightly),
    of_texts=(items_are_cut_alike, item_vanishes, other_end_first),
    without_key=("K050", "K051", "K054"),
)


def _ends_first(words: Sequence[str], known: Glossary) -> set[bool]:
    """Whether words such as *the smallest first* say that the largest comes first; nothing where they say neither."""
    found = [(begin, end, meaning) for begin, end, meaning in known.turning.found(words) if meaning in _ENDS]
    ends = {
        meaning == "more"
        for (_, end, meaning), (begin, _, other) in pairwise(found)
        if other == "first" != meaning and begin - end <= _NEAR
    }
    pairs = set(pairwise(words))
    return ends | {descending for pair, descending in _ORDERS.items() if pair in pairs}


def _pairs(asked: Subject) -> Iterator[tuple[Mapping[str, str], str, str, Place]]:
    """Every two things in each language: what all read, their blocks, and where the second is written."""
    for language, text in asked.texts.items():
        source = asked.sources[language]
        for one, other in combinations(map(item_block, asked.item.ranked), 2):
            yield text.parts, one, other, at(source.path, source.blocks[other].line)
