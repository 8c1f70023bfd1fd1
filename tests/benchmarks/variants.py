"""How many variants of a question are exported and marked again in a second, on one core.

Run it as `python tests/benchmarks/variants.py [COUNT]`. For each question with a space it times, in one process of one
thread: solving COUNT variants, and then what an export does in one language, from the numbers to the bytes of the XML,
together with the independent marking of these bytes. Drawing them solves them, too, to tell apart what students see: it
is timed by itself, in another process, so that nothing is solved before its time.
"""

import os
import sys
import time

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from grader import bank as banks
from grader.kinds.marker import play
from grader.release import variants
from grader.release.stages import ComputedStages, computed
from grader.release.variants import Places

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print a line for each question: variants a second by stage, and together."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    heads = ("variants", "draw, /s", "solve, /s", "export and mark, /s", "all but draw, /s")
    print(f"{'question':<16} {heads[0]:>9} {heads[1]:>9} {heads[2]:>10} {heads[3]:>20} {heads[4]:>17}")
    for stages in _computed():
        space = stages.question.space
        if space is None:
            continue
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            places, seconds = pool.submit(draw, stages.id, count).result()
        drawn = [variants.at(stages, space, one) for one in places]
        started = time.perf_counter()
        for variant in drawn:
            _ = variant.stages.item
        solved = time.perf_counter()
        (content,) = variants.files([(stages, drawn)], ["en"]).values()
        played = play(content)
        ended = time.perf_counter()
        if len(played) != count:
            raise SystemExit(f"{len(played)} of {count} variants were marked")
        rates = [count / spent for spent in (seconds, solved - started, ended - solved, ended - started)]
        print(
            f"{stages.id:<16} {count:>9} {rates[0]:>9.0f} {rates[1]:>10.0f} {rates[2]:>20.0f} {rates[3]:>17.0f}",
            flush=True,
        )


def draw(id_: str, count: int) -> tuple[Sequence[Places], float]:
    """What was chosen for each of so many variants of a question, and the seconds that drawing them took."""
    stages = next(one for one in _computed() if one.id == id_)
    space = stages.question.space
    assert space is not None
    started = time.perf_counter()
    drawn = variants.draw(stages, count, seed=1)
    seconds = time.perf_counter() - started
    return [tuple(values.index(one.choices[name]) for name, values in space.values.items()) for one in drawn], seconds


def _computed() -> Sequence[ComputedStages]:
    return computed(banks.load(str(ROOT / "question_bank")))


if __name__ == "__main__":
    main()
