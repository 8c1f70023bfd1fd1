"""A kind brings its own form and its own script into the preview: here one in which a word is typed."""

from pathlib import Path

import pytest
from chromium import needs_chromium, opened
from kinds.toy import KIND

from grader import bank as banks
from grader.authoring.new import new_bank
from grader.kinds import KINDS
from grader.preview.page import as_page
from grader.preview.sheets import preview

pytestmark = needs_chromium


def test_a_typed_word_says_what_it_earns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, KIND.name, KIND)
    new_bank(tmp_path / "bank", ("en",), KIND)
    shown = preview(banks.load(str(tmp_path / "bank")), (), ("en",), count=0, seed=1, progress=lambda _: None)
    path = tmp_path / "preview.html"
    path.write_bytes(as_page(shown, title="t", bank="b", languages=("en",)))

    with opened(path, scripts=True) as page:
        typed, said = page.get_by_label("Question", exact=True), page.locator(".said > div:visible")
        assert said.count() == 0
        typed.fill("2")
        assert said.inner_text().startswith("Right (earns 100%)")
        typed.fill("3")
        assert said.inner_text().startswith("Wrong (earns 0%)")
        typed.fill("4")
        assert said.count() == 0
