"""The record of runs: what is written is read again, whatever happened in between, or refused with file and line."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from banks import measuring
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.design import Design, Run, RunId, Series, Value
from grader.errors import RecordError
from grader.stability import runs
from grader.stability.about import Provenance
from grader.stability.runs import Record, appending, read

PROVENANCE = Provenance("code", "design", "inputs", {"abc": {"python": "3"}})
LINE = st.text().filter(lambda text: "\n" not in text and "\r" not in text)


def _floats(text: str) -> tuple[float, ...]:
    return tuple(float(number) for number in text.split())


def experiment(run_id: RunId) -> dict[str, Value]:
    raise AssertionError(run_id)


DESIGN = Design(
    run=experiment,
    options=("a", "b"),
    metric="x",
    columns={"x": float, "n": int, "many": _floats, "text": str},
    inputs_digest=lambda: "inputs",
    packages=(),
    plan=(Series(seeds=(1, 2, 3)),),
    minimum_seeds=1,
)
RUNS = st.builds(
    Run,
    id=st.builds(RunId, st.sampled_from(DESIGN.options), st.integers(), LINE, LINE, st.integers(0)),
    machine=LINE,
    seconds=st.integers(0, 10**6).map(lambda hundredths: hundredths / 100),
    measured=st.fixed_dictionaries(
        {"x": st.floats(), "n": st.integers(), "many": st.lists(st.floats()).map(tuple), "text": LINE}
    ),
)


def write(folder: Path, *made: Run) -> Path:
    with appending(folder, DESIGN) as (_, appender):
        appender.describe(PROVENANCE)
        for run in made:
            appender.append(run)
    return folder / "runs.csv"


def run(option: str = "a", seed: int = 1) -> Run:
    return Run(RunId(option, seed), "abc", 1.5, {"x": 0.25, "n": 7, "many": (0.5, 1.0), "text": 'é, "quoted"'})


def ordered(record: Record) -> str:
    """A record in writing: NaN equals itself only by its looks."""
    return repr([(made.id, made.machine, made.seconds, sorted(made.measured.items())) for made in record.runs])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(RUNS, unique_by=lambda made: made.id, max_size=4))
def test_what_is_written_is_read_again_to_the_last_bit(made: list[Run]) -> None:
    with TemporaryDirectory() as name:
        write(Path(name), *made)

        record = read(Path(name), DESIGN)

    assert ordered(record) == ordered(Record(PROVENANCE, tuple(made)))
    assert (record.provenance, record.torn, record.edited) == (PROVENANCE, "", 0)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_a_record_cut_anywhere_keeps_its_whole_lines_and_goes_on(data: st.DataObject) -> None:
    made = [run("a", 1), run("b", 1), run("a", 2)]
    with TemporaryDirectory() as name:
        table = write(Path(name), *made)
        content = table.read_bytes()
        cut = data.draw(st.integers(0, len(content)))
        table.write_bytes(content[:cut])
        kept = max(0, content[:cut].count(b"\n") - 1)

        record = read(Path(name), DESIGN)
        with appending(Path(name), DESIGN) as (found, appender):
            for missing in made[kept:]:
                appender.append(missing)

        assert found == record
        assert record.runs == tuple(made[:kept])
        assert record.torn.encode(errors="surrogateescape") == content[:cut].rpartition(b"\n")[2]
        assert table.read_bytes() == content
        torn = content[:cut].rpartition(b"\n")[2]
        kept_beside = Path(name) / "runs.torn"
        assert (kept_beside.read_bytes() if torn else b"\n") == torn + b"\n"


@pytest.mark.parametrize("ends", [b"\r", b"\r\r"])
def test_a_record_whose_lines_end_otherwise_is_refused_and_left_as_it_is(tmp_path: Path, ends: bytes) -> None:
    table = write(tmp_path, run("a"), run("b"))
    spoilt = table.read_bytes().replace(b"\n", ends)
    table.write_bytes(spoilt)

    with pytest.raises(RecordError, match=r"runs\.csv: expected lines that end with LF"), appending(tmp_path, DESIGN):
        raise AssertionError("it was opened for writing")

    assert table.read_bytes() == spoilt
    assert not (tmp_path / "runs.torn").exists()


def test_a_record_that_was_kept_with_crlf_is_read_and_goes_on(tmp_path: Path) -> None:
    table = write(tmp_path, run("a"), run("b"))
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))

    write(tmp_path, run("a", 2))

    record = read(tmp_path, DESIGN)
    assert record.runs == (run("a"), run("b"), run("a", 2))
    assert record.edited == 0


def test_what_crashes_tore_off_is_kept_in_order(tmp_path: Path) -> None:
    table = write(tmp_path, run("a"))
    for torn in (b"b,1,fu", b"b,1,full,,0,0.2"):
        table.write_bytes(table.read_bytes() + torn)
        with appending(tmp_path, DESIGN):
            pass

    assert (tmp_path / "runs.torn").read_bytes() == b"b,1,fu\nb,1,full,,0,0.2\n"
    assert read(tmp_path, DESIGN).runs == (run("a"),)


def test_appending_leaves_what_stands_there_untouched(tmp_path: Path) -> None:
    before = write(tmp_path, run()).read_bytes()

    after = write(tmp_path, run("b")).read_bytes()

    assert after.startswith(before)
    assert after.count(b"\n") == 3


def test_machines_that_made_earlier_runs_stay_described(tmp_path: Path) -> None:
    write(tmp_path, run())
    with appending(tmp_path, DESIGN) as (_, appender):
        appender.describe(Provenance("code", "design", "inputs", {"def": {"python": "4"}}))

    found = read(tmp_path, DESIGN).provenance

    assert found is not None
    assert found.machines == {"abc": {"python": "3"}, "def": {"python": "4"}}


def test_text_of_several_lines_is_refused_before_it_is_recorded() -> None:
    with pytest.raises(ValueError, match="expected text of one line"):
        runs.as_recorded({**run().measured, "text": "a\nb"}, DESIGN)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("option,seed", "seed,option", r"runs.csv:1: expected the columns option,seed,"),
        ("option,seed", "\noption,seed", r"runs.csv:1: expected the columns .* received $"),
        ("a,1,full", "c,1,full", r"runs.csv:2: expected an option of a, b, received 'c'"),
        ("0.25", "high", r"runs.csv:2: column x: could not convert string to float: 'high'"),
        ("b,1,full", "b,one,full", r"runs.csv:3: column seed: invalid literal for int"),
        ("b,1,full,", "b,1,full,,", r"runs.csv:3: expected 12 cells, received 13"),
        ("b,1,full", "a,1,full", r"runs.csv:3: this run is recorded already: a, seed 1 \(full\)"),
        ("b,1,full", 'b"b",1,"fu"ll', r"runs.csv:3: not CSV: "),
    ],
)
def test_what_is_no_record_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    table = write(tmp_path, run("a"), run("b"))
    table.write_text(table.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(RecordError, match=message):
        read(tmp_path, DESIGN)


def test_a_record_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    table = write(tmp_path, run("a"), run("b"))
    table.write_bytes(table.read_bytes().replace("é".encode(), b"\xff", 1))

    with pytest.raises(RecordError, match=r"runs.csv:2: not UTF-8"):
        read(tmp_path, DESIGN)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"code": "", "design": "", "inputs": "", "machines": null}'])
def test_a_provenance_that_we_did_not_write_is_refused(tmp_path: Path, content: str) -> None:
    write(tmp_path, run())
    (tmp_path / "runs.json").write_text(content)

    with pytest.raises(RecordError, match=r"runs.json: not a provenance that we wrote"):
        read(tmp_path, DESIGN)


def test_runs_that_nobody_knows_the_origin_of_are_refused(tmp_path: Path) -> None:
    write(tmp_path, run())
    (tmp_path / "runs.json").unlink()

    with pytest.raises(RecordError, match=r"runs.json: missing"):
        read(tmp_path, DESIGN)


def test_a_second_process_may_not_write_while_the_first_does(tmp_path: Path) -> None:
    copy = measuring.copy_of_cheap(tmp_path / "bank")
    grader = [sys.executable, "-c", "from grader.cli import main; main()"]
    command = [*grader, "measure", "coin", "--bank", str(copy), "--seeds", "1"]

    with appending(copy / "coin", measuring.locator(copy)()):
        second = subprocess.run(command, capture_output=True, text=True, check=False)

    assert second.returncode == 2
    assert "another process is measuring into this record" in second.stderr
    assert not (copy / "coin" / "runs.csv").exists()


def test_a_record_can_be_moved_away_and_begun_again(tmp_path: Path) -> None:
    write(tmp_path, run())
    shutil.move(tmp_path / "runs.csv", tmp_path / "old.csv")
    shutil.move(tmp_path / "runs.json", tmp_path / "old.json")

    assert read(tmp_path, DESIGN) == Record(None, ())
