"""Measuring: every run is recorded once, whatever the experiment, its process or the machine does in between."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import killing
import pytest
from banks import measuring
from banks.measuring import edit, first_seeds, locator, measure, results
from extras import needs
from places import ROOT, TESTS

from grader.commands.options import default_workers
from grader.design import Design, RunId
from grader.errors import GraderError, MissingExtraError, RecordError
from grader.stability import runs
from grader.stability.measure import perform_all
from grader.stability.workers import Failure, LocalProcess, Performed, local_processes, perform

DRAW = "    generator = "
FAIR = RunId("fair", 1)
MEASURING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from banks import measuring
if __name__ == "__main__":
    import grader.stability.measure as engine
    from grader.stability.workers import local_processes
    copy = Path(sys.argv[1])
    locate = measuring.locator(copy)
    design = locate()
    wanted = measuring.first_seeds(design, 12)
    engine.measure(copy / "coin", design, locate, wanted, team=local_processes(2), started=print,
                   ended=lambda result: print(result.run.id, flush=True))
"""


def misbehaving(copy: Path, statements: str) -> Path:
    """Put statements before the experiment's draw; `once` in them is a file that marks a first attempt."""
    lines = "".join(f"    {line}\n" for line in statements.splitlines())
    prelude = "    import os\n    from pathlib import Path\n    once = Path(__file__).parent / f'{run_id}.once'\n"
    edit(copy / "coin" / "experiment.py", DRAW, f"{prelude}{lines}{DRAW}")
    return copy


def recorded(copy: Path) -> runs.Record:
    return runs.read(copy / "coin", locator(copy)())


def test_every_run_is_recorded_once_and_a_second_call_has_nothing_to_do(copy: Path) -> None:
    wanted = first_seeds(locator(copy)(), 3)

    ended = measure(copy, wanted, workers=2)
    again = measure(copy, wanted)

    assert {result.run.id for result in ended if isinstance(result, Performed)} == set(wanted)
    assert sorted(run.id for run in recorded(copy).runs) == sorted(wanted)
    assert again == []


def test_a_run_that_raises_is_tried_once_more(copy: Path) -> None:
    misbehaving(copy, "if not once.exists():\n    once.touch()\n    raise MemoryError")

    [ended] = measure(copy, [FAIR])

    assert isinstance(ended, Performed)
    assert list(results(recorded(copy).runs)) == [FAIR]


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        ("raise ValueError('no coin')", "ValueError: no coin"),
        ("raise SystemExit('enough')", "SystemExit: enough"),
        ("class Odd(Exception):\n    def __init__(self, a, b): super().__init__(a)\nraise Odd('x', 2)", "Odd: x"),
        ("return {'accuracy': 0.5}", "KeyError: 'halves'"),
        ("os._exit(3)", "its process died"),
    ],
)
def test_a_run_that_fails_twice_is_reported_and_the_others_are_recorded(
    copy: Path, statements: str, reason: str
) -> None:
    tries = "with once.open('a') as file:\n    file.write('.')"
    lines = "\n".join(f"    {line}" for line in f"{tries}\n{statements}".splitlines())
    misbehaving(copy, f"if run_id.option == 'fair' and run_id.seed == 1:\n{lines}")
    wanted = first_seeds(locator(copy)(), 2)

    ended = measure(copy, wanted, workers=2)

    assert [result for result in ended if isinstance(result, Failure)] == [Failure(FAIR, reason)]
    assert {run.id for run in recorded(copy).runs} == set(wanted) - {FAIR}
    assert (copy / "coin" / f"{FAIR}.once").read_text() == ".."


def test_a_process_that_dies_takes_no_other_run_with_it(copy: Path) -> None:
    """Every process dies at its first attempt of a run; each run is tried once more, none is blamed for another."""
    misbehaving(copy, "if not once.exists():\n    once.touch()\n    os._exit(1)")
    wanted = first_seeds(locator(copy)(), 2)

    ended = measure(copy, wanted, workers=2)

    assert all(isinstance(result, Performed) for result in ended)
    assert sorted(run.id for run in recorded(copy).runs) == sorted(wanted)


def test_nan_is_a_result_and_recorded_as_such(copy: Path) -> None:
    edit(copy / "coin" / "experiment.py", "float(heads.mean())", "float('nan')")

    [ended] = measure(copy, [FAIR])

    assert isinstance(ended, Performed)
    [run] = recorded(copy).runs
    assert repr(run.measured["accuracy"]) == "nan"
    assert ",nan," in (copy / "coin" / "runs.csv").read_text(encoding="utf-8")


def test_numpy_numbers_are_recorded_as_numbers(copy: Path) -> None:
    plain = perform(locator(copy), FAIR).run
    other = measuring.copy_of_cheap(copy.parent / "other")
    edit(other / "coin" / "experiment.py", "float(heads.mean())", "heads.mean()")

    measure(other, [FAIR])

    assert results(recorded(other).runs) == results([plain])


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("coins.py", "0.8", "0.81", "code"),
        ("experiment.py", 'return "none"', 'return "some"', "code"),
        ("design.py", 'metric="accuracy"', 'metric="halves"', "design"),
        ("design.py", "inputs_digest=experiment.inputs_digest", 'inputs_digest=lambda: "some"', "inputs"),
    ],
)
def test_a_record_of_another_origin_is_not_continued(copy: Path, file: str, old: str, new: str, what: str) -> None:
    measure(copy, [FAIR])
    other = measuring.copy_of_cheap(copy.parent / "other")
    for name in ("runs.csv", "runs.json"):
        (other / "coin" / name).write_bytes((copy / "coin" / name).read_bytes())
    edit(other / "coin" / file, old, new)

    with pytest.raises(RecordError, match=rf"made with other {what} .* move runs.csv and runs.json away"):
        measure(other, [FAIR])


def test_code_that_is_edited_while_it_is_measured_stops_the_measuring(copy: Path) -> None:
    misbehaving(
        copy,
        "if run_id.seed == 2:\n"
        "    path = Path(__file__).parent / 'coins.py'\n"
        "    path.write_text(path.read_text().replace('0.8,', '0.85,'))\n"
        "    os._exit(1)",
    )
    wanted = [RunId("fair", 1), RunId("fair", 2), RunId("fair", 3)]

    with pytest.raises(RecordError, match="made with other code"):
        measure(copy, wanted)

    assert [run.id for run in recorded(copy).runs] == [RunId("fair", 1)]


def test_of_code_that_was_edited_meanwhile_the_record_is_not_blamed(copy: Path) -> None:
    edits = "path = Path(__file__).parent / 'coins.py'; path.write_text(path.read_text().replace('0.8,', '0.85,'))"
    misbehaving(copy, f"if not once.exists():\n    once.touch()\n    {edits}\n    os._exit(1)")

    with pytest.raises(RecordError, match="the record is as good as before") as raised:
        measure(copy, [FAIR])

    assert "away" not in str(raised.value)


def test_an_option_that_always_fails_stops_the_measuring_after_a_few(copy: Path) -> None:
    """What the other option gave meanwhile is recorded; a failure between successes stops nothing."""
    misbehaving(copy, "if run_id.option == 'fair' and run_id.seed != 2:\n    raise ValueError('no coin')")
    wanted = [RunId("fair", seed) for seed in range(1, 30)]
    ended: list[Performed | Failure] = []

    with pytest.raises(GraderError, match=r"3 runs of fair failed, one after the other, at last with ValueError: no c"):
        measure(copy, wanted, told=ended.append)

    assert [type(result) for result in ended] == [Failure, Performed, Failure, Failure, Failure]
    assert [run.id for run in recorded(copy).runs] == [RunId("fair", 2)]


def test_a_run_that_hangs_is_given_up_and_the_others_go_on(copy: Path) -> None:
    """It holds the interpreter's lock, so that nothing in its own process could end it."""
    misbehaving(copy, "if not once.exists():\n    import ctypes\n    once.touch()\n    ctypes.PyDLL(None).pause()")
    once = copy / "coin" / f"{FAIR}.once"
    worker = LocalProcess()
    try:
        hanging = worker.start(locator(copy), FAIR)
        while not once.exists():
            time.sleep(0.05)
        worker.give_up(hanging)
        again = worker.start(locator(copy), FAIR)

        assert isinstance(worker.result(hanging, FAIR), Failure)
        assert isinstance(worker.result(again, FAIR), Performed)
    finally:
        worker.end()


def test_a_run_that_always_hangs_is_a_failure(copy: Path) -> None:
    misbehaving(copy, "import time\ntime.sleep(3600)")

    [ended] = perform_all(locator(copy), [FAIR], team=local_processes(1), limit=0.5)

    assert ended == Failure(FAIR, "it had not ended after 0.5 s")
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back here")
def test_ctrl_c_reaches_no_worker_not_even_one_that_is_just_starting(copy: Path) -> None:
    worker = LocalProcess()
    try:
        running = worker.start(locator(copy), FAIR)
        for child in multiprocessing.active_children():
            assert child.pid is not None
            os.kill(child.pid, signal.SIGINT)

        assert isinstance(worker.result(running, FAIR), Performed)
    finally:
        worker.end()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the killing looks for workers in /proc")
def test_killed_at_random_measuring_and_its_workers_leave_a_record_that_is_right(tmp_path: Path) -> None:
    killed = killing.on_this_machine(tmp_path, 6, Random(2))

    assert killed.total() == 6


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@needs("distributed")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the killing looks for workers in /proc")
def test_killed_at_random_a_cluster_leaves_a_record_that_is_right(tmp_path: Path) -> None:
    killed = killing.on_a_cluster(tmp_path, 3, Random(5))

    assert killed.total() == 3


def test_what_makes_every_run_impossible_ends_the_measuring(copy: Path) -> None:
    misbehaving(copy, "from grader.errors import MissingExtraError\nraise MissingExtraError('install it')")

    with pytest.raises(MissingExtraError, match="install it"):
        measure(copy, [FAIR])


def test_a_run_is_asked_for_only_when_a_worker_is_free(copy: Path) -> None:
    ended: list[RunId] = []

    def until_three_have_ended() -> Iterator[RunId]:
        for run_id in first_seeds(locator(copy)(), 5):
            if len(ended) < 3:
                yield run_id

    for result in perform_all(locator(copy), until_three_have_ended(), team=local_processes(2)):
        assert isinstance(result, Performed)
        ended.append(result.run.id)

    assert 3 <= len(ended) <= 4  # the third ended while at most one other was under way


def test_interrupted_by_the_keyboard_it_leaves_no_process_behind(copy: Path) -> None:
    wanted = first_seeds(locator(copy)(), 5)
    seen: list[Performed | Failure] = []

    def ended(result: Performed | Failure) -> None:
        seen.append(result)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure(copy, wanted, workers=2, told=ended)

    assert multiprocessing.active_children() == []
    assert len(recorded(copy).runs) == len(seen) == 1


def test_killed_again_and_again_it_loses_no_finished_run_and_repeats_none(copy: Path, tmp_path: Path) -> None:
    """After each kill, what the process had told of is in the record, as it stood; at the end all runs are."""
    script = tmp_path / "measuring.py"
    script.write_text(MEASURING)
    command = [sys.executable, str(script), str(copy), str(TESTS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    design: Design = locator(copy)()
    wanted = first_seeds(design, 12)
    generator = Random(7)
    before = b""
    for _ in range(3):
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            told = [process.stdout.readline() for _ in range(1 + generator.randrange(1, 6))]
            process.kill()
        table = copy / "coin" / "runs.csv"
        assert table.read_bytes().startswith(before)
        assert table.read_bytes().count(b"\n") >= before.count(b"\n") + len(told) - 1
        before = table.read_bytes().rpartition(b"\n")[0]

    measure(copy, wanted, workers=2)

    uninterrupted = [perform(locator(copy), run_id).run for run_id in wanted]
    assert results(recorded(copy).runs) == results(uninterrupted)


@pytest.mark.parametrize(("cores", "workers"), [(1, 2), (2, 3), (3, 5), (16, 24)])
def test_half_as_many_processes_again_as_there_are_cores_train_at_once(cores: int, workers: int) -> None:
    assert default_workers(cores) == workers
