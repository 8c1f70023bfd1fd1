"""Pairs from a bank to grades: what is begun, found, written, offered, and said of another version."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from shutil import copytree, ignore_patterns
from xml.etree import ElementTree as ET

import pytest
from broken.breaks import both, replacing
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from places import TESTS

from grader import bank as banks
from grader.authoring.new import new_bank, new_question
from grader.checks.cues import blind
from grader.checks.xml import examine
from grader.checks.xml.elements import QuizFile
from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.kinds import KINDS
from grader.kinds.matching import KIND
from grader.kinds.matching.question import Line, MatchingQuestion
from grader.kinds.matching.responses import OfPairs
from grader.kinds.matching.writing import write as element
from grader.kinds.quiz import read
from grader.kinds.response import Outcome
from grader.moodle.flatten import downloaded, to_plain_text
from grader.moodle.marking import marker
from grader.moodle.quiz import Markup
from grader.release.exports import build
from grader.release.stages import computed, of
from grader.verification.gate import Verification, verify
from grader.verification.mutate import mutate

PAIRS, SOLVER = "measures/__init__.py", "measures/solver.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank with a question that asks for pairs, to be edited."""
    return Path(copytree(TESTS / "banks/measures", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def released(folder: Path, language: str = "en") -> bytes:
    bank = banks.load(str(folder))
    return build(bank, of(bank))[f"moodle/exam.{language}.xml"]


def asked(folder: Path, language: str = "en") -> MatchingQuestion:
    [question] = read(released(folder, language)).questions
    assert isinstance(question, MatchingQuestion)
    return question


def verified(folder: Path, variants: int = 0) -> Verification:
    return verify(banks.load(str(folder)), None, variants=variants, progress=lambda _: None)


@pytest.mark.parametrize("languages", [["es"], ["zh-Hans"]])  # of the others every kind's way is gone
def test_one_that_was_begun_passes_at_once_and_so_do_its_variants(languages: list[str], tmp_path: Path) -> None:
    new_bank(tmp_path / "bank", languages, KINDS["multichoice"])
    new_question(tmp_path / "bank", languages, "measures", KIND)

    result = verify(banks.load(str(tmp_path / "bank")), None, variants=20, progress=lambda _: None)

    assert [finding.message for finding in (*result.findings, *result.warnings)] == []


def test_the_bank_of_these_tests_is_what_was_begun(folder: Path, tmp_path: Path) -> None:
    new_bank(tmp_path / "begun", ["pt-BR", "en"], KINDS["multichoice"])
    new_question(tmp_path / "begun", ["pt-BR", "en"], "measures", KIND)

    for path in (tmp_path / "begun/measures").iterdir():
        assert path.read_bytes() == (folder / "measures" / path.name).read_bytes()


def test_nothing_of_it_can_change_unnoticed(folder: Path) -> None:
    (mutated,) = mutate(banks.load(str(folder)), (), progress=lambda _: None)

    assert (mutated.findings, mutated.score.excused) == ((), 0)


def test_two_partners_that_are_true_somewhere_are_told_with_the_smallest_variant(folder: Path) -> None:
    replacing(SOLVER, '"highest": (7, 4, 5, 6)', '"highest": (7, 4, 1)')(folder)

    [finding] = [finding for finding in verified(folder, variants=900).findings if "of mean" in finding.message]

    assert finding.code == "K041"
    assert "are all true of mean" in finding.message
    assert "highest = 1" in str(finding.evidence)
    assert "lowest" not in str(finding.evidence)
    assert "middle" not in str(finding.evidence)


def test_a_pair_that_no_wrong_solver_explains_needs_a_reason_in_words(folder: Path) -> None:
    replacing(PAIRS, '"The measures are known by their names alone, and a number is guessed."', '""')(folder)

    found = verified(folder).findings

    assert {finding.code for finding in found} == {"C004"}
    assert len(found) == 4 * 4 - 4  # wrong pairs, without those to which the three wrong solvers lead


def test_all_choices_stand_before_the_stems_and_in_all_languages_side_by_side(folder: Path) -> None:
    assert [(line.stem.text, line.choice) for line in asked(folder, "multilang").lines[:6]] == [
        ("", "3,30 / 3.30"),
        ("", "4,00 / 4.00"),
        ("", "5,30 / 5.30"),
        ("", "6,30 / 6.30"),
        ("", "8,00 / 8.00"),
        (asked(folder, "multilang").pairs[0].stem.text, "5,30 / 5.30"),
    ]


@pytest.mark.parametrize("language", ["en", "pt-BR", "multilang"])
def test_moodle_would_take_it_as_it_is(folder: Path, language: str) -> None:
    assert examine(QuizFile.read(released(folder, language), where="exam.xml")) == []


def changes(before: bytes, folder: Path) -> Sequence[tuple[Changed, str]]:
    [question] = compare(read(before), read(released(folder))).questions
    return [(change.kind, change.place) for change in question.changes]


def test_a_key_that_is_corrected_is_a_difference_that_moodle_can_regrade(folder: Path) -> None:
    before = released(folder)
    replacing(PAIRS, 'Stem("mean", s.mean', 'Stem("mean", s.width / 2')(folder)

    assert changes(before, folder) == [
        (Changed.KEY, ""),
        (Changed.FRACTIONS, "stem 1 with choice 2"),
        (Changed.FRACTIONS, "stem 1 with choice 3"),
    ]


def test_words_of_a_stem_or_a_choice_are_told_once(folder: Path) -> None:
    before = released(folder)
    replacing("measures/text.en.md", "The mean\n", "The arithmetic mean\n")(folder)
    replacing("measures/text.en.md", "{{ s.fifth | number(2) }}", "{{ s.fifth | number(3) }}")(folder)

    assert sorted(changes(before, folder)) == [(Changed.NUMBERS, "choice 5"), (Changed.WORDS, "stem 1")]


def test_choices_that_move_are_told_with_what_moodles_regrade_would_do(folder: Path) -> None:
    before = released(folder)
    both(
        replacing(PAIRS, '            Partner("first", s.first),\n', ""),
        replacing(
            PAIRS, 'Partner("fifth", s.fifth),', 'Partner("fifth", s.fifth),\n            Partner("first", s.first),'
        ),
    )(folder)

    assert changes(before, folder) == [(Changed.REGRADE, "")]


def test_whoever_guesses_earns_one_of_as_many_as_there_are_choices(folder: Path) -> None:
    question = asked(folder)
    scores = blind.of(computed(banks.load(str(folder))))

    assert scores["en"]["random guess"] == Fraction(1, 5)
    assert OfPairs(question, question.fractions).random_guess == 0.2


WORDS = st.text(st.sampled_from("ab <>&;-.é{}"), min_size=1, max_size=6).map(str.strip).filter(bool)
LINES = st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=4, unique_by=lambda line: line[0])


@given(lines=LINES, extra=WORDS, data=st.data())
def test_a_response_reads_the_same_however_it_is_shuffled_and_earns_what_the_marker_says(
    lines: list[tuple[str, str]], extra: str, data: st.DataObject
) -> None:
    """In html, which loses nothing: what is read is what was chosen, or one of several things that nobody can tell."""
    question = MatchingQuestion(
        "q",
        Markup("Match"),
        (
            *(Line(Markup(stem, "plain_text"), choice) for stem, choice in lines),
            Line(Markup(""), extra, alone=True),
        ),
    )
    responses = OfPairs(question, question.fractions)
    menu: list[str | None] = [None, *question.choices]
    chosen = [data.draw(st.sampled_from(menu)) for _ in lines]
    shown = data.draw(st.permutations(range(len(lines))))
    stems = [to_plain_text(line.stem.text.replace("&", "&amp;").replace("<", "&lt;")) for line in question.pairs]
    cell = "; ".join(f"{stems[place]} -> {chosen[place]}" for place in shown if chosen[place] is not None) or "-"

    response = responses.read(cell, lossless=True)

    places = tuple(
        place * len(question.choices) + question.choices.index(choice)
        for place, choice in enumerate(chosen)
        if choice is not None
    )
    award = marker.mark(ET.fromstring(etree.tostring(element(question), encoding="UTF-8")), chosen)
    assert response.outcome in (Outcome.ANSWERED if places else Outcome.BLANK, Outcome.AMBIGUOUS)
    if response.outcome is Outcome.AMBIGUOUS:
        assert places in response.candidates
    else:
        assert response.options == places
    if response.fraction is not None:
        assert response.fraction == (award.fraction or 0.0)


def test_its_text_tells_it_in_any_order_and_cut_at_a_sign(folder: Path) -> None:
    question = asked(folder)
    stems, choices = [line.stem.text for line in question.pairs], list(question.choices)
    of_it = OfPairs(question, question.fractions)

    for turned, lossless in product(range(4), (True, False)):
        shown = "; ".join((*stems[turned:], *stems[:turned]))
        text = f"{to_plain_text(question.stem.text)} {{{shown}}} -> {{{'; '.join(reversed(choices))}}}"
        assert of_it.asked_by(text if lossless else downloaded(text), lossless=lossless).name == "WHOLE"
        assert of_it.asked_by(text.replace("8.00", "9.00"), lossless=lossless).name == "NONE"
        assert of_it.asked_by(text.replace("The mean", "The median"), lossless=lossless).name == "NONE"


def test_a_pair_that_is_none_and_a_stem_that_is_there_twice_are_not_read(folder: Path) -> None:
    question = asked(folder)
    of_it = OfPairs(question, question.fractions)

    for cell in ("The mean -> 7.00", "The mean -> 5.30; The mean -> 8.00", "The mean", "5.30", ""):
        assert of_it.read(cell, lossless=False).outcome is Outcome.UNREADABLE


def test_a_stem_without_choice_after_which_moodle_loses_everything_is_kept_whole() -> None:
    line = "<subquestion><text>a</text><answer><text>{}</text></answer></subquestion>"
    asking = "<quiz><question type='matching'><name><text>q</text></name>{}</question></quiz>"

    kept, without_stem, whole = (
        read(asking.format(lines).encode()).questions
        for lines in (line.format(""), line.format("x").replace(">a<", "><"), line.format("x"))
    )

    assert (kept, without_stem) == ((), ())
    assert [type(one) for one in whole] == [MatchingQuestion]
