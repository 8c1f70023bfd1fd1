"""`grader analyse`: the item analysis of a quiz."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options, quiz
from grader.counting import number_of

if TYPE_CHECKING:
    from grader.grading.session import Given


@click.command(short_help="Analyse a quiz's items, and name suspect keys.")
@quiz.quiz
@options.as_json
@click.option("--csv", "as_csv", is_flag=True, help="Print the statistics of the questions as CSV.")
@click.option("--misconceptions", "held_as_csv", is_flag=True, help="Print how many show which misconception as CSV.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write one self-contained page to a file."
)
def analyse(
    given: "Given",
    as_json: bool,
    as_csv: bool,
    held_as_csv: bool,
    html: Path | None,
) -> None:
    """Print Moodle's quiz statistics of RESPONSES, who chose what by ability, misconceptions, and suspect keys.

    A misconception of the bank is counted over all questions and variants that foresee it: how many attempts gave an
    option, a number, a text, a pair or an order to which it leads, of those that answered one of these questions.

    A key is suspect where the better third of the students agrees on another option; beside it stands what the
    bank's solver finds. Exits with 1 when a key is suspect or a response could not be read.
    """
    from grader.errors import GraderError
    from grader.files import write_page
    from grader.grading import analysis, findings, misconceptions, report
    from grader.grading.participants import counted, participants
    from grader.grading.solved import loaded, reasoned, solved

    if as_json + as_csv + held_as_csv > 1:
        raise GraderError("expected one of --json, --csv and --misconceptions, received more")
    marked = quiz.marked(given)
    found = list(findings.findings(marked, given.policy))
    places = counted(participants(marked, given.policy))
    result = analysis.analyse(marked, places)
    if result is None:
        quiz.show_findings(marked, found)
        raise GraderError(f"{given.responses}: expected a finished attempt whose marks are known, received none")
    doubted = [result.items[suspect.slot].slot.question for suspect in result.suspects]
    bank = loaded(given.location)
    of_bank = solved(bank, [question for question in doubted if question is not None])
    held = misconceptions.held(marked, places, reasoned(bank, marked.exam))
    if html:
        content = report.as_page(result, of_bank, held, title=given.responses.name)
        write_page(html, content, inputs=given.files)
    if as_json:
        click.echo(report.as_json(result, of_bank, held))
    elif as_csv:
        click.echo(report.items_as_csv(result).decode(), nl=False)
    elif held_as_csv:
        click.echo(misconceptions.as_table(held).decode(), nl=False)
    else:
        for line in report.as_text(result, of_bank, held):
            click.echo(line)
        click.echo(
            f"{number_of(result.quiz.attempts, 'attempt')}, {result.left_out} left out, "
            f"{number_of(len(result.items), 'question')}: {number_of(len(result.suspects), 'suspect key')}"
        )
    quiz.show_findings(marked, found)
    raise SystemExit(1 if found or result.suspects else 0)
