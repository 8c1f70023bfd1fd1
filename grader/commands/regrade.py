"""`grader regrade`: who moves, and by how much, when a key changes."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options, quiz
from grader.counting import named, number_of

if TYPE_CHECKING:
    from grader.grading.regrade import Change, Regrade
    from grader.grading.session import Given

SHOWN_MOVES = 20


@click.command(short_help="Regrade a quiz after a key changed.")
@quiz.quiz
@click.option(
    "--new",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="The exam's Moodle XML with the new key; several, where the exam's is.",
)
@click.option("--void", "void", multiple=True, metavar="QUESTION", help="Let every option of a question earn its mark.")
@click.option("--accept", multiple=True, metavar="QUESTION=OPTION", help="Let one more option earn the mark.")
@click.option(
    "--policy",
    type=click.Choice(["strict", "never-lower"]),
    default="strict",
    show_default=True,
    help="Whether a grade may fall.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="regraded",
    show_default=True,
    help="The folder to write grades.csv (for Moodle's gradebook) and regrade.csv (every move) into.",
)
@options.as_json
def regrade(
    given: "Given",
    new: tuple[Path, ...],
    void: tuple[str, ...],
    accept: tuple[str, ...],
    policy: str,
    out: Path,
    as_json: bool,
) -> None:
    """Grade RESPONSES under the old key and the new one, and say question by question what moves.

    The new key is that of --new, or the old one changed by --void and --accept. A question is named by its number,
    its idnumber or its name; an option by its number, its letter, its id in the bank or its text. Of random questions,
    a number means all that were asked there, and the id of a bank's question all its variants; a text means the option
    of those that have it.
    """
    from grader.errors import GraderError
    from grader.grading import findings, session
    from grader.grading.new_key import regraded
    from grader.grading.regrade import Lowering
    from grader.grading.tables import regrade_files

    if not (new or void or accept):
        raise GraderError("expected what changes: --new NEW.xml, --void QUESTION or --accept QUESTION=OPTION")
    before = quiz.marked(given)
    result, notes = regraded(given, before, new=new, void=void, accept=accept, lowering=Lowering(policy))
    found = list(findings.findings(before, given.policy))
    session.write(out, regrade_files(result), before, found, (*given.files, *new))
    cells = quiz.show_findings(before, found)
    if as_json:
        click.echo(json.dumps(_summary(result, notes, cells), indent=2, ensure_ascii=False))
    else:
        for line in (*notes, *_lines(result)):
            click.echo(line)
        click.echo(f"{out}: grades.csv, regrade.csv written")
        click.echo(quiz.counted(_counts(result, cells)))
    raise SystemExit(1 if found else 0)


def _lines(result: "Regrade") -> Iterator[str]:
    for changes in _together(result.changes):
        yield from _explained(changes)
    if not result.changes:
        yield "no fraction changes, so nobody moves"
    moved = sorted(
        (move for move in result.moves if move.change), key=lambda move: (-abs(move.change), move.before.identity)
    )
    for move in moved[:SHOWN_MOVES]:
        who = ", ".join(part for part in move.before.identity if part)
        yield f"  {move.before.grade:8.2f} -> {move.grade:8.2f}  {move.change:+.2f}  {who}"
    if len(moved) > SHOWN_MOVES:
        yield f"  and {len(moved) - SHOWN_MOVES} more, in regrade.csv"


def _together(changes: "Sequence[Change]") -> "list[list[Change]]":
    """The changes question by question, those of a question's variants together."""
    found: dict[str, list[Change]] = {}
    for number, change in enumerate(changes):
        version = change.question.version
        of_variants = version is not None and version.variant
        found.setdefault(version.question if version and of_variants else f"{number}.", []).append(change)
    return list(found.values())


def _explained(changes: "Sequence[Change]") -> Iterator[str]:
    """What changes: option by option, and of several variants how many there are."""
    from grader.moodle.lettering import letter

    question = changes[0].question
    if len(changes) > 1:
        assert question.version is not None
        yield f"{question.version.question}: {len(changes)} of its variants were asked and change"
    else:
        yield f"{question.name}:"
        texts = [forms[0] for forms in question.options(lossless=True)]
        for option, (was, is_) in enumerate(zip(question.fractions, changes[0].fractions, strict=True)):
            if was != is_:
                yield f"  {letter(option)}. {texts[option]}: {was:.0%} -> {is_:.0%}"
    gained, lost, blank = (sum(getattr(change, field) for change in changes) for field in ("gained", "lost", "blank"))
    marks = sum(change.marks for change in changes)
    yield (
        f"  {number_of(gained, 'response gains', 'responses gain')}, {number_of(lost, 'loses', 'lose')}, "
        f"{marks:+g} {named(abs(marks), 'mark')} in all; "
        f"{blank} left it blank, which earns nothing, as in Moodle"
    )


def _counts(result: "Regrade", cells: int) -> dict[str, int]:
    return {
        "participants": len(result.moves),
        "up": sum(move.change > 0 for move in result.moves),
        "down": sum(move.change < 0 for move in result.moves),
        "unchanged": sum(move.change == 0 and move.is_certain for move in result.moves),
        "kept by the policy": sum(move.kept for move in result.moves),
        "left out": sum(not move.is_certain for move in result.moves),
        "cells that do not fit": cells,
    }


def _summary(result: "Regrade", notes: list[str], cells: int) -> dict[str, object]:
    return {
        "notes": notes,
        "changes": [
            {
                "question": change.question.name,
                "old": change.question.fractions,
                "new": change.fractions,
                "gained": change.gained,
                "lost": change.lost,
                "blank": change.blank,
                "marks": change.marks,
            }
            for change in result.changes
        ],
        "moves": [
            {"participant": move.before.identity, "old": move.before.grade, "new": move.grade}
            for move in result.moves
            if move.change
        ],
        "counts": _counts(result, cells),
    }
