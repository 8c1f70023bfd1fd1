"""As a new author would: begin a bank, read it, change it, break it, and read what `grader verify` says."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import forked
import pytest
from broken.breaks import both, replacing
from click.testing import CliRunner, Result
from extras import needs
from places import ROOT

from grader import bank as banks
from grader.authoring.new import with_question
from grader.cli import grader
from grader.errors import BankError
from grader.kinds.marker import play
from grader.release.exports import quiz
from grader.release.stages import of

QUESTION, SOLVER, EN, PT = (
    f"mean_of_a_sample/{name}" for name in ("__init__.py", "solver.py", "text.en.md", "text.pt-BR.md")
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(grader, [str(argument) for argument in arguments])


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    assert run("new", "bank", tmp_path / "my_exam").exit_code == 0
    return tmp_path / "my_exam"


def verified(bank: Path, *more: object) -> Result:
    return run("verify", "--no-exports", "--bank", bank, *more)


@needs("hypothesis")
def test_the_commands_of_the_readme_lead_from_nothing_to_a_hundred_variants(tmp_path: Path) -> None:
    (block,) = re.findall(r"```sh\n(grader new .*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    for line in block.strip().splitlines():
        done = forked.run(shlex.split(line)[1:], tmp_path, {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)})
        assert (done.returncode, done.stderr) == (0, ""), line

    written = {path.name: path for path in (tmp_path / "variants").iterdir()}
    played = play(written["variants.pt-BR.xml"].read_bytes())
    assert len({one.name for one in played}) == len({one.idnumber for one in played}) == 200
    assert {sum(fraction == 1 for _, fraction in one.fractions) for one in played} == {1}
    assert not list(tmp_path.glob(".*")), "nothing else is left behind"


@needs("hypothesis")
def test_a_new_bank_passes_at_once_and_so_do_its_variants(bank: Path) -> None:
    result = verified(bank, "--variants", 40)

    assert result.exit_code == 0, result.output
    key, blind, rarity, _, _, counts = result.stdout.splitlines()
    assert key == "mean_of_a_sample  mean"
    assert blind.startswith("without reading: random guess 25.0%, ")
    assert rarity.startswith("mean_of_a_sample: fewer than 1 in 13 variants is at fault, with 95% confidence: ")
    assert counts == "1 question, 2 languages, 4 options, 3 claims, 10 quoted values held, 40 variants: no findings"


@pytest.mark.parametrize("languages", [["en"], ["pt-BR"], ["en", "pt-BR"], ["es"], ["zh-Hans", "ar"]])
def test_a_bank_has_the_languages_that_its_author_wants(languages: list[str], tmp_path: Path) -> None:
    options = [part for language in languages for part in ("--language", language)]

    assert run("new", "bank", tmp_path / "b", *options).exit_code == 0
    assert f"{len(languages)} language" in verified(tmp_path / "b").stdout
    assert {path.name for path in (tmp_path / "b/mean_of_a_sample").glob("*.md")} == {
        f"text.{language}.md" for language in languages
    }


@pytest.mark.parametrize(("wrong", "meant"), [("pt-br", "pt-BR"), ("spanish", "es"), ("zh-CN", "zh-Hans-CN")])
def test_a_wrong_language_is_one_message_with_what_may_be_meant(wrong: str, meant: str, tmp_path: Path) -> None:
    result = run("new", "bank", tmp_path / "b", "--language", wrong)

    assert isinstance(result.exception, BankError)
    assert str(result.exception) == (
        f"the texts' languages: expected the code of a language (BCP 47), received {wrong!r}: did you mean {meant}?"
    )
    assert not (tmp_path / "b").exists()


def test_a_spanish_bank_is_exported_with_spanish_numbers(tmp_path: Path) -> None:
    assert run("new", "bank", tmp_path / "b", "--language", "es").exit_code == 0
    bank = banks.load(str(tmp_path / "b"))

    exam = quiz(bank, of(bank), "es").decode()
    assert "6,00" in exam
    assert "6.00" not in exam


def test_a_new_question_is_the_banks_last_and_passes_at_once(bank: Path) -> None:
    assert run("new", "question", "my_second", "--bank", bank).exit_code == 0
    assert run("new", "question", "a_third", "--bank", bank).exit_code == 0

    result = verified(bank)
    assert result.exit_code == 0, result.output
    assert [line.split()[0] for line in result.stdout.splitlines()[:3]] == ["mean_of_a_sample", "my_second", "a_third"]


BREAKS: list[tuple[str, Callable[[Path], None], str]] = [
    ("K001", replacing(QUESTION, "answer=s.mean,", "answer=s.mean + 1,"), "no option equals the answer, 7.0"),
    ("K002", replacing(QUESTION, "value=s.total,", "value=s.mean,"), "mean, total all equal the answer, 6.0"),
    ("S001", replacing(SOLVER, "fmean(p.values)", "fmean(p.value)"), "has no attribute 'value'"),
    (
        "S002",
        both(
            replacing(SOLVER, "mid_range=(", "mid_range=random() + ("),
            replacing(SOLVER, "from statistics", "from random import random\nfrom statistics"),
        ),
        "solve",
    ),
    ("C001", replacing(SOLVER, "4.0, 15.0)", "4.0, 3.0)"), "is false: The median lies below the mean"),
    (
        "C002",
        replacing(QUESTION, "and s.median < s.mean", "and s.median <= s.mean"),
        "holds for its counterexample",
    ),
    ("C003", replacing(QUESTION, "because=(median_lies_below_the_mean,)", "because=()"), "median"),
    ("C004", replacing(QUESTION, '"The value in the middle is taken for the mean."', '""'), "median"),
    (
        "T002",
        replacing(EN, "{{ s.total | number(2) }}{% endblock %}", "{% endblock %}"),
        "option_total is missing or empty",
    ),
    ("T004", replacing(EN, "{{ s.mid_range | number(2) }}, lies", "{{ s.midrange | number(2) }}, lies"), "midrange"),
    ("T005", replacing(EN, "What is its mean?", "What is its mean, of 4 values?"), "typed digit: 4"),
    (
        "T006",
        replacing(
            EN,
            "most values are small.[^mid_range_lies_above_the_mean]\n{% endblock %}",
            "most values are small.\n{% endblock %}",
        ),
        "this sentence cites no claim",
    ),
    (
        "T011",
        replacing(EN, "{{ s.mid_range | number(2) }}{% endblock %}", "{{ s.mean | number(2) }}{% endblock %}"),
        "both read '6.00'",
    ),
    ("V001", replacing(SOLVER, "(15, *range(16, 41))", "(16, 15)"), "does not make the exam's parameters"),
]


@pytest.mark.parametrize(("code", "breaks", "message"), BREAKS, ids=[code for code, _, _ in BREAKS])
def test_what_an_author_breaks_is_found_and_named_with_its_place(
    code: str, breaks: Callable[[Path], None], message: str, bank: Path
) -> None:
    breaks(bank)

    result = verified(bank)

    assert result.exit_code == 1
    lines = [line for line in result.stdout.splitlines() if f" {code} " in line]
    assert lines, result.stdout
    assert any(message in line for line in result.stdout.splitlines())
    assert re.match(r"\S*my_exam/\S+?(:\d+)?: ", lines[0])


@needs("hypothesis")
def test_what_the_template_invites_to_try_is_found_with_the_smallest_sample(bank: Path) -> None:
    replacing(SOLVER, '"highest": (15, *range(16, 41))', '"highest": (15, *range(5, 41))')(bank)

    result = verified(bank, "--variants", 100)

    assert result.exit_code == 1
    assert "K002 median, mean, mid_range all equal the answer, 3.5\n    variant: highest = 5\n" in result.stdout


@pytest.mark.parametrize("id_", ["Mean", "2nd", "a-b", "class", "", "a" * 61, "été", "../x"])
def test_an_id_that_is_none_is_refused(id_: str, bank: Path) -> None:
    result = CliRunner().invoke(grader, ["new", "question", id_, "--bank", str(bank)], standalone_mode=False)

    assert isinstance(result.exception, BankError)
    assert "expected an id of lower-case letters" in str(result.exception)
    assert len(list(bank.glob("*/solver.py"))) == 1


def test_what_stands_there_is_never_written_over(bank: Path) -> None:
    before = {path: path.read_bytes() for path in bank.rglob("*") if path.is_file()}

    for arguments in (["bank", str(bank)], ["question", "mean_of_a_sample", "--bank", str(bank)]):
        result = CliRunner().invoke(grader, ["new", *arguments], standalone_mode=False)
        assert isinstance(result.exception, BankError)
    assert {path: path.read_bytes() for path in bank.rglob("*") if path.is_file() and path.suffix != ".pyc"} == before


def test_an_installed_bank_is_not_written_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(grader, ["new", "question", "mine", "--bank", "question_bank"], standalone_mode=False)

    assert "question_bank: expected a bank's folder, into which to write" in str(result.exception)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "from . import a\nQUESTIONS = (a.QUESTION,)\n",
            "from . import a, b\nQUESTIONS = (\n    a.QUESTION,\n    b.QUESTION,\n)\n",
        ),
        (
            '"""é"""\nfrom . import c\n\nQUESTIONS = (\n    c.QUESTION,  # the first\n)\nX = 1\n',
            '"""é"""\nfrom . import b, c\n\nQUESTIONS = (\n    c.QUESTION,\n    b.QUESTION,\n)\nX = 1\n',
        ),
    ],
)
def test_a_question_is_added_to_what_the_bank_names(source: str, expected: str) -> None:
    assert with_question(source, "b", where="x") == expected


@pytest.mark.parametrize(
    "source", ["QUESTIONS = (1,)", "from . import a\nQUESTIONS = list(a)", "from . import a\nQUESTIONS = ()"]
)
def test_a_bank_that_names_its_questions_in_another_way_is_left_alone(source: str) -> None:
    with pytest.raises(
        BankError, match=r"x: expected `from \. import a, b` .*; add `from \. import b` and `b\.QUESTION`"
    ):
        with_question(source, "b", where="x")
