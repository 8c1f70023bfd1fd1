"""The words of the page: every language says the same, of every verdict, and what the statements' sentences mean."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from banks.measuring import CHEAP, locator, stream

from grader.design import Decision, Statement
from grader.stability.certificate import Best, Certificate, certify
from grader.stability.phrasing import Phrasing, words
from grader.stability.preset import Holds
from grader.stability.runs import Record
from grader.stability.sentences import answer, bars_said, judged, weights
from grader.texts.ours import OURS

COIN = locator(CHEAP)()
LABELS = {"loaded": "the loaded coin", "fair": "the fair coin"}
ENGLISH = Phrasing("en", LABELS)
Rows = list[tuple[float, float]]


def certified(rows: Rows, *statements: Statement) -> Certificate:
    design = replace(COIN, statements=statements or COIN.statements)
    return certify("coin", Record(None, stream(COIN, rows)), design)


@pytest.mark.parametrize("language", OURS)
def test_every_language_has_every_word_with_the_same_gaps(language: str) -> None:
    english, other = words("en"), words(language)

    assert list(other) == list(english)
    for key, said in other.items():
        assert sorted(set(re.findall(r"{\w*}", said))) == sorted(set(re.findall(r"{\w*}", english[key]))), key


@pytest.mark.parametrize(
    ("rows", "verdict", "to_do", "command"),
    [
        (
            [(1, 0), (0, 1)] * 30,
            "No option is the answer.",
            "give every option the whole mark",
            "grader regrade",
        ),
        ([(1, 0)] * 60, "The answer is the loaded coin.", "the loaded coin earns the mark", ""),
        ([(1, 0)] * 12, "do not yet say", "Do not use the question yet", "grader measure coin"),
        ([], "say what stands below", "does not come from them", ""),
    ],
)
def test_the_verdict_is_a_sentence_with_what_to_do(rows: Rows, verdict: str, to_do: str, command: str) -> None:
    said = answer("coin", certified(rows), COIN, ENGLISH)

    assert verdict in said.verdict
    assert to_do in " ".join(said.to_do)
    assert said.command == command


@pytest.mark.parametrize(
    ("rows", "verdict", "command"),
    [
        ([(1, 0)] * 60, "The answer is the fair coin. What was to be shown was written down first", ""),
        ([(0, 1)] * 60, "No option is the answer. What was to be shown does not hold", "grader regrade"),
        (
            [(1, 0)] * 12,
            "do not yet say whether the fair coin is behind the loaded coin in at least 90%",
            "grader measure coin",
        ),
    ],
)
def test_the_verdict_on_what_was_preset_is_a_sentence(rows: Rows, verdict: str, command: str) -> None:
    preset = Holds("fair behind loaded")
    design = replace(COIN, statements=(preset,))

    said = answer("coin", certified(rows, preset), design, ENGLISH)

    assert verdict in said.verdict
    assert said.command == command


def test_a_void_question_names_the_one_that_may_be_asked_in_its_place() -> None:
    void = certified([(1, 0), (0, 1)] * 30)

    with_alternate = answer("coin", void, COIN, ENGLISH, alternate="Another coin").to_do
    without = answer("coin", void, COIN, ENGLISH).to_do

    assert [line for line in with_alternate if line not in without] == [
        "Or ask “Another coin” in its place, which is exported beside the exam as an alternate."
    ]


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("loaded highest", "the loaded coin is the best"),
        ("loaded lowest", "the loaded coin is the worst"),
        ("loaded not highest", "the loaded coin is not the best"),
        ("fair behind loaded", "the fair coin is behind the loaded coin"),
        ("fair within 0.03", "the fair coin is the best or within 0.03 of it"),
        ("fair between 0.6 and 0.8", "the fair coin lies from 0.6 to 0.8"),
        ("order loaded then fair", "the order, from the best down, is the loaded coin and the fair coin"),
    ],
)
def test_every_wording_that_may_be_preset_is_said(wording: str, said: str) -> None:
    preset = Holds(wording, first_seed=1)
    [verdict] = certified([(1, 0)] * 60, preset).verdicts

    found = judged(preset, verdict, certified([(1, 0)] * 60, preset), ENGLISH)

    assert found.sentence == f"In at least 90% of trainings {said}."
    assert all(said in weight.against for weight in weights(preset, verdict, COIN, ENGLISH))


def test_the_shares_in_the_verdict_are_the_record_s() -> None:
    said = answer("coin", certified([(1, 0), (1, 0), (0, 1)] * 20), COIN, ENGLISH)

    assert "In 60 trainings with different random starts, the loaded coin was the best most often, and only in 67%" in (
        said.verdict
    )
    assert said.verdict.endswith("the answer would have to be the best in 90%.")


def test_statements_are_sentences_with_options_as_students_see_them() -> None:
    certificate = certified([(1, 0)] * 60, *COIN.statements, Best(), Best("loaded"))
    statements = (*COIN.statements, Best(), Best("loaded"))

    said = [
        judged(statement, verdict, certificate, ENGLISH)
        for statement, verdict in zip(statements, certificate.verdicts, strict=True)
    ]

    assert [(one.sentence, one.word, one.found) for one in said] == [
        (
            "One option is the best in at least 90% of trainings.",
            "shown",
            "the loaded coin was the best most often: in 100%.",
        ),
        ("In more than half of the trainings the best is the loaded coin.", "shown", "in 100%"),
        ("Every option is the best at least once.", "not shown", "never the fair coin, at most in 8.5% of trainings"),
        ("Trained twice with the same seed, seeded as “source”, the result differs.", "undecided", ""),
        ("One option beats each other one in more than half of the trainings.", "shown", "the loaded coin is ahead"),
        (
            "the loaded coin beats each other option in more than half of the trainings.",
            "shown",
            "the loaded coin is ahead",
        ),
    ]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (COIN.statements[0], {"at most 90%": 40, "at least 90%": 20}),
        (COIN.statements[1], {"at most half": 20, "at least half": 20}),
        (Best(), {"ahead of the fair coin in at most half": 40, "ahead of the fair coin in at least half": 20}),
        (Best("loaded"), {"ahead of the fair coin in at most half": 20, "ahead of the fair coin in at least half": 20}),
    ],
)
def test_each_e_value_stands_against_the_bar_at_which_the_statement_is_decided(
    statement: Statement, expected: dict[str, float]
) -> None:
    certificate = certified([(1, 0)] * 60, statement)

    found = weights(statement, certificate.verdicts[0], COIN, ENGLISH)

    for weight in found:
        [height] = [height for words, height in expected.items() if words in weight.against]
        assert weight.bar == height
        assert weight.reached == (10**weight.power >= height)
    assert any(weight.reached for weight in found)


@pytest.mark.parametrize("statement", [COIN.statements[1], Best("loaded")])
def test_a_bar_is_reached_exactly_when_the_statement_is_decided(statement: Statement) -> None:
    for seeds in range(1, 30):
        for row in ((0, 1), (1, 0)):
            [verdict] = certified([row] * seeds, statement).verdicts
            reached = any(weight.reached for weight in weights(statement, verdict, COIN, ENGLISH))

            assert reached == (verdict.decision is not Decision.UNDECIDED)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ([Holds("loaded highest")], "20 where nothing was picked by looking"),
        (
            [COIN.statements[0]],
            "20 where nothing was picked by looking and 40 where one of 2 was picked by looking at all",
        ),
    ],
)
def test_every_bar_that_stands_there_is_said_with_what_it_is_for(statements: Sequence[Statement], said: str) -> None:
    certificate = certified([(1, 0)] * 60, *statements)
    pairs = zip(statements, certificate.verdicts, strict=True)
    heights = [weight.bar for one, verdict in pairs for weight in weights(one, verdict, COIN, ENGLISH)]

    assert bars_said(heights, ENGLISH) == said


def test_numbers_are_written_as_the_language_does() -> None:
    assert Phrasing("pt-BR").number(0.7074) == "0,707"
    assert Phrasing().number(0.255, signed=True) == "+0.255"
    assert Phrasing().number(-0.0131, signed=True) == "\N{MINUS SIGN}0.013"


def test_a_share_that_was_asked_for_has_all_its_digits() -> None:
    preset = Holds("loaded highest", 0.995)
    certificate = certified([(1, 0)] * 60, preset)

    assert judged(preset, certificate.verdicts[0], certificate, Phrasing("pt-BR")).sentence.startswith(
        "Em pelo menos 99,5%"
    )
    assert Phrasing().required(0.9) == "90%"


def test_what_is_no_number_is_a_dash() -> None:
    assert {Phrasing().number(math.nan), Phrasing().percent(math.nan)} == {"\N{EN DASH}"}


@pytest.mark.parametrize(("options", "said"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")])
def test_options_are_listed(options: Sequence[str], said: str) -> None:
    assert Phrasing().one_of(options) == said
