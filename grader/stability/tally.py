"""Runs, counted as they come: what statements are judged by, without looking through the whole record once more.

The unit is the seed, and it counts once all options have been run with it: its credit goes to the option with the
highest value of the metric, shared among ties. A value that is not a number wins nothing.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import overload

from grader.design import Design, Run, RunId, Statement, Verdict
from grader.stability.runs import metric

Values = Mapping[str, float]
"""The metric by option, of one seed."""

Group = tuple[str, int, str]
"""The option, the seed and the machine of runs that should be alike."""


class BySeed:
    """A statement about the complete seeds of the first series."""

    def bears(self, run_id: RunId, design: Design) -> bool:
        """Whether the run belongs to the first series."""
        series = design.plan[0]
        return (run_id.protocol, run_id.reading) == (series.protocol, series.reading)


class Credit:
    """What each option earned in the seeds so far."""

    def __init__(self, options: Iterable[str]) -> None:
        self._won: dict[str, Counter[int]] = {option: Counter() for option in options}
        self.seeds = 0

    def add(self, values: Values) -> None:
        """Count one more seed: its best options, among those that are counted here."""
        self.seeds += 1
        best: list[str] = []
        highest = -math.inf
        for option in self._won:
            value = values.get(option, math.nan)
            if value > highest:
                best, highest = [option], value
            elif value == highest:
                best.append(option)
        for option in best:
            self._won[option][len(best)] += 1

    def earned(self) -> dict[str, float]:
        """By option, the sum of its shares, rounded once."""
        return {
            option: float(sum(seeds * Fraction(1 / among) for among, seeds in won.items()))
            for option, won in self._won.items()
        }

    def never_alone(self) -> tuple[str, ...]:
        """The options that were never the best without another."""
        return tuple(option for option, won in self._won.items() if not won[1])


class Repeats:
    """Runs of one option and one seed on one machine: which were repeated, and of which the repeats differ."""

    def __init__(self) -> None:
        self.looked_at = 0
        self._first: dict[Group, Run] = {}
        self.repeated: set[Group] = set()
        self.differing: set[Group] = set()

    def add(self, run: Run) -> None:
        """Count one more run."""
        group = (run.id.option, run.id.seed, run.machine)
        first = self._first.setdefault(group, run)
        if first is not run:
            self.repeated.add(group)
            if _exactly(first) != _exactly(run):
                self.differing.add(group)


class Tally(Sequence[Run]):
    """The runs of a record in the order in which they came, and what they amount to for a design.

    To add one, and to judge a statement then, takes as long after many runs as after few. Of runs with the same id in
    the first series the first counts.
    """

    def __init__(self, design: Design, runs: Iterable[Run] = ()) -> None:
        self.design = design
        self._runs: list[Run] = []
        self._by_seed: dict[int, dict[str, float]] = {}
        self._complete: list[Values] = []
        self._credits: dict[tuple[str, ...], Credit] = {}
        self._repeats: dict[str, Repeats] = {}
        self._known: dict[int, tuple[Statement, list[float]]] = {}
        self._judged: dict[int, tuple[Statement, Verdict]] = {}
        self.extend(runs)

    def __len__(self) -> int:
        return len(self._runs)

    @overload
    def __getitem__(self, place: int) -> Run: ...
    @overload
    def __getitem__(self, place: slice) -> list[Run]: ...
    def __getitem__(self, place: int | slice) -> Run | list[Run]:
        return self._runs[place]

    def __iter__(self) -> Iterator[Run]:
        return iter(self._runs)

    def extend(self, runs: Iterable[Run]) -> None:
        """Add runs."""
        for run in runs:
            self.add(run)

    def add(self, run: Run) -> None:
        """Add a run. Verdicts that it may change are forgotten."""
        self._runs.append(run)
        whole = self._completes(run)
        for key, (statement, _) in list(self._judged.items()):
            if statement.bears(run.id, self.design) and (whole or not isinstance(statement, BySeed)):
                del self._judged[key]

    def verdict(self, statement: Statement) -> Verdict:
        """The verdict on a statement, judged again only where runs that came since may have changed it."""
        known = self._judged.get(id(statement))
        if known is None:
            known = self._judged[id(statement)] = statement, statement.judge(self, self.design)
        return known[1]

    def seeds(self) -> list[Values]:
        """The metric by option of every complete seed, in order of seed."""
        options = len(self.design.options)
        return [values for _, values in sorted(self._by_seed.items()) if len(values) == options]

    def begun(self) -> Mapping[int, Values]:
        """The metric by option of what has been run of each seed of the first series."""
        return self._by_seed

    def known(self, statement: Statement) -> list[float]:
        """How much of each seed speaks for a statement, as far as that was found: whoever finds more adds it."""
        return self._known.setdefault(id(statement), (statement, []))[1]

    def credit(self, options: tuple[str, ...] = ()) -> Credit:
        """What each of some options earned in the complete seeds, were they the only ones; by default, of all."""
        chosen = options or self.design.options
        credit = self._credits.setdefault(chosen, Credit(chosen))
        for values in self._complete[credit.seeds :]:
            credit.add(values)
        return credit

    def repeats(self, protocol: str) -> Repeats:
        """The repeats under a protocol of the exam as published."""
        repeats = self._repeats.setdefault(protocol, Repeats())
        for run in self._runs[repeats.looked_at :]:
            repeats.looked_at += 1
            if run.id.protocol == protocol and not run.id.reading:
                repeats.add(run)
        return repeats

    def _completes(self, run: Run) -> bool:
        """Whether a run completes a seed of the first series."""
        series = self.design.plan[0]
        if run.id.repeat or run.id.protocol != series.protocol or run.id.reading != series.reading:
            return False
        values = self._by_seed.setdefault(run.id.seed, {})
        if run.id.option in values:
            return False
        values[run.id.option] = metric(run, self.design)
        if len(values) < len(self.design.options):
            return False
        self._complete.append(values)
        return True


def counted(runs: Sequence[Run], design: Design) -> Tally:
    """Runs, counted for a design; those that are counted already are as they were."""
    return runs if isinstance(runs, Tally) and runs.design is design else Tally(design, runs)


def _exactly(run: Run) -> str:
    """What a run gave, to the last bit."""
    return repr(sorted(run.measured.items()))
