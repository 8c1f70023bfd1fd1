"""`grader grade`: from the quiz's download to the grades."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options, quiz

if TYPE_CHECKING:
    from grader.grading.session import Given


@click.command(short_help="Grade a quiz's Responses download, as Moodle does.")
@quiz.quiz
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="graded",
    show_default=True,
    help="The folder to write grades.csv, responses.csv and problems.csv into.",
)
@click.option(
    "--html",
    type=click.Choice(["one", "each"]),
    help="Write pages with stem, response, key and justification: one for all, or one for each participant.",
)
@options.as_json
def grade(
    given: "Given",
    out: Path,
    html: str | None,
    as_json: bool,
) -> None:
    """Mark every response of RESPONSES, the Responses report in csv, xlsx, ods, json or html.

    Exits with 1 when something does not fit: a response that is no option is listed, never guessed and never zero.
    """
    from grader.grading import findings, session, tables
    from grader.grading.participants import participants

    marked = quiz.marked(given)
    everybody = participants(marked, given.policy)
    found = list(findings.findings(marked, given.policy))
    files = tables.grade_files(marked, everybody)
    if html:
        from grader.grading import pages

        files |= pages.pages(marked, everybody, each=html == "each")
    session.write(out, files, marked, found, given.files)
    cells = quiz.show_findings(marked, found)
    graded = [one for one in everybody if one.is_certain]
    unfinished = sum(one.grade is None for one in everybody)
    below = [one for one in graded if one.grade is not None and one.grade < 0]
    for one in below:
        who = ", ".join(part for part in one.identity if part)
        click.echo(f"{who}: {one.grade:.5f} is 0 in grades.csv, as in Moodle's gradebook", err=True)
    counts = {
        "participants": len(everybody),
        "graded": len(graded),
        "left out": len(everybody) - len(graded) - unfinished,
        "without a finished attempt": unfinished,
        "below 0": len(below),
        "attempts": len(marked.attempts),
        "responses": len(marked.attempts) * len(marked.slots),
        "cells that do not fit": cells,
    }
    if as_json:
        click.echo(json.dumps({"files": [str(out / name) for name in files], "counts": counts}, indent=2))
    else:
        names = [name for name in files if "/" not in name] + ["problems.csv"] * bool(found)
        click.echo(f"{out}: {', '.join(names)} written")
        click.echo(quiz.counted(counts))
    raise SystemExit(1 if found else 0)
