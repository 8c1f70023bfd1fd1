"""The block of the evidence is checked as feedbacks are, is shown in the preview, and is no part of Moodle's XML."""

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from broken.breaks import EN, PT
from click.testing import CliRunner
from places import HEALTHY, ROOT

from grader import bank as banks
from grader.checks.cues.lengths import words
from grader.cli import grader
from grader.release.exports import build
from grader.release.stages import ComputedStages, of
from grader.verification.gate import verify

ENGLISH = "The sum of the mean is {{ s.mean_distance | number }}.[^median_is_nearer]"
PORTUGUESE = "A soma da média é {{ s.mean_distance | number }}.[^median_is_nearer]"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return Path(copytree(HEALTHY, tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def found(bank: Path, english: str, portuguese: str) -> set[str]:
    """The codes of what is found where the texts have such evidence."""
    for file, said in ((EN, english), (PT, portuguese)):
        with (bank / file).open("a", encoding="utf-8") as text:
            text.write(f"{{% block evidence %}}\n{said}\n{{% endblock %}}\n" if said else "")
    result = verify(banks.load(str(bank)), None, progress=lambda _: None)
    return {finding.code for finding in result.findings}


@pytest.mark.parametrize(
    ("english", "portuguese", "codes"),
    [
        (ENGLISH, PORTUGUESE, set()),
        (ENGLISH, "", {"T002"}),
        ("It rains.", "Chove.", {"T006"}),
        (f"{ENGLISH[:-1]}_now]", f"{PORTUGUESE[:-1]}_now]", {"T007"}),
        (ENGLISH, PORTUGUESE.replace("mean_distance", "median_distance"), {"T010"}),
        (
            "The mean is {{ s.mean_distance | number }}.[^mean_follows_the_tail]",
            "A média é {{ s.mean_distance | number }}.[^mean_follows_the_tail]",
            {"T008"},
        ),
        ("It is 6.[^median_is_nearer]", "Vale 6.[^median_is_nearer]", {"T005"}),
    ],
)
def test_its_sentences_are_held_as_those_of_feedbacks_are(
    english: str, portuguese: str, codes: set[str], bank: Path
) -> None:
    assert found(bank, english, portuguese) == codes


def test_moodle_never_gets_it_and_the_preview_shows_it(bank: Path) -> None:
    before = exported(bank)

    assert found(bank, ENGLISH, PORTUGUESE) == set()

    assert exported(bank) == before
    result = CliRunner().invoke(grader, ["preview", "--bank", str(bank), "--html", str(bank.parent / "page.html")])
    assert result.exit_code == 0, result.output
    page = (bank.parent / "page.html").read_text(encoding="utf-8")
    assert "The sum of the mean is 6." in page
    assert "A soma da média é 6." in page


def test_the_exam_is_read_within_its_limits() -> None:
    exam = banks.load(str(ROOT / "question_bank"))

    for stages in of(exam):
        assert isinstance(stages, ComputedStages)
        assert "W022" not in stages.question.waivers
        assert stages.evidence
        for text in stages.texts.values():
            assert words(text.general_feedback) <= 120


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("", 0),
        ("<p>Two words.</p>", 2),
        ("<ul><li>one</li><li>two</li></ul>", 2),
        (r"as \(a + b = c\) says", 3),
        ("\u2013 2.61 \u2014", 1),
        ("<em>high</em>er", 1),
    ],
)
def test_words_are_counted_as_a_student_sees_them(html: str, count: int) -> None:
    assert words(html) == count


def exported(bank: Path) -> dict[str, bytes]:
    loaded = banks.load(str(bank))
    files = build(loaded, of(loaded))
    return {name: content for name, content in files.items() if name.startswith("moodle/")}
