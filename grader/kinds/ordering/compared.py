"""An ordering question as its versions are compared."""

from collections.abc import Sequence

from grader.kinds.kind import Compared, yes
from grader.kinds.ordering.question import OrderingQuestion
from grader.moodle.quiz import Answer, Markup


def compared(question: OrderingQuestion) -> Compared:
    """Its items at places, what is said to whoever was right or wrong, and how it is set."""
    combined, count = question.combined, len(question.items)
    return Compared(
        answers=tuple(Answer(worth, text) for worth, text in zip(question.fractions, question.put, strict=True)),
        keyed=tuple(place for place, worth in enumerate(question.fractions) if worth > 0),
        feedback={"right": combined.right, "partly right": combined.partly, "wrong": combined.wrong},
        settings={
            "grading": question.grading,
            "items shown": f"{question.select} {question.count}".removesuffix(" 0"),
            "layout": question.layout,
            "numbering": question.numbering,
            "grading shown": question.show_grading,
            "penalty": f"{question.penalty:.10g}",
            "number right": yes(combined.show_number_right),
        },
        texts=(
            *(("item", item) for item in question.items),
            *(("place", Markup(str(place), "plain_text")) for place in range(1, count + 1)),
        ),
        made_of=tuple((item, count + place) for place in range(count) for item in range(count)),
    )


def cautions(old: OrderingQuestion, new: OrderingQuestion) -> Sequence[str]:
    """That Moodle's own regrade loses every response to an ordering question, whatever has changed."""
    if (old.items, old.grading, old.select, old.count) == (new.items, new.grading, new.select, new.count):
        return []
    if old.shown != new.shown:
        return ["Moodle refuses to regrade attempts with another number of items"]
    said = "Moodle's own regrade would lose every response, and mark all by the order in which the items were drawn"
    kept = "a regrade here goes on grading orders as before" if old.grading != new.grading else ""
    return [part for part in (said, kept) if part]
