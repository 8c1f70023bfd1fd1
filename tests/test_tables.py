"""What we write as csv: whole, readable by Moodle's gradebook, and harmless in a spreadsheet program."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.grading.cells import as_csv, neutral


def parsed(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\xa0=1",
        "\uff1d1",
        "|x",
        "%x",
        "--",
        "+",
    ],
)
def test_what_would_run_as_a_formula_is_kept_as_text(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-", "-3.75", "+2", "-0,5", "", "a=b", "x@y.z", "1-2", "João", "'quoted"])
def test_numbers_blanks_and_words_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == cell


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2), max_size=5))
def test_every_cell_reads_back_and_none_begins_a_formula(rows: list[list[str]]) -> None:
    read = parsed(as_csv(("a", "b"), rows))

    assert read[0] == ["a", "b"]
    assert [[cell.removeprefix("'") for cell in row] for row in read[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not [cell for row in read for cell in row if cell[:1] in {"=", "@", "\t", "\r"}]
