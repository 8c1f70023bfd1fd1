"""What the alternate to question 4 measures: the same experiment, with seeds that nobody had run when it was preset.

`preset.json` says what is to be shown, and from which seed on it counts. The runs of a seed are paired, and only the
two rates are run that the statement is about.
"""

from dataclasses import replace
from itertools import permutations

from grader import Holds, Series, presets, training

from ..learning_rate.design import DESIGN as OF_QUESTION_4

(RULED_OUT,) = presets(__file__)
KEY, RIVAL = "rate_0_05", "rate_0_005"

# Of the other rates: that a certain other one is ahead of it as often, which the record of question 4 refutes.
BEHIND = {
    (option, rival): Holds(f"{option} behind {rival}", RULED_OUT.p0)
    for option, rival in permutations(OF_QUESTION_4.options, 2)
    if option != KEY
}

DESIGN = replace(
    OF_QUESTION_4,
    options=(RIVAL, KEY),
    plan=(Series(seeds=tuple(range(RULED_OUT.first_seed, RULED_OUT.first_seed + 200)), protocol=training.FULL),),
    statements=(RULED_OUT,),
    source={option: OF_QUESTION_4.source[option] for option in (RIVAL, KEY)},
)
