"""Measuring on a real Dask cluster of this machine, started as a user would; one worker is killed on the way."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from banks.measuring import Elsewhere, copy_of_cheap, edit, first_seeds, locator, results
from clusters import ENVIRONMENT, Cluster, start
from extras import missing

from grader.design import RunId
from grader.errors import GraderError
from grader.stability import runs
from grader.stability.about import Provenance
from grader.stability.cluster import cluster_workers, unlike
from grader.stability.measure import measure, perform_all
from grader.stability.workers import Failure, Performed, perform

pytest.importorskip("distributed", reason=missing("distributed"))

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


def refuse(words: str) -> None:
    raise AssertionError(words)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield start(stack)


def test_the_record_is_that_of_local_processes_though_a_worker_is_killed(cluster: Cluster, copy: Path) -> None:
    address, _, workers = cluster
    wanted = first_seeds(locator(copy)(), 12)
    ended: list[Performed | Failure] = []

    def tell(result: Performed | Failure) -> None:
        ended.append(result)
        if len(ended) == 5:
            workers[0].send_signal(signal.SIGKILL)

    with cluster_workers(address, locator(copy), left_out=refuse) as team:
        assert len(team) == 2
        measure(
            copy / "coin",
            locator(copy)(),
            locator(copy),
            wanted,
            team=team,
            started=lambda _record, _missing: None,
            ended=tell,
        )

    recorded = runs.read(copy / "coin", locator(copy)())
    assert [result for result in ended if isinstance(result, Failure)] == []
    assert results(recorded.runs) == results(perform(locator(copy), run_id).run for run_id in wanted)


def test_a_run_that_fails_there_is_tried_once_more_and_reported(cluster: Cluster, copy: Path) -> None:
    edit(copy / "coin" / "experiment.py", "    generator = ", "    1 / 0\n    generator = ")

    with cluster_workers(cluster[0], locator(copy), left_out=refuse) as team:
        [failure] = perform_all(locator(copy), [RunId("fair", 1)], team=team)

    assert isinstance(failure, Failure)
    assert "ZeroDivisionError" in failure.reason


def test_an_address_where_nobody_answers_is_one_clear_error(monkeypatch: pytest.MonkeyPatch, copy: Path) -> None:
    monkeypatch.setattr("grader.stability.cluster.SECONDS_TO_CONNECT", 0.5)

    nobody = cluster_workers("tcp://127.0.0.1:9", locator(copy), left_out=refuse)
    with pytest.raises(GraderError, match="expected a Dask scheduler"), nobody:
        pass


SLOW = "    import time\n    time.sleep(0.2)\n    generator = "


def measured_elsewhere(copy: Path, address: str) -> "subprocess.Popen[str]":
    """`grader measure` on a cluster, once it has recorded a run."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "measure", "coin", "--bank", str(copy), "--cluster", address],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not (copy / "coin" / "runs.csv").exists():
        time.sleep(0.05)
    return process


def test_a_scheduler_that_dies_is_one_message_and_no_run_is_blamed(cluster: Cluster, copy: Path) -> None:
    edit(copy / "coin" / "experiment.py", "    generator = ", SLOW)
    address, scheduler, _ = cluster

    measuring = measured_elsewhere(copy, address)
    scheduler.send_signal(signal.SIGKILL)
    out, err = measuring.communicate()

    assert (measuring.returncode, out) == (2, "")
    gone = "the Dask scheduler is gone; what ended is recorded: start it, and measure again"
    assert err == f"grader: {address}: {gone}\n"
    assert runs.read(copy / "coin", locator(copy)()).runs


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_measuring_on_a_cluster_ends_quietly(cluster: Cluster, copy: Path, number: signal.Signals) -> None:
    edit(copy / "coin" / "experiment.py", "    generator = ", SLOW)

    measuring = measured_elsewhere(copy, cluster[0])
    measuring.send_signal(number)
    out, err = measuring.communicate()

    assert (measuring.returncode, out) == (128 + number, "")
    assert err.startswith("grader: ")
    assert len(err.splitlines()) == 1


def test_a_worker_with_other_code_or_versions_is_named_and_left_out(
    cluster: Cluster, copy: Path, tmp_path: Path
) -> None:
    address, _, workers = cluster
    other = copy_of_cheap(tmp_path / "other" / "bank")
    edit(other / "coin" / "coins.py", "0.8", "0.81")
    told: list[str] = []
    locate = Elsewhere(str(copy), {workers[0].pid: str(other)})

    with cluster_workers(address, locate, left_out=told.append) as team:
        ended = list(perform_all(locate, first_seeds(locator(copy)(), 3), team=team))

    [said] = told
    assert "left out of the cluster: it has other code" in said
    assert len(team) == 1
    assert all(isinstance(result, Performed) for result in ended)
    here = perform(locator(copy), RunId("fair", 1)).provenance
    assert {result.provenance.code for result in ended if isinstance(result, Performed)} == {here.code}


def test_where_every_worker_is_left_out_nothing_is_measured(cluster: Cluster, copy: Path, tmp_path: Path) -> None:
    address, _, workers = cluster
    told: list[str] = []
    locate = Elsewhere(str(copy), dict.fromkeys([worker.pid for worker in workers], str(tmp_path / "nothing")))

    with (
        pytest.raises(GraderError, match="none of its workers can carry out the runs"),
        cluster_workers(address, locate, left_out=told.append),
    ):
        pass

    assert len(told) == 2
    assert all("left out of the cluster: BankError: " in said for said in told)


def test_other_versions_are_named() -> None:
    here = Provenance("code", "design", "inputs", {"a": {"python": "3.11.7", "numpy": "2.4.6", "processor": "one"}})
    there = Provenance("code", "design", "inputs", {"b": {"python": "3.11.7", "numpy": "1.26.4", "processor": "two"}})

    assert list(unlike(here, there)) == ["it has numpy 1.26.4 instead of 2.4.6"]
    assert list(unlike(here, here)) == []
