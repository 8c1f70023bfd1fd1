"""Phrases that a reader must find: what they match, which numbers are read, and what nobody reads."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import BankError
from grader.texts.readback import Phrase, _pattern, numbers, read, units, unread


@pytest.mark.parametrize(
    ("words", "text", "read_"),
    [
        ("between {low} and {high}", "Between -20 and 10.", [("-20", "10")]),
        ("is {share} of all", "is 65% of all, is 7 % of all", [("65%",), ("7 %",)]),
        ("has {values*}", "has 1, 2 and 3.5; 4", [("1, 2 and 3.5; 4",)]),
        ("by {x}", r"by 1.5 \times 10^{-4}", [(r"1.5 \times 10^{-4}",)]),
        ("which pair ... suits", "Which pair of these suits?", [()]),
        ("which pair ... suits", "Which pair of 3 suits?", []),  # nobody would read the number
        ("which pair ... suits", "Which pair? The other suits", []),  # nor the sentence
        ("which pair ... suits", "Which pair\nsuits", []),  # nor what stands between paragraphs
        ("I: a loss", "II: a loss", []),
        ("the least", "the leastwise", []),
    ],
)
def test_a_phrase_is_found_within_a_sentence(words: str, text: str, read_: list[tuple[str, ...]]) -> None:
    assert [found.groups() for found in Phrase(words, 1).found(text)] == read_


@pytest.mark.parametrize(
    ("written", "language", "value", "unit"),
    [
        ("2.61", "en", 2.61, 0.01),
        ("2,61", "pt-BR", 2.61, 0.01),
        ("12,345.5", "en", 12345.5, 0.1),
        ("12.345,5", "pt-BR", 12345.5, 0.1),
        ("65%", "en", 0.65, 0.01),
        ("-20", "en", -20, 1),
        (r"1.5 \times 10^{-4}", "en", 1.5e-4, 1e-5),
    ],
)
def test_a_number_is_what_readers_of_a_language_take_it_for(
    written: str, language: str, value: float, unit: float
) -> None:
    [number] = numbers(written, language)

    assert number.value == pytest.approx(value)
    assert number.unit == pytest.approx(unit)
    assert number.shows(value + 0.49 * unit)
    assert not number.shows(value + 0.51 * unit)


def test_a_row_of_a_table_is_read_in_one_line_and_an_image_by_what_it_shows() -> None:
    table = "<table><tr><th>epoch</th><th>loss</th></tr><tr><td>first</td><td>0.90</td></tr></table>"

    assert units(f'<p>See <img src="@@PLUGINFILE@@/p.png" alt="0.60 below 0.90" /> here.</p>{table}') == (
        "See",
        "0.60 below 0.90",
        "here.",
        "epoch loss",
        "first 0.90",
    )


def test_sentences_and_numbers_outside_of_all_phrases_are_read_by_nobody() -> None:
    assert list(unread("One two. Three 4 five?", ((0, 3),))) == ["Three 4 five?", "4"]
    assert list(unread("One two. Three 4 five?", ((0, 3), (9, 16)))) == []
    assert list(unread("One two.\nThree 4 five?", ((0, 3),))) == ["Three 4 five?", "4"]


def test_a_text_is_read_paragraph_by_paragraph() -> None:
    html = "<p>One\n<em>two</em></p><ul><li>three<ul><li>four</li></ul>five</li><li>six</li></ul>seven<br>eight"

    assert list(units(html)) == ["One two", "three", "four", "five", "six", "seven", "eight"]


@pytest.mark.parametrize(
    "content", ["a phrase", "[other]\nx", "[options]\nno sign", "[options]\n, = x", "[options]\na ="]
)
def test_what_is_no_file_of_phrases_is_told_with_its_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "readback.en.txt").write_text(content)

    with pytest.raises(BankError, match=r"readback\.en\.txt:\d: expected"):
        read(tmp_path, "en")


LETTERS = st.text(st.sampled_from("abAB 1.,\u00b5\u017f\u0131\u0130\u00e9\u00c9?"), max_size=30)


@given(
    st.lists(st.sampled_from(["a", "B", "\u00e9", "\u017f", "{x}", "...", " ", "."]), min_size=1, max_size=4), LETTERS
)
def test_a_phrase_is_found_where_its_expression_finds_it(pieces: list[str], text: str) -> None:
    """Whatever shortcut is taken to the places where it could begin."""
    words = "".join(pieces).strip() or "a"

    found = [(match.span(), match.groups()) for match in Phrase(words, 1).found(text)]

    assert found == [(match.span(), match.groups()) for match in _pattern(words).finditer(text)]


def test_a_mark_at_the_beginning_of_the_file_is_no_word(tmp_path: Path) -> None:
    (tmp_path / "readback.en.txt").write_bytes("\ufeff[stem]\nhow many\n".encode())

    found = read(tmp_path, "en")

    assert found is not None
    assert [phrase.words for phrase in found.stem] == ["how many"]
