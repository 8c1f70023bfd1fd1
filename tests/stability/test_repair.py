"""Repairing: what a record says of other wordings, and presetting one so that no seed counts that was run before."""

import json
from pathlib import Path

import pytest
from banks.measuring import edit, first_seeds, locator, measure
from command_line import grader
from places import ROOT

from grader import bank as banks
from grader.checks.presets import preset_after_looking, preset_unread
from grader.design import Decision
from grader.release.stages import computed
from grader.stability import runs
from grader.stability.preset import Holds, presets
from grader.stability.repair import Repair, repair

QUESTION_4 = ROOT / "question_bank" / "learning_rate"


@pytest.fixture(scope="module")
def of_question_4() -> Repair:
    design = banks.design(str(ROOT / "question_bank"), "learning_rate")
    return repair(runs.read(QUESTION_4, design), design, p0=0.9, workers=2)


@pytest.fixture
def measured(copy: Path) -> Path:
    """A bank whose record has the first five seeds."""
    measure(copy, first_seeds(locator(copy)(), 5))
    return copy


def reading(copy: Path) -> None:
    """Let the design read what is preset."""
    edit(copy / "coin" / "design.py", "FixedSeedVaries, Reproduces", "FixedSeedVaries, presets, Reproduces")
    edit(copy / "coin" / "design.py", "statements=(REPRODUCES", "statements=(*presets(__file__), REPRODUCES")


@pytest.mark.parametrize(
    ("wording", "seeds"),
    [
        ("rate_0_05 not highest", 30),
        ("rate_0_05 behind rate_0_005", 30),
        ("rate_0_05 behind rate_0_01", 30),
        ("rate_0_05 lowest", 29),
        ("rate_0_005 within 0.03", 26),
        ("rate_0_005 between 0.6 and 0.8", 30),
        ("rate_0_005 highest", 15),
    ],
)
def test_question_4_s_record_speaks_about_other_wordings(of_question_4: Repair, wording: str, seeds: int) -> None:
    [found] = [one for one in of_question_4.offered if one.wording == wording]

    assert (found.credit, found.seeds) == (seeds, 30)


def test_what_was_picked_is_corrected_for_all_that_was_looked_at(of_question_4: Repair) -> None:
    kinds = {"highest": 4, "lowest": 4, "not highest": 4, "behind": 12, "within": 8, "between": 36, "order": 24}

    assert of_question_4.looked_at == sum(kinds.values())
    assert of_question_4.bar == of_question_4.looked_at / 0.05


def test_wordings_stand_by_their_evidence_with_what_they_cost(of_question_4: Repair) -> None:
    evidence = [one.log_e for one in of_question_4.offered]
    by_text = {one.wording: one for one in of_question_4.offered}
    pair, lowest = by_text["rate_0_05 behind rate_0_005"], by_text["rate_0_05 lowest"]

    assert evidence == sorted(evidence, reverse=True)
    assert (pair.runs_a_seed, lowest.runs_a_seed) == (2, 4)
    assert pair.afresh is not None
    assert pair.afresh.median == 66
    assert pair.minutes == pytest.approx(66 * 2 * (of_question_4.seconds_a_run or 0) / 2 / 60)
    assert by_text["rate_0_005 highest"].afresh is None
    low, high = pair.agrees
    assert 0.8 < low < 0.9 < high <= 1


def test_the_list_fits_a_terminal_and_changes_nothing(measured: Path) -> None:
    before = {path: path.read_bytes() for path in measured.rglob("*") if path.is_file() and ".pyc" not in path.name}

    done = grader("repair", "coin", "--bank", str(measured), "--all", cwd=measured.parent)

    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stdout.splitlines()[-1] == "coin: 14 of 30 wordings shown, 5 seeds"
    assert {path: path.read_bytes() for path in before} == before
    assert not (measured / "coin" / "preset.json").exists()


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("0.99", "if preset: 449 more seeds of 2 runs each"),
        ("0.995", "true of at least 99.5% of the seeds"),
        ("0.9999", "if preset: more than 2000 seeds, if it is true of every seed"),
    ],
)
def test_of_what_was_true_of_every_seed_it_is_said_how_many_all_true_would_show_it(
    measured: Path, share: str, said: str
) -> None:
    done = grader("repair", "coin", "--bank", str(measured), "--share", share, cwd=measured.parent)

    told = " ".join(done.stdout.split())
    assert said in told
    assert "if it is true of every seed" in told
    assert "never" not in told


def test_of_what_was_true_of_too_few_seeds_it_is_said_that_this_is_why_it_is_never_shown(measured: Path) -> None:
    done = grader("repair", "coin", "--bank", str(measured), "--share", "0.9", "--all", cwd=measured.parent)

    assert "if preset: never, as long as it is true of at most 90% of the seeds" in " ".join(done.stdout.split())


def test_programs_get_the_same(measured: Path) -> None:
    done = grader("repair", "coin", "--bank", str(measured), "--json", cwd=measured.parent)

    said = json.loads(done.stdout)
    assert (said["question"], said["looked_at"], said["bar_if_preset"]) == ("coin", 30, 20)
    assert {one["wording"] for one in said["wordings"]} >= {"loaded highest", "fair behind loaded"}


def test_only_seeds_that_are_measured_afterwards_count_for_what_is_preset(measured: Path) -> None:
    done = grader("repair", "coin", "--bank", str(measured), "--preset", "fair behind loaded", cwd=measured.parent)

    [preset] = presets(measured / "coin" / "preset.json")
    ending = runs.read(measured / "coin", locator(measured)()).ending
    assert (done.returncode, done.stderr) == (0, "")
    assert "Only seeds from 6 on count for it" in done.stdout
    assert preset == Holds("fair behind loaded", 0.9, 6, (("coin", ending.runs, ending.digest),))
    reading(measured)
    banks.design.cache_clear()
    design = locator(measured)()
    record = runs.read(measured / "coin", design)
    assert preset.judge(record.runs, design).seeds == 0

    measure(measured, first_seeds(design, 48))

    record = runs.read(measured / "coin", design)
    verdict = preset.judge(record.runs, design)
    assert (verdict.seeds, verdict.decision) == (43, Decision.CERTIFIED)
    [stages] = computed(banks.load(str(measured)))
    assert list(preset_after_looking.search(stages)) == []
    assert list(preset_unread.search(stages)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"first_seed": 6', '"first_seed": 5', "counts seeds from 5 on, and seed 5 had been run"),
        ('"runs": 10', '"runs": 8', "did not end so after 8 runs"),
        ('"runs": 10', '"runs": 100', "did not end so after 100 runs"),
        ('"coin": {', '"penny": {', "the bank has no record of penny"),
    ],
)
def test_a_preset_that_looks_at_seeds_already_run_is_found(measured: Path, old: str, new: str, said: str) -> None:
    grader("repair", "coin", "--bank", str(measured), "--preset", "fair behind loaded", cwd=measured.parent)
    reading(measured)
    edit(measured / "coin" / "preset.json", old, new)

    [stages] = computed(banks.load(str(measured)))

    assert said in " ".join(defect.message for defect in preset_after_looking.search(stages))


def test_a_statement_that_somebody_typed_and_called_preset_is_found(measured: Path) -> None:
    edit(measured / "coin" / "design.py", "FixedSeedVaries, Reproduces", "FixedSeedVaries, Holds, Reproduces")
    edit(measured / "coin" / "design.py", "statements=(REPRODUCES", "statements=(Holds('loaded highest'), REPRODUCES")

    [stages] = computed(banks.load(str(measured)))

    assert [defect.message for defect in preset_unread.search(stages)] == [
        "only the design has this statement: loaded highest, from seed 1 on"
    ]


def test_what_the_design_alone_has_is_found(measured: Path) -> None:
    grader("repair", "coin", "--bank", str(measured), "--preset", "fair behind loaded", cwd=measured.parent)
    [preset] = presets(measured / "coin" / "preset.json")
    (measured / "coin" / "preset.json").unlink()
    edit(measured / "coin" / "design.py", "FixedSeedVaries, Reproduces", "FixedSeedVaries, Holds, Reproduces")
    edit(measured / "coin" / "design.py", "statements=(REPRODUCES", f"statements=({preset!r}, REPRODUCES")

    [stages] = computed(banks.load(str(measured)))

    assert [defect.message for defect in preset_unread.search(stages)] == [
        "only the design has this statement: fair behind loaded, from seed 6 on"
    ]


def test_a_second_one_is_preset_behind_the_first(measured: Path) -> None:
    for wording in ("fair behind loaded", "loaded highest"):
        grader("repair", "coin", "--bank", str(measured), "--preset", wording, "--share", "0.8", cwd=measured.parent)

    assert [(one.wording, one.p0) for one in presets(measured / "coin" / "preset.json")] == [
        ("fair behind loaded", 0.8),
        ("loaded highest", 0.8),
    ]


def test_one_is_not_preset_twice(measured: Path) -> None:
    arguments = ("repair", "coin", "--bank", str(measured), "--preset", "fair behind loaded")
    grader(*arguments, cwd=measured.parent)
    again = grader(*arguments, cwd=measured.parent)

    assert again.returncode == 2
    assert "fair behind loaded is preset there already: grader measure coin" in again.stderr
    assert len(presets(measured / "coin" / "preset.json")) == 1


def test_nothing_is_preset_while_a_question_cannot_say_which_seeds_it_has_run(measured: Path) -> None:
    grader("new", "question", "other", "--bank", str(measured), cwd=measured.parent)
    (measured / "other" / "__init__.py").write_text("x = (\n", encoding="utf-8")

    done = grader("repair", "coin", "--bank", str(measured), "--preset", "fair behind loaded", cwd=measured.parent)

    assert done.returncode == 2
    assert "other: cannot be loaded, and may have run the seeds that are to count" in done.stderr
    assert not (measured / "coin" / "preset.json").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "expected a measured question of coin, received 'nothing'"),
        (("coin",), "expected a record with complete seeds, found none"),
        (("coin", "--preset", "loaded is best"), "expected a wording such as 'loaded highest', 'loaded lowest'"),
        (("coin", "--preset", "gold highest"), "expected different options of loaded, fair, received gold"),
        (("coin", "--preset", "fair lowest", "--into", "other"), "expected the folder of a question"),
        (("coin", "--preset", "fair lowest", "--json"), "--preset writes one wording, and lists none"),
        (("coin", "--preset", "fair between 0.8 and 0.6"), "expected the lower value first"),
        (("coin", "--preset", "fair within 0"), "expected a distance above 0"),
        (("coin", "--into", "other"), "--into says where to preset a wording"),
    ],
)
def test_wrong_use_is_one_line_with_what_is_expected(copy: Path, arguments: tuple[str, ...], said: str) -> None:
    done = grader("repair", *arguments, "--bank", str(copy), cwd=copy.parent)

    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("grader: ")
    assert said in line


def test_a_plan_says_what_statements_cost_and_measures_nothing(measured: Path) -> None:
    done = grader("measure", "coin", "--bank", str(measured), "--plan", "--workers", "1", cwd=measured.parent)

    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stdout.splitlines()[-1] == "coin: 2 statements planned, nothing measured"
    assert len(runs.read(measured / "coin", locator(measured)()).runs) == 10


def test_a_plan_without_any_record_does_not_know_how_long_it_takes(copy: Path) -> None:
    done = grader("measure", "coin", "--bank", str(copy), "--plan", cwd=copy.parent)

    assert "unknown" in done.stdout
