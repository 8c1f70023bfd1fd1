"""The command line as a process of its own, as its user runs it."""

import subprocess
from pathlib import Path

import forked
from places import ROOT


def grader(*arguments: str, cwd: Path, fresh: bool = False) -> subprocess.CompletedProcess[str]:
    """What a command ends with and writes; fresh: in a Python that shares nothing with another command's."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "COLUMNS": "80"}
    return forked.run(arguments, cwd, environment, fresh=fresh)
