"""What gives a key away is told, whatever the order of the options; chance is not suspected; blind scores are exact."""

import json
import random
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from grader import bank as banks
from grader.checks import waivers
from grader.checks.cues import blind, positions
from grader.checks.cues import giveaways as cues
from grader.checks.cues.blind import Marked
from grader.checks.cues.positions import LEVEL, Position, at_least, suspicion
from grader.checks.cues.words import VOCABULARIES, Sheet, asked, is_emphasised, length, roots, spoken
from grader.kinds import marker
from grader.release.stages import computed
from grader.verification import report
from grader.verification.gate import Verification, verify

IN_KEY = (cues.key_is_longest, cues.key_alone_is_hedged, cues.key_alone_is_absolute, cues.shares_words_with_stem)


def sheet(stem: str = "What is so?", language: str = "en", **options: str) -> Sheet:
    return Sheet(language, stem, options)


@st.composite
def any_sheets(draw: st.DrawFn) -> Sheet:
    """Sheets of words that the cues look for, and of others."""
    language = draw(st.sampled_from(sorted(VOCABULARIES)))
    known = VOCABULARIES[language]
    word = st.sampled_from(
        [*known.hedges[:4], *known.absolutes[:4], *known.negations[:2], "rede", "redes", "loss", "x"]
    )
    text = st.lists(word, min_size=1, max_size=6).map(" ".join)
    options = draw(st.lists(text, min_size=2, max_size=5))
    return Sheet(language, f"{draw(text)}?", {f"option_{number}": text for number, text in enumerate(options)})


def test_a_language_has_the_words_of_its_other_regions() -> None:
    assert sheet(language="pt-PT").vocabulary is sheet(language="pt-BR").vocabulary is not None


def test_no_word_is_a_cue_in_a_language_that_we_have_no_words_of() -> None:
    shown = sheet("Qual constante não?", "es", one="Siempre una constante", two="otra", three="always all of the above")

    assert [cue_of(shown, "one") for cue_of in IN_KEY[1:]] == [None] * len(IN_KEY[1:])
    assert (cues.asks_in_the_negative(shown), cues.catch_all_options(shown)) == (None, [])
    assert blind.words_of_the_stem(
        blind.Marked(shown, (Fraction(1), Fraction(0), Fraction(0)), Fraction(1), fixed=True)
    ) == [0, 1, 2]


@given(any_sheets(), st.randoms(use_true_random=False))
def test_the_order_of_options_changes_no_cue(shown: Sheet, chance: random.Random) -> None:
    ids = list(shown.options)
    chance.shuffle(ids)
    shuffled = Sheet(shown.language, shown.stem, {id_: shown.options[id_] for id_ in ids})

    for key in ids:
        for cue_of in IN_KEY:
            before, after = cue_of(shown, key), cue_of(shuffled, key)
            assert (before is None) == (after is None)
            if before is not None and after is not None:
                assert (before[0], sorted(before[1])) == (after[0], sorted(after[1]))
    assert sorted(cues.catch_all_options(shown)) == sorted(cues.catch_all_options(shuffled))


@given(any_sheets())
def test_at_most_one_option_is_given_away_by_each_cue(shown: Sheet) -> None:
    for cue_of in (cues.key_is_longest, cues.key_alone_is_hedged, cues.key_alone_is_absolute):
        assert sum(cue_of(shown, key) is not None for key in shown.options) <= 1


@given(any_sheets())
def test_what_a_distractor_says_too_is_no_cue(shown: Sheet) -> None:
    for key, text in shown.options.items():
        repeated = Sheet(shown.language, shown.stem, {**shown.options, "copy": text})
        assert [cue_of(repeated, key) for cue_of in IN_KEY] == [None] * len(IN_KEY)


@pytest.mark.parametrize(
    ("key", "distractor", "is_cue"),
    [
        (50, 40, True),
        (49, 40, False),
        (14, 10, False),
        (19, 10, False),
        (20, 10, True),
        (100, 80, True),
        (60, 50, False),
    ],
)
def test_a_key_is_notably_longest_by_a_quarter_and_ten_characters(key: int, distractor: int, is_cue: bool) -> None:  # noqa: FBT001
    cue = cues.key_is_longest(sheet(key="a" * key, one="b" * distractor, other="c"), "key")

    assert (cue is not None) == is_cue
    if cue is not None:
        assert cue[0] == f"the key has {key} characters, the longest distractor {distractor}"


def test_mathematics_counts_as_it_is_seen() -> None:
    assert length(r"\(\sqrt{x}\)") == len("√x")
    assert length("_not_  MORE") == len("not MORE")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All of the above"),
        ("en", "None of these"),
        ("en", "Neither"),
        ("en", "A loss, or all of the above"),
        ("en", "All of the other options are correct"),
        ("pt-BR", "Todas as alternativas anteriores estão corretas"),
        ("pt-BR", "Nenhuma das anteriores"),
        ("pt-BR", "N.D.A."),
        ("pt-BR", "Todas"),
    ],
)
def test_options_that_stand_for_all_or_none_are_told(language: str, text: str) -> None:
    assert cues.catch_all_options(sheet(language=language, one="ReLU", last=text)) == ["last"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All weights grow"),
        ("en", "It makes all of them smaller"),
        ("en", "The loss above is zero"),
        ("pt-BR", "Todas as redes convergem"),
        ("pt-BR", "As camadas anteriores não mudam"),
    ],
)
def test_options_about_the_subject_are_no_catch_all(language: str, text: str) -> None:
    assert cues.catch_all_options(sheet(language=language, one="ReLU", last=text)) == []


@pytest.mark.parametrize(
    ("language", "stem", "said"),
    [
        ("en", "Which is not a loss?", "the stem asks in the negative, without emphasis: 'not'"),
        ("en", "Which is NOT a loss?", "the stem asks in the negative: 'not'"),
        ("en", "All hold _except_ which?", "the stem asks in the negative: 'except'"),
        ("en", "Some do not learn. Which isn\u2019t one?", "the stem asks in the negative, without emphasis: 'isn't'"),
        ("pt-BR", "Marque a incorreta.", "the stem asks in the negative, without emphasis: 'incorreta'"),
        ("pt-BR", "Qual _não pode_ ocorrer?", "the stem asks in the negative: 'não'"),
    ],
)
def test_a_question_for_the_exception_is_told(language: str, stem: str, said: str) -> None:
    cue = cues.asks_in_the_negative(sheet(stem, language, one="ReLU"))

    assert cue is not None
    assert cue[0] == said


def test_a_negation_in_what_is_given_is_none_in_what_is_asked() -> None:
    given_first = sheet("O intervalo não pode ser transformado. Qual par é adequado?", "pt-BR", one="ReLU")

    assert cues.asks_in_the_negative(given_first) is None
    assert asked(given_first.stem) == "Qual par é adequado?"


def test_emphasis_on_one_of_two_is_none() -> None:
    assert not is_emphasised("not", "What is NOT so, and not otherwise?")


def test_words_are_whole_and_phrases_too() -> None:
    assert spoken("It maybe tends to NOT learn", ("may", "tends to", "not")) == ["tends to", "not"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("pt-BR", "funções pequenas", "função pequeno"),
        ("pt-BR", "os gradientes", "do gradiente"),
        ("en", "losses", "the loss"),
        ("en", "values of the images", "image value"),
    ],
)
def test_number_and_gender_hide_no_shared_word(language: str, one: str, other: str) -> None:
    assert roots(one, VOCABULARIES[language[:2]]) == roots(other, VOCABULARIES[language[:2]]) != frozenset()


class TestPositions:
    """Keys that stand where chance would seldom put them."""

    @given(st.integers(2, 6), st.integers(0, 30), st.randoms(use_true_random=False))
    def test_evenly_spread_keys_are_never_crowded(self, options: int, keys: int, chance: random.Random) -> None:
        spread = [number % options for number in range(keys)]
        chance.shuffle(spread)

        found = suspicion([Position(position, options) for position in spread])

        assert found is None or "stand at" not in found.what

    @pytest.mark.parametrize(("options", "keys"), [(2, 8), (2, 9), (3, 5), (3, 7), (4, 5), (4, 6), (5, 4)])
    def test_chance_is_suspected_no_more_often_than_stated(
        self, options: int, keys: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = cache(at_least)  # for every exam it is asked the same few times
        monkeypatch.setattr(positions, "at_least", lambda chances, count: found(tuple(chances), count))
        exams = list(product(range(options), repeat=keys))
        suspected = sum(suspicion([Position(position, options) for position in exam]) is not None for exam in exams)

        assert 0 < Fraction(suspected, len(exams)) <= LEVEL

    @given(st.lists(st.fractions(0, 1, max_denominator=6), max_size=7), st.integers(0, 8))
    def test_probabilities_are_those_of_all_outcomes(self, chances: list[Fraction], count: int) -> None:
        expected = Fraction(0)
        for outcome in product([True, False], repeat=len(chances)):
            if sum(outcome) >= count:
                share = Fraction(1)
                for happens, chance in zip(outcome, chances, strict=True):
                    share *= chance if happens else 1 - chance
                expected += share

        assert at_least(chances, count) == expected

    @pytest.mark.parametrize(
        ("positions", "what"),
        [
            ([2] * 5, "5 of 5 keys stand at (c)"),
            ([0, 1, 2, 3, 0, 1], "the keys go on by the same step: (a) (b) (c) (d) (a) (b)"),
            ([0, 3, 3, 0, 3, 3], None),
            ([0, 3, 3, 0, 3, 3, 0, 3, 3], "the keys repeat after 3: (a) (d) (d) (a) (d) (d) (a) (d) (d)"),
            ([1, 0, 3, 2, 1], None),
            ([], None),
            ([0], None),
        ],
    )
    def test_crowds_and_patterns_are_named(self, positions: list[int], what: str | None) -> None:
        found = suspicion([Position(position, 4) for position in positions])

        assert (found and found.what) == what


@st.composite
def exams(draw: st.DrawFn) -> list[Marked]:
    """Small exams with ties, negative fractions and void items."""
    questions = []
    for shown in draw(st.lists(any_sheets(), min_size=1, max_size=4)):
        earned = st.sampled_from([Fraction(1), Fraction(0), Fraction(-1, 4)])
        fractions = tuple(draw(earned) for _ in shown.options)
        mark = Fraction(draw(st.integers(1, 5)), 2)
        questions.append(Marked(shown, fractions, mark, fixed=draw(st.booleans())))
    return questions


class TestBlind:
    """What students who never read would score."""

    @given(exams())
    def test_the_longest_options_score_what_marking_every_such_sheet_gives(self, exam: list[Marked]) -> None:
        lengths = [[length(text) for text in question.sheet.options.values()] for question in exam]
        answered = [
            answers
            for answers in product(*(range(len(question.fractions)) for question in exam))
            if all(sizes[answer] == max(sizes) for sizes, answer in zip(lengths, answers, strict=True))
        ]
        marks = [
            sum(question.mark * question.fractions[answer] for question, answer in zip(exam, answers, strict=True))
            for answers in answered
        ]

        most = sum(question.mark for question in exam)
        assert blind.expected(exam, blind.longest_option) == Fraction(sum(marks)) / len(marks) / most

    @given(exams())
    def test_positions_score_as_a_guess_on_average_and_at_least_so_at_best(self, exam: list[Marked]) -> None:
        scored = blind.scores(exam)

        assert scored["same position"] >= scored["random guess"] or len({len(one.fractions) for one in exam}) > 1
        shuffled = [Marked(one.sheet, one.fractions, one.mark, fixed=False) for one in exam]
        assert blind.scores(shuffled)["same position"] == scored["random guess"]

    @pytest.mark.parametrize("language", ["pt-BR", "en"])
    def test_a_guess_at_the_exam_scores_what_the_marker_gives(self, language: str) -> None:
        played = marker.play((ROOT / f"exports/moodle/exam.{language}.xml").read_bytes())
        earned = sum(
            Fraction(one.maximum_mark) * sum(Fraction(share) for _, share in one.fractions) / len(one.fractions)
            for one in played
        )

        every = computed(banks.load(str(ROOT / "question_bank")))
        scored = blind.of([stages for stages in every if not stages.in_place_of])

        assert scored[language]["random guess"] == earned / sum(Fraction(one.maximum_mark) for one in played)
        assert scored[language]["random guess"] == Fraction(2, 5)  # four of one in four, and a void item


@pytest.fixture(scope="module")
def verified() -> Verification:
    return verify(banks.load(str(ROOT / "question_bank")), ROOT / "exports", progress=lambda _: None)


class TestExam:
    """The exam that ships: what it keeps, it says why."""

    def test_its_warnings_are_waived_with_reasons_and_its_blind_scores_shown(self, verified: Verification) -> None:
        *lines, counts = report.as_text(verified)

        assert verified.findings == []
        assert any(line.startswith("without reading: random guess 40.0%, longest option ") for line in lines)
        assert counts.endswith(" 7 warnings waived: no findings")

    def test_programs_are_told_the_same(self, verified: Verification) -> None:
        content = json.loads(report.as_json(verified))

        assert content["warnings"] == []
        assert {(one["code"], one["question"]) for one in content["waived"]} == {
            ("W002", "viable_training"),
            ("W004", "loss_scenarios"),
            ("W005", "small_loss_values"),
            ("W020", "output_range"),
        }
        assert all(one["reason"].endswith(".") for one in content["waived"])
        assert content["without reading"]["pt-BR"]["random guess"] == 0.4
        assert content["counts"]["waived"] == len(content["waived"]) == 7

    def test_a_void_item_has_no_key_to_give_away(self) -> None:
        stages = {one.question.id: one for one in computed(banks.load(str(ROOT / "question_bank")))}

        assert cues.keys_of(stages["learning_rate"]) == []
        assert cues.place_of(stages["learning_rate"]) is None


def test_a_waiver_whose_reason_is_no_text_has_none() -> None:
    question = banks.load(str(ROOT / "question_bank")).computed[0]

    given: Any = {"W001": 3, "W002": " ", "W004": "so the source"}

    assert waivers.reasons(replace(question, waivers=given)) == {"W004": "so the source"}
