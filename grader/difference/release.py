"""Two releases compared: a file with a file, or the files of a folder with those of the same name in another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.difference.quizzes import Difference, compare, excerpt
from grader.errors import MoodleXMLError
from grader.kinds.quiz import read
from grader.moodle.quiz import Quiz
from grader.moodle.xml import content


@dataclass(frozen=True)
class FileDifference:
    """What differs between two files of one name; in: "old" or "new" for one that only one release has.

    name: relative to the folder, or empty where two files were named. content: of the new file.
    """

    name: str
    only_in: str
    difference: Difference
    content: bytes

    @cached_property
    def excerpt(self) -> bytes:
        """A Moodle XML of the questions that the new file changed or added; nothing where there is none."""
        chosen = {question.one.place for question in self.difference.to_import}
        return excerpt(self.content, chosen, where=self.name) if chosen else b""


def compare_paths(old: Path, new: Path) -> tuple[FileDifference, ...]:
    """What differs between two Moodle XML files, or two folders of them; by name.

    Raises MoodleXMLError for what cannot be read, or for a file and a folder.
    """
    if old.is_dir() != new.is_dir():
        folder, file = (old, new) if old.is_dir() else (new, old)
        raise MoodleXMLError(f"expected two files or two folders, received the folder {folder} and {file}")
    if not old.is_dir():
        return (_compared("", content(old), content(new), str(old), str(new)),)
    before, after = _files(old), _files(new)
    return tuple(_of_folders(before, after, old, new))


def _of_folders(
    before: Mapping[str, Path], after: Mapping[str, Path], old: Path, new: Path
) -> Iterator[FileDifference]:
    for name in sorted({*before, *after}):
        was, is_ = (content(files[name]) if name in files else None for files in (before, after))
        yield _compared(name, was, is_, str(old / name), str(new / name))


def _compared(name: str, old: bytes | None, new: bytes | None, was: str, is_: str) -> FileDifference:
    before, after = (
        Quiz(()) if content is None else read(content, where=where) for content, where in ((old, was), (new, is_))
    )
    only_in = "new" if old is None else "old" if new is None else ""
    return FileDifference(name, only_in, compare(before, after), new or b"")


def _files(folder: Path) -> dict[str, Path]:
    """The XML files of a folder and those below it, by their path in it."""
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.suffix.lower() == ".xml" and path.is_file()
    }
    if not found:
        raise MoodleXMLError(f"{folder}: expected a folder with Moodle XML files, found none in it")
    return found
