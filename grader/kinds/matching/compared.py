"""A matching question as its versions are compared."""

from collections.abc import Iterator, Sequence

from grader.kinds.kind import Compared, yes
from grader.kinds.matching.question import MatchingQuestion
from grader.moodle.quiz import Answer, Markup


def compared(question: MatchingQuestion) -> Compared:
    """Its pairs and the texts that they are made of, what is said to whoever was right or wrong, and how it is set."""
    combined = question.combined
    stems, choices = len(question.pairs), len(question.choices)
    return Compared(
        answers=tuple(Answer(worth, text) for worth, text in zip(question.fractions, question.put, strict=True)),
        keyed=tuple(place for place, worth in enumerate(question.fractions) if worth > 0),
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
        made_of=tuple((stem, stems + choice) for stem in range(stems) for choice in range(choices)),
    )


def cautions(old: MatchingQuestion, new: MatchingQuestion) -> Sequence[str]:
    """That Moodle's own regrade, which goes by the places of stems and choices, would not do what their texts say."""
    if len(old.pairs) != len(new.pairs):
        return ["Moodle refuses to regrade attempts with another number of stems"]
    if len(old.choices) != len(new.choices):
        return ["Moodle refuses to regrade attempts with another number of choices"]
    if _right_by_text(old, new) == [new.choices.index(line.choice) for line in new.pairs]:
        return []
    said = (
        "in Moodle's own regrade, whoever chose one text will have chosen another: keep the stems' order, and list all "
        f"choices before them, as lines without stem, in their first order: {'; '.join(old.choices)}"
    )
    return [said]


def _right_by_text(old: MatchingQuestion, new: MatchingQuestion) -> list[int]:
    """The place among the old choices of what is right now for each old stem; what was reworded goes by its place."""
    now = [new.pairs[place].choice for place in _places_now(old, new)]
    return [(old.choices if choice in old.choices else new.choices).index(choice) for choice in now]


def _places_now(old: MatchingQuestion, new: MatchingQuestion) -> Iterator[int]:
    """Where each old stem stands now: alike ones in their order, and one that was reworded where it stood."""
    stems, others = ([line.stem for line in question.pairs] for question in (old, new))
    for place, stem in enumerate(stems):
        alike = [there for there, other in enumerate(others) if other == stem]
        before = stems[:place].count(stem)
        yield alike[before] if before < len(alike) else place
