"""From items and their texts to a Moodle quiz, in one language or in several at once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from grader.bank import Imported
from grader.model import Item, Question, Text
from grader.moodle.multilang import merged
from grader.moodle.quiz import Answer, Category, File, Markup, Multichoice, referred_to
from grader.texts.language import LANGUAGES

_MULTILINGUAL = "multilang"
_IDNUMBER = re.compile(r"(?P<question>[^.]+)(\.(?P<variant>[0-9a-f]{8}))?\.(?P<language>[A-Za-z]{2,}(-[A-Za-z0-9]+)*)")


class VersionOf(NamedTuple):
    """A question of a bank in a language, or in all; `variant` is a variant's code, empty for the exam's own."""

    question: str
    variant: str
    language: str


def multichoice(
    question: Question, item: Item, text: Text, files: Sequence[File] = (), *, number: int, variant: str = ""
) -> Multichoice:
    """A Moodle question from an item and its text.

    files: those of its folder; each text takes along the ones that it refers to. number: its place in the exam.
    variant: the variant's code.
    """
    return Multichoice(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=_with_files(text.stem, files),
        answers=tuple(
            Answer(
                item.fraction(option),
                _with_files(text.options[option.id], files),
                _with_files(text.feedback[option.id], files),
            )
            for option in item.options
        ),
        general_feedback=_with_files(text.general_feedback, files),
        mark=question.mark,
        idnumber=idnumber(question, text.language, variant=variant),
        tags=question.tags,
        shuffle=question.shuffle,
    )


def imported(question: Imported, text: Text, files: Sequence[File]) -> Multichoice:
    """A Moodle question that was imported: its texts as they stand in its folder now, everything else as it was.

    files: those of its folder; each text takes along the ones that it refers to.
    """
    ids = list(text.options)
    return replace(
        question.was,
        stem=_with_files(text.stem, files),
        answers=tuple(
            Answer(answer.fraction, _with_files(text.options[id_], files), _with_files(text.feedback[id_], files))
            for id_, answer in zip(ids, question.was.answers, strict=True)
        ),
        general_feedback=_with_files(text.general_feedback, files),
    )


def _with_files(html: str, files: Sequence[File]) -> Markup:
    wanted = referred_to(html) if files else set()
    return Markup(html, files=tuple(file for file in files if f"{file.path}{file.name}" in wanted))


def idnumber(question: Question, language: str, *, variant: str = "") -> str:
    """The idnumber of a question in a language: stable, and unique even where two languages share a category."""
    return ".".join(filter(None, (question.id, variant, language)))


def version_of(idnumber: str) -> VersionOf | None:
    """What an idnumber that `idnumber` writes says; None for another."""
    found = _IDNUMBER.fullmatch(idnumber)
    if found is None or (found["language"] != _MULTILINGUAL and found["language"] not in LANGUAGES):
        return None
    return VersionOf(found["question"], found["variant"] or "", found["language"])


def multilingual(texts: Sequence[Text]) -> Text:
    """One text that shows each reader their own language, by Moodle's multi-language content filter.

    Names do not pass it on import, so titles stand side by side.
    """
    codes = [LANGUAGES[text.language].moodle for text in texts]

    def one(part: Callable[[Text], str]) -> str:
        return merged([(code, part(text)) for code, text in zip(codes, texts, strict=True)])

    return Text(
        language=_MULTILINGUAL,
        title=" / ".join(dict.fromkeys(text.title for text in texts)),
        stem=one(lambda text: text.stem),
        options={id_: one(lambda text, id_=id_: text.options[id_]) for id_ in texts[0].options},  # type: ignore[misc]
        feedback={id_: one(lambda text, id_=id_: text.feedback[id_]) for id_ in texts[0].feedback},  # type: ignore[misc]
        general_feedback=one(lambda text: text.general_feedback),
    )


def category(path: str) -> Category:
    """Where the questions go: a path whose parts are separated by ` / `; Moodle doubles a slash within a part."""
    return Category("/".join(part.strip().replace("/", "//") for part in path.split(" / ")))
