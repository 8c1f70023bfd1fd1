"""A question whose text has gaps as its versions are compared."""

from dataclasses import replace

from grader.kinds.gaps.question import DECIMALS, WithGaps
from grader.kinds.kind import Compared, yes


def compared(question: WithGaps) -> Compared:
    """Each gap with each choice of its group, what is said to whoever was right or wrong, and how it is set."""
    combined = question.combined
    answers = [replace(answer, fraction=round(answer.fraction, DECIMALS)) for answer in question.answers()]
    return Compared(
        answers=answers,
        keyed=tuple(place for place, answer in enumerate(answers) if answer.fraction > 0),
        feedback={"right": combined.right, "partly right": combined.partly, "wrong": combined.wrong},
        settings={
            "shuffle": yes(question.shuffle),
            "penalty": f"{question.penalty:.10g}",
            "number right": yes(combined.show_number_right),
            "groups": ", ".join(choice.group for choice in question.choices),
            "choices without limit": ", ".join(
                str(number) for number, choice in enumerate(question.choices, start=1) if choice.unlimited
            ),
        },
    )
