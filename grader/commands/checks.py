"""`grader checks`: what `grader verify` looks for."""

import click


@click.command(short_help="List every check: code, meaning, remedy.")
def checks() -> None:
    """List every check as a Markdown table: its code, what it finds, what to do about it."""
    from grader.checks import CHECKS

    click.echo("| code | finds | remedy |\n|---|---|---|")
    for check in sorted(CHECKS, key=lambda check: check.code):
        click.echo(f"| {check.code} | {check.title} | {check.remedy} |")
