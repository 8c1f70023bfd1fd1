r"""Patterns as languages: what two have in common, and what one has alone, beside every short text that there is."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAW

from grader.kinds.short_answer.accents import without_accents
from grader.kinds.short_answer.patterns import in_common, is_within, literal, smallest
from grader.moodle.marking.patterns import matches

PATTERNS = st.lists(st.sampled_from(["a", "b", "A", "*", r"\*", " ", "é"]), max_size=4).map("".join)
LETTERS = "abé* z"
TEXTS = [
    text for length in range(1, 5) for text in map("".join, product(LETTERS, repeat=length)) if text == text.strip()
]


def taken(text: str, pattern: str, *, case: bool) -> bool:
    return matches(pattern, text, case_sensitive=case)


@LAW
@given(inside=st.lists(PATTERNS, min_size=1, max_size=2), outside=st.lists(PATTERNS, max_size=2), case=st.booleans())
def test_the_smallest_text_is_one_and_there_is_no_smaller(inside: list[str], outside: list[str], *, case: bool) -> None:
    def fits(text: str) -> bool:
        return all(taken(text, one, case=case) for one in inside) and not any(
            taken(text, one, case=case) for one in outside
        )

    found = smallest(inside, outside, case=case)

    shortest = min((len(text) for text in TEXTS if fits(text)), default=5)
    if found is None:
        assert shortest == 5
    else:
        assert fits(found)
        assert found == found.strip() != ""
        assert len(found) <= shortest


@LAW
@given(text=st.text("ab*\\é", min_size=1, max_size=6), case=st.booleans())
def test_a_literal_takes_its_text_alone(text: str, *, case: bool) -> None:
    assert taken(text, literal(text), case=case)
    assert is_within(literal(text), [literal(text)], case=case)
    assert not is_within("*", [literal(text)], case=case)
    assert smallest([literal(text)], case=True) == text


@pytest.mark.parametrize(
    ("pattern", "others", "case", "within"),
    [
        ("median", ["*median*"], True, True),
        ("*median*", ["median"], True, False),
        ("Median", ["median"], False, True),
        ("Median", ["median"], True, False),
        ("a*b", ["a*", "*b"], True, True),
        ("a*", ["a", "ab*", "a*b"], True, False),
        ("*", ["a*", "*a"], True, False),
        ("**", ["*"], True, True),
        (r"2\*3", ["2*3"], True, True),
        ("2*3", [r"2\*3"], True, False),
        ("a *", ["a*"], True, True),
        ("", ["a"], True, True),  # nothing is typed that is empty
        ("me\N{COMBINING ACUTE ACCENT}dia", ["média"], True, True),
    ],
)
def test_what_is_within_others_needs_no_answer_of_its_own(
    pattern: str, others: list[str], *, case: bool, within: bool
) -> None:
    assert is_within(pattern, others, case=case) is within


@pytest.mark.parametrize(
    ("some", "others", "common"),
    [
        (["mean", "*dian"], ["median", "mean value"], "median"),
        (["mean"], ["median"], None),
        (["a*"], ["*b"], "ab"),
        (["*a*"], ["*b*"], "ab"),
        (["not *"], ["*the mean"], "not the mean"),
        (["*"], ["*"], "a"),
    ],
)
def test_what_patterns_have_in_common_is_shown_by_the_shortest_text(
    some: list[str], others: list[str], common: str | None
) -> None:
    assert in_common(some, others, case=False) == common


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("média", "media"),
        ("me\N{COMBINING ACUTE ACCENT}dia", "media"),
        ("Ação *", "Acao *"),
        ("Größe", "Große"),
        ("が", "が"),
        ("й", "й"),
        ("2*x", "2*x"),
    ],
)
def test_letters_lose_their_accents_and_nothing_else_does(text: str, plain: str) -> None:
    assert without_accents(text) == plain
