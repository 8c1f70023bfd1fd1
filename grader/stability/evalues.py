"""Evidence about a probability that may be looked at after every seed: e-values for bounded credit.

Sources: Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021; Waudby-Smith and Ramdas 2024. An e-value at least
1/alpha at any time rejects its hypothesis with an error of at most alpha (Ville's inequality). Credit may be shared,
because the likelihood ratio is convex in it.
"""

import math
from bisect import bisect_left

_STEPS = 10**12  # between 0 and 1, to which bounds are told
_SMALLEST_TAIL = 1e-280  # below, the incomplete beta function loses its digits


def log_e_at_most(credit: float, seeds: int, p0: float) -> float:
    """The logarithm of the e-value against `p <= p0`, by a uniform mixture over (p0, 1).

    credit: what was earned in all seeds, in [0, seeds].
    """
    from scipy.special import betaincc, betaln  # banks import this module, and starting SciPy takes long

    failures = seeds - credit
    tail = float(betaincc(credit + 1, failures + 1, p0))
    if tail < _SMALLEST_TAIL:
        return math.log(p0 / (failures + 1)) + math.log(_series(seeds, failures, 1 - p0))
    null = math.log1p(-p0) + credit * math.log(p0) + failures * math.log1p(-p0)
    return float(betaln(credit + 1, failures + 1)) + math.log(tail) - null


def _series(seeds: int, failures: float, z: float) -> float:
    """The hypergeometric function 2F1(seeds + 2, 1; failures + 2; z), summed where its terms soon fall.

    It is the incomplete beta integral over its first power; SciPy's own hyp2f1 loses all digits for thousands of seeds.
    """
    total = term = 1.0
    step = 0
    while term > total * 1e-17:
        term *= (seeds + 2 + step) / (failures + 2 + step) * z
        total += term
        step += 1
    return total


def log_e_at_least(credit: float, seeds: int, p0: float) -> float:
    """The logarithm of the e-value against `p >= p0`, by a uniform mixture over (0, p0)."""
    return log_e_at_most(seeds - credit, seeds, 1 - p0)


def straight_successes(p0: float, *, alpha: float) -> int:
    """How many seeds without a failure certify `p > p0` for an option chosen beforehand."""
    seeds = 0
    while log_e_at_most(seeds, seeds, p0) < -math.log(alpha):
        seeds += 1
    return seeds


def confidence_sequence(credit: float, seeds: int, *, alpha: float) -> tuple[float, float]:
    """The probabilities that no e-value rejects, at any number of seeds: both directions at alpha/2, inverted."""
    return _lower(credit, seeds, alpha / 2), 1 - _lower(seeds - credit, seeds, alpha / 2)


def upper_bound_of_none(seeds: int, *, alpha: float) -> float:
    """The upper bound of the probability of what never showed in a number of seeds: that of the confidence sequence.

    The exact bound of one look would be smaller, and wrong too often: an option that never won is looked at because it
    never did.
    """
    return confidence_sequence(0, seeds, alpha=alpha)[1] if seeds else 1.0


def _lower(credit: float, seeds: int, alpha: float) -> float:
    """The largest probability p0 such that p <= p0 is rejected; 0 where none is."""

    def excess(step: int) -> float:
        return log_e_at_most(credit, seeds, step / _STEPS) + math.log(alpha)

    highest = min(int(_STEPS * credit / seeds), _STEPS - 1) if seeds else 0
    return bisect_left(range(1, highest + 1), 0.0, key=lambda step: -excess(step)) / _STEPS  # it falls with p0
