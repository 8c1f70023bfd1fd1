"""K030 to K039: what can be wrong with a text that is asked for, and with the wrong ones that are foreseen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from lxml import etree

from grader.authored import is_number, printed
from grader.findings import Defect, Place, at, check, source_of
from grader.kinds.short_answer.accents import without_accents
from grader.kinds.short_answer.item import ShortAnswer, of_item, ways
from grader.kinds.short_answer.patterns import in_common, is_within, tokens
from grader.kinds.short_answer.proof import mistaken
from grader.kinds.short_answer.writing import write
from grader.kinds.subject import Checks, Subject
from grader.model import UNDECIDED
from grader.moodle.marking import marker
from grader.texts.source import ACCEPTED, Source, accepted, terms

_TYPED = ("K030", "K031", "K032", "K033")
_DECIDED = (*_TYPED, "K034", "K035", "K036", "K037", "K038")
_UNTYPABLE = re.compile(r"^\s|\s$|\s\s|[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]|`|\\[()\[\]]")


@check("K030", remedy="Let it be a str, or a tuple of several ways to write it.")
def value_is_no_text(asked: Subject) -> Iterator[Defect]:
    """What is to be typed, or what a misconception leads to, is no text."""
    for id_, value in asked.item.values.items():
        texts = ways(value)
        if value is not UNDECIDED and (not texts or not all(text.strip() for text in texts)):  # of which K003 speaks
            yield Defect(_place(asked, id_), f"expected a text for {id_}, received {printed(value)}")


@check("K035", remedy="Let a wrong text earn nothing, or a share of Moodle's list from -1 to below 1.")
def wrong_text_earns_all(asked: Subject) -> Iterator[Defect]:
    """A wrong text earns the whole mark, or loses more than all of it, or what it earns is no number."""
    for wrong in asked.item.foreseen:
        if not is_number(wrong.fraction) or not -1 <= wrong.fraction < 1:
            yield Defect(
                source_of(asked.question.item),
                f"expected a fraction of {wrong.id} from -1 to below 1, received {printed(wrong.fraction)}",
            )


@check(
    "K031",
    remedy="Name the value in the block `terms` of every language; write each line of `accepted` as `name: words`.",
    requires=("K030",),
)
def value_is_named_in_part(asked: Subject) -> Iterator[Defect]:
    """A value has a term in one language and none in another, or the block `accepted` speaks of what has no term."""
    named = {language: terms(source) for language, source in asked.sources.items()}
    for id_, value in asked.item.values.items():
        for name in ways(value):
            without = [language for language, known in named.items() if name not in known]
            for language in without if len(without) < len(named) else ():
                yield Defect(at(asked.sources[language].path), f"{name!r}, which is {id_}, has no term in {language}")
    for language, source in asked.sources.items():
        for line, what in _unnamed(source, named[language]):
            yield Defect(at(source.path, line), f"the block {ACCEPTED} speaks of {what}, which has no term")


@check("K032", remedy="Write it as a student types it: plain, with single spaces.", requires=("K030", "K031"))
def text_is_not_typed_so(asked: Subject) -> Iterator[Defect]:
    """An accepted text holds what nobody types: spaces at its ends or several together, unseen characters, mark-up."""
    for language, named in _named(asked).items():
        for id_, pattern in _each(named):
            if found := _UNTYPABLE.search(pattern):
                said = f"{pattern!r}, which is {id_}, holds {found.group()!r}, which no student types there"
                yield Defect(_text(asked, language), said)


@check(
    "K033", remedy="Say of which words it is: a pattern needs a character beside its stars.", requires=("K030", "K031")
)
def pattern_takes_anything(asked: Subject) -> Iterator[Defect]:
    """A pattern has nothing but stars, so that whatever is typed is taken for the response."""
    for language, named in _named(asked).items():
        for id_, pattern in _each(named):
            if not any(token is not None and not token.isspace() for token in tokens(pattern)):
                yield Defect(_text(asked, language), f"{pattern!r} takes anything at all for {id_}")


@check(
    "K034",
    remedy="Narrow the pattern, or let the parameters keep them apart; a reasoning that is right is no misconception.",
    requires=_TYPED,
)
def text_is_taken_for_two(asked: Subject) -> Iterator[Defect]:
    """A text can be taken for the key and for a misconception's, or for two misconceptions', in whatever language."""
    item: ShortAnswer = asked.item
    told = set[tuple[str, str]]()
    for (language, named), (other, also) in _of_two_languages(asked):
        for one, another in combinations(item.values, 2):
            found = in_common(named[one], also[another], case=item.case)
            if found is not None and (one, another) not in told:
                told.add((one, another))
                where = f"in {language}" if language == other else f"in {language} and in {other}"
                yield Defect(
                    _place(asked, another),
                    f"{found!r} is taken for {one} and for {another} {where}; Moodle takes it for {one}",
                    (_listed(one, named[one]), _listed(another, also[another])),
                )


@check("K036", remedy="Remove it, or write it before what takes it.", requires=(*_TYPED, "K034"))
def pattern_is_never_reached(asked: Subject) -> Iterator[Defect]:
    """An accepted pattern takes nothing that patterns before it have not taken."""
    item: ShortAnswer = asked.item
    for language, named in _named(asked).items():
        before: list[str] = []
        for id_, pattern in _each(named):
            if is_within(pattern, before, case=item.case):
                yield Defect(
                    _text(asked, language),
                    f"{pattern!r}, which is {id_}, is never reached",
                    (_listed("before", before),),
                )
            before.append(pattern)


@check(
    "K037",
    remedy="Say `accents=False` in the item, or `accents=True` where they count; or accept the word without them, too.",
    requires=(*_TYPED, "K034"),
)
def accents_are_undecided(asked: Subject) -> Iterator[Defect]:
    """A word has accents, and nobody says whether it counts without them."""
    item: ShortAnswer = asked.item
    for language, named in _named(asked).items() if item.accents is None else ():
        for id_, pattern in _each(named):
            plain = without_accents(pattern)
            if plain != pattern and not is_within(plain, named[id_], case=item.case):
                yield Defect(
                    _text(asked, language), f"{pattern!r} is {id_}, and {plain!r} is neither accepted nor refused"
                )


@check("K038", remedy="Say to each what is wrong with it, or foresee one of them.", requires=("K030",))
def told_the_same(asked: Subject) -> Iterator[Defect]:
    """Two wrong texts that follow each other earn and are told the same, so that nothing tells them apart."""
    for language, text in asked.texts.items():
        for one, other in pairwise(asked.item.foreseen):
            said = [text.parts[f"feedback_{wrong.id}"] for wrong in (one, other)]
            if one.fraction == other.fraction and said[0] == said[1]:
                source = asked.sources[language]
                place = at(source.path, source.blocks[f"feedback_{other.id}"].line)
                yield Defect(place, f"{one.id} and {other.id} are told the same")


@check("K039", remedy="The exporter is at fault: tell whoever maintains grader.", requires=(*_DECIDED, "M006"))
def texts_mistaken(asked: Subject) -> Iterator[Defect]:
    """Moodle would take an accepted text, in some spelling, for something else."""
    item: ShortAnswer = asked.item
    for language, text in asked.texts.items():
        element = write(of_item(asked.question, item, text, number=1))
        of_xml = marker.read(ET.fromstring(etree.tostring(element, encoding="UTF-8")))  # noqa: S314 - the bytes are our own
        for one in mistaken(item.patterns(text), of_xml, case=item.case):
            found = one.found or "none of them"
            yield Defect(
                source_of(asked.question.item),
                f"in {language}, Moodle takes {one.typed!r} for {found}, and it is {one.meant}",
            )


CHECKS = Checks(
    of_items=(value_is_no_text, wrong_text_earns_all),
    of_texts=(
        value_is_named_in_part,
        text_is_not_typed_so,
        pattern_takes_anything,
        text_is_taken_for_two,
        pattern_is_never_reached,
        accents_are_undecided,
        told_the_same,
        texts_mistaken,
    ),
    without_key=_DECIDED,
)


def _named(asked: Subject) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The patterns of each response as they are given, by language and id."""
    return {language: asked.item.named(text) for language, text in asked.texts.items()}


def _each(named: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Every pattern in Moodle's order, with the id of its response."""
    return ((id_, pattern) for id_, patterns in named.items() for pattern in patterns)


def _of_two_languages(
    asked: Subject,
) -> Iterator[tuple[tuple[str, Mapping[str, Sequence[str]]], tuple[str, Mapping[str, Sequence[str]]]]]:
    """What Moodle gets of each language beside each: first of one alone, then of two, which one file has together."""
    every = {language: asked.item.patterns(text) for language, text in asked.texts.items()}
    yield from ((one, one) for one in every.items())
    yield from ((one, other) for one in every.items() for other in every.items() if one[0] != other[0])


def _unnamed(source: Source, known: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The lines of what further is accepted that name no term: line, and what stands there."""
    named = {line: name for line, name, _ in accepted(source)}
    block = source.blocks.get(ACCEPTED)
    for line, written in enumerate(block.source.splitlines() if block else (), start=block.line if block else 0):
        if written.strip() and named.get(line) not in known:
            yield line, printed(named.get(line, written.strip()))


def _place(asked: Subject, id_: str) -> Place:
    """Where a response is found: the item, or the misconception that leads to it."""
    wrong = {one.id: one.misconception.solve for one in asked.item.foreseen}
    return source_of(wrong.get(id_, asked.question.item))


def _text(asked: Subject, language: str) -> Place:
    return at(asked.sources[language].path)


def _listed(what: str, patterns: Sequence[str]) -> str:
    return f"{what}: {', '.join(map(repr, patterns))}"
