"""What `runs.json` says of a record: what made its runs, and how it ends."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.errors import RecordError

_ENDING = "ending"


@dataclass(frozen=True)
class Provenance:
    """What produced the runs of a record.

    code, design, inputs: digests of the experiment's code, of what the design fixes, of what the experiment read.
    machines: by short digest, the versions, processor and system on which runs were made.
    """

    code: str
    design: str
    inputs: str
    machines: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Ending:
    """How a record ends: the number of its runs, and the digest of the last line."""

    runs: int
    digest: str


def written(provenance: Provenance, ending: Ending) -> bytes:
    """The content of the file."""
    about = {**asdict(provenance), _ENDING: asdict(ending)}
    return (json.dumps(about, indent=2, ensure_ascii=False) + "\n").encode()


def read_about(path: Path) -> tuple[Provenance, Ending | None]:
    """What made the runs, and how the record ended, or None. Raises RecordError for another file."""
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        ending = about.pop(_ENDING, None)
        provenance, kept = Provenance(**about), None if ending is None else Ending(**ending)
        described = all(isinstance(one, dict) for one in provenance.machines.values())
        counted = kept is None or (type(kept.runs) is int and kept.runs >= 0)
    except (ValueError, TypeError, AttributeError) as error:
        raise RecordError(f"{path}: not a provenance that we wrote: {error}") from error
    if not described or not counted:
        what = "a machine has no description" if counted else "the number of runs is none"
        raise RecordError(f"{path}: not a provenance that we wrote: {what}")
    return provenance, kept
