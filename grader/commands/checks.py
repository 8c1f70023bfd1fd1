"""`grader checks`: what `grader verify`, `grader check-xml` and `grader grade` look for."""

import click


@click.command(short_help="List every check: code, meaning, remedy.")
def checks() -> None:
    """List every check as a Markdown table: its code, what it finds, what to do about it."""
    from grader.checks import CHECKS
    from grader.checks.xml import QUIZFILE_CHECKS
    from grader.grading.codes import CODES

    click.echo("| code | finds | remedy |\n|---|---|---|")
    for check in sorted((*CHECKS, *QUIZFILE_CHECKS, *CODES), key=lambda check: check.code):
        click.echo(f"| {check.code} | {check.title} | {check.remedy} |")
