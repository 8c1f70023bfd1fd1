"""What was found in a Moodle XML file, for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from grader.checks.xml.elements import QuizFile, outcome_of
from grader.counting import number_or_no
from grader.findings import Finding


def as_text(file: QuizFile, found: Sequence[Finding]) -> Iterator[str]:
    """Every finding with its evidence and its remedy, then a line that counts what was looked at."""
    for finding in found:
        yield from finding.lines
    yield _summary(file, found)


def as_json(file: QuizFile, found: Sequence[Finding]) -> str:
    """The same for programs, with what Moodle does and how many questions there are of each type."""
    listed = [{**asdict(finding), "outcome": outcome_of(finding).name.lower()} for finding in found]
    counts = {**_by_type(file), "findings": len(found)}
    return json.dumps({"file": file.where, "findings": listed, "counts": counts}, indent=2, ensure_ascii=False)


def _by_type(file: QuizFile) -> dict[str, int]:
    """How many questions there are of each type, the most frequent first; categories are counted as a type."""
    return dict(Counter(question.get("type") or "without type" for question in file.questions).most_common())


def _summary(file: QuizFile, found: Sequence[Finding]) -> str:
    """One line that counts what was looked at: `6 questions (5 multichoice, 1 essay), 2 categories: no findings`."""
    types = _by_type(file)
    categories = types.pop("category", 0)
    listed = ", ".join(f"{count} {kind}" for kind, count in types.items())
    questions = number_or_no(sum(types.values()), "question") + (f" ({listed})" if listed else "")
    return f"{questions}, {number_or_no(categories, 'category', 'categories')}: {number_or_no(len(found), 'finding')}"
