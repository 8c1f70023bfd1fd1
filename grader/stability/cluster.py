"""Who carries out runs past one machine: the workers of a Dask cluster, by the same interface as local processes."""

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from typing import Any

from grader.design import RunId
from grader.errors import GraderError, MissingExtraError
from grader.stability import provenance
from grader.stability.about import Provenance
from grader.stability.workers import Failure, Locate, Performed, Worker, attempt, made_by

SECONDS_TO_CONNECT = 10
_TALKATIVE = ("distributed", "distributed.client", "tornado.application", "asyncio")
_OF_THE_MACHINE = ("system", "processor", "threads")  # may differ, and are told apart in the record


@contextmanager
def cluster_workers(address: str, locate: Locate, *, left_out: Callable[[str], None]) -> Iterator[list[Worker]]:
    """As many workers as the cluster has processes like this one. A worker that dies leaves its run to the others.

    left_out: told of each process that has another copy of the question, or other versions, and is given no run.
    Raises MissingExtraError without dask.distributed, GraderError where no scheduler answers or no process is left.
    """
    try:
        import distributed
    except ImportError as error:
        raise MissingExtraError(f"a cluster needs Dask: pip install 'exams-as-code[cluster]' ({error})") from error
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what it has to say is said by our errors
    try:
        client: Any = distributed.Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise GraderError(f"{address}: expected a Dask scheduler, received {type(error).__name__}: {error}") from error
    with client:
        cluster = Cluster(client, address, locate, left_out)
        yield [ClusterWorker(cluster) for _ in cluster.like_this()]


class Cluster:
    """The processes of a cluster, and which of them have what this one has."""

    def __init__(self, client: Any, address: str, locate: Locate, left_out: Callable[[str], None]) -> None:
        self._client, self._address, self._locate, self._left_out = client, address, locate, left_out
        self._here = origin(locate)
        self._alike: dict[str, bool] = {}

    def like_this(self) -> list[str]:
        """The addresses of the processes that may carry out runs. Raises GraderError where there is none."""
        present = list(self._ask(lambda: self._client.scheduler_info(n_workers=-1))["workers"])
        new = [worker for worker in present if worker not in self._alike]
        if new:
            found = self._ask(lambda: self._client.run(origin, self._locate, workers=new, on_error="return"))
            for worker in new:
                if not isinstance(found.get(worker), OSError):  # else it has just died
                    self._alike[worker] = self._compare(worker, found)
        chosen = [worker for worker in present if self._alike.get(worker)]
        if not chosen:
            raise GraderError(
                f"{self._address}: none of its workers can carry out the runs"
                if any(worker in self._alike for worker in present)
                else f"{self._address}: the scheduler has no worker: start one with dask worker {self._address}"
            )
        return chosen

    def submit(self, run_id: RunId) -> "Future[Performed | Failure]":
        """Queue a run for the processes that may carry it out."""
        chosen = self.like_this()
        only = None if all(self._alike.values()) else chosen  # else a process that is started anew would wait in vain
        executor = self._client.get_executor(pure=False, workers=only)
        return self._ask(lambda: executor.submit(attempt, self._locate, run_id))  # type: ignore[no-any-return]

    def require(self) -> None:
        """Raise GraderError unless the scheduler still answers."""
        if self._client.status != "running":
            raise self.gone()

    def gone(self) -> GraderError:
        """The error about a scheduler that has died."""
        return GraderError(
            f"{self._address}: the Dask scheduler is gone; what ended is recorded: start it, and measure again"
        )

    def _ask(self, question: Callable[[], Any]) -> Any:
        """What the scheduler answers. Raises GraderError where it does not."""
        try:
            answer = question()
        except (OSError, CancelledError, RuntimeError) as error:
            raise self.gone() from error
        self.require()  # a client that has lost it answers by itself, that there is nobody
        return answer

    def _compare(self, worker: str, found: Mapping[str, object]) -> bool:
        """Whether a process has what this one has; tells why not."""
        there = found.get(worker, "it gave no answer")
        if isinstance(there, Provenance):
            others = list(unlike(self._here, there))
        else:
            others = [f"{type(there).__name__}: {there}" if isinstance(there, BaseException) else str(there)]
        if others:
            self._left_out(f"{worker}: left out of the cluster: {', '.join(others)}")
        return not others


class ClusterWorker:
    """A place in a cluster's queue; which process takes the run is the scheduler's to say."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._running: Future[Performed | Failure] | None = None

    def start(self, locate: Locate, run_id: RunId) -> "Future[Performed | Failure]":  # noqa: ARG002 - the cluster has it
        """Queue a run."""
        self._running = self._cluster.submit(run_id)
        return self._running

    def result(self, future: "Future[Performed | Failure]", run_id: RunId) -> Performed | Failure:
        """What became of the run; a failure where every worker that took it died.

        Raises GraderError where the scheduler died.
        """
        try:
            return future.result()
        except GraderError:
            raise
        except CancelledError as error:  # we cancel no run that we wait for
            raise self._cluster.gone() from error
        except Exception as error:  # noqa: BLE001 - Dask says in many ways that a worker is gone
            self._cluster.require()
            return Failure(run_id, f"{type(error).__name__}: {error}")

    def give_up(self, future: "Future[Performed | Failure]") -> None:
        """Wait no longer for a run; its process may go on with it."""
        future.cancel()

    def end(self) -> None:
        """Take the run out of the queue if it still waits there."""
        if self._running is not None:
            self._running.cancel()


def origin(locate: Locate) -> Provenance:
    """What a run would be made by, in whatever process this is called: one that lives on has what it once loaded."""
    return made_by(locate())


def unlike(here: Provenance, there: Provenance) -> Iterator[str]:
    """What another process has otherwise, of what decides a run."""
    for what, _, _ in provenance.differences(here, there):
        yield f"it has other {what}"
    [(_, ours)], [(_, theirs)] = here.machines.items(), there.machines.items()
    for name, version in ours.items():
        if name not in _OF_THE_MACHINE and theirs.get(name) != version:
            yield f"it has {name} {theirs.get(name)} instead of {version}"
