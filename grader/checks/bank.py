"""Families B and W, on a bank as a whole: what lies in its folder and nobody reads, and the names of its categories."""

import re
from collections.abc import Iterator
from pathlib import Path

from grader.bank import INIT
from grader.checks.alignment import language_of
from grader.checks.release import Release
from grader.errors import GraderError
from grader.findings import Defect, Severity, at, check
from grader.release.stages import Stages
from grader.texts.glossary import glossary, words_of
from grader.texts.source import Source

_QUESTION = re.compile(r"^QUESTION\b", re.MULTILINE)
_OF_LANGUAGE = re.compile(r"(?:text\.(?P<text>.+)\.md|readback\.(?P<read>.+)\.txt|glossary\.(?P<words>.+)\.toml)")


@check("B004", remedy="Add it to QUESTIONS or ALTERNATES, or move the folder out of the bank.")
def question_left_out(release: Release) -> Iterator[Defect]:
    """A folder of the bank holds a question that neither QUESTIONS nor ALTERNATES names."""
    bank = release.bank
    named = {question.id for question in (*bank.questions, *bank.alternates.values(), *bank.unloaded)}
    for init in sorted(bank.folder.glob(f"*/{INIT}")):
        if init.parent.name not in named and _QUESTION.search(init.read_text(encoding="utf-8", errors="replace")):
            yield Defect(at(init), f"the question {init.parent.name} is not among the bank's QUESTIONS")


@check("B005", remedy="Write each category in its language.")
def foreign_category(release: Release) -> Iterator[Defect]:
    """The category of a language is in another language of the bank."""
    bank = release.bank
    known = {language: glossary(language, bank.folder) for language in bank.languages}
    for language in bank.languages:
        read_as = language_of(words_of(bank.category[language]), language, known)
        if read_as != language:
            yield Defect(
                at(bank.folder / INIT), f"the category in {language} reads as {read_as}: {bank.category[language]}"
            )


@check("B006", remedy="Give each question a title of its own: it is by that that one finds it in Moodle.")
def repeated_title(release: Release) -> Iterator[Defect]:
    """Two questions that ask otherwise have one title."""
    titles: dict[tuple[str, str], tuple[str, str]] = {}
    for stages, language, source in _texts(release):
        block = source.blocks.get("title")
        title, stem = _words(source, "title").casefold(), _words(source, "stem")
        first, asked = titles.setdefault((language, title), (stages.id, stem))
        if title and block and asked != stem:  # of what was begun alike, all is to be rewritten
            yield Defect(at(source.path, block.line), f"this is the title of {first}, too")


def _texts(release: Release) -> Iterator[tuple[Stages, str, Source]]:
    """The texts that can be read."""
    for stages in release.stages:
        try:
            sources = stages.sources
        except (GraderError, OSError, UnicodeError):  # of which T001 speaks
            continue
        yield from ((stages, language, source) for language, source in sources.items())


def _words(source: Source, name: str) -> str:
    block = source.blocks.get(name)
    return " ".join(block.source.split()) if block else ""


@check(
    "W016",
    remedy="Add the language to LANGUAGES, or move the file out of the bank.",
    severity=Severity.WARNING,
)
def file_of_no_language(release: Release) -> Iterator[Defect]:
    """A file is for a language that the bank does not have, so that nobody reads it."""
    bank = release.bank
    folders = (bank.folder, *(bank.folder_of(question) for question in (*bank.questions, *bank.alternates.values())))
    for path in (path for folder in folders for path in sorted(folder.iterdir())):
        language = _language_of(path)
        if language and language not in bank.languages:
            yield Defect(at(path), f"the bank has no language {language}")


def _language_of(path: Path) -> str:
    """The language that a file is for; empty for others."""
    match = _OF_LANGUAGE.fullmatch(path.name)
    return next(filter(None, match.groups()), "") if match else ""
