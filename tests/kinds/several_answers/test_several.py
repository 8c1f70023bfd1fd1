"""Several answers: what options are worth is found, and every response that can be given earns what is meant."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from broken.breaks import both, replacing
from broken.edits import EDITS
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from places import TESTS

from grader import bank as banks
from grader.authoring.new import new_bank, new_question
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.multiple_choice.writing import write
from grader.kinds.quiz import read as read_quiz
from grader.kinds.quiz import write as write_quiz
from grader.kinds.several_answers import KIND, checks
from grader.kinds.several_answers.item import SeveralAnswers, fractions, of_item
from grader.kinds.several_answers.worth import exact, worth
from grader.model import Option, Question, Text
from grader.moodle.fractions import FRACTIONS, is_accepted
from grader.moodle.marking import marker
from grader.moodle.quiz import Quiz
from grader.release import variants
from grader.release.stages import computed
from grader.verification.gate import verify
from grader.verification.mutate import mutate

if TYPE_CHECKING:
    from grader.verification.gate import Verification

TRUTHS = st.lists(st.booleans(), min_size=2, max_size=7).filter(lambda truths: 0 < sum(truths) < len(truths))
BUDGETS = st.sampled_from([0.2, 0.25, 1 / 3, 0.4, 0.5])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(TESTS / "banks/several", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def verified(folder: Path, count: int = 0) -> "Verification":
    return verify(banks.load(str(folder)), None, variants=count, progress=lambda _: None)


def item(truths: Sequence[bool], budget: float = 1 / 3) -> SeveralAnswers:
    return SeveralAnswers(tuple(Option(f"o{place}", value, ()) for place, value in enumerate(truths)), budget)


def asked(one: SeveralAnswers) -> MultipleChoice:
    question = Question("q", None, solve=lambda _: None, item=lambda _: one, claims=())
    parts = {f"{sort}_{option.id}": option.id for option in one.options for sort in ("option", "feedback")}
    return of_item(question, one, Text("en", "Title", "Which?", parts, "So it is."), number=1)


def marks(one: SeveralAnswers) -> dict[tuple[int, ...], float]:
    """What every response earns by the independent marker, which reads only the XML."""
    read = marker.read(ET.fromstring(etree.tostring(write(asked(one)))))
    places = range(len(one.options))
    every = (ticked for size in range(len(places) + 1) for ticked in combinations(places, size))
    return {ticked: read.mark(ticked).fraction or 0.0 for ticked in every}


@given(TRUTHS, BUDGETS)
def test_guessing_earns_no_more_than_the_budget_and_a_tick_too_many_costs(truths: list[bool], budget: float) -> None:
    one = item(truths, budget)
    earned = marks(one)
    key = tuple(place for place, true in enumerate(truths) if true)
    means = [
        sum(mark for ticked, mark in earned.items() if len(ticked) == size)
        / sum(len(ticked) == size for ticked in earned)
        for size in range(len(truths) + 1)
    ]

    assert earned[key] == pytest.approx(1, abs=5e-6)
    assert all(mark < earned[key] for ticked, mark in earned.items() if set(ticked) > set(key))
    assert all(is_accepted(fraction) for fraction in fractions(one).values())
    assert [float(mean) for _, mean in one.worth.by_guessing()] == pytest.approx(means, abs=1e-6)
    beyond = one.worth.beyond(exact(budget))
    assert (beyond is None) == all(mean <= budget + 1e-9 for mean in means)
    if beyond is not None:
        assert one.worth.loss == 1


@given(TRUTHS, BUDGETS)
def test_the_loss_is_the_mildest_that_does(truths: list[bool], budget: float) -> None:
    found = item(truths, budget).worth
    milder = [Fraction(repr(loss)) for loss in FRACTIONS if found.share <= Fraction(repr(loss)) < found.loss]

    assert found.loss >= found.share
    assert all(replace(found, loss=loss).beyond(exact(budget)) is not None for loss in milder)


@pytest.mark.parametrize(
    ("right", "wrong", "share", "loss"),
    [(2, 2, 0.5, 0.5), (3, 1, 0.3333333, 0.6666667), (1, 3, 1.0, 1.0), (3, 5, 0.3333333, 0.3333333)],
)
def test_what_options_are_worth(right: int, wrong: int, share: float, loss: float) -> None:
    found = worth(right, wrong, 1 / 3)

    assert (float(found.share), float(found.loss)) == (share, loss)


def test_a_third_is_a_third_in_floating_point() -> None:
    assert worth(2, 1, 1 / 3).beyond(exact(1 / 3)) is None
    assert worth(2, 1, 0.333).beyond(exact(0.333)) == (1, Fraction(1, 3))


@given(TRUTHS, st.randoms())
def test_the_order_of_options_changes_nothing(truths: list[bool], random: Random) -> None:
    one = item(truths)
    order = random.sample(range(len(truths)), len(truths))
    shuffled = replace(one, options=tuple(one.options[place] for place in order))

    was, is_ = marks(one), marks(shuffled)

    assert fractions(shuffled) == fractions(one)
    for ticked, mark in is_.items():
        assert mark == pytest.approx(was[tuple(sorted(order[place] for place in ticked))], abs=1e-12)


@given(TRUTHS, BUDGETS)
def test_what_is_written_reads_back(truths: list[bool], budget: float) -> None:
    question = asked(item(truths, budget))

    [back] = read_quiz(write_quiz(Quiz((question,)))).questions

    assert back == question


def test_all_responses_to_sixteen_options_are_marked() -> None:
    one = item([place % 4 == 0 for place in range(16)])

    assert len(marks(one)) == 2**16
    assert list(checks._marked_otherwise(one, marker.read(ET.fromstring(etree.tostring(write(asked(one))))))) == []


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        (0.0, "who ticks mean, median earns 0.5, and should earn 0"),
        (-0.25, "who ticks mean, median earns 0.25, and should earn 0"),
    ],
)
def test_a_response_that_is_marked_otherwise_is_named(
    loss: float, said: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(*arguments: object, **named: object) -> MultipleChoice:
        made = of_item(*arguments, **named)  # type: ignore[arg-type]
        return replace(
            made,
            answers=tuple(replace(one, fraction=one.fraction if one.fraction > 0 else loss) for one in made.answers),
        )

    monkeypatch.setattr(checks, "of_item", spoilt)

    assert [(finding.code, finding.message) for finding in verified(folder).findings] == [("K026", said)]


def test_a_key_that_a_tick_too_many_does_not_spoil_is_named() -> None:
    one = item([True, False, True])
    lenient = asked(one)
    answers = tuple(replace(answer, fraction=max(answer.fraction, 0.0)) for answer in lenient.answers)
    read = marker.read(ET.fromstring(etree.tostring(write(replace(lenient, answers=answers)))))

    assert (
        list(checks._marked_otherwise(one, read))[-1] == "who ticks o0, o1, o2 earns 1, and who ticks the key alone 1"
    )


def test_a_guess_that_pays_is_told_with_the_smallest_example(folder: Path) -> None:
    EDITS["K025"].breaks(folder)

    [finding] = verified(folder).findings

    assert finding.code == "K025"
    assert finding.message == (
        "who ticks 1 of 4 boxes at random earns 1/4, 25.0% on average, more than the budget of 1/5, 20.0%"
    )


def test_a_variant_of_which_nothing_is_true_is_found_with_the_smallest(folder: Path) -> None:
    replacing("statements/__init__.py", "value=s.most_are_larger", "value=s.most_are_larger and s.count > 4")(folder)

    result = verified(folder, 20)

    assert {finding.code for finding in result.findings} == {"K021"}
    assert any("none of the 4 options are true" in finding.message for finding in result.findings)


def test_variants_have_one_two_or_three_right_options(folder: Path) -> None:
    [stages] = computed(banks.load(str(folder)))

    assert {len(one.stages.keyed) for one in variants.draw(stages, 40, seed=1)} == {1, 2, 3}
    assert len({tuple(one.stages.keyed) for one in variants.draw(stages, 40, seed=1)}) > 3


def test_a_cue_is_looked_for_in_each_right_option_beside_the_wrong_ones(folder: Path) -> None:
    long = "The mean of the values lies far above the median, and this is so whatever their order may be."
    both(
        replacing("statements/text.en.md", "The mean lies above the median.", long),
        replacing(
            "statements/text.en.md",
            "The middle between the extremes lies above the mean.",
            long.replace("mean", "middle between the extremes").replace("median", "mean"),
        ),
    )(folder)

    found = [warning.message for warning in verified(folder).warnings if warning.code == "W001"]

    assert len(found) == 2


@pytest.mark.parametrize("languages", [["pt-BR", "en"], ["es"]])
def test_one_that_was_begun_passes_at_once_and_so_do_its_variants(languages: list[str], tmp_path: Path) -> None:
    new_bank(tmp_path / "bank", languages, KIND)
    new_question(tmp_path / "bank", languages, "statements", KIND)

    result = verified(tmp_path / "bank", 20)

    assert [finding.message for finding in (*result.findings, *result.warnings)] == []
    assert result.keys["statements"] == ("mean", "mid_range")


def test_the_bank_of_these_tests_is_what_was_begun(folder: Path, tmp_path: Path) -> None:
    new_bank(tmp_path / "begun", ["pt-BR", "en"], KIND)
    new_question(tmp_path / "begun", ["pt-BR", "en"], "statements", KIND)

    for path in (tmp_path / "begun/statements").iterdir():
        assert path.read_bytes() == (folder / "statements" / path.name).read_bytes()


def test_nothing_of_it_can_change_unnoticed(folder: Path) -> None:
    (mutated,) = mutate(banks.load(str(folder)), (), progress=lambda _: None)

    assert [finding.message for finding in mutated.findings] == []
