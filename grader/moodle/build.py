"""From items and their texts to a Moodle quiz, in one language or in several at once."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from grader.language import LANGUAGES
from grader.model import Item, Question, Text
from grader.moodle.quiz import Answer, Category, File, Markup, Multichoice, reference

_MULTILINGUAL = "multilang"
_IDNUMBER = re.compile(
    rf"(?P<question>[^.]+)(\.(?P<variant>[0-9a-f]{{8}}))?"
    rf"\.(?P<language>{'|'.join(map(re.escape, [*LANGUAGES, _MULTILINGUAL]))})"
)


class VersionOf(NamedTuple):
    """A question of a bank in a language, or in all; `variant` is a variant's code, empty for the exam's own."""

    question: str
    variant: str
    language: str


def multichoice(question: Question, item: Item, text: Text, *, number: int, variant: str = "") -> Multichoice:
    """A Moodle question from an item and its text; `number` is its place in the exam, `variant` the variant's code."""
    return Multichoice(
        name=" ".join(filter(None, (f"{number:02d} {text.title}", variant))),
        stem=Markup(text.stem),
        answers=tuple(
            Answer(item.fraction(option), Markup(text.options[option.id]), Markup(text.feedback[option.id]))
            for option in item.options
        ),
        general_feedback=Markup(text.general_feedback),
        mark=question.mark,
        idnumber=idnumber(question, text.language, variant=variant),
        tags=question.tags,
        shuffle=question.shuffle,
    )


def stated(question: Question, text: Text, files: Sequence[File]) -> Multichoice:
    """A Moodle question that was imported: its texts as they stand in its folder now, everything else as it was.

    files: those of its folder; each text takes along the ones that it refers to.
    """
    was: Multichoice = question.stated

    def markup(html: str) -> Markup:
        return Markup(html, files=tuple(file for file in files if reference(file) in html))

    ids = list(text.options)
    return replace(
        was,
        stem=markup(text.stem),
        answers=tuple(
            Answer(answer.fraction, markup(text.options[id_]), markup(text.feedback[id_]))
            for id_, answer in zip(ids, was.answers, strict=True)
        ),
        general_feedback=markup(text.general_feedback),
    )


def idnumber(question: Question, language: str, *, variant: str = "") -> str:
    """The idnumber of a question in a language: stable, and unique even where two languages share a category.

    One that was imported keeps its own.
    """
    if question.stated is not None:
        return str(question.stated.idnumber)
    return ".".join(filter(None, (question.id, variant, language)))


def version_of(idnumber: str) -> VersionOf | None:
    """What an idnumber that `idnumber` writes says; None for another."""
    found = _IDNUMBER.fullmatch(idnumber)
    return VersionOf(found["question"], found["variant"] or "", found["language"]) if found else None


def multilingual(texts: Sequence[Text]) -> Text:
    """One text that shows each reader their own language, by Moodle's multi-language content filter.

    The filter wants neighbouring spans that hold no other span and no other attribute. Names do not pass it on import,
    so titles stand side by side.
    """
    first = texts[0]
    return Text(
        language=_MULTILINGUAL,
        title=" / ".join(dict.fromkeys(text.title for text in texts)),
        stem=_spans([(text.language, text.stem) for text in texts]),
        options={id_: _spans([(text.language, text.options[id_]) for text in texts]) for id_ in first.options},
        feedback={id_: _spans([(text.language, text.feedback[id_]) for text in texts]) for id_ in first.feedback},
        general_feedback=_spans([(text.language, text.general_feedback) for text in texts]),
    )


def category(path: str) -> Category:
    """Where the questions go: a path whose parts are separated by ` / `; Moodle doubles a slash within a part."""
    return Category("/".join(part.strip().replace("/", "//") for part in path.split(" / ")))


def _spans(versions: Sequence[tuple[str, str]]) -> str:
    if len({html for _, html in versions}) == 1:
        return versions[0][1]
    return "".join(
        f'<span lang="{LANGUAGES[language].moodle}" class="multilang">{html}</span>' for language, html in versions
    )
