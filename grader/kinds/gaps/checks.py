"""What can be wrong with the gaps of a question and the choices that are offered for them: K060 to K067, W060."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from grader.authored import defined_at, printed, running, truth
from grader.errors import AuthorError
from grader.findings import Defect, Severity, at, check, line_of, raised, source_of
from grader.kinds.alike import read_as
from grader.kinds.gaps.item import Choice, Gapped, wrong_solvers
from grader.kinds.gaps.legible import unfit
from grader.kinds.subject import Checks, Subject
from grader.moodle.flatten import as_downloaded
from grader.moodle.multilang import formulas, merged
from grader.texts.language import LANGUAGES
from grader.texts.source import GAP

_ANY_MARK = re.compile(r"\[\[\w+\]\]")
_CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)
_KEYED = ("K003", "K060", "K061")


@check("K060", remedy="Offer a choice with the answer's value, or mend the solver.", requires=("K003",))
def no_choice_is_true(asked: Subject) -> Iterator[Defect]:
    """No choice that is offered for a gap is what the solver finds for it."""
    item: Gapped = asked.item
    for gap in item.gaps:
        if not item.true(gap):
            yield Defect(
                source_of(asked.question.item),
                f"no choice for the gap {gap.id} equals the answer, {printed(gap.answer)}",
                tuple(f"{choice.id}: {printed(choice.value)}" for choice in item.offered(gap)),
            )


@check("K061", remedy="Give every choice of a group a value of its own.", requires=("K003",))
def several_choices_are_true(asked: Subject) -> Iterator[Defect]:
    """Several choices that are offered for a gap are what the solver finds for it, and Moodle takes one alone."""
    item: Gapped = asked.item
    for gap in item.gaps:
        true = item.true(gap)
        if len(true) > 1:
            names = ", ".join(choice.id for choice in true)
            yield Defect(
                source_of(asked.question.item), f"in the gap {gap.id}, {names} all equal {printed(gap.answer)}"
            )


@check("K062", remedy="Offer another choice in the group, or let its gaps share the choices of another one.")
def choice_stands_alone(asked: Subject) -> Iterator[Defect]:
    """A group has one choice alone, so that nothing is asked in its gaps."""
    item: Gapped = asked.item
    for gap in item.gaps:
        if len(item.offered(gap)) == 1:
            yield Defect(
                source_of(asked.question.item), f"for the gap {gap.id}, {item.offered(gap)[0].id} is offered alone"
            )


@check("K063", remedy="Let the choice be unlimited: `unlimited=True`.", requires=_KEYED)
def choice_is_used_up(asked: Subject) -> Iterator[Defect]:
    """A choice is right in several gaps, and can be dragged into one: nobody can be right in all of them."""
    for choice, times in _uses(asked.item):
        if times > 1 and not choice.unlimited and not asked.item.in_menus:
            yield Defect(source_of(asked.question.item), f"{choice.id} is right in {times} gaps, and not unlimited")


@check(
    "K064",
    remedy="Let the choice assert what the misconception leads to, or name the reasoning that leads there.",
    requires=("K003",),
)
def misconception_leads_elsewhere(asked: Subject) -> Iterator[Defect]:
    """A wrong solver leads to something else than the choice of a gap asserts, or raises an exception."""
    for choice, misconception in wrong_solvers(asked.item):
        solve = misconception.solve
        try:
            with running(defined_at(solve)):
                led = solve(asked.question.parameters)
                is_asserted = truth(led == choice.value)
        except AuthorError as error:
            yield Defect(line_of(error), f"the misconception of {choice.id} cannot be run", (raised(error),))
            continue
        if not is_asserted:
            yield Defect(
                source_of(solve),
                f"the choice {choice.id} asserts {printed(choice.value)}, and its misconception leads to "
                f"{printed(led)}",
            )


@check("K065", remedy="Write each gap once into the stem of every language, as [[id]], in the order of the item.")
def gaps_are_not_in_the_stem(asked: Subject) -> Iterator[Defect]:
    """The gaps of a stem are not those of the item, each once and in its order, outside of formulas and code."""
    wanted = [_mark(gap.id) for gap in asked.item.gaps]
    for language, text in asked.texts.items():
        source = asked.sources[language]
        place = at(source.path, source.blocks["stem"].line)
        marks = _ANY_MARK.findall(text.stem)
        if marks != wanted:
            yield Defect(place, f"expected the gaps {', '.join(wanted)}, received {', '.join(marks) or 'none'}")
        hidden = " ".join((*formulas(text.stem), *_CODE.findall(text.stem)))
        for id_ in GAP.findall(hidden):
            yield Defect(place, f"the gap [[{id_}]] stands in a formula or in code, where Moodle cannot show it")
    versions = [(LANGUAGES[language].moodle, text.stem) for language, text in asked.texts.items()]
    together = _ANY_MARK.findall(merged(versions))
    if together != wanted and all(_ANY_MARK.findall(stem) == wanted for _, stem in versions):
        yield Defect(
            source_of(asked.question.item),
            "the languages cut the stem into other paragraphs, lists or formulas, so that the file of all languages "
            "would have each gap once a language",
        )


@check("K066", remedy="Word the choices apart, or show more decimals.")
def choices_read_the_same(asked: Subject) -> Iterator[Defect]:
    """Two choices of a group read the same, of which Moodle marks one as wrong where the other is right."""
    for language, text in asked.texts.items():
        source = asked.sources[language]
        for one, other in combinations(asked.item.choices, 2):
            read = [as_downloaded(text.parts[choice.block]) for choice in (one, other)]
            if one.group == other.group and read_as(read[0]) == read_as(read[1]):
                both = repr(read[0]) if read[0] == read[1] else f"{read[0]!r} and {read[1]!r}, alike"
                place = at(source.path, source.blocks[other.block].line)
                yield Defect(place, f"the choices {one.id} and {other.id} both read {both}")


@check("K067", remedy="Write the choice in a few words without markup; a `<` needs a space behind it.")
def choice_is_unfit(asked: Subject) -> Iterator[Defect]:
    """A choice is empty, which Moodle drops, or holds what cannot be shown in its place or told in downloads."""
    for language, text in asked.texts.items():
        source = asked.sources[language]
        for choice in asked.item.choices:
            why = unfit(text.parts[choice.block], in_menus=asked.item.in_menus)
            if why:
                place = at(source.path, source.blocks[choice.block].line)
                yield Defect(place, f"the choice {choice.id} {why}: {html.unescape(text.parts[choice.block])!r}")


@check(
    "W060",
    remedy="Offer a choice that is right nowhere; or waive W060 with the reason.",
    requires=(*_KEYED, "K062", "K063"),
    severity=Severity.WARNING,
)
def last_choice_is_left_over(asked: Subject) -> Iterator[Defect]:
    """Each choice of a group is right in one gap, so that the last is known from the others."""
    item: Gapped = asked.item
    for group in dict.fromkeys(gap.group for gap in item.gaps):
        uses = [(choice, times) for choice, times in _uses(item) if choice.group == group]
        if all(times == 1 and not choice.unlimited for choice, times in uses):
            named = ", ".join(choice.id for choice, _ in uses)
            yield Defect(source_of(asked.question.item), f"each of {named} is right in one gap, and all are used up")


CHECKS = Checks(
    of_items=(
        no_choice_is_true,
        several_choices_are_true,
        choice_stands_alone,
        choice_is_used_up,
        misconception_leads_elsewhere,
    ),
    of_texts=(gaps_are_not_in_the_stem, choices_read_the_same, choice_is_unfit),
    cues=(last_choice_is_left_over,),
    without_key=("K060", "K061", "K065", "K067"),
)


def _uses(item: Gapped) -> Sequence[tuple[Choice, int]]:
    """In how many gaps each choice is right."""
    times = Counter(choice.id for gap in item.gaps for choice in item.true(gap))
    return [(choice, times[choice.id]) for choice in item.choices]


def _mark(id_: str) -> str:
    return f"[[{id_}]]"
