"""Writing files: nobody sees half of one, nothing is replaced that is not ours, and an interruption leaves no rest.

What is ours is known by its bytes: a folder's list holds the digests of what we wrote into it, and a single file ends
in a seal, the digest of all that is before it. Whatever is not so known was written, or changed, by somebody else, and
is refused rather than replaced or taken away.

A file is written in a folder that only we can read, beside where it will be, and then renamed. Signals wait for the
moments at which nothing is between two places.
"""

import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from grader.errors import GraderError
from grader.interruptions import held, let_through

LIST = ".written-by-grader"
"""The file that lists what is ours in a folder."""

Known = Mapping[str, Mapping[str, Collection[str]]]
"""What we wrote into a folder: the digests that a file may have, by its set and its path in the folder."""

_ABOUT = "The SHA-256 of what grader wrote here: it replaces or removes these files as long as they are unchanged."
_SEAL = b"<!-- Written by grader, which replaces this file as long as it is unchanged: %s -->\n"
_SEALED = re.compile(rb"(.*\n)(<!-- [^\n]* -->\n)", re.DOTALL)
_OWN = ".grader-"  # begins the name of a folder in which files are written
_BEGUN = "begun"


def write_set(folder: Path, files: Mapping[str, bytes], *, name: str, inputs: Iterable[Path] = ()) -> None:
    """Write files that belong together, all or none, and take away those that an earlier set of this name left.

    What was there goes in the opposite order before anything comes: should the program be killed between, then the
    last file is not there, and never is a new one beside an old one.

    files: contents by path relative to the folder. inputs: what this call reads, files or folders of them.
    Raises GraderError where the folder cannot take them, or holds in a file's place what is not ours or is an input.
    """
    with held(), _told(folder), _folders([folder]), _own_folder(folder, "") as own:
        known = _known(folder)
        before = known.get(name, {})
        ours = {
            path: {one for of_set in known.values() for one in of_set.get(path, ())} for path in {**files, **before}
        }
        read = _identities(inputs)
        placed = {
            path: content for path, content in files.items() if not _stays(folder, path, ours[path], read, content)
        }
        stale = [path for path in before if path not in files and not _stays(folder, path, ours[path], read)]
        for number, content in enumerate(placed.values()):
            _put(own / f"new{number}", content)
        after = {path: [_digest(content)] for path, content in files.items()}
        during = {path: [*before.get(path, ()), *after.get(path, ())] for path in ours}
        _put(own / "before", _as_list(known))
        _put(own / "during", _as_list({**known, name: during}))
        _put(own / "after", _as_list({**known, name: after}))
        leaving = [path for path in (*reversed(placed), *stale) if os.path.lexists(folder / path)]
        moves = [(folder / path, own / f"old{number}") for number, path in enumerate(leaving)]
        moves += [(own / f"new{number}", folder / path) for number, path in enumerate(placed)]
        with _folders([(folder / path).parent for path in placed]):
            _move_all(moves, folder / LIST, own)
        for path in stale:
            with suppress(OSError):  # it is not empty
                (folder / path).parent.rmdir()


def write_page(path: Path, content: bytes, *, inputs: Iterable[Path] = ()) -> None:
    """Write a single file of HTML or XML, and seal it.

    inputs: what this call reads, files or folders of them.
    Raises GraderError where it cannot be written, or where what stands there is not ours or is an input.
    """
    with held(), _told(path), _folders([path.parent]), _own_folder(path.parent, path.name) as own:
        _refuse_input(path, _identities(inputs))
        if os.path.lexists(path) and not (_is_plain(path) and is_sealed(path.read_bytes())):
            raise _not_ours(path)
        _put(own / "new", sealed(content))
        (own / "new").replace(path)


def sealed(content: bytes) -> bytes:
    """HTML or XML with our seal as its last line."""
    whole = content if content.endswith(b"\n") else content + b"\n"
    return whole + _SEAL % _digest(whole).encode()


def is_sealed(content: bytes) -> bool:
    """Whether this is as `sealed` made it."""
    found = _SEALED.fullmatch(content)
    return found is not None and found[2] == _SEAL % _digest(found[1]).encode()


def is_free(folder: Path) -> bool:
    """Whether a folder can be begun there: nothing stands there, or no file, or what a killed call had begun."""
    if not os.path.lexists(folder):
        return True
    if not folder.is_dir():
        return False
    begun = _known(folder).get(_BEGUN, {})
    within = [path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]
    return all(
        path == folder / LIST
        or path.relative_to(folder).parts[0].startswith(_OWN)
        or _is_one_of(path, begun.get(path.relative_to(folder).as_posix(), ()))
        for path in within
    ) and (bool(begun) or not (folder / LIST).exists())


def begin_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is free (`is_free`), whole or not at all.

    Where there is an empty folder already it takes the files in their order: the last one makes it whole.
    Raises GraderError where it is not free, or cannot be written.
    """
    with held(), _told(folder):
        if not is_free(folder):
            raise GraderError(f"{folder}: expected nothing there, or an empty folder")
        if os.path.lexists(folder):
            write_set(folder, files, name=_BEGUN)
            (folder / LIST).unlink()  # from now on it is its author's
            return
        with _folders([folder.parent]), _own_folder(folder.parent, folder.name) as own:
            for path, content in files.items():
                (own / "new" / path).parent.mkdir(parents=True, exist_ok=True)
                _put(own / "new" / path, content)
            (own / "new").rename(folder)


@contextmanager
def new_folder(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Write a folder, and take it away again where the body fails; signals wait until the body's end.

    One that holds just these files already is what a killed call left, and counts as written.
    Raises GraderError as `begin_folder` does.
    """
    with held():
        if holds(folder, files):
            with _own_folder(folder.parent, folder.name):  # which clears away what else that call left
                pass
        else:
            begin_folder(folder, files)
        try:
            yield
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds these files, and no others."""
    if not folder.is_dir():
        return False
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    return found.keys() == files.keys() and all(
        _is_plain(path) and path.read_bytes() == files[name] for name, path in found.items()
    )


def write_atomically(path: Path, content: bytes) -> None:
    """Put what becomes of a file that we read in its place, with its permissions: readers see the old or the new.

    Raises GraderError where it cannot be written.
    """
    place = path.resolve()
    with held(), _told(path), _folders([place.parent]), _own_folder(place.parent, place.name) as own:
        _put(own / "new", content)
        if place.exists():
            shutil.copymode(place, own / "new")
        (own / "new").replace(place)


@contextmanager
def _told(where: Path) -> Iterator[None]:
    """What the file system refuses, as one line about what was to be written."""
    try:
        yield
    except OSError as error:
        raise GraderError(f"{where}: cannot be written: {error.strerror or error}") from error


@contextmanager
def _folders(wanted: Iterable[Path]) -> Iterator[None]:
    """Make the folders that are missing, and take them away again where the body fails."""
    missing = {path for folder in wanted for path in (folder, *folder.parents) if not path.exists()}
    try:
        for path in sorted(missing, key=lambda path: len(path.parts)):
            path.mkdir(exist_ok=True)
        yield
    except BaseException:
        for path in sorted(missing, key=lambda path: -len(path.parts)):
            with suppress(OSError):
                path.rmdir()
        raise


@contextmanager
def _own_folder(beside: Path, name: str) -> Iterator[Path]:
    """A folder in which nobody else reads what is being written for a file or folder of this name; gone at the end.

    What a killed call left there goes first. Raises GraderError where another call is writing.
    """
    from filelock import FileLock, Timeout

    own = beside / f"{_OWN}{_digest(name.encode(errors='surrogateescape'))[:16]}"  # short, however long the name is
    lock = FileLock(own / "lock")
    try:
        own.mkdir(mode=0o700, exist_ok=True)
        if own.is_symlink():
            raise _not_ours(own)
        own.chmod(0o700)
        lock.acquire(timeout=0)
        for left in own.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
            elif left.name != "lock":
                left.unlink()
        yield own
    except Timeout:
        raise GraderError(f"{beside / name}: another call is writing there; wait for it") from None
    finally:
        if lock.is_locked:
            shutil.rmtree(own, ignore_errors=True)
            is_left = own.exists()  # where a file that is open cannot be removed, as on Windows
            lock.release()
            if is_left:
                shutil.rmtree(own, ignore_errors=True)
        else:
            with suppress(OSError):
                own.rmdir()


def _move_all(moves: Sequence[tuple[Path, Path]], listed: Path, lists: Path) -> None:
    """Rename in turn, and all back where one fails.

    listed: the folder's list, which knows the old files and the new meanwhile; lists: where those lie that take its
    place: `before`, `during` and `after`.
    """
    is_first = not listed.exists()
    (lists / "during").replace(listed)
    done: list[tuple[Path, Path]] = []
    try:
        for move in moves:
            move[0].rename(move[1])
            done.append(move)
        (lists / "after").replace(listed)
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        if is_first:
            listed.unlink()
        else:
            (lists / "before").replace(listed)
        raise


def _stays(
    folder: Path, name: str, digests: Collection[str], inputs: Collection[tuple[int, int]], content: bytes | None = None
) -> bool:
    """Whether what is in a file's place stays there: not ours, but just what we would write.

    Raises GraderError where it is neither ours nor that, or is an input.
    """
    path = folder / name
    for parent in path.relative_to(folder).parents:
        if (folder / parent).is_symlink() and folder / parent != folder:
            raise GraderError(
                f"{folder / parent}: expected a folder, found a link to another place; name another folder"
            )
    _refuse_input(path, inputs)
    if not os.path.lexists(path) or _is_one_of(path, digests):
        return False
    if content is not None and _is_one_of(path, [_digest(content)]):
        return True
    raise _not_ours(path)


def _refuse_input(path: Path, inputs: Collection[tuple[int, int]]) -> None:
    if path.exists() and _identity(path) in inputs:
        raise GraderError(f"{path}: this call reads that file; name another place to write to")


def _identities(paths: Iterable[Path]) -> set[tuple[int, int]]:
    """What files are, whatever they are called: the same for links."""
    within = (file for path in paths for file in ((path, *path.rglob("*")) if path.is_dir() else (path,)))
    return {_identity(path) for path in within if path.exists()}


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _not_ours(path: Path) -> GraderError:
    if path.is_symlink() or not path.is_file():
        what = "a link" if path.is_symlink() else "a folder" if path.is_dir() else "a device"
        return GraderError(f"{path}: expected a file or nothing there, found {what}; name another place")
    return GraderError(
        f"{path}: not written over or removed, since we did not write it, or it was changed since; move it away, or "
        "name another place"
    )


def _is_one_of(path: Path, digests: Collection[str]) -> bool:
    return bool(digests) and _is_plain(path) and _digest(path.read_bytes()) in digests


def _is_plain(path: Path) -> bool:
    """Whether this is a file, and neither a link to one nor a device."""
    return stat.S_ISREG(path.lstat().st_mode)


def _known(folder: Path) -> Known:
    """The folder's list. Raises GraderError for one that is not as we write it."""
    path = folder / LIST
    if not os.path.lexists(path):
        return {}
    try:
        known: Known = json.loads(path.read_text(encoding="utf-8"))["sets"] if _is_plain(path) else {}
        entries = [(PurePosixPath(name), digests) for of_set in known.values() for name, digests in of_set.items()]
    except (ValueError, LookupError, TypeError, AttributeError):
        entries = [(PurePosixPath(".."), [])]
    if not _is_plain(path) or any(
        name.is_absolute() or ".." in name.parts or not isinstance(digests, list) for name, digests in entries
    ):
        raise GraderError(f"{path}: not a list of files that we wrote; move the folder away, or name another")
    return known


def _as_list(known: Known) -> bytes:
    sets = {
        name: {path: list(dict.fromkeys(digests)) for path, digests in of_set.items()} for name, of_set in known.items()
    }
    return (json.dumps({"about": _ABOUT, "sets": sets}, indent=1, sort_keys=True) + "\n").encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _put(path: Path, content: bytes) -> None:
    """A new file with the permissions that the user gives to new files, on the disk when this returns.

    A signal that waits comes through here: what is written so far lies where it will be cleared away.
    """
    let_through()
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
