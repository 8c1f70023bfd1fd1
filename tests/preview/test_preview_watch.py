"""Watching in a real Chromium: every edit is shown, even a broken one, and what was open stays open."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broken.breaks import EN, QUESTION, SOLVER, replacing
from chromium import needs_chromium, new_page
from places import ROOT

pytestmark = needs_chromium


@contextmanager
def watching(bank: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A preview that watches a bank, and its address; it ends with the test, however that ends."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "grader.cli", "preview", "--bank", str(bank), "--watch"],
        cwd=bank.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        yield address, process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def saved(path: Path, content: str) -> None:
    """Save a file at once, so that nobody sees a half of it."""
    beside = path.with_name(f"{path.name}.tmp")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)


def edited(path: Path, old: str, new: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1
    saved(path, content.replace(old, new))


def test_watching_shows_every_edit_even_a_broken_one_and_recovers(bank: Path) -> None:
    init = bank / "__init__.py"
    good = init.read_text()
    with watching(bank) as (address, process), new_page() as page:
        page.goto(address)
        page.locator("#behind-1 > summary").click()
        page.get_by_label("English", exact=True).check()

        edited(bank / EN, "The nearest constant", "The closest constant")
        page.get_by_text("The closest constant").first.wait_for()
        page.wait_for_load_state()  # its script has run
        assert page.locator("#behind-1").evaluate("details => details.open")  # what was open stays so
        assert page.get_by_label("English", exact=True).is_checked()

        edited(bank / SOLVER, "(1.0, 2.0, 6.0)", "(1.0, 2.0, 9.0)")  # solvers are imported afresh
        page.get_by_text("(1, 2, 9)").first.wait_for(state="attached")  # it may stand in what is folded

        saved(init, "QUESTIONS = (")
        page.get_by_role("alert").filter(has_text="SyntaxError").wait_for()
        page.wait_for_load_state()
        assert page.locator("article").is_visible()  # the last that could be loaded

        saved(init, good)
        page.get_by_role("alert").wait_for(state="detached")

        process.send_signal(signal.SIGINT)
        page.get_by_text("The preview has ended").wait_for()
        _, errors = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in errors


def test_watching_draws_other_variants_and_keeps_to_them(bank: Path) -> None:
    replacing(QUESTION, "(6.0, 9.0, 12.0)", "tuple(map(float, range(6, 300, 3)))")(bank)
    with watching(bank) as (address, _), new_page() as page:
        page.goto(address)
        page.locator("#behind-1 > summary").click()
        first = page.locator(".variant summary").all_inner_texts()

        page.get_by_role("link", name="Draw others").click()

        page.get_by_text("3 drawn with seed 2").wait_for()
        page.wait_for_load_state()
        second = page.locator(".variant summary").all_inner_texts()
        assert len(first) == len(second) == 3
        assert first != second

        edited(bank / EN, "The nearest constant", "The closest constant")
        page.get_by_text("The closest constant").first.wait_for(state="attached")
        page.wait_for_load_state()
        assert page.locator(".variant summary").all_inner_texts() == second
