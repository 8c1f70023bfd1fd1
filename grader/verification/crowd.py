"""Many variants of a question, looked at in several processes; what is seen does not depend on how many."""

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.connection import Connection

from grader import bank as banks
from grader.errors import GraderError
from grader.garbage import undisturbed
from grader.release import stages as staging
from grader.release import variants
from grader.release.stages import ComputedStages
from grader.release.variants import Places
from grader.stability.workers import begin_worker
from grader.verification.looking import Looked, look

AT_ONCE = 200
"""How many variants are looked at between two words of progress."""

WORTH_A_PROCESS = 1_000
"""From how many variants on other processes are begun: each must load the bank first."""


def shared(stages: ComputedStages, chosen: Sequence[Places], *, workers: int) -> Iterator[Looked]:
    """What is seen of the variants that were chosen, some at a time, in their order. workers: how many processes.

    Raises GraderError where a process dies, or the author's `build` makes nothing.
    """
    parts = [chosen[start : start + AT_ONCE] for start in range(0, len(chosen), AT_ONCE)]
    count = min(workers, os.cpu_count() or 1, len(parts))
    if count < 2 or len(chosen) < WORTH_A_PROCESS:  # noqa: PLR2004 - more than this process
        yield from (_look(stages, part) for part in parts)
        return
    context = get_context("spawn")
    far_end, lifeline = context.Pipe(duplex=False)
    begun = (far_end, stages.bank.location, stages.id)
    with far_end, ProcessPoolExecutor(count, context, initializer=_begin, initargs=begun) as pool:
        try:
            yield from pool.map(_look_here, parts)
        except BrokenProcessPool as error:
            raise GraderError(f"{stages.id}: a process that looked at variants died") from error
        finally:
            lifeline.close()  # ends them, also in the middle of something
            pool.shutdown(cancel_futures=True)


_STAGES: dict[str, ComputedStages] = {}


def _begin(lifeline: Connection, location: str, question: str) -> None:
    """Load a bank, and remember the question whose variants are to be looked at."""
    begin_worker(lifeline)
    bank = banks.load(location, in_part=True)
    _STAGES[""] = next(stages for stages in staging.computed(bank) if stages.id == question)
    gc.freeze()  # what was loaded stays


def _look_here(part: Sequence[Places]) -> Looked:
    with undisturbed():
        looked = _look(_STAGES[""], part)
    gc.collect()
    gc.freeze()  # what the checks remember stays, too
    return looked


def _look(stages: ComputedStages, part: Sequence[Places]) -> Looked:
    space = stages.question.space
    assert space is not None
    return look(variants.at(stages, space, places) for places in part)
