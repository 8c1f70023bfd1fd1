"""Whole files: pasted together, filtered, cut, saved by another program."""

from downloads import as_csv

from corruptions.edits import Table
from corruptions.quiz import Corruption, Verdict

LISTED, HARMLESS, REFUSED = Verdict.LISTED, Verdict.HARMLESS, Verdict.REFUSED


def _repeat(t: Table) -> Table:
    """The whole download again behind itself, header and all."""
    t.rows += [list(row) for row in t.rows]
    return t


def _header_again(t: Table, row: int, **changed: str) -> Table:
    t.rows.insert(row, [changed.get(name.split()[0], name) for name in t.header])
    return t


def _portuguese_header(t: Table, row: int) -> Table:
    words = {
        "Last": "Sobrenome",
        "First": "Nome",
        "Email": "Endereço de email",
        "Status": "Situação",
        "Started": "Iniciado",
        "Completed": "Completo",
        "Duration": "Duração",
        "Grade/10.00": "Nota/10,00",
    }
    t.rows.insert(row, [words.get(name.split()[0], name.replace("Response", "Resposta")) for name in t.header])
    return t


CORRUPTIONS = (
    Corruption("two downloads under each other", "one attempt", REFUSED, "a header in the middle", _repeat),
    Corruption(
        "a header in the middle", "one attempt", REFUSED, "two downloads in one", lambda t: _header_again(t, 10)
    ),
    Corruption("a header at the end", "one attempt", REFUSED, "two downloads in one", lambda t: _header_again(t, 21)),
    Corruption("a header twice", "one attempt", REFUSED, "two downloads in one", lambda t: _header_again(t, 1)),
    Corruption(
        "another quiz's header in the middle",
        "one attempt",
        REFUSED,
        "two quizzes in one",
        lambda t: _header_again(t, 10, **{"Grade/10.00": "Grade/20.00"}),
    ),
    Corruption(
        "a Portuguese header in the middle",
        "one attempt",
        REFUSED,
        "two downloads in one",
        lambda t: _portuguese_header(t, 10),
    ),
    Corruption(
        "a line of averages",
        "one attempt",
        LISTED,
        "no state fits",
        lambda t: t.add(["Overall average", *[""] * 6, "4.95", *["0.95"] * 10]),
    ),
    Corruption(
        "a line of averages in the middle",
        "one attempt",
        LISTED,
        "no state fits",
        lambda t: t.add(["Average", *[""] * 6, "4.95", *["0.95"] * 10], at=10),
    ),
    Corruption(
        "a line that says who made it",
        "one attempt",
        REFUSED,
        "somebody without anything",
        lambda t: t.add(["Downloaded by João", *[""] * 17]),
    ),
    Corruption(
        "a title above the header",
        "one attempt",
        REFUSED,
        "the first row names no columns",
        lambda t: t.add(["Quiz 1", *[""] * 17], at=0),
    ),
    Corruption("the header lost", "one attempt", REFUSED, "the first row names no columns", lambda t: t.rows.pop(0)),
    Corruption(
        "blank lines between the rows",
        "one attempt",
        HARMLESS,
        "they hold nothing",
        lambda t: [t.add([""] * 18, at=row) for row in (3, 8, 12)],
    ),
    Corruption(
        "rows of a question of another quiz",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.add(["Zola", "Zoé", "zoé.zola@uni.example", *t.rows[1][3:8], *["maybe"] * 10]),
    ),
    Corruption(
        "rows of a quiz with another grade",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: [t.add([*row[:7], "20.00", *row[8:]]) for row in t.rows[10:15]],
    ),
    Corruption(
        "the download of an earlier day behind",
        "addresses",
        LISTED,
        "identical rows",
        lambda t: [t.copy(row) for row in range(1, 21)],
    ),
    Corruption("a header alone", "one attempt", HARMLESS, "nobody is graded", lambda t: t.remove(*range(1, 21))),
    Corruption("cut within a line", "one attempt", REFUSED, "the last line has no end", lambda t: as_csv(t.rows)[:-9]),
    Corruption(
        "cut within a cell of a line",
        "one attempt",
        REFUSED,
        "a line with too few cells",
        lambda t: as_csv(t.rows)[:-40] + b"\n",
    ),
    Corruption("nothing left", "one attempt", REFUSED, "an empty file", lambda _: b""),
    Corruption(
        "saved in Windows-1252",
        "one attempt",
        REFUSED,
        "not UTF-8",
        lambda t: as_csv(t.rows)[3:].decode().encode("cp1252"),
    ),
    Corruption(
        "saved in UTF-16", "one attempt", REFUSED, "not UTF-8", lambda t: as_csv(t.rows)[3:].decode().encode("utf-16")
    ),
    Corruption(
        "saved with semicolons",
        "one attempt",
        HARMLESS,
        "the same cells",
        lambda t: (
            as_csv([[f"{cell}" for cell in row] for row in t.rows]).replace(b",", b";")
            if not any(";" in cell or "," in cell for row in t.rows for cell in row)
            else "\ufeff".encode()
            + b"\n".join(b";".join(b'"' + cell.encode() + b'"' for cell in row) for row in t.rows)
            + b"\n"
        ),
    ),
    Corruption(
        "saved with tabs",
        "one attempt",
        HARMLESS,
        "the same cells",
        lambda t: b"\n".join("\t".join(row).encode() for row in t.rows) + b"\n",
    ),
    Corruption(
        "saved with Windows line ends",
        "one attempt",
        HARMLESS,
        "the same cells",
        lambda t: as_csv(t.rows).replace(b"\n", b"\r\n"),
    ),
    Corruption(
        "saved without its mark of UTF-8", "one attempt", HARMLESS, "the same cells", lambda t: as_csv(t.rows)[3:]
    ),
    Corruption(
        "a line that lost a comma",
        "one attempt",
        REFUSED,
        "a line with too few cells",
        lambda t: t.rows[10].pop(11),
        formats=("csv",),
    ),
    Corruption(
        "a line that won a comma",
        "one attempt",
        REFUSED,
        "a line with too many cells",
        lambda t: t.rows[10].insert(11, "x"),
        formats=("csv",),
    ),
    Corruption(
        "decoded twice",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: as_csv(t.rows)[3:].decode("latin-1").encode(),
    ),
    Corruption(
        "filtered to some rows",
        "one attempt",
        HARMLESS,
        "everybody of the file is graded",
        lambda t: t.remove(*range(12, 18)),
    ),
    Corruption(
        "copied without the last columns",
        "one attempt",
        REFUSED,
        "eight of ten questions",
        lambda t: t.drop("Response 9", "Response 10"),
    ),
    Corruption(
        "copied without the first columns",
        "one attempt",
        REFUSED,
        "no column says who",
        lambda t: t.drop(*t.header[:7]),
    ),
    Corruption(
        "copied from the second column on", "one attempt", HARMLESS, "the addresses tell", lambda t: t.drop("Last name")
    ),
)
