"""What can be wrong with a text that has gaps, and with what they ask for: K070 to K079."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from lxml import etree

from grader.authored import printed
from grader.counting import number_of
from grader.findings import Check, Defect, Place, at, check, source_of
from grader.kinds.cloze.item import Cloze, alternatives, of_item
from grader.kinds.cloze.parts import AsksPart, ChoicePart, ChoicesPart, NumberPart, WordPart
from grader.kinds.cloze.question import GAP, Part
from grader.kinds.cloze.reading import has_part, reads_back
from grader.kinds.cloze.telling import gives_away, same
from grader.kinds.cloze.writing import write
from grader.kinds.multiple_choice.checks import misconception_leads_elsewhere
from grader.kinds.numerical import checks as numbers
from grader.kinds.numerical.proof import misread
from grader.kinds.subject import Checks, Subject
from grader.model import UNDECIDED, Question, Solution, Text
from grader.moodle.flatten import strip_tags, to_plain_text
from grader.moodle.marking import marker
from grader.moodle.marking.award import Award, Response
from grader.moodle.marking.numbers import Separators
from grader.moodle.quiz import MAX_MARK

if TYPE_CHECKING:
    from grader.texts.source import Source

_SEPARATOR = re.compile(r";\s*[^\W\d]+\s+\d+\s*:")
_NOT_IN_A_MENU = re.compile(r"<[a-zA-Z]|\\[(\[]")
_FEWEST = 2
_KEYS = ("K070", "K071")


@dataclass(frozen=True)
class _OfPart:
    """A question as the checks of another kind look at it: with one of its parts for the item."""

    asked: Subject
    item: object

    @property
    def question(self) -> Question:
        return self.asked.question

    @property
    def solution(self) -> Solution:
        return self.asked.solution

    @property
    def sources(self) -> "Mapping[str, Source]":
        return self.asked.sources

    @property
    def texts(self) -> Mapping[str, Text]:
        return self.asked.texts


@dataclass(frozen=True)
class _InGap:
    """The marker of a question, for what is typed in one gap while the others stay blank."""

    marker: marker.Marker
    place: int
    count: int

    def mark(self, response: Response, separators: Separators) -> Award:
        """What the part is awarded."""
        given = [response if place == self.place else None for place in range(self.count)]
        return self.marker.mark(given, separators).parts[self.place]


@check("K070", remedy="Let one option of each gap be right: its value, and no other's, equals the part's answer.")
def part_without_key(asked: Subject) -> Iterator[Defect]:
    """A gap has no right answer, or two where one is to be chosen, or too few to choose among."""
    item: Cloze = asked.item
    for part in item.parts:
        if part.answer is not UNDECIDED:
            for wrong in _about_key(part):
                yield Defect(_item(asked), f"the part {part.id} {wrong}, and its answer is {printed(part.answer)}")


@check(
    "K071",
    remedy="Give each part a whole number above 0, and the question their sum for its mark: Moodle has no other.",
)
def weights_are_wrong(asked: Subject) -> Iterator[Defect]:
    """A part's weight is no whole number above 0, or the weights do not add to the question's mark."""
    item: Cloze = asked.item
    wrong = [part for part in item.parts if type(part.weight) is not int or not 0 < part.weight <= MAX_MARK]
    for part in wrong:
        said = f"the part {part.id}: expected a weight from 1 to {MAX_MARK}, received {printed(part.weight)}"
        yield Defect(_item(asked), said)
    if not wrong and item.total != asked.question.maximum_mark:
        yield Defect(
            _item(asked),
            f"the weights add to {item.total:g}, and the question's mark is {printed(asked.question.maximum_mark)}",
            tuple(f"{part.id}: {part.weight}" for part in item.parts),
        )


@check(
    "K072", remedy="Write each part's gap, `[[name]]`, into the stem once, in the order of the parts, words between."
)
def gap_is_wrong(asked: Subject) -> Iterator[Defect]:
    """A part has no gap in the stem or several, a gap has no part, or gaps stand in another order or side by side."""
    wanted = [part.id for part in asked.item.parts]
    for language, text in asked.texts.items():
        found = [gap[1] for gap in GAP.finditer(text.stem)]
        if found != wanted:
            yield Defect(
                _stem(asked, language),
                "the gaps of the stem are not those of the item",
                (f"item: {', '.join(wanted)}", f"stem: {', '.join(found) or 'none'}"),
            )
        for one, other in pairwise(GAP.finditer(text.stem)):
            if not to_plain_text(text.stem[one.end() : other.start()]):
                yield Defect(_stem(asked, language), f"nothing tells the gaps {one[1]} and {other[1]} apart")


@check(
    "K073",
    remedy="Word it so that whoever reads the rest must still know the answer; or ask for something else.",
    requires=(*_KEYS, "K077", "K072"),
)
def part_is_given_away(asked: Subject) -> Iterator[Defect]:
    """The stem, or what another gap offers, shows the right answer of a gap, and none of the wrong ones."""
    for language, text in asked.texts.items():
        for part, where, key in gives_away(asked.item, text, language):
            yield Defect(_stem(asked, language), f"{where} says {key!r}, which is right in the gap {part}")


@check("K074", remedy="Word it without `; ` and without anything like `; part 2:`, and not empty.")
def answer_reads_like_a_separator(asked: Subject) -> Iterator[Defect]:
    """Downloads could not tell an answer: it reads like `; part 2:` between parts, `; ` between choices, or a blank."""
    for part, id_, language, read in _read(asked):
        joined = isinstance(part, ChoicesPart) and ";" in read
        if not read or joined or _SEPARATOR.search(f"; {read}") or _SEPARATOR.search(read):
            yield Defect(_place(asked, part, language), f"the answer {id_} reads {read!r} in downloads")


@check("K075", remedy="Word them apart, or take one of them out.")
def answers_read_the_same(asked: Subject) -> Iterator[Defect]:
    """Two answers of a gap cannot be told apart: they read the same, or whoever types one has typed the other."""
    for part in asked.item.parts:
        for language, text in asked.texts.items():
            for one, other in same(part, text):
                yield Defect(_place(asked, part, language), f"{one} and {other} of the part {part.id} are the same")


@check(
    "K076",
    remedy="Write it otherwise: a menu shows words alone, a gap no file, and words no ~ and nothing at their ends.",
    requires=_KEYS,
)
def gap_cannot_say_it(asked: Subject) -> Iterator[Defect]:
    """Moodle's syntax for gaps cannot say an answer, its feedback, or the stem, so that students would see it."""
    item: Cloze = asked.item
    for language, text in asked.texts.items():
        if has_part(text.stem):
            yield Defect(_stem(asked, language), "Moodle would take a piece of the stem for a gap")
        for part in item.parts:
            for why in _unsaid(part, text):
                yield Defect(_place(asked, part, language), f"the part {part.id} {why}")


@check("K077", remedy="See what the code that is named asks for: it is that of a question which asks for this alone.")
def part_fails_alone(asked: Subject) -> Iterator[Defect]:
    """A number that a gap asks for cannot be asked for so (N001 to N007), or a misconception leads elsewhere (N010)."""
    for part in asked.item.parts:
        if isinstance(part, NumberPart):
            yield from _alone(asked, part, part.number, numbers.CHECKS.of_items)
        else:
            yield from _alone(asked, part, part, (misconception_leads_elsewhere,))


@check(
    "K078",
    remedy="Let the stem show the parameter through the filter decimals, or figures, and the part ask for as many.",
    requires=("K077",),
)
def precision_of_part_unsaid(asked: Subject) -> Iterator[Defect]:
    """The stem does not say with how many decimals or figures a gap asks for its number, or says another number."""
    for part in asked.item.parts:
        if isinstance(part, NumberPart):
            yield from _alone(asked, part, part.number, (replace(numbers.precision_unsaid, requires=()),))


@check(
    "K079", remedy="The exporter is at fault: tell whoever maintains grader.", requires=(*_KEYS, "K072", "K076", "K077")
)
def numbers_of_part_misread(asked: Subject) -> Iterator[Defect]:
    """Moodle would take a correct rounding in a gap for something else, or let pass what is wrong."""
    item: Cloze = asked.item
    typed = [(place, part) for place, part in enumerate(item.parts) if isinstance(part, NumberPart)]
    for language, text in asked.texts.items():
        element = write(of_item(asked.question, item, text, number=1))
        of_xml = marker.read(ET.fromstring(etree.tostring(element, encoding="UTF-8")))  # noqa: S314 - the bytes are our own
        for place, part in typed:
            ids = [one.id for one in part.foreseen_answers]
            for one in misread(part.number, _InGap(of_xml, place, len(item.parts)), language):
                meant, found = ("none of them" if at_ is None else ids[at_] for at_ in (one.place, one.found))
                said = f"in {language}, Moodle takes {one.written!r} for {found}, and it is {meant}"
                yield Defect(_item(asked), said)


CHECKS = Checks(
    of_items=(part_without_key, weights_are_wrong, part_fails_alone),
    of_texts=(
        gap_is_wrong,
        part_is_given_away,
        answer_reads_like_a_separator,
        answers_read_the_same,
        gap_cannot_say_it,
        precision_of_part_unsaid,
        numbers_of_part_misread,
    ),
    without_key=(*_KEYS, "K077", "K072", "K075", "K076"),
)


def _about_key(part: AsksPart) -> Iterator[str]:
    """What is wrong with the key of a part, and with how much it offers; of numbers other checks speak."""
    if isinstance(part, NumberPart):
        return
    if not part.keyed:
        yield "has no right answer"
    if isinstance(part, ChoicePart) and len(part.keyed) > 1:
        yield f"has several right answers, {', '.join(part.keyed)}"
    if isinstance(part, ChoicePart | ChoicesPart) and len(part.options) < _FEWEST:
        yield f"offers {number_of(len(part.options), 'option')}, and Moodle asks for {_FEWEST}"


def _alone(asked: Subject, part: AsksPart, item: object, checks: Sequence[Check[Subject]]) -> Iterator[Defect]:
    """What checks of another kind say of a part, each with its code."""
    failed: set[str] = set()
    for one in checks:
        if failed.isdisjoint(one.requires):
            for defect in one.search(_OfPart(asked, item)):
                failed.add(one.code)
                yield replace(defect, message=f"the part {part.id}: {one.code}: {defect.message}", hint=one.remedy)
        else:
            failed.add(one.code)


def _unsaid(part: AsksPart, text: Text) -> Iterator[str]:
    """Why Moodle's syntax cannot say what is answered in a gap, or what is said to whoever answers it."""
    written = Part(part.type, part.weight, alternatives(part, text))
    for one, response in zip(written.alternatives, part.foreseen_answers, strict=True):
        said = one.answer.text + one.feedback.text
        if "@@PLUGINFILE@@" in said or "<img" in said:
            yield f"shows a file with {response.id}: Moodle embeds none in a gap"
        if isinstance(part, ChoicePart) and part.layout == "menu" and _NOT_IN_A_MENU.search(one.answer.text):
            yield f"offers {response.id} in a menu, which shows neither formulas nor emphasis"
        if isinstance(part, ChoicePart | ChoicesPart) and _is_lost(one.answer.text):
            yield f"offers {response.id}, of which Moodle's downloads lose a part"
        if isinstance(part, WordPart) and (
            "<" in one.answer.text or one.answer.text != str(response.value).replace("*", r"\*")
        ):
            yield f"asks for the words {response.value!r}, which Moodle, or its downloads, would cut"
    if not reads_back(written):
        yield "holds something that Moodle reads otherwise"


def _is_lost(html: str) -> bool:
    plain = to_plain_text(html)
    return unescape(strip_tags(plain)) != plain


def _read(asked: Subject) -> Iterator[tuple[AsksPart, str, str, str]]:
    """Every answer that is no number: its part, its id, a language, and how it reads."""
    for part in asked.item.parts:
        for language, text in asked.texts.items():
            for one in () if isinstance(part, NumberPart) else part.foreseen_answers:
                yield part, one.id, language, to_plain_text(text.parts[one.choice]) if one.choice else str(one.value)


def _item(asked: Subject) -> Place:
    return source_of(asked.question.item)


def _stem(asked: Subject, language: str) -> Place:
    return _block(asked, language, "stem")


def _place(asked: Subject, part: AsksPart, language: str) -> Place:
    """Where the answers of a part are written: typed ones in the item."""
    block = next((one.choice for one in part.foreseen_answers if one.choice), "")
    return _block(asked, language, block) if block else _item(asked)


def _block(asked: Subject, language: str, block: str) -> Place:
    source = asked.sources[language]
    return at(source.path, source.blocks[block].line)
