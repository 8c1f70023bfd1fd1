"""Releases for the tests of differences: the real export, and changes made to it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from downloads import question
from hypothesis import HealthCheck, settings
from places import ROOT

from grader.difference.change import Change, Kind
from grader.difference.quizzes import Difference, compare
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read, write
from grader.moodle.quiz import Markup, OtherQuestion, Quiz

EXPORTS = ROOT / "exports" / "moodle"
LANGUAGES = ("pt-BR", "en", "multilang")
CHOSEN = 2  # a question of the export with one right answer, the last
LAW = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

Edit = Callable[[MultipleChoice], MultipleChoice]


def export(language: str = "en") -> Quiz:
    return read((EXPORTS / f"exam.{language}.xml").read_bytes())


def edited(quiz: Quiz, edit: Edit, place: int = CHOSEN) -> Quiz:
    """The quiz with one of its questions changed."""
    old = quiz.questions[place]
    assert isinstance(old, MultipleChoice)
    return Quiz(tuple(edit(old) if entry is old else entry for entry in quiz.entries))


def changes(difference: Difference) -> list[Change]:
    """What changed in the questions, which must be in one question at most."""
    changed = [compared for compared in difference.questions if compared.state != "same"]
    assert len(changed) <= 1
    return [change for compared in changed for change in compared.changes]


def between(old: MultipleChoice, new: MultipleChoice) -> list[Change]:
    return changes(compare(Quiz((old,)), Quiz((new,))))


def in_text(old: str, new: str) -> list[Change]:
    """What changed where only the stem did."""
    return between(question(("a", 1), ("b", 0), stem=old), question(("a", 1), ("b", 0), stem=new))


def of(kind: Kind, found: list[Change]) -> list[tuple[str, str]]:
    return [(change.old, change.new) for change in found if change.kind is kind]


def kinds(found: list[Change]) -> list[Kind]:
    return [change.kind for change in found]


def with_answer(place: int, **changed: object) -> Edit:
    """Change one option of a question."""

    def edit(old: MultipleChoice) -> MultipleChoice:
        answers = list(old.answers)
        answers[place] = replace(answers[place], **changed)  # type: ignore[arg-type]
        return replace(old, answers=tuple(answers))

    return edit


def resaid(markup: Markup, old: str, new: str) -> Markup:
    assert old in markup.text
    return replace(markup, text=markup.text.replace(old, new))


def one_more(markup: Markup) -> Markup:
    """The text with one more in the first place where a whole number stands."""
    text, count = re.subn(r"(?<![\w.,])\d+(?![\w.,])", lambda found: str(int(found.group()) + 1), markup.text, count=1)
    assert count
    return replace(markup, text=text)


def folder(path: Path, files: Mapping[str, Quiz]) -> Path:
    for name, quiz in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(write(quiz))
    return path


def kept_whole(body: str, *, kind: str = "calculated") -> OtherQuestion:
    content = f'<quiz><question type="{kind}"><name><text>e</text></name>{body}</question></quiz>'
    entry = read(content.encode()).entries[0]
    assert isinstance(entry, OtherQuestion)
    return entry
