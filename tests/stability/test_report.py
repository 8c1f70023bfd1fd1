"""The statistics of a measured answer: numbers worked by hand, and JSON that any reader takes."""

import csv
import io
import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from banks.measuring import first_seeds, locator, measure, stream
from places import ROOT

from grader.stability import offers, report, runs
from grader.stability.certificate import certify
from grader.stability.repair import repair
from grader.stability.runs import Record
from grader.stability.statistics import statistics


def rows(content: bytes) -> dict[str, dict[str, str]]:
    return {row.pop("option"): row for row in csv.DictReader(io.StringIO(content.decode()))}


def refuse_constant(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")


def test_the_table_has_the_statistics_of_complete_seeds(copy: Path) -> None:
    """By hand: 1, 2, 6 have mean 3, median 2, squares about it 4 + 1 + 9 = 14, deviation sqrt(14 / 2) = sqrt(7)."""
    design = locator(copy)()
    made = stream(design, [(1, 1), (2, 5), (6, math.nan), (100, 100)])[:-1]

    table = rows(report.as_csv(statistics(made, design)))

    expected = {
        "seeds": 3,
        "mean": 3,
        "standard_deviation": round(math.sqrt(7), 6),
        "median": 2,
        "lowest": 1,
        "highest": 6,
        "credit": 1.5,  # half of the tie, and the seed whose rival is no number
        "share_of_best": 0.5,
    }
    assert {name: float(table["loaded"][name]) for name in expected} == expected
    assert (table["fair"]["seeds"], table["fair"]["mean"], table["fair"]["credit"]) == ("3", "3.0", "1.5")


def test_the_table_of_no_runs_has_a_line_an_option(copy: Path) -> None:
    table = rows(report.as_csv(statistics((), locator(copy)())))

    assert list(table) == ["loaded", "fair"]
    assert table["loaded"]["seeds"] == "0"
    assert table["loaded"]["share_of_best"] == ""


def test_the_certificate_says_what_the_record_gives(copy: Path) -> None:
    design = locator(copy)()
    measure(copy, first_seeds(design, 6))
    record = runs.read(copy / "coin", design)

    content = json.loads(report.certificate_as_json(certify("coin", record, design)), parse_constant=refuse_constant)

    assert (content["question"], content["metric"], content["runs"]) == ("coin", "accuracy", 12)
    assert content["credit"] == {"loaded": 6, "fair": 0}
    assert record.provenance is not None
    assert content["provenance"]["code"] == record.provenance.code
    decisions = {verdict["statement"]: verdict["decision"] for verdict in content["verdicts"]}
    assert decisions["every option can be best"] == "not shown"
    for verdict, statement in zip(content["verdicts"], design.statements, strict=True):
        judged = statement.judge(record.runs, design)
        assert verdict["log_e_values"] == pytest.approx(dict(judged.log_e_values), abs=1e-6)
        assert (verdict["decision"], verdict["seeds"]) == (judged.decision, judged.seeds)


@pytest.mark.parametrize("values", [[], [(math.nan, math.nan)] * 3, [(0.5, 0.5)] * 3000])
def test_the_certificate_is_json_whatever_was_measured(copy: Path, values: list[tuple[float, float]]) -> None:
    design = locator(copy)()

    record = Record(None, stream(design, values))
    certificate = certify("coin", record, design)

    written = report.as_json(certificate, statistics(record.runs, design))

    content = json.loads(written, parse_constant=refuse_constant)
    assert content["certificate"]["runs"] == 2 * len(values)
    assert content["statistics"]["seeds"] == len(values)


def test_every_field_of_the_json_is_documented_and_no_other() -> None:
    """Of the exam's record, in which each occurs."""
    document = (ROOT / "grader" / "stability" / "README.md").read_text(encoding="utf-8")
    content = json.loads((ROOT / "exports" / "stability" / "learning_rate.statistics.json").read_bytes())

    of_certificate, _, _ = document.partition("## The JSON of a repair")
    documented = re.findall(r"^\| `([\w.\[\]]+)` \|", of_certificate, re.MULTILINE)
    assert sorted(documented) == sorted(fields(content))
    assert f"version of this table: {content['schema']}" in of_certificate


def test_every_field_of_a_repair_is_documented_and_no_other(copy: Path) -> None:
    document = (ROOT / "grader" / "stability" / "README.md").read_text(encoding="utf-8").partition("of a repair")[2]
    design = locator(copy)()
    record = Record(None, stream(design, [(1, 0)] * 60))

    content = json.loads(offers.as_json("coin", repair(record, design, p0=0.9, workers=1)))

    documented = re.findall(r"^\| `([\w.\[\]]+)` \|", document, re.MULTILINE)
    assert sorted(documented) == sorted(fields(content))
    assert f"version of this table: {content['schema']}" in document


def test_an_e_value_with_many_digits_is_told_as_a_power_of_ten(copy: Path) -> None:
    design = locator(copy)()
    offered = repair(Record(None, stream(design, [(1, 0)] * 1500)), design, p0=0.5, workers=1)

    told = list(offers.as_text("coin", offered, whole=False, lists_all="", presets=""))

    assert any(line.startswith("    e-value 10^4") for line in told)
    assert max(map(len, told)) <= 80


BY_NAME = ("certificate.credit", "certificate.verdicts[].log_e_values", "certificate.provenance.machines")


def fields(value: Any, path: str = "") -> set[str]:
    """Where values stand in JSON: names of fields, the entries of a list all as one."""
    if isinstance(value, dict) and value and path not in BY_NAME:
        return {field for name, of in value.items() for field in fields(of, f"{path}.{name}".lstrip("."))}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {field for one in value for field in fields(one, f"{path}[]")}
    return {path}


def test_each_option_is_compared_with_each_other_at_a_level_for_all(copy: Path) -> None:
    """By hand: differences 1, 2, 3 have mean 2 and deviation 1; t with two degrees of freedom at 0.975 is 4.3027."""
    design = locator(copy)()
    made = stream(design, [(2, 1), (4, 2), (4, 1), (math.nan, 9)])

    [pair] = statistics(made, design).pairs
    three = replace(design, options=("a", "b", "c"))
    wider = statistics(stream(three, [(2, 1, 0), (4, 2, 0), (4, 1, 0)]), three).pairs

    assert (pair.one, pair.other, pair.seeds, pair.difference, pair.ahead) == ("loaded", "fair", 3, 2, 3)
    assert pair.high - 2 == pytest.approx(4.3027 / math.sqrt(3), rel=1e-4)
    assert [(one.one, one.other) for one in wider] == [("a", "b"), ("a", "c"), ("b", "c")]
    # at 0.05 / 3, two-sided, t with two degrees of freedom is 7.6488
    assert wider[0].high - 2 == pytest.approx(7.6488 / math.sqrt(3), rel=1e-4)
