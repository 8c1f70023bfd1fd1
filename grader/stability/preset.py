"""Statements that were preset: written into a design before the seeds that count for them were run.

They lie in `preset.json` beside the design, each with the first seed that counts and how the records of the experiment
ended when it was written: the digest of a record's last line shows that no counted seed was among them.
"""

import csv
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from grader.counting import number_of
from grader.design import Design, Run, RunId, Verdict
from grader.errors import BankError
from grader.stability import provenance, wordings
from grader.stability.about import Ending, Provenance
from grader.stability.evalues import log_e_at_least, log_e_at_most
from grader.stability.runs import Record, paths
from grader.stability.tally import Values, counted
from grader.stability.weighing import Evidence, decide, verdict
from grader.stability.wordings import Wording

FILE = "preset.json"

_parsed = cache(wordings.parse)


@dataclass(frozen=True)
class Holds:
    """A wording is true of at least a share p0 of all seeds, by those from the first that counts on.

    before: how the records of the experiment ended when this was written, as question, number of runs, and digest.
    """

    wording: str
    p0: float = 0.9
    first_seed: int = 1
    before: tuple[tuple[str, int, str], ...] = ()

    def wording_of(self, design: Design) -> Wording:
        """The wording, about the options of the design."""
        return _parsed(self.wording, design.options)

    def bears(self, run_id: RunId, design: Design) -> bool:
        """Whether the run is of a seed that counts, and of an option that the wording needs."""
        series = design.plan[0]
        in_first = (run_id.protocol, run_id.reading, run_id.repeat) == (series.protocol, series.reading, 0)
        return in_first and run_id.seed >= self.first_seed and run_id.option in self.wording_of(design).options

    def shares(self, runs: Sequence[Run], design: Design) -> list[float]:
        """How much of each seed speaks for it, in order, up to the first seed of which that is not yet known."""
        tally, wording = counted(runs, design), self.wording_of(design)
        known = tally.known(self)  # what is known of a seed stays: other options of it do not matter
        seeds = (seed for seed in design.plan[0].seeds if seed >= self.first_seed)
        for seed in islice(seeds, len(known), None):
            share = wording.share(tally.begun().get(seed, {}))
            if share is None:
                break
            known.append(share)
        return known

    def judge(self, runs: Sequence[Run], design: Design) -> Verdict:
        """Weigh the seeds that count against the share, at 1/alpha either way: nothing was chosen after looking."""
        shares = self.shares(runs, design)
        about = self.wording_of(design).about

        def weigh(credit: Mapping[str, float], seeds: int) -> Evidence:
            more = log_e_at_most(credit[self.wording], seeds, self.p0)
            less = log_e_at_least(credit[self.wording], seeds, self.p0)
            return decide(more, less), (about,), {"against p <= p0": more, "against p >= p0": less}

        seeds = f"{number_of(len(shares), 'seed')} from {self.first_seed} on"
        detail = f"true of {math.fsum(shares):g} of {seeds}; p0 = {self.p0:g}"
        return verdict(self.wording, weigh, {self.wording: math.fsum(shares)}, len(shares), detail=detail)


def presets(beside: str | Path) -> tuple[Holds, ...]:
    """The statements that were preset in the folder of a file, in order; none where there is no `preset.json`.

    Raises BankError for a file that is none of ours.
    """
    path = Path(beside).parent / FILE
    if not path.exists():
        return ()
    try:
        return tuple(_read(entry) for entry in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BankError(f"{path}: not presets that we wrote: {type(error).__name__}: {error}") from error


def written(statements: Iterable[Holds]) -> bytes:
    """The content of the file."""
    entries = [
        {
            "wording": statement.wording,
            "share": statement.p0,
            "first_seed": statement.first_seed,
            "before": {name: {"runs": count, "digest": digest} for name, count, digest in statement.before},
        }
        for statement in statements
    ]
    return (json.dumps(entries, indent=2, ensure_ascii=False) + "\n").encode()


def first_free(records: Iterable[tuple[Record, Design]]) -> int:
    """The first seed that no record has, of those that its first series runs."""
    seeds = [seed for record, design in records for seed in seeds_of(record.runs, design)]
    return max(seeds, default=0) + 1


def seeds_of(runs: Sequence[Run], design: Design) -> Mapping[int, Values]:
    """The metric of the options that were run, by seed of the first series."""
    return counted(runs, design).begun()


def left_out(runs: Sequence[Run], design: Design) -> Mapping[str, int]:
    """The options that were run with fewer seeds than others, and in how many fewer."""
    runs_of = Counter(option for of_seed in seeds_of(runs, design).values() for option in of_seed)
    most = max(runs_of.values(), default=0)
    return {option: most - runs_of[option] for option in design.options if runs_of[option] < most}


def ending_after(folder: Path, count: int) -> Ending | None:
    """How the record in a folder ended when it had so many runs; None where it has fewer."""
    table, _ = paths(folder)
    if not count or not table.exists():
        return None if count else Ending(0, "")
    with table.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines) if row]
    return Ending(count, rows[count][-1]) if count < len(rows) else None


def continued(record: Record, design: Design) -> Provenance | None:
    """The provenance of a record, as of this design where only statements were added, preset at its very ending."""
    recorded = record.provenance
    if recorded is None:
        return None
    here = record.ending.runs, record.ending.digest
    fresh = [
        one
        for one in design.statements
        if isinstance(one, Holds) and any((count, digest) == here for _, count, digest in one.before)
    ]
    without = replace(design, statements=tuple(one for one in design.statements if one not in fresh))
    if fresh and recorded.design == provenance.design_digest(without):
        return replace(recorded, design=provenance.design_digest(design))
    return recorded


def _read(entry: Any) -> Holds:
    before = tuple((str(name), int(one["runs"]), str(one["digest"])) for name, one in entry["before"].items())
    share, first = float(entry["share"]), int(entry["first_seed"])
    if not 0 < share < 1:
        raise ValueError(f"expected a share between 0 and 1, received {share:g}")
    return Holds(str(entry["wording"]), share, first, before)
