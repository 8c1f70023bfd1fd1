"""Where things lie: the repository, the tests, what a real Moodle took and gave back."""

import os
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SAMPLES = TESTS / "golden" / "moodle"
HEALTHY = TESTS / "broken" / "healthy"
"""A bank in which nothing is found."""


def keep_temporary_files_in_memory() -> None:
    """Tests write thousands of files, and would wait for a disk: where memory has room for them, they lie there."""
    folder, room = Path("/dev/shm"), 4 << 30  # bytes; all tests together need an eighth
    if "TMPDIR" not in os.environ and folder.is_dir():
        there = os.statvfs(folder)
        if there.f_bavail * there.f_frsize > room and not there.f_flag & os.ST_NOEXEC:
            os.environ["TMPDIR"] = tempfile.tempdir = str(folder)  # of other processes, and of this one
