"""Families B, S, K and V: the bank's questions, their solvers, and the keys that these find."""

from collections import Counter
from collections.abc import Iterator

from grader.checks.release import Release
from grader.findings import Defect, at, check, raised, source_of
from grader.model import UNDECIDED, VOID
from grader.release.stages import ComputedStages
from grader.stability import certificate


@check("B001", remedy="Give every question an id of its own: it names the folder and the idnumber in Moodle.")
def repeated_question(release: Release) -> Iterator[Defect]:
    """Two questions have one id."""
    for id_, count in Counter(question.id for question in release.bank.questions).items():
        if count > 1:
            yield Defect(at(release.bank.folder / "__init__.py"), f"{count} questions have the id {id_!r}")


@check("S001", remedy="Mend the solver, or the item that compares its solution with the options.", requires=("R001",))
def solver_fails(stages: ComputedStages) -> Iterator[Defect]:
    """The solver, or the item made from its solution, raises an exception."""
    try:
        stages.item  # noqa: B018 - computed by looking
    except Exception as error:  # noqa: BLE001 - whatever an author's code raises is a finding
        yield Defect(source_of(stages.question.solve), "the solver raised an exception", (raised(error),))


@check("S002", remedy="Draw from a generator with a fixed seed, and keep no state between calls.", requires=("S001",))
def solver_is_not_repeatable(stages: ComputedStages) -> Iterator[Defect]:
    """Two runs of the solver give different solutions."""
    again = stages.solve()
    if repr(again) != repr(stages.solution):
        yield Defect(source_of(stages.question.solve), "two runs of the solver give different solutions")


@check("K001", remedy="Offer an option with the answer's value, or mend the solver.", requires=("S001", "K003"))
def no_key(stages: ComputedStages) -> Iterator[Defect]:
    """No option's value equals the answer."""
    item = stages.item
    if not item.keyed():
        yield Defect(
            source_of(stages.question.item),
            f"no option equals the answer, {_show(item.answer)}",
            tuple(f"{option.id}: {_show(option.value)}" for option in item.options),
        )


@check("K002", remedy="Give every option a value of its own.", requires=("S001",))
def several_keys(stages: ComputedStages) -> Iterator[Defect]:
    """More than one option's value equals the answer, though the item is not void."""
    item = stages.item
    if item.answer is not VOID and len(item.keyed()) > 1:
        names = ", ".join(option.id for option in item.keyed())
        yield Defect(source_of(stages.question.item), f"{names} all equal the answer, {_show(item.answer)}")


@check("K003", remedy="Measure more seeds: grader measure.", requires=("S001",))
def undecided_key(stages: ComputedStages) -> Iterator[Defect]:
    """The runs do not yet decide whether the question has a key."""
    if stages.item.answer is UNDECIDED:
        design = stages.question.design
        verdicts = [statement.judge(stages.record.runs, design) for statement in design.statements] if design else []
        yield Defect(
            source_of(stages.question.item),
            "the runs do not decide the key",
            tuple(f"{verdict.statement}: {verdict.decision} after {verdict.seeds} seeds" for verdict in verdicts),
        )


@check("K004", remedy="Name each option once.", requires=("S001",))
def repeated_option(stages: ComputedStages) -> Iterator[Defect]:
    """Two options have one id."""
    for id_, count in Counter(option.id for option in stages.item.options).items():
        if count > 1:
            yield Defect(source_of(stages.question.item), f"{count} options have the id {id_!r}")


@check(
    "K005",
    remedy="Let the solver answer with `key_of` of the verdict on `Reproduces`, and options be named as in the design.",
    requires=("S001", "K004"),
)
def key_not_certified(stages: ComputedStages) -> Iterator[Defect]:
    """A measured question is keyed otherwise than its certificate decides."""
    design = stages.question.design
    decided = None if design is None else certificate.decided(stages.record.runs, design)
    if decided is None:
        return
    answer = stages.item.answer
    without_key = decided is VOID or decided is UNDECIDED
    if answer is not decided if without_key else answer is VOID or list(stages.keyed) != [decided]:
        yield Defect(
            source_of(stages.question.item),
            "the key is not what the runs decide",
            (f"keyed:   {', '.join(stages.keyed) or _show(answer)}", f"decided: {decided}"),
        )


def _show(value: object) -> str:
    """A value whose looks do not depend on the order of a set."""
    return "{" + ", ".join(sorted(map(repr, value))) + "}" if isinstance(value, frozenset) else repr(value)


@check(
    "V001", remedy="Put the exam's own value first for every name of the space, and let `build` make its parameters."
)
def space_without_the_exam(stages: ComputedStages) -> Iterator[Defect]:
    """The space of variants does not hold the exam's own parameters, or cannot make them."""
    question = stages.question
    if question.space is None or stages.variant:
        return
    place = source_of(question.space.build)
    try:
        made = question.space.build(**{name: values[0] for name, values in question.space.values.items()})
    except Exception as error:  # noqa: BLE001 - whatever the author's code raises is reported
        yield Defect(place, "the first value of each name makes no parameters", (raised(error),))
        return
    if made != question.parameters:
        yield Defect(
            place,
            "the first value of each name does not make the exam's parameters",
            (f"makes:  {made!r}", f"the exam's: {question.parameters!r}"),
        )
