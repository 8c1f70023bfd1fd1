"""A statement in the preview, in a real Chromium: either word can be chosen, and says what it earns."""

from pathlib import Path

import pytest
from chromium import needs_chromium, opened
from click.testing import CliRunner

from grader.cli import grader

pytestmark = needs_chromium

WORDS = {"en": ("True", "False", "Right", "Wrong"), "pt-BR": ("Verdadeiro", "Falso", "Certa", "Errada")}


@pytest.mark.parametrize("language", WORDS)
def test_a_word_is_chosen_and_says_what_it_earns(language: str, tmp_path: Path) -> None:
    bank, path = tmp_path / "bank", tmp_path / "preview.html"
    for arguments in (["new", "bank", bank, "--kind", "true-false"], ["preview", "--bank", bank, "--html", path]):
        assert CliRunner().invoke(grader, [str(argument) for argument in arguments]).exit_code == 0
    true, false, right, wrong = WORDS[language]

    with opened(path) as page:
        asked = page.locator(f"section.version[lang='{language}']:has(form)")
        said = asked.locator(".said > div:visible")
        assert said.count() == 0
        asked.get_by_label(false, exact=True).check()
        assert said.inner_text().startswith(wrong)
        assert "0%" in said.inner_text()
        asked.get_by_label(true, exact=True).check()
        assert said.inner_text().startswith(right)
        assert "100%" in said.inner_text()
