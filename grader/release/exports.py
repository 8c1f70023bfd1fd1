"""What a bank releases: Moodle XML and statistics, as files whose bytes depend on nothing but the bank."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.bank import Bank, Imported
from grader.design import Design
from grader.errors import MoodleXMLError
from grader.files import write_set
from grader.kinds.quiz import read, write
from grader.kinds.version import MULTILINGUAL
from grader.moodle import xml
from grader.moodle.quiz import Category, Entry, MoodleQuestion, Quiz
from grader.pages.page import plain
from grader.release import mutations
from grader.release.moodle_question import category
from grader.release.stages import ComputedStages, Stages, of_exam
from grader.stability import report
from grader.stability.certificate import certify
from grader.stability.statistics import statistics

EXAM, ALTERNATES = "moodle/exam", "moodle/alternates"
"""The files for Moodle, before language and ending."""

DOCUMENTS = "documents"
"""Where an exam's documents lie, in the folder of exports: they are written by themselves, and compared apart."""

Files = Mapping[str, bytes]
"""Contents by path relative to the folder of exports, in order."""


@dataclass(frozen=True)
class Difference:
    """A file that is not what it should be: `missing`, `different` (from a line on) or `unexpected`."""

    path: Path
    kind: str
    line: int = 0


def build(bank: Bank, every: Sequence[Stages]) -> Files:
    """Every file of the release. every: the exam's questions, and the alternates, which have files of their own."""
    return complete(bank, every, for_moodle(bank, every))


def for_moodle(bank: Bank, every: Sequence[Stages]) -> Files:
    """The files of the release that Moodle imports."""
    stages, others = of_exam(every), [stage for stage in every if stage.in_place_of]
    languages = (*bank.languages, MULTILINGUAL) if len(bank.languages) > 1 else bank.languages
    files = {f"{EXAM}.{language}.xml": exam(bank, stages, language) for language in languages}
    if others:
        files |= {f"{ALTERNATES}.{language}.xml": quiz(bank, others, language) for language in languages}
    return files


def complete(bank: Bank, every: Sequence[Stages], moodle: Files) -> Files:
    """The files for Moodle with what lies beside them: statistics of what was measured, and what all of it is."""
    files = dict(moodle)
    for stage in every:
        if isinstance(stage, ComputedStages) and stage.question.design is not None:
            files.update(_statistics(stage, stage.question.design))
    files["README.md"] = _readme(bank, every, sorted(files))
    return files


def exam(bank: Bank, stages: Sequence[Stages], language: str) -> bytes:
    """The Moodle XML of the exam, with the questions and categories that are kept whole.

    What was imported stands in the categories that came with it, and in no other.
    language: one of the bank's; or `MULTILINGUAL` for all of them, which Moodle's content filter tells apart.
    """
    before: dict[str, list[Entry]] = {}
    for place, file in bank.kept:
        before.setdefault(place, []).append(kept(bank.folder / file))
    entries: list[Entry] = []
    for stage in stages:
        entries += (*before.get(stage.question.id, ()), _question(stage, language))
        imported = isinstance(stage.question, Imported)
        if stage is stages[0] and not imported and not any(isinstance(entry, Category) for entry in entries):
            entries.insert(0, _category(bank, language))
    return write(Quiz((*entries, *before.get("", ()))))


def quiz(bank: Bank, stages: Iterable[Stages], language: str) -> bytes:
    """The Moodle XML of some questions in a language, as that of an exam, and of nothing else."""
    return write(Quiz((_category(bank, language), *(_question(stage, language) for stage in stages))))


def _question(stage: Stages, language: str) -> MoodleQuestion:
    return stage.multilingual() if language == MULTILINGUAL else stage.moodle_question(language)


def _category(bank: Bank, language: str) -> Category:
    return category(bank.category[bank.languages[0] if language == MULTILINGUAL else language])


def kept(path: Path) -> Entry:
    """A question or a category as its file holds it. Raises MoodleXMLError for what is none."""
    entries = read(b"<quiz>" + xml.content(path) + b"</quiz>", where=str(path)).entries
    if len(entries) != 1:
        raise MoodleXMLError(f"{path}: expected one question or category, received {len(entries)}")
    return entries[0]


def write_all(files: Files, folder: Path) -> None:
    """Write the release, all or nothing, and take away what an earlier one held and this one does not.

    Raises GraderError where the folder holds in a file's place what we did not write.
    """
    write_set(folder, files, name="release")


def compare(files: Files, folder: Path, *, besides: Collection[str] = ()) -> Iterator[Difference]:
    """What differs between a folder and the release that should be in it; a folder that is not there is one thing.

    besides: what else may lie there, by its path; the exam's documents, too, may lie in the folder of exports.
    """
    if not folder.exists():
        yield Difference(folder, "missing")
        return
    for name, content in files.items():
        path = folder / name
        if not path.is_file():
            yield Difference(path, "missing")
        elif (found := path.read_bytes()) != content:
            yield Difference(path, "different", line=_first_difference(found, content))
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        known = within.as_posix() in files or within.as_posix() in besides or within.parts[0] == DOCUMENTS
        if path.is_file() and not known and not any(part.startswith(".") for part in within.parts):
            yield Difference(path, "unexpected")


def _statistics(stage: ComputedStages, design: Design) -> Files:
    id_ = stage.question.id
    certificate = certify(id_, stage.record, design)
    computed = statistics(stage.record.runs, design)
    return {
        f"stability/{id_}.certificate.json": report.certificate_as_json(certificate),
        f"stability/{id_}.statistics.csv": report.as_csv(computed),
        f"stability/{id_}.statistics.json": report.as_json(certificate, computed),
    }


def _readme(bank: Bank, stages: Sequence[Stages], names: Sequence[str]) -> bytes:
    computed = [stage for stage in stages if isinstance(stage, ComputedStages)]
    values = {"held": sum(one.held.held for one in computed), "quoted": sum(one.held.quoted for one in computed)}
    score = mutations.of(bank.folder, computed)
    return plain("exports.README.md.j2", bank=bank, stages=stages, names=names, values=values, score=score).encode()


def _first_difference(found: bytes, expected: bytes) -> int:
    """The number of the first line that differs."""
    pairs = zip(found.split(b"\n"), expected.split(b"\n"), strict=False)
    for number, (is_, should_be) in enumerate(pairs, start=1):
        if is_ != should_be:
            return number
    return min(found.count(b"\n"), expected.count(b"\n")) + 1
