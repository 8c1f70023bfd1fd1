"""`grader mutate`: change the evidence on purpose, and see whether something fails."""

import click

from grader.commands import options


@click.command(short_help="Change values and code on purpose, and see whether a claim fails.")
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
@options.bank
@click.option("--record", "recording", is_flag=True, help="Keep the scores in the bank, if nothing is found.")
@options.as_json
def mutate(questions: tuple[str, ...], location: str, recording: bool, as_json: bool) -> None:
    """Change what the evidence of each QUESTION rests on, of all by default, one change at a time.

    Each value that a text quotes, each comparison, constant, operator and part of a claim and of the solver is
    changed; then a claim must fail, a counterexample pass, or the key change. What nothing notices is a finding,
    unless the question excuses it with a reason. The last line states the score. It can be recorded, question by
    question, in the bank's mutation.json: exports quote it as long as the code of all stays as it is, and where that
    of one changes, its score is recorded alone. Exits with 0 when nothing is found, 1 when something is, 2 when the
    bank cannot be read.
    """
    from grader import bank
    from grader.verification import mutate as mutation

    with options.status() as progress:
        loaded = bank.load(location, in_part=True)
        mutated = mutation.mutate(loaded, questions, progress)
    found = any(one.findings for one in mutated)
    if recording and not found:
        mutation.record(loaded, mutated)
    if as_json:
        click.echo(mutation.as_json(mutated))
    else:
        for line in mutation.as_text(mutated):
            click.echo(line)
    raise SystemExit(1 if found else 0)
