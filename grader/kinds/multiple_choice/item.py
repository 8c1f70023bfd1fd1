"""From an author's item and its text to a multiple-choice question of Moodle's."""

from collections.abc import Sequence

from grader.kinds.multiple_choice.foreseen import fractions, shown_in, told_in
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.version import Version
from grader.model import Item, Question, Text
from grader.moodle.quiz import Answer, File, embedding


def of_item(
    question: Question, item: Item, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> MultipleChoice:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    earned = fractions(item)
    return MultipleChoice(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=embedding(text.stem, files),
        answers=tuple(
            Answer(
                earned[option.id],
                embedding(text.parts[shown_in(option)], files),
                embedding(text.parts[told_in(option)], files),
            )
            for option in item.options
        ),
        general_feedback=embedding(text.general_feedback, files),
        maximum_mark=question.maximum_mark,
        idnumber=str(Version(question.id, variant, text.language)),
        tags=question.tags,
        shuffle=question.shuffle,
    )
