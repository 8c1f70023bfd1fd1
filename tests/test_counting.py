"""Of one thing nothing says that there are several: in no report, and in no language of the page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from banks.measuring import copy_of_cheap, first_seeds, locator, measure
from click.testing import CliRunner
from downloads import EXPORTS, Sat, as_csv, table
from extras import needs

from grader.cli import grader
from grader.counting import number_of, number_or_no

SEVERAL = re.compile(r"(?<![\d.,:+-])1 (?:more |complete |quoted |suspect )?(?!is\b|says\b)[a-zà-ü]+s\b")
"""What stands behind a 1 as if it were several; in Portuguese, too."""


@pytest.mark.parametrize(
    ("number", "said", "or_no"),
    [(0, "0 seeds", "no seeds"), (1, "1 seed", "1 seed"), (2, "2 seeds", "2 seeds")],
)
def test_one_is_one_and_others_are_several(number: int, said: str, or_no: str) -> None:
    assert (number_of(number, "seed"), number_or_no(number, "seed")) == (said, or_no)


def test_several_may_be_called_otherwise_and_numbers_may_be_no_whole_ones() -> None:
    assert number_of(2, "entry", "entries") == "2 entries"
    assert [number_of(number, "mark") for number in (1.0, 0.5)] == ["1 mark", "0.5 marks"]


@pytest.mark.parametrize("said", ["1 runs a seed", "1 more seeds", "em 1 treinamentos", "(1 bytes)"])
def test_what_is_looked_for_is_found(said: str) -> None:
    assert SEVERAL.search(said)


def measured(folder: Path) -> Path:
    """A bank with a question of which one seed was run."""
    bank = copy_of_cheap(folder / "bank")
    measure(bank, first_seeds(locator(bank)(), 1))
    return bank


def begun(folder: Path) -> Path:
    assert CliRunner().invoke(grader, ["new", "bank", str(folder / "bank"), "--language", "en"]).exit_code == 0
    return folder / "bank"


def of_one(folder: Path) -> Path:
    """The export of a bank of one question."""
    out = str(folder / "exports")
    assert CliRunner().invoke(grader, ["export", "--bank", str(begun(folder)), "--exports", out]).exit_code == 0
    return folder / "exports" / "moodle" / "exam.en.xml"


def download(folder: Path) -> Path:
    """One attempt, in which the right option of the first question was not chosen."""
    path = folder / "responses.csv"
    path.write_bytes(as_csv(table((EXPORTS / "exam.en.xml").read_bytes(), [Sat("s1", [(1,)] * 5)])))
    return path


EXAM = ("--exam", str(EXPORTS / "exam.en.xml"))
REPORTS: dict[str, tuple[Callable[[Path], Path], tuple[str, ...], str]] = {
    "stability": (measured, ("stability", "coin", "--bank", "{}"), "1 seed, 2 runs"),
    "repair": (measured, ("repair", "coin", "--bank", "{}", "--share", "0.1", "--all"), "wordings shown, 1 seed"),
    "measure": (measured, ("measure", "coin", "--bank", "{}", "--seeds", "1", "--protocol", "full"), "2 runs recorded"),
    "plan": (measured, ("measure", "coin", "--bank", "{}", "--plan"), "undecided after 1 seed"),
    "verify": (begun, ("verify", "--bank", "{}", "--no-exports", "--retrain", "0"), "1 question, 1 language"),
    "export": (
        begun,
        ("export", "--bank", "{}", "--variants", "1", "--out", "{folder}/out"),
        "1 variant written, 1 language",
    ),
    "mutate": (begun, ("mutate", "--bank", "{}"), "1 question, "),
    "check-xml": (of_one, ("check-xml", "{}"), "1 question (1 multichoice), 1 category"),
    "import": (of_one, ("import", "{}", "--bank", "{folder}/imported", "--language", "en"), "1 question imported"),
    "diff": (of_one, ("diff", "{}", "{}"), "1 question compared"),
    "analyse": (download, ("analyse", "{}", *EXAM), "1 attempt, 0 left out, 5 questions: 0 suspect keys"),
    "regrade": (
        download,
        ("regrade", "{}", *EXAM, "--void", "1", "--out", "{folder}/regraded"),
        "1 response gains, 0 lose",
    ),
}


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_on_one_thing_does_not_say_several(report: str, tmp_path: Path) -> None:
    make, command, expected = REPORTS[report]
    path = str(make(tmp_path))

    done = CliRunner().invoke(grader, [one.replace("{}", path).replace("{folder}", str(tmp_path)) for one in command])

    assert expected in done.output
    assert SEVERAL.findall(done.output) == []


@needs("matplotlib")
@pytest.mark.parametrize(("language", "expected"), [("en", "In 1 training with"), ("pt-BR", "Em 1 treinamento com")])
def test_the_page_on_one_seed_does_not_say_several(language: str, expected: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    arguments = ["stability", "coin", "--bank", str(measured(tmp_path)), "--html", str(page), "--language", language]

    assert CliRunner().invoke(grader, arguments).exit_code == 0

    said = re.sub("<(svg|style).*?</(svg|style)>|<[^>]*>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert expected in said
    assert SEVERAL.findall(said) == []
