"""However a download was corrupted: no grade that Moodle would not show for that person, and nothing lost unsaid."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corruptions import BASES, CORRUPTIONS, Corruption, Verdict
from corruptions.edits import Table
from corruptions.quiz import PEOPLE
from downloads import as_csv

from grader.cli import grader
from grader.errors import GraderError
from grader.grading import tables
from grader.grading.exam import Exam, exam
from grader.grading.findings import findings
from grader.grading.marks import Marked, mark
from grader.grading.misfits import excluded
from grader.grading.participants import Policy, participants
from grader.moodle.downloads.responses import read_report, short

METHODS = ("highest", "average", "first", "last")
OF_VERDICT = {2: Verdict.REFUSED, 1: Verdict.LISTED, 0: Verdict.HARMLESS}
MOST = Decimal("0.000015")  # Moodle rounds the average of sums, the truth that of grades


def as_json(table: Table) -> bytes:
    names = [short(name) for name in table.header]
    return json.dumps([[dict(zip(names, row, strict=True)) for row in table.rows[1:]]]).encode()


def as_xlsx(table: Table) -> bytes:
    cell = '<c t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
    rows = "".join(f"<row>{''.join(cell.format(escape(text)) for text in row)}</row>" for row in table.rows)
    members = {
        "xl/workbook.xml": '<workbook><sheets><sheet name="Q" r:id="a" xmlns:r="r"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="sheet.xml"/></Relationships>',
        "xl/sheet.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


FORMATS = {"csv": lambda table: as_csv(table.rows), "json": as_json, "xlsx": as_xlsx}


def written(corruption: Corruption, format_: str) -> tuple[Table, bytes]:
    """The corrupted download, as rows and as a file."""
    table = BASES[corruption.base].table()
    content = corruption.edit(table)
    return table, content if isinstance(content, bytes) else FORMATS[format_](table)


def run(corruption: Corruption, content: bytes, method: str, folder: Path) -> Result:
    (folder / "exam.xml").write_bytes(corruption.exam)
    (folder / "r").write_bytes(content)
    arguments = ["grade", folder / "r", "--exam", folder / "exam.xml", "--out", folder / "out", "--attempts", method]
    return CliRunner().invoke(grader, list(map(str, arguments)), standalone_mode=False)


@cache
def known_by(base: str) -> dict[str, str]:
    """Whose each name, address, number and username is."""
    healthy = BASES[base].table()
    known: dict[str, str] = {}
    for (first, last), row in zip(PEOPLE, healthy.rows[1 : 1 + len(PEOPLE)], strict=True):
        who = f"{first} {last}"
        known |= dict.fromkeys([who, *row[2 : 2 + len(BASES[base].identity)]], who)
    return known


@dataclass(frozen=True)
class Results:
    """The lines of grades.csv and of problems.csv."""

    grades: list[dict[str, str]]
    problems: list[dict[str, str]]


def in_folder(folder: Path) -> Results:
    """What the command wrote."""
    files = (folder / "out" / name for name in ("grades.csv", "problems.csv"))
    return Results(*(lines(path.read_bytes()) if path.exists() else [] for path in files))


def computed(marked: Marked, method: str) -> Results:
    """What the command would write with this grading method: a download is marked once for all of them."""
    policy = Policy(method)
    grades = tables.grade_files(marked, participants(marked, policy))["grades.csv"]
    return Results(lines(grades), lines(tables.problems(marked, list(findings(marked, policy)))))


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def graded(base: str, grades: Iterable[dict[str, str]]) -> list[tuple[set[str], Decimal]]:
    """The lines of grades.csv: everybody that a line's cells may mean, and the grade."""
    known = known_by(base)
    found = []
    for line in map(dict, grades):
        grade = Decimal(line.pop("Grade"))
        name = " ".join(line.get(column) or line.get(short(column), "") for column in ("First name", "Last name"))
        found.append(({known[cell] for cell in (name, *line.values()) if cell in known}, grade))
    return found


def test_nothing_is_wrong_with_a_healthy_download(tmp_path: Path) -> None:
    for name in BASES:
        for method in METHODS:
            healthy = Corruption("", name, Verdict.HARMLESS, "", lambda _: None)
            result = run(healthy, written(healthy, "csv")[1], method, tmp_path)
            truth = BASES[name].truth(method)
            found = graded(name, in_folder(tmp_path).grades)

            assert result.exit_code == (name == "names"), result.output
            assert len(found) == (len(truth) if name != "names" else len(truth) - 4)
            assert all(abs(truth[only] - grade) <= MOST for (only,), grade in found)


def test_there_are_enough_corruptions_and_each_is_another() -> None:
    assert len(CORRUPTIONS) >= 150
    assert [name for name, count in Counter(one.name for one in CORRUPTIONS).items() if count > 1] == []
    for one in CORRUPTIONS:
        if one.exam == CORRUPTIONS[0].exam and one.name != "names alone":
            _, content = written(one, "csv")
            assert content != as_csv(BASES[one.base].table().rows), one.name


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=[one.name for one in CORRUPTIONS])
def test_what_becomes_of_a_corrupted_download(corruption: Corruption, tmp_path: Path) -> None:
    result = run(corruption, written(corruption, "csv")[1], corruption.method, tmp_path)

    assert OF_VERDICT[exit_status(result)] == corruption.verdict, result.output
    if corruption.verdict is Verdict.HARMLESS and corruption.base != "names":
        rows = {row.get("Email address", "") for row in in_folder(tmp_path).grades}
        assert rows or "alone" in corruption.name


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=[one.name for one in CORRUPTIONS])
def test_no_grade_is_wrong_and_nothing_disappears(corruption: Corruption, format_: str, tmp_path: Path) -> None:
    if format_ not in corruption.formats:
        return
    table, content = written(corruption, format_)
    (tmp_path / "r").write_bytes(content)
    try:
        marked = mark(read_report(tmp_path / "r"), exam_of(corruption.exam))
    except GraderError:
        return

    for method in METHODS:
        assert_nothing_is_wrong(corruption.base, method, table, computed(marked, method))


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=[one.name for one in CORRUPTIONS])
def test_whoever_has_an_error_in_a_row_has_no_grade_and_warnings_take_none(
    corruption: Corruption, tmp_path: Path
) -> None:
    (tmp_path / "r").write_bytes(written(corruption, "csv")[1])
    try:
        marked = mark(read_report(tmp_path / "r"), exam_of(corruption.exam))
    except GraderError:
        return

    wrong = set(excluded(findings(marked, Policy.HIGHEST)).tolist())
    attempts = zip(marked.people.numbers.tolist(), marked.report.attempts.rows.tolist(), strict=True)
    doubted = {number for number, row in attempts if row in wrong}

    for number, one in enumerate(participants(marked, Policy.HIGHEST)):
        assert one.is_certain == (one.grade is not None and number not in doubted), one.identity


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("base", BASES)
def test_the_command_writes_what_is_computed_here(base: str, method: str, tmp_path: Path) -> None:
    shifted = Corruption("", base, Verdict.LISTED, "", lambda table: table.set(12, "Response 2", "no option"))
    table, content = written(shifted, "csv")
    assert run(shifted, content, method, tmp_path).exit_code == 1

    found = in_folder(tmp_path)

    assert found == computed(mark(read_report(tmp_path / "r"), exam_of(shifted.exam)), method)
    assert_nothing_is_wrong(base, method, table, found)


def assert_nothing_is_wrong(base: str, method: str, table: Table, results: Results) -> None:
    """Every grade is that of whomever its line may mean, and everybody who has one is graded or listed."""
    truth = BASES[base].truth(method)
    found = graded(base, results.grades)
    for people, grade in found:
        assert people, (method, "a grade of nobody")
        assert all(abs(truth.get(who, Decimal(-9)) - grade) <= MOST for who in people), (method, people, grade)
    rows = {int(problem["row"]) for problem in results.problems}
    known = known_by(base)
    meant = [{known[cell] for cell in row if cell in known} for row in table.rows[1:]]
    spoken_of = {who for people, _ in found for who in people}
    spoken_of |= {who for number, people in enumerate(meant, start=2) if number in rows for who in people}
    for number, people in enumerate(meant, start=2):
        assert number in rows or not people & truth.keys() or people & spoken_of, (method, number, people)


@cache
def exam_of(content: bytes) -> Exam:
    """An exam, which many downloads are marked against, read once."""
    return exam(content, where="exam.xml")


def exit_status(result: Result) -> int:
    """The program's; an error of ours is one message, anything else a defect."""
    if isinstance(result.exception, GraderError):
        return 2
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code
