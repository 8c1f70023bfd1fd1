"""Every check finds the defect that it is for, alone, and nothing in a healthy bank."""

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from broken.breaks import (
    DESCRIBING,
    GAPPED,
    ILLUSTRATED,
    MATCHED,
    MEASURED,
    ORDERED,
    TYPED,
    WORDED,
    question_of,
    waiving,
)
from broken.edits import EDITS
from extras import require
from places import TESTS

from grader import bank as banks
from grader.checks import (
    APPROVAL_CHECKS,
    CHECKS,
    CUES,
    MUTATION_CHECKS,
    READING_CHECKS,
    RELEASE_CHECKS,
    question_checks,
)
from grader.design import Design, Run
from grader.findings import NOTHING_FOUND, Finding
from grader.release.exports import build, write_all
from grader.release.stages import of
from grader.stability import provenance, runs
from grader.stability.runs import appending
from grader.verification.gate import Again, Verification, require_approvals, retrain, verify
from grader.verification.mutate import mutate

pytestmark = pytest.mark.usefixtures("two_processes")

EXPORT_CODES = ("E001", "E002", "E003")  # broken below, in the exports of a healthy bank
EXPORTER_CODES = ("E004", "K026", "K039", "K079", "M007", "N009")  # broken in tests of their own: no author's fault


def copy_of(bank: str, folder: Path) -> Path:
    """A copy of a healthy bank; one that is measured gets its record of runs made here."""
    if bank == ILLUSTRATED:
        require("matplotlib")
    copy = without_records(bank, folder)
    for name, content in records(bank).items():
        (copy / name).write_bytes(content)
    return copy


def without_records(bank: str, folder: Path) -> Path:
    return Path(shutil.copytree(TESTS / bank, folder / "bank", ignore=shutil.ignore_patterns("__pycache__")))


@cache
def records(bank: str) -> dict[Path, bytes]:
    """The files of the records of a bank's measured questions, by where they lie in it."""
    with TemporaryDirectory() as folder:
        copy = without_records(bank, Path(folder))
        measured = [question for question in banks.load(str(copy)).computed if question.design is not None]
        for question in measured:
            assert question.design is not None
            record(question.design, copy / question.id)
        files = [path for question in measured for path in runs.paths(copy / question.id)]
        return {path.relative_to(copy): path.read_bytes() for path in files}


def record(design: Design, folder: Path) -> None:
    """Carry out the whole design, in this process."""
    made_by = provenance.of(design)
    with appending(folder, design) as (_, appender):
        appender.describe(made_by)
        for series in design.plan:
            for run_id in series.run_ids(design.options):
                appender.append(Run(run_id, next(iter(made_by.machines)), 0.0, design.run(run_id)))


def codes(result: Verification) -> list[str]:
    return [finding.code for finding in everything(result)]


def everything(result: Verification) -> list[Finding]:
    """What was found, in the way of a release or not."""
    return [*result.findings, *result.warnings]


def examine(folder: Path, exports: Path | None = None, *, code: str = "") -> Verification:
    """Verify a bank, and do what else looks for a code."""
    bank = banks.load(str(folder), in_part=True)
    result = verify(bank, exports, twice=code == "S003", progress=lambda _: None)
    if code == "R006":
        result = retrain(result, Again(None), progress=lambda _: None)
    if code in {check.code for check in APPROVAL_CHECKS}:
        result = require_approvals(result)
    if code in {check.code for check in MUTATION_CHECKS}:
        found = sum((one.result for one in mutate(bank, (), progress=lambda _: None)), NOTHING_FOUND)
        result = replace(result, result=result.result + found)
    return result


@pytest.mark.parametrize(
    ("bank", "keys"),
    [
        ("broken/healthy", {"middle": ("median",)}),
        (MEASURED, {"coin": ("loaded",)}),
        (TYPED, {"deviation": ("4.36",)}),
        (ORDERED, {"measures": ("1.median", "2.mean", "3.midpoint", "4.range")}),
        (MATCHED, {"measures": ("mean.third", "median.first", "range.fifth", "midpoint.fourth")}),
        (DESCRIBING, {"described": ("side: above, less: smallest and middle, deviation: 4.36, square: variance",)}),
        (WORDED, {"naming": ("mean",)}),
        (ILLUSTRATED, {"stopping": ("third",)}),
        (GAPPED, {"gaps": ("mean=mean", "median=median", "side=above")}),
    ],
)
def test_a_healthy_bank_has_no_findings(bank: str, keys: dict[str, tuple[str, ...]], tmp_path: Path) -> None:
    result = examine(copy_of(bank, tmp_path), code="R006")

    assert codes(result) == []
    every = len(question_checks()) + len(RELEASE_CHECKS) + len(CUES) + len(READING_CHECKS) + result.repeated
    assert (result.result.ran, result.result.skipped) == (every, 0)
    assert result.keys == keys


def test_every_check_has_its_broken_bank() -> None:
    assert {*EDITS, *EXPORT_CODES, *EXPORTER_CODES} == {check.code for check in CHECKS}


@pytest.mark.parametrize("code", EDITS)
def test_a_broken_bank_triggers_exactly_its_check_which_says_where_and_how_to_mend_it(
    code: str, tmp_path: Path
) -> None:
    folder = copy_of(EDITS[code].bank, tmp_path)
    EDITS[code].breaks(folder)

    result = examine(folder, code=code)

    assert set(codes(result)) == {code}
    assert bool(result.findings) == (code not in {check.code for check in CUES})  # which stand in no release's way
    for finding in everything(result):
        path = Path(finding.place.path)
        assert folder in [path, *path.parents]
        assert finding.message
        assert finding.hint


def test_no_mutant_of_a_healthy_bank_survives_without_a_reason(tmp_path: Path) -> None:
    (mutated,) = mutate(banks.load(str(copy_of("broken/healthy", tmp_path))), (), progress=lambda _: None)

    assert mutated.findings == ()
    assert mutated.score.excused == 2


@pytest.mark.parametrize("code", [check.code for check in APPROVAL_CHECKS])
def test_what_nobody_approved_stands_in_no_way_unless_it_is_asked_for(code: str, tmp_path: Path) -> None:
    folder = copy_of(EDITS[code].bank, tmp_path)
    EDITS[code].breaks(folder)

    assert codes(examine(folder)) == []


def test_cues_warn_and_nothing_else_does() -> None:
    assert {check.code for check in CUES} == {code for code in EDITS if code.startswith("W")}


@pytest.mark.parametrize("code", [check.code for check in CUES if check.code not in ("W008", "W009")])
def test_a_waiver_with_its_reason_sets_exactly_its_warning_aside(code: str, tmp_path: Path) -> None:
    folder = copy_of(EDITS[code].bank, tmp_path)
    waiving(code, "The source has it so.", question_of(EDITS[code].bank))(folder)
    EDITS[code].breaks(folder)

    result = examine(folder)

    assert {(waived.warning.code, waived.reason) for waived in result.waived} == {(code, "The source has it so.")}
    assert codes(result) == []


@pytest.mark.parametrize("code", ["W001", "W003"])
def test_a_waiver_without_a_reason_sets_nothing_aside(code: str, tmp_path: Path) -> None:
    folder = copy_of(EDITS[code].bank, tmp_path)
    waiving(code, "")(folder)
    EDITS[code].breaks(folder)

    result = examine(folder)

    assert list(dict.fromkeys(codes(result))) == [code, "W008"]
    assert result.waived == ()


def test_what_could_not_be_looked_for_is_no_stale_waiver(tmp_path: Path) -> None:
    folder = copy_of("broken/healthy", tmp_path)
    waiving("W001", "The source has it so.")(folder)
    EDITS["S001"].breaks(folder)

    result = examine(folder)

    assert codes(result) == ["S001"]
    assert result.blind == {}


class TestExports:
    """The released files: each of the three ways to differ."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return copy_of("broken/healthy", tmp_path)

    @pytest.fixture
    def exports(self, folder: Path, tmp_path: Path) -> Path:
        bank = banks.load(str(folder))
        write_all(build(bank, of(bank)), tmp_path / "exports")
        return tmp_path / "exports"

    def test_as_written_they_have_no_findings(self, folder: Path, exports: Path) -> None:
        assert codes(examine(folder, exports)) == []

    def test_a_missing_file_is_found(self, folder: Path, exports: Path) -> None:
        (exports / "moodle" / "exam.en.xml").unlink()

        assert codes(examine(folder, exports)) == ["E001"]

    def test_an_edited_file_is_found_with_its_line(self, folder: Path, exports: Path) -> None:
        xml = exports / "moodle" / "exam.en.xml"
        lines = xml.read_text(encoding="utf-8").splitlines(keepends=True)
        line = next(number for number, line in enumerate(lines) if 'fraction="100"' in line)
        lines[line] = lines[line].replace('fraction="100"', 'fraction="50"')
        xml.write_text("".join(lines), encoding="utf-8")

        [finding] = examine(folder, exports).findings

        assert finding.code == "E002"
        assert str(finding.place).endswith(f"exam.en.xml:{line + 1}")

    def test_a_stray_file_is_found(self, folder: Path, exports: Path) -> None:
        (exports / "moodle" / "exam.fr.xml").write_text("<quiz/>")

        assert codes(examine(folder, exports)) == ["E003"]
