"""What a measured question runs, what each run gives, and what may be said of them: certified, refuted or undecided."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from grader import definitions

Value = float | int | str | tuple[float, ...]
Measured = Mapping[str, Value]


@dataclass(frozen=True, order=True)
class RunId:
    """Which run of a measured question: the option trained, its seed, and under what conditions.

    reading: empty for the exam as published, else the open reading that was changed.
    repeat: tells apart runs that are otherwise alike.
    """

    option: str
    seed: int
    protocol: str = "full"
    reading: str = ""
    repeat: int = 0

    def __str__(self) -> str:
        conditions = [self.protocol, self.reading, f"repeat {self.repeat}" if self.repeat else ""]
        return f"{self.option}, seed {self.seed} ({', '.join(filter(None, conditions))})"


@dataclass(frozen=True)
class Series:
    """Seeds to run for every option under the same conditions, as often as `repeats`."""

    seeds: tuple[int, ...]
    protocol: str = "full"
    reading: str = ""
    repeats: int = 1

    def __post_init__(self) -> None:
        definitions.require(
            "the series",
            (
                *definitions.each("seeds", self.seeds, int, "whole numbers"),
                *definitions.one("protocol", self.protocol, str, "a str"),
                *definitions.one("reading", self.reading, str, "a str"),
                *definitions.one("repeats", self.repeats, int, "a whole number"),
            ),
        )

    def run_ids(self, options: tuple[str, ...], *, seeds: int | None = None) -> Iterator[RunId]:
        """The runs of the first seeds, as many as `seeds` says (None: all); the options of a seed stand together."""
        for seed in self.seeds[:seeds]:
            for repeat in range(self.repeats):
                for option in options:
                    yield RunId(option, seed, self.protocol, self.reading, repeat)


@dataclass(frozen=True)
class Design:
    """What a measured question runs, and how often.

    run: the experiment; the same id gives the same values under a protocol that fixes everything.
    metric: the column by which options compete; higher is better.
    columns: what the experiment returns, and how to read each from text.
    inputs_digest: the digest of what the experiment reads.
    packages: the distributions whose versions a result depends on.
    minimum_seeds: how many complete seeds of the first series a release needs.
    statements: what is to be said about the result, each to be certified or refuted by the runs.
    hits: the column that says case by case, a bit each in hexadecimal, whether the run was right; empty if none does.
    source: the metric that the exam's source recorded, by option, where it did.
    derived: by column, what follows from a run's id alone. bounds: by column, the least and the largest that can be.
    steady: by column that is a list, how far its first value may lie from the same run's on another machine, as a share
    of it: where arithmetic differs in its last bits, a training has not yet gone another way.
    """

    run: Callable[[RunId], Measured]
    options: tuple[str, ...]
    metric: str
    columns: Mapping[str, Callable[[str], Value]]
    inputs_digest: Callable[[], str]
    packages: tuple[str, ...]
    plan: tuple[Series, ...]
    minimum_seeds: int
    statements: tuple["Statement", ...] = ()
    hits: str = ""
    source: Mapping[str, float] = field(default_factory=dict)
    derived: Mapping[str, Callable[[RunId], Value]] = field(default_factory=dict)
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    steady: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        definitions.require(
            "the design",
            (
                *definitions.function("run", self.run),
                *definitions.each("options", self.options, str, "ids of options"),
                *definitions.one("metric", self.metric, str, "the name of a column"),
                *definitions.one("columns", self.columns, Mapping, 'how to read each, as in {"accuracy": float}'),
                *definitions.function("inputs_digest", self.inputs_digest),
                *definitions.each("packages", self.packages, str, "names of distributions"),
                *definitions.each("plan", self.plan, Series, "Series"),
                *definitions.one("minimum_seeds", self.minimum_seeds, int, "a whole number"),
                *definitions.one("statements", self.statements, tuple, "a tuple of statements"),
                *definitions.one("hits", self.hits, str, "the name of a column"),
                *definitions.one("source", self.source, Mapping, "the metric by option"),
                *definitions.one("derived", self.derived, Mapping, "a function of a run's id by column"),
                *definitions.one("bounds", self.bounds, Mapping, "two numbers by column"),
                *definitions.one("steady", self.steady, Mapping, "a number by column"),
            ),
        )


@dataclass(frozen=True)
class Run:
    """One recorded run: what was run, on which machine (a key of the provenance), for how long, with what result."""

    id: RunId
    machine: str
    seconds: float
    measured: Measured


class Decision(StrEnum):
    """What the runs allow us to say of a statement."""

    CERTIFIED = "certified"
    REFUTED = "refuted"
    UNDECIDED = "undecided"
    NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Verdict:
    """A statement about a measured answer, judged.

    options: those that the statement is about, or that it was certified for.
    log_e_values: natural logarithms of the e-values for and against, by what they speak of.
    more_seeds: how many more would decide it at the present shares, where it is undecided and they ever would.
    """

    statement: str
    decision: Decision
    seeds: int
    options: tuple[str, ...] = ()
    log_e_values: Mapping[str, float] = field(default_factory=dict)
    detail: str = ""
    more_seeds: int | None = None


class Statement(Protocol):
    """A sentence about a measured answer that runs can certify or refute."""

    def bears(self, run_id: RunId, design: Design) -> bool:
        """Whether a run is evidence for or against it."""
        ...

    def judge(self, runs: Sequence[Run], design: Design) -> Verdict:
        """Weigh all runs of the record."""
        ...
