"""What a verification says, for people and for programs."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from grader.bank import Imported
from grader.checks import APPROVAL_CHECKS
from grader.checks.approvals import Judged, Reading, never_approved, parts
from grader.checks.cues import blind
from grader.checks.held import value_not_held
from grader.checks.moodle import reads_back_differently
from grader.counting import named, number_of, number_or_no
from grader.findings import Finding
from grader.kinds.kind import MarkedBy
from grader.release.stages import ComputedStages, ImportedStages, Stages
from grader.verification.gate import Verification
from grader.verification.search import CONFIDENCE, Trial


def as_text(result: Verification) -> Iterator[str]:
    """The keys found, or the findings in compiler form with their evidence; warnings; then a line that counts."""
    yield from _lines(result.findings) if result.findings else keys(result)
    yield from _lines(result.warnings)
    if result.blind and not result.findings:
        yield f"without reading: {blind.in_words(result.blind)}"
    yield from variants(result)
    yield from _to_be_read(result)
    yield summary(result)


def keys(result: Verification) -> Iterator[str]:
    """The key of every question, as it was found."""
    width = max((len(id_) for id_ in result.keys), default=0)
    for stages in result.keyed:
        instead = f" (in place of {stages.in_place_of})" if stages.in_place_of else ""
        yield f"{stages.id:{width}}  {_key(stages)}{instead}"


def variants(result: Verification) -> Iterator[str]:
    """How rare variants at fault are in each question, as far as those drawn tell, and how much its key varies."""
    for id_, tried in result.trials.items():
        if not tried.findings:
            yield f"{id_}: {'; '.join(filter(None, (_rarity(tried), _commonest(tried))))}"
    if any(not tried.findings for tried in result.trials.values()):
        yield (
            f"of the exam alone: whether claims hold what texts quote ({value_not_held.code}), "
            f"and whether we could import it again ({reads_back_differently.code})"
        )


def _lines(found: Iterable[Finding]) -> Iterator[str]:
    for finding in found:
        yield from finding.lines


def unread(reading: Reading, *, briefly: bool = False) -> Iterator[str]:
    """The sentences of a question that are to be read, each with how it was; and approved ones that are no more there.

    briefly: of what nobody has read before only the beginning.
    """
    for one in APPROVAL_CHECKS:
        for defect in one.search(reading):
            yield f"{defect.place}: {defect.message}"
            if not (briefly and one is never_approved):
                yield from (f"    {line}" for line in defect.evidence)


def as_json(result: Verification) -> str:
    """The same for programs: findings, warnings, waived warnings with their reasons, keys, blind scores and counts."""
    content: dict[str, Any] = {
        "bank": result.release.bank.location,
        "findings": [asdict(finding) for finding in result.findings],
        "warnings": [asdict(warning) for warning in result.warnings],
        "waived": [{**asdict(waived.warning), "reason": waived.reason} for waived in result.waived],
        "keys": dict(result.keys),
        "without reading": {
            language: {strategy: float(share) for strategy, share in scores.items()}
            for language, scores in result.blind.items()
        },
        "to be read": [_as_json(reading, one) for reading in result.readings for one in reading.asked],
        "variants": {id_: _of_trial(tried) for id_, tried in result.trials.items()},
        "counts": counts(result),
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def counts(result: Verification) -> dict[str, int]:
    """What was looked at, by what it is."""
    return {
        "questions": len(result.release.bank.questions),
        "alternates": len(result.release.alternates),
        "imported, not computed": imported(result),
        "kept whole": result.release.bank.kept_questions,
        "languages": len(result.release.bank.languages),
        "options": options(result),
        "claims": claims(result),
        "quoted values": quoted(result),
        "quoted values held": held(result),
        "checks": result.result.ran,
        "skipped": result.result.skipped,
        "variants": result.variants,
        "trained again, equal": result.repeated,
        "trained again, inside the spread": result.comparable,
        "sentences": sum(len(reading.sentences) for reading in result.readings),
        "to be read": to_be_read(result),
        "warnings": len(result.warnings),
        "waived": len(result.waived),
        "findings": len(result.findings),
    }


def summary(result: Verification) -> str:
    """One line that counts what was looked at."""
    parts = [
        number_or_no(len(result.release.bank.questions), "question") + _imported(result),
        *([number_or_no(len(result.release.alternates), "alternate")] if result.release.alternates else []),
        number_or_no(len(result.release.bank.languages), "language"),
        number_or_no(options(result), "option"),
        number_or_no(claims(result), "claim"),
    ]
    if quoted(result):
        parts.append(_held(held(result), quoted(result)))
    if result.variants:
        parts.append(number_or_no(result.variants, "variant"))
    if result.variants_wait:
        parts.append("no variant looked at before the rest is mended")
    if result.repeated:
        parts.append(f"{number_or_no(result.repeated, 'run')} trained again, equal to the record")
    if result.comparable:
        parts.append(f"{number_or_no(result.comparable, 'run')} trained again, inside the recorded spread")
    if result.result.skipped:
        parts.append(f"{number_or_no(result.result.skipped, 'check')} skipped")
    if result.warnings:
        parts.append(number_or_no(len(result.warnings), "warning"))
    if result.waived:
        parts.append(f"{number_or_no(len(result.waived), 'warning')} waived")
    return f"{', '.join(parts)}: {number_or_no(len(result.findings), 'finding')}"


def options(result: Verification) -> int:
    """How many options there are in the questions whose keys are known."""
    return sum(len(stages.options) for stages in result.keyed)


def claims(result: Verification) -> int:
    """How many claims the questions make."""
    return sum(len(question.claims) for question in result.release.bank.computed)


def quoted(result: Verification) -> int:
    """How many values the questions' first texts quote, where it was looked at whether the claims hold them."""
    return sum(stages.held.quoted for stages in _changed(result))


def held(result: Verification) -> int:
    """How many of these the claims hold."""
    return sum(stages.held.held for stages in _changed(result))


def to_be_read(result: Verification) -> int:
    """How many sentences nobody has approved as they are."""
    return sum(len(reading.asked) for reading in result.readings)


def imported(result: Verification) -> int:
    """How many questions were imported, and have no solver yet."""
    return sum(isinstance(question, Imported) for question in result.release.bank.questions)


def _to_be_read(result: Verification) -> Iterator[str]:
    """What is to be read of questions that were read before, and how many sentences are to be read in all.

    Nothing where findings say so; and nothing of a bank that nobody has read yet and that is to be mended first.
    """
    if not result.result.allows(one.code for one in APPROVAL_CHECKS):
        return
    told = [line for reading in result.readings if reading.begun for line in unread(reading, briefly=True)]
    yield from told
    number = to_be_read(result)
    if number and (told or not result.findings):
        yield f"{number_or_no(number, 'sentence')} to be read by a person: grader approve"


def _as_json(reading: Reading, one: Judged) -> dict[str, Any]:
    """A sentence that is to be read, for programs."""
    return {
        "question": reading.stages.id,
        "place": asdict(reading.place(one)),
        "fingerprint": one.sentence.fingerprint,
        "block": one.sentence.block,
        "now": parts(one.sentence),
        "was": parts(one.before[0].sentence) if one.before else None,
    }


def _rarity(tried: Trial) -> str:
    if tried.whole:
        if tried.different == 1:
            return "its only variant is not at fault"
        return f"none of its {tried.different:,} variants is at fault"
    if not tried.rarer_than:
        return f"none of {tried.drawn:,} {named(tried.drawn, 'variant')} drawn is at fault"
    return (
        f"fewer than 1 in {tried.rarer_than:,} variants is at fault, with {CONFIDENCE:.0%} confidence: "
        f"none of {tried.drawn:,} drawn"
    )


def _commonest(tried: Trial) -> str:
    """The most frequent key, and its share of the variants looked at."""
    key, count = next(iter(tried.keys.items()), ("", 0))
    return f"the key is {key} in {math.floor(100 * count / tried.drawn)}% of them" if key else ""


def _of_trial(tried: Trial) -> dict[str, Any]:
    return {
        "drawn": tried.drawn,
        "different": tried.different,
        "whole space": tried.whole,
        "at fault": bool(tried.findings),
        "fewer than 1 in": 0 if tried.whole else tried.rarer_than,
        "confidence": CONFIDENCE,
        "keys": dict(tried.keys),
    }


def _imported(result: Verification) -> str:
    parts = [
        f"{number} {what}"
        for number, what in (
            (imported(result), "imported, not computed"),
            (result.release.bank.kept_questions, "more kept whole"),
        )
        if number
    ]
    return f" ({'; '.join(parts)})" if parts else ""


def _changed(result: Verification) -> Iterator[ComputedStages]:
    """The questions whose quoted values were changed to see whether a claim fails."""
    for stages, of_question in zip(result.release.stages, result.of_questions, strict=True):
        if isinstance(stages, ComputedStages) and of_question.allows(value_not_held.requires):
            yield stages


def _held(held: int, quoted: int) -> str:
    return (
        number_or_no(quoted, "quoted value") + " held"
        if held == quoted
        else f"{held} of {number_of(quoted, 'quoted value')} held"
    )


def _key(stages: Stages) -> str:
    keyed = stages.key
    if stages.kind.marked_by is not MarkedBy.MOODLE:
        return "asks nothing" if stages.kind.marked_by is MarkedBy.NOBODY else "marked by people"
    if isinstance(stages, ImportedStages):
        return f"{', '.join(keyed) or 'none'} (imported)"
    if len(keyed) == 1 or not stages.single:
        return ", ".join(keyed)
    return f"void: every option earns the mark ({', '.join(keyed)})"
