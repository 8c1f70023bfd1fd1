r"""Short answers: wildcards, case and composition, as Moodle compares them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import rows
from strategies import LAW

from grader.moodle.marking.patterns import matches

KELVIN = "\N{KELVIN SIGN}"
CASES = ("aA", "bB", "kK" + KELVIN, "éÉ", "ßẞ", "σΣς", "s\N{LATIN SMALL LETTER LONG S}S")
"""Characters of which each matches every other of its group where case does not count, and none besides."""
DOTTED, DOTLESS = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "\N{LATIN SMALL LETTER DOTLESS I}"
LONERS = f"ﬁ{DOTTED}{DOTLESS} .?[\n"


@pytest.mark.parametrize(
    ("pattern", "response", "expected"),
    [
        ("Brasília", "Brasília", True),
        ("Brasília", " Brasília\n", True),
        ("Brasília", "brasília", False),
        ("Brasília", "Brasilia", False),
        ("Brasília", "Brasília.", False),
        ("Brasília", "Bras ília", False),
        ("a*c", "ac", True),
        ("a*c", "abbc", True),
        ("a*c", "abcd", False),
        ("a*c", "a\nc", False),
        ("*", "anything", True),
        ("**", "anything", True),
        (r"2\*3", "2*3", True),
        (r"2\*3", "2x3", False),
        (r"\**", "*x", True),
        (r"\**", "x", False),
        (r"a\b", r"a\b", True),
        ("a.c", "abc", False),
        ("x<y", "x<y", True),
        ("", "x", False),
        ("end ", "end", False),  # Moodle trims patterns when it imports them
    ],
)
def test_a_star_stands_for_anything_and_nothing_else_is_special(pattern: str, response: str, *, expected: bool) -> None:
    assert matches(pattern, response, case_sensitive=True) == expected


@pytest.mark.parametrize("group", CASES)
def test_case_is_told_apart_only_where_it_counts(group: str) -> None:
    for one in group:
        for other in unicodedata.normalize("NFC", group):
            assert matches(one, other, case_sensitive=False)
            assert matches(one, other, case_sensitive=True) == (unicodedata.normalize("NFC", one) == other)


@pytest.mark.parametrize(("pattern", "response"), [("ß", "ss"), ("ﬁ", "fi"), (DOTTED, "i"), (DOTLESS, "I")])
def test_no_character_matches_several_and_dotted_letters_only_themselves(pattern: str, response: str) -> None:
    assert not matches(pattern, response, case_sensitive=False)
    assert not matches(response, pattern, case_sensitive=False)


@pytest.mark.parametrize("case_sensitive", [True, False])
def test_a_character_matches_however_it_is_composed(*, case_sensitive: bool) -> None:
    composed, decomposed = "é", unicodedata.normalize("NFD", "é")

    assert matches(composed, decomposed, case_sensitive=case_sensitive)
    assert matches(decomposed, composed, case_sensitive=case_sensitive)


def test_every_pair_of_the_samples_matches_as_in_moodle() -> None:
    pairs = rows("types.texts.csv")

    assert len(pairs) == 700
    for pair in pairs:
        found = matches(pair["pattern"], pair["response"], case_sensitive=pair["usecase"] == "1")
        assert found == (pair["matches"] == "1"), pair


TEXTS = st.text("".join(CASES) + LONERS + "*\\", max_size=8)


def reference(pattern: str, response: str, *, case_sensitive: bool) -> bool:
    """The rule of wildcards one character at a time: a star takes nothing, or one more character than before."""
    if not pattern:
        return not response
    if pattern.startswith(r"\*"):
        return response.startswith("*") and reference("\0" + pattern[2:], "\0" + response[1:], case_sensitive=True)
    if pattern[0] == "*":
        rest = pattern.lstrip("*")
        return reference(rest, response, case_sensitive=case_sensitive) or (
            response[:1] not in ("", "\n") and reference(pattern, response[1:], case_sensitive=case_sensitive)
        )
    return (
        bool(response)
        and _same(pattern[0], response[0], case_sensitive=case_sensitive)
        and reference(pattern[1:], response[1:], case_sensitive=case_sensitive)
    )


def _same(one: str, other: str, *, case_sensitive: bool) -> bool:
    return one == other or (not case_sensitive and any(one in group and other in group for group in CASES))


@LAW
@given(pattern=TEXTS, response=TEXTS, case_sensitive=st.booleans())
def test_patterns_match_as_the_rule_says(pattern: str, response: str, *, case_sensitive: bool) -> None:
    pattern, response = (unicodedata.normalize("NFC", text) for text in (pattern, response))

    found = matches(pattern, response, case_sensitive=case_sensitive)

    assert found == reference(pattern, response.strip(" \n"), case_sensitive=case_sensitive)


@LAW
@given(
    literals=st.lists(st.text("".join(CASES) + LONERS, max_size=3), min_size=2, max_size=4),
    data=st.data(),
    case_sensitive=st.booleans(),
)
def test_whatever_stands_in_place_of_the_stars_matches(
    literals: list[str], data: st.DataObject, *, case_sensitive: bool
) -> None:
    fillings = [data.draw(st.text("".join(CASES) + "ﬁ*\\", max_size=3)) for _ in literals[1:]]
    response = literals[0] + "".join(map("".join, zip(fillings, literals[1:], strict=True)))

    assert matches(f"({'*'.join(literals)})", f"({response})", case_sensitive=case_sensitive)
