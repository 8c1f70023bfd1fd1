"""What a verification says, for people and for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from grader.verify import Verification


def as_text(result: Verification) -> Iterator[str]:
    """The keys found, or the findings in compiler form with their evidence; then a line that counts."""
    yield from findings(result) if result.findings else keys(result)
    yield summary(result)


def keys(result: Verification) -> Iterator[str]:
    """The key of every question, as it was found."""
    width = max((len(id_) for id_ in result.keys), default=0)
    for id_, keyed in result.keys.items():
        yield f"{id_:{width}}  {_key(keyed)}"


def findings(result: Verification) -> Iterator[str]:
    """Every finding in compiler form, its evidence and its remedy below it."""
    for finding in result.findings:
        yield str(finding)
        yield from (f"    {line}" for line in finding.evidence)
        if finding.hint:
            yield f"    remedy: {finding.hint}"


def as_json(result: Verification) -> str:
    """The same for programs: findings, keys and counts."""
    content: dict[str, Any] = {
        "bank": result.release.bank.location,
        "findings": [asdict(finding) for finding in result.findings],
        "keys": result.keys,
        "counts": counts(result),
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def counts(result: Verification) -> dict[str, int]:
    """What was looked at, by what it is."""
    return {
        "questions": len(result.release.bank.questions),
        "languages": len(result.release.bank.languages),
        "options": result.options,
        "claims": result.claims,
        "checks": result.checks,
        "skipped": result.skipped,
        "variants": result.variants,
        "trained again, equal": result.repeated,
        "trained again, inside the spread": result.comparable,
        "findings": len(result.findings),
    }


def summary(result: Verification) -> str:
    """One line that counts what was looked at."""
    parts = [
        _count(len(result.release.bank.questions), "question"),
        _count(len(result.release.bank.languages), "language"),
        _count(result.options, "option"),
        _count(result.claims, "claim"),
    ]
    if result.variants:
        parts.append(_count(result.variants, "variant"))
    if result.repeated:
        parts.append(f"{_count(result.repeated, 'run')} trained again, equal to the record")
    if result.comparable:
        parts.append(f"{_count(result.comparable, 'run')} trained again, inside the recorded spread")
    if result.skipped:
        parts.append(f"{_count(result.skipped, 'check')} skipped")
    return f"{', '.join(parts)}: {_count(len(result.findings), 'finding')}"


def _key(keyed: tuple[str, ...]) -> str:
    return keyed[0] if len(keyed) == 1 else f"void: every option earns the mark ({', '.join(keyed)})"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
