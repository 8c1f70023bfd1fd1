"""How long the record of a measured question takes to read, judge and summarise, as its seeds grow.

Run it as `python tests/benchmarks/stability.py [SEEDS]`: records of a tenth, a third and all of these seeds are made
up, with four options and a thousand cases a run. It prints the processor's seconds of each step, what the whole costs
a run, and that as a ratio to the first line: one is linear. Then what it costs to judge after every run, as `grader
measure` does, and the page, each at a tenth of the seeds.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from grader.design import Design, Run, RunId, Series, Value
from grader.stability import lines, page, report, runs
from grader.stability.about import Ending, Provenance, written
from grader.stability.certificate import Best, EveryOptionCanBeBest, FixedSeedVaries, UsuallyBest, certify
from grader.stability.key import Reproduces
from grader.stability.phrasing import Phrasing
from grader.stability.statistics import statistics
from grader.stability.tally import Tally

OPTIONS = ("low", "middle", "high", "far")
RIGHT = (0.70, 0.72, 0.715, 0.45)
CASES = 1000
MADE_BY = Provenance("code", "design", "inputs", {"machine": {}})


def design(seeds: int) -> Design:
    """What was measured, were it measured."""
    return Design(
        run=lambda _: {},
        options=OPTIONS,
        metric="accuracy",
        columns={"accuracy": float, "correct": str},
        inputs_digest=lambda: "inputs",
        packages=(),
        plan=(Series(tuple(range(1, seeds + 1))), Series((1,), "source", repeats=3)),
        minimum_seeds=12,
        statements=(
            Reproduces(),
            UsuallyBest(("middle", "high")),
            EveryOptionCanBeBest(),
            Best(),
            FixedSeedVaries("source"),
        ),
        hits="correct",
    )


def made_up(seeds: int) -> Iterator[Run]:
    """Runs whose seeds are easy or hard for all options alike."""
    rng = np.random.default_rng(1)
    for seed in range(1, seeds + 1):
        ease = rng.normal(0, 0.02)
        for option, right in zip(OPTIONS, RIGHT, strict=True):
            hits = rng.random(CASES) < right + ease
            measured: dict[str, Value] = {
                "accuracy": float(hits.mean()),
                "correct": np.packbits(hits).tobytes().hex(),
            }
            yield Run(RunId(option, seed), "machine", 20.0, measured)


def write(folder: Path, planned: Design, made: Iterator[Run]) -> None:
    """A record as the engine leaves it, without its waiting for the disk."""
    chain, count = lines.Chain(), 0
    header = lines.header(planned)
    chain.follow(header)
    with runs.paths(folder)[0].open("w", encoding="utf-8", newline="") as table:
        table.write(",".join(header) + "\n")
        for count, run in enumerate(made, start=1):  # noqa: B007 - the last one is used
            measured = [str(run.measured[column]) for column in planned.columns]
            cells = [run.id.option, str(run.id.seed), "full", "", "0", *measured, run.machine, f"{run.seconds:.2f}"]
            table.write(",".join([*cells, chain.follow(cells)]) + "\n")
    runs.paths(folder)[1].write_bytes(written(MADE_BY, Ending(count, chain.digest)))


@contextmanager
def timed(taken: list[float]) -> Iterator[None]:
    """Add the processor's seconds of what is done."""
    started = time.process_time()
    yield
    taken.append(time.process_time() - started)


def whole(seeds: int) -> list[float]:
    """The seconds that a record takes to be read, judged and summarised."""
    planned, taken = design(seeds), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), planned, made_up(seeds))
        with timed(taken):
            record = runs.read(Path(folder), planned)
    if record.edited or record.kept != record.ending:
        raise SystemExit("the record that was made up is no record")
    with timed(taken):
        certificate = certify("question", record, planned)
    with timed(taken):
        report.as_json(certificate, statistics(record.runs, planned))
    return taken


def after_every_run(seeds: int) -> float:
    """The seconds of judging all statements after every run."""
    planned, taken = design(seeds), list[float]()
    made = list(made_up(seeds))
    with timed(taken):
        tally = Tally(planned)
        for run in made:
            tally.add(run)
            for statement in planned.statements:
                tally.verdict(statement)
    return taken[0]


def of_page(seeds: int) -> float:
    """The seconds of the page, with its certificate and statistics."""
    planned, taken = design(seeds), list[float]()
    record = runs.Record(MADE_BY, tuple(made_up(seeds)))
    with timed(taken):
        certificate, computed = certify("question", record, planned), statistics(record.runs, planned)
        page.page("question", record, planned, certificate, computed, phrasing=Phrasing(), name="", alternate="")
    return taken[0]


def main() -> None:
    """Print a line for each size, then what it costs to judge after every run, and the page."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    sizes = [largest // 10, largest // 3, largest]
    whole(100)  # what is imported once
    first = 0.0
    print(f"{'seeds':>8} {'read, s':>8} {'judge, s':>9} {'summarise, s':>13} {'whole, s':>9} {'growth a seed':>14}")
    for seeds in sizes:
        taken = whole(seeds)
        each = sum(taken) / seeds
        first = first or each
        print(f"{seeds:8} {taken[0]:8.2f} {taken[1]:9.2f} {taken[2]:13.2f} {sum(taken):9.2f} {each / first:14.2f}")
    seeds = largest // 10
    growth = after_every_run(seeds) / after_every_run(seeds // 4) / 4
    print(f"judging after every run of {seeds} seeds: growth a run {growth:.2f}")
    print(f"page of {seeds} seeds: {of_page(seeds):.2f} s")


if __name__ == "__main__":
    main()
