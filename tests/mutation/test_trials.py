"""Trying mutants: which survive, that an endless one ends, and that nothing stays changed."""

import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from banks.measuring import copy_of_cheap, first_seeds, locator, measure
from broken.breaks import replacing
from click.testing import CliRunner
from places import TESTS

from grader import bank as banks
from grader.cli import grader
from grader.mutation import trials
from grader.mutation.trials import Score, Subject, TooLong
from grader.release.stages import ComputedStages, computed

BANK = TESTS / "banks" / "mutated"

OF_SOLVER = [  # the sum is ten, or three otherwise: where between them five lies does not matter
    "solver.solve: total > 5 -> total >= 5",
    "solver.solve: 5 -> 6 in total > 5",
    "solver.solve: 5 -> 4 in total > 5",
    "solver.Settings.shift: 0 -> -1",  # to begin one earlier adds nothing
]
OF_CLAIMS = [  # its counterexample is refuted by both parts at once, and so shows that neither is needed
    "sum_is_large: s.total > 5 and _is_large(s) -> _is_large(s)",
    "sum_is_large: s.total > 5 and _is_large(s) -> s.total > 5",
    "sum_is_large: s.total > 5 and _is_large(s) -> s.total > 5 or _is_large(s)",
    "sum_is_large: 5 -> 4 in s.total > 5",
    "sum_is_large: 5 -> 0 in s.total > 5",
]
ENDS = """
def _ends(half: int) -> bool:
    while half != 5:
        pass
    return True
"""
THOUGHT = 0.1
THINKS = f"""
import functools, time
@functools.cache
def _think() -> None:
    until = time.process_time() + {THOUGHT}
    while time.process_time() < until:
        pass
"""
OTHERWISE = "s.half == 5 or _ends(s.half)"


@pytest.fixture(scope="module", autouse=True)
def _impatient() -> Iterator[None]:
    """Mutants that never end are given up a little sooner."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trials, "_LEAST_SECONDS", 0.2)
        yield


@pytest.fixture(scope="module")
def stages() -> ComputedStages:
    (stages,) = computed(banks.load(str(BANK)))
    return stages


def subject(stages: ComputedStages) -> Subject:
    text, *_ = stages.sources.values()
    return Subject(stages.question, stages.code, stages.solve, stages.solution, text)


def tried(stages: ComputedStages, pieces: list[str]) -> Score:
    return trials.score(subject(stages), progress=pieces.append)


@pytest.fixture(scope="module")
def pieces() -> list[str]:
    return []


@pytest.fixture(scope="module")
def score(stages: ComputedStages, pieces: list[str]) -> Score:
    return tried(stages, pieces)


def test_what_nothing_notices_survives_and_all_else_is_killed(score: Score) -> None:
    of_claim = {flag: [one.name for one in score.survivors if one.of_claim is flag] for flag in (True, False)}

    assert of_claim == {True: OF_CLAIMS, False: OF_SOLVER}
    assert score.of_solver > 2 * len(OF_SOLVER)
    assert score.of_claims > 2 * len(OF_CLAIMS)


def test_a_survivor_says_where_it_is(score: Score) -> None:
    lines = {one.name: (one.path, one.line) for one in score.survivors}

    for name, (path, line) in lines.items():
        was = name.partition(": ")[2].partition(" -> ")[0]
        assert was in path.read_text(encoding="utf-8").splitlines()[line - 1]


def test_only_what_runs_is_changed(score: Score, pieces: list[str]) -> None:
    assert score.mutants
    assert set(pieces) == {
        "solver.solve",
        "solver.added",  # with a loop that never ends where nothing is added
        "solver.WAYS.<lambda>",
        "solver.STEP",
        "solver.Settings.shift",
        "sum_by_formula",
        "half_is_half",
        "sum_is_large",
        "_is_large",
    }


def test_claims_and_solvers_are_changed_in_whichever_module_they_are_written(tmp_path: Path, score: Score) -> None:
    """Here in one beside the question, and in one that several questions may share."""
    bank = shutil.copytree(BANK, tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__"))
    (bank / "sums" / "solver.py").rename(bank / "adding.py")
    init = bank / "sums" / "__init__.py"
    before, begins, rest = init.read_text(encoding="utf-8").replace("from .solver", "from ..adding").partition("@claim")
    claims, begin, item = (begins + rest).partition("def item")
    imported = "from .claims import half_is_half, sum_by_formula, sum_is_large"
    (bank / "sums" / "claims.py").write_text(before + claims, encoding="utf-8")
    init.write_text(f"{before}{imported}\n\n\n{begin}{item}", encoding="utf-8")
    (moved,) = computed(banks.load(str(bank)))

    apart = tried(moved, [])

    assert (apart.of_solver, apart.of_claims) == (score.of_solver, score.of_claims)
    names = {one.name.removeprefix("claims.").replace("adding.", "solver.") for one in apart.survivors}
    assert names == {one.name for one in score.survivors}


def test_afterwards_everything_is_as_it_was(stages: ComputedStages, score: Score) -> None:
    assert score.survivors
    assert stages.solve() == stages.solution
    assert all(claim.holds(stages.solution) for claim in stages.question.claims)
    assert tried(stages, []) == score


@pytest.mark.parametrize("has_timer", [True, False], ids=["with a timer", "without one, as on Windows"])
def test_what_never_ends_is_given_up(has_timer: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    if not has_timer:
        monkeypatch.delattr(signal, "setitimer")

    def never_end() -> None:
        while True:
            pass

    with pytest.raises(TooLong), trials._patience(0.1, 1):
        never_end()
    with trials._patience(600, 600):
        pass


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows tells time by the clock alone")
def test_what_waits_is_given_up_later_because_others_may_use_the_machine() -> None:
    with trials._patience(0.1, 1):
        time.sleep(0.2)
    with pytest.raises(TooLong), trials._patience(1, 0.1):
        time.sleep(600)


def test_a_part_without_which_a_claim_would_only_not_end_survives(tmp_path: Path) -> None:
    """Of what is refuted, nobody knows how long a claim may take: a faster machine would find that nothing notices."""
    bank = shutil.copytree(BANK, tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__"))
    replacing("sums/text.en.md", "it is {{ s.half }}", "it is a half")(bank)
    replacing("sums/__init__.py", ", lambda s: replace(s, half=6)", "")(bank)
    part = "s.half == 5 and _ends(s.half)"
    replacing("sums/__init__.py", "s.half * 2 >= s.total and s.half * 2 <= s.total", part)(bank)
    replacing("sums/__init__.py", "def _is_large(", f"{ENDS}\n\ndef _is_large(")(bank)
    (stages,) = computed(banks.load(str(bank)))

    survivors = {one.name for one in tried(stages, []).survivors if "half" in one.name}

    assert survivors == {f"half_is_half: {part} -> {rest}" for rest in ("s.half == 5", "_ends(s.half)", OTHERWISE)}


@pytest.mark.parametrize(
    ("file", "function", "body"),
    [
        ("sums/solver.py", "def solve(", "    total = added(p.count)"),
        ("sums/__init__.py", "def _is_large(", '    return s.kind == "large"'),
    ],
    ids=["solver", "claim"],
)
def test_no_mutant_is_given_up_for_what_solver_and_claims_take_themselves(
    file: str, function: str, body: str, tmp_path: Path
) -> None:
    """Also where they remember what they once computed, which a mutant does not."""
    bank = shutil.copytree(BANK, tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__"))
    replacing(file, body, f"    _think()\n{body}")(bank)
    replacing(file, function, f"{THINKS}\n\n{function}")(bank)
    (stages,) = computed(banks.load(str(bank)))
    assert all(claim.holds(stages.solution) for claim in stages.question.claims)

    assert min(subject(stages).limits) > trials._PATIENCE * THOUGHT


def test_two_counterexamples_show_that_two_parts_are_needed(score: Score) -> None:
    assert not [one for one in score.survivors if one.name.startswith("half_is_half")]


def test_a_measured_question_is_solved_without_runs_for_each_mutant(tmp_path: Path) -> None:
    copy = copy_of_cheap(tmp_path / "bank")
    measure(copy, first_seeds(locator(copy)(), 20))
    (stages,) = computed(banks.load(str(copy)))

    survivors = {one.name for one in tried(stages, []).survivors}

    assert "solver.solve: 1 -> 2 in max(count, 1)" in survivors  # with runs, and without, it says the same
    assert "solver.solve: 1 -> 0 in max(count, 1)" not in survivors
    assert (
        "solver.solve: [seed[option] for seed in seeds] or [0.0] -> [seed[option] for seed in seeds]" not in survivors
    )


def test_the_command_names_survivors_and_states_the_score() -> None:
    done = CliRunner().invoke(grader, ["mutate", "sums", "--bank", str(BANK)])

    *found, last = done.stdout.splitlines()
    assert done.exit_code == 1
    assert sum(": C022 a mutant survives: " in line for line in found) == len(OF_SOLVER) + len(OF_CLAIMS)
    assert last.startswith("1 question, 2 of 2 quoted values held, ")
    assert last.endswith("0 survivors excused: 9 findings")


def test_an_unknown_question_is_one_message() -> None:
    done = CliRunner().invoke(grader, ["mutate", "products", "--bank", str(BANK)])

    assert str(done.exception) == "expected a question of sums, received 'products'"


def test_a_bank_that_is_not_sound_is_not_changed(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(BANK, tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__")))
    code = copy / "sums" / "__init__.py"
    code.write_text(code.read_text().replace("return s.total > 5", "return s.total > 50"))

    done = CliRunner().invoke(grader, ["mutate", "--bank", str(copy)])

    assert "C001 the claim sum_is_large is false" in done.stdout
    assert "C022" not in done.stdout
    assert sys.getprofile() is None
