"""`grader push`: our questions into a question bank on a Moodle site, in place."""

from typing import TYPE_CHECKING

import click

from grader.commands import moodle_site, options

if TYPE_CHECKING:
    from grader.commands.moodle_site import Given


@click.command(short_help="Mend a question bank on a Moodle site in place.")
@moodle_site.site
@click.option("--dry-run", is_flag=True, help="Show the plan, and send nothing.")
@click.option("--yes", is_flag=True, help="Send what is planned without asking.")
@click.option("--ours", multiple=True, metavar="ID", help="Let our version of a question replace an edit there.")
@click.option("--theirs", multiple=True, metavar="ID", help="Leave a question as it is there this time.")
def push(given: "Given", dry_run: bool, yes: bool, ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    """Make the question bank at URL hold our questions, as new versions of what is there.

    The plan is shown first. Then each changed question is saved as a draft through Moodle's own edit form, new ones are
    imported, everything is read and compared once more, and only then published. It may be stopped at any moment: the
    next push goes on. What somebody edited there since is never written over: the push
    stops until you decide, with --ours or --theirs.

    Exits with 0 when all of ours is there, 1 when nothing was sent because something stops it, 2 when the site refuses.
    """
    from grader.exchange.pull import pull
    from grader.exchange.push import Push
    from grader.exchange.report import as_text

    with moodle_site.joined(given) as joined:
        with options.status() as told:
            told("reading the bank there")
            plan = pull(joined.session, joined.bank, joined.ours, joined.state, for_ours=ours, for_theirs=theirs)
        for line in as_text(plan):
            click.echo(line)
        if plan.refused or dry_run:
            raise SystemExit(1 if plan.refused else 0)
        if not plan.is_empty:
            if not moodle_site.is_agreed("Send this?", yes=yes):
                raise SystemExit(1)
            with options.status() as told:
                Push(joined.session, joined.bank, joined.ours.content, joined.state, told).carry_out(plan)
    click.echo("nothing to send" if plan.is_empty else "sent, read again, and published")
