"""The mutation score that a bank keeps: what was found when its evidence was changed on purpose, and of which code.

To find it takes a minute, so that a release quotes it from a file, and only as long as it is of this code.
"""

import ast
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from grader.errors import GraderError
from grader.files import write_atomically
from grader.mutation.quotations import quotations
from grader.release.stages import ComputedStages
from grader.stability.digest import outline
from grader.stability.runs import paths

FILE = "mutation.json"


@dataclass(frozen=True)
class Kept:
    """What became of the mutants of a whole bank.

    quoted, held: the values that the first texts quote, and those of them that claims hold.
    of_solvers, of_claims: mutants; *_killed: those that were noticed. excused: survivors with a reason.
    """

    quoted: int
    held: int
    of_solvers: int
    of_solvers_killed: int
    of_claims: int
    of_claims_killed: int
    excused: int

    @property
    def share_of_solvers(self) -> float:
        """How many of the solvers' mutants were noticed, in percent."""
        return 100 * self.of_solvers_killed / max(self.of_solvers, 1)

    @property
    def share_of_claims(self) -> float:
        """How many of the claims' mutants were noticed, in percent."""
        return 100 * self.of_claims_killed / max(self.of_claims, 1)


def read(folder: Path) -> tuple[Kept, str] | None:
    """The score that lies in a bank's folder, and the digest of what it is of; None where there is none to be read."""
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Kept(**content["score"]), content["of"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def of(folder: Path, computed: Sequence[ComputedStages]) -> Kept | None:
    """The score that lies in a bank's folder, where it is of these questions as they are."""
    found = read(folder)
    return found[0] if found is not None and found[1] == digest(computed, found[0]) else None


def write(folder: Path, computed: Sequence[ComputedStages], kept: Kept) -> None:
    """Keep a score of these questions. Raises GraderError where the file holds something else."""
    path = folder / FILE
    if path.exists() and read(folder) is None:
        raise GraderError(f"{path}: not written over: it holds no score of ours; move it elsewhere")
    content = {"score": asdict(kept), "of": digest(computed, kept)}
    write_atomically(path, (json.dumps(content, indent=2) + "\n").encode())


def digest(computed: Sequence[ComputedStages], kept: Kept) -> str:
    """What a score is of: the questions' code, comments aside; their records; what their first texts quote; itself."""
    material = [asdict(kept), *(list(_material(stages)) for stages in computed)]
    return hashlib.sha256(json.dumps(material).encode()).hexdigest()


@lru_cache(maxsize=256)  # by content; whoever exports, and whoever compares, asks
def _code(content: bytes) -> str:
    return repr(outline(ast.parse(content)))


def _material(stages: ComputedStages) -> Iterator[object]:
    yield stages.id
    for path in stages.code:
        yield path.name, _code(path.read_bytes())
    for path in paths(stages.folder):
        yield path.name, path.read_text(encoding="utf-8") if path.exists() else ""
    source = next(iter(stages.sources.values()))
    yield [(one.name, one.filters, one.block, one.cites) for one in quotations(source)]
