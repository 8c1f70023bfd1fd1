"""Where things lie: the repository, the tests, what a real Moodle took and gave back."""

import atexit
import os
import tempfile
from pathlib import Path
from shutil import rmtree

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SAMPLES = TESTS / "golden" / "moodle"
HEALTHY = TESTS / "broken" / "healthy"
"""A bank in which nothing is found."""


def keep_temporary_files_in_memory() -> None:
    """Tests write thousands of files, and would wait for a disk: where memory has room, they lie there till the end.

    In a folder of this session's own, so that no other session of tests takes them away.
    """
    memory, room = Path("/dev/shm"), 4 << 30  # bytes; all tests together need an eighth
    if "TMPDIR" not in os.environ and memory.is_dir():
        there = os.statvfs(memory)
        if there.f_bavail * there.f_frsize > room and not there.f_flag & os.ST_NOEXEC:
            own = tempfile.mkdtemp(prefix="grader-tests-", dir=memory)
            atexit.register(rmtree, own, ignore_errors=True)  # after all that others do at the end, who register later
            os.environ["TMPDIR"] = tempfile.tempdir = own  # of other processes, and of this one
