"""`grader check-xml`: what Moodle would make of any quiz file."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options

if TYPE_CHECKING:
    from grader.checks.xml.elements import QuizFile
    from grader.findings import Finding


@click.command("check-xml", short_help="Find what Moodle would drop, change or refuse of an XML file.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--types",
    default="",
    metavar="TYPE,...",
    help="Types of question whose plugins your Moodle has, such as stack,coderunner.",
)
@options.as_json
def check_xml(path: Path, types: str, as_json: bool) -> None:
    """Read a Moodle XML file, from whatever hand, and say what Moodle's importer would drop, change or refuse.

    Below each finding stands what Moodle does: imports nothing, stops there, loses what follows, changes what is
    written, or imports it as it is written, to nobody's use.

    Exits with 0 when nothing is found, 1 when something is, 2 when the file cannot be read.
    """
    from grader.checks.xml import examine
    from grader.checks.xml.elements import QuizFile, outcome_of
    from grader.moodle.xml import content
    from grader.verification import report

    installed = frozenset(filter(None, (kind.strip() for kind in types.split(","))))
    file = QuizFile.read(content(path), where=str(path), types=installed)
    found = examine(file)
    if as_json:
        listed = [{**asdict(finding), "outcome": outcome_of(finding).name.lower()} for finding in found]
        counts = {**_by_type(file), "findings": len(found)}
        told = {"file": str(path), "findings": listed, "counts": counts}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for line in (*report.findings(found), _summary(file, found)):
            click.echo(line)
    raise SystemExit(1 if found else 0)


def _by_type(file: "QuizFile") -> dict[str, int]:
    """How many questions there are of each type, the most frequent first; categories are counted as a type."""
    return dict(Counter(question.get("type") or "without type" for question in file.questions).most_common())


def _summary(file: "QuizFile", found: list["Finding"]) -> str:
    """One line that counts what was looked at: `6 questions (5 multichoice, 1 essay), 2 categories: no findings`."""
    types = _by_type(file)
    categories = types.pop("category", 0)
    listed = ", ".join(f"{count} {kind}" for kind, count in types.items())
    questions = _count(sum(types.values()), "question", "questions") + (f" ({listed})" if listed else "")
    return f"{questions}, {_count(categories, 'category', 'categories')}: {_count(len(found), 'finding', 'findings')}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number or 'no'} {one if number == 1 else several}"
