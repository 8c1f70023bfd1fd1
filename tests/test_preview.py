"""The preview: everything about a question on one page; what is broken is named in place, and hides nothing else."""

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from broken.edits import EDITS, EN, QUESTION, SOLVER, replacing
from click.testing import CliRunner, Result

from grader.cli import grader
from grader.preview.watch import Watcher, snapshot

ROOT = Path(__file__).parents[1]
HEALTHY = Path(__file__).parent / "broken" / "healthy"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return Path(copytree(HEALTHY, tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(grader, ["preview", *map(str, arguments)])


def page_of(bank: Path, *arguments: object) -> str:
    path = bank.parent / "preview.html"
    result = run("--bank", bank, "--html", path, *arguments)
    assert result.exit_code == 0, result.output
    return path.read_text(encoding="utf-8")


def test_a_question_is_shown_in_each_language_with_everything_behind_it(bank: Path) -> None:
    page = page_of(bank)

    assert 'lang="pt-BR"' in page
    assert 'lang="en"' in page
    assert page.count('type="radio"') == 2 * 3
    assert '<span class="key">b, median</span>' in page
    assert "Squared and absolute distances are confused." in page
    assert "The mean lies above the median." in page
    assert "<code>s.mean_distance = 6.0</code>" in page
    assert page.count("is refuted") == 2
    assert "(1.0, 2.0, 6.0)" in page
    assert "<math" in page
    assert "[^" not in page
    assert "<script" not in page


def test_one_language_can_be_shown_alone(bank: Path) -> None:
    page = page_of(bank, "--language", "en")

    assert 'lang="pt-BR"' not in page
    assert page.count('type="radio"') == 3


def test_our_exam_shows_its_certificate_and_what_is_waived() -> None:
    path = ROOT / "question_bank"
    result = CliRunner().invoke(grader, ["preview", "learning_rate", "--bank", str(path), "--html", "/dev/stdout"])

    assert result.exit_code == 0


@pytest.mark.parametrize(
    "code",
    sorted(code for code, edit in EDITS.items() if edit.bank == "broken/healthy" and code not in {"B001", "M003"}),
)
def test_whatever_is_broken_is_named_on_the_page(code: str, bank: Path) -> None:
    EDITS[code].breaks(bank)

    page = page_of(bank)

    assert f"<strong>{code}</strong>" in page
    assert "Traceback" not in page


def test_a_broken_solver_leaves_the_question_with_its_finding(bank: Path) -> None:
    replacing(SOLVER, "nearest=min(", "nearest=max_(")(bank)

    page = page_of(bank)

    assert "<strong>S001</strong>" in page
    assert "not found" in page
    assert 'type="radio"' not in page


def test_what_an_author_writes_stays_words(bank: Path) -> None:
    replacing(EN, "The mean follows the tail.", "The <script>alert(1)</script> follows the tail.")(bank)
    replacing(QUESTION, "Squared and absolute", "<img src=x onerror=alert(1)>")(bank)

    page = page_of(bank)

    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "expected a question of middle, received 'nothing'"),
        (["--language", "fr"], "expected a language of pt-BR, en, received 'fr'"),
    ],
)
def test_what_the_bank_does_not_have_is_said(arguments: list[str], message: str, bank: Path) -> None:
    result = CliRunner().invoke(grader, ["preview", "--bank", str(bank), *arguments], standalone_mode=False)

    assert message in str(result.exception)


def test_an_installed_bank_is_not_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(grader, ["preview", "--watch"], standalone_mode=False)

    assert "question_bank: expected a bank's folder, whose files can be watched" in str(result.exception)


def test_a_change_of_any_file_of_the_bank_is_seen(bank: Path) -> None:
    before = snapshot(bank)

    (bank / EN).write_text((bank / EN).read_text() + "\n")
    changed = snapshot(bank)
    (bank / "middle" / "notes.txt").write_text("not the bank's")

    assert changed != before
    assert snapshot(bank) == changed


def test_a_watcher_has_the_newest_page_with_its_version(bank: Path) -> None:
    watcher = Watcher(bank, lambda version: f"page {version}".encode())
    assert watcher.newest() == (1, b"page 1")

    (bank / EN).write_text((bank / EN).read_text() + "\n")
    watcher.run(told=watcher.end)

    assert watcher.newest() == (2, b"page 2")
