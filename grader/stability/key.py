"""What makes the key of a measured question: the option that whoever runs it finds best, void, or undecided.

A key is void where the runs refute that any option is found best often enough: whoever trained would answer otherwise.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.design import Decision, Design, Run, Verdict
from grader.model import UNDECIDED, VOID
from grader.stability.evalues import log_e_at_least, log_e_at_most
from grader.stability.preset import Holds
from grader.stability.tally import counted
from grader.stability.weighing import Bars, BySeed, Evidence, verdict


@dataclass(frozen=True)
class Reproduces(BySeed):
    """Whoever runs it finds the same option best, with probability at least p0."""

    p0: float = 0.9

    def bars(self, options: int) -> Bars:
        """Its bars where there are so many options: one is picked among all; every one must be rejected."""
        return Bars(for_it=options)

    def judge(self, runs: Sequence[Run], design: Design) -> Verdict:
        """Certify for one of K options at K/alpha; refute when every option is rejected at 1/alpha."""
        credit = counted(runs, design).credit()
        return verdict("reproduces", self._weigh, credit.earned(), credit.seeds, detail=f"p0 = {self.p0:g}")

    def _weigh(self, credit: Mapping[str, float], seeds: int) -> Evidence:
        for_option = {option: log_e_at_most(earned, seeds, self.p0) for option, earned in credit.items()}
        against = {option: log_e_at_least(earned, seeds, self.p0) for option, earned in credit.items()}
        bars = self.bars(len(credit))
        found = tuple(option for option, log_e in for_option.items() if log_e >= math.log(bars.certifying))
        refuted = all(log_e >= math.log(bars.refuting) for log_e in against.values())
        decision = Decision.CERTIFIED if found else Decision.REFUTED if refuted else Decision.UNDECIDED
        return (
            decision,
            found[:1],
            {f"against p <= p0: {option}": log_e for option, log_e in for_option.items()}
            | {f"against p >= p0: {option}": log_e for option, log_e in against.items()},
        )


def key_of(verdict: Verdict) -> object:
    """The answer that follows from the verdict on `Reproduces` or `Holds`: an option's id, VOID, or UNDECIDED."""
    if verdict.decision is Decision.CERTIFIED:
        return verdict.options[0]
    return VOID if verdict.decision is Decision.REFUTED else UNDECIDED


def decided(runs: Sequence[Run], design: Design) -> object | None:
    """The answer that the first statement decides, where it is `Reproduces` or `Holds`; else None."""
    first = design.statements[0] if design.statements else None
    return key_of(counted(runs, design).verdict(first)) if isinstance(first, Reproduces | Holds) else None
