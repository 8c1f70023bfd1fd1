"""What lies in the folders of a bank: the files that texts may embed, and the modules of a question."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from grader.bank import INIT, Bank
from grader.moodle.quiz import File


def embedded(folder: Path) -> list[File]:
    """The files of a folder as Moodle embeds them; none where there is no folder."""
    return [
        File(
            path.name,
            path.read_bytes(),
            f"/{parent}/" if (parent := path.parent.relative_to(folder).as_posix()) != "." else "/",
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def in_order(files: Iterable[File]) -> list[File]:
    """Files as `embedded` has those of a folder in which they lie."""
    return sorted(files, key=lambda file: PurePosixPath(file.path, file.name))


def modules(bank: Bank, folder: Path) -> Sequence[Path]:
    """What a question may be made of: the modules of its folder, and those of the bank that are of no question."""
    questions = {one.id for one in (*bank.questions, *bank.alternates.values(), *bank.unloaded)}
    shared = (path for path in sorted(bank.folder.iterdir()) if path.name not in questions)
    return [*_modules(folder), *(module for path in shared for module in _modules(path))]


def _modules(path: Path) -> Iterator[Path]:
    """The modules of a package; or the one that a file of the bank beside its own is."""
    if (path / INIT).is_file():
        yield from sorted(path.rglob("*.py"))
    elif path.suffix == ".py" and path.name != INIT:
        yield path
