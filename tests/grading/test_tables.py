"""What we write as csv: whole, readable by Moodle's gradebook, and harmless in a spreadsheet program."""

import csv
import io
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.grading.cells import as_csv, begun, neutral

BREAKS = "\r\n\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
UNSEEN = [
    character
    for character in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Zs"}
] + list('"\u115f\u1160\u2800\u3164\uffa0\u0301\ufe0f')
FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(A1)", "\uff1d1", "\uff0b1+1", "\ufe631+1"]
TEXTS = st.text(st.sampled_from("a=+-@|%\uff1d;\t ,\"'\n\r\v\u3000\u200b12"), max_size=8)


def parsed(content: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=separator))


def begins_a_formula(cell: str) -> bool:
    """As the most credulous of spreadsheet programs reads it."""
    seen = cell.translate(dict.fromkeys(map(ord, UNSEEN)))
    is_number = cell[1:].replace(".", "", 1).isascii() and cell[1:].replace(".", "", 1).isdigit()
    return unicodedata.normalize("NFKC", seen[:1]) in set("=+-@|%") and not is_number and cell != "-"


@pytest.mark.parametrize(
    "cell", [*FORMULAS, " =1", "\xa0=1", "|x", "%x", "--", "+", "-1\n", "\u2212A1", "- 1", "-1+1", "\x00=1", '"=1"']
)
def test_what_would_run_as_a_formula_is_kept_as_text(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    [
        "-",
        "-3.75",
        "+2",
        "-0,5",
        "-1e-05",
        "\u22120,5",
        "",
        "a=b",
        "x@y.z",
        "1-2",
        "João",
        "'quoted",
        "a; b",
        "(-1, x)",
    ],
)
def test_numbers_blanks_and_words_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == cell


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize(
    "before", ["", "Silva", "Silva;", ";", ";;", "\t", "a\tb", "x\n", "x\r\n", "\v", "a\f", "\x85"]
)
def test_no_cell_of_any_separator_begins_a_formula(before: str, formula: str) -> None:
    for cells in ([f"{before}{formula}", "b"], ["a", f"{before};{formula}"], ["a, b", f"{before}\t {formula}"]):
        content = as_csv(("a", "b"), [cells, ["c", "d"]])
        for separator in ",;\t":
            for cell in (cell for row in parsed(content, separator) for cell in row):
                assert not begins_a_formula(cell), (separator, cell)
        for line in content.decode().splitlines():
            assert not any(begins_a_formula(cell) for cell in line.replace("\t", ";").split(";")), line


def test_nothing_unseen_hides_a_formula() -> None:
    for character in UNSEEN:
        assert neutral(f"{character}=1").startswith("'"), hex(ord(character))
        for cell in (neutral(f"a;{character}=1"), neutral(f"a;{character}{character}-A1")):
            assert not begins_a_formula(cell.removeprefix("a;")), hex(ord(character))


def test_every_break_of_a_line_counts_as_one() -> None:
    for character in BREAKS:
        assert neutral(f"a{character}=1") == f"a{character}'=1", hex(ord(character))


def test_a_signed_number_that_begins_a_row_makes_no_formula_of_the_next_cell() -> None:
    """Where `;` separates, and a comma marks decimals, the whole row is one cell: -1,2+cmd."""
    content = as_csv(("a", "b"), [["-1", "2+cmd|' /C calc'!A0"], ["-", "5+A1"], ["1", "-0.5"]])

    assert [row[0] for row in parsed(content, ";")[1:]] == ["'-1,2+cmd|' /C calc'!A0", "'-,5+A1", "1,-0.5"]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")) | TEXTS, min_size=2, max_size=2), max_size=5))
def test_every_cell_reads_back_and_none_begins_a_formula(rows: list[list[str]]) -> None:
    read = parsed(as_csv(("a", "b"), rows))

    assert read[0] == ["a", "b"]
    assert [[cell.replace("'", "") for cell in row] for row in read[1:]] == [
        [cell.replace("'", "") for cell in row] for row in rows
    ]
    assert not [cell for row in read for cell in row if begins_a_formula(cell)]
    assert not [cell for row in read for cell in row if cell[:1] in {"=", "@", "\t", "\r"}]


@given(st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width))))
@example([["a,b", "c"], ['a"b', "c"], ["a", "b;=c"], ["-1", "b"], ["a", ""]])
def test_a_line_that_is_begun_begins_as_in_a_whole_table(rows: list[list[str]]) -> None:
    whole = as_csv(("a",), ([*row, "x"] for row in rows)).decode()

    assert whole == "a\n" + "".join(f"{begin}x\n" for begin in begun(rows))
