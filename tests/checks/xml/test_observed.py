"""What we say of a file is what a real Moodle did with it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from checks.xml.questions import (
    findings,
)
from places import ROOT, SAMPLES

from grader.checks.xml import examine
from grader.checks.xml.elements import Outcome, QuizFile, outcome_of


@pytest.mark.parametrize("path", sorted((ROOT / "exports" / "moodle").glob("*.xml")), ids=lambda path: path.name)
def test_the_released_exams_have_no_findings(path: Path) -> None:
    content = path.read_bytes()

    assert examine(QuizFile.read(content, where=str(path))) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("exam5.xml", []),  # imports, and is exported, without loss: see exam5.import.json
        ("exam5.export.xml", []),  # what Moodle writes, it reads
        ("alltypes.export.xml", []),
        ("alltypes.xml", []),
        # fractions that add to 150, and `x<y`, were put there on purpose
        ("types.xml", [(11, "X017"), (13, "X037"), (14, "X037")]),
        ("types.export.xml", [(432, "X037"), (455, "X037"), (549, "X017")]),
        ("types.numerals.xml", [(9, "X024")]),  # e with 16 digits and without a tolerance: Moodle keeps 14
    ],
)
def test_what_a_real_moodle_took_in_has_the_findings_that_it_should(name: str, expected: list[tuple[int, str]]) -> None:
    content = (SAMPLES / name).read_bytes()

    found = examine(QuizFile.read(content, where=name))

    assert [(finding.place.line, finding.code) for finding in found] == expected


PROBES = SAMPLES / "types.probes.json"
CHANGED = {  # of the probes that Moodle took: those of which it stored something else than what is written
    *("num.tol.percent", "num.tol.word", "num.tol.comma", "num.comma", "num.15digits", "num.fifteen"),
    *("num.units.zero", "num.units.dup", "num.units.emptyname", "num.tolerancetype"),
    *("mt.shuffle.no", "tf.both100", "tf.both0", "tf.50", "tf.contradict", "tf.local.falsefirst"),
    *("cz.mrpct", "cz.nmcomma", "cz.esc", "cz.brace", "cz.pctplus", "cz.emptymc", "cz.defaultgrade", "cz.gtlt"),
    *("cz.mrs", "cz.title", "gs.empty", "od.badgrading", "od.gradingnum", "od.count1", "ds.grade"),
}


def probes() -> dict[str, dict[str, Any]]:
    """Questions that a real Moodle was given, one by one, with what it said and stored."""
    return json.loads(PROBES.read_text(encoding="utf-8")) if PROBES.exists() else {}


def observed(probe: dict[str, Any]) -> Outcome | None:
    """What Moodle did with a question if it did not take it, or stopped behind it."""
    began_to_store = probe["said"].startswith("1. ")
    if not probe["ok"]:
        return Outcome.STOPS if began_to_store else Outcome.REFUSES
    return Outcome.LOSES if began_to_store and "!!" in probe["said"] else None


class TestProbes:
    """What we say of a question agrees with what a real Moodle did with it."""

    def test_there_are_so_many_of_each_outcome(self) -> None:
        assert Counter(map(observed, probes().values())) == {
            None: 171,
            Outcome.REFUSES: 24,
            Outcome.STOPS: 13,
            Outcome.LOSES: 4,
        }

    @pytest.mark.parametrize("name", probes())
    def test_what_was_refused_or_lost_is_called_so_and_nothing_else_is(self, name: str) -> None:
        probe = probes()[name]

        told = {outcome_of(finding) for finding in findings(probe["xml"])}

        grave = told & {Outcome.REFUSES, Outcome.STOPS, Outcome.LOSES}
        assert grave == ({observed(probe)} - {None})

    @pytest.mark.parametrize("name", [name for name, probe in probes().items() if observed(probe) is None])
    def test_what_was_stored_otherwise_is_called_so_and_nothing_else_is(self, name: str) -> None:
        told = {outcome_of(finding) for finding in findings(probes()[name]["xml"])}

        assert (Outcome.CHANGES in told) == (name in CHANGED)
