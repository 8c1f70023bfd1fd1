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

CLASSES, MINIMUM_SEEDS, BAR = 10, 43, 20


@claim(
    refuted_by=(
        lambda s: replace(s, seeds=s.seeds - 1),
        lambda s: replace(s, first_seed=s.first.seeds),
        lambda s: replace(s, last_seed=s.last_seed + 1),
    )
)
def measured_after_it_was_preset(s: Solution) -> bool:
    """Both rates were trained with the same seeds, which follow those of the earlier measurement without a gap."""
    recorded = again.accuracies()
    in_a_row = sorted(recorded) == list(range(s.first_seed, s.last_seed + 1))
    earlier = len(again_of_question_4.fully_seeded()["rate_0_05"])
    return in_a_row and s.first_seed == earlier + 1 and s.seeds == len(recorded) >= MINIMUM_SEEDS


@claim(
    refuted_by=(
        lambda s: replace(s, answer=UNDECIDED),
        lambda s: replace(s, ruled_out=replace(s.ruled_out, decision=Decision.UNDECIDED)),
        lambda s: replace(s, ahead=s.ahead - 1 / s.seeds),
        lambda s: replace(s, required_share=0.95),
        lambda s: replace(s, confidence=0.99),
        lambda s: replace(s, rival_rate=0.01),
    )
)
def largest_rate_is_ruled_out(s: Solution) -> bool:
    """The runs certify that 0.005 is ahead of 0.05 in at least nine of ten seeds, with an error of one in twenty."""
    ahead = again.share_ahead("rate_0_005", "rate_0_05", first_seed=s.first_seed)
    held = int(ahead * s.seeds)  # a half for a tie counts against it
    enough = again.e_value(held, s.seeds - held, 0.9) >= BAR
    said = isclose(s.ahead, ahead) and s.rival_rate == 0.005 and s.required_share == 0.9
    said = said and isclose(s.confidence, 1 - 1 / BAR)
    return enough and said and s.ruled_out.decision is Decision.CERTIFIED and s.answer == "rate_0_05"


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
    named = all(option == f"rate_{rate}".replace(".", "_") for option, rate in s.p.rates.items())
    return named and all(
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
    """In some of the seeds, the largest rate leaves the accuracy within one in a hundred of chance."""
    accuracies = again.of("rate_0_05")
    stuck = [accuracy for accuracy in accuracies if accuracy * CLASSES <= 1.1 + 1e-9]
    return len(stuck) == s.at_chance > 0 and isclose(s.near_chance, 1.1 / CLASSES) and s.seeds == len(accuracies)


@claim(
    refuted_by=(
        lambda s: replace(s, refuted=s.refuted[1:]),
        lambda s: replace(s, most_behind={**s.most_behind, "rate_0_001": 0.9}),
        lambda s: replace(s, first=replace(s.first, seeds=s.first.seeds - 1)),
        lambda s: replace(s, required_share=0.6),
    )
)
def other_rates_stay_candidates(s: Solution) -> bool:
    """Of every other rate, question 4's record refutes that a certain one is ahead of it in the required share."""
    recorded = again_of_question_4.fully_seeded()
    others = [option for option in recorded if option != "rate_0_05"]
    most = {option: max(_share_behind(option, rival) for rival in recorded if rival != option) for option in others}
    counted = {len(accuracies) for accuracies in recorded.values()} == {s.first.seeds}
    said = s.most_behind.keys() == most.keys() and all(isclose(s.most_behind[one], most[one]) for one in others)
    return counted and said and sorted(s.refuted) == others and s.required_share == 0.9 > max(most.values())


@claim(
    refuted_by=(
        lambda s: replace(s, first=replace(s.first, share={**s.first.share, "rate_0_001": 0.0})),
        lambda s: replace(s, p=replace(s.p, rates=_exchanged(s.p.rates))),
    )
)
def other_rates_were_best(s: Solution) -> bool:
    """Every rate but the largest was the best of some seed of question 4's record."""
    named = all(option == f"rate_{rate}".replace(".", "_") for option, rate in s.p.rates.items())
    others = [option for option in s.p.rates if option != "rate_0_05"]
    shares = {option: again_of_question_4.share_of_best(option) for option in others}
    return named and all(isclose(s.first.share[one], shares[one]) and shares[one] > 0 for one in others)


@claim(
    refuted_by=(
        lambda s: replace(s, first=replace(s.first, mean=dict.fromkeys(s.first.mean, 0.6))),
        lambda s: replace(s, p=replace(s.p, epochs=50)),
    )
)
def smaller_rates_learn(s: Solution) -> bool:
    """The smallest rate reaches nearly the mean accuracy of the middle ones within the few epochs."""
    recorded = again_of_question_4.fully_seeded()
    means = {option: sum(of) / len(of) for option, of in recorded.items()}
    near = max(means.values()) - means["rate_0_001"] < 0.02
    return near and s.p.epochs == 5 and isclose(s.first.mean["rate_0_001"], means["rate_0_001"])


@claim(refuted_by=lambda s: replace(s, default_rate=0.01))
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


def _share_behind(option: str, rival: str) -> float:
    """The share of question 4's seeds in which a rate was behind another, ties shared."""
    recorded = again_of_question_4.fully_seeded()
    pairs = zip(recorded[option], recorded[rival], strict=True)
    earned = [(other > own) + (other == own) / 2 for own, other in pairs]
    return sum(earned) / len(earned)


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
)
