"""`grader mutate`: change the evidence on purpose, and see whether something fails."""

import click

from grader.commands import options


@click.command(short_help="Change values and code on purpose, and see whether a claim fails.")
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
@options.bank
@options.as_json
def mutate(questions: tuple[str, ...], location: str, as_json: bool) -> None:
    """Change what the evidence of each QUESTION rests on, of all by default, one change at a time.

    Each value that a text quotes, each comparison, constant, operator and part of a claim and of the solver is
    changed; then a claim must fail, a counterexample pass, or the key change. What nothing notices is a finding,
    unless the question excuses it with a reason. The last line states the score. Exits with 0 when nothing is found,
    1 when something is, 2 when the bank cannot be read.
    """
    from grader import bank
    from grader.verification import mutate as mutation

    with options.status() as progress:
        mutated = mutation.mutate(bank.load(location, in_part=True), questions, progress)
    if as_json:
        click.echo(mutation.as_json(mutated))
    else:
        for line in mutation.as_text(mutated):
            click.echo(line)
    raise SystemExit(1 if any(one.findings for one in mutated) else 0)
