"""Several answers in the preview, in a real Chromium: what is ticked together earns what Moodle gives for it."""

from pathlib import Path

from chromium import needs_chromium, opened
from click.testing import CliRunner

from grader.cli import grader

pytestmark = needs_chromium


def test_what_is_ticked_together_is_added_up_and_never_less_than_nothing(tmp_path: Path) -> None:
    bank, path = tmp_path / "bank", tmp_path / "preview.html"
    begin = ["new", "bank", bank, "--kind", "several-answers", "--language", "en"]
    for arguments in (begin, ["preview", "--bank", bank, "--html", path]):
        assert CliRunner().invoke(grader, [str(argument) for argument in arguments]).exit_code == 0

    with opened(path, scripts=True) as page:
        form = page.locator("section.version form").first
        mean, median, mid_range, larger = form.locator("input").all()
        earned, said = form.locator("output.earned"), form.locator(".said > div:visible")
        assert not earned.is_visible()
        for box, now, shown in ((larger, "0", 1), (median, "0", 2), (mean, "0", 3), (mid_range, "0", 4)):
            box.check()
            assert (earned.inner_text(), said.count()) == (now, shown)
        larger.uncheck()
        assert earned.inner_text() == "50"
        median.uncheck()
        assert earned.inner_text() == "100"
