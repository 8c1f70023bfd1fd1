"""What stands here and there, for people: the words of a difference between releases, question by question."""

from collections import Counter
from collections.abc import Iterator

from grader.counting import number_of
from grader.difference.questions import changes
from grader.difference.quizzes import Compared, Difference
from grader.difference.release import FileDifference
from grader.difference.report import changes_as_text, wrapped
from grader.difference.told import told
from grader.exchange.plan import Plan, Planned, State


def as_text(plan: Plan) -> Iterator[str]:
    """Every question that is not the same, with what differs and what speaks against it, and a line that counts."""
    for one in plan.questions:
        if one.state is not State.SAME:
            yield from _question(one)
    counts = Counter(one.state for one in plan.questions)
    here = sum(one.ours is not None for one in plan.questions)
    said = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    yield f"{number_of(here, 'question')} here: {said or 'none there'}"


def _question(one: Planned) -> Iterator[str]:
    asked = one.ours or (one.theirs.asked if one.theirs else None)
    assert asked is not None
    name = "" if asked.question.name == one.id else f"  {asked.question.name}"
    yield wrapped(f"{one.state}  {one.id}{name}", first="", later="  ")
    for title, old, new in one.sides:
        if len(one.sides) > 1 or title != "there -> here":
            yield f"  {title}:"
        compared = Compared(old, new, changes(old, new))
        difference = FileDifference("", "", Difference((compared,), ()), b"")
        for question in told([difference]):
            yield from changes_as_text(question)
    for caution in one.cautions:
        yield wrapped(f"caution: {caution}", first="  ", later="    ")
    if one.refusal:
        yield wrapped(f"stops: {one.refusal}", first="  ", later="    ")
    elif one.decided is False and one.state is not State.SAME:
        yield "  stays as it is there"
