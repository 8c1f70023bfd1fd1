"""From items and their texts to a Moodle quiz, in one language or in several at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from grader.bank import Imported
from grader.kinds.foreseen import Foreseen
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.version import MULTILINGUAL
from grader.model import Text
from grader.moodle.multilang import merged
from grader.moodle.quiz import Answer, Category, File, embedding
from grader.texts.language import LANGUAGES


def imported(question: Imported, options: Sequence[Foreseen], text: Text, files: Sequence[File]) -> MultipleChoice:
    """A Moodle question that was imported: its texts as they stand in its folder now, everything else as it was.

    files: those of its folder; each text takes along the ones that it refers to.
    """
    return replace(
        question.was,
        stem=embedding(text.stem, files),
        answers=tuple(
            Answer(
                answer.fraction,
                embedding(text.parts[option.shown], files),
                embedding(text.parts[option.feedback], files),
            )
            for option, answer in zip(options, question.was.answers, strict=True)
        ),
        general_feedback=embedding(text.general_feedback, files),
    )


def multilingual(texts: Sequence[Text]) -> Text:
    """One text that shows each reader their own language, by Moodle's multi-language content filter.

    Names do not pass it on import, so titles stand side by side.
    """
    codes = [LANGUAGES[text.language].moodle for text in texts]

    def one(part: Callable[[Text], str]) -> str:
        return merged([(code, part(text)) for code, text in zip(codes, texts, strict=True)])

    return Text(
        language=MULTILINGUAL,
        title=" / ".join(dict.fromkeys(text.title for text in texts)),
        stem=one(lambda text: text.stem),
        parts={name: one(lambda text, name=name: text.parts[name]) for name in texts[0].parts},  # type: ignore[misc]
        general_feedback=one(lambda text: text.general_feedback),
    )


def category(path: str) -> Category:
    """Where the questions go: a path whose parts are separated by ` / `; Moodle doubles a slash within a part."""
    return Category("/".join(part.strip().replace("/", "//") for part in path.split(" / ")))
