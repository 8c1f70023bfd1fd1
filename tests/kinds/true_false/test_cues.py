"""Moodle always offers *true* first, so that keys of statements that are mostly true give themselves away."""

from places import TESTS

from grader import bank as banks
from grader.checks.cues.blind import of as without_reading
from grader.checks.cues.giveaways import place_of
from grader.checks.cues.positions import Position
from grader.release import variants
from grader.release.stages import computed


def test_the_place_of_a_key_is_known_to_everyone_and_varies() -> None:
    [stages] = computed(banks.load(str(TESTS / "banks/statement")))
    drawn = [variant.stages for variant in variants.draw(stages, 3, seed=1)]

    assert place_of(stages) == Position(0, 2)
    assert {place_of(one) for one in drawn} == {Position(0, 2), Position(1, 2)}


def test_guessing_earns_half_of_a_statement_and_its_place_all_of_it() -> None:
    scored = without_reading(computed(banks.load(str(TESTS / "banks/statement"))))["en"]

    assert (float(scored["random guess"]), float(scored["same position"])) == (0.5, 1.0)
