"""All documents of an exam: files whose bytes depend on nothing but the bank, and what PDFs are set from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.bank import Bank
from grader.documents.cells import SOLVED, STUDENT, cells
from grader.documents.notebook import Chapter, notebook
from grader.documents.page import as_page
from grader.documents.sheet import Read, Sheet, numbers, sheet
from grader.documents.typeset import is_set_from, source, typeset
from grader.errors import GraderError
from grader.pages.page import plain
from grader.release.exports import Difference, Files, compare
from grader.release.stages import ComputedStages, Stages

README = "README.md"


@dataclass(frozen=True)
class Documents:
    """Documents by path. files: as they are written. printed: what each PDF is set from."""

    files: Files
    printed: Files

    def written(self, folder: Path) -> Files:
        """All of them, each PDF set now, unless the one in a folder is of the same. Raises MissingExtraError."""
        return {**self.files, **{name: _set(made_of, folder / name) for name, made_of in self.printed.items()}}

    def differences(self, folder: Path) -> Iterator[Difference]:
        """What differs between a folder and these documents; a PDF by what it was set from."""
        yield from compare(self.files, folder, besides=self.printed)
        for name, made_of in self.printed.items():
            path = folder / name
            if not path.is_file():
                yield Difference(path, "missing")
            elif not is_set_from(path.read_bytes(), made_of):
                yield Difference(path, "different")


def build(bank: Bank, stages: Sequence[Stages], read: Read) -> Documents:
    """The documents of an exam. read: what a claim reads. Raises GraderError for what no document can ask or set."""
    require_all_asked(bank)
    files: dict[str, bytes] = {}
    printed: dict[str, bytes] = {}
    for language in bank.languages:
        sheets = [sheet(one, number, language, read) for one, number in zip(stages, numbers(stages), strict=True)]
        files |= _files(bank, stages, language, sheets)
        for solved, name in ((False, f"exam.{language}.pdf"), (True, f"exam.{language}.solved.pdf")):
            printed[name] = source(bank.category[language], language, sheets, solved=solved)
    files[README] = plain("documents/README.md.j2", names=sorted((*files, *printed))).encode()
    return Documents(files, printed)


def require_all_asked(bank: Bank) -> None:
    """Raise GraderError where a bank keeps questions whole, of which no document would have a word."""
    if bank.kept_questions:
        raise GraderError(f"no document can ask the questions that are kept as they came: {bank.kept_questions}")


def _set(made_of: bytes, path: Path) -> bytes:
    before = path.read_bytes() if path.is_file() else b""
    return before if is_set_from(before, made_of) else typeset(made_of)


def _files(bank: Bank, stages: Sequence[Stages], language: str, sheets: Sequence[Sheet]) -> Iterator[tuple[str, bytes]]:
    title, package = bank.category[language], bank.folder.name
    begun, solved = (_chapters(stages, sheets, file) for file in (STUDENT, SOLVED))
    yield f"exam.{language}.ipynb", notebook(title, language, begun)
    yield f"exam.{language}.solved.ipynb", notebook(title, language, solved, package=package)
    yield f"exam.{language}.solved.html", as_page(title, language, sheets)


def _chapters(stages: Sequence[Stages], sheets: Sequence[Sheet], file: str) -> list[Chapter]:
    return [
        Chapter(of, cells(one.folder / file, of.language, _names(one))) for one, of in zip(stages, sheets, strict=True)
    ]


def _names(stages: Stages) -> Mapping[str, object]:
    """What the cells of a question may print."""
    if not isinstance(stages, ComputedStages):
        return {}
    return {"s": stages.solution, "p": stages.question.parameters, "runs": stages.record.runs}
