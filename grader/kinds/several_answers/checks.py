"""What can be wrong with an item of several answers: K020 to K027."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from xml.etree import ElementTree as ET

from lxml import etree

from grader.authored import defined_at, is_number, printed, running
from grader.errors import AuthorError
from grader.findings import Defect, Place, at, check, line_of, raised, source_of
from grader.kinds.multiple_choice.checks import options_differ_in_order, options_read_the_same, repeated_option
from grader.kinds.multiple_choice.writing import write
from grader.kinds.several_answers.item import SeveralAnswers, of_item
from grader.kinds.several_answers.worth import exact
from grader.kinds.subject import Checks, Subject
from grader.model import Misconception
from grader.moodle.fractions import TOLERANCE, is_accepted
from grader.moodle.marking import marker

MOST = 16
"""How many options there may be, so that every response can be marked."""

_KEYED = ("K020", "K021", "K022", "K023", "K024")


@check("K020", remedy="Let the solver find of every option whether what it says is True or False.")
def truth_is_neither(asked: Subject) -> Iterator[Defect]:
    """The value of an option of several answers is neither True nor False."""
    for option in asked.item.options:
        if not isinstance(option.value, bool):
            yield Defect(
                _place(asked), f"expected True or False of the option {option.id}, received {printed(option.value)}"
            )


@check(
    "K021",
    remedy="Let some options be true and some not; in variants, too: keep `build` from making others.",
    requires=("K020",),
)
def all_right_or_none(asked: Subject) -> Iterator[Defect]:
    """Of several answers all are right, or none: who ticks every box, or leaves all empty, needs to know nothing."""
    item: SeveralAnswers = asked.item
    if not item.answer or len(item.answer) == len(item.options):
        said = "all" if item.answer else "none"
        yield Defect(_place(asked), f"{said} of the {len(item.options)} options are true")


@check("K022", remedy="Say what guessing may earn at most, as in `budget=0.4`; or leave it out: it is a third.")
def budget_is_no_share(asked: Subject) -> Iterator[Defect]:
    """What guessing may earn is no share of the mark between 0 and 1."""
    budget = asked.item.budget
    if not is_number(budget) or not 0 < budget < 1:
        yield Defect(_place(asked), f"expected a budget above 0 and below 1, received {printed(budget)}")


@check("K023", remedy="Offer fewer options, or ask two questions.")
def too_many_options(asked: Subject) -> Iterator[Defect]:
    """There are more options than every response could be marked of, and more than a student can weigh."""
    count = len(asked.item.options)
    if count > MOST:
        yield Defect(_place(asked), f"expected up to {MOST} options, received {count}")


@check("K024", remedy="Let as many options be true as can share the mark: 1 to 10.", requires=("K020", "K021", "K023"))
def shares_are_unknown(asked: Subject) -> Iterator[Defect]:
    """So many options are right that Moodle knows no fraction by which they could share the mark."""
    right = len(asked.item.answer)
    if not is_accepted(1 / right):
        yield Defect(
            _place(asked), f"{right} options are true, and Moodle's list has no fraction of {100 / right:.5f}%"
        )


@check(
    "K025",
    remedy="Offer one more wrong option, or let the item's `budget` say that guessing may earn so much.",
    requires=_KEYED,
)
def guessing_pays(asked: Subject) -> Iterator[Defect]:
    """Who ticks boxes at random earns more than the budget, though a wrong one loses the whole mark."""
    item: SeveralAnswers = asked.item
    beyond = item.worth.beyond(exact(item.budget))
    if beyond is not None:
        ticked, mean = beyond
        yield Defect(
            _place(asked),
            f"who ticks {ticked} of {len(item.options)} boxes at random earns {_share(mean)} on average, more than the "
            f"budget of {_share(exact(item.budget))}",
            tuple(f"{option.id}: {'true' if option.value else 'not true'}" for option in item.options),
        )


@check(
    "K026",
    remedy="The exporter is at fault: tell whoever maintains grader.",
    requires=(*_KEYED, "K004", "K025", "M006"),
)
def responses_are_marked_otherwise(asked: Subject) -> Iterator[Defect]:
    """Some response, of all that can be given, is marked otherwise than meant, or more than the key loses nothing."""
    item: SeveralAnswers = asked.item
    language, text = next(iter(asked.texts.items()))
    element = write(of_item(asked.question, item, text, number=1))
    of_xml = marker.read(ET.fromstring(etree.tostring(element)))  # noqa: S314 - the bytes are our own
    found = next(_marked_otherwise(item, of_xml), None)
    if found is not None:
        yield Defect(at(asked.sources[language].path), found)


@check(
    "K027",
    remedy="Let a misconception find the option true; where the reasoning leads to no option, name another.",
    requires=("K020",),
)
def misconception_ticks_nothing(asked: Subject) -> Iterator[Defect]:
    """A wrong solver does not lead to a wrong option being ticked, or raises an exception."""
    for option in asked.item.options:
        if option.value is True or not isinstance(option.misconception, Misconception):
            continue
        solve = option.misconception.solve
        try:
            with running(defined_at(solve)):
                led = solve(asked.question.parameters)
        except AuthorError as error:
            yield Defect(line_of(error), f"the misconception of {option.id} cannot be run", (raised(error),))
            continue
        if led is not True:
            yield Defect(
                source_of(solve),
                f"the misconception of {option.id} must find it True, which it is not, and finds {printed(led)}",
            )


CHECKS = Checks(
    of_items=(
        repeated_option,
        truth_is_neither,
        all_right_or_none,
        budget_is_no_share,
        too_many_options,
        shares_are_unknown,
        guessing_pays,
        misconception_ticks_nothing,
    ),
    of_texts=(options_read_the_same, responses_are_marked_otherwise),
    cues=(options_differ_in_order,),
    without_key=(*_KEYED, "K025"),
)


def _marked_otherwise(item: SeveralAnswers, of_xml: marker.Marker) -> Iterator[str]:
    """In words, each response that is marked otherwise than meant, those with the fewest ticks first."""
    right = {place for place, option in enumerate(item.options) if option.value is True}
    of_key = _awarded(of_xml, sorted(right))
    for size in range(len(item.options) + 1):
        for ticked in combinations(range(len(item.options)), size):
            is_, good = _awarded(of_xml, ticked), len(right.intersection(ticked))
            meant = item.worth.earned(good, size - good)
            if abs(is_ - meant) > TOLERANCE:
                yield f"who ticks {_named(item, ticked)} earns {is_:g}, and should earn {float(meant):g}"
            if right < set(ticked) and is_ >= of_key:
                yield f"who ticks {_named(item, ticked)} earns {is_:g}, and who ticks the key alone {of_key:g}"


def _awarded(of_xml: marker.Marker, ticked: Sequence[int]) -> float:
    return of_xml.mark(tuple(ticked)).fraction or 0.0


def _named(item: SeveralAnswers, ticked: Sequence[int]) -> str:
    return ", ".join(item.options[place].id for place in ticked) or "nothing"


def _share(share: Fraction) -> str:
    exactly = f"{share}, " if share.denominator <= 1000 else ""  # noqa: PLR2004 - of more digits nobody reads
    return f"{exactly}{float(share):.1%}"


def _place(asked: Subject) -> Place:
    return source_of(asked.question.item)
