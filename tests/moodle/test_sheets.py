"""Downloads as tables: whatever the format, the same cells; whatever the bytes, a whole table or one clear error."""

import csv
import html
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from downloads import rows_of
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from places import SAMPLES

from grader.errors import DownloadError
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import Sheet, read_sheet, sheet

FORMATS = ("csv", "json", "xlsx", "ods")

HEADER = ("Last name", "Status", "Grade/10.00", "Response 1")
CELLS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=6).map(str.strip) | st.sampled_from(
    ["-", "8,00", 'a "b"', "a; b", "x,y", "a  b", "linha um   linha dois", "<b>", "&amp;", "]]>", "=1+1"]
)
TABLES = st.lists(st.tuples(*[CELLS] * len(HEADER)).filter(any), max_size=4).map(lambda rows: [HEADER, *rows])

Table = Sequence[Sequence[str]]


def as_csv(table: Table, delimiter: str = ",") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n", delimiter=delimiter).writerows(table)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_json(table: Table) -> bytes:
    return json.dumps([[dict(zip(table[0], row, strict=True)) for row in table[1:]]], ensure_ascii=False).encode()


def as_page(table: Table) -> bytes:
    """Source: dataformat/html/classes/writer.php in Moodle, and the cells as PHP's htmlspecialchars leaves them."""
    rows = "".join(
        f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in row)}</tr>"
        for tag, row in zip(["th", *["td"] * len(table)], table, strict=False)
    )
    head = "<!DOCTYPE html><html><title>Q-responses</title><style>\ntable {\n    width: 80%;\n}\n</style>\n<body>"
    return f"{head}<table border=1 cellspacing=0 cellpadding=3>{rows}</table></body></html>".encode()


def cells(found: Sheet) -> list[tuple[str, ...]]:
    return [found.header, *rows_of(found)]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


@given(TABLES)
@example([HEADER, ("a\nb", "c\r\nd", "", "-")])
def test_csv_and_html_hold_the_same_table(table: Table) -> None:
    expected = [tuple(row) for row in table]

    assert cells(sheet(as_csv(table), where="F")) == cells(sheet(as_page(table), where="F")) == expected


@given(TABLES)
def test_json_holds_the_same_table_unless_it_has_no_rows_and_so_no_columns(table: Table) -> None:
    assume(len(table) > 1)

    assert cells(sheet(as_json(table), where="F")) == [tuple(row) for row in table]


@given(TABLES, st.sampled_from(";\t"))
def test_a_table_that_a_spreadsheet_program_saved_again_is_the_same(table: Table, delimiter: str) -> None:
    """Other delimiters, line ends as on Windows, no mark at the start, empty columns and rows at the end."""
    wider = [[*row, "", ""] for row in [*table, [""] * len(HEADER)]]
    saved = as_csv(wider, delimiter).removeprefix(b"\xef\xbb\xbf").replace(b"\n", b"\r\n")

    assert cells(sheet(saved, where="F")) == [tuple(row) for row in table]


def test_a_real_moodle_wrote_the_same_table_in_every_format() -> None:
    first, *others = (sheet(sample(f"A.responses.{format_}"), where="F") for format_ in FORMATS)

    assert len(rows_of(first)) == 40
    assert [cells(other)[1:] for other in others] == [cells(first)[1:]] * 3
    assert {other.header for other in others if other.header[0] == "Last name"} == {first.header}


def test_html_alone_loses_nothing() -> None:
    table = (HEADER, ("<i>", "-", "-", r"\(x<y\)"))

    assert sheet(as_page(table), where="F").lossless
    assert not sheet(as_csv(table), where="F").lossless


def test_html_keeps_line_breaks_and_forgets_marks_within_a_cell() -> None:
    page = b"<table><tr><th>a</th></tr><tr><td> one<br />\ntwo<br><b>three</b>\n&copy;&#039; </td></tr></table>"

    assert cells(sheet(page, where="F")) == [("a",), ("one\ntwo\nthree\n\N{COPYRIGHT SIGN}'",)]


def test_a_blank_row_is_counted_so_that_places_are_those_of_the_file() -> None:
    found = sheet(b"a,b\n\n1,2\n", where="F")

    assert rows_of(found) == [("", ""), ("1", "2")]
    assert found.place(1, 1) == "F: row 3, column 'b'"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "F: expected a table, received an empty file"),
        (b"\xef\xbb\xbf \n", "F: expected a table, received an empty file"),
        (b"a,b\n\xe9,c\n", "F:2: expected UTF-8"),
        (b"a,b\nc\0,d\n", "F:2: expected text, received a null character"),
        (b"\na,b\n", "F: expected a table, whose first row names its columns"),
        (b"a,b\n1,2\n3\n", "F: row 3: expected 2 cells, received 1"),
        (b"a,b\n1,2,3\n", "F: row 2: expected 2 cells, received 3"),
        (b'a,b\n1,"2\n', "F:2: not a complete csv table"),
        (b'a,b\n1,"2"x\n', "F:2: not a complete csv table"),
        (b"a,b\n1,2", "F:2: the last line has no end: .*cut off"),
        (b"[]", "F:1: entry 0: .*expected .*, received '.'"),
        (b"[[]]", "F:1: entry 1: .*expected {, received ']'"),
        (b'[[{"a":"b"}', "F:1: entry 1: .*expected , or ], received ''"),
        (b'[[{"a":"b"},\n{"a":1}]]', "F:2: entry 2: .*not well-formed"),
        (b'[[{"a":["b"]}]]', "F:1: entry 1: .*expected a text, received '\\['"),
        (b'[[{"a":"b"},{"b":"a"}]]', "F:1: entry 2: .*expected a text for each of a"),
        (b'[[{"a":"b","a":"c"}]]', "F:1: entry 1: .*expected each column once"),
        (b'[[{"a":"\\ud800"}]]', "F:1: entry 1: .*half a character"),
        (b'[[{"a":"\\x"}]]', "F:1: entry 1: .*not well-formed"),
        (b'[[{"a":"b"}],[]]', "F:1: entry 1: .*expected ], received ','"),
        (b'[[{"a":"b"}]]]', "F:1: entry 1: .*expected the end, received ']'"),
        (b"<html><p>Log in</p></html>", "F: expected a table, received a page without any"),
        (b"<table></table>", "F: expected a table, whose first row names its columns"),
        (b"<table>\n<tr><th>a</th></tr><tr><td>b", "F: row 2: the table has no end: .*cut off"),
        (b"<table>\n<tr><th>a</th></tr><tr><td>b</tr></table>", "F:2: row 2: not a table .* by '</tr>'"),
        (b"<table><tr><th>a</th></tr><td>b</td></table>", "F:1: row 2: not a table .* by '<td>'"),
        (b"<table><tr><th>a</th></tr>b<tr></tr></table>", "F:1: row 2: not a table .* by '<tr>'"),
        (b"<table><tr><th>a</th></tr><!--<tr><td>b</td></tr>--></table>", "F:1: row 2: not a table"),
        (b"<table><tr><th><table><tr>", "F:1: row 1: not a table .* by '<table>'"),
    ],
)
def test_what_is_no_whole_table_is_refused_with_its_place(content: bytes, message: str) -> None:
    with pytest.raises(DownloadError, match=f"^{message}"):
        sheet(content, where="F")


def test_a_file_that_cannot_be_read_is_an_error_with_its_name(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.csv"):
        with pytest.raises(DownloadError, match=f"^{path}: cannot be read: "):
            read_sheet(path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"a\n" + b"," * 2**23 + b"\n", id="csv: a row of commas"),
        pytest.param(b'a\n"' + b'\n","' * 2**21 + b'"\n', id="csv: a row of many lines"),
        pytest.param(b"a\n" + b"\n" * 2**22, id="csv: blank lines"),
        pytest.param(b"[" * 2**22, id="json: lists in lists"),
        pytest.param(b'[[{"a":' + b"[" * 2**22, id="json: lists in a cell"),
        pytest.param(b"[[" + b"{}," * 2**21, id="json: empty rows"),
        pytest.param(b'[[{"a":"' + b"\\" * 2**22, id="json: a text without end"),
        pytest.param(b"<table><tr>" + b"<td></td>" * 2**20, id="html: cells"),
        pytest.param(b"<table><tr><td>" + b"<b>" * 2**21, id="html: marks"),
        pytest.param(b"<table>" + b"<a " * 2**21, id="html: tags without end"),
        pytest.param(b"<table>" + b"<!--" * 2**21, id="html: comments without end"),
    ],
)
def test_what_would_exhaust_its_reader_is_refused_soon(content: bytes) -> None:
    """A reader that takes the square of the size would be at it for hours."""
    with pytest.raises(DownloadError, match=r"^F:"):
        sheet(content, where="F")


def _either_whole_or_refused(content: bytes) -> Sheet | None:
    """The table, and what the report makes of it; nothing but a DownloadError may come instead."""
    found, refusals = None, []
    try:
        found = sheet(content, where="F")
        report(found)
    except DownloadError as error:
        refusals.append(str(error))
    assert all(refusal.startswith("F:") for refusal in refusals)
    assert found is None or all(len(row) == len(found.header) for row in rows_of(found))
    return found


BEGINNINGS = st.sampled_from([b"", b"PK\x03\x04", b"[[{", b"<table><tr>", b"\xef\xbb\xbf", b"Response 1\n"])


@settings(max_examples=300)
@given(BEGINNINGS, st.binary(max_size=200))
def test_any_bytes_are_a_table_or_an_error(beginning: bytes, rest: bytes) -> None:
    _either_whole_or_refused(beginning + rest)


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from([*'[]{},:" \n', '"a"', '"response1"', "<tr>", "</td>", "<table>", "</table>", "<td>", "é"])
    )
)
def test_any_pieces_of_json_and_html_are_a_table_or_an_error(pieces: list[str]) -> None:
    for beginning in ("[[", "<table>"):
        _either_whole_or_refused((beginning + "".join(pieces)).encode())


@pytest.mark.parametrize("name", ["A.responses.csv", "S.responses.pt_br.csv", "S.responses.any.csv"])
def test_a_csv_that_was_cut_off_is_refused_unless_at_the_end_of_a_row(name: str) -> None:
    content = sample(name)
    whole = cells(sheet(content, where="F"))
    ends = {place + 1 for place in range(len(content)) if content[place : place + 1] == b"\n"}

    for cut in sorted({*range(0, len(content), max(1, len(content) // 1000)), *ends}):
        found = _either_whole_or_refused(content[:cut])
        assert (found is not None) == (cut in ends)
        assert found is None or cells(found) == whole[: len(rows_of(found)) + 1]


@pytest.mark.parametrize("name", ["A.responses.json", "A.responses.xlsx", "A.responses.ods", "page"])
def test_any_other_format_that_was_cut_off_is_refused(name: str) -> None:
    content = as_page(cells(sheet(sample("A.responses.csv"), where="F"))) if name == "page" else sample(name)
    end = len(content.removesuffix(b"</body></html>"))

    for cut in range(0, end, max(1, end // 150)):
        assert _either_whole_or_refused(content[:cut]) is None


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([*FORMATS, "html"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.binary(max_size=6)), min_size=1, max_size=3),
)
def test_a_download_with_changed_bytes_is_a_table_or_an_error(
    format_: str, changes: list[tuple[float, int, bytes]]
) -> None:
    if format_ == "html":
        content = as_page(cells(sheet(sample("S.responses.csv"), where="F")))
    else:
        content = sample("S.responses.csv" if format_ == "csv" else f"A.responses.{format_}")
    for place, removed, added in changes:
        start = int(place * len(content))
        content = content[:start] + added + content[start + removed :]

    _either_whole_or_refused(content)
