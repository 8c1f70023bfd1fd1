"""A quiz follows: pinned slots ask the newest version, and Moodle's regrade is tried, and done if asked."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from exchange.sites import EXAM, Site, edited, site, with_bank, without
from exchange.standin import QUIZ, Slot
from places import SAMPLES

from grader.errors import SiteError
from grader.exchange.expected import expected
from grader.exchange.regrading import Regraded, as_text, regrade
from grader.exchange.slots import Slots

MENDED = edited(EXAM, "id-SA", name="mended")


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Site]:
    """A bank with a quiz: id-SA pinned to its first version, id-TF always the latest, id-NUM pinned as well."""
    with site(with_bank(), tmp_path) as found:
        found.plan(EXAM)
        entry = found.moodle.entry
        found.moodle.slots = [Slot(1126, entry("id-SA"), 1), Slot(1127, entry("id-TF")), Slot(1128, entry("id-NUM"), 1)]
        yield found


def url(found: Site) -> str:
    return f"{found.quiz.site}/mod/quiz/view.php?id={QUIZ}"


def moved(found: Site, content: bytes) -> list[str]:
    plan = found.plan(content)
    slots = Slots.of(found.session, found.bank, url(found), plan)
    said = [str(one) for one in slots.behind]
    slots.move(found.push(content))
    return said


def test_a_pinned_slot_moves_to_the_newest_version_and_no_other_does(there: Site) -> None:
    assert moved(there, MENDED) == ["slot 1 asks id-SA in version 1, and will ask the newest"]
    assert [slot.version for slot in there.moodle.slots] == [2, 0, 1]


def test_slots_may_be_unpinned_so_that_they_follow_every_later_push(there: Site) -> None:
    plan = there.plan(MENDED)
    slots = Slots.of(there.session, there.bank, url(there), plan, always_latest=True)

    assert [str(one) for one in slots.behind] == [
        "slot 1 asks id-SA in version 1, and will always ask the latest",
        "slot 3 asks id-NUM in version 1, and will always ask the latest",
    ]
    slots.move(there.push(MENDED))
    assert [slot.version for slot in there.moodle.slots] == [0, 0, 0]


def test_a_slot_that_a_push_before_left_behind_moves_too(there: Site) -> None:
    there.push(MENDED)

    assert moved(there, MENDED) == ["slot 1 asks id-SA in version 1, and will ask the newest"]
    assert there.moodle.slots[0].version == 2
    assert moved(there, MENDED) == []


def test_a_quiz_of_another_site_is_refused(there: Site) -> None:
    with pytest.raises(SiteError, match="expected a quiz of http://127"):
        Slots.of(there.session, there.bank, "https://moodle.example.org/mod/quiz/view.php?id=3", there.plan(EXAM))


def test_what_is_no_quiz_is_refused(there: Site) -> None:
    there.moodle.slots = []

    with pytest.raises(SiteError, match="expected a quiz with questions in slots, found none"):
        Slots.of(there.session, there.bank, url(there), there.plan(EXAM))


CELLS = (
    ("<del>1.00</del>/<br>0.00", "1.00", "-"),
    ("<del>0.00</del>/<br>0.50", "-", "<del>0,25</del>/<br>1,00"),
    ("<del>-</del>/<br>1.00", "0.00", "0.00"),
)


@pytest.mark.parametrize("for_good", [False, True])
def test_what_a_regrade_changes_is_counted_and_nobody_is_named(there: Site, *, for_good: bool) -> None:
    there.moodle.cells = CELLS
    there.moodle.refusals = ["Slot 2: The number of choices in the question has changed."]

    found = regrade(there.session, there.quiz, for_good=for_good)

    assert there.moodle.regraded == ["regrade" if for_good else "dry run"]
    assert found.marks == {"1": (2, 1), "3": (1, 0)}
    said = "\n".join(as_text(found))
    assert said == (
        "  question 1: 2 rise, 1 fall\n  question 3: 1 rise, 0 fall\n"
        "  refused in 1 attempt: Slot 2: The number of choices in the question has changed."
    )


def test_a_quiz_that_nobody_answered_has_nothing_to_regrade(there: Site) -> None:
    assert list(as_text(regrade(there.session, there.quiz, for_good=False))) == ["  no mark changes"]


def test_whose_quiz_it_is_must_be_allowed_to_change(there: Site) -> None:
    there.push(MENDED)
    plan = there.plan(MENDED)
    slots = Slots.of(there.session, there.bank, url(there), plan)
    there.moodle.slots = there.moodle.slots[1:]

    with pytest.raises(SiteError, match="mod_quiz_set_question_version: invalidrecordunknown"):
        slots.move(plan.there)


def test_what_the_responses_say_stands_beside_what_moodle_shows() -> None:
    shown = Regraded({"2": (3, 0)}, {})

    assert list(as_text(shown, {"2": (3, 0), "10": (0, 1)})) == [
        "  question 2: 3 rise, 0 fall; by the responses 3 rise, 0 fall",
        "  question 10: 0 rise, 0 fall; by the responses 0 rise, 1 fall",
    ]


def test_by_the_responses_those_move_who_chose_what_is_worth_something_else_now() -> None:
    old = (SAMPLES / "exam5.xml").read_bytes()
    truth = json.loads((SAMPLES / "exam5.quizA.json").read_text("utf-8"))
    new = edited(old, "exame-001", answers=lambda answers: (replace(answers[0], fraction=0.5), *answers[1:]))

    found = expected(SAMPLES / "A.responses.csv", old, new)

    right = sum(attempt["slots"][0]["fraction"] == 1 for attempt in truth["attempts"])
    assert right > 0
    assert found == {"1": (0, right)}
    assert expected(SAMPLES / "A.responses.csv", old, old) == {}


def test_slots_of_questions_that_are_not_ours_or_stay_as_they_are_there_are_left_alone(there: Site) -> None:
    there.push(MENDED)
    without_sa = there.plan(without(EXAM, "id-SA"))
    left = there.plan(MENDED, for_theirs=["id-SA"])

    for plan in (without_sa, left):
        assert [one.id for one in Slots.of(there.session, there.bank, url(there), plan).behind] == []


def test_responses_say_nothing_where_the_quiz_asked_another_version_than_is_there(there: Site) -> None:
    plan = there.plan(MENDED)
    Slots.of(there.session, there.bank, url(there), plan).require_asked_before(plan)
    there.push(MENDED)
    after = there.plan(MENDED)

    with pytest.raises(SiteError, match="cannot be told by responses: the bank and the quiz differ in id-SA already"):
        Slots.of(there.session, there.bank, url(there), after).require_asked_before(after)
