"""Files, images and languages of texts: embedded where they are there, found where they are not."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from broken.breaks import EN, PT, Break, both, replacing, with_plot

from grader import bank as banks
from grader.checks import embedding
from grader.findings import Check
from grader.kinds.quiz import read
from grader.kinds.version import MULTILINGUAL
from grader.moodle.quiz import File
from grader.release.exports import exam, quiz
from grader.release.stages import ComputedStages, computed, of

CHECKS: Sequence[Check[ComputedStages]] = (
    embedding.file_missing,
    embedding.image_without_words,
    embedding.image_from_elsewhere,
    embedding.languages_cannot_share,
)


def saying(english: str, portuguese: str = "") -> Break:
    return both(
        replacing(EN, "Which constant", f"{english} Which constant"),
        replacing(PT, "Qual constante", f"{portuguese or english} Qual constante"),
    )


def codes(bank: Path) -> list[str]:
    (stages,) = computed(banks.load(str(bank)))
    return [finding.code for check in CHECKS for finding in check.findings(stages)]


@pytest.mark.parametrize("address", ["plot.png", "files/plot.png", "./plot.png", "@@PLUGINFILE@@/plot.png"])
def test_a_file_of_the_question_is_embedded_in_every_export(bank: Path, address: str) -> None:
    both(with_plot, saying(f"![A plot, \\(x\\)]({address}) [it]({address})"))(bank)
    loaded = banks.load(str(bank))

    for content in (quiz(loaded, of(loaded), "en"), exam(loaded, of(loaded), MULTILINGUAL)):
        (question,) = read(content).questions
        assert question.stem.files == (File("plot.png", b"\x89PNG"),)
        assert question.stem.text.count("@@PLUGINFILE@@/plot.png") == 2 or "multilang" in question.idnumber
        assert not question.general_feedback.files


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("![A plot](plot.png)", []),
        ("![A plot](other.png)", ["T014", "T014"]),
        ("[data](d/x.csv)", ["T014", "T014"]),
        ("![](plot.png)", ["T015", "T015"]),
        ("![A plot](https://x.org/p.png)", ["T016", "T016"]),
        ("![A plot](//x.org/p.png)", ["T016", "T016"]),
        ("[a page](https://x.org/p.png)", []),
        ("![A dot](data:image/gif;base64,R0lGODlhAQABAAAAACw=)", []),
    ],
)
def test_what_a_student_would_not_see_is_found(bank: Path, said: str, expected: list[str]) -> None:
    both(with_plot, saying(said))(bank)

    assert codes(bank) == expected


@pytest.mark.parametrize(
    ("english", "portuguese", "expected"),
    [
        (r"\(0.5\)", r"\(0{,}5\)", []),
        (r"\(a\) and \(b\)", r"\(b\) e \(a\)", []),
        (r"\(a\)", "a", ["T017", "T017"]),
        (r"*\(a\)* b", r"a *\(b\)*", []),
        (r"*\(a\)* b", r"\(b\) a", ["T017", "T017"]),
        (r"\(\left\{ a \right.\) {*x*}", r"\(\left\{ b \right.\) {*y*}", ["T017", "T017"]),
    ],
)
def test_formulas_that_languages_cannot_share_are_found(
    bank: Path, english: str, portuguese: str, expected: list[str]
) -> None:
    saying(english, portuguese)(bank)

    assert codes(bank) == expected


def test_a_finding_names_the_formulas_of_each_language(bank: Path) -> None:
    saying(r"\(a\)", "a")(bank)
    (stages,) = computed(banks.load(str(bank)))

    finding = embedding.languages_cannot_share.findings(stages)[0]

    assert set(finding.evidence) == {r"pt-BR: \(|x - c|\)", r"en: \(a\), \(|x - c|\)"}
