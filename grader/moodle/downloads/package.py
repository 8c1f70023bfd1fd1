"""The members of an xlsx or ods file, read within bounds: however it was built, it exhausts nothing."""

import zipfile
from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from grader.errors import DownloadError

MAX_UNPACKED = 512 * 2**20
MAX_RATIO = 200
"""How much smaller than its contents a file may be: one of equal answers reaches 130, what is built to do harm 1000."""
MAX_FILES = 1000
MAX_DEPTH = 100
MAX_CELL = 2**20
MAX_TAG = 2**20
SECOND = "a second table with cells: a download has one, so keep each in a file of its own"
_CHUNK = 2**16
_LITTLE = 2**20  # which even a small file may unpack to


class Refused(Exception):  # noqa: N818 - never leaves this module
    """What a reader will not read, before it is known where it stands."""


class Reader(Protocol):
    """What is told of the elements of a member; names come without their prefixes."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


class Package:
    """The members of an archive, read to a limit of bytes for all together, whatever its index says."""

    def __init__(self, archive: zipfile.ZipFile, most: int, where: str) -> None:
        self._archive, self._where = archive, where
        self._names = set(archive.namelist())
        self._left = min(MAX_UNPACKED, max(most, _LITTLE))

    def has(self, member: str) -> bool:
        return member in self._names

    def parse(self, member: str, reader: Reader) -> None:
        """Tell a reader of a member's elements. Raises DownloadError with the member and the line."""
        parser = expat.ParserCreate()
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise Refused(f"expected at most {MAX_DEPTH} elements one in another")
            reader.start(local(name), attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            reader.end(local(name))

        def doctype(*_: object) -> None:
            raise Refused("expected no DOCTYPE: its entities can do harm")

        def declaration(_: str, encoding: str | None, __: int) -> None:
            if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
                raise Refused(f"expected UTF-8, received {encoding!r}")

        parser.buffer_text = True
        parser.XmlDeclHandler = declaration
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = doctype
        try:
            self._feed(member, parser)
        except (Refused, expat.ExpatError) as error:
            line = parser.CurrentLineNumber
            raise DownloadError(f"{self._where}: {member}:{line}: not a sheet that can be read: {error}") from error

    def _feed(self, member: str, parser: expat.XMLParserType) -> None:
        if not self.has(member):
            raise Refused("expected this file, received none")
        information = self._archive.getinfo(member)
        if information.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused("expected a file that is stored or deflated")
        fed = 0
        with self._archive.open(information) as file:
            while chunk := file.read(_CHUNK):
                fed += len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise Refused("unpacks to more than a quiz's download could")
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keywords
                if fed - parser.CurrentByteIndex > MAX_TAG:
                    raise Refused(f"expected tags and comments of at most {MAX_TAG >> 20} MiB")
        parser.Parse(b"", True)  # noqa: FBT003


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def attribute(attributes: Mapping[str, str], name: str, default: str) -> str:
    """An attribute by its name without prefix."""
    return next((value for written, value in attributes.items() if local(written) == name), default)


class Text:
    """A text that is told piece by piece, up to so much."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._left = MAX_CELL

    def add(self, piece: str) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise Refused(f"expected cells of at most {MAX_CELL >> 20} Mi characters")
        self._pieces.append(piece)

    def whole(self) -> str:
        return "".join(self._pieces)


def count(text: str, *, least: int = 1) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) >= least):  # noqa: PLR2004
        raise Refused(f"expected a whole number, received {text[:20]!r}")
    return int(text)
