"""Two languages of a question beside each other, and how a finding tells what differs."""

from collections.abc import Iterator, Sequence

from grader.checks.text import READABLE
from grader.findings import Defect, at
from grader.release.stages import ComputedStages
from grader.texts.glossary import Glossary, glossary
from grader.texts.render import block_names
from grader.texts.source import Source
from grader.texts.units import Unit

WHOLE = (*READABLE, "T002", "T010")
"""What must hold before languages are compared."""


def blocks(stages: ComputedStages) -> Iterator[tuple[Source, Source, str]]:
    """The first language's text beside each other's, block by block."""
    first, *others = stages.sources.values()
    return ((first, other, name) for other in others for name in block_names(stages.parts))


def glossed(stages: ComputedStages) -> Iterator[tuple[Source, Source, str, Glossary, Glossary]]:
    """The same where both languages have a glossary, with these."""
    known = {source.language: glossary(source.language, stages.bank.folder) for source in stages.sources.values()}
    for first, other, name in blocks(stages):
        one, another = known[first.language], known[other.language]
        if one is not None and another is not None:
            yield first, other, name, one, another


def unlike(
    other: Source, name: str, ours: Unit, theirs: Unit, first: Source, one: Sequence[str], another: Sequence[str]
) -> Defect:
    return Defect(
        at(other.path, theirs.line or other.blocks[name].line),
        f"the block {name} does not say here what it says in {first.language}: {excerpt(theirs)}",
        (
            f"{first.language}: {', '.join(one) or 'nothing'} in: {excerpt(ours)}",
            f"{other.language}: {', '.join(another) or 'nothing'}",
        ),
    )


def excerpt(unit: Unit) -> str:
    words = " ".join(unit.source.split())
    return words if len(words) <= 80 else f"{words[:77]}..."  # noqa: PLR2004 - a terminal's width
