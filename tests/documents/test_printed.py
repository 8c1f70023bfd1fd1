"""PDFs are tagged, in their language, with words for formulas and pictures; nothing of a text is dropped."""

import io
import json
import re
from importlib.util import find_spec
from typing import Any

import pytest
from extras import needs
from places import ROOT, TESTS

from grader import bank as banks
from grader.checks.release import Release
from grader.documents.build import Documents
from grader.documents.formulas import formula
from grader.documents.tree import tree
from grader.documents.typeset import is_set_from, typeset
from grader.errors import GraderError, MissingExtraError
from grader.moodle.quiz import File
from grader.release.stages import of

LANGUAGES = ("en", "pt-BR")
KINDS = ("", ".solved")


@pytest.fixture(scope="module")
def documents() -> Documents:
    bank = banks.load(str(ROOT / "question_bank"))
    return Release(bank, of(bank), None).documents


def words_of(source: bytes) -> str:
    """All words of a source, as they are read."""
    return " ".join(_strings(json.loads(source)["sheets"]))


def _strings(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    within = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [found for one in within for found in _strings(one)]


@needs("typst")
@needs("pikepdf")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_pdf_is_tagged_and_in_its_language(language: str, kind: str, documents: Documents) -> None:
    import pikepdf

    pdf = typeset(documents.printed[f"exam.{language}{kind}.pdf"])

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == language
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        metadata = opened.Root.Metadata.read_bytes()
        assert re.search(rb"pdfuaid:part(>|=\")1", metadata)
        tags = _tags(opened.Root.StructTreeRoot)
    named = [tag for tag, _ in tags]
    assert {"H1", "L", "LI", "P", "Formula"} <= set(named)
    assert named.count("H1") == 5
    assert all(words for tag, words in tags if tag in ("Formula", "Figure"))
    if kind:
        assert {"H2", "Table", "TH"} <= set(named)


def _tags(element: Any) -> list[tuple[str, str]]:
    """The tags of a structure tree in order, each with its alternative words."""
    import pikepdf

    found = [(str(element.S).removeprefix("/"), str(element.get("/Alt", "")))] if "/S" in element else []
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array | list) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += _tags(child)
    return found


@needs("typst")
def test_a_pdf_is_known_by_what_it_was_set_from(documents: Documents) -> None:
    source, other = (documents.printed[f"exam.{language}.pdf"] for language in LANGUAGES)
    pdf = typeset(source)

    assert typeset(source) == pdf
    assert is_set_from(pdf, source)
    assert not is_set_from(pdf, other)
    assert not is_set_from(b"", source)


def test_a_students_sheet_is_set_from_nothing_that_tells_an_answer(documents: Documents) -> None:
    student, solved = (json.loads(documents.printed[f"exam.en{kind}.pdf"]) for kind in KINDS)

    assert {name for sheet in student["sheets"] for name in sheet} == {
        "number",
        "stem",
        "several",
        "options",
        "parts",
        "lines",
    }
    assert {name for sheet in student["sheets"] for one in sheet["options"] for name in one} == {"letter", "text"}
    assert [sheet["key"] for sheet in solved["sheets"]] == [
        "a",
        "b",
        "d",
        "none: every option earns the whole mark",
        "b",
    ]
    assert [one["right"] for one in solved["sheets"][3]["options"]] == 4 * [True]


def test_the_solved_exam_holds_every_sentence_claim_and_verdict(documents: Documents) -> None:
    bank = banks.load(str(ROOT / "question_bank"))
    said = words_of(documents.printed["exam.en.solved.pdf"])
    page = documents.files["exam.en.solved.html"].decode()

    for question in bank.questions:
        for claim in question.claims:  # type: ignore[union-attr] # none was imported
            assert claim.statement in said
    assert "refuted" in said
    assert "every option can be best" in said
    assert page.count("<article") == 5
    assert "<math" in page


def test_without_typst_the_remedy_is_named(documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'exams-as-code\[document\]'"):
        typeset(documents.printed["exam.en.pdf"])


@pytest.mark.parametrize(
    ("latex", "source", "words"),
    [
        ("x", "x", "x"),
        ("2{,}30", '"2,30"', "2,30"),
        (r"e^{-0{,}05}", 'attach(e, t: \u2212"0,05")', "e^(\u22120,05)"),
        (r"\ln 10 = 2.30", 'op("ln") "10" \\= "2.30"', "ln 10 = 2.30"),
        (r"\frac{a}{b}", "frac(a, b)", "(a)/(b)"),
        (r"\sqrt{x+1}", 'sqrt(x \\+ "1")', "\u221a(x + 1)"),
        (r"\sqrt[3]{x}", 'root("3", x)', "3\u221a(x)"),
        (r"x_i^2", 'attach(x, b: i, t: "2")', "x_(i)^(2)"),
        (r"\sum_{i=1}^n", 'attach(\u2211, b: i \\= "1", t: n)', "\u2211_(i = 1)^(n)"),
        (r"\max_x y", 'attach(op("max"), b: x) y', None),
        (r"\hat{y}", "accent(y, hat)", "y with hat"),
        (r"\mathrm{m/s}", None, None),
        (r"\text{if } x", None, None),
        (r"\begin{pmatrix} a & b \\\\ c & d \end{pmatrix}", None, None),
        (r"|x - c|", None, None),
        (r"\alpha \le \beta", None, None),
        (r"P(X > 0.5)", None, None),
    ],
)
def test_a_formula_is_set_and_said(latex: str, source: str | None, words: str | None) -> None:
    made = formula(latex)

    if source is not None:
        assert made.source == source
    if words is not None:
        assert made.words.strip() == words
    if find_spec("typst"):
        node = {"tag": "math", "block": False, "source": made.source, "alt": made.words}
        typeset(sheet_of([node]))


@pytest.mark.parametrize("latex", [r"\boxed{x}", r"\phantom{x}", r"\frac{a}"])
def test_what_of_a_formula_is_not_known_is_an_error(latex: str) -> None:
    with pytest.raises(GraderError, match="the formula"):
        formula(latex)


TABLE = {"tag": "table", "rows": [[["a"]]], "headed": False}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@pytest.mark.parametrize(
    ("html", "nodes"),
    [
        ("a < b &amp; $#_*", ["a < b & $#_*"]),
        ("<p>One</p>\n<p>Two</p>", [{"tag": "p", "children": ["One"]}, {"tag": "p", "children": ["Two"]}]),
        ("x <em>y</em> z", ["x ", {"tag": "em", "children": ["y"]}, " z"]),
        ("<code>a  #b</code>", [{"tag": "code", "text": "a  #b"}]),
        ("<pre><code>a\n  b\n</code></pre>", [{"tag": "pre", "text": "a\n  b"}]),
        ("<ol start='3'><li>a</li></ol>", [{"tag": "ol", "start": 3, "children": [{"tag": "li", "children": ["a"]}]}]),
        (
            "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>",
            [{"tag": "table", "rows": [[["a"]], [["b"]]], "headed": True}],
        ),
        (
            "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>",
            [{"tag": "table", "rows": [[[TABLE]]], "headed": False}],
        ),
        ("<code>a <span>b</span></code>", [{"tag": "code", "text": "a b"}]),
        ('<img src="@@PLUGINFILE@@/a.png" alt="A dot">', [{"tag": "img", "alt": "A dot", "data": list(PNG)}]),
        (r"\[x\]", [{"tag": "math", "block": True, "source": "x", "alt": "x"}]),
    ],
)
def test_a_text_becomes_a_tree(html: str, nodes: list[object]) -> None:
    found = tree(html, (File("a.png", PNG),))

    assert found == nodes
    if find_spec("typst"):
        typeset(sheet_of(found))


@pytest.mark.parametrize(
    "html",
    [
        "<video></video>",
        '<img src="http://a/b.png" alt="b">',
        "<ruby>a</ruby>",
        "<table><caption>a</caption><tr><td>b</td></tr></table>",
        '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>',
        '<table><tr><td rowspan="2">a</td></tr><tr><td>b</td></tr></table>',
        "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
        "<table></table>",
        "<code>a<b>b</b></code>",
        "<pre>a<em>b</em></pre>",
        "<ul>a<li>b</li></ul>",
        "<ol><li>a</li><ol><li>b</li></ol></ol>",
    ],
)
def test_what_of_a_text_cannot_be_set_is_an_error(html: str) -> None:
    with pytest.raises(GraderError, match="a document cannot"):
        tree(html)


def sheet_of(nodes: object) -> bytes:
    """The source of an exam whose only question asks this."""
    words = dict.fromkeys(("answer", "choose", "fill", "name", "question", "several"), "word")
    sheet = {"number": 1, "stem": nodes, "several": False, "options": [], "parts": [], "lines": 1}
    data = {"title": "T", "lang": "en", "region": None, "form": "", "solved": False, "words": words, "digest": "d"}
    return json.dumps({**data, "sheets": [sheet]}).encode()


def test_of_a_description_nothing_is_keyed_and_an_essay_takes_its_own_lines() -> None:
    bank = banks.load(str(TESTS / "banks" / "unmarked"))
    made = Release(bank, of(bank), None).documents

    assert {sheet["lines"] for sheet in json.loads(made.printed["exam.en.pdf"])["sheets"]} == {0, 10}
    assert made.files["exam.en.solved.html"].decode().count("Key:</strong> \u2013") == 1
    assert made.files["exam.en.solved.html"].decode().count("Key:") == 1
    assert made.files["exam.en.solved.ipynb"].decode().count("Key:** \u2013") == 1
    assert made.files["exam.en.solved.ipynb"].decode().count("Key:") == 1


def test_a_text_that_asks_nothing_has_no_number_and_none_is_left_out() -> None:
    bank = banks.load(str(TESTS / "banks" / "unmarked"))
    made = Release(bank, of(bank), None).documents

    assert [sheet["number"] for sheet in json.loads(made.printed["exam.en.pdf"])["sheets"]] == [0, 1]
    page, notebook = (made.files[f"exam.en.solved.{ending}"].decode() for ending in ("html", "ipynb"))
    assert re.findall("<h[123][^>]*>([^<]*)", page)[1:3] == ["Why", "Question 1"]
    assert re.findall("<h([123])", page)[:4] == ["1", "2", "2", "3"]
    assert "Question 1" in notebook
    assert "Question 2" not in page + notebook


@needs("typst")
@needs("pikepdf")
@pytest.mark.parametrize("kind", KINDS)
def test_a_place_for_an_answer_is_printed_where_there_is_one(kind: str) -> None:
    bank = banks.load(str(TESTS / "banks" / "unmarked"))
    source = json.loads(Release(bank, of(bank), None).documents.printed[f"exam.en{kind}.pdf"])

    none, one, two, three = (_words_shown({**source, "sheets": _with_lines(source, count)}) for count in range(4))

    assert none < one
    assert two - one == three - two
    assert (two > one) is (not kind)


def _with_lines(source: Any, lines: int) -> list[Any]:
    return [{**sheet, "lines": lines} for sheet in source["sheets"]]


def _words_shown(source: Any) -> int:
    """How often a PDF shows words."""
    import pikepdf

    with pikepdf.open(io.BytesIO(typeset(json.dumps(source).encode()))) as opened:
        shown = [str(one.operator) for page in opened.pages for one in pikepdf.parse_content_stream(page)]
    return shown.count("Tj") + shown.count("TJ")


@needs("typst")
@needs("pikepdf")
def test_verdicts_are_tagged_as_the_english_that_they_are(documents: Documents) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(typeset(documents.printed["exam.pt-BR.solved.pdf"]))) as opened:
        assert ("TBody", "en") in _languages(opened.Root.StructTreeRoot)


def _languages(element: Any) -> list[tuple[str, str]]:
    """The tags of a structure tree that say in which language they are."""
    import pikepdf

    found = [(str(element.S).removeprefix("/"), str(element.Lang))] if "/Lang" in element else []
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array | list) else [children]:
        found += _languages(child) if isinstance(child, pikepdf.Dictionary) else []
    return found
