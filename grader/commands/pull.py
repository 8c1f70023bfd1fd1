"""`grader pull`: what a question bank on a Moodle site holds, beside ours."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import moodle_site, options

if TYPE_CHECKING:
    from grader.commands.moodle_site import Given


@click.command(short_help="Say what differs between the bank and a Moodle site.")
@moodle_site.site
@click.option("--xml", type=click.Path(path_type=Path, dir_okay=False), help="Keep what is there as Moodle XML.")
def pull(given: "Given", xml: Path | None) -> None:
    """Read the question bank at URL, as the browser shows its address, and say what differs, question by question.

    It takes the cookie of your own session, from GRADER_MOODLE_SESSION or as you type it unseen; it is kept nowhere.
    Nothing is changed there. What is the same is noted beside the bank, so that later edits there are told from ours.
    Exits with 0 when all is the same, 1 when something differs, 2 when the site cannot be read.
    """
    from grader.exchange.pull import pull as pulled
    from grader.exchange.report import as_text
    from grader.files import write_page

    with moodle_site.joined(given) as joined, options.status() as told:
        told("reading the bank there")
        plan = pulled(joined.session, joined.bank, joined.ours, joined.state)
    if xml is not None:
        write_page(xml, plan.there.content, inputs=[joined.ours.path])
    for line in as_text(plan):
        click.echo(line)
    if xml is not None:
        click.echo(f"{xml}: written")
    raise SystemExit(0 if plan.is_same else 1)
