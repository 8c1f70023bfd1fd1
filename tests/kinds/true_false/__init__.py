"""A kind that the engine does not have: true or false. What a test needs of it is here, and nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass

from kinds.true_false.marking import play
from kinds.true_false.moodle import TrueFalse, holds, of_item, read, write
from kinds.true_false.responses import Said

from grader.findings import Defect, at, check, source_of
from grader.kinds.foreseen import Foreseen
from grader.kinds.kind import Compared, Kind
from grader.kinds.subject import Checks, Subject
from grader.model import Claim


@dataclass(frozen=True)
class Statement:
    """An author's item that is true or false, with the claims that decide it."""

    answer: bool
    because: tuple[Claim, ...]
    misconception: str


def foreseen(item: Statement) -> tuple[Foreseen, ...]:
    return tuple(
        Foreseen(
            str(value).lower(),
            value,
            f"feedback_{value}".lower(),
            item.because,
            "" if value == item.answer else item.misconception,
        )
        for value in (True, False)
    )


@check("S901", remedy="Let the answer be True or False.")
def answer_is_no_bool(asked: Subject) -> Iterator[Defect]:
    """The answer is neither true nor false."""
    if not isinstance(asked.item.answer, bool):
        yield Defect(source_of(asked.question.item), f"expected True or False, received {asked.item.answer!r}")


@check("T901", remedy="Say something else to each.")
def feedbacks_read_the_same(asked: Subject) -> Iterator[Defect]:
    """Whoever is wrong is told what whoever is right is told."""
    for language, text in asked.texts.items():
        if text.parts["feedback_true"] == text.parts["feedback_false"]:
            yield Defect(at(asked.sources[language].path), "both feedbacks are the same")


KIND: Kind[TrueFalse] = Kind(
    name="truefalse",
    words="true or false",
    item=Statement,
    read=read,
    write=write,
    play=play,
    graded=lambda asked, _: (asked, tuple(answer.fraction for answer in asked.answers)),
    responses=Said,
    compared=lambda asked: Compared(
        asked.answers, [place for place, answer in enumerate(asked.answers) if answer.fraction == 1], {}, {}
    ),
    of_item=of_item,
    holds=holds,
    foreseen=foreseen,
    keyed=lambda item: [str(item.answer).lower()],
    fractions=lambda item: {str(value).lower(): float(value == item.answer) for value in (True, False)},
    single=lambda _: True,
    checks=Checks(of_items=(answer_is_no_bool,), of_texts=(feedbacks_read_the_same,)),
)
