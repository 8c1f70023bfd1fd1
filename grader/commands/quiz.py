"""What the commands on a quiz's downloads share: their options, and reading what they name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.grading.exam import Exam
    from grader.grading.marks import Marked
    from grader.grading.problems import Problem
    from grader.grading.report import Solved

SHOWN_PROBLEMS = 20
MAX_MARK = 99_999

_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.argument("responses", type=_FILE),
    click.option("--exam", type=_FILE, help="The exam's Moodle XML.  [default: the bank's own export]"),
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
        type=click.FloatRange(0, 1e6, min_open=True),
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
    """What a call said of the quiz: the download, the exam's file, and how the quiz was set."""

    responses: Path
    exam: Path
    location: str | None
    attempts: str
    maximum: float | None
    marks: Mapping[str, float]


def quiz(command: Callable[..., None]) -> Callable[..., None]:
    """Options of the download, the exam and the quiz, handed to the command as `given`."""

    @wraps(command)
    def gathered(
        responses: Path,
        exam: Path | None,
        location: str | None,
        attempts: str,
        maximum: float | None,
        marks: tuple[str, ...],
        **others: object,
    ) -> None:
        if maximum is not None and maximum != maximum:  # noqa: PLR0124 - not a number
            raise click.BadParameter("expected a number", param_hint="--maximum")
        given = Given(responses, exam_path(exam, location), location, attempts, maximum, slot_marks(marks))
        command(given=given, **others)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


def exam_path(exam: Path | None, location: str | None) -> Path:
    """The exam named, or the bank's own export: the one in all languages at once, if there are several."""
    if exam is not None:
        return exam
    folder = options.beside(options.require_bank(location)) / "moodle"
    written = sorted(folder.glob("exam.*.xml"))
    if not written:
        raise GraderError(f"{folder}: expected the bank's export; name the exam with --exam, or run `grader export`")
    return next((path for path in written if path.name == "exam.multilang.xml"), written[0])


def marked(given: Given) -> "Marked":
    """The download, marked against the exam."""
    from grader.grading.exam import read_exam
    from grader.grading.marks import mark
    from grader.moodle.downloads.responses import read_report

    exam = read_exam(given.exam)
    return mark(read_report(given.responses), exam, maximum=given.maximum, slot_marks=given.marks)


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


def write_results(out: Path, files: Mapping[str, bytes], marked: "Marked", found: list["Problem"]) -> None:
    """Write what was computed, with problems.csv if there are any, and take away what an earlier call left."""
    from grader.files import write_together
    from grader.grading.tables import problems

    write_together(out, {**files, **({"problems.csv": problems(marked, found)} if found else {})})
    stale = [out / "problems.csv"] if not found else []
    if "responses.csv" in files:
        stale += [
            path for path in out.glob("pages/[0-9][0-9][0-9][0-9][0-9]*.html") if f"pages/{path.name}" not in files
        ]
        stale += [out / "grades.html"] if "grades.html" not in files else []
    for path in stale:
        path.unlink(missing_ok=True)


def counted(counts: Mapping[str, int]) -> str:
    """Counts as one line: what there is at all, and of the rest what is not nothing."""
    first, *others = counts.items()
    return ", ".join(f"{noun}: {number}" for noun, number in (first, *others))


def solved(location: str | None, exam: "Exam") -> dict[str, "Solved"]:
    """What the bank's solvers find for the questions of the exam, by the questions' ids there; none without a bank."""
    from grader import bank as banks
    from grader.grading.report import Solved
    from grader.stages import of

    if location is None:
        return {}
    bank = banks.load(location)
    asked = {question.id.rpartition(".")[0]: question for question in exam.graded}
    found = {}
    for stages in of(bank):
        question = asked.get(stages.question.id)
        if question is not None and len(stages.item.options) == len(question.fractions):
            ids = tuple(option.id for option in stages.item.options)
            found[question.id] = Solved(ids, tuple(option.id for option in stages.item.keyed()))
    return found


def slot_marks(written: Iterable[str]) -> dict[str, float]:
    """The marks of slots by number, from `4=2.5`."""
    marks: dict[str, float] = {}
    for one in written:
        number, equals, mark = one.partition("=")
        try:
            value = float(mark)
        except ValueError:
            value = -1.0
        if not equals or not 0 <= value <= MAX_MARK or number in marks:
            raise click.BadParameter(
                f"expected N=MARK once a question, as in 4=2.5, received {one!r}", param_hint="--mark"
            )
        marks[number] = value
    return marks
