"""What the commands on a quiz's downloads share: their options, and reading what they name."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options
from grader.counting import number_of
from grader.errors import GraderError
from grader.garbage import undisturbed

if TYPE_CHECKING:
    from grader.findings import Finding
    from grader.grading.marks import Marked
    from grader.grading.session import Given

SHOWN_FINDINGS = 20
VARIANT_FOLDERS = (Path(options.VARIANTS),)
"""Where files of variants are looked for, besides beside the exam's."""

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
        from grader.grading.participants import Policy
        from grader.grading.session import Given

        files = exams or (own_export(location),)
        given = Given(
            responses, files, bool(exams), location, Policy(attempts), maximum, slot_marks(marks), VARIANT_FOLDERS
        )
        with undisturbed():
            command(given=given, **others)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


def marked(given: "Given") -> "Marked":
    """The download, marked against the exam; says on stderr where variants were asked."""
    from grader.grading import session

    read = session.read(given)
    if read.variants is not None and given.exams_named:
        click.echo(
            f"questions of the download fit {read.variants} and not {read.marked.exam.where}: add --exam "
            f"{read.variants} if it asked them",
            err=True,
        )
    elif read.variants is not None:
        click.echo(f"the questions are those of {read.marked.exam.where}, whose variants were asked", err=True)
    return read.marked


def own_export(location: str | None) -> Path:
    """The bank's own export: the one in all languages at once, if there are several."""
    folder = options.beside(options.require_bank(location)) / "moodle"
    written = sorted(folder.glob("exam.*.xml"))
    if not written:
        raise GraderError(f"{folder}: expected the bank's export; name the exam with --exam, or run `grader export`")
    return next((path for path in written if path.name == "exam.multilang.xml"), written[0])


def show_findings(marked: "Marked", found: Iterable["Finding"]) -> int:
    """Say on stderr what does not fit, findings that read the same together; return how many cells that are."""
    from grader.grading.findings import grouped, mismatched
    from grader.grading.misfits import cell

    groups = grouped(iter(found))
    for group in groups[:SHOWN_FINDINGS]:
        place = marked.report.sheet.place(*cell(group.first))
        click.echo(f"{place}: {group.first.code} {group.first.message}", err=True)
        if len(group.rows) > 1:
            others = ", ".join(map(str, group.rows[1:11]))
            more = f" and {len(group.rows) - 11} more" if len(group.rows) > 11 else ""  # noqa: PLR2004 - ten are shown
            click.echo(f"    also in rows {others}{more}", err=True)
    if len(groups) > SHOWN_FINDINGS:
        click.echo(f"    and {number_of(len(groups) - SHOWN_FINDINGS, 'more kind')}, in problems.csv", err=True)
    for number in mismatched(marked):
        click.echo(
            f"most responses to question {number} cannot be read: was it asked in this place of {marked.exam.where}? "
            "Download the report with question text, and order does not matter",
            err=True,
        )
    return sum(len(group.rows) for group in groups)


def counted(counts: Mapping[str, int]) -> str:
    """Counts as one line: what there is at all, and of the rest what is not nothing."""
    first, *others = counts.items()
    return ", ".join(f"{noun}: {number}" for noun, number in (first, *others))


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
