"""Who carries out runs past one machine: the workers of a Dask cluster, by the same interface as local processes."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError, MissingExtraError
from grader.model import RunId
from grader.stability.workers import Failure, Locate, Performed, Worker, attempt

if TYPE_CHECKING:
    from concurrent.futures import Executor

SECONDS_TO_CONNECT = 10


@contextmanager
def cluster_workers(address: str) -> Iterator[list[Worker]]:
    """As many workers as the cluster has processes. A worker that dies leaves its run to the others.

    Raises MissingExtraError without dask.distributed, GraderError where no scheduler answers or it has no worker.
    """
    try:
        import distributed
    except ImportError as error:
        raise MissingExtraError(f"a cluster needs Dask: pip install 'exams-as-code[cluster]' ({error})") from error
    try:
        client: Any = distributed.Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise GraderError(f"{address}: expected a Dask scheduler, received {type(error).__name__}: {error}") from error
    with client:
        processes = len(client.scheduler_info(n_workers=-1)["workers"])
        if not processes:
            raise GraderError(f"{address}: the scheduler has no worker: start one with dask worker {address}")
        executor = client.get_executor(pure=False)
        yield [ClusterWorker(executor) for _ in range(processes)]


class ClusterWorker:
    """A place in a cluster's queue; which process takes the run is the scheduler's to say."""

    def __init__(self, executor: "Executor") -> None:
        self._executor = executor
        self._running: Future[Performed | Failure] | None = None

    def start(self, locate: Locate, run_id: RunId) -> Future[Performed | Failure]:
        """Queue a run."""
        self._running = self._executor.submit(attempt, locate, run_id)
        return self._running

    def result(self, future: Future[Performed | Failure], run_id: RunId) -> Performed | Failure:
        """What became of the run; a failure where every worker that took it died."""
        try:
            return future.result()
        except GraderError:
            raise
        except Exception as error:  # noqa: BLE001 - Dask says in many ways that a worker is gone
            return Failure(run_id, f"{type(error).__name__}: {error}")

    def end(self) -> None:
        """Take the run out of the queue if it still waits there."""
        if self._running is not None:
            self._running.cancel()
