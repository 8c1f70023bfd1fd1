"""`grader stability` and `grader measure`, as a person uses them on a measured question."""

import csv
import io
import json
import subprocess
from pathlib import Path

import command_line
import pytest
from banks import measuring
from banks.measuring import locator
from broken.breaks import made_on_two_machines
from extras import needs
from places import ROOT

from grader.design import Decision, RunId
from grader.stability import runs
from grader.stability.certificate import Best, certify
from grader.stability.measure import in_rounds, needed
from grader.stability.statistics import statistics


def grader(*arguments: str, cwd: Path = ROOT, fresh: bool = False) -> subprocess.CompletedProcess[str]:
    return command_line.grader(*arguments, cwd=cwd, fresh=fresh)


def test_from_the_record_alone_every_number_of_the_certificate_comes_out_again() -> None:
    released = json.loads((ROOT / "exports/stability/learning_rate.certificate.json").read_text())

    printed = json.loads(grader("stability", "learning_rate", "--json").stdout)

    assert {"schema": printed["schema"], **printed["certificate"]} == released
    assert [verdict["decision"] for verdict in released["verdicts"]] == [
        "refuted",
        "certified",
        "not shown",
        "certified",
    ]


def test_the_text_says_every_verdict_and_counts() -> None:
    done = grader("stability", "learning_rate")

    assert done.returncode == 0
    assert "refuted    reproduces" in done.stdout
    assert "not shown  every option can be best (rate_0_05)" in done.stdout
    assert done.stdout.splitlines()[-1] == "learning_rate: 4 statements, 30 seeds, 224 runs"
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_csv_is_the_released_table() -> None:
    done = grader("stability", "learning_rate", "--csv")

    assert done.stdout == (ROOT / "exports/stability/learning_rate.statistics.csv").read_text()
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 4


@needs("matplotlib")
def test_the_page_is_written_whole_and_the_same_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    for path in (first, second):
        assert grader("stability", "learning_rate", "--html", str(path), fresh=True).returncode == 0

    assert first.read_bytes() == second.read_bytes()
    assert first.read_text(encoding="utf-8").count("<figure") == 4


@pytest.mark.parametrize("question", ["loss_scenarios", "nothing"])
def test_a_question_that_is_not_measured_has_no_stability(question: str) -> None:
    done = grader("stability", question)

    assert done.returncode == 2
    assert f"expected a measured question, received '{question}'" in done.stderr


def test_measuring_stops_once_every_statement_is_decided(copy: Path) -> None:
    done = grader("measure", "coin", "--bank", str(copy), "--workers", "2")

    design = locator(copy)()
    record = runs.read(copy / "coin", design)
    certificate = certify("coin", record, design)
    assert done.returncode == 0, done.stderr
    assert all(verdict.decision is not Decision.UNDECIDED for verdict in certificate.verdicts)
    assert design.minimum_seeds <= certificate.seeds < len(design.plan[0].seeds)
    assert "reproduces: certified" in done.stdout
    assert grader("measure", "coin", "--bank", str(copy)).stdout == done.stdout  # nothing is left to do


def test_the_whole_design_runs_when_asked_to(copy: Path) -> None:
    grader("measure", "coin", "--bank", str(copy), "--all", "--seeds", "3")

    design = locator(copy)()
    assert {run.id for run in runs.read(copy / "coin", design).runs} == set(in_rounds(design, seeds=3))


def test_an_unknown_protocol_is_refused(copy: Path) -> None:
    done = grader("measure", "coin", "--bank", str(copy), "--protocol", "most")

    assert done.returncode == 2
    assert "expected a protocol of full, source, received 'most'" in done.stderr


def test_rounds_take_a_seed_of_every_series_in_turn(copy: Path) -> None:
    design = locator(copy)()

    first = list(in_rounds(design))[:8]

    assert [(run_id.seed, run_id.protocol, run_id.repeat) for run_id in first[::2]] == [
        (1, "full", 0),
        (1, "source", 0),
        (2, "full", 0),
        (1, "source", 1),
    ]
    assert set(in_rounds(design)) == {r for s in design.plan for r in s.run_ids(design.options)}


def test_only_runs_that_bear_on_something_undecided_are_needed() -> None:
    design = measuring.locator(measuring.CHEAP)()
    decided = measuring.stream(design, [(1, 0)] * 60)

    assert needed(RunId("loaded", 50), (), design)
    assert not needed(RunId("loaded", 50), decided, design)
    assert needed(RunId("loaded", 1), decided, design)  # among those of any release
    assert needed(RunId("loaded", 1, "source"), decided, design)


@pytest.mark.parametrize(
    ("rows", "decision"),
    [
        ([(1, 0)] * 12, Decision.CERTIFIED),
        ([(1, 0), (0, 1)] * 6, Decision.UNDECIDED),
        ([(1, 1)] * 12, Decision.UNDECIDED),
        ([], Decision.UNDECIDED),
    ],
)
def test_the_best_option_beats_each_rival_in_pairs(rows: list[tuple[float, float]], decision: Decision) -> None:
    design = measuring.locator(measuring.CHEAP)()

    assert Best().judge(measuring.stream(design, rows), design).decision is decision


def test_what_is_undecided_says_how_many_more_seeds_would_decide_it() -> None:
    design = measuring.locator(measuring.CHEAP)()
    few = Best().judge(measuring.stream(design, [(1, 0)] * 4), design)
    assert few.more_seeds is not None

    one_less = Best().judge(measuring.stream(design, [(1, 0)] * (3 + few.more_seeds)), design)
    enough = Best().judge(measuring.stream(design, [(1, 0)] * (4 + few.more_seeds)), design)

    assert one_less.decision is Decision.UNDECIDED
    assert enough.decision is Decision.CERTIFIED


def test_a_tie_for_ever_is_never_decided() -> None:
    design = measuring.locator(measuring.CHEAP)()
    tied = Best().judge(measuring.stream(design, [(1, 1)] * 5), design)

    assert (tied.decision, tied.more_seeds) == (Decision.UNDECIDED, None)


def test_thousands_of_seeds_have_statistics() -> None:
    design = measuring.locator(measuring.CHEAP)()

    assert statistics(measuring.stream(design, [(0.8, 0.5)] * 3000), design).options[0].credit == 3000


def test_the_command_says_what_stands_among_all_comparisons_and_which_runs_gave_no_number(tmp_path: Path) -> None:
    bank = measuring.copy_of_cheap(tmp_path / "bank")
    measuring.measure(bank, [RunId(option, seed) for seed in (1, 2) for option in ("fair", "loaded")])
    with_nan = grader("stability", "--bank", str(_without_a_number(bank)))
    exam = grader("stability")

    assert "  fair: 1 of 2 runs gave no number, and won nothing" in with_nan.stdout.splitlines()
    assert [line.split(":")[0] for line in exam.stdout.splitlines() if line.endswith(", stands")] == [
        "  glorot_residual, rate_0_05"
    ]
    assert "beyond chance among 8 comparisons" in exam.stdout


@needs("matplotlib")
def test_seeds_whose_runs_were_made_on_different_machines_are_named_as_text_and_on_the_page(tmp_path: Path) -> None:
    bank = measuring.copy_of_cheap(tmp_path / "bank")
    measuring.measure(bank, [RunId(option, seed) for seed in (6, 7, 8) for option in ("fair", "loaded")])
    alone = grader("stability", "--bank", str(bank)).stdout
    made_on_two_machines(bank)

    text = grader("stability", "--bank", str(bank), "--html", str(tmp_path / "page.html")).stdout
    page = (tmp_path / "page.html").read_text(encoding="utf-8")

    assert "different machines" not in alone
    assert "made on different machines or versions, and compared all the same: the runs of seed 7" in text
    assert "The trainings of seed 7 were made on different machines" in " ".join(page.split())


def _without_a_number(bank: Path) -> Path:
    """The bank with a record one of whose runs gave none."""
    table = bank / "coin" / "runs.csv"
    header, first, *others = table.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = first.split(",")
    cells[5] = "nan"
    table.write_text("".join([header, ",".join(cells), *others]), encoding="utf-8")
    return bank


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("stability", "--language", "en"), "--language goes with --html: give both, or neither"),
        (("stability", "--json", "--csv"), "expected --json or --csv, received both"),
        (("measure", "coin", "--plan", "--all"), "expected --plan or --all, received both"),
        (("measure", "coin", "--plan", "--protocol", "source"), "expected --plan or --protocol, received both"),
        (("measure", "coin", "--plan", "--cluster", "tcp://here"), "expected --plan or --cluster, received both"),
        (("measure", "coin", "--plan", "--limit", "1"), "expected --plan or --limit, received both"),
        (("measure", "coin", "--cluster", "here", "--workers", "2"), "expected --cluster or --workers, received both"),
    ],
)
def test_an_option_that_would_be_passed_over_is_refused(command: tuple[str, ...], said: str) -> None:
    done = grader(*command, "--bank", str(measuring.CHEAP))

    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
