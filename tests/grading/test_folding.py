"""Names and addresses as they are compared: without what the eye does not see, whatever stands beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.grading.folding import folded, parted, words

TEXTS = st.lists(
    st.text(st.sampled_from("aÉß\N{LATIN SMALL LIGATURE FFI}\u0301\u200b\x01 \t\n\r\u2028\N{NO-BREAK SPACE}_-'7"))
)


@pytest.mark.parametrize(
    ("text", "without_spaces", "with_spaces"),
    [
        ("Ana Silva", "anasilva", "ana silva"),
        ("JOSÉ", "jose", "jose"),
        ("Jose\u0301", "jose", "jose"),
        ("Stra\N{LATIN SMALL LETTER SHARP S}e", "strasse", "strasse"),
        ("A\u200bna\N{NO-BREAK SPACE}Lia", "analia", "ana lia"),
        ("A\x01na\nLia\tEva", "analiaeva", "ana lia eva"),
        ("", "", ""),
    ],
)
def test_what_the_eye_does_not_see_is_gone(text: str, without_spaces: str, with_spaces: str) -> None:
    assert folded([text, "b"]) == [without_spaces, "b"]
    assert parted([text, "b"]) == [with_spaces, "b"]


@given(TEXTS.filter(bool))
def test_a_text_folds_alike_among_others_and_alone(texts: list[str]) -> None:
    for function in (folded, parted, words):
        assert function(texts) == [one for text in texts for one in function([text])]


@given(TEXTS.filter(bool))
def test_spaces_are_all_that_parting_keeps_more(texts: list[str]) -> None:
    assert folded(texts) == ["".join(text.split()) for text in parted(texts)]


def test_words_are_letters_and_digits() -> None:
    assert [text.split() for text in words(["o'neil-7_b.c@d", "\n"])] == [["o", "neil", "7", "b", "c", "d"], []]
