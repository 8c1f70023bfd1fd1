"""Other wordings for a question whose answer does not reproduce: what its record says of each, and presetting one.

What is found in a record is chosen after looking: its bar is corrected for all that was looked at. A wording that is
preset needs no correction, and no seed that was run before counts for it.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from grader.bank import Bank
from grader.design import Design
from grader.errors import GraderError
from grader.files import write_atomically
from grader.model import Question
from grader.stability import preset, runs, wordings
from grader.stability.evalues import confidence_sequence, log_e_at_most
from grader.stability.planning import Plan, minutes, plan, seconds_a_run
from grader.stability.preset import Holds
from grader.stability.runs import Record
from grader.stability.weighing import ALPHA, Bars, complete_seeds

DISTANCES = (0.01, 0.03)
_BAND, _STEP = 0.2, 0.1  # of the metric's bounds


@dataclass(frozen=True)
class Offered:
    """A wording and what a record says of it.

    credit: in how many of the seeds it is true, ties shared. agrees: the probability that whoever runs it once finds it
    true, and its confidence sequence. log_e: of the e-value against its being true of at most the share p0.
    afresh: what it takes where it is preset, if the true share is `likely`, or 1 where only the share of the seeds is
    above p0 and `likely` is not; None where it was true of too few.
    minutes: what the median of these seeds takes here; None where it is not known.
    """

    wording: str
    credit: float
    seeds: int
    agrees: tuple[float, float]
    log_e: float
    likely: float
    runs_a_seed: int
    afresh: Plan | None
    minutes: float | None


@dataclass(frozen=True)
class Repair:
    """The wordings by their evidence, the strongest first. looked_at: how many there were to choose from."""

    p0: float
    offered: tuple[Offered, ...]
    looked_at: int
    seconds_a_run: float | None

    @property
    def bar(self) -> float:
        """The e-value that certifies a wording which was chosen after looking."""
        return Bars(for_it=self.looked_at).certifying


def repair(record: Record, design: Design, *, p0: float, workers: int) -> Repair:
    """What the complete seeds of a record say of every wording. Raises GraderError where there is none."""
    seeds = complete_seeds(record.runs, design)
    if not seeds:
        raise GraderError("expected a record with complete seeds, found none: grader measure")
    together = wordings.every(design.options, distances=DISTANCES, bands=_bands(design))
    seconds = seconds_a_run(record.runs, design)
    shown: list[Offered] = []
    for group in together:
        earned = {one: math.fsum(one.share(seed) or 0.0 for seed in seeds) for one in group}
        best = max(earned, key=lambda one: earned[one])
        shown.append(_offered(best, earned[best], len(seeds), p0, seconds, workers))
    shown.sort(key=lambda one: -one.log_e)
    return Repair(p0, tuple(shown), sum(map(len, together)), seconds)


def preset_wording(bank: Bank, question: Question, text: str, *, p0: float, into: str) -> tuple[Holds, Path]:
    """Write a statement into the design in the folder `into`, and return it with its file.

    Its first seed is one that no record of the experiment has, in whatever question of the bank.
    Raises GraderError where the wording is none or is there already, where the folder is not there, or where a
    question cannot be loaded, whose record may have seeds that were run.
    """
    if bank.unloaded:
        names = ", ".join(one.id for one in bank.unloaded)
        raise GraderError(f"{names}: cannot be loaded, and may have run the seeds that are to count: mend it first")
    design = question.design
    assert design is not None
    folder = bank.folder / into
    if not folder.is_dir():
        raise GraderError(f"{folder}: expected the folder of a question: grader new question {into}")
    records = records_of(bank, design)
    before = tuple((id_, *_ending(record)) for id_, (record, _) in records.items() if record.runs)
    first = preset.first_free(records.values())
    statement = Holds(wordings.parse(text, design.options).text, p0, first, before)
    file = folder / preset.FILE
    known = preset.presets(file)
    if any((one.wording, one.p0) == (statement.wording, statement.p0) for one in known):
        raise GraderError(f"{file}: {statement.wording} is preset there already: grader measure {into}")
    write_atomically(file, preset.written([*known, statement]))
    return statement, file


def records_of(bank: Bank, design: Design) -> Mapping[str, tuple[Record, Design]]:
    """The records of an experiment, by the question of the bank that has it."""
    return {
        question.id: (runs.read(bank.folder_of(question), question.design), question.design)
        for question in bank.computed
        if question.design is not None and _experiment(question.design) == _experiment(design)
    }


def _experiment(design: Design) -> tuple[str, str]:
    return design.run.__module__, design.run.__qualname__


def _ending(record: Record) -> tuple[int, str]:
    return record.ending.runs, record.ending.digest


def _offered(
    wording: wordings.Wording, credit: float, seeds: int, p0: float, seconds: float | None, workers: int
) -> Offered:
    likely = (credit + 0.5) / (seeds + 1)
    share = likely if likely > p0 else 1.0
    afresh = plan(share, p0=p0, seeds=seeds) if max(likely, credit / seeds) > p0 else None
    runs_a_seed = len(wording.options)
    enough = None if afresh is None else afresh.median
    return Offered(
        wording.text,
        credit,
        seeds,
        confidence_sequence(credit, seeds, alpha=ALPHA),
        log_e_at_most(credit, seeds, p0),
        likely,
        runs_a_seed,
        afresh,
        None if enough is None else minutes(enough * runs_a_seed, seconds, workers),
    )


def _bands(design: Design) -> Iterator[tuple[float, float]]:
    """Bands of the metric that do not depend on what was measured; none where it is not bounded."""
    low, high = design.bounds.get(design.metric, (math.nan, math.nan))
    if not isfinite(high - low):
        return
    for place in range(round((1 - _BAND) / _STEP) + 1):
        start = place * _STEP
        yield low + start * (high - low), low + (start + _BAND) * (high - low)
