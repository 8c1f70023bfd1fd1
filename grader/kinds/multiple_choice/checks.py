"""What can be wrong with the options of a multiple-choice question: K001, K002, K004, K005, K007, N010, T011, W012."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from grader.authored import defined_at, is_number, printed, running, truth
from grader.errors import AuthorError
from grader.findings import Defect, Place, Severity, at, check, line_of, raised, source_of
from grader.kinds.alike import in_any_order, read_as
from grader.kinds.subject import Checks, Subject
from grader.model import VOID, Item, Misconception
from grader.moodle.flatten import as_downloaded

if TYPE_CHECKING:
    from grader.texts.source import Source  # it imports what renders texts, which grading does without


@check("K005", remedy="Let a wrong option earn nothing or less: from -1 to 0.")
def distractor_earns(asked: Subject) -> Iterator[Defect]:
    """A wrong option earns a share of the mark, loses more than all of it, or what it earns is no number."""
    fraction = asked.item.distractor_fraction
    if not is_number(fraction) or not -1 <= fraction <= 0:
        yield Defect(
            source_of(asked.question.item),
            f"expected a distractor_fraction from -1 to 0, received {printed(fraction)}",
        )


@check(
    "K007",
    remedy="Give answer and options plain values: a number, a word, a tuple or a frozenset of these.",
)
def values_incomparable(asked: Subject) -> Iterator[Defect]:
    """An option's value cannot be compared with the answer, or is not a number at all."""
    item: Item = asked.item
    for what, value in (
        ("the answer", item.answer),
        *((f"the option {option.id}", option.value) for option in item.options),
    ):
        if why := _incomparable(value, item.answer):
            yield Defect(source_of(asked.question.item), f"{what}, {printed(value)}, {why}")
            if what == "the answer":  # with which nothing else can be compared, either
                return


@check("K001", remedy="Offer an option with the answer's value, or mend the solver.", requires=("K003", "K007"))
def no_key(asked: Subject) -> Iterator[Defect]:
    """No option's value equals the answer."""
    item: Item = asked.item
    if not item.keyed():
        yield Defect(
            source_of(asked.question.item),
            f"no option equals the answer, {printed(item.answer)}",
            tuple(f"{option.id}: {printed(option.value)}" for option in item.options),
        )


@check("K002", remedy="Give every option a value of its own.", requires=("K007",))
def several_keys(asked: Subject) -> Iterator[Defect]:
    """More than one option's value equals the answer, though the item is not void."""
    item: Item = asked.item
    if item.answer is not VOID and len(item.keyed()) > 1:
        names = ", ".join(option.id for option in item.keyed())
        yield Defect(source_of(asked.question.item), f"{names} all equal the answer, {printed(item.answer)}")


@check("K004", remedy="Name each option once.")
def repeated_option(asked: Subject) -> Iterator[Defect]:
    """Two options have one id."""
    for id_, count in Counter(option.id for option in asked.item.options).items():
        if count > 1:
            yield Defect(source_of(asked.question.item), f"{count} options have the id {id_!r}")


@check(
    "N010",
    remedy="Let the option assert what the misconception leads to, or name the reasoning that leads there.",
    requires=("K007",),
)
def misconception_leads_elsewhere(asked: Subject) -> Iterator[Defect]:
    """A wrong solver leads to something else than its option asserts, or raises an exception."""
    for option in asked.item.options:
        if not isinstance(option.misconception, Misconception):
            continue
        solve = option.misconception.solve
        try:
            with running(defined_at(solve)):
                led = solve(asked.question.parameters)
                is_asserted = truth(led == option.value)
        except AuthorError as error:
            yield Defect(line_of(error), f"the misconception of {option.id} cannot be run", (raised(error),))
            continue
        if not is_asserted:
            yield Defect(
                source_of(solve),
                f"the option {option.id} asserts {printed(option.value)}, and its misconception leads to "
                f"{printed(led)}",
            )


@check("T011", remedy="Word the options apart, or show more decimals.")
def options_read_the_same(asked: Subject) -> Iterator[Defect]:
    """Two options read the same, or would in Moodle's reports: case, punctuation and what is unseen aside."""
    for source, read, one, other in _pairs(asked, read_as):
        both = repr(read[one]) if read[one] == read[other] else f"{read[one]!r} and {read[other]!r}, alike"
        yield Defect(_at(source, other), f"the options {one} and {other} both read {both}")


@check(
    "W012",
    remedy="Word the options apart; or waive it, where the order of the words is what is asked.",
    requires=("T011",),
    severity=Severity.WARNING,
)
def options_differ_in_order(asked: Subject) -> Iterator[Defect]:
    """Two options are made of the same words in another order."""
    for source, read, one, other in _pairs(asked, in_any_order):
        said = f"the options {one} and {other} have the same words: {read[one]!r}, {read[other]!r}"
        yield Defect(_at(source, other), said)


def _pairs(
    asked: Subject, words: Callable[[str], tuple[str, ...]]
) -> Iterator[tuple["Source", Mapping[str, str], str, str]]:
    """The options of the same words in each language: its text, what all options read in downloads, the ids of two."""
    for source in asked.sources.values():
        parts = asked.texts[source.language].parts
        read = {option.id: as_downloaded(parts[f"option_{option.id}"]) for option in asked.item.options}
        said = {id_: words(text) for id_, text in read.items()}
        yield from ((source, read, one, other) for one, other in combinations(read, 2) if said[one] == said[other])


def _at(source: "Source", option: str) -> Place:
    """Where the words of an option are written."""
    return at(source.path, source.blocks[f"option_{option}"].line)


CHECKS = Checks(
    of_items=(
        distractor_earns,
        values_incomparable,
        no_key,
        several_keys,
        repeated_option,
        misconception_leads_elsewhere,
    ),
    of_texts=(options_read_the_same,),
    cues=(options_differ_in_order,),
    without_key=("K001",),
)


def _incomparable(value: object, answer: object) -> str:
    """Why a value cannot be compared with the answer; empty where it can."""
    try:
        with running():
            truth(answer == value)
            return "" if truth(value == value) else "equals nothing, not even itself"  # noqa: PLR0124 - as NaN does not
    except AuthorError as error:
        return f"cannot be compared: {error.said}"
