"""The table of kinds and stages in the map of the engine, written by the tests that prove it.

    python tests/kinds/table.py

writes it into `grader/README.md`; a test compares.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from kinds.test_way import MAP, as_table

_TABLE = re.compile(r"\| stage \|.*\n(?:\|.*\n)+")


if __name__ == "__main__":
    written, tables = _TABLE.subn(lambda _: as_table(), MAP.read_text(encoding="utf-8"))
    assert tables == 1, f"{MAP}: expected one table that begins with `| stage |`, found {tables}"
    MAP.write_text(written, encoding="utf-8")
