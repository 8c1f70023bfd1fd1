"""What is solved here is solved in another process, too: nothing but the bank may decide it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from broken.breaks import EN, QUESTION, SOLVER, Break, both, replacing
from places import HEALTHY, ROOT, TESTS

from grader import bank as banks
from grader.checks import release
from grader.checks.elsewhere import canonical, facts
from grader.findings import Finding
from grader.release import exports
from grader.release.stages import computed, of
from grader.verification import elsewhere
from grader.verification.gate import verify

pytestmark = pytest.mark.usefixtures("two_processes")


def adding(amount: str, *lines: str) -> Break:
    """A solver whose solution holds something more, which no text shows."""
    return both(
        replacing(SOLVER, "from statistics", "\n".join([*lines, "from statistics"])),
        replacing(SOLVER, "    nearest: str\n", "    nearest: str\n    more: float\n"),
        replacing(SOLVER, "    return Solution(\n", f"    return Solution(\n        more={amount},\n"),
    )


LEANS_ON = {
    "the order of a set": adding("[*map(str, range(99))].index(next(iter({*map(str, range(99))})))"),
    "the hash of a text": adding("hash('mean') % 1_000_003"),
    "the clock": adding("time.time() // 86_400", "import time"),
    "the clock's nanoseconds": adding("time.time_ns() // 86_400_000_000_000", "import time"),
    "the date": adding("date.today().toordinal()", "from datetime import date"),
    "the hour": adding("datetime.now().toordinal()", "from datetime import datetime"),
    "the day of the week": adding("sum(map(ord, time.strftime('%A, %d')))", "import time"),
    "the year": adding("time.localtime().tm_year", "import time"),
    "the year in words": adding("int(time.ctime()[-4:]) + int(time.asctime()[-4:])", "import time"),
    "the year elsewhere": adding("time.gmtime().tm_year", "import time"),
    "today's year": adding("datetime.today().year", "from datetime import datetime"),
    "the time zone": adding("time.localtime(0).tm_hour + 1", "import time"),
    "the folder": adding("len(str(Path.cwd()))", "from pathlib import Path"),
    "the user": adding("len(os.environ.get('USER', 'somebody else'))", "import os"),
    "the process": adding("os.getpid()", "import os"),
    "a first call that is remembered": both(
        adding("drawn()", "import random", "from functools import cache"),
        replacing(
            SOLVER,
            "def distance(",
            "@cache\ndef drawn() -> float:\n    return 1_000 * random.random()\n\n\ndef distance(",
        ),
    ),
}


def found(bank: Path) -> list[Finding]:
    return verify(banks.load(str(bank)), None, twice=True, progress=lambda _: None).findings


def bank_of(breaks: Mapping[str, Break], folder: Path) -> Path:
    """A bank of the healthy question and, for each of these edits, one by its name that was edited so."""
    bank = Path(copytree(HEALTHY, folder / "bank", ignore=ignore_patterns("__pycache__")))
    for id_, change in breaks.items():
        edited = Path(copytree(HEALTHY, folder / id_, ignore=ignore_patterns("__pycache__")))
        both(replacing(QUESTION, 'id="middle"', f'id="{id_}"'), change)(edited)
        (edited / "middle").rename(bank / id_)
    both(
        replacing("__init__.py", "from . import middle", f"from . import {', '.join(['middle', *breaks])}"),
        replacing(
            "__init__.py", "(middle.QUESTION,)", f"({''.join(f'{id_}.QUESTION, ' for id_ in ['middle', *breaks])})"
        ),
    )(bank)
    return bank


@pytest.fixture(scope="module")
def leaning(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """What is found in solvers that lean on something else, and in one that does not, each by its question."""
    breaks = {f"leaning_{number}": change for number, change in enumerate(LEANS_ON.values())}
    every = found(bank_of(breaks, tmp_path_factory.mktemp("leaning")))
    return {id_: [one for one in every if one.question == id_] for id_ in ("middle", *breaks)}


@pytest.mark.parametrize("what", LEANS_ON)
def test_a_solver_that_leans_on_something_else_is_found(what: str, leaning: dict[str, list[Finding]]) -> None:
    (finding,) = leaning[f"leaning_{[*LEANS_ON].index(what)}"]

    assert finding.code == "S003"
    assert finding.evidence[0].startswith("s.more: ")


def test_a_solver_beside_them_that_leans_on_nothing_is_not(leaning: dict[str, list[Finding]]) -> None:
    assert leaning["middle"] == []


def test_a_solver_that_reads_a_file_of_the_folder_it_is_called_in_is_found(
    bank: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "more.txt").write_text("0")
    monkeypatch.chdir(tmp_path)
    adding("int(Path('more.txt').read_text())", "from pathlib import Path")(bank)

    (finding,) = found(bank)

    assert (finding.code, finding.message) == ("S003", "another process cannot solve it")
    assert "solver.py" in finding.evidence[0]
    assert "more.txt" in finding.evidence[0]


def test_a_bank_that_another_process_cannot_load_is_found(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONLY_HERE", "1")
    monkeypatch.setitem(elsewhere._ENVIRONMENT, "ONLY_HERE", "")
    path = bank / "__init__.py"
    path.write_text(f'{path.read_text()}\nimport os\n\nassert os.environ["ONLY_HERE"], "only here"\n')

    (finding,) = found(bank)

    assert (finding.code, finding.message) == ("S003", "another process cannot solve it")
    assert "only here" in finding.evidence[0]


@pytest.mark.parametrize("location", [ROOT / "question_bank", TESTS / "broken" / "healthy"])
def test_a_healthy_bank_is_the_same_everywhere(location: Path) -> None:
    bank = banks.load(str(location))

    there = elsewhere.begin(bank, None).facts()

    assert there == {stages.id: facts(stages) for stages in computed(bank)}
    assert all(said["key"] and said["XML in en"] for said in there.values())


LIBRARY = """
from datetime import date, datetime
import datetime as dt

import pandas as pd
"""


def test_a_bank_may_use_dates_and_libraries_that_are_compiled_against_them(bank: Path) -> None:
    more = "(date(2026, 3, 1), datetime.fromisoformat('2026-03-01'), pd.Timestamp('2026-03-01'), late(), known())"
    late = """
def late() -> object:
    from pandas import Timestamp
    return Timestamp(dt.datetime(2026, 3, 1)) - Timestamp(2026, 2, 1)


def known() -> bool:
    return isinstance(pd.Timestamp(0), datetime) and isinstance(date(2026, 3, 1), dt.date)
"""
    adding(more, *LIBRARY.splitlines())(bank)
    both(
        replacing(SOLVER, "    more: float\n", "    more: tuple[object, ...]\n"),
        replacing(SOLVER, "def distance(", f"{late}\n\ndef distance("),
    )(bank)

    assert found(bank) == []


def test_a_release_that_another_process_would_write_too_is_not_written_here(
    bank: Path, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "for_moodle", lambda *_: pytest.fail("the release is written here"))

    assert verify(banks.load(str(bank)), released, twice=True, progress=lambda _: None).findings == []


SPOILT: dict[str, tuple[str, Callable[[Path], object]]] = {
    "E002": ("exam.en.xml", lambda path: path.write_bytes(path.read_bytes().replace(b"mean", b"mode", 1))),
    "E001": ("exam.pt-BR.xml", lambda path: path.unlink()),
    "E003": ("more.xml", lambda path: path.write_text("")),
}


@pytest.fixture
def released(bank: Path, tmp_path: Path) -> Path:
    """The folder of exports of the bank, as it is released."""
    loaded = banks.load(str(bank))
    exports.write_all(exports.build(loaded, of(loaded)), tmp_path / "exports")
    return tmp_path / "exports"


@pytest.mark.parametrize("code", SPOILT)
def test_a_release_that_differs_in_any_way_is_none_that_another_process_would_write(
    code: str, bank: Path, released: Path
) -> None:
    assert elsewhere._solve(str(bank), str(released))["released"]

    name, spoils = SPOILT[code]
    spoils(released / "moodle" / name)

    assert not elsewhere._solve(str(bank), str(released))["released"]


def test_whatever_another_process_finds_to_differ_is_compared_and_told_here(bank: Path, released: Path) -> None:
    for name, spoils in SPOILT.values():
        spoils(released / "moodle" / name)

    findings = verify(banks.load(str(bank)), released, twice=True, progress=lambda _: None).findings

    assert {finding.code for finding in findings} == set(SPOILT)
    assert len(findings) == len(SPOILT)


def test_whoever_stops_the_verification_stops_the_other_process_too(bank: Path) -> None:
    solving = elsewhere.begin(banks.load(str(bank)), None)

    solving.forget()

    assert solving.process.returncode is not None
    assert not Path(solving.folder.name).exists()


def test_sets_are_told_alike_in_any_order_and_differences_are_told() -> None:
    assert canonical(({"b", "a"}, {1: {2.5, 1}})) == "[{'a', 'b'}, {1: {1, 2.5}}]"
    assert canonical((1, 2)) != canonical((2, 1))
    assert canonical(0.1 + 0.2) != canonical(0.3)


def in_another_encoding(bank: Path) -> None:
    (bank / EN).write_bytes((bank / EN).read_bytes() + "é".encode("latin-1"))


def test_a_text_that_cannot_be_shown_is_no_other_question_elsewhere(tmp_path: Path) -> None:
    breaks: dict[str, Break] = {
        "without_a_block": replacing(EN, "{% block feedback_first %}", "{% block feedback_none %}"),
        "in_another_encoding": in_another_encoding,
        "without_a_file": lambda bank: (bank / EN).unlink(),
    }

    codes = {(finding.question, finding.code) for finding in found(bank_of(breaks, tmp_path))}

    assert {id_ for id_, _ in codes} >= breaks.keys()
    assert {code for _, code in codes}.isdisjoint({"S003", "B003"})
