"""Family E: the released files are what the bank would write."""

from collections.abc import Iterator

from grader.checks.moodle import WRITABLE
from grader.checks.release import Release
from grader.findings import Defect, at, check, shown, suggested

BUILDABLE = (*WRITABLE, "B001", "B002", "R001")


@check("E001", remedy="Write it: grader export.", requires=BUILDABLE)
def export_missing(release: Release) -> Iterator[Defect]:
    """A file of the release is missing."""
    yield from _differences(release, "missing", "is missing")


@check("E002", remedy="Change the bank, never the export; then: grader export.", requires=BUILDABLE)
def export_differs(release: Release) -> Iterator[Defect]:
    """A released file is not what the bank would write."""
    yield from _differences(release, "different", "is not what the bank would write")


@check("E003", remedy="Remove it, or move it elsewhere.", requires=BUILDABLE)
def export_unexpected(release: Release) -> Iterator[Defect]:
    """A file lies among the exports that the bank would not write."""
    yield from _differences(release, "unexpected", "is nothing that the bank would write")


def _differences(release: Release, kind: str, message: str) -> Iterator[Defect]:
    for difference, command in release.differences:
        if difference.kind == kind:
            yield Defect(at(difference.path, difference.line), message, hint=_remedy(release, kind, command))


def _remedy(release: Release, kind: str, command: str) -> str:
    """The command that writes the release, as a person in this directory would type it."""
    if kind == "unexpected" or release.exports is None:
        return ""
    export = suggested(command, bank=release.bank.location, exports=shown(release.exports))
    return f"Write it: {export}" if kind == "missing" else f"Change the bank, never the export; then: {export}"
