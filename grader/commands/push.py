"""`grader push`: our questions into a question bank on a Moodle site, in place."""

import sys
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.commands import moodle_site, options
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.commands.moodle_site import Given
    from grader.exchange.slots import Slots


class Wanted(NamedTuple):
    """What is to become of a quiz: its address, whether its slots are unpinned, and how it is regraded."""

    quiz: str | None
    always_latest: bool
    regrade: bool
    responses: Path | None


_OF_QUIZ = (
    click.option(
        "--quiz", metavar="URL", help="Move the slots of a quiz to the newest versions, and try Moodle's regrade."
    ),
    click.option("--always-latest", is_flag=True, help="Unpin the slots instead, so that they follow each push."),
    click.option("--regrade", is_flag=True, help="Regrade the quiz after it was tried."),
    click.option(
        "--responses",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The quiz's responses as downloaded, by which it is said beside Moodle's regrade what it should change.",
    ),
)


def _of_quiz(command: Callable[..., None]) -> Callable[..., None]:
    """Options of the quiz that follows a push, handed to the command as `wanted`."""

    @wraps(command)
    def gathered(
        quiz: str | None, always_latest: bool, regrade: bool, responses: Path | None, **others: object
    ) -> None:
        command(wanted=Wanted(quiz, always_latest, regrade, responses), **others)

    for option in reversed(_OF_QUIZ):
        gathered = option(gathered)
    return gathered


@click.command(short_help="Mend a question bank on a Moodle site in place.")
@moodle_site.site
@click.option("--dry-run", is_flag=True, help="Show the plan, and send nothing.")
@click.option("--yes", is_flag=True, help="Send what is planned without asking.")
@click.option("--ours", multiple=True, metavar="ID", help="Let our version of a question replace an edit there.")
@click.option("--theirs", multiple=True, metavar="ID", help="Leave a question as it is there this time.")
@_of_quiz
def push(
    given: "Given",
    dry_run: bool,
    yes: bool,
    ours: tuple[str, ...],
    theirs: tuple[str, ...],
    wanted: Wanted,
) -> None:
    """Make the question bank at URL hold our questions, as new versions of what is there.

    The plan is shown first. Then each changed question is saved as a draft through Moodle's own edit form, new ones are
    imported, everything is read and compared once more, and only then published. It may be stopped at any moment: the
    next push goes on. What somebody edited there since is never written over: the push stops until you decide, with
    --ours or --theirs.

    Exits with 0 when nothing stops it, 1 when something does or you say no, and 2 when the site refuses.
    """
    from grader.exchange.expected import expected
    from grader.exchange.pull import pull
    from grader.exchange.push import Push
    from grader.exchange.report import as_text
    from grader.exchange.slots import Slots

    quiz = wanted.quiz
    if any(wanted[1:]) and quiz is None:
        raise GraderError("expected --quiz URL beside --regrade, --responses and --always-latest: which quiz is meant?")
    with moodle_site.joined(given) as joined:
        with options.status() as told:
            told("reading the bank there")
            plan = pull(joined.session, joined.bank, joined.ours, joined.state, for_ours=ours, for_theirs=theirs)
            slots = (
                Slots.of(joined.session, joined.bank, quiz, plan, always_latest=wanted.always_latest) if quiz else None
            )
            if wanted.responses and slots:
                slots.require_asked_before(plan)
            changing = expected(wanted.responses, plan.there.content, joined.ours.content) if wanted.responses else None
        for line in (*as_text(plan), *(slots.behind if slots else ())):
            click.echo(line)
        if plan.refused or dry_run:
            raise SystemExit(1 if plan.refused else 0)
        there = plan.there
        if not plan.is_empty or (slots and slots.behind):
            _agree("Send this?", yes=yes)
        if not plan.is_empty:
            with options.status() as told:
                there = Push(joined.session, joined.bank, joined.ours.content, joined.state, told).carry_out(plan)
        click.echo("nothing to send" if plan.is_empty else "sent, read again, and published")
        if slots:
            slots.move(there)
            _regrade(slots, changing, for_good=wanted.regrade, yes=yes)


def _regrade(slots: "Slots", expected: Mapping[str, tuple[int, int]] | None, *, for_good: bool, yes: bool) -> None:
    """Try Moodle's regrade, and do it where that is wanted."""
    from grader.exchange.regrading import as_text, regrade

    wanted = [(False, "Moodle's regrade, tried:"), *([(True, "regraded:")] if for_good else [])]
    for is_done, said in wanted:
        if is_done:
            _agree("Regrade?", yes=yes)
        with options.status() as told:
            told("regrading" if is_done else "trying the regrade")
            result = regrade(slots.session, slots.quiz, for_good=is_done)
        click.echo(said)
        for line in as_text(result, expected):
            click.echo(line)


def _agree(question: str, *, yes: bool) -> None:
    """Go on where the user says yes; else end with 1. Raises GraderError where nobody can be asked."""
    if not yes and not sys.stdin.isatty():
        raise GraderError("nobody is here to be asked: look at the plan, and send it with --yes")
    if not yes and not click.confirm(question, err=True):
        raise SystemExit(1)
