"""Family N: what can be wrong with a number that is asked for, and with the wrong ones that are foreseen; and W015."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from operator import attrgetter

from grader.authored import is_number, printed
from grader.counting import number_of
from grader.findings import Defect, Severity, at, check, source_of
from grader.kinds.numerical.item import FEEDBACK, KEY, Numerical
from grader.kinds.numerical.proof import marker_of, misread, separators
from grader.kinds.numerical.rounding import DIGITS
from grader.kinds.numerical.unit_checks import (
    multiplier_of_another,
    unit_changes_what_is_earned,
    unit_unsaid,
    wrong_unit_earns,
)
from grader.kinds.subject import Checks, Subject
from grader.model import UNDECIDED
from grader.moodle.marking.numbers import read
from grader.texts.expressions import Expression, parsed
from grader.texts.language import LANGUAGES
from grader.texts.readback import numbers, units
from grader.texts.source import EXPRESSION, Source

_NUMBERS = ("N001", "N002", "N003")
_SEPARATED = (*_NUMBERS, "N004", "N005", "N006")
_GROUPED = 1000  # from here on digits stand in groups


@check("N001", remedy="Let the item's answer be a finite number.")
def answer_is_no_number(asked: Subject) -> Iterator[Defect]:
    """The answer of a numerical question is no finite number."""
    answer = asked.item.answer
    if not is_number(answer) and answer is not UNDECIDED:  # of which K003 speaks
        yield Defect(source_of(asked.question.item), f"expected a number, received {printed(answer)}")


@check("N002", remedy="Ask for fewer digits, or for decimals in place of figures.", requires=("N001",))
def precision_is_impossible(asked: Subject) -> Iterator[Defect]:
    """The number is asked for with more digits than Moodle keeps, or with significant figures where it is zero."""
    item: Numerical = asked.item
    if item.number is None:
        return
    if item.figures is not None and not item.number:
        yield Defect(source_of(asked.question.item), "the answer is zero, which has no significant figures")
    digits = max(item.precision.digits(one) for one in item.precision.asked(item.number))
    if digits > DIGITS:
        yield Defect(
            source_of(asked.question.item),
            f"the answer {item.number} is asked for with {digits} significant digits, and Moodle keeps {DIGITS}",
        )


@check("N003", remedy="Let the wrong solver return a finite number.")
def misconception_answers_no_number(asked: Subject) -> Iterator[Defect]:
    """A misconception, which is to answer with a wrong number, answers with something else."""
    for wrong in asked.item.foreseen:
        if not is_number(wrong.value):
            yield Defect(
                source_of(wrong.misconception.solve),
                f"expected a number of {wrong.id}, received {printed(wrong.value)}",
            )


@check(
    "N004",
    remedy="Ask for more digits, or let the parameters keep them apart; a reasoning that is right is no misconception.",
    requires=_NUMBERS,
)
def misconception_is_right(asked: Subject) -> Iterator[Defect]:
    """A misconception leads to the key, or to a number that reads like it as it is asked for."""
    item: Numerical = asked.item
    for place, wrong in enumerate(item.foreseen):
        if _read_alike(item, 0, place + 1):
            yield Defect(
                source_of(wrong.misconception.solve),
                f"{wrong.id} leads to {printed(wrong.value)}, and the answer is {printed(item.answer)}, which "
                f"{_in_words(item)} are the same",
                _apart_with(item),
            )


@check(
    "N005",
    remedy="Foresee the number once, ask for more digits, or let the parameters keep them apart.",
    requires=_NUMBERS,
)
def misconceptions_read_the_same(asked: Subject) -> Iterator[Defect]:
    """Two misconceptions lead to numbers that read the same as they are asked for."""
    item: Numerical = asked.item
    for (one, first), (other, second) in combinations(enumerate(item.foreseen, start=1), 2):
        if _read_alike(item, one, other):
            yield Defect(
                source_of(second.misconception.solve),
                f"{first.id} leads to {printed(first.value)} and {second.id} to {printed(second.value)}, which "
                f"{_in_words(item)} are the same",
                _apart_with(item),
            )


@check("N006", remedy="Ask for as many digits as the finding says.", requires=(*_NUMBERS, "N004", "N005"))
def nothing_separates(asked: Subject) -> Iterator[Defect]:
    """No tolerance lets every correct rounding of a number earn and refuses what is another number."""
    item: Numerical = asked.item
    apart = item.separated
    if not all(apart):
        place = apart.index(None)
        own, (other, what) = _nearest(item, place)
        yield Defect(
            source_of(asked.question.item),
            f"no tolerance separates {own:f}, {_rounding_of(item, place)}, from {other:f}, {what}",
            _apart_with(item),
        )


@check("N007", remedy="Let a wrong number earn nothing, or a share of Moodle's list below 1.")
def wrong_number_earns_all(asked: Subject) -> Iterator[Defect]:
    """A wrong number earns the whole mark, or less than nothing, which Moodle never takes off here."""
    for wrong in asked.item.foreseen:
        if not is_number(wrong.fraction) or not 0 <= wrong.fraction < 1:
            yield Defect(
                source_of(asked.question.item),
                f"expected a fraction from 0 to below 1 of {wrong.id}, received {printed(wrong.fraction)}",
            )


@check(
    "N008",
    remedy="Let the stem show a parameter through the filter decimals, or figures, and the item ask for as many.",
    requires=("N001", "N002"),
)
def precision_unsaid(asked: Subject) -> Iterator[Defect]:
    """The stem does not say with how many decimals or figures to answer, or says another number."""
    item: Numerical = asked.item
    for source in asked.sources.values():
        if not any(_says_precision(expression, item, asked) for expression in _expressions(source)):
            yield Defect(at(source.path, source.blocks["stem"].line), f"the stem does not ask for it {_in_words(item)}")


@check(
    "N009", remedy="The exporter is at fault: tell whoever maintains grader.", requires=(*_SEPARATED, "N007", "M006")
)
def numbers_misread(asked: Subject) -> Iterator[Defect]:
    """Moodle would take a correct rounding, in some spelling, for something else, or let pass what is wrong."""
    item: Numerical = asked.item
    ids = (KEY, *(wrong.id for wrong in item.foreseen))
    for language, text in asked.texts.items():
        for one in misread(item, marker_of(asked, text), language):
            meant, found = ("none of them" if at_ is None else ids[at_] for at_ in (one.place, one.found))
            yield Defect(
                source_of(asked.question.item),
                f"in {language}, Moodle takes {one.written!r} for {found}, and it is {meant}",
            )


@check(
    "N011",
    remedy="Let the feedback of the key show the number that is right.",
    requires=(*_SEPARATED, "N008", "T013"),
)
def key_shown_otherwise(asked: Subject) -> Iterator[Defect]:
    """The feedback of the key shows numbers, and none of them is the answer."""
    item: Numerical = asked.item
    for language, text in asked.texts.items():
        words = " ".join(units(text.parts[FEEDBACK]))
        shown = numbers(words, language)
        if shown and item.number is not None and not any(one.shows(float(item.number)) for one in shown):
            source = asked.sources[language]
            yield Defect(
                at(source.path, source.blocks[FEEDBACK].line), f"the answer is {printed(item.answer)}, told is: {words}"
            )


@check(
    "W015",
    remedy="Ask for it in a larger unit; or say in the stem that nothing may stand between digits, and waive W015.",
    requires=_SEPARATED,
    severity=Severity.WARNING,
)
def groups_are_misread(asked: Subject) -> Iterator[Defect]:
    """The answer has groups of digits, between which students may type what Moodle reads as a decimal mark."""
    item: Numerical = asked.item
    for source in asked.sources.values():
        language = LANGUAGES[source.language]
        for one in sorted(item.precision.asked(item.number or Decimal())):
            marks = {",": language.thousands, ".": language.decimal}
            typed = "".join(marks.get(character, character) for character in f"{one:,f}")
            found = read(typed, separators(source.language))
            if abs(one) >= _GROUPED and (found is None or found.value != float(one)):
                is_read = "as no number" if found is None else f"as {found.value:g}"
                yield Defect(at(source.path, source.blocks["stem"].line), f"Moodle reads the key {typed!r} {is_read}")


CHECKS = Checks(
    of_items=(
        answer_is_no_number,
        precision_is_impossible,
        misconception_answers_no_number,
        misconception_is_right,
        misconceptions_read_the_same,
        nothing_separates,
        wrong_number_earns_all,
    ),
    of_texts=(
        precision_unsaid,
        numbers_misread,
        key_shown_otherwise,
        unit_changes_what_is_earned,
        unit_unsaid,
        multiplier_of_another,
    ),
    cues=(groups_are_misread, wrong_unit_earns),
    without_key=(*_SEPARATED, "N007"),
)


def _read_alike(item: Numerical, one: int, other: int) -> bool:
    """Whether two of the numbers, by place, are the same as they are asked for, however halves are rounded."""
    own = (item.number, *item.wrong_numbers)
    first, second = (item.precision.asked(own[place] or Decimal()) for place in (one, other))
    return bool(first & second)


def _in_words(item: Numerical) -> str:
    if item.decimals is not None:
        return f"with {number_of(item.decimals, 'decimal')}"
    return f"with {number_of(item.figures or 0, 'significant figure')}"


def _apart_with(item: Numerical) -> tuple[str, ...]:
    """At which precision all numbers would be apart."""
    for more in range(1, DIGITS + 1):
        finer = _finer(item, more)
        if finer is None:
            break
        if all(finer.separated) and all(_fits(finer, number) for number in (finer.number, *finer.wrong_numbers)):
            return (f"{_in_words(finer)} they are apart",)
    return ("with no number of digits that Moodle keeps they are apart",)


def _finer(item: Numerical, more: int) -> Numerical | None:
    """The item asked for with so many digits more; None where that is more than can be asked for."""
    if item.decimals is not None:
        return replace(item, decimals=item.decimals + more) if item.decimals + more <= DIGITS else None
    figures = (item.figures or 0) + more
    return replace(item, figures=figures) if figures <= DIGITS else None


def _fits(item: Numerical, number: Decimal | None) -> bool:
    return number is not None and item.precision.digits(number) <= DIGITS


def _nearest(item: Numerical, place: int) -> tuple[Decimal, tuple[Decimal, str]]:
    """A rounding of a number, and what must be refused beside it, that are nearest to each other; and what that is."""
    numbers = [number or Decimal() for number in (item.number, *item.wrong_numbers)]
    refused = [
        (rounded, _rounding_of(item, other))
        for other, number in enumerate(numbers)
        if other != place
        for rounded in item.precision.roundings(number)
    ]
    if not place:
        refused += [(beside, "one unit off") for beside in item.precision.neighbours(numbers[0])]
    pairs = ((own, other) for own in item.precision.roundings(numbers[place]) for other in refused)
    return min(pairs, key=lambda pair: (abs(pair[0] - pair[1][0]), pair))


def _rounding_of(item: Numerical, place: int) -> str:
    if not place:
        return f"a rounding of the key, {printed(item.answer)}"
    wrong = item.foreseen[place - 1]
    return f"a rounding of {wrong.id}, {printed(wrong.value)}"


def _expressions(source: Source) -> Iterator[Expression]:
    """What the stem shows."""
    for match in EXPRESSION.finditer(source.blocks["stem"].source):
        yield parsed(match[1])


def _says_precision(expression: Expression, item: Numerical, asked: Subject) -> bool:
    """Whether an expression says how exactly the item asks for its number."""
    wanted, digits = ("decimals", item.decimals) if item.decimals is not None else ("figures", item.figures)
    filters = [one.name for one in expression.filters]
    if not expression.value or filters not in ([], ["number"], [wanted]):
        return False
    owner, _, path = expression.value.partition(".")
    try:
        value = attrgetter(path)(asked.solution.p if owner == "p" else asked.solution)
    except AttributeError:
        return False
    return type(value) is int and value == digits
