"""A multiple-choice question as its versions are compared."""

from grader.kinds.kind import Compared, yes
from grader.kinds.multiple_choice.question import MultipleChoice, keyed


def compared(question: MultipleChoice) -> Compared:
    """Its options, what is said to whoever was right or wrong, and how it is set."""
    combined = question.combined
    return Compared(
        answers=question.answers,
        keyed=keyed([answer.fraction for answer in question.answers], single=question.single),
        feedback={"right": combined.right, "partly right": combined.partly, "wrong": combined.wrong},
        settings={
            "answers": "one" if question.single else "several",
            "shuffle": yes(question.shuffle),
            "numbering": question.numbering,
            "penalty": f"{question.penalty:.10g}",
            "standard instruction": yes(question.standard_instruction),
            "number right": yes(combined.show_number_right),
        },
    )
