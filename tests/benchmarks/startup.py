"""How long commands take to start, beside a Python that does nothing.

Run it as `python tests/benchmarks/startup.py`.
Runs alternate, so that a machine whose speed drifts does not favour one; medians of several runs are printed.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 7
COMMANDS = {
    "python": [sys.executable, "-c", "pass"],
    "grader --help": [sys.executable, "-m", "grader.cli", "--help"],
    "grader verify --retrain 0": [sys.executable, "-m", "grader.cli", "verify", "--retrain", "0"],
}


def seconds(command: Sequence[str]) -> float:
    """Run a command once, from start to exit."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Print the medians, and what each costs above Python alone."""
    for command in COMMANDS.values():
        seconds(command)  # warm the caches
    rounds = [{name: seconds(command) for name, command in COMMANDS.items()} for _ in range(RUNS)]
    python = statistics.median(timing["python"] for timing in rounds)
    print(f"{'command':<28} {'seconds':>8} {'above Python':>13} {'ratio':>7}")
    for name in COMMANDS:
        median = statistics.median(timing[name] for timing in rounds)
        print(f"{name:<28} {median:>8.3f} {median - python:>13.3f} {median / python:>7.1f}")


if __name__ == "__main__":
    main()
