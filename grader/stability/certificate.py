"""What the runs of a measured question allow us to claim: each statement of its design, judged by the record alone."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.counting import number_of
from grader.design import Decision, Design, Run, RunId, Verdict
from grader.stability.about import Provenance
from grader.stability.evalues import log_e_at_least, log_e_at_most, upper_bound_of_none
from grader.stability.key import decided, key_of
from grader.stability.runs import Record
from grader.stability.tally import Tally, counted
from grader.stability.weighing import (
    ALPHA,
    Bars,
    BySeed,
    Evidence,
    complete_seeds,
    credits_of,
    decide,
    select,
    verdict,
)

__all__ = [  # banks read the key and the seeds by way of the certificate
    "ALPHA",
    "Best",
    "Certificate",
    "EveryOptionCanBeBest",
    "FixedSeedVaries",
    "UsuallyBest",
    "certify",
    "complete_seeds",
    "credits_of",
    "key_of",
    "select",
]


@dataclass(frozen=True)
class Certificate:
    """What the runs of a question allow us to claim.

    key: an option's id, `VOID`, or `UNDECIDED`, by the first statement where it is `Reproduces` or
    `Holds`; else empty.
    credit: how often each option was the best of a complete seed, ties shared.
    """

    question: str
    key: str
    metric: str
    alpha: float
    runs: int
    seeds: int
    credit: Mapping[str, float]
    verdicts: tuple[Verdict, ...]
    provenance: Provenance | None


def certify(question: str, record: Record, design: Design) -> Certificate:
    """Judge every statement of the design by the record alone."""
    tally = Tally(design, record.runs)
    credit = tally.credit()
    verdicts = tuple(tally.verdict(statement) for statement in design.statements)
    answer = decided(tally, design)
    key = "" if answer is None else str(answer)
    return Certificate(
        question,
        "" if key is None else str(key),
        design.metric,
        ALPHA,
        len(record.runs),
        credit.seeds,
        credit.earned(),
        verdicts,
        record.provenance,
    )


@dataclass(frozen=True)
class Best(BySeed):
    """An option beats each rival in more than half of the seeds, paired.

    option: the one that is preset, before anything was measured; by default whichever has the most credit.
    """

    option: str = ""

    def bars(self, options: int) -> Bars:
        """Its bars where there are so many options: picked among all unless it is preset, refuted by any rival."""
        return Bars(for_it=1 if self.option else options, against_it=max(options - 1, 1))

    def judge(self, runs: Sequence[Run], design: Design) -> Verdict:
        """Certify when every rival is rejected: at 1/alpha if the option is preset, at K/alpha if it was picked.

        An option is refuted when one of its rivals rejects it at (K-1)/alpha; a picked one when that is so of all.
        """
        tally = counted(runs, design)
        credit, seeds = tally.credit().earned(), tally.credit().seeds
        leader = self.option or max(design.options, key=lambda option: credit[option])
        wins: dict[str, float] = {}
        for one, other in combinations(design.options, 2):
            earned = tally.credit((one, other)).earned()
            wins |= {f"{one} {other}": earned[one], f"{other} {one}": earned[other]}
        return verdict(
            "best", lambda won, n: self._weigh(leader, design.options, won, n), wins, seeds, detail=f"{leader} leads"
        )

    def _weigh(self, leader: str, options: Sequence[str], wins: Mapping[str, float], seeds: int) -> Evidence:
        rivals = [option for option in options if option != leader]
        ahead = {rival: log_e_at_most(wins[f"{leader} {rival}"], seeds, 0.5) for rival in rivals}
        behind = {rival: log_e_at_least(wins[f"{leader} {rival}"], seeds, 0.5) for rival in rivals}
        bar = math.log(self.bars(len(options)).certifying)
        decision = Decision.UNDECIDED
        if all(log_e >= bar for log_e in ahead.values()):
            decision = Decision.CERTIFIED
        elif all(self._is_refuted(one, options, wins, seeds) for one in ((leader,) if self.option else options)):
            decision = Decision.REFUTED
        return (
            decision,
            (leader,),
            {f"ahead of {rival}": log_e for rival, log_e in ahead.items()}
            | {f"behind {rival}": log_e for rival, log_e in behind.items()},
        )

    def _is_refuted(self, option: str, options: Sequence[str], wins: Mapping[str, float], seeds: int) -> bool:
        """Whether some rival beats an option in more than half of the seeds."""
        bar = math.log(self.bars(len(options)).refuting)
        rivals = [rival for rival in options if rival != option]
        return any(log_e_at_least(wins[f"{option} {rival}"], seeds, 0.5) >= bar for rival in rivals)


@dataclass(frozen=True)
class UsuallyBest(BySeed):
    """The best option is one of a set in more than half of the seeds."""

    options: tuple[str, ...]

    def judge(self, runs: Sequence[Run], design: Design) -> Verdict:
        """Weigh the summed credit of the set against one half."""
        credit = counted(runs, design).credit()
        return verdict("usually best", self._weigh, credit.earned(), credit.seeds)

    def _weigh(self, credit: Mapping[str, float], seeds: int) -> Evidence:
        together = math.fsum(credit[option] for option in self.options)
        more, less = log_e_at_most(together, seeds, 0.5), log_e_at_least(together, seeds, 0.5)
        return decide(more, less), self.options, {"against p <= 1/2": more, "against p >= 1/2": less}


@dataclass(frozen=True)
class EveryOptionCanBeBest(BySeed):
    """Each option has been the best, alone, at least once."""

    def judge(self, runs: Sequence[Run], design: Design) -> Verdict:
        """Certify when each has had a whole credit; runs cannot refute it, only bound the probability of the others."""
        credit = counted(runs, design).credit()
        never = credit.never_alone()
        return Verdict(
            "every option can be best",
            Decision.NOT_SHOWN if never else Decision.CERTIFIED,
            credit.seeds,
            options=never,
            detail="probability of an option never best: at most "
            f"{upper_bound_of_none(credit.seeds, alpha=ALPHA):.4f}, whenever one looks",
        )


@dataclass(frozen=True)
class FixedSeedVaries:
    """Two runs of one option and one seed, under the same protocol on the same machine, give different results."""

    protocol: str

    def bears(self, run_id: RunId, design: Design) -> bool:  # noqa: ARG002 - one form for all statements
        """Whether the run was made under the protocol, as published."""
        return run_id.protocol == self.protocol and not run_id.reading

    def judge(self, runs: Sequence[Run], design: Design) -> Verdict:
        """Certify when two repeats differ; repeats that all agree refute it for the machine that made them."""
        groups = counted(runs, design).repeats(self.protocol)
        repeated, differ = groups.repeated, groups.differing
        return Verdict(
            "a fixed seed still varies",
            Decision.CERTIFIED if differ else Decision.REFUTED if repeated else Decision.UNDECIDED,
            len({seed for _, seed, _ in repeated}),
            options=tuple(sorted({option for option, _, _ in differ})),
            detail=f"{len(differ)} of {number_of(len(repeated), 'group')} of repeats under {self.protocol} differ",
        )
