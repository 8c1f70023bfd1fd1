"""The numbers of the alternate to question 4: what its own record says."""

from dataclasses import dataclass

from grader import Run, Verdict, key_of

from ..learning_rate.experiment import Parameters
from .design import DESIGN, RULED_OUT


@dataclass(frozen=True)
class Solution:
    """What the runs say. answer: the key by the policy for measured answers."""

    p: Parameters
    ruled_out: Verdict
    answer: object


def solve(p: Parameters, runs: tuple[Run, ...]) -> Solution:
    """Weigh the record; `runs` may be empty, and then nothing is decided."""
    ruled_out = RULED_OUT.judge(runs, DESIGN)
    return Solution(p=p, ruled_out=ruled_out, answer=key_of(ruled_out))
