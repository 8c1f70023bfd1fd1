"""A kind that the engine does not have: a word that is typed, and compared as it stands. All of it is in here."""

from collections.abc import Iterator
from pathlib import Path

from kinds.toy.importing import IMPORTING
from kinds.toy.marking import play
from kinds.toy.moodle import TypedWord, WordQuestion, holds, of_item, read, write
from kinds.toy.responses import OfWords

from grader.findings import Defect, at, check, source_of
from grader.kinds.foreseen import Foreseen
from grader.kinds.kind import Compared, Kind
from grader.kinds.subject import Checks, Subject


def foreseen(item: TypedWord) -> tuple[Foreseen, ...]:
    return (
        Foreseen("right", item.answer, "feedback_right", item.because),
        Foreseen("wrong", item.wrong, "feedback_wrong", item.because, item.misconception),
    )


@check("K901", remedy="Let the answer be a word.")
def answer_is_no_word(asked: Subject) -> Iterator[Defect]:
    """The answer is no word."""
    if not isinstance(asked.item.answer, str):
        yield Defect(source_of(asked.question.item), f"expected a word, received {asked.item.answer!r}")


@check("T901", remedy="Say something else to each.")
def feedbacks_read_the_same(asked: Subject) -> Iterator[Defect]:
    """Whoever is wrong is told what whoever is right is told."""
    for language, text in asked.texts.items():
        if text.parts["feedback_right"] == text.parts["feedback_wrong"]:
            yield Defect(at(asked.sources[language].path), "both feedbacks are the same")


KIND: Kind[WordQuestion] = Kind(
    name="typedword",
    words="typed-word",
    folder=Path(__file__).parent,
    item=TypedWord,
    read=read,
    write=write,
    play=play,
    graded=lambda asked, _: (asked, tuple(answer.fraction for answer in asked.answers)),
    responses=OfWords,
    compared=lambda asked: Compared(
        asked.answers, [place for place, answer in enumerate(asked.answers) if answer.fraction == 1], {}, {}
    ),
    of_item=of_item,
    holds=holds,
    foreseen=foreseen,
    keyed=lambda _: ["right"],
    fractions=lambda _: {"right": 1.0, "wrong": 0.0},
    single=lambda _: True,
    importing=IMPORTING,
    checks=Checks(of_items=(answer_is_no_word,), of_texts=(feedbacks_read_the_same,)),
)
