"""The manual says what is so: its pages are those that its generator writes, one for each command."""

import re

import pytest
from commands.manual import CONTENTS, EXAMPLES, MANUAL, contents, page

from grader.cli import grader

EXTRAS = {"document": "typst", "import": "markdownify", "pull": "httpx", "push": "httpx", "verify": "hypothesis"}
WRITE_ANEW = "write it anew: python tests/commands/manual.py"


@pytest.mark.parametrize("command", EXAMPLES)
def test_a_page_shows_the_help_and_what_the_example_prints(command: str) -> None:
    if command in EXTRAS:
        pytest.importorskip(EXTRAS[command], reason=f"the extra that brings {EXTRAS[command]} is missing")

    assert page(command) == (MANUAL / f"{command}.md").read_text(encoding="utf-8"), WRITE_ANEW


def test_every_command_has_a_page_and_no_other_page_lies_there() -> None:
    assert set(EXAMPLES) == set(grader.commands)
    assert {path.name for path in MANUAL.iterdir()} == {CONTENTS, *(f"{command}.md" for command in EXAMPLES)}
    assert (MANUAL / CONTENTS).read_text(encoding="utf-8") == contents(), WRITE_ANEW


@pytest.mark.parametrize("command", EXAMPLES)
def test_no_example_is_refused(command: str) -> None:
    shown = (MANUAL / f"{command}.md").read_text(encoding="utf-8")

    assert re.findall(r"^(grader: .*|Traceback.*|bash: .*|\w+: can't .*)$", shown, re.MULTILINE) == []
