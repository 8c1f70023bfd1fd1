"""The syntax of parts in a text: read as Moodle reads it, and written so that Moodle keeps what was meant."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import LAW

from grader.kinds.cloze.question import Alternative, ClozeQuestion, Part, places_of
from grader.kinds.cloze.reading import long_name, read, reads_back
from grader.kinds.cloze.writing import part as written
from grader.kinds.cloze.writing import write
from grader.kinds.marker import play
from grader.kinds.quiz import write as write_quiz
from grader.moodle import embedded
from grader.moodle.marking import cloze as independent
from grader.moodle.quiz import Markup, Quiz

TYPES = sorted(independent.TYPES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{:SA:=a}", [("SA", 1, [("100", "a", "")])]),
        ("{3:MRHS:%50%a#f~%-33,3%b}", [("MRHS", 3, [("50", "a", "f"), ("-33,3", "b", "")])]),
        (r"{1:MC:=a\}b\#c#d\~e~x}", [("MC", 1, [("100", "a}b#c", r"d\~e"), ("0", "x", "")])]),
        ("{1:MC:=x&lt;y#&#39;~&amp;lt;}", [("MC", 1, [("100", "x<y", "'"), ("0", "&lt;", "")])]),
        ("{1.5:MC:=a} {1:mc:=a} {1:XX:=a} { 1:MC:=a} {1:MC:=a", []),
    ],
)
def test_parts_are_read_as_moodle_reads_them(
    text: str, found: list[tuple[str, int, list[tuple[str, str, str]]]]
) -> None:
    assert [
        (part.type, part.weight, [(one.percent, one.text, one.feedback) for one in part.alternatives])
        for part in embedded.parts(text)
    ] == found


@pytest.mark.parametrize("type_", [*TYPES, *independent._SHORT])
def test_a_type_is_known_by_its_long_name(type_: str) -> None:
    assert long_name(type_) == independent._SHORT.get(type_, type_)
    assert type_ in embedded.KIND


FRACTIONS = st.integers(-100, 99).map(lambda percent: percent / 100)
TEXTS = st.text("aé {}#<>&;:=%*'\"1\\\n", min_size=1, max_size=8).map(lambda text: Markup(text).text).filter(bool)
TEXTS = TEXTS.filter(lambda text: not text.endswith(("\\", "&")) and "&#" not in text)
NUMBERS = st.floats(0, 1e12, allow_subnormal=False).map(lambda number: f"{number:.6g}")


def parts(types: str, texts: st.SearchStrategy[str], *, amounts: bool = False) -> st.SearchStrategy[Part]:
    """Parts of the types whose names begin so, somebody being right."""
    answers = texts.map(lambda text: Markup(text, "html" if types.startswith("MULTI") else "plain_text"))
    tolerance = NUMBERS if amounts else st.just("")
    feedback = (st.just("") | TEXTS).map(Markup)
    wrong = st.lists(st.builds(Alternative, FRACTIONS, answers, feedback, tolerance), min_size=1, max_size=4)
    right = st.builds(Alternative, st.just(1.0), answers, feedback, tolerance)
    return st.builds(
        lambda type_, weight, first, others: Part(type_, weight, (first, *others)),
        st.sampled_from([name for name in TYPES if name.startswith(types)]),
        st.integers(1, 9),
        right,
        wrong,
    )


SINGLE = parts("SHORT", TEXTS) | parts("MULTICHOICE", TEXTS) | parts("NUM", NUMBERS, amounts=True)


@LAW
@given(SINGLE)
def test_what_is_written_reads_back_and_the_independent_marker_reads_the_same(part: Part) -> None:
    assert reads_back(part)

    [found] = independent.parse(written(part))

    assert (found.type, found.weight) == (part.type, part.weight)
    assert [(one.text, one.fraction, one.feedback, one.tolerance) for one in found.alternatives] == [
        (one.answer.text, one.fraction, one.feedback.text, one.tolerance) for one in part.alternatives
    ]


@LAW
@given(parts("MULTIRESPONSE", TEXTS))
def test_several_right_choices_share_the_mark_whoever_reads(part: Part) -> None:
    [ours], [theirs] = embedded.parts(written(part)), independent.parse(written(part))

    assert [one.text.strip() for one in ours.alternatives] == [one.text for one in theirs.alternatives]
    again = read(write(question(part)), "x")
    assume(isinstance(again, ClozeQuestion))  # shares that Moodle would round otherwise are kept whole
    assert isinstance(again, ClozeQuestion)
    assert [one.fraction for one in again.parts[0].alternatives] == [one.fraction for one in theirs.alternatives]
    assert read(write(again), "x") == again


@LAW
@given(st.lists(SINGLE, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_parts_changes_nothing_of_what_each_contributes(several: list[Part], random: object) -> None:
    shuffled = list(several)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    one, other = (dict(_contributed(question(*order))) for order in (several, shuffled))

    assert one == other


@LAW
@given(parts("MULTICHOICE", st.sampled_from("abcdefg")), st.integers(1, 9))
def test_each_choice_earns_what_the_marker_says(part: Part, weight: int) -> None:
    asked = question(part, replace(part, weight=weight))

    [played] = play(write_quiz(Quiz((asked,))))

    assert played.maximum_mark == asked.maximum_mark == part.weight + weight
    assert [fraction for _, fraction in played.fractions] == pytest.approx(list(asked.fractions), abs=1e-7)


@pytest.mark.parametrize("text", ["a~b", "a\\", "R&"])
def test_words_that_cannot_be_written_do_not_read_back(text: str) -> None:
    right, other = (Alternative(fraction, Markup(words, "plain_text")) for fraction, words in ((1.0, text), (0.0, "b")))

    assert not reads_back(Part("SHORTANSWER", 1, (right, other)))


def question(*several: Part) -> ClozeQuestion:
    gaps = " and ".join(f"[[{number}]]" for number in range(1, len(several) + 1))
    return ClozeQuestion("q", Markup(f"Here {gaps}."), tuple(several))


def _contributed(asked: ClozeQuestion) -> list[tuple[Part, tuple[float, ...]]]:
    fractions = asked.fractions
    return [
        (part, tuple(fractions[place] for place in places))
        for part, places in zip(asked.parts, places_of(asked), strict=True)
    ]
