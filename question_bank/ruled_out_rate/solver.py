"""The numbers of the alternate to question 4: what its own record says, and what question 4's says of all rates."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from statistics import fmean

from grader import Run, Verdict, certificate, key_of, recorded

from ..learning_rate import design as question_4
from ..learning_rate import solver as of_question_4
from ..learning_rate.experiment import Parameters
from .design import BEHIND, DESIGN, KEY, RIVAL, RULED_OUT

ADAMS_DEFAULT = 0.001
NEAR_CHANCE = 0.11  # of ten classes, with the chance of a thousand images


@dataclass(frozen=True)
class Solution:
    """What the runs say. Mappings are by option.

    first: what question 4 finds of its own record, where every rate was trained; the network and its numbers, too.
    most_behind: for each rate that is no key, the largest share of those seeds in which a certain other was ahead.
    least_refuting: the least e-value against a certain other being ahead in the required share of all seeds.
    best_mean: the highest of all rates' mean accuracies in them.
    seeds, first_seed, last_seed: of the own record, which has those alone that were run after the statement was
    preset. ahead: the share of them in which the rival rate was ahead of the largest. e_value: against its being so in
    at most the required share of all seeds; e_needed: the least that certifies.
    mean, lowest, highest: of their validation accuracies.
    at_chance: in how many seeds the accuracy of the largest rate was at most `near_chance`.
    answer: the key by the policy for measured answers.
    """

    p: Parameters
    first: of_question_4.Solution
    default_rate: float
    most_behind: Mapping[str, float]
    least_refuting: float
    best_mean: float
    seeds: int
    first_seed: int
    last_seed: int
    ahead: float
    e_value: float
    e_needed: float
    rival_rate: float
    mean: Mapping[str, float]
    lowest: Mapping[str, float]
    highest: Mapping[str, float]
    at_chance: int
    near_chance: float
    confidence: float
    required_share: float
    ruled_out: Verdict
    answer: object


def solve(p: Parameters, runs: tuple[Run, ...]) -> Solution:
    """Weigh the record; `runs` may be empty, and then nothing is decided."""
    earlier = recorded(question_4.__file__, question_4.DESIGN)
    first = of_question_4.solve(p, earlier)
    seeds = certificate.complete_seeds(runs, DESIGN)
    accuracies = {option: [seed[option] for seed in seeds or of_question_4.NO_SEED] for option in DESIGN.options}
    shares = RULED_OUT.shares(runs, DESIGN)
    ruled_out = RULED_OUT.judge(runs, DESIGN)
    return Solution(
        p=p,
        first=first,
        default_rate=ADAMS_DEFAULT,
        most_behind={option: max(_behind(option, earlier)) for option in p.rates if option != KEY},
        least_refuting=min(
            _e_value(said.judge(earlier, question_4.DESIGN), "against p >= p0") for said in BEHIND.values()
        ),
        best_mean=max(first.mean.values()),
        seeds=len(shares),
        first_seed=RULED_OUT.first_seed,
        last_seed=RULED_OUT.first_seed + len(shares) - 1,
        ahead=fmean(shares or next(iter(of_question_4.NO_SEED)).values()),
        e_value=_e_value(ruled_out, "against p <= p0"),
        e_needed=1 / certificate.ALPHA,
        rival_rate=p.rates[RIVAL],
        mean={option: fmean(values) for option, values in accuracies.items()},
        lowest={option: min(values) for option, values in accuracies.items()},
        highest={option: max(values) for option, values in accuracies.items()},
        at_chance=sum(value <= NEAR_CHANCE for value in accuracies[KEY]),
        near_chance=NEAR_CHANCE,
        confidence=1 - certificate.ALPHA,
        required_share=RULED_OUT.p0,
        ruled_out=ruled_out,
        answer=key_of(ruled_out),
    )


def _behind(option: str, runs: tuple[Run, ...]) -> list[float]:
    """The shares of question 4's seeds in which a rate was behind each of the others."""
    return [fmean(said.shares(runs, question_4.DESIGN)) for (one, _), said in BEHIND.items() if one == option]


def _e_value(verdict: Verdict, hypothesis: str) -> float:
    """The e-value against a hypothesis."""
    return exp(verdict.log_e_values[hypothesis])
