"""A call on a quiz: what it names is read and marked, and what comes of it is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GradingError
from grader.files import write_set
from grader.findings import Finding
from grader.grading import tables
from grader.grading.exam import Exam, read_exam, together
from grader.grading.marks import Marked, mark
from grader.grading.participants import Policy
from grader.grading.recognition import unrecognised
from grader.moodle.downloads.responses import Report, read_report


@dataclass(frozen=True)
class Given:
    """What a call says of the quiz: the download, the exam's files, and how the quiz was set.

    exams_named: whether the call named the exam's files; else they are the bank's own export.
    location: the bank's, if there is one. maximum: the quiz's grade; None where the download says it.
    marks: the marks of questions by number, where they are not those of the exam's files.
    variant_folders: where files of variants may lie, besides the exam's folders.
    """

    responses: Path
    exams: tuple[Path, ...]
    exams_named: bool
    location: str | None
    policy: Policy
    maximum: float | None
    marks: Mapping[str, float]
    variant_folders: tuple[Path, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """What the call reads, which its results may not replace."""
        return (self.responses, *self.exams)


@dataclass(frozen=True)
class Read:
    """A download, marked. variants: a file of variants that fits it better than the exam's files do, if any does."""

    marked: Marked
    variants: Path | None


def read(given: Given) -> Read:
    """Mark the download against the exam; its variants are added to the bank's own export where they were asked."""
    exam = read_exam(*given.exams)
    report = read_report(given.responses)
    folders = (*(path.parent for path in given.exams), *given.variant_folders)
    variants = fitting_variants(exam, report, folders)
    if variants is not None and not given.exams_named:
        exam = read_exam(*given.exams, variants)
    return Read(mark(report, exam, maximum=given.maximum, slot_marks=given.marks), variants)


def fitting_variants(exam: Exam, report: Report, folders: Iterable[Path]) -> Path | None:
    """The file of variants that fits most questions of the download that the exam does not; None if none fits any.

    Raises GradingError where two files that differ fit as many.
    """
    unknown = unrecognised(report, exam)
    if not unknown:
        return None
    files = {
        path.read_bytes(): path for folder in dict.fromkeys(folders) for path in sorted(folder.glob("variants.*.xml"))
    }
    left = {path: unrecognised(report, together([exam, read_exam(path)])) for path in files.values()}
    fewest = min((len(texts) for texts in left.values()), default=len(unknown))
    best = [path for path, texts in left.items() if len(texts) == fewest < len(unknown)]
    if len(best) > 1:
        raise GradingError(f"the download may be of {' or of '.join(map(str, best))}: name the one", setting="exam")
    return best[0] if best else None


def write(
    out: Path, files: Mapping[str, bytes], marked: Marked, found: Sequence[Finding], inputs: Iterable[Path]
) -> None:
    """Write what was computed, problems.csv first if there are any, and grades.csv last: without it, all is not there.

    What an earlier call left of its own is taken away. inputs: what this call reads.
    Raises GraderError rather than replace what is not ours.
    """
    listed = {"problems.csv": tables.problems(marked, found)} if found else {}
    grades = {"grades.csv": files["grades.csv"]}
    others = {name: content for name, content in files.items() if name not in grades}
    write_set(out, {**listed, **others, **grades}, name="results", inputs=inputs)
