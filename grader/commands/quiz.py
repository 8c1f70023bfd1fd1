"""What the commands on a quiz's downloads share: their options, and reading what they name."""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.grading.exam import Exam, Question
    from grader.grading.marks import Marked
    from grader.grading.problems import Problem
    from grader.grading.report import Solved
    from grader.kinds.version import Version
    from grader.moodle.downloads.responses import Report
    from grader.release.stages import Stages

SHOWN_PROBLEMS = 20

_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


class _Maximum(click.FloatRange):
    """A quiz's grade, written as a person reads it: not `1_0` or Arabic digits, of which Python makes numbers, too."""

    def __init__(self) -> None:
        super().__init__(0, 1e6, min_open=True)

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, str):
            if not _PLAIN.fullmatch(value):
                self.fail(f"{value!r} is not a valid float.", param, ctx)
            value = float(value)
        return super().convert(value, param, ctx)


_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.argument("responses", type=_FILE),
    click.option(
        "--exam",
        "exams",
        type=_FILE,
        multiple=True,
        help="The exam's Moodle XML; several, where the quiz has questions of several.  [default: the bank's own "
        "export, and its variants where random questions ask them]",
    ),
    options.bank_if_any,
    click.option(
        "--attempts",
        type=click.Choice(["highest", "average", "first", "last"]),
        default="highest",
        show_default=True,
        help="Which of several attempts counts: the quiz's grading method.",
    ),
    click.option(
        "--maximum",
        type=_Maximum(),
        help="The quiz's grade.  [default: as the download says]",
    ),
    click.option(
        "--mark",
        "marks",
        multiple=True,
        metavar="N=MARK",
        help="The mark of question N in the quiz, where it is not that of the exam's file.",
    ),
)


@dataclass(frozen=True)
class Given:
    """What a call said of the quiz: the download, the exam's files if any, and how the quiz was set."""

    responses: Path
    exams: tuple[Path, ...]
    location: str | None
    attempts: str
    maximum: float | None
    marks: Mapping[str, float]

    @property
    def exam_files(self) -> tuple[Path, ...]:
        """The exam's files: those named, or the bank's own export."""
        return self.exams or (own_export(self.location),)

    @property
    def files(self) -> tuple[Path, ...]:
        """What the call reads, which its results may not replace."""
        return (self.responses, *self.exam_files)


def quiz(command: Callable[..., None]) -> Callable[..., None]:
    """Options of the download, the exam and the quiz, handed to the command as `given`."""

    @wraps(command)
    def gathered(
        responses: Path,
        exams: tuple[Path, ...],
        location: str | None,
        attempts: str,
        maximum: float | None,
        marks: tuple[str, ...],
        **others: object,
    ) -> None:
        given = Given(responses, exams, location, attempts, maximum, slot_marks(marks))
        with _without_collector():
            command(given=given, **others)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave cycles uncollected: looking for them among so many attempts takes a fifth of the time, and finds none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def marked(given: Given) -> "Marked":
    """The download, marked against the exam: the one named, or the bank's own with the variants that were asked."""
    from grader.grading.exam import read_exam
    from grader.grading.marks import mark
    from grader.moodle.downloads.responses import read_report

    paths = given.exam_files
    exam = read_exam(*paths)
    report = read_report(given.responses)
    variants = fitting_variants(exam, report, [path.parent for path in paths])
    if variants is not None and given.exams:
        click.echo(
            f"questions of the download fit {variants} and not {exam.where}: add --exam {variants} if it asked them",
            err=True,
        )
    elif variants is not None:
        exam = read_exam(*paths, variants)
        click.echo(f"the questions are those of {exam.where}, whose variants were asked", err=True)
    return mark(report, exam, maximum=given.maximum, slot_marks=given.marks)


def own_export(location: str | None) -> Path:
    """The bank's own export: the one in all languages at once, if there are several."""
    folder = options.beside(options.require_bank(location)) / "moodle"
    written = sorted(folder.glob("exam.*.xml"))
    if not written:
        raise GraderError(f"{folder}: expected the bank's export; name the exam with --exam, or run `grader export`")
    return next((path for path in written if path.name == "exam.multilang.xml"), written[0])


def fitting_variants(exam: "Exam", report: "Report", folders: Iterable[Path]) -> Path | None:
    """The file of variants that fits most questions of the download that the exam does not; None if none fits any.

    It is looked for in these folders and in the one that `grader export --variants` writes into. Raises GraderError
    where two files that differ fit as many.
    """
    from grader.grading.exam import read_exam, together
    from grader.grading.recognition import unrecognised

    unknown = unrecognised(report, exam)
    if not unknown:
        return None
    places = dict.fromkeys((*folders, Path(options.VARIANTS)))
    files = {path.read_bytes(): path for folder in places for path in sorted(folder.glob("variants.*.xml"))}
    left = {path: unrecognised(report, together([exam, read_exam(path)])) for path in files.values()}
    fewest = min((len(texts) for texts in left.values()), default=len(unknown))
    best = [path for path, texts in left.items() if len(texts) == fewest < len(unknown)]
    if len(best) > 1:
        raise GraderError(f"the download may be of {' or of '.join(map(str, best))}: name the one with --exam")
    return best[0] if best else None


def show_problems(marked: "Marked", found: Iterable["Problem"]) -> int:
    """Say on stderr what does not fit, problems that read the same together; return how many cells that are."""
    from grader.grading.problems import grouped, mismatched

    groups = grouped(iter(found))
    for group in groups[:SHOWN_PROBLEMS]:
        place = marked.report.sheet.place(group.first.row, group.first.column)
        click.echo(f"{place}: {group.first.code} {group.first.message}", err=True)
        if len(group.rows) > 1:
            others = ", ".join(map(str, group.rows[1:11]))
            more = f" and {len(group.rows) - 11} more" if len(group.rows) > 11 else ""  # noqa: PLR2004 - ten are shown
            click.echo(f"    also in rows {others}{more}", err=True)
    if len(groups) > SHOWN_PROBLEMS:
        click.echo(f"    and {len(groups) - SHOWN_PROBLEMS} more kinds, in problems.csv", err=True)
    for number in mismatched(marked):
        click.echo(
            f"most responses to question {number} cannot be read: was it asked in this place of {marked.exam.where}? "
            "Download the report with question text, and order does not matter",
            err=True,
        )
    return sum(len(group.rows) for group in groups)


def write_results(
    out: Path, files: Mapping[str, bytes], marked: "Marked", found: list["Problem"], *, inputs: Iterable[Path]
) -> None:
    """Write what was computed, problems.csv first if there are any, and grades.csv last: without it, all is not there.

    What an earlier call left of its own is taken away. Raises GraderError rather than replace what is not ours.
    """
    from grader.files import write_set
    from grader.grading.tables import problems

    listed = {"problems.csv": problems(marked, found)} if found else {}
    grades = {"grades.csv": files["grades.csv"]}
    others = {name: content for name, content in files.items() if name not in grades}
    write_set(out, {**listed, **others, **grades}, name="results", inputs=inputs)


def counted(counts: Mapping[str, int]) -> str:
    """Counts as one line: what there is at all, and of the rest what is not nothing."""
    first, *others = counts.items()
    return ", ".join(f"{noun}: {number}" for noun, number in (first, *others))


def solved(location: str | None, questions: Iterable["Question"]) -> dict[str, "Solved"]:
    """What the bank's solvers find for some questions of an exam, by the questions' ids there; none without a bank.

    A variant's idnumber does not say its numbers: its numbers are looked for in the question's space.
    """
    from grader.grading.report import Solved

    of_bank = list(_of_bank(location, questions))
    variants = _variants([version for _, version, _ in of_bank], {own.id: own for _, _, own in of_bank})
    asked = (
        (question, variants.get((version.question, version.variant)) if version.variant else own)
        for question, version, own in of_bank
    )
    return {
        question.id: Solved(tuple(stages.options), tuple(stages.keyed))
        for question, stages in asked
        if stages is not None
    }


def option_ids(location: str | None, exam: "Exam") -> dict[str, tuple[str, ...]]:
    """The ids of the options of the bank's questions and of their variants, by the questions' ids in the exam."""
    return {question.id: tuple(own.options) for question, _, own in _of_bank(location, exam.graded)}


def _of_bank(location: str | None, questions: Iterable["Question"]) -> "Iterator[tuple[Question, Version, Stages]]":
    """Those questions of an exam that are the bank's or variants of them, with the stages of the bank's own."""
    from grader import bank as banks
    from grader.release.stages import of

    if location is None:
        return
    by_id = {stages.id: stages for stages in of(banks.load(location))}
    for question in questions:
        own = by_id.get(question.version.question) if question.version is not None else None
        if question.version is not None and own is not None and len(own.options) == len(question.fractions):
            yield question, question.version, own


def _variants(versions: Iterable["Version"], own: Mapping[str, "Stages"]) -> "dict[tuple[str, str], Stages]":
    """Variants by question and code, of those among some versions; the space of each question is searched once."""
    from grader.release.stages import ComputedStages
    from grader.release.variants import found

    codes: dict[str, set[str]] = {}
    for version in versions:
        if version.variant:
            codes.setdefault(version.question, set()).add(version.variant)
    return {
        (id_, code): variant.stages
        for id_, sought in codes.items()
        if isinstance(stages := own[id_], ComputedStages)
        for code, variant in found(stages, sought).items()
    }


def slot_marks(written: Iterable[str]) -> dict[str, float]:
    """The marks of slots by number, from `4=2.5`."""
    from grader.moodle.quiz import MAX_MARK

    marks: dict[str, float] = {}
    for one in written:
        number, equals, mark = one.partition("=")
        value = float(mark) if _PLAIN.fullmatch(mark) else -1.0
        if not equals or not 0 <= value <= MAX_MARK or number in marks:
            raise click.BadParameter(
                f"expected N=MARK once a question, as in 4=2.5, received {one!r}", param_hint="--mark"
            )
        marks[number] = value
    return marks
