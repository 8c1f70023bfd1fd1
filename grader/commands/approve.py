"""`grader approve`: ask a person what no check can tell."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from grader.commands import options

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from grader.verification.approve import Answer, Asked

_EXPRESSION = r"\{[sp]\.[^{}]*\}"


@click.command(short_help="Read every sentence beside its claims, and approve it.")
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
@options.bank
@click.option("--by", default="", metavar="NAME", help="Who approves, to be kept beside what is approved.")
@click.option("--all", "unasked", is_flag=True, help="Approve every sentence without asking.")
def approve(questions: tuple[str, ...], location: str, by: str, unasked: bool) -> None:
    """Ask about each sentence of each QUESTION, or of all, that nobody has approved as it is.

    A sentence is shown in every language, with the claims that it cites and, if it was approved before, what it was
    then. Each answer is kept at once, in the question's approvals.jsonl, so that one may stop at any time. Exits with
    0 when every sentence is approved, 1 when one is not, 2 when the bank cannot be read.
    """
    from grader import bank
    from grader.verification import approve as approving

    with options.status() as progress:
        found = approving.look(bank.load(location, in_part=True), questions, progress)
    for id_ in found.unasked:
        click.echo(f"{id_}: not asked about: mend first what `grader verify` finds", err=True)
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if unasked:
        found = approving.approve_all(found, by=by)
    elif at_terminal:
        found = approving.ask(found, _at_terminal(), by=by)
    else:
        for line in approving.unread(found):
            click.echo(line)
        if found.to_be_read:
            click.echo("nobody can be asked here: call it at a terminal, or with --all", err=True)
    click.echo(approving.summary(found, asked=not unasked))
    raise SystemExit(0 if found.is_whole else 1)


def _at_terminal() -> Callable[["Asked"], "Answer"]:
    """Shows each sentence, and asks."""
    from rich.console import Console
    from rich.prompt import Prompt

    from grader.verification.approve import Answer

    console = Console(highlight=False)
    answers = [str(answer) for answer in Answer]

    def decide(asked: "Asked") -> "Answer":
        _show(asked, console)
        try:
            return Answer(Prompt.ask("approve it (y), not (n), or stop (q)?", choices=answers, console=console))
        except EOFError:
            return Answer.QUIT

    return decide


def _show(asked: "Asked", console: "Console") -> None:
    one = asked.judged
    place = asked.reading.place(one)
    console.print(f"\n{place}: {one.sentence.block}, {asked.number} of {asked.of}", style="bold", markup=False)
    console.print(_beside(asked))


def _beside(asked: "Asked") -> "Table":
    """The sentence in every language, with its claims; with what it was beside it, if it was approved before."""
    from rich.table import Table
    from rich.text import Text

    from grader.checks.approvals import differences, parts
    from grader.difference.words import changed

    sentence, before = asked.judged.sentence, asked.judged.before
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(style="dim", ratio=1, overflow="fold")
    table.add_column(ratio=4)
    if not before:
        for name, words in parts(sentence).items():
            table.add_row(Text(name), _cell(words))
        return table
    table.add_column(ratio=4)
    table.add_row("", Text("as approved", "dim"), Text("now", "dim"))
    for name, *versions in differences(before[0].sentence, sentence):
        cells = was, now = [_cell(words) for words in versions]
        for cell, places, style in zip(cells, changed(was.plain, now.plain), ("red", "green"), strict=True):
            for start, end in places:
                cell.stylize(f"not dim bold {style}", start, end)
        table.add_row(Text(name), *cells)
    return table


def _cell(words: str) -> "Text":
    """Words, with the expressions behind their values in the background."""
    from rich.text import Text

    from grader.difference.words import visible

    cell = Text(visible(words))
    cell.highlight_regex(_EXPRESSION, "dim")
    return cell
