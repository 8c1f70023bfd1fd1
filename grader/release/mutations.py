"""The mutation scores that a bank keeps: what was found when its evidence was changed on purpose, and of which code.

To find them takes a minute, so that a release quotes them from a file, and only as long as each is of its question's
code; one whose code changed is found again alone.
"""

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from functools import cache, lru_cache
from pathlib import Path

from grader import mutation
from grader.errors import GraderError
from grader.files import write_atomically
from grader.mutation.quotations import quotations
from grader.release.stages import ComputedStages
from grader.stability.digest import outline
from grader.stability.runs import paths

FILE = "mutation.json"


@dataclass(frozen=True)
class Kept:
    """What became of the mutants of a question, or of several together.

    quoted, held: the values that the first texts quote, and those of them that claims hold.
    of_solvers, of_claims: mutants; *_killed: those that were noticed. excused: survivors with a reason.
    """

    quoted: int = 0
    held: int = 0
    of_solvers: int = 0
    of_solvers_killed: int = 0
    of_claims: int = 0
    of_claims_killed: int = 0
    excused: int = 0

    @property
    def share_of_solvers(self) -> float:
        """How many of the solvers' mutants were noticed, in percent."""
        return 100 * self.of_solvers_killed / max(self.of_solvers, 1)

    @property
    def share_of_claims(self) -> float:
        """How many of the claims' mutants were noticed, in percent."""
        return 100 * self.of_claims_killed / max(self.of_claims, 1)


def together(scores: Iterable[Kept]) -> Kept:
    """The score of several questions."""
    return Kept(*map(sum, zip(*map(astuple, scores), strict=True)))


def read(folder: Path) -> Mapping[str, tuple[Kept, str]] | None:
    """By question, the score in a bank's folder and the digest of what it is of; None where none can be read."""
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {id_: (Kept(**entry["score"]), entry["of"]) for id_, entry in content.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def outdated(folder: Path, computed: Sequence[ComputedStages]) -> list[str]:
    """The questions of which no score lies in a bank's folder, or one of other code."""
    found = read(folder) or {}
    return [one.id for one in computed if one.id not in found or found[one.id][1] != digest(one, found[one.id][0])]


def of(folder: Path, computed: Sequence[ComputedStages]) -> Kept | None:
    """The score that lies in a bank's folder, where it is of all these questions as they are."""
    found = read(folder)
    if not computed or found is None or outdated(folder, computed):
        return None
    return together(found[one.id][0] for one in computed)


def write(folder: Path, computed: Sequence[ComputedStages], scores: Mapping[str, Kept]) -> None:
    """Keep the scores of some of a bank's questions beside those of the others.

    Raises GraderError where the file holds something else.
    """
    path = folder / FILE
    found = read(folder)
    if path.exists() and found is None:
        raise GraderError(f"{path}: not written over: it holds no score of ours; move it elsewhere")
    entries = dict(found or {})
    entries |= {one.id: (scores[one.id], digest(one, scores[one.id])) for one in computed if one.id in scores}
    content = {one.id: _entry(*entries[one.id]) for one in computed if one.id in entries}
    write_atomically(path, (json.dumps(content, indent=2) + "\n").encode())


def digest(stages: ComputedStages, kept: Kept) -> str:
    """What a score is of: a question's code, its record, what its first text quotes; the code that tried; itself."""
    return hashlib.sha256(json.dumps([asdict(kept), *_material(stages), *_trying()]).encode()).hexdigest()


@cache
def _trying() -> Sequence[str]:
    """The code that makes mutants and tries them: another finds others, or gives them up at another time."""
    return [_code(path.read_bytes()) for path in sorted(Path(mutation.__file__).parent.glob("*.py"))]


def _entry(score: Kept, of: str) -> Mapping[str, object]:
    return {"score": asdict(score), "of": of}


@lru_cache(maxsize=256)  # by content; whoever exports, and whoever compares, asks
def _code(content: bytes) -> str:
    """Comments aside."""
    return repr(outline(ast.parse(content)))


def _material(stages: ComputedStages) -> Iterator[object]:
    yield stages.id
    for path in stages.code:
        yield path.name, _code(path.read_bytes())
    for path in paths(stages.folder):
        yield path.name, path.read_text(encoding="utf-8") if path.exists() else ""
    source = next(iter(stages.sources.values()))
    yield [(one.name, one.filters, one.block, one.cites) for one in quotations(source)]
