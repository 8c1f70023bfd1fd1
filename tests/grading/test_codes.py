"""Each code of what does not fit in a download is declared once, and each that is declared is given somewhere."""

import re

from places import ROOT

from grader.grading.codes import CODES


def test_the_codes_that_grading_gives_are_those_that_are_declared() -> None:
    sources = [path for path in (ROOT / "grader/grading").rglob("*.py") if path.name != "codes.py"]
    given = {code for path in sources for code in re.findall(r'"(G\d{3})"', path.read_text(encoding="utf-8"))}

    assert [code.code for code in CODES] == sorted(given)
    assert all(code.title and code.remedy for code in CODES)
