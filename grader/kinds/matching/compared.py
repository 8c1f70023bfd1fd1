"""A matching question as its versions are compared."""

from collections.abc import Sequence

from grader.kinds.kind import Compared, yes
from grader.kinds.matching.question import MatchingQuestion
from grader.moodle.quiz import Answer, Markup


def compared(question: MatchingQuestion) -> Compared:
    """Its pairs and the texts that they are made of, what is said to whoever was right or wrong, and how it is set."""
    combined = question.combined
    stems, choices = len(question.pairs), len(question.choices)
    return Compared(
        answers=[Answer(worth, text) for worth, text in zip(question.fractions, question.put, strict=True)],
        keyed=[place for place, worth in enumerate(question.fractions) if worth > 0],
        feedback={"right": combined.right, "partly right": combined.partly, "wrong": combined.wrong},
        settings={
            "shuffle": yes(question.shuffle),
            "penalty": f"{question.penalty:.10g}",
            "number right": yes(combined.show_number_right),
        },
        texts=(
            *(("stem", line.stem) for line in question.pairs),
            *(("choice", Markup(choice, "plain_text")) for choice in question.choices),
        ),
        made_of=[(stem, stems + choice) for stem in range(stems) for choice in range(choices)],
    )


def cautions(old: MatchingQuestion, new: MatchingQuestion) -> Sequence[str]:
    """That Moodle's own regrade goes by the places of choices, where these are others now."""
    if len(old.pairs) != len(new.pairs):
        return ["Moodle refuses to regrade attempts with another number of stems"]
    if len(old.choices) != len(new.choices):
        return ["Moodle refuses to regrade attempts with another number of choices"]
    stems, others = ([line.stem for line in question.pairs] for question in (old, new))
    if set(stems) == set(others) and stems != others:
        return ["in Moodle's own regrade, what was chosen for one stem will count for another: keep their order"]
    if set(old.choices) == set(new.choices) and old.choices != new.choices:
        first = "; ".join(old.choices)
        said = (
            "in Moodle's own regrade, whoever chose one text will have chosen another: list all choices before the "
            f"stems, as lines without stem, in their first order: {first}"
        )
        return [said]
    return []
