"""Documents are exports: compared by `verify` where they lie, a PDF by what it was set from."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from click.testing import CliRunner
from extras import needs
from places import ROOT, TESTS
from previews import imported, quiz_of

from grader import bank as banks
from grader.checks.exports import export_differs, export_missing, export_unexpected
from grader.checks.hearing import hearing
from grader.checks.release import Release, _told
from grader.cli import grader
from grader.documents import forms
from grader.documents import sheet as sheets
from grader.documents.build import Documents
from grader.errors import GraderError
from grader.files import write_set
from grader.release.exports import DOCUMENTS, Difference, build
from grader.release.stages import ComputedStages, of
from grader.texts.source import values
from grader.verification.gate import verify

KEPT = (
    '<question type="calculated"><name><text>Even</text></name><questiontext format="html"><text>Twice {n}?</text>'
    '</questiontext><answer fraction="100"><text>2*{n}</text></answer></question>'
)
ESSAY = (
    '<question type="essay"><name><text>Count</text></name><questiontext format="html"><text>Count.</text>'
    "</questiontext></question>"
)
NAMES = [
    "README.md",
    *(
        f"exam.{language}.{kind}"
        for language in ("en", "pt-BR")
        for kind in ("ipynb", "pdf", "solved.html", "solved.ipynb", "solved.pdf")
    ),
]


@pytest.fixture
def exports(bank: Path) -> Path:
    """The exports of the healthy bank, documents among them; what stands for a PDF holds no more than its mark."""
    loaded = banks.load(str(bank))
    release = Release(loaded, of(loaded), None)
    folder = bank.parent / "exports"
    write_set(folder, build(loaded, release.stages), name="release")
    made = release.documents
    write_set(folder / DOCUMENTS, {**made.files, **made.printed}, name="documents")
    return folder


def found(bank: Path, exports: Path) -> list[str]:
    """What is found in the exports: codes, files and remedies."""
    result = verify(banks.load(str(bank)), exports, progress=lambda _: None)
    return [f"{one.code} {Path(one.place.path).name} {one.hint.partition(' --')[0]}" for one in result.findings]


def test_as_written_nothing_is_found(bank: Path, exports: Path) -> None:
    assert sorted(path.name for path in (exports / DOCUMENTS).glob("[!.]*")) == sorted(NAMES)
    assert found(bank, exports) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_document_is_found(name: str, bank: Path, exports: Path) -> None:
    (exports / DOCUMENTS / name).unlink()

    assert found(bank, exports) == [f"E001 {name} Write it: grader document"]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_of_something_else_is_found(name: str, bank: Path, exports: Path) -> None:
    path = exports / DOCUMENTS / name
    content = path.read_bytes()
    path.write_bytes(content.replace(b"set-from-", b"set-from-0") if name.endswith(".pdf") else content + b" ")

    [said] = found(bank, exports)
    assert said == f"E002 {name} Change the bank, never the export; then: grader document"


def test_a_stray_file_is_found(bank: Path, exports: Path) -> None:
    (exports / DOCUMENTS / "notes.txt").write_text("mine")

    assert [one.split(" ", 2)[:2] for one in found(bank, exports)] == [["E003", "notes.txt"]]


def test_a_bank_without_documents_is_compared_without_them(bank: Path, exports: Path) -> None:
    for path in [*(exports / DOCUMENTS).iterdir()]:
        path.unlink()
    (exports / DOCUMENTS).rmdir()

    assert found(bank, exports) == []


def test_what_is_committed_is_what_the_bank_makes() -> None:
    loaded = banks.load(str(ROOT / "question_bank"))

    assert list(Release(loaded, of(loaded), None).documents.differences(ROOT / "exports" / DOCUMENTS)) == []


def test_documents_are_compared_once_for_all_checks(bank: Path, exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, honest, compared = banks.load(str(bank)), Documents.differences, []

    def counted(self: Documents, folder: Path) -> Iterator[Difference]:
        compared.append(folder)
        return honest(self, folder)

    monkeypatch.setattr(Documents, "differences", counted)
    release = Release(loaded, of(loaded), exports)
    for one in (export_missing, export_differs, export_unexpected):
        assert list(one.search(release)) == []

    assert compared == [exports / DOCUMENTS]


def test_the_same_bank_elsewhere_gives_the_same_documents(bank: Path, tmp_path: Path) -> None:
    other = copytree(bank, tmp_path / "elsewhere" / bank.name, ignore=ignore_patterns("__pycache__"))

    assert _documents(Path(other)) == _documents(bank)


def _documents(bank: Path) -> Documents:
    loaded = banks.load(str(bank))
    return Release(loaded, of(loaded), None).documents


@needs("typst")
def test_a_pdf_of_the_same_exam_stays_as_it_is(bank: Path, exports: Path) -> None:
    before = (exports / DOCUMENTS / "exam.en.pdf").read_bytes()
    (exports / DOCUMENTS / "exam.pt-BR.pdf").unlink()

    result = CliRunner().invoke(grader, ["document", "--bank", str(bank), "--exports", str(exports)])

    assert result.exit_code == 0, result.output
    assert result.output == f"{exports / DOCUMENTS}: {len(NAMES)} files written\n"
    assert (exports / DOCUMENTS / "exam.en.pdf").read_bytes() == before
    assert (exports / DOCUMENTS / "exam.pt-BR.pdf").read_bytes().startswith(b"%PDF-")


def test_a_bank_with_findings_is_not_documented(bank: Path, tmp_path: Path) -> None:
    text = bank / "middle" / "text.en.md"
    text.write_text(text.read_text(encoding="utf-8").replace("[^median_is_nearer]", "", 1), encoding="utf-8")

    result = CliRunner().invoke(grader, ["document", "--bank", str(bank), "--exports", str(tmp_path / "out")])

    assert result.exit_code == 1
    assert "T006" in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("deviation", ["4.36"]),
        ("naming", ["mean"]),
        ("statement", ["a"]),
        ("several", ["a, c"]),
        ("unmarked", ["", ""]),
        pytest.param("illustrated", ["b"], marks=needs("matplotlib")),
        ("measures", ["1: c; 2: a; 3: e; 4: d"]),
        ("order", ["1: b; 2: a; 3: c; 4: d"]),
        ("gaps", ["1: c; 2: b; 3: e"]),
        ("described", ["1: a; 2: e, d; 3: 4.36; 4: variance"]),
    ],
)
def test_every_kind_of_question_is_asked_with_its_key(name: str, keys: list[str]) -> None:
    made = _documents(TESTS / "banks" / name)

    student, solved = (json.loads(made.printed[f"exam.en{kind}.pdf"])["sheets"] for kind in ("", ".solved"))
    assert [sheet["key"] for sheet in solved] == keys
    assert not any(re.search(r"\[\[[a-z]", json.dumps(sheet["stem"])) for sheet in student)
    for sheet, key in zip(student, keys, strict=True):
        texts = [json.dumps(option["text"]) for option in sheet["options"]]
        assert bool(sheet["parts"]) == (":" in key)
        assert len(set(texts)) == len(texts)
        if sheet["parts"]:
            assert len(sheet["parts"]) == key.count(";") + 1


def test_an_imported_text_of_several_languages_is_read_in_one(tmp_path: Path) -> None:
    spans = '<span lang="en" class="multilang">One</span><span lang="pt_br" class="multilang">Um</span>'
    question = (
        '<question type="essay"><name><text>Count</text></name><questiontext format="html">'
        f"<text><![CDATA[<p>{spans}</p>]]></text></questiontext></question>"
    )
    bank = imported(quiz_of(question), tmp_path)

    for content in (*(made := _documents(bank)).printed.values(), *made.files.values()):
        assert b"Um" not in content
    assert made.files


def test_what_fills_gaps_is_told_gap_by_gap() -> None:
    made = _documents(TESTS / "banks" / "gaps")

    [sheet] = json.loads(made.printed["exam.en.pdf"])["sheets"]
    assert [part["letters"] for part in sheet["parts"]] == ["a, b, c, d", "a, b, c, d", "e, f"]
    assert "Its mean is (1) \u2026\u2026, its median is (2) \u2026\u2026" in sheet["stem"][0]


def test_what_fills_gaps_is_told_where_all_of_it_fills_one_or_each(tmp_path: Path) -> None:
    """A gap without letters is written: what would else be taken for one."""
    bank = tmp_path / "gallery"
    assert CliRunner().invoke(grader, ["new", "bank", str(bank), "--gallery"]).exit_code == 0
    [summary] = [one for one in of(banks.load(str(bank))) if one.id == "sample_summary"]
    [pairs] = of(banks.load(str(TESTS / "banks" / "measures")))

    of_one, of_each = (sheets.sheet(stages, 1, "en", lambda *_: {}) for stages in (summary, pairs))

    letters = ", ".join(option.letter for option in of_one.options)
    assert [part.letters for part in of_one.parts] == ["", "", letters]
    assert {part.letters for part in of_each.parts} == {", ".join(option.letter for option in of_each.options)}


def test_of_what_a_claim_read_only_values_that_texts_quote_are_told_as_the_language_writes_them() -> None:
    """The others may have other last digits on another processor."""
    [stages] = [one for one in of(banks.load(str(ROOT / "question_bank"))) if one.id == "small_loss_values"]
    assert isinstance(stages, ComputedStages)
    quoted = values(stages.sources["pt-BR"].content)
    read = {name for claim in stages.question.claims for name in hearing(stages).testimony(claim).read}

    told = dict(entry for claim in stages.question.claims for entry in _told(stages, claim, "pt-BR").items())

    assert "s.double_tiny_error" in read - set(told)
    assert told.keys() <= set(quoted)
    assert any("," in shown and "." not in shown for shown in told.values())


@pytest.mark.parametrize("questions", [KEPT, f"{KEPT}{ESSAY}"])
def test_where_a_question_is_kept_whole_no_document_is_made_and_verify_wants_none(
    questions: str, tmp_path: Path
) -> None:
    bank = imported(quiz_of(questions), tmp_path)
    loaded = banks.load(str(bank))
    release = Release(loaded, of(loaded), None)
    write_set(bank.parent / "exports", build(loaded, release.stages), name="release")

    with pytest.raises(GraderError, match="no document can ask the questions that are kept as they came: 1"):
        _ = release.documents
    with pytest.raises(GraderError, match="no document can ask"):
        forms.build(loaded, [])
    assert found(bank, bank.parent / "exports") == []
