"""Makes the picture in the README again: `python tests/picture.py`, in the repository's root; it needs chromium.

It shows a question of the exam in the preview, as whoever writes one sees it: in both languages, with a wrong option
tried, and below it the key and why somebody would choose the first option.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from chromium import new_page
from places import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator

PICTURE = ROOT / ".github" / "preview.png"
QUESTION = "output_range"
WRONG = "ReLU and cross-entropy"
WIDTH = 1200  # pixels


def main() -> None:
    """Write the picture of the question as the preview shows it now."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "preview.html"
        subprocess.run(
            [sys.executable, "-m", "grader.cli", "preview", QUESTION, "--html", str(path)], cwd=ROOT, check=True
        )
        with new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light") as page:
            page.goto(path.as_uri())
            page.locator("label.option", has_text=WRONG).last.click()
            page.locator("article > details").evaluate("details => details.open = true")
            page.mouse.move(0, 0)
            top = _box(page.locator("article"))["y"]
            last = _box(page.locator(".behind > .cards > li").first)
            height = last["y"] + last["height"] - top
            PICTURE.parent.mkdir(exist_ok=True)
            page.screenshot(path=PICTURE, full_page=True, clip={"x": 0, "y": top, "width": WIDTH, "height": height})


def _box(element: "Locator") -> "FloatRect":
    """Where an element stands on the page, in pixels."""
    box = element.bounding_box()
    if box is None:
        raise SystemExit(f"{element}: expected to see it")
    return box


if __name__ == "__main__":
    main()
