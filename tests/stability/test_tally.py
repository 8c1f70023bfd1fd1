"""A tally says what looking through all runs says, to the last digit, and looks at each run once."""

import math
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from banks.measuring import CHEAP, locator, stream
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.design import Design, Run, RunId, Series, Statement
from grader.stability import measure as measuring
from grader.stability import plots, runs, statistics, tally
from grader.stability.certificate import Best, EveryOptionCanBeBest, FixedSeedVaries, UsuallyBest
from grader.stability.key import Reproduces
from grader.stability.tally import Tally
from grader.stability.weighing import complete_seeds, credits_of
from grader.stability.workers import Failure, Locate, Performed, perform

STATEMENTS: tuple[Statement, ...] = (
    Reproduces(),
    Reproduces(p0=0.4),
    UsuallyBest(("a", "b")),
    EveryOptionCanBeBest(),
    Best(),
    Best("b"),
    FixedSeedVaries("full"),
    FixedSeedVaries("source"),
)
DESIGN = Design(
    run=lambda _: {},
    options=("a", "b", "c"),
    metric="accuracy",
    columns={"accuracy": float},
    inputs_digest=lambda: "none",
    packages=(),
    plan=(Series((1,)),),
    minimum_seeds=1,
    statements=STATEMENTS,
)
RUNS = st.lists(
    st.builds(
        lambda run_id, value: Run(run_id, "machine", 1.0, {"accuracy": value}),
        st.builds(
            RunId,
            st.sampled_from(DESIGN.options),
            st.integers(1, 6),
            st.sampled_from(["full", "full", "full", "source"]),
            st.sampled_from(["", "", "", "other"]),
            st.sampled_from([0, 0, 0, 1]),
        ),
        st.sampled_from([0.0, 0.1, 0.5, math.nan, math.inf]),
    ),
    unique_by=lambda run: run.id,
    max_size=60,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(RUNS)
def test_after_every_run_each_verdict_is_that_of_all_runs_so_far(made: list[Run]) -> None:
    counted = Tally(DESIGN)
    for number, run in enumerate(made, start=1):
        counted.add(run)
        for statement in STATEMENTS:
            assert counted.verdict(statement) == statement.judge(tuple(made[:number]), DESIGN)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(RUNS)
def test_seeds_and_credits_are_those_found_by_looking_through_the_runs(runs: list[Run]) -> None:
    counted = Tally(DESIGN, runs)

    whole = [
        values
        for seed in range(1, 7)
        if len(values := {run.id.option: value(run) for run in runs if run.id == RunId(run.id.option, seed)}) == 3
    ]
    assert repr([dict(sorted(values.items())) for values in counted.seeds()]) == repr(
        [dict(sorted(values.items())) for values in whole]
    )
    for options in (("a", "b", "c"), ("a", "c")):
        credit = counted.credit(options)
        assert (credit.earned(), credit.seeds) == (by_hand(whole, options), len(whole))
        assert credits_of(whole, options) == (credit.earned(), credit.seeds)


def value(run: Run) -> float:
    measured = run.measured["accuracy"]
    assert isinstance(measured, float)
    return measured if math.isfinite(measured) else math.nan


def by_hand(seeds: Iterable[dict[str, float]], options: Sequence[str]) -> dict[str, float]:
    """By option, the shares of each seed summed without loss."""
    shares: dict[str, list[float]] = {option: [] for option in options}
    for values in seeds:
        finite = [values[option] for option in options if not math.isnan(values[option])]
        best = [option for option in options if values[option] in finite and values[option] == max(finite)]
        for option in best:
            shares[option].append(1 / len(best))
    return {option: math.fsum(earned) for option, earned in shares.items()}


def test_thirds_are_summed_without_loss() -> None:
    counted = Tally(DESIGN, stream(DESIGN, [(1, 1, 1)] * 3001))

    assert counted.credit().earned() == dict.fromkeys("abc", math.fsum([1 / 3] * 3001))


def test_it_is_a_sequence_of_its_runs() -> None:
    runs = stream(DESIGN, [(1, 0, 0), (0, 1, 0)])
    counted = Tally(DESIGN, runs)

    assert (len(counted), counted[0], counted[-1], counted[1:3]) == (6, runs[0], runs[-1], list(runs[1:3]))
    assert tuple(counted) == runs
    assert complete_seeds(counted, DESIGN) == complete_seeds(runs, DESIGN)


def test_for_another_design_it_is_counted_anew() -> None:
    counted = Tally(DESIGN, stream(DESIGN, [(1, 0, 0)]))
    other = replace(DESIGN, plan=(Series((1,), "source"),))

    assert complete_seeds(counted, other) == []


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[RunId]:
    """The runs whose metric the tallies have looked at, as often as they did."""
    seen: list[RunId] = []
    metric = runs.metric

    def noting(run: Run, design: Design) -> float:
        seen.append(run.id)
        return metric(run, design)

    monkeypatch.setattr(tally, "metric", noting)
    return seen


def test_judged_after_every_run_each_run_is_looked_at_once(looked_at: list[RunId]) -> None:
    runs = stream(DESIGN, [(1, 0, 0.5), (0, 1, 0.5)] * 200)
    counted = Tally(DESIGN)
    for run in runs:
        assert measuring.needed(run.id, counted, DESIGN)
        counted.add(run)

    assert looked_at == [run.id for run in runs]


class AtOnce:
    """A worker that has carried out a run as soon as it is asked to."""

    def start(self, locate: Locate, run_id: RunId) -> "Future[Performed | Failure]":
        future: Future[Performed | Failure] = Future()
        future.set_result(perform(locate, run_id))
        return future

    def result(self, future: "Future[Performed | Failure]", run_id: RunId) -> Performed | Failure:  # noqa: ARG002
        return future.result()

    def give_up(self, future: "Future[Performed | Failure]") -> None:
        raise AssertionError(future)

    def end(self) -> None:
        pass


def test_measuring_looks_at_each_run_once_though_it_judges_after_each(copy: Path, looked_at: list[RunId]) -> None:
    design = locator(copy)()
    ended: list[Performed | Failure] = []

    measuring.measure(
        copy / "coin",
        design,
        lambda: design,
        list(measuring.in_rounds(design, seeds=20)),
        team=[AtOnce()],
        until_decided=True,
        started=lambda _record, _missing: None,
        ended=ended.append,
    )

    assert len(ended) > 20
    assert len(looked_at) == len(set(looked_at)) <= len(ended)


def test_the_evidence_over_thousands_of_seeds_is_judged_at_some_hundred_of_them(
    looked_at: list[RunId], monkeypatch: pytest.MonkeyPatch
) -> None:
    design = locator(CHEAP)()
    runs = stream(design, [(1, 0), (0, 1)] * 1500)
    judged: list[int] = []
    judge = Reproduces.judge

    def noting(self: Reproduces, runs: Sequence[Run], design: Design) -> object:
        judged.append(len(runs))
        return judge(self, runs, design)

    monkeypatch.setattr(Reproduces, "judge", noting)
    paths = plots.e_value_paths(runs, design)

    [_, *counts] = [count for count, _ in next(iter(paths.values()))]
    assert len(judged) <= 2 * plots.MOST_STEPS
    assert counts[-1] == 3000
    assert len(looked_at) == len(runs)


def test_the_winner_s_changes_are_drawn_for_some_of_very_many_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    design = replace(DESIGN, options=("a", "b"), columns={"accuracy": float, "correct": str}, hits="correct")
    runs = [
        Run(RunId(option, seed), "machine", 1.0, {"accuracy": 0.5, "correct": correct})
        for seed in range(5000)
        for option, correct in (("a", "f0"), ("b", "0f"))
    ]
    unpacked: list[int] = []
    hits_of = statistics.hits_of

    def noting(run: Run, design: Design) -> object:
        unpacked.append(run.id.seed)
        return hits_of(run, design)

    monkeypatch.setattr(statistics, "hits_of", noting)
    changes = statistics.winner_changes(runs, design)

    assert len(unpacked) <= 2 * 1000
    assert max(unpacked) > 4900
    assert changes == 0  # a tie: both are recorded winners, and one of them stays the best
