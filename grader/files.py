"""Writing files so that nobody ever sees half of one."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from grader.errors import GraderError


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, all or none: each to a temporary file first, then renamed in turn.

    files: contents by path relative to the folder. Raises GraderError where the folder cannot take them.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            path = folder / name
            if path.is_dir():
                raise GraderError(f"{path}: expected a file or nothing there, found a folder")
            written.append((_write_beside(path, content), path))
        for temporary, path in written:
            temporary.replace(path)
    except OSError as error:
        raise GraderError(f"{error.filename or folder}: cannot be written: {error.strerror}") from error
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Write to a temporary file beside the path, then rename: readers see the old content or the new, never a part."""
    temporary = _write_beside(path, content)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def _write_beside(path: Path, content: bytes) -> Path:
    """A temporary file with the content, in the path's folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink()
        raise
    return temporary
