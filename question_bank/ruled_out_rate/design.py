"""What the alternate to question 4 measures: the same experiment, with seeds that nobody had run when it was preset.

`preset.json` says what is to be shown, and from which seed on it counts. The runs of a seed are paired, and only the
two rates are run that the statement is about.
"""

from dataclasses import replace

from grader import Series, presets, training

from ..learning_rate.design import DESIGN as OF_QUESTION_4

(RULED_OUT,) = presets(__file__)

DESIGN = replace(
    OF_QUESTION_4,
    options=("rate_0_005", "rate_0_05"),
    plan=(Series(seeds=tuple(range(RULED_OUT.first_seed, RULED_OUT.first_seed + 200)), protocol=training.FULL),),
    statements=(RULED_OUT,),
    source={option: OF_QUESTION_4.source[option] for option in ("rate_0_005", "rate_0_05")},
)
