"""Who answers as a misconception would have it: counted over all questions and variants that foresee it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from grader.grading.cells import as_csv
from grader.grading.exam import Question
from grader.grading.marks import Marked
from grader.grading.recognition import Recognised
from grader.grading.solved import Reasoned
from grader.kinds.foreseen import Reasoning
from grader.kinds.response import Outcome, Response
from grader.moodle.downloads.columns import together


@dataclass(frozen=True)
class Held:
    """A misconception: how many attempts answered so, of those that answered a question that foresees it.

    questions: the ids of these in the bank.
    """

    statement: str
    count: int
    answered: int
    questions: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of those who answered; nobody is none."""
        return self.count / self.answered if self.answered else 0.0


@dataclass
class _Tally:
    """Which attempts could show a misconception, and which do."""

    answered: NDArray[np.bool_]
    showing: NDArray[np.bool_]
    questions: dict[str, None] = field(default_factory=dict)


def held(marked: Marked, counted: Sequence[int], reasoned: Mapping[str, Reasoned]) -> tuple[Held, ...]:
    """How many of the attempts that count show which misconception, the most frequent first.

    reasoned: what is known of each question, by its id. An attempt that shows one several times counts once.
    """
    places = np.asarray(counted, dtype=np.intp)
    tallies: dict[str, _Tally] = {}
    for slot in marked.slots:
        cases = together([slot.asked.at(places), slot.responses.at(places)])
        shown = [_shown(asked, response, reasoned) for asked, response in cases.values]
        questions = [_question(asked, reasoned) for asked, _ in cases.values]
        for statement in dict.fromkeys(statement for one in shown for statement in one):
            none = np.zeros(len(places), dtype=np.bool_)
            tally = tallies.setdefault(statement, _Tally(none, none.copy()))
            tally.answered |= np.array([statement in one for one in shown])[cases.codes]
            tally.showing |= np.array([one.get(statement, False) for one in shown])[cases.codes]
            tally.questions |= {id_: None for id_, one in zip(questions, shown, strict=True) if statement in one}
    counts = [
        Held(statement, int(one.showing.sum()), int(one.answered.sum()), tuple(one.questions))
        for statement, one in tallies.items()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.share, -one.count, one.statement)))


def as_table(found: Sequence[Held]) -> bytes:
    """A line a misconception, those that nobody shows among them; shares unrounded."""
    return as_csv(
        ("misconception", "count", "answered", "share", "questions"),
        ((one.statement, str(one.count), str(one.answered), repr(one.share), " ".join(one.questions)) for one in found),
    )


def as_text(found: Sequence[Held]) -> Iterator[str]:
    """Those that somebody shows, a line each; nothing where no misconception is foreseen."""
    if not found:
        return
    yield "misconceptions, of those who answered a question that foresees one:"
    for one in found:
        if one.count:
            where = ", ".join(one.questions)
            yield f"  {one.share:>4.0%} {one.count:>5} of {one.answered:<5} {one.statement} ({where})"
    if not any(one.count for one in found):
        yield "  nobody shows one"


def _question(asked: Recognised, reasoned: Mapping[str, Reasoned]) -> str:
    return reasoned[asked.id].question if isinstance(asked, Question) and asked.id in reasoned else ""


def _shown(asked: Recognised, response: Response, reasoned: Mapping[str, Reasoned]) -> dict[str, bool]:
    """Whether a response shows each misconception that its question foresees; nothing where it answers nothing."""
    if not isinstance(asked, Question) or asked.id not in reasoned or response.outcome is not Outcome.ANSWERED:
        return {}
    known = reasoned[asked.id]
    keyed = {known.ids[place] for place in asked.keyed}
    given = {known.ids[place] for place in response.options}
    return {
        one.statement: _shows(one, given, keyed) for one in known.reasonings if one.together or one.responses - keyed
    }


def _shows(one: Reasoning, given: set[str], keyed: set[str]) -> bool:
    return one.responses <= given if one.together else bool((one.responses - keyed) & given)
