"""Which sentences a person has approved: a file of the question's folder, a line for each, with what was approved."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import AuthorError
from grader.texts.sentences import Sentence

_WORDS, _OPTIONAL = ("words", "claims"), ("misconception", "by")
_MENDED = "restore the line, or remove it and approve again"


@dataclass(frozen=True)
class Approval:
    """A sentence as it was approved. by: whose name was given, if any; line: of the file."""

    sentence: Sentence
    by: str = ""
    line: int = field(default=0, compare=False)


def path_of(folder: Path) -> Path:
    """Where a question keeps what was approved of it."""
    return folder / "approvals.jsonl"


def read(folder: Path) -> list[Approval]:
    """What was approved of a question, line by line. Raises AuthorError, with the line, for one that is damaged."""
    path = path_of(folder)
    if not path.exists():
        return []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AuthorError(f"the approvals cannot be read: {error}", where=str(path)) from error
    return [_read(line, number, path) for number, line in enumerate(lines, start=1) if line.strip()]


def as_bytes(approvals: Iterable[Approval]) -> bytes:
    """The file that holds them in this order."""
    return "".join(f"{_as_line(approval)}\n" for approval in approvals).encode()


def _as_line(approval: Approval) -> str:
    of = approval.sentence
    written = {"block": of.block, "fingerprint": of.fingerprint, "words": dict(of.words), "claims": dict(of.claims)}
    optional = {"misconception": of.misconception, "by": approval.by}
    return json.dumps({**written, **{name: said for name, said in optional.items() if said}}, ensure_ascii=False)


def _read(line: str, number: int, path: Path) -> Approval:
    where = f"{path}:{number}"
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not _is_approval(found):
        raise AuthorError(f"this is no approval: {_MENDED}", where=where)
    sentence = Sentence(found["block"], found["words"], found["claims"], found.get("misconception", ""))
    if sentence.fingerprint != found["fingerprint"]:
        raise AuthorError(f"this is not what was approved, by its fingerprint: {_MENDED}", where=where)
    return Approval(sentence, found.get("by", ""), number)


def _is_approval(found: Any) -> bool:
    texts = ("block", "fingerprint", *_OPTIONAL)
    return (
        isinstance(found, Mapping)
        and found.keys() <= {*texts, *_WORDS}
        and found.keys() >= {*texts[:2], *_WORDS}
        and all(isinstance(found.get(name, ""), str) for name in texts)
        and all(isinstance(found[name], Mapping) for name in _WORDS)
        and all(isinstance(said, str) for name in _WORDS for said in found[name].values())
    )
