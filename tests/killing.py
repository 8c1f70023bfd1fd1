"""Killing what measures, at random moments: itself, its workers, the scheduler of a cluster.

Run it as `python tests/killing.py [KILLS]`; three in four are on this machine, the others on a cluster. It
prints how often each was killed. Whatever is killed, what was recorded stays as it was, whatever is recorded is what
an undisturbed run gives, and a signal that asks to end is answered by one line.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from banks.measuring import CHEAP, QUESTION, copy_of_cheap, edit, locator, results
from clusters import ENVIRONMENT, Cluster, Process, start, start_worker

from grader.stability import runs
from grader.stability.measure import in_rounds
from grader.stability.workers import perform

SEEDS = 25
SAID = {signal.SIGINT: "grader: interrupted\n", signal.SIGTERM: "grader: terminated\n"}
OF_DEATHS = (": failed twice: its process died", ": failed twice: KilledWorker", ": the scheduler has no worker: ")
LOCAL = ("measuring", "worker", "SIGTERM", "SIGINT")
ELSEWHERE = ("measuring", "worker", "scheduler", "SIGTERM", "SIGINT")


class Measuring:
    """`grader measure` in a copy of the bank, begun anew whenever it ends, in another copy once all is measured."""

    def __init__(self, folder: Path, rng: Random, *arguments: str) -> None:
        self._folder, self._rng, self._arguments = folder, rng, arguments
        locate = locator(CHEAP)
        self._expected = results(perform(locate, run_id).run for run_id in in_rounds(locate(), seeds=SEEDS))
        self.finished = 0
        self._before = b""
        self._begin_record()
        self._begin()

    @property
    def workers(self) -> list[int]:
        """The numbers of its worker processes."""
        try:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        except OSError:
            return []
        return [int(child) for child in children if b"spawn_main" in _command(int(child))]

    def wait(self) -> None:
        """Wait for a random moment; begin again where it has ended."""
        time.sleep(self._rng.uniform(0, 1.5))
        if self.process.poll() is not None:
            self.ended()

    def ended(self, *, said: str = "", killed: bool = False) -> None:
        """Look at what it said and left behind, and begin again."""
        _, err = self.process.communicate()
        lines = [line for line in err.splitlines() if not any(words in line for words in OF_DEATHS)]
        assert killed or lines in ([], said.splitlines()), err  # nothing, if it had ended by itself just before
        whole = self.check()
        if whole:
            self.finished += 1
            self._begin_record()
        self._begin()

    def end(self) -> None:
        """End it for good."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()

    def check(self) -> bool:
        """Hold the record against what it was and what it should be; whether it is whole."""
        table, _ = runs.paths(self._copy / QUESTION)
        content = table.read_bytes() if table.exists() else b""
        assert content.startswith(self._before)
        self._before = content[: content.rfind(b"\n") + 1]
        record = runs.read(self._copy / QUESTION, locator(CHEAP)())
        assert not record.edited
        found = results(record.runs)
        assert found.items() <= self._expected.items()
        return len(found) == len(self._expected)

    def _begin_record(self) -> None:
        self._copy = copy_of_cheap(self._folder / f"bank{self.finished}")
        edit(
            self._copy / QUESTION / "experiment.py",
            "    generator =",
            "    import time\n    time.sleep(0.1)\n    generator =",
        )
        self._before = b""

    def _begin(self) -> None:
        command = ["measure", QUESTION, "--bank", str(self._copy), "--all", "--seeds", str(SEEDS), *self._arguments]
        self.process: Process = subprocess.Popen(
            [sys.executable, "-m", "grader", *command],
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def on_this_machine(folder: Path, kills: int, rng: Random) -> Counter[str]:
    """Kill what measures here; how often each was."""
    measuring = Measuring(folder, rng, "--workers", "2")
    killed = Counter[str]()
    try:
        while killed.total() < kills:
            measuring.wait()
            if kill(measuring, victim := rng.choice(LOCAL), rng):
                killed[victim] += 1
    finally:
        measuring.end()
    measuring.check()
    return killed


def on_a_cluster(folder: Path, kills: int, rng: Random) -> Counter[str]:
    """Kill what measures on a cluster; how often each was."""
    killed = Counter[str]()
    while killed.total() < kills:
        with ExitStack() as stack:
            cluster = start(stack)
            measuring = Measuring(folder / str(killed.total()), rng, "--cluster", cluster[0])
            try:
                victim = ""
                while killed.total() < kills and victim != "scheduler":
                    measuring.wait()
                    victim = rng.choice(ELSEWHERE)
                    killed[victim] += kill_elsewhere(measuring, cluster, victim, rng, stack)
            finally:
                measuring.end()
            measuring.check()
    return killed


def kill(measuring: Measuring, victim: str, rng: Random) -> bool:
    """Kill the program, tell it to end, or kill one of its workers; whether there was what to kill."""
    if victim == "worker":
        while not (workers := measuring.workers) and measuring.process.poll() is None:
            time.sleep(0.05)
        with suppress(ProcessLookupError, IndexError):
            os.kill(rng.choice(workers), signal.SIGKILL)
            return True
        return False
    if victim == "measuring":
        measuring.process.kill()
        measuring.ended(killed=True)
        return True
    number = signal.Signals[victim]
    if not _has_begun(measuring.process):
        return False  # Python itself is still starting, and answers as it does
    measuring.process.send_signal(number)
    measuring.ended(said=SAID[number])
    return True


def kill_elsewhere(measuring: Measuring, cluster: Cluster, victim: str, rng: Random, stack: ExitStack) -> bool:
    """The same with a cluster, whose scheduler may be killed, and whose workers are started again."""
    address, scheduler, workers = cluster
    if victim == "scheduler":
        scheduler.kill()
        _, err = measuring.process.communicate()
        status = measuring.process.returncode
        assert status == 0 or (status == 2 and len(err.splitlines()) == 1 and "cheduler" in err), (status, err)
        return True
    if victim == "worker":
        lost = rng.randrange(len(workers))
        workers[lost].kill()
        workers[lost] = start_worker(address, stack)
        return True
    return kill(measuring, victim, rng)


def _has_begun(process: Process) -> bool:
    """Whether the program has come as far as to look after its signals."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt")), "0")
    return bool(int(caught, 16) & 1 << signal.SIGTERM - 1)


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def main() -> None:
    """Kill as often as is said, and print how often what was."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rng = Random(1)
    with TemporaryDirectory() as name:
        elsewhere = kills // 4
        sys.stdout.write(f"this machine: {dict(on_this_machine(Path(name) / 'here', kills - elsewhere, rng))}\n")
        sys.stdout.flush()
        sys.stdout.write(f"cluster: {dict(on_a_cluster(Path(name) / 'there', elsewhere, rng))}\n")


if __name__ == "__main__":
    main()
