"""Spreadsheets: what a program shows of the only sheet, and nothing of what is built to do harm."""

import io
import random
import resource
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import pytest
from downloads import rows_of
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT, SAMPLES

from grader.errors import DownloadError
from grader.moodle.downloads.sheet import sheet

WORKBOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="1" sheetId="7" r:id="b"/><sheet r:id="a"/></sheets></workbook>',
    '<Relations><Relationship Id="a" Target="x"/><Relationship Id="b" Target="worksheets/first.xml"/></Relations>',
)
CELLS = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4).map(lambda rows: [["a", "b", "c"], *rows])
NAMESPACES = 'xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"'

BLANK_SHEET = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)

Members = dict[str, str | bytes]


def archive(members: Members, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return written.getvalue()


def xlsx(rows: str, shared: str = "", *, target: str = "worksheets/first.xml") -> bytes:
    """A workbook whose first sheet is not the first file."""
    members: Members = {
        "xl/workbook.xml": WORKBOOK[0],
        "xl/_rels/workbook.xml.rels": WORKBOOK[1].replace("worksheets/first.xml", target),
        "xl/worksheets/first.xml": f'<worksheet xmlns="m"><sheetData>{rows}</sheetData></worksheet>',
    }
    return archive(members | ({"xl/sharedStrings.xml": f"<sst>{shared}</sst>"} if shared else {}))


def ods(rows: str, other: str = "") -> bytes:
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet><table:table>{rows}"
            f"</table:table><table:table>{other or BLANK_SHEET}</table:table></office:spreadsheet></office:body>"
            "</office:document-content>",
        }
    )


def ods_row(*cells: str, times: int = 1) -> str:
    written = "".join(cell if cell.startswith("<") else ods_cell(escape(cell)) for cell in cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{written}</table:table-row>'


def ods_cell(inner: str, times: int = 1) -> str:
    paragraph = f"<text:p>{inner}</text:p>" if inner else ""
    return f'<table:table-cell table:number-columns-repeated="{times}">{paragraph}</table:table-cell>'


def inline(reference: str, text: str) -> str:
    return f'<c r={quoteattr(reference)} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _xlsx_row(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


HEADER = f'<row r="1">{inline("A1", "a")}{inline("B1", "b")}{inline("C1", "c")}</row>'
ODS_HEADER = ods_row("a", "b", "c")


def rows(content: bytes) -> list[tuple[str, ...]]:
    found = sheet(content, where="F")
    assert found.header == ("a", "b", "c")
    return rows_of(found)


def _trimmed(table: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Without blank rows at the end, which no format tells from rows that there are not."""
    last = max((place for place, row in enumerate(table) if any(row)), default=-1)
    return [tuple(row) for row in table[: last + 1]]


@settings(max_examples=60)
@given(TABLES)
def test_both_formats_hold_the_same_table(table: list[list[str]]) -> None:
    written = "".join(
        _xlsx_row(number, [inline(f"{letter}{number}", escape(cell)) for letter, cell in zip("ABC", row, strict=True)])
        for number, row in enumerate(table, start=1)
    )

    assert rows(xlsx(written)) == _trimmed(table[1:])
    assert rows(ods("".join(ods_row(*(ods_cell(escape(cell)) for cell in row)) for row in table))) == _trimmed(
        table[1:]
    )


def test_shared_strings_are_their_runs_without_phonetic_readings() -> None:
    shared = (
        "<si><t>one</t></si><si><r><t>two </t></r><r><rPr/><t>halves</t></r><rPh><t>reading</t></rPh></si>"
        "<si><t>line_x000D_\nend _x005F_x0041_</t></si>"
    )
    row = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c></row>'

    assert rows(xlsx(HEADER + row, shared)) == [("one", "two halves", "line\r\nend _x0041_")]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="A2"><v>8</v></c>', "8"),
        ('<c r="A2"><v>8.0999999999999996</v></c>', "8.1"),
        ('<c r="A2" t="n"><v>-0.5</v></c>', "-0.5"),
        ('<c r="A2"><v>2.02400001E8</v></c>', "202400001"),
        ('<c r="A2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A2" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A2" t="str"><f>1+1</f><v>two</v></c>', "two"),
        ('<c r="A2" t="e"><v>#NAME?</v></c>', "#NAME?"),
        ("<c><v>7</v></c>", "7"),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
    ],
)
def test_numbers_and_truths_are_texts(cell: str, shown: str) -> None:
    assert rows(xlsx(f'{HEADER}<row r="2">{cell}</row>')) == [(shown, "", "")]


def test_cells_and_rows_that_were_left_out_are_empty_and_styled_ones_at_the_end_are_none() -> None:
    styled = '<c r="C4" s="1"/><c r="Z4" s="1"/>'
    content = xlsx(f'{HEADER}<row r="3">{inline("B3", "x")}{styled.replace("4", "3")}</row><row r="4">{styled}</row>')

    assert rows(content) == [("", "", ""), ("", "x", "")]


def test_a_workbook_may_name_its_sheet_from_the_root() -> None:
    assert rows(xlsx(HEADER, target="/xl/worksheets/first.xml")) == []


@pytest.mark.parametrize("cell", [inline("B1", "x"), "<c><v>7</v></c>", '<c t="s"><v>0</v></c>'])
def test_a_second_sheet_with_cells_is_refused_and_a_blank_one_is_not(cell: str) -> None:
    def workbook(second: str) -> bytes:
        content = xlsx(HEADER, "<si><t>x</t></si>")
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            members: Members = {name: file.read(name) for name in file.namelist()}
        return archive({**members, "xl/x": f"<worksheet><sheetData><row>{second}</row></sheetData></worksheet>"})

    assert rows(workbook('<c r="A1" s="1"/>')) == rows(ods(ODS_HEADER, BLANK_SHEET * 3)) == []
    for content in (workbook(cell), ods(ODS_HEADER, ods_row("", "x"))):
        with pytest.raises(DownloadError, match="a second table with cells"):
            rows(content)


def test_repeated_cells_and_rows_are_as_many_and_those_that_fill_the_sheet_are_none() -> None:
    content = ods(
        ODS_HEADER
        + ods_row(ods_cell("x", 2), ods_cell("", 16382), times=2)
        + ods_row(ods_cell("", 16384), times=2)
        + ods_row("", "y")
        + ods_row(ods_cell("", 16384), times=1048570)
    )

    assert rows(content) == [("x", "x", ""), ("x", "x", ""), ("", "", ""), ("", "", ""), ("", "y", "")]


def test_the_text_of_an_ods_cell_is_what_it_shows() -> None:
    spaces = ods_cell('a<text:s text:c="3"/>b<text:s/>c<text:tab/>d<text:line-break/><text:span>e</text:span>  f')
    paragraphs = (
        '<table:table-cell office:value-type="float" office:value="8"><text:p>8,00</text:p><text:p/></table:table-cell>'
    )
    noted = (
        "<table:covered-table-cell><office:annotation><text:p>a note</text:p></office:annotation><text:p>x"
        "<text:ruby><text:ruby-base>y</text:ruby-base><text:ruby-text>z</text:ruby-text></text:ruby></text:p>"
        "</table:covered-table-cell>"
    )

    assert rows(ods(ODS_HEADER + ods_row(spaces, paragraphs, noted))) == [("a   b c\td\ne  f", "8,00\n", "xy")]


def test_rows_in_groups_and_headings_belong_to_the_table() -> None:
    content = ods(
        f"<table:table-header-rows>{ODS_HEADER}</table:table-header-rows>"
        f"<table:table-row-group>{ods_row('1', '2', '3')}</table:table-row-group>{ods_row('4', '5', '6')}"
    )

    assert rows(content) == [("1", "2", "3"), ("4", "5", "6")]


def _lying(content: bytes) -> bytes:
    """The same archive, whose index says that its files unpack to ten bytes."""
    start = content.index(b"PK\x01\x02")
    return content[: start + 24] + (10).to_bytes(4, "little") + content[start + 28 :]


def _encrypted(content: bytes) -> bytes:
    start = content.index(b"PK\x01\x02")
    return content[:6] + b"\x01" + content[7 : start + 8] + b"\x01" + content[start + 9 :]


ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def _content(text: str | bytes) -> bytes:
    return archive({"content.xml": text})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK", "not a whole spreadsheet"),
        (archive({"word/document.xml": "<a/>"}), "expected an xlsx or ods spreadsheet"),
        (_content(""), "content.xml:1: .*no element found"),
        (_content("<a>"), "content.xml:1: .*no element found"),
        (_content("<a/>"), "expected a table"),
        (_content(f"{ENTITIES}<a>&c;</a>"), "content.xml:1: .*no DOCTYPE"),
        (_content(f"<!-- {'x' * 70_000} -->{ENTITIES}<a b='&c;'/>"), "content.xml:1: .*no DOCTYPE"),
        (_content(f"{EXTERNAL}<a>&b;</a>"), "content.xml:1: .*no DOCTYPE"),
        (_content(f"{ENTITIES}<a>&c;</a>".encode("utf-16")), "content.xml:1: .*no DOCTYPE"),
        (
            _content('<?xml version="1.0" encoding="utf-7"?><a/>'),
            "content.xml:1: .*expected UTF-8, received 'utf-7'",
        ),
        (_content("<a>" * 101), "content.xml:1: .*at most 100 elements"),
        (
            archive({"content.xml": "<a b='" + "x" * 2**21, "noise": random.Random(1).randbytes(2**14)}),
            "content.xml:1: .*tags and comments of at most 1 MiB",
        ),
        (_content("<a>" + "<b/>" * 2**20), "content.xml:1: .*unpacks to more"),
        (archive({"content.xml": "<a/>"}, zipfile.ZIP_LZMA), "content.xml:1: .*stored or deflated"),
        (archive({"content.xml": "<a/>"}, zipfile.ZIP_BZIP2), "content.xml:1: .*stored or deflated"),
        (archive({str(number): "" for number in range(1001)}), "expected at most 1000 files"),
        (_encrypted(_content("<a/>")), "not a whole spreadsheet: .*encrypted"),
        (
            _lying(_content("<a>" + "b" * 50_000 + "</a>")),
            "not a whole spreadsheet: Bad CRC-32|content.xml:1: .*no element found",
        ),
        (archive({"xl/workbook.xml": "<a/>"}), "xl/_rels/workbook.xml.rels:.*expected this file"),
        (xlsx(HEADER, target="../../etc/passwd"), "xl/../../etc/passwd:1: .*expected this file"),
        (xlsx(HEADER, target="/etc/passwd"), "etc/passwd:1: .*expected this file"),
        (xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), ".*first.xml:1: .*'XFD1048576'"),
        (xlsx('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "row 1048576: .*more than a quiz's"),
        (xlsx('<row r="9999999999"><c><v>1</v></c></row>'), ".*first.xml:1: .*a whole number"),
        (xlsx(f'{HEADER}<row r="1"/>'), ".*first.xml:1: .*expected row 2, received row 1"),
        (xlsx('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'), ".*expected a cell of this row"),
        (xlsx('<row r="1"><c r="A2"><v>1</v></c></row>'), ".*expected a cell of this row, received 'A2'"),
        (xlsx('<row r="1"><c t="s"><v>0</v></c></row>'), ".*row 1: a cell of type 's' with '0'"),
        (xlsx('<row r="1"><c t="s"><v>-1</v></c></row>'), ".*first.xml:1: .*a whole number"),
        (xlsx('<row r="1"><c><v>x</v></c></row>'), ".*row 1: a cell of type 'n' with 'x'"),
        (xlsx('<row r="1"><c><v>1e999</v></c></row>'), ".*row 1: a cell of type 'n' with '1e999'"),
        (xlsx(HEADER + f'<row r="2">{inline("D2", "x")}</row>'), "row 2: expected 3 cells, received 4"),
        (ods(ods_row("a", times=3_000_000)), "row 1: .*more than a quiz's"),
        (ods(ods_row(ods_cell("a", 1999), times=1_000_000)), "row 1: .*more than a quiz's"),
        (ods(ods_row(ods_cell("a", 2001))), "content.xml:1: .*row 1: expected at most 2000 cells"),
        (ods(ods_row(ods_cell("a", -1))), "content.xml:1: .*a whole number, received '-1'"),
        (ods(ods_row(ods_cell("a", 10**9))), "content.xml:1: .*a whole number"),
        (ods(ods_row(ods_cell('<text:s text:c="1000000000"/>'))), "content.xml:1: .*a whole number"),
        (ods(ods_row(ods_cell('<text:s text:c="900000000"/>'))), "content.xml:1: .*cells of at most 1 Mi"),
        (ods(ods_row("a") + ods_row("", times=20_000) + ods_row("b")), "row 20002: .*more than a quiz's"),
        (
            ods(ods_row("<table:table-cell><table:table/></table:table-cell>")),
            "content.xml:1: .*a table within a table",
        ),
    ],
)
def test_what_is_no_spreadsheet_or_would_do_harm_is_refused_soon_with_its_place(content: bytes, message: str) -> None:
    with pytest.raises(DownloadError, match=f"^F: ({message})"):
        sheet(content, where="F")


def test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_never_unpacked() -> None:
    """In a process of its own, which may take no more memory than half of what is packed."""
    bomb = _content(b"<a>" + b"x" * 2**28)
    program = (
        "import sys; from grader.errors import DownloadError; from grader.moodle.downloads.sheet import sheet\n"
        "try: sheet(sys.stdin.buffer.read(), where='F')\n"
        "except DownloadError as error: print(error)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        input=bomb,
        capture_output=True,
        check=False,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (2**27, 2**27)),
    )

    assert done.stdout.decode().startswith("F: content.xml:1: not a sheet that can be read: unpacks to more"), (
        done.stderr
    )
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["A.responses.xlsx", "A.responses.ods"])
def test_a_changed_archive_is_the_same_table_or_an_error(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    whole = sheet(content, where="F")
    rng = random.Random(1)

    outcomes = []
    for _ in range(300):
        changed = bytearray(content)
        for _ in range(rng.choice((1, 1, 2, 8))):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        outcomes.append(_read(bytes(changed)))

    assert all(outcome.startswith("F:") for outcome in outcomes if isinstance(outcome, str))
    assert all(outcome == (whole.header, rows_of(whole)) for outcome in outcomes if not isinstance(outcome, str))
    assert sum(isinstance(outcome, str) for outcome in outcomes) > 100


def _read(content: bytes) -> str | tuple[tuple[str, ...], list[tuple[str, ...]]]:
    try:
        found = sheet(content, where="F")
    except DownloadError as error:
        return str(error)
    return found.header, rows_of(found)


PIECES = st.sampled_from(
    [
        *(
            "<row>",
            "</row>",
            "<c>",
            '<c r="B1">',
            '<c t="s">',
            "</c>",
            "<v>",
            "1",
            "</v>",
            "<is>",
            "<t>",
            "</t>",
            "</is>",
        ),
        *(
            "<table:table>",
            "</table:table>",
            "<table:table-row>",
            "</table:table-row>",
            "<table:table-cell>",
            "<text:p>",
        ),
        *("</text:p>", "</table:table-cell>", "<text:s/>", "<office:annotation>", "</office:annotation>", " "),
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_elements_are_a_table_or_an_error(pieces: str) -> None:
    for content in (xlsx(pieces), ods(pieces)):
        outcome = _read(content)
        assert not isinstance(outcome, str) or outcome.startswith("F:")
