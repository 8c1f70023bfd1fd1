"""Statements that were preset: which seeds count, what the file says, and how a record goes on with one more."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from banks.measuring import stream
from extras import needs

from grader.design import Decision, Design, Run, RunId, Series, Value
from grader.errors import BankError
from grader.model import UNDECIDED, VOID
from grader.stability import plots, provenance
from grader.stability.about import Ending, Provenance
from grader.stability.certificate import certify
from grader.stability.key import decided
from grader.stability.measure import needed
from grader.stability.phrasing import Phrasing
from grader.stability.preset import Holds, continued, left_out, presets, written
from grader.stability.report import as_text
from grader.stability.runs import Record
from grader.stability.statistics import statistics
from grader.stability.tally import Tally

TRUE, FALSE = (0.1, 0.9, 0.5), (0.9, 0.1, 0.5)
BEHIND = Holds("a behind b")


def experiment(run_id: RunId) -> dict[str, Value]:
    raise AssertionError(run_id)


def design(*statements: Holds) -> Design:
    return Design(
        run=experiment,
        options=("a", "b", "c"),
        metric="accuracy",
        columns={"accuracy": float},
        inputs_digest=lambda: "none",
        packages=(),
        plan=(Series(seeds=tuple(range(500))),),
        minimum_seeds=0,
        statements=statements,
    )


ABC = design(BEHIND)


def of(rows: Sequence[Sequence[float]]) -> tuple[Run, ...]:
    return stream(ABC, rows)


@pytest.mark.parametrize(
    ("seeds", "decision", "key"), [(42, Decision.UNDECIDED, UNDECIDED), (43, Decision.CERTIFIED, "a")]
)
def test_43_seeds_in_a_row_certify_nine_in_ten_and_make_the_key(seeds: int, decision: Decision, key: object) -> None:
    runs = of([TRUE] * seeds)
    preset = replace(BEHIND, first_seed=0)

    verdict = preset.judge(runs, ABC)

    assert (verdict.decision, verdict.seeds) == (decision, seeds)
    assert decided(runs, design(preset)) == key


def test_a_wording_that_is_mostly_false_is_refuted_and_leaves_the_question_void() -> None:
    preset = replace(BEHIND, first_seed=0)

    assert preset.judge(of([FALSE] * 5), ABC).decision is Decision.REFUTED
    assert decided(of([FALSE] * 5), design(preset)) is VOID


def test_seeds_before_the_first_do_not_count() -> None:
    runs = of([FALSE] * 30 + [TRUE] * 43)

    assert replace(BEHIND, first_seed=30).judge(runs, ABC).decision is Decision.CERTIFIED
    assert replace(BEHIND, first_seed=29).judge(runs, ABC).decision is Decision.UNDECIDED
    assert replace(BEHIND, first_seed=31).judge(runs, ABC).seeds == 42


def test_seeds_count_up_to_the_first_that_is_lacking_so_that_none_can_be_left_out() -> None:
    runs = tuple(run for run in of([TRUE] * 60) if (run.id.seed, run.id.option) != (20, "b"))

    assert replace(BEHIND, first_seed=0).judge(runs, ABC).seeds == 20


def test_only_options_that_the_wording_needs_are_run_and_the_record_says_so() -> None:
    preset = replace(BEHIND, first_seed=0)
    of_two = tuple(run for run in of([TRUE] * 10) if run.id.option != "c")

    assert [needed(RunId(option, 10), of_two, design(preset)) for option in "abc"] == [True, True, False]
    assert preset.judge(of_two, ABC).seeds == 10
    assert left_out(of_two, ABC) == {"c": 10}
    assert left_out(of([TRUE] * 10), ABC) == {}


def test_which_seeds_are_complete_does_not_hang_on_how_they_end() -> None:
    """Else an option that wins would be among complete seeds more often than among all."""
    not_highest = Holds("a not highest", first_seed=0)
    for row in ((0.1, 0.9, 0.5), (0.9, 0.1, 0.5)):
        begun = stream(ABC, [row])[:2]  # of a and b

        assert needed(RunId("c", 0), begun, design(not_highest))


def test_a_run_bears_on_it_only_where_it_counts() -> None:
    preset = replace(BEHIND, first_seed=31)

    assert preset.bears(RunId("a", 31), ABC)
    assert not preset.bears(RunId("a", 30), ABC)
    assert not preset.bears(RunId("c", 31), ABC)
    assert not preset.bears(RunId("a", 31, "source"), ABC)
    assert not preset.bears(RunId("a", 31, repeat=1), ABC)


def test_the_file_reads_back_and_where_there_is_none_nothing_is_preset(tmp_path: Path) -> None:
    beside = tmp_path / "design.py"
    statements = (Holds("a behind b", 0.8, 31, (("one", 224, "f0f0"),)), Holds("c lowest", 0.9, 40))

    assert presets(beside) == ()
    (tmp_path / "preset.json").write_bytes(written(statements))
    assert presets(beside) == statements


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[1]",
        '[{"wording": "a behind b"}]',
        '[{"wording": "a", "share": 2, "first_seed": 1, "before": {}}]',
        '[{"wording": "a", "share": 0.9, "first_seed": 1, "before": {"one": 3}}]',
    ],
)
def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "preset.json").write_text(content)

    with pytest.raises(BankError, match=r"preset\.json: not presets that we wrote"):
        presets(tmp_path / "design.py")


def test_share_and_first_seed_are_in_the_digest_of_the_design() -> None:
    digests = {
        provenance.design_digest(design(preset))
        for preset in (BEHIND, replace(BEHIND, p0=0.8), replace(BEHIND, first_seed=2))
    }

    assert len(digests) == 3


def test_a_record_goes_on_only_with_what_was_preset_at_its_very_end() -> None:
    runs = of([TRUE] * 3)
    before = provenance.design_digest(design())
    record = Record(Provenance("code", before, "none", {}), runs, digest="f0f0")
    at_the_end = Holds("a behind b", first_seed=3, before=(("one", 9, "f0f0"),))
    earlier = Holds("a behind b", first_seed=3, before=(("one", 8, "f0f0"),))

    def origin(statement: Holds) -> str:
        made_by = continued(record, design(statement))
        assert made_by is not None
        return made_by.design

    assert origin(at_the_end) == provenance.design_digest(design(at_the_end))
    assert origin(earlier) == before
    assert origin(BEHIND) == before
    assert continued(Record(None, ()), ABC) is None
    assert record.ending == Ending(9, "f0f0")


def test_the_file_says_how_the_records_ended() -> None:
    [entry] = json.loads(written([Holds("a behind b", 0.9, 31, (("one", 224, "f0f0"),))]))

    assert entry == {
        "wording": "a behind b",
        "share": 0.9,
        "first_seed": 31,
        "before": {"one": {"runs": 224, "digest": "f0f0"}},
    }


def test_who_reads_the_statistics_is_told_which_option_was_run_no_further() -> None:
    of_two = tuple(run for run in of([TRUE] * 40) if run.id.option != "c" or run.id.seed < 30)
    record = Record(None, of_two)

    told = list(as_text(certify("q", record, ABC), statistics(record.runs, ABC)))

    assert "  c was run in 10 seeds less than others" in told


def test_the_evidence_is_drawn_by_the_seeds_that_count() -> None:
    counting = replace(BEHIND, first_seed=30)

    paths = plots.e_value_paths(of([TRUE] * 40), design(counting))

    assert {path[-1][0] for path in paths.values()} == {10}


@needs("matplotlib")
def test_the_evidence_is_named_in_the_page_s_words() -> None:
    runs, of_behind = of([TRUE] * 40), design(BEHIND)

    drawn = plots.plots(runs, of_behind, statistics(runs, of_behind), Phrasing())["e-values"]

    assert "a is behind b in at most 90%" in drawn.svg
    assert "against p" not in drawn.svg


def test_judged_after_every_run_no_seed_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    preset, asked = replace(BEHIND, first_seed=0), 0
    wording = preset.wording_of(ABC)

    def noting(values: Mapping[str, float]) -> float | None:
        nonlocal asked
        asked += 1
        return wording.share(values)

    monkeypatch.setattr(Holds, "wording_of", lambda *_: replace(wording, share=noting))
    of_preset = design(preset)
    tally = Tally(of_preset)

    for run in of([TRUE] * 50):
        tally.add(run)
        tally.verdict(preset)

    assert tally.verdict(preset).seeds == 50
    assert asked <= 4 * 50  # each seed once for each of its runs, and the next one that has none yet
