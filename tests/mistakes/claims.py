"""The mistakes that people make in claims, and in the space of variants."""

from broken.breaks import QUESTION, SOLVER, both, replacing
from mistakes.mistake import NUMPY_IN_QUESTION, REFUTED, SPACE, Mistake, in_claim

OF_CLAIMS: dict[str, Mistake] = {
    "a claim without a return": Mistake(
        in_claim("s.mean > s.median"), "C006", QUESTION, "received None: is a `return` missing?"
    ),
    "a claim that gives a number": Mistake(
        in_claim("return s.mean - s.median"), "C006", QUESTION, "expected a bool, received"
    ),
    "a claim that gives an array": Mistake(
        both(NUMPY_IN_QUESTION, in_claim("return np.array([s.mean, 9]) > s.median")),
        "C006",
        QUESTION,
        ".all() or .any()",
    ),
    "a claim that reads what is not there": Mistake(
        in_claim("return s.mode > 1"), "C006", QUESTION, "no attribute 'mode'"
    ),
    "a claim that calls itself for ever": Mistake(
        in_claim("return mean_follows_the_tail.holds(s)"), "C006", QUESTION, "RecursionError"
    ),
    "a claim that ends the program": Mistake(in_claim("exit()"), "C006", QUESTION, "SystemExit"),
    "a claim that yields": Mistake(in_claim("yield s.mean > s.median"), "C006", QUESTION, "received <generator object"),
    "a counterexample that fails": Mistake(
        replacing(QUESTION, "solve(Parameters((1.0, 2.0, 3.0)))", "solve(Parameters(()))"),
        "C006",
        SOLVER,
        "the counterexample of the claim",
    ),
    "a counterexample of None": Mistake(
        replacing(QUESTION, REFUTED, "refuted_by=print"), "C006", QUESTION, "received None"
    ),
    "a counterexample of another field": Mistake(
        replacing(QUESTION, REFUTED, "refuted_by=lambda s: replace(s, mode=1)"),
        "C006",
        QUESTION,
        "unexpected keyword argument 'mode'",
    ),
    "a claim listed twice": Mistake(
        replacing(
            QUESTION,
            "claims=(median_is_nearer, mean_follows_the_tail)",
            "claims=(median_is_nearer, mean_follows_the_tail, median_is_nearer)",
        ),
        "C007",
        QUESTION,
        "2 claims have the id 'median_is_nearer'",
    ),
    # the space of variants
    "a space without its names": Mistake(
        replacing(QUESTION, '{"tail": (6.0, 9.0, 12.0)}', "(6.0, 9.0, 12.0)"),
        "B002",
        QUESTION,
        "the space: values: expected for each name",
    ),
    "a space of letters": Mistake(
        replacing(QUESTION, "(6.0, 9.0, 12.0)", '"abc"'), "B002", QUESTION, "values['tail']: expected a tuple of values"
    ),
    "a space of nothing": Mistake(
        replacing(QUESTION, "(6.0, 9.0, 12.0)", "()"), "B002", QUESTION, "the exam's own first, received ()"
    ),
    "a space of an array": Mistake(
        both(NUMPY_IN_QUESTION, replacing(QUESTION, "(6.0, 9.0, 12.0)", "np.arange(6.0, 9.0)")),
        "B002",
        QUESTION,
        "received array([",
    ),
    "a space that is only a dict": Mistake(
        replacing(QUESTION, SPACE, 'space={"tail": (6.0, 9.0)},'), "B002", QUESTION, "space: expected a Space"
    ),
    "a space of other names": Mistake(
        replacing(QUESTION, '{"tail":', '{"head":'), "V001", QUESTION, "unexpected keyword argument 'head'"
    ),
    "a space that makes nothing": Mistake(
        replacing(QUESTION, "build=lambda tail: Parameters((1.0, 2.0, tail))", "build=lambda tail: None"),
        "V001",
        QUESTION,
        "received None",
    ),
    "a space that makes lists": Mistake(
        replacing(QUESTION, "Parameters((1.0, 2.0, tail))", "Parameters([1.0, 2.0, tail])"),
        "V001",
        QUESTION,
        "parameters.sample is a list",
    ),
}
