"""From items and their texts to a Moodle quiz, in one language or in several at once."""

from collections.abc import Callable, Sequence

from grader.bank import Imported
from grader.kinds import KINDS
from grader.kinds.version import MULTILINGUAL
from grader.model import Text
from grader.moodle.multilang import merged
from grader.moodle.quiz import Category, File, MoodleQuestion, embedding
from grader.texts.language import LANGUAGES


def imported(question: Imported, text: Text, files: Sequence[File]) -> MoodleQuestion:
    """A Moodle question that was imported: its texts as they stand in its folder now, everything else as it was.

    files: those of its folder; each text takes along the ones that it refers to.
    """
    importing = KINDS[question.was.kind].importing
    said = {**text.parts, "stem": text.stem, "general_feedback": text.general_feedback}
    made: MoodleQuestion = importing.with_texts(
        question.was, {name: embedding(said[name], files) for name in importing.texts(question.was)}
    )
    return made


def multilingual(texts: Sequence[Text]) -> Text:
    """One text that shows each reader their own language, by Moodle's multi-language content filter.

    Names do not pass it on import, so titles stand side by side; what is typed may be of any of the languages.
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
        typed={
            name: tuple(dict.fromkeys(pattern for text in texts for pattern in text.typed.get(name, ())))
            for name in dict.fromkeys(name for text in texts for name in text.typed)
        },
    )


def category(path: str) -> Category:
    """Where the questions go: a path whose parts are separated by ` / `; Moodle doubles a slash within a part."""
    return Category("/".join(part.strip().replace("/", "//") for part in path.split(" / ")))
