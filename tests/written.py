"""What is written in the tests of files, before and after."""

from pathlib import Path

from disturbances import (
    snapshot,
)

from grader.files import LIST, write_set

OLD = {"problems.csv": b"old", "pages/1.html": b"old", "pages/2.html": b"old", "grades.csv": b"old"}
NEW = {"responses.csv": b"new", "pages/1.html": b"new", "grades.csv": b"new"}


def visible(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are not our list of them."""
    return {name: content for name, content in snapshot(folder).items() if content is not None and name != LIST}


def old_set(folder: Path) -> None:
    write_set(folder, OLD, name="results")


def new_set(folder: Path) -> None:
    write_set(folder, NEW, name="results")
