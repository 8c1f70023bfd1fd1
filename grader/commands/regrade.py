"""`grader regrade`: who moves, and by how much, when a key changes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import options, quiz

if TYPE_CHECKING:
    from grader.grading.regrade import Change, Regrade

SHOWN_MOVES = 20


@click.command(short_help="Regrade a quiz after a key changed.")
@quiz.quiz
@click.option("--new", type=click.Path(path_type=Path, dir_okay=False), help="The exam's Moodle XML with the new key.")
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
    given: quiz.Given,
    new: Path | None,
    void: tuple[str, ...],
    accept: tuple[str, ...],
    policy: str,
    out: Path,
    as_json: bool,
) -> None:
    """Grade RESPONSES under the old key and the new one, and say question by question what moves.

    The new key is that of --new, or the old one changed by --void and --accept. A question is named by its number,
    its idnumber or its name; an option by its number, its letter, its id in the bank or its text.
    """
    from grader.errors import GraderError
    from grader.grading import problems, rekey
    from grader.grading import regrade as regrading
    from grader.grading.exam import read_exam
    from grader.grading.marks import mark
    from grader.grading.participants import Policy
    from grader.grading.tables import regrade_files

    if not (new or void or accept):
        raise GraderError("expected what changes: --new NEW.xml, --void QUESTION or --accept QUESTION=OPTION")
    before = quiz.marked(given)
    void_questions = [rekey.find(before, question) for question in void]
    ids = {id_: solved.ids for id_, solved in quiz.solved(given.location, before.exam).items()} if accept else {}
    more = [rekey.find_option(before, written, ids) for written in accept]
    changed, notes = before.exam, list[str]()
    if new:
        changed, notes = rekey.as_in(before.exam, read_exam(new), except_for=void_questions)
    places = {id(question): place for place, question in enumerate(before.exam.graded)}
    for question in void_questions:
        changed = rekey.voided(changed, changed.graded[places[id(question)]])
    for question, option in more:
        if question.fractions[option] >= 1:
            notes.append(f"{question.name}: option {option + 1} earns the whole mark already")
        changed = rekey.accepted(changed, changed.graded[places[id(question)]], option)
    after = mark(before.report, changed, maximum=given.maximum, slot_marks=given.marks)
    after = replace(after, elsewhere=before.others)
    result = regrading.regrade(before, after, Policy(given.attempts), regrading.Lowering(policy))
    found = list(problems.problems(before))
    read = (given.responses, given.exam, *([new] if new else []))
    quiz.write_results(out, regrade_files(result), before, found, inputs=read)
    cells = quiz.show_problems(before, found)
    if as_json:
        click.echo(json.dumps(_summary(result, notes, cells), indent=2, ensure_ascii=False))
    else:
        for line in (*notes, *_lines(result)):
            click.echo(line)
        click.echo(f"{out}: grades.csv, regrade.csv written")
        click.echo(quiz.counted(_counts(result, cells)))
    raise SystemExit(1 if found else 0)


def _lines(result: "Regrade") -> Iterator[str]:
    for change in result.changes:
        yield from _explained(change)
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


def _explained(change: "Change") -> Iterator[str]:
    question = change.question
    yield f"{question.name}:"
    for option, (was, is_) in enumerate(zip(question.fractions, change.fractions, strict=True)):
        if was != is_:
            yield f"  {chr(ord('a') + option)}. {question.options(lossless=True)[option][0]}: {was:.0%} -> {is_:.0%}"
    yield (
        f"  {change.gained} responses gain, {change.lost} lose, {change.marks:+g} marks in all; "
        f"{change.blank} left it blank, which earns nothing, as in Moodle"
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
