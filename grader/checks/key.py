"""Families B, S, K and V: the bank's questions, their solvers, and the keys that these find."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields

from grader.authored import is_number, printed
from grader.checks.record import measuring
from grader.checks.release import Release
from grader.counting import number_of
from grader.errors import AuthorError
from grader.findings import Defect, at, check, line_of, raised, source_of
from grader.kinds import authored
from grader.model import UNDECIDED, VOID
from grader.moodle.quiz import MAX_MARK
from grader.release import variants
from grader.release.stages import ComputedStages
from grader.stability import key

KEY_UNKNOWN = ("S001", "K007")
"""What stands in the way of knowing which responses are keyed."""

WITHOUT_KEY = tuple(code for kind in authored() for code in kind.checks.without_key)
"""What says of a kind's item that no response is right."""


@check("B001", remedy="Give every question an id of its own: it names the folder and the idnumber in Moodle.")
def repeated_question(release: Release) -> Iterator[Defect]:
    """Two questions have one id."""
    for id_, count in Counter(stages.id for stages in release.stages).items():
        if count > 1:
            yield Defect(at(release.bank.folder / "__init__.py"), f"{count} questions have the id {id_!r}")


@check("B002", remedy="Mend the line named: until then the question is missing among the others.")
def question_unloaded(release: Release) -> Iterator[Defect]:
    """A question cannot be loaded."""
    for unloaded in release.bank.unloaded:
        yield Defect(line_of(unloaded.error), f"the question {unloaded.id} cannot be loaded", (unloaded.error.said,))


@check("S001", remedy="Mend the solver, or the item that compares its solution with the options.", requires=("R001",))
def solver_fails(stages: ComputedStages) -> Iterator[Defect]:
    """The solver, or the item made from its solution, raises an exception or gives something else."""
    what = "solver"
    try:
        stages.solution  # noqa: B018 - computed by looking
        what = "item"
        stages.item  # noqa: B018 - computed by looking
    except AuthorError as error:
        yield Defect(line_of(error), f"the {what} fails", (raised(error),))


@check("S002", remedy="Draw from a generator with a fixed seed, and keep no state between calls.", requires=("S001",))
def solver_is_not_repeatable(stages: ComputedStages) -> Iterator[Defect]:
    """Two runs of the solver give different solutions."""
    first, again = stages.solution, stages.solve()
    if repr(again) != repr(first):
        pairs = [
            (field.name, printed(getattr(first, field.name)), printed(getattr(again, field.name)))
            for field in fields(first)
        ]
        yield Defect(
            source_of(stages.question.solve),
            "two runs of the solver give different solutions",
            tuple(f"s.{name}: {one}, then {other}" for name, one, other in pairs if one != other),
        )


@check("K003", remedy="Measure more seeds: grader measure.", requires=("S001",))
def undecided_key(stages: ComputedStages) -> Iterator[Defect]:
    """The runs do not yet decide whether the question has a key."""
    if stages.item.answer is UNDECIDED:
        design = stages.question.design
        verdicts = [statement.judge(stages.record.runs, design) for statement in design.statements] if design else []
        yield Defect(
            source_of(stages.question.item),
            "the runs do not decide the key",
            tuple(
                f"{verdict.statement}: {verdict.decision} after {number_of(verdict.seeds, 'seed')}"
                for verdict in verdicts
            ),
            f"Measure more seeds: {measuring(stages)}",
        )


@check("K006", remedy="Give the question a mark above 0.", unvaried=True)
def mark_is_none(stages: ComputedStages) -> Iterator[Defect]:
    """A question's mark is no number above 0."""
    mark = stages.question.maximum_mark
    if not is_number(mark) or not 0 < mark <= MAX_MARK:
        yield Defect(
            source_of(stages.question.item), f"expected a mark above 0 and up to {MAX_MARK}, received {printed(mark)}"
        )


@check(
    "V001",
    remedy="Put the exam's own value first for every name of the space, and let `build` make its parameters.",
    unvaried=True,
)
def space_without_the_exam(stages: ComputedStages) -> Iterator[Defect]:
    """The space of variants does not hold the exam's own parameters, or cannot make them."""
    question = stages.question
    if question.space is None or stages.variant:
        return
    place = source_of(question.space.build)
    try:
        made = variants.parameters(question.space, variants.own_choices(question.space))
    except AuthorError as error:
        yield Defect(line_of(error), "the first value of each name makes no parameters", (raised(error),))
        return
    if made != question.parameters:
        yield Defect(
            place,
            "the first value of each name does not make the exam's parameters",
            (f"makes:  {printed(made)}", f"the exam's: {printed(question.parameters)}"),
        )


@check("V002", remedy="Let `build` use it, or take it out of the space.", requires=("V001",), unvaried=True)
def choice_without_effect(stages: ComputedStages) -> Iterator[Defect]:
    """A free choice of the space changes nothing."""
    question = stages.question
    if question.space is None or stages.variant:
        return
    own = variants.own_choices(question.space)
    for name, values in question.space.values.items():
        with suppress(AuthorError):  # of which the variants tell
            made = (variants.parameters(question.space, {**own, name: value}) for value in values[1:])
            if len(values) > 1 and all(parameters == question.parameters for parameters in made):
                yield Defect(source_of(question.space.build), f"whatever {name} is, the parameters are the same")


@check(
    "K008",
    remedy="Let the solver answer with `key_of` of the first statement's verdict, and name options as in the design.",
    requires=("S001", "K004", "K007"),
)
def key_not_certified(stages: ComputedStages) -> Iterator[Defect]:
    """A measured question is keyed otherwise than its certificate decides."""
    design = stages.question.design
    decided = None if design is None else key.decided(stages.record.runs, design)
    if decided is None:
        return
    answer = stages.item.answer
    without_key = decided is VOID or decided is UNDECIDED
    if answer is not decided if without_key else answer is VOID or list(stages.keyed) != [decided]:
        yield Defect(
            source_of(stages.question.item),
            "the key is not what the runs decide",
            (f"keyed:   {', '.join(stages.keyed) or printed(answer)}", f"decided: {decided}"),
        )
