"""How long it takes to change the evidence of the exam, on one core.

Run it as `python tests/benchmarks/mutating.py`. For each question it prints how many values are quoted and how many
mutants there are, and the seconds that it takes to change all values, and then all code.
"""

import os
import time

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})

from pathlib import Path

from grader import bank as banks
from grader.mutation import trials
from grader.mutation.trials import Subject
from grader.release.stages import computed

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print a line for each question, and the sum."""
    print(f"{'question':<18} {'values':>7} {'seconds':>8} {'mutants':>8} {'seconds':>8}")
    total = 0.0
    for stages in computed(banks.load(str(ROOT / "question_bank"))):
        text = next(iter(stages.sources.values()))
        subject = Subject(stages.question, stages.code, stages.solve, stages.solution, text)
        started = time.perf_counter()
        quoted = stages.held.quoted
        changed = time.perf_counter()
        score = trials.score(subject, progress=lambda _: None)
        ended = time.perf_counter()
        total += ended - started
        print(f"{stages.id:<18} {quoted:>7} {changed - started:>8.2f} {score.mutants:>8} {ended - changed:>8.2f}")
    print(f"{'together':<18} {total:>34.2f}")


if __name__ == "__main__":
    main()
