"""Seconds a run: the notebook's loop against `grader measure`, and how near training comes to the machine's limit.

Run it as `python tests/benchmarks/measuring.py [RUNS]` on an idle machine; it takes some minutes. The notebook's way is
one process, TensorFlow's default threads, one rate after another. Both do the same runs, in turn, in one call.
"""

import os
import subprocess
import sys
import time
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from grader import bank as banks
from grader.commands.options import default_workers
from grader.design import RunId
from grader.stability.measure import perform_all
from grader.stability.workers import Failure, local_processes
from question_bank.learning_rate.experiment import AS_PUBLISHED, RATES

ROOT = Path(__file__).parents[2]
MULTIPLY_ADDS = 58.5e6  # of a forward pass, an image; a training step costs about three of them
NOTEBOOK = """
import sys, time
import keras, numpy as np
sys.path.insert(0, {root!r})
from grader.solver import training
training._tensorflow = lambda: __import__("tensorflow")  # default threads, as the notebook has them
from question_bank.learning_rate import experiment
from grader.design import RunId
experiment.run(RunId({first!r}, 0))  # the first call starts TensorFlow
started = time.perf_counter()
for option, seed in {runs!r}:
    experiment.run(RunId(option, seed))
print(time.perf_counter() - started)
"""
MATRIX_PRODUCT = """
import os, time
import tensorflow as tf
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
a = tf.random.normal((2048, 2048))
tf.linalg.matmul(a, a).numpy()
started = time.perf_counter()
for _ in range(5):
    tf.linalg.matmul(a, a).numpy()
print(5 * 2 * 2048**3 / (time.perf_counter() - started) / 1e9)
"""


def run_python(program: str) -> float:
    """Run a program in a fresh Python and return the number that it prints last."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return float(done.stdout.split()[-1])


def ours(runs: list[tuple[str, int]], workers: int) -> float:
    """Seconds of the same runs in several processes, each started once and warm.

    The clock starts when the first of them is warm, so that no work on these runs goes uncounted.
    """
    locate = partial(banks.design, str(ROOT / "question_bank"), "learning_rate")
    team = local_processes(workers)
    warm_up = [RunId(option, 0) for option in islice(cycle(RATES), workers)]
    ids = [RunId(option, seed) for option, seed in runs]
    started = 0.0
    for number, ended in enumerate(perform_all(locate, [*warm_up, *ids], team=team), start=1):
        if isinstance(ended, Failure):
            raise SystemExit(ended.reason)
        if number == 1:
            started = time.perf_counter()
    return time.perf_counter() - started


def main() -> None:
    """Print seconds a run, the ratio, and the share of the matrix-product rate."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    runs = [
        (option, 1 + number // len(RATES)) for number, option in zip(range(count), list(RATES) * count, strict=False)
    ]
    notebook = run_python(NOTEBOOK.format(root=str(ROOT), first=next(iter(RATES)), runs=runs)) / count
    cores = os.cpu_count() or 1
    workers = default_workers(cores)
    measured = ours(runs, workers=workers) / count
    peak = run_python(MATRIX_PRODUCT)
    p = AS_PUBLISHED
    flop = 2 * MULTIPLY_ADDS * (3 * p.epochs * p.train_images + p.validation_images)
    print(f"notebook's loop        {notebook:6.2f} s a run")
    print(f"grader measure         {measured:6.2f} s a run, {workers} workers")
    print(f"ratio                  {notebook / measured:6.2f}")
    print(f"matrix products        {peak:6.1f} GFLOP/s on one core, single precision")
    rate = flop / (cores * measured) / 1e9
    print(f"training, each core    {rate:6.1f} GFLOP/s, {rate / peak:.0%} of that")


if __name__ == "__main__":
    main()
