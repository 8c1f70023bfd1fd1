"""Families B and W, on a bank as a whole: what lies in its folder and nobody reads, and the names of its categories."""

import re
from collections.abc import Iterator
from pathlib import Path

from grader.bank import INIT
from grader.checks.alignment import language_of
from grader.checks.release import Release
from grader.findings import Defect, Severity, at, check
from grader.texts.glossary import glossary, words_of

_QUESTION = re.compile(r"^QUESTION\b", re.MULTILINE)
_OF_LANGUAGE = re.compile(r"(?:text\.(?P<text>.+)\.md|readback\.(?P<read>.+)\.txt|glossary\.(?P<words>.+)\.toml)")


@check("B004", remedy="Add it to QUESTIONS, or move the folder out of the bank.")
def question_left_out(release: Release) -> Iterator[Defect]:
    """A folder of the bank holds a question that QUESTIONS does not name."""
    bank = release.bank
    named = {question.id for question in (*bank.questions, *bank.unloaded)}
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
    """Two questions have one title."""
    titles: dict[tuple[str, str], str] = {}
    for stages in release.stages:
        for language, source in stages.sources.items():
            block = source.blocks.get("title")
            title = " ".join(block.source.split()).casefold() if block else ""
            first = titles.setdefault((language, title), stages.id)
            if title and block and first != stages.id:
                yield Defect(at(source.path, block.line), f"this is the title of {first}, too")


@check(
    "W016",
    remedy="Add the language to LANGUAGES, or move the file out of the bank.",
    severity=Severity.WARNING,
)
def file_of_no_language(release: Release) -> Iterator[Defect]:
    """A file is for a language that the bank does not have, so that nobody reads it."""
    bank = release.bank
    folders = (bank.folder, *(bank.folder_of(question) for question in bank.questions))
    for path in (path for folder in folders for path in sorted(folder.iterdir())):
        language = _language_of(path)
        if language and language not in bank.languages:
            yield Defect(at(path), f"the bank has no language {language}")


def _language_of(path: Path) -> str:
    """The language that a file is for; empty for others."""
    match = _OF_LANGUAGE.fullmatch(path.name)
    return next(filter(None, match.groups()), "") if match else ""
