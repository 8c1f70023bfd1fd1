"""The mistakes that people make in Python: each is told with its place and a remedy, and none is a traceback."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from broken.breaks import QUESTION, SOLVER, appending, replacing
from click.testing import CliRunner, Result
from extras import needs
from mistakes.banks import OF_BANKS
from mistakes.claims import OF_CLAIMS
from mistakes.items import OF_ITEMS
from mistakes.mistake import (
    CLAIM,
    INIT,
    ITEM,
    NUMPY_IN_QUESTION,
    REFUTED,
    first_solver_line,
    in_claim,
)
from mistakes.questions import OF_QUESTIONS
from mistakes.solvers import OF_SOLVERS
from mistakes.texts import OF_TEXTS
from places import HEALTHY

from grader.cli import grader

MISTAKES = OF_BANKS | OF_QUESTIONS | OF_ITEMS | OF_SOLVERS | OF_CLAIMS | OF_TEXTS


def verify(bank: Path, *more: str) -> Result:
    return CliRunner().invoke(grader, ["verify", "--no-exports", "--bank", str(bank), *more])


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HEALTHY, tmp_path / "my bank", ignore=shutil.ignore_patterns("__pycache__")))


def put_beside(bank: Path) -> None:
    """Put a second question into the bank, with a claim that is false."""
    shutil.copytree(bank / "middle", bank / "second")
    replacing("second/__init__.py", 'id="middle"', 'id="second"')(bank)
    replacing("second/__init__.py", CLAIM, "return s.mean < s.median")(bank)
    replacing(INIT, "from . import middle", "from . import middle, second")(bank)
    replacing(INIT, "(middle.QUESTION,)", "(middle.QUESTION, second.QUESTION)")(bank)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_hides_no_finding_of_another_question(name: str, bank: Path) -> None:
    mistake = MISTAKES[name]
    if mistake.code:
        put_beside(bank)
    mistake.breaks(bank)

    result = verify(bank)

    if mistake.code:
        assert result.exit_code == 1, result.output or result.exception
        blocks = re.split(r"\n(?! )", result.stdout)
        told = [block for block in blocks if re.match(rf".*{re.escape(mistake.file)}(:\d+)?: {mistake.code} ", block)]
        assert any(mistake.said in block for block in told), result.stdout
        assert re.search(r"second.__init__\.py:\d+: C001 ", result.stdout), result.stdout
    else:
        assert isinstance(result.exception, Exception)
        said = str(result.exception)
        assert type(result.exception).__name__ in {"BankError", "AuthorError"}, said
        assert mistake.file in said
        assert mistake.said in said
        assert "\n" not in said
    assert "Traceback" not in result.output
    assert "_bank_" not in result.output


PRINTS = 'import sys\nprint("noise")\nsys.stdout.write("noise\\n")\n'


@pytest.mark.parametrize(
    "breaks",
    [
        appending(INIT, f"\n{PRINTS}"),
        appending(QUESTION, f"\n{PRINTS}"),
        first_solver_line('print("noise")'),
        in_claim('print("noise") or s.mean > s.median'.replace("print", "return print")),
        replacing(QUESTION, REFUTED, 'refuted_by=lambda _: print("noise") or solve(Parameters((1.0, 2.0, 3.0)))'),
        replacing(QUESTION, ITEM, f'    print("noise")\n{ITEM}'),
        replacing(QUESTION, "build=lambda tail: ", 'build=lambda tail: print("noise") or '),
        replacing(
            SOLVER,
            "    sample: tuple",
            "    def __repr__(self) -> str:\n        return str(print('noise') or self.sample)\n\n    sample: tuple",
        ),
        first_solver_line(
            'import logging, sys; logging.basicConfig(stream=sys.stdout, force=True); logging.warning("noise")'
        ),
    ],
)
@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", "--no-exports", "--json"],
        pytest.param(["verify", "--no-exports", "--variants", "2"], marks=needs("hypothesis")),
        ["export"],
    ],
)
def test_what_an_author_prints_is_no_result(breaks: Callable[[Path], None], arguments: list[str], bank: Path) -> None:
    before = CliRunner().invoke(grader, [*arguments, "--bank", str(bank)]).stdout
    breaks(bank)

    result = CliRunner().invoke(grader, [*arguments, "--bank", str(bank)])

    assert result.exit_code == 0, result.output
    assert result.stdout == before
    assert "noise" in result.stderr


def test_a_solver_may_leave_the_folder_and_we_do_not(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_solver_line("import os; os.chdir('/')")(bank)
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(grader, ["export", "--bank", "my bank"]).exit_code == 0
    assert (tmp_path / "exports" / "my bank" / "moodle" / "exam.en.xml").is_file()


@pytest.mark.parametrize(
    "breaks", [appending(QUESTION, "\nraise KeyboardInterrupt\n"), first_solver_line("raise KeyboardInterrupt")]
)
def test_an_interruption_passes_through(breaks: Callable[[Path], None], bank: Path) -> None:
    breaks(bank)

    result = CliRunner().invoke(grader, ["verify", "--no-exports", "--bank", str(bank)], standalone_mode=False)

    assert type(result.exception).__name__ == "Abort"


def test_a_claim_may_give_a_bool_of_numpy(bank: Path) -> None:
    NUMPY_IN_QUESTION(bank)
    in_claim("return np.float64(s.mean) > s.median")(bank)

    assert verify(bank).exit_code == 0
