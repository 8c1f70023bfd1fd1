"""A cell of a download that does not fit, as a finding: the row is the line of its place, the text its evidence."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from grader.findings import Finding, Place, Severity
from grader.grading.codes import CODES
from grader.moodle.downloads.sheet import Sheet

_REMEDIES = {code.code: code.remedy for code in CODES}
_FIRST_LINE = 2  # below the header, as a spreadsheet program counts


def misfit(
    sheet: Sheet, code: str, row: int, column: int, message: str, severity: Severity = Severity.ERROR
) -> Finding:
    """What is the matter with a cell, by the indices of its row and column.

    severity: an error where no grade may rest on the row, a warning where it may.
    """
    place = Place(sheet.where, row + _FIRST_LINE, column + 1)
    return Finding(code, message, place, _REMEDIES[code], (sheet.columns[column][row],), severity)


def cell(finding: Finding) -> tuple[int, int]:
    """The indices of the row and the column that a finding is about."""
    return finding.place.line - _FIRST_LINE, finding.place.column - 1


def excluded(findings: Iterable[Finding]) -> NDArray[np.intp]:
    """The indices of the rows on which no grade may rest."""
    return np.array([cell(one)[0] for one in findings if one.severity is Severity.ERROR], dtype=np.intp)


def excerpt(text: str) -> str:
    """The beginning of a text, quoted, that shares a line of a terminal."""
    words = " ".join(text.split())
    return repr(words if len(words) <= 60 else f"{words[:57]}...")  # noqa: PLR2004
