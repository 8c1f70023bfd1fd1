"""How rare variants at fault are: what is said follows from how many were drawn, and each was looked at in full."""

import json
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest
from broken.breaks import QUESTION, replacing
from broken.edits import EDITS
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import HEALTHY, ROOT

from grader import bank as banks
from grader.checks import question_checks
from grader.cli import grader
from grader.findings import Finding, run, search_breaks_down
from grader.model import Space
from grader.release import variants
from grader.release.stages import ComputedStages, computed
from grader.verification import crowd
from grader.verification.looking import Looked, examine, look
from grader.verification.search import rarer_than, try_many

OF_THE_EXAM = ("C020", "K010", "V001", "V002")
"""Checks that look at what only the exam has: in a variant they find nothing, whatever it is."""

SPACE = '    space=Space(values={"tail": (6.0, 9.0, 12.0)}, build=lambda tail: Parameters((1.0, 2.0, tail))),\n'


def copy_of_healthy(folder: Path, tails: str = "") -> Path:
    """A copy; tails: what the values of its space are instead."""
    bank = Path(copytree(HEALTHY, folder / "bank", ignore=ignore_patterns("__pycache__")))
    if tails:
        replacing(QUESTION, SPACE, SPACE.replace("(6.0, 9.0, 12.0)", tails))(bank)
    return bank


def first_of(bank: Path) -> ComputedStages:
    return next(stages for stages in computed(banks.load(str(bank), in_part=True)) if stages.question.space)


def with_tails(stages: ComputedStages, tails: tuple[float, ...]) -> ComputedStages:
    """The question with another space, whose first value is the exam's."""
    space = stages.question.space
    assert space is not None
    other = replace(stages.question, space=Space({"tail": (6.0, *tails)}, space.build))
    return ComputedStages(stages.bank, other, stages.number)


@pytest.fixture(scope="module")
def middle() -> ComputedStages:
    return first_of(HEALTHY)


# What is said


@given(st.integers(0, 3_000_000))
def test_what_is_said_is_the_most_that_two_digits_can_say_at_95_percent(drawn: int) -> None:
    said = rarer_than(drawn)
    digits = str(said)

    assert set(digits[2:]) <= {"0"}
    with localcontext() as context:
        context.prec = 60
        if said:  # if 1 in so many were at fault, 95 times in 100 one would have been among them
            assert (1 - 1 / Decimal(said)) ** drawn <= Decimal("0.05")
        more = said + 10 ** max(0, len(digits) - 2) if said else 2
        assert (1 - 1 / Decimal(more)) ** drawn > Decimal("0.05")


@given(st.integers(2, 60), st.data())
def test_it_holds_for_variants_that_are_drawn_without_putting_them_back(size: int, data: st.DataObject) -> None:
    drawn = data.draw(st.integers(1, size))
    at_fault = data.draw(st.integers(0, size))
    said = rarer_than(drawn)

    if said and Fraction(at_fault, size) >= Fraction(1, said):
        nothing_found = Fraction(comb(size - at_fault, drawn), comb(size, drawn))
        assert nothing_found <= Fraction(1, 20)


def test_thirty_thousand_tell_of_one_in_ten_thousand_and_four_of_nothing() -> None:
    told = {30_000: 10_000, 29_955: 9_900, 100: 33, 5: 2, 4: 0, 0: 0}

    assert {drawn: rarer_than(drawn) for drawn in told} == told


@given(st.integers(1, 400), st.integers(1, 80), st.integers(0, 99))
def test_a_sample_is_of_different_choices_and_of_a_smaller_space_it_is_all(size: int, count: int, seed: int) -> None:
    space = Space({"one": tuple(range(size)), "other": ("a", "b")}, build=lambda one, other: (one, other))

    sample = variants.sample(space, count, seed=str(seed))

    assert len(set(sample)) == len(sample) == min(count, 2 * size)
    assert all(0 <= one < size and other in (0, 1) for one, other in sample)
    assert sample == variants.sample(space, count, seed=str(seed))


def test_every_choice_is_as_likely_to_be_drawn_as_any_other() -> None:
    space = Space({"one": tuple(range(4)), "other": ("a", "b", "c")}, build=lambda one, other: (one, other))
    drawn = [place for seed in range(3_000) for place in variants.sample(space, 3, seed=str(seed))]

    counts = [drawn.count(place) for place in variants.sample(space, 12, seed="")]

    assert max(abs(count - 750) for count in counts) < 5 * 750**0.5  # five standard deviations, at most


# What is found


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(1, 12), st.integers(0, 11), st.integers(1, 15), st.integers(0, 5))
def test_a_fault_in_one_of_so_many_is_found_or_nothing_is_said_that_it_would_belie(
    middle: ComputedStages, others: int, place: int, count: int, seed: int
) -> None:
    """place: where among the other values the one stands with which a claim is false."""
    tails = [9.0 + 3 * number for number in range(others)]
    tails.insert(min(place, others), 2.5)
    stages = with_tails(middle, tuple(tails))
    assert stages.question.space is not None
    size = variants.size(stages.question.space)

    trial = try_many(stages, count, seed=seed, progress=lambda _: None)

    if "C001" in {finding.code for finding in trial.findings}:
        assert trial.rarer_than == 0
    else:
        assert not trial.whole
        assert trial.rarer_than <= size


def test_of_a_fault_among_many_the_nearest_variant_and_how_many_have_it_are_told(middle: ComputedStages) -> None:
    stages = with_tails(middle, (9.0, 2.5, 12.0))

    [finding] = [one for one in try_many(stages, 50, seed=1, progress=lambda _: None).findings if one.code == "C001"]

    assert finding.evidence[:2] == ("variant: tail = 2.5", "in 1 of the 4 variants drawn")


def said_of(bank: Path, *options: str) -> list[str]:
    arguments = ["verify", "--bank", str(bank), "--no-exports", "--retrain", "0", *options]
    return CliRunner().invoke(grader, arguments).stdout.splitlines()


def test_a_space_that_was_looked_at_as_a_whole_has_none(tmp_path: Path) -> None:
    lines = said_of(copy_of_healthy(tmp_path), "--variants", "3")

    assert "middle: none of its 3 variants is at fault; the key is median in 100% of them" in lines


def test_of_a_larger_space_the_number_follows_from_how_many_were_drawn(tmp_path: Path) -> None:
    bank = copy_of_healthy(tmp_path, "(6.0, *(9.0 + 3 * step for step in range(500)))")

    [line] = [line for line in said_of(bank, "--variants", "120") if line.startswith("middle: ")]

    assert line == (
        "middle: fewer than 1 in 40 variants is at fault, with 95% confidence: none of 120 drawn; "
        "the key is median in 100% of them"
    )


def test_of_very_few_no_number_is_said(tmp_path: Path) -> None:
    bank = copy_of_healthy(tmp_path, "(6.0, *(9.0 + 3 * step for step in range(500)))")

    [line] = [line for line in said_of(bank, "--variants", "4") if line.startswith("middle: ")]

    assert line.startswith("middle: none of 4 variants drawn is at fault; ")


def test_where_a_variant_is_at_fault_nothing_is_said_of_how_rare_that_is(tmp_path: Path) -> None:
    lines = said_of(copy_of_healthy(tmp_path, "(6.0, 9.0, 2.5)"), "--variants", "10")

    assert [line for line in lines if line.startswith("middle: ")] == []
    assert any("C001" in line for line in lines)


def test_the_same_stands_in_json(tmp_path: Path) -> None:
    said = json.loads("\n".join(said_of(copy_of_healthy(tmp_path), "--variants", "9", "--json")))

    assert said["counts"]["variants"] == 3
    assert said["variants"]["middle"] == {
        "drawn": 3,
        "different": 3,
        "whole space": True,
        "at fault": False,
        "fewer than 1 in": 0,
        "confidence": 0.95,
        "keys": {"median": 3},
    }


def test_the_most_frequent_key_is_told_with_its_share(middle: ComputedStages) -> None:
    """Half of the values make the mean nearest: no solver would, but a question may."""
    nearest = replace(
        middle.question,
        solve=lambda p: replace(middle.question.solve(p), nearest="mean" if p.sample[2] > 10 else "median"),
    )
    stages = with_tails(ComputedStages(middle.bank, nearest, 1), (7.0, 8.0, 11.0))

    looked = look(variants.at(stages, stages.question.space, (place,)) for place in range(4))  # type: ignore[arg-type]

    assert looked.keys == {"median": 3, "mean": 1}


# How it is looked at


def kinds(findings: Iterable[Finding]) -> set[tuple[str, str, str]]:
    return {(one.code, one.message, str(one.place)) for one in findings}


def unvaried_of(stages: ComputedStages) -> dict[str, tuple[Finding, ...]]:
    return {one.code: run([one], stages).findings for one in question_checks() if one.unvaried}


@pytest.mark.parametrize("id_", ["output_range", "loss_scenarios"])
def test_checks_that_are_not_repeated_say_of_a_variant_of_the_exam_what_they_say_of_it(id_: str) -> None:
    stages = next(one for one in computed(banks.load(str(ROOT / "question_bank"))) if one.id == id_)
    of_exam = unvaried_of(stages)
    assert not any(of_exam.values())

    for variant in variants.draw(stages, 5, seed=11):
        assert variant.stages.form == stages.form
        assert unvaried_of(variant.stages) == of_exam


BROKEN = sorted(code for code, edit in EDITS.items() if edit.bank == "broken/healthy" and code[0] in "CKMQSTV")


@pytest.mark.parametrize("code", BROKEN)
def test_checks_that_are_not_repeated_say_of_a_variant_of_a_broken_question_what_they_say_of_it(
    code: str, tmp_path: Path
) -> None:
    """And what is found in a variant in the short way, together with the exam's, is what is found in the long one."""
    bank = copy_of_healthy(tmp_path)
    EDITS[code].breaks(bank)
    varying = [one for one in computed(banks.load(str(bank), in_part=True)) if one.question.space is not None]

    for stages in varying:
        of_exam = run(question_checks(), stages)
        if "S001" in of_exam.failed or "V001" in of_exam.failed or "T001" in of_exam.failed:
            continue  # there are no variants to look at
        for variant in variants.draw(stages, 2, seed=3):
            long = run(question_checks(), variant.stages)
            repeated = {one.code for one in question_checks() if not one.unvaried}
            assert kinds(tuple(one for one in long.findings if one.code in repeated)) == kinds(examine(variant))
            told = {search_breaks_down.code} | {
                check.code
                for check in question_checks()
                if check.unvaried and of_exam.allows(check.requires) and long.allows(check.requires)
            } - {*OF_THE_EXAM}
            of_variant, of_itself = ([one for one in every.findings if one.code in told] for every in (long, of_exam))
            assert kinds(of_variant) == kinds(of_itself)


def test_a_variant_with_other_options_is_looked_at_by_every_check(middle: ComputedStages) -> None:
    """For `first` is offered to some alone, and its feedback cites what is no reason of it there."""

    def item(solution: object) -> object:
        made = middle.question.item(solution)
        far = solution.p.sample[2] > 8  # type: ignore[attr-defined]
        options = tuple(replace(one, because=made.options[0].because[1:]) if far else one for one in made.options)
        return replace(made, options=options)

    question = replace(middle.question, item=item, space=Space({"tail": (6.0, 9.0)}, middle.question.space.build))  # type: ignore[union-attr]
    stages = ComputedStages(middle.bank, question, 1)
    near, far = (variants.at(stages, question.space, (place,)) for place in (0, 1))  # type: ignore[arg-type]

    assert examine(near) == ()
    assert "Q007" in {finding.code for finding in examine(far)}


@given(st.lists(st.sampled_from([6.0, 9.0, 2.5, 12.0, 2.0, 1.5]), max_size=6), st.integers(0, 6))
@settings(max_examples=15, deadline=None)
def test_what_is_seen_in_parts_adds_up_to_what_is_seen_at_once(
    middle: ComputedStages, tails: list[float], cut: int
) -> None:
    stages = with_tails(middle, (9.0, 2.5, 12.0, 2.0, 1.5))
    space = stages.question.space
    assert space is not None
    chosen = [(space.values["tail"].index(tail),) for tail in tails]
    drawn = [variants.at(stages, space, places) for places in chosen]

    assert look(drawn[:cut]) + look(drawn[cut:]) == look(drawn)
    assert Looked() + look(drawn) == look(drawn) + Looked() == look(drawn)


@pytest.mark.parametrize("values", ["(6.0, 9.0, 2.5, 12.0, *(7.5 + step / 8 for step in range(60)))", ""])
def test_two_processes_say_the_same_as_one_byte_for_byte(
    values: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(crowd, "AT_ONCE", 7 if values else 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    bank = copy_of_healthy(tmp_path, values)
    begun: list[int] = []

    class Counted(ProcessPoolExecutor):
        def __init__(self, count: int, *given: Any, **named: Any) -> None:
            begun.append(count)
            super().__init__(count, *given, **named)

    monkeypatch.setattr(crowd, "ProcessPoolExecutor", Counted)

    one, two = (said_of(bank, "--variants", "50", "--json", "--workers", workers) for workers in ("1", "2"))

    assert begun == [2]
    assert one == two
