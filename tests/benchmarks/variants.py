"""How many variants of a question are exported and marked again in a second, on one core.

Run it as `python tests/benchmarks/variants.py [COUNT]`. For each question with a space it draws COUNT variants and
times, in one process of one thread: solving them, and then what an export does in one language, from the numbers to
the bytes of the XML, together with the independent marking of these bytes.
"""

import os
import sys
import time

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})

from pathlib import Path

from grader import bank as banks
from grader.kinds.marker import play
from grader.release import variants
from grader.release.stages import computed

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print a line for each question: variants a second by stage, and together."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(f"{'question':<16} {'variants':>9} {'solve, /s':>10} {'export and mark, /s':>20} {'all together, /s':>17}")
    for stages in computed(banks.load(str(ROOT / "question_bank"))):
        if stages.question.space is None:
            continue
        drawn = variants.draw(stages, count, seed=1)
        started = time.perf_counter()
        for variant in drawn:
            _ = variant.stages.item
        solved = time.perf_counter()
        (content,) = variants.files([(stages, drawn)], ["en"]).values()
        played = play(content)
        ended = time.perf_counter()
        if len(played) != count:
            raise SystemExit(f"{len(played)} of {count} variants were marked")
        rates = [count / seconds for seconds in (solved - started, ended - solved, ended - started)]
        print(f"{stages.question.id:<16} {count:>9} {rates[0]:>10.0f} {rates[1]:>20.0f} {rates[2]:>17.0f}")


if __name__ == "__main__":
    main()
