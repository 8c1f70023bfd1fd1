"""`grader repair`: other wordings for a measured question whose answer does not reproduce."""

import click

from grader.commands import options


@click.command(short_help="List wordings that a measured question could have instead.")
@click.argument("question")
@options.bank
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.9,
    show_default=True,
    help="Of how many seeds a wording has to be true.",
)
@click.option("--all", "whole", is_flag=True, help="List every wording, though it is true of too few seeds.")
@click.option("--preset", "text", metavar="WORDING", help="Write this one into the design, to be measured afresh.")
@click.option("--into", metavar="ID", help="The question in whose folder it is preset.  [default: QUESTION itself]")
@options.workers
@options.as_json
def repair(
    question: str,
    location: str,
    share: float,
    whole: bool,
    text: str | None,
    into: str | None,
    workers: int,
    as_json: bool,
) -> None:
    """List what else the record of QUESTION could be asked: who is best, worst, behind another, and so on.

    Each wording stands with its evidence, and with what it costs to certify it. Nothing is changed, unless you preset a
    wording: then it is written beside the design, and counts only seeds that are measured afterwards.
    """
    from grader import bank as banks
    from grader.errors import GraderError
    from grader.findings import shown, suggested
    from grader.stability import offers, runs
    from grader.stability import repair as repairing

    bank = banks.load(location, in_part=True)
    measured = {one.id: one for one in bank.computed if one.design is not None}
    if question not in measured:
        raise GraderError(f"expected a measured question of {', '.join(measured) or 'none'}, received {question!r}")
    if into and text is None:
        raise GraderError("--into says where to preset a wording: name it with --preset WORDING")
    found, design = measured[question], measured[question].design
    assert design is not None
    if text is not None and (as_json or whole):
        raise GraderError("--preset writes one wording, and lists none: leave --json and --all out")
    if text is None:
        record = runs.read(bank.folder_of(found), design)
        offered = repairing.repair(record, design, p0=share, workers=workers)
        if as_json:
            click.echo(offers.as_json(question, offered).decode(), nl=False)
        else:
            for line in offers.as_text(question, offered, whole=whole, lists_all="--all", presets="--preset WORDING"):
                click.echo(line)
        return
    statement, file = repairing.preset_wording(bank, found, text, p0=share, into=into or question)
    click.echo(f"{shown(file)}: preset: {statement.wording}, in at least {offers.share_said(share)} of the seeds")
    click.echo(f"Only seeds from {statement.first_seed} on count for it; none of them has been run.")
    click.echo("Let design.py read it, as in statements=(*presets(__file__), ...). Commit both,")
    click.echo("and then measure:")
    click.echo(suggested("measure", into or question, bank=location))
