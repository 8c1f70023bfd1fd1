"""Measuring on a real Dask cluster of this machine, started as a user would; one worker is killed on the way."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from banks.measuring import edit, first_seeds, locator, results
from extras import missing
from places import ROOT

from grader.errors import GraderError
from grader.model import RunId
from grader.stability import runs
from grader.stability.cluster import cluster_workers
from grader.stability.measure import measure, perform_all
from grader.stability.workers import Failure, Performed, perform

pytest.importorskip("distributed", reason=missing("distributed"))

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__ADMIN__LOG_LENGTH": "0"}


def dask(*arguments: str, stack: ExitStack) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def until_it_says(process: "subprocess.Popen[str]", words: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"it ended without saying {words!r}")


@pytest.fixture
def cluster() -> Iterator[tuple[str, list["subprocess.Popen[str]"]]]:
    """A scheduler's address and two workers of one thread each."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", stack=stack)
        until_it_says(scheduler, "Scheduler at")
        workers = [
            dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", stack=stack) for _ in range(2)
        ]
        for worker in workers:
            until_it_says(worker, "Registered to")
        yield address, workers


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_the_record_is_that_of_local_processes_though_a_worker_is_killed(
    cluster: tuple[str, list["subprocess.Popen[str]"]], copy: Path
) -> None:
    address, workers = cluster
    wanted = first_seeds(locator(copy)(), 12)
    ended: list[Performed | Failure] = []

    def tell(result: Performed | Failure) -> None:
        ended.append(result)
        if len(ended) == 5:
            workers[0].send_signal(signal.SIGKILL)

    with cluster_workers(address) as team:
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


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_run_that_fails_there_is_tried_once_more_and_reported(
    cluster: tuple[str, list["subprocess.Popen[str]"]], copy: Path
) -> None:
    edit(copy / "coin" / "experiment.py", "    generator = ", "    1 / 0\n    generator = ")

    with cluster_workers(cluster[0]) as team:
        [failure] = perform_all(locator(copy), [RunId("fair", 1)], team=team)

    assert isinstance(failure, Failure)
    assert "ZeroDivisionError" in failure.reason


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_an_address_where_nobody_answers_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.stability.cluster.SECONDS_TO_CONNECT", 0.5)

    with pytest.raises(GraderError, match="expected a Dask scheduler"), cluster_workers("tcp://127.0.0.1:9"):
        pass
