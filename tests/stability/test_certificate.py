"""What runs allow us to claim: credits, verdicts at streams made for them, and what must not matter to a verdict."""

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from banks.measuring import stream
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.design import Decision, Design, Run, RunId, Series, Statement, Value
from grader.model import UNDECIDED, VOID
from grader.stability import certificate
from grader.stability.certificate import ALPHA, Best, EveryOptionCanBeBest, FixedSeedVaries, UsuallyBest
from grader.stability.evalues import straight_successes
from grader.stability.key import Reproduces

NAN = math.nan
Rows = list[Sequence[float]]


def experiment(run_id: RunId) -> dict[str, Value]:
    raise AssertionError(run_id)


def design(*options: str) -> Design:
    return Design(
        run=experiment,
        options=options,
        metric="accuracy",
        columns={"accuracy": float},
        inputs_digest=lambda: "none",
        packages=(),
        plan=(Series(seeds=tuple(range(5000))),),
        minimum_seeds=1,
    )


ABC = design("a", "b", "c")
A, B, C, TIE = (1.0, 0.5, 0.0), (0.5, 1.0, 0.0), (0.0, 0.5, 1.0), (1.0, 1.0, 0.0)
ROWS = st.lists(st.tuples(*[st.sampled_from([0.0, 0.25, 0.5, 1.0, NAN])] * 3) | st.just(A), min_size=1, max_size=120)
STATEMENTS = (Reproduces(), Reproduces(p0=0.4), UsuallyBest(("a", "b")), EveryOptionCanBeBest())


def credit(rows: Rows) -> dict[str, float]:
    seeds = certificate.complete_seeds(stream(ABC, rows), ABC)
    return certificate.credits_of(seeds, ABC.options)[0]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (A, (1, 0, 0)),
        (TIE, (0.5, 0.5, 0)),
        ((1, 1, 1), (1 / 3, 1 / 3, 1 / 3)),
        ((0, NAN, -1), (1, 0, 0)),  # not a number wins nothing, and takes nothing from the others
        ((NAN, 0.1, 0.1), (0, 0.5, 0.5)),
        ((math.inf, 0.5, 0.1), (0, 1, 0)),  # nor does what is no finite number
        ((NAN, NAN, NAN), (0, 0, 0)),
    ],
)
def test_a_seeds_credit_goes_to_the_best_and_is_shared_among_ties(row: Sequence[float], expected: object) -> None:
    assert tuple(credit([row]).values()) == expected


def test_credit_sums_over_seeds_without_loss() -> None:
    assert credit([(1, 1, 1)] * 3000) == {"a": 1000, "b": 1000, "c": 1000}


def test_seeds_that_lack_an_option_repeats_and_other_series_are_left_out() -> None:
    runs = stream(ABC, [A, B, C])
    lacking = runs[:-1]
    others = [replace(run, id=replace(run.id, seed=9, repeat=1)) for run in runs[:3]]
    others += [replace(run, id=replace(run.id, seed=9, reading="other")) for run in runs[:3]]
    others += [replace(run, id=replace(run.id, seed=9, protocol="source")) for run in runs[:3]]

    seeds = certificate.complete_seeds([*lacking, *others], ABC)

    assert seeds == [dict(zip("abc", A, strict=True)), dict(zip("abc", B, strict=True))]


# Whole credits certify `reproduces` at K/alpha = 60: log E of n straight successes is
# log((1 - 0.9**(n + 1)) / (n + 1) / 0.1 / 0.9**n); n = 55 gives 57.8, n = 56 gives 63.2.
# Against p >= 0.9 a stream of no successes has E = (1 - 0.1**(n + 1)) / (n + 1) / 0.9 / 0.1**n: n = 2 gives 37.
# At one half E is 2 * (2**n - 0.5) / (n + 1): n = 6 gives 18.1, n = 7 gives 31.9.
@pytest.mark.parametrize(
    ("statement", "rows", "decision", "options"),
    [
        (Reproduces(), [A] * 55, Decision.UNDECIDED, ()),
        (Reproduces(), [A] * 56, Decision.CERTIFIED, ("a",)),
        (Reproduces(), [C] * 56, Decision.CERTIFIED, ("c",)),
        (Reproduces(), [A, B, C] * 3, Decision.REFUTED, ()),
        (Reproduces(), [(NAN, NAN, NAN)] * 2, Decision.REFUTED, ()),
        (Reproduces(), [(NAN, NAN, NAN)], Decision.UNDECIDED, ()),
        (Reproduces(), [], Decision.UNDECIDED, ()),
        (UsuallyBest(("a", "b")), [A, B, TIE, A, B, TIE], Decision.UNDECIDED, ("a", "b")),
        (UsuallyBest(("a", "b")), [A, B, TIE, A, B, TIE, A], Decision.CERTIFIED, ("a", "b")),
        (UsuallyBest(("a", "b")), [C] * 7, Decision.REFUTED, ("a", "b")),
        (UsuallyBest(("a", "b")), [C, A] * 500, Decision.UNDECIDED, ("a", "b")),
        (EveryOptionCanBeBest(), [A, B, C], Decision.CERTIFIED, ()),
        (EveryOptionCanBeBest(), [A, TIE, C], Decision.NOT_SHOWN, ("b",)),
        (EveryOptionCanBeBest(), [], Decision.NOT_SHOWN, ("a", "b", "c")),
    ],
)
def test_a_statement_is_decided_where_its_evidence_suffices(
    statement: Statement, rows: Rows, decision: Decision, options: tuple[str, ...]
) -> None:
    verdict = statement.judge(stream(ABC, rows), ABC)

    assert (verdict.decision, verdict.options, verdict.seeds) == (decision, options, len(rows))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_seeds_does_not_matter(rows: Rows, random: Random) -> None:
    permuted = random.sample(rows, len(rows))

    for statement in STATEMENTS:
        assert statement.judge(stream(ABC, permuted), ABC) == statement.judge(stream(ABC, rows), ABC)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_in_which_runs_were_made_does_not_matter(rows: Rows, random: Random) -> None:
    runs = list(stream(ABC, rows))
    shuffled = tuple(random.sample(runs, len(runs)))

    for statement in STATEMENTS:
        assert statement.judge(shuffled, ABC) == statement.judge(tuple(runs), ABC)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ROWS)
def test_verdicts_follow_the_options_wherever_they_stand(rows: Rows) -> None:
    turned = [(third, first, second) for first, second, third in rows]
    cab = design("c", "a", "b")

    for statement in STATEMENTS:
        was, now = statement.judge(stream(ABC, rows), ABC), statement.judge(stream(cab, turned), cab)
        assert (now.decision, set(now.options), now.log_e_values) == (
            was.decision,
            set(was.options),
            was.log_e_values,
        )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ROWS, st.sampled_from([math.exp, lambda x: x - 1e6, lambda x: 1e-300 * x, math.atan, lambda x: 2**x]))
def test_only_the_order_of_values_matters(rows: Rows, increasing: "object") -> None:
    assert callable(increasing)
    moved: Rows = [tuple(increasing(value) for value in row) for row in rows]

    for statement in STATEMENTS:
        assert statement.judge(stream(ABC, moved), ABC) == statement.judge(stream(ABC, rows), ABC)


def test_thousands_of_seeds_are_weighed_and_none_of_the_evidence_overflows() -> None:
    for rows in ([A] * 4000, [A, B, C, TIE] * 1000, [(NAN, 0.1, 0.0)] * 4000):
        for statement in STATEMENTS:
            verdict = statement.judge(stream(ABC, rows), ABC)
            assert verdict.seeds == 4000
            assert all(math.isfinite(value) for value in verdict.log_e_values.values())


def test_an_option_that_is_never_a_number_is_never_the_key() -> None:
    rows = [(NAN, 0.5, 0.1)] * 60

    assert certificate.key_of(Reproduces().judge(stream(ABC, rows), ABC)) == "b"
    assert EveryOptionCanBeBest().judge(stream(ABC, rows), ABC).options == ("a", "c")


def test_one_option_alone_reproduces_once_it_has_run_often_enough() -> None:
    alone = design("a")  # K = 1: log E of n straight successes reaches 1/alpha = 20 at n = 43, stability.md says

    assert Reproduces().judge(stream(alone, [(0.5,)] * 42), alone).decision is Decision.UNDECIDED
    assert Reproduces().judge(stream(alone, [(0.5,)] * 43), alone).options == ("a",)


@pytest.mark.parametrize(("rows", "key"), [([B] * 60, "b"), ([A, B, C] * 3, VOID), ([A], UNDECIDED)])
def test_the_key_follows_from_the_verdict(rows: Rows, key: object) -> None:
    assert certificate.key_of(Reproduces().judge(stream(ABC, rows), ABC)) == key


def repeats(*values: float, machine: str = "one", option: str = "a", start: int = 0) -> tuple[Run, ...]:
    return tuple(
        Run(RunId(option, 1, "source", "", repeat), machine, 1.0, {"accuracy": value})
        for repeat, value in enumerate(values, start=start)
    )


@pytest.mark.parametrize(
    ("runs", "decision"),
    [
        (repeats(0.5, 0.5, 0.25), Decision.CERTIFIED),
        (repeats(0.5, 0.5), Decision.REFUTED),
        (repeats(NAN, float("nan")), Decision.REFUTED),  # both failed alike
        (repeats(0.5, NAN), Decision.CERTIFIED),
        (repeats(0.5), Decision.UNDECIDED),
        ((), Decision.UNDECIDED),
        ((*repeats(0.5), *repeats(0.25, machine="other", start=1)), Decision.UNDECIDED),
        ((*repeats(0.5), *repeats(0.25, option="b")), Decision.UNDECIDED),
        (tuple(replace(run, id=replace(run.id, protocol="full")) for run in repeats(0.5, 0.25)), Decision.UNDECIDED),
    ],
)
def test_a_fixed_seed_varies_when_repeats_on_one_machine_differ(runs: tuple[Run, ...], decision: Decision) -> None:
    assert FixedSeedVaries("source").judge(runs, ABC).decision is decision


def test_two_options_that_are_alike_are_rarely_certified_as_best() -> None:
    """The leader is picked from the data, and looked at after every seed: at most alpha of streams ever certify one."""
    rng = np.random.default_rng(11)
    streams, seeds = 400, 60
    certified = 0
    for _ in range(streams):
        won = np.cumsum(rng.random(seeds) < 0.5).tolist()
        certified += any(
            Best()._weigh("a" if 2 * a >= n else "b", ("a", "b"), {"a b": a, "b a": n - a}, n)[0] is Decision.CERTIFIED
            for n, a in enumerate(won, start=1)
        )

    assert 0 < certified / streams <= ALPHA


def test_a_preset_option_needs_less_evidence_than_one_that_was_picked() -> None:
    two = design("a", "b")
    runs = stream(two, [(1.0, 0.0)] * straight_successes(0.5, alpha=ALPHA))

    assert Best("a").judge(runs, two).decision is Decision.CERTIFIED
    assert Best().judge(runs, two).decision is Decision.UNDECIDED
    assert Best("b").judge(runs, two).decision is Decision.REFUTED
