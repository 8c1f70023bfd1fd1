"""How long grading and analysing take, and how much memory, as the class grows.

Run it as `python tests/benchmarks/grading.py [ATTEMPTS]`: it grades and analyses a quarter, a half and all of these
attempts of our exam, each command in a process of its own, whose modules a call before has compiled, as pip does. It
prints how many times longer the two take together than `pandas.read_csv` of the same file in a process that runs
already, how they grow from the first line, and the memory.

All times are the processor's, of user and system: others at the same machine lengthen them less than those of a clock.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))
from downloads import EXPORTS, Sat, as_csv, table

EXAM = EXPORTS / "exam.pt-BR.xml"
COMMANDS = ("grade", "analyse")
READINGS = 5  # of the file by pandas; the median counts
FEW = 10  # attempts of the call that compiles


def used() -> float:
    """The processor's seconds of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def seconds(command: str, download: Path, folder: Path) -> float:
    """How long a command takes on a download, from start to end."""
    out = ["--out", str(download.with_suffix(""))] if command == "grade" else []
    arguments = [sys.executable, "-m", "grader.cli", command, str(download), "--exam", str(EXAM), *out]
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    started = used()
    done = subprocess.run(arguments, check=False, stdout=subprocess.DEVNULL, cwd=EXPORTS.parents[1], env=compiled)
    taken = used() - started
    if done.returncode not in {0, 1}:  # 1: chance has made a key suspect
        raise SystemExit(f"{command}: exit status {done.returncode}")
    return taken


def reading(download: Path) -> float:
    """How many seconds pandas takes to read a download."""
    taken = []
    for _ in range(READINGS):
        started = time.process_time()
        pd.read_csv(download)
        taken.append(time.process_time() - started)
    return median(taken)


def drawn(attempts: int, folder: Path, rng: np.random.Generator) -> Path:
    """A download of so many attempts, who answered at random."""
    download = folder / f"responses{attempts}.csv"
    options = rng.integers(0, 4, size=(attempts, 5)).tolist()
    sat = [Sat(str(n), [(option,) for option in row]) for n, row in enumerate(options)]
    download.write_bytes(as_csv(table(EXAM.read_bytes(), sat)))
    return download


def main() -> None:
    """Print a line for each size: seconds, as a multiple of reading the file, growth, the largest process so far."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = np.random.default_rng(1)
    first = 0.0
    print(
        f"{'attempts':>9} {'grade, s':>9} {'analyse, s':>11} {'both, s':>8} {'read_csv, s':>12} "
        f"{'both / read_csv':>16} {'growth':>7} {'peak, MiB':>10}"
    )
    with tempfile.TemporaryDirectory() as name:
        few = drawn(FEW, Path(name), rng)
        for command in COMMANDS:
            seconds(command, few, Path(name))
        for size in (largest // 4, largest // 2, largest):
            download = drawn(size, Path(name), rng)
            taken = [seconds(command, download, Path(name)) for command in COMMANDS]
            first = first or sum(taken)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            both, read = sum(taken), reading(download)
            print(
                f"{size:>9} {taken[0]:>9.2f} {taken[1]:>11.2f} {both:>8.2f} {read:>12.3f} {both / read:>16.1f} "
                f"{both / first:>7.2f} {peak:>10.0f}"
            )


if __name__ == "__main__":
    main()
