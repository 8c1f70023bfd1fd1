"""The first sheet of an xlsx or ods file, row by row.

Our own, because the libraries lay out the whole table before anyone can ask for its size: a file of one kilobyte with
a cell in the last corner makes them ask for hundreds of gigabytes. Here nothing is kept but the cells' texts, and
nothing grows beyond what is counted.
"""

import io
import struct
import zipfile
import zlib

from grader.errors import DownloadError
from grader.moodle.downloads import xlsx
from grader.moodle.downloads.ods import Table
from grader.moodle.downloads.package import MAX_FILES, MAX_RATIO, Package
from grader.moodle.downloads.rows import Rows

_ENTRY = b"PK\x01\x02"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,  # encrypted
    OSError,
    OverflowError,
    ValueError,
)


def read(content: bytes, rows: Rows, *, where: str) -> None:
    """Add the rows of the first sheet. Raises DownloadError, with the place, for what is not a whole spreadsheet."""
    if content.count(_ENTRY) > MAX_FILES:
        raise DownloadError(f"{where}: expected at most {MAX_FILES} files inside, received more")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = Package(archive, MAX_RATIO * len(content), where)
            if package.has("content.xml"):
                package.parse("content.xml", Table(rows))
            elif package.has("xl/workbook.xml"):
                xlsx.read(package, rows)
            else:
                raise DownloadError(f"{where}: expected an xlsx or ods spreadsheet, received another kind of archive")
    except _UNREADABLE as error:
        raise DownloadError(f"{where}: not a whole spreadsheet: {error}") from error
