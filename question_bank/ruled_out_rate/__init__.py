"""An alternate to question 4, whose answer does not reproduce: which learning rate is ruled out as the best.

`design.py` says what was run, `preset.json` what was to be shown before any of its seeds was run, `runs.csv` and
`runs.json` are the record, `solver.py` finds the numbers, `again.py` the same from the record's lines alone. The
experiment is that of question 4, and so is the record that tells of the rates which are not ruled out.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import isclose

from grader import UNDECIDED, Decision, Item, Option, Question, claim

from ..learning_rate import again as again_of_question_4
from ..learning_rate.experiment import AS_PUBLISHED
from . import again
from .design import DESIGN
from .solver import Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, seeds=s.seeds - 1),
        lambda s: replace(s, first_seed=s.first.seeds),
        lambda s: replace(s, last_seed=s.last_seed + 1),
        lambda s: replace(s, p=replace(s.p, rates=_exchanged(s.p.rates))),
    )
)
def measured_after_it_was_preset(s: Solution) -> bool:
    """Both rates were trained with the same seeds, which follow those of the earlier measurement without a gap."""
    recorded = list(again.accuracies())
    earlier = len(again_of_question_4.fully_seeded()["rate_0_05"])
    in_a_row = recorded == list(range(earlier + 1, s.last_seed + 1)) and s.first_seed == recorded[0]
    return in_a_row and s.seeds == len(recorded) and _rates_are_named(s)


@claim(
    refuted_by=(
        lambda s: replace(s, answer=UNDECIDED),
        lambda s: replace(s, ruled_out=replace(s.ruled_out, decision=Decision.UNDECIDED)),
        lambda s: replace(s, ahead=s.ahead - 1 / s.seeds),
        lambda s: replace(s, e_value=s.e_value - 1),
        lambda s: replace(s, e_needed=10.0),
        lambda s: replace(s, seeds=s.seeds + 1),
        lambda s: replace(s, rival_rate=0.01),
        lambda s: replace(s, required_share=0.95),
        lambda s: replace(s, confidence=0.99),
    )
)
def largest_rate_is_ruled_out(s: Solution) -> bool:
    """The runs certify that 0.005 is ahead of 0.05 in at least nine of ten seeds, with an error of one in twenty."""
    recorded = again.accuracies().values()
    held, seeds = sum(run["rate_0_005"] > run["rate_0_05"] for run in recorded), len(recorded)
    evidence = isclose(s.e_value, again.e_value(held, seeds - held, 0.9)) and isclose(s.e_needed, 20)
    counted = s.seeds == seeds and isclose(s.ahead, held / seeds) and s.rival_rate == 0.005
    asked = s.required_share == 0.9 and isclose(s.confidence, 0.95)
    certified = s.ruled_out.decision is Decision.CERTIFIED and s.answer == "rate_0_05"
    return evidence and counted and asked and certified


@claim(
    refuted_by=(
        lambda s: replace(s, mean=_exchanged(s.mean)),
        lambda s: replace(s, lowest=_exchanged(s.lowest)),
        lambda s: replace(s, highest=_exchanged(s.highest)),
        lambda s: replace(s, p=replace(s.p, rates=_exchanged(s.p.rates))),
    )
)
def accuracies_of_both(s: Solution) -> bool:
    """The means and the ranges of accuracy are those of the record, of both rates."""
    return _rates_are_named(s) and all(
        isclose(s.mean[option], sum(of) / len(of)) and (s.lowest[option], s.highest[option]) == (min(of), max(of))
        for option, of in ((option, again.of(option)) for option in ("rate_0_005", "rate_0_05"))
    )


@claim(
    refuted_by=(
        lambda s: replace(s, at_chance=s.at_chance - 1),
        lambda s: replace(s, near_chance=0.2),
        lambda s: replace(s, seeds=s.seeds + 1),
    )
)
def largest_rate_may_not_learn(s: Solution) -> bool:
    """In some of the seeds, the largest rate leaves the accuracy within one in a hundred of chance, or below."""
    stuck = [accuracy for accuracy in again.of("rate_0_05") if accuracy <= s.near_chance]
    return len(stuck) == s.at_chance and s.near_chance == 0.11 and s.seeds == len(again.of("rate_0_05"))


@claim(
    refuted_by=(
        lambda s: replace(s, most_behind={**s.most_behind, "rate_0_001": 0.7}),
        lambda s: replace(s, least_refuting=20.0),
        lambda s: replace(s, first=replace(s.first, seeds=s.first.seeds - 1)),
        lambda s: replace(s, required_share=0.6),
    )
)
def other_rates_stay_candidates(s: Solution) -> bool:
    """Of every other rate, question 4's record refutes that a certain one is ahead of it in the required share."""
    recorded = again_of_question_4.fully_seeded()
    seeds = len(recorded["rate_0_001"])
    behind = {option: max(_times_behind(option, rival) for rival in recorded) for option in s.most_behind}
    e_values = [again.e_value(seeds - times, times, 1 - 0.9) for times in behind.values()]
    shares = all(isclose(s.most_behind[option], times / seeds) for option, times in behind.items())
    evidence = isclose(s.least_refuting, min(e_values))
    return shares and evidence and s.required_share == 0.9 and s.first.seeds == seeds


@claim(
    refuted_by=(
        lambda s: replace(s, first=replace(s.first, share={**s.first.share, "rate_0_001": 0.0})),
        lambda s: replace(s, p=replace(s.p, rates=_exchanged(s.p.rates))),
    )
)
def other_rates_were_best(s: Solution) -> bool:
    """The shares of question 4's seeds in which each rate was the best are those of its record."""
    shares = {option: again_of_question_4.share_of_best(option) for option in s.p.rates}
    return _rates_are_named(s) and all(isclose(s.first.share[one], share) for one, share in shares.items())


@claim(
    refuted_by=(
        lambda s: replace(s, first=replace(s.first, mean={**s.first.mean, "rate_0_001": 0.6})),
        lambda s: replace(s, best_mean=0.8),
        lambda s: replace(s, p=replace(s.p, epochs=50)),
    )
)
def smaller_rates_learn(s: Solution) -> bool:
    """Of the mean accuracies in question 4's record, that of the smallest rate and the highest are as stated."""
    means = {option: sum(of) / len(of) for option, of in again_of_question_4.fully_seeded().items()}
    own, best = s.first.mean["rate_0_001"], s.best_mean
    return isclose(own, means["rate_0_001"]) and isclose(best, max(means.values())) and s.p.epochs == 5


@claim(
    refuted_by=(
        lambda s: replace(s, default_rate=0.01),
        lambda s: replace(s, p=replace(s.p, rates=_exchanged({**s.p.rates, "rate_0_05": 0.0001}))),
    )
)
def default_rate_is_smaller(s: Solution) -> bool:
    """The default rate of Adam in Keras is the smallest of the rates."""
    return s.default_rate == 0.001 == min(s.p.rates.values())


def item(s: Solution) -> Item:
    """An option is a rate; the key is the rate that is ruled out."""
    others = (other_rates_stay_candidates, other_rates_were_best)
    return Item(
        answer=s.answer,
        options=(
            Option(
                id="rate_0_001",
                value="rate_0_001",
                because=(*others, smaller_rates_learn),
                misconception="The smallest rate is thought too slow to learn within few epochs.",
            ),
            Option(
                id="rate_0_005",
                value="rate_0_005",
                because=others,
                misconception="One run in which another rate was ahead is taken for what every seed gives.",
            ),
            Option(
                id="rate_0_01",
                value="rate_0_01",
                because=(*others, default_rate_is_smaller),
                misconception="A rate above the optimizer's default is thought too large.",
            ),
            Option(
                id="rate_0_05",
                value="rate_0_05",
                because=(
                    measured_after_it_was_preset,
                    largest_rate_is_ruled_out,
                    accuracies_of_both,
                    largest_rate_may_not_learn,
                ),
            ),
        ),
    )


def _exchanged(by_option: Mapping[str, float]) -> Mapping[str, float]:
    """The same with the numbers of the two measured rates exchanged."""
    return {**by_option, "rate_0_005": by_option["rate_0_05"], "rate_0_05": by_option["rate_0_005"]}


def _rates_are_named(s: Solution) -> bool:
    """Whether every rate is the one that its option's id tells."""
    return all(option == f"rate_{rate}".replace(".", "_") for option, rate in s.p.rates.items())


def _times_behind(option: str, rival: str) -> int:
    """In how many of question 4's seeds a rate was behind another."""
    recorded = again_of_question_4.fully_seeded()
    return sum(other > own for own, other in zip(recorded[option], recorded[rival], strict=True))


QUESTION = Question(
    id="ruled_out_rate",
    parameters=AS_PUBLISHED,
    solve=solve,
    item=item,
    claims=(
        measured_after_it_was_preset,
        largest_rate_is_ruled_out,
        accuracies_of_both,
        largest_rate_may_not_learn,
        other_rates_stay_candidates,
        other_rates_were_best,
        smaller_rates_learn,
        default_rate_is_smaller,
    ),
    tags=("learning rate", "training"),
    shuffle=False,  # the rates stand in order
    design=DESIGN,
    survivors={
        "solver.solve: value <= NEAR_CHANCE -> value < NEAR_CHANCE": "No recorded accuracy is exactly that.",
    },
)
