"""The pages of grading in a real Chromium: they say what was chosen and is right, run nothing and fetch nothing."""

from pathlib import Path

import pytest
from chromium import needs_chromium, opened
from click.testing import CliRunner
from downloads import EXPORTS, Sat, as_csv, exam_file, question, table

from grader.cli import grader

pytestmark = needs_chromium
EVIL = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = (EXPORTS / "exam.en.xml").read_bytes()
    sats = [Sat(f"s{n}", [(n % 4,)] * 5) for n in range(9)]
    (tmp_path / "r.csv").write_bytes(as_csv(table(own, sats)))
    return tmp_path


def run(*arguments: object) -> None:
    CliRunner().invoke(grader, [str(argument) for argument in arguments])


def test_a_graded_page_shows_responses_keys_and_reasons_on_a_narrow_screen(folder: Path) -> None:
    run("grade", folder / "r.csv", "--exam", EXPORTS / "exam.en.xml", "--out", folder / "out", "--html", "one")

    with opened(folder / "out/grades.html", width=360) as page:
        assert page.locator("section.participant").count() == 9
        first = page.locator("section.participant").first
        assert first.locator("li.chosen").count() == 5
        assert first.get_by_text("your response").count() == 5
        assert first.locator("details").count() == 5
        box = page.locator("main").bounding_box()
        assert box is not None
        assert box["width"] <= 360


def test_an_analysis_shows_a_plot_and_a_table_for_each_question(folder: Path) -> None:
    run("analyse", folder / "r.csv", "--exam", EXPORTS / "exam.en.xml", "--html", folder / "analysis.html")

    with opened(folder / "analysis.html") as page:
        assert page.locator("figure svg").count() == 5
        assert "upper third" in page.locator("figcaption").first.inner_text()


def test_what_students_and_foreign_exams_bring_runs_nothing(tmp_path: Path) -> None:
    content = exam_file(question((f"{EVIL}a", 1.0), ("b", 0.0), name=EVIL, stem=f"{EVIL}?"))
    (tmp_path / "exam.xml").write_bytes(content)
    rows = table(content, [Sat(EVIL, ((0,),)), Sat("x", ((1,),)), Sat("y", ((0,),))])
    rows[2][8] = EVIL
    (tmp_path / "r.csv").write_bytes(as_csv(rows))
    given = (tmp_path / "r.csv", "--exam", tmp_path / "exam.xml")
    run("grade", *given, "--out", tmp_path / "out", "--html", "one")
    run("analyse", *given, "--html", tmp_path / "analysis.html")

    for path in (tmp_path / "out/grades.html", tmp_path / "analysis.html"):
        with opened(path, scripts=True) as page:
            assert "owned" not in page.title()
            assert page.evaluate("document.scripts.length + document.querySelectorAll('[onerror]').length") == 0
