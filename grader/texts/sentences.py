"""The sentences that a person is asked to judge: in all languages beside each other, with what they rest on."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.texts.expressions import parsed
from grader.texts.render import values_shown
from grader.texts.source import COMMENT, EXPRESSION, REFERENCE, Source
from grader.texts.units import Unit, aligned, units

_TAKEN_OFF = re.compile(r"\s+(?=\{\{-)|(?<=-\}\})\s+")  # by Jinja
_LETTERS = 16  # of a fingerprint


@dataclass(frozen=True)
class Sentence:
    """A sentence of a block, as a person judges it.

    words: by language, with each value as it is read, and behind it the expression that gives it, in braces.
    claims: the statements of the claims that it cites, by id. misconception: what leads to the option that it words.
    lines: where it begins in each text, which is no part of what is judged.
    """

    block: str
    words: Mapping[str, str]
    claims: Mapping[str, str]
    misconception: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def fingerprint(self) -> str:
        """What is another one as soon as anything that is judged is, in hexadecimal."""
        judged = [self.block, dict(self.words), dict(self.claims), self.misconception]
        return hashlib.sha256(json.dumps(judged, sort_keys=True).encode()).hexdigest()[:_LETTERS]


def sentences(
    sources: Mapping[str, Source],
    blocks: Sequence[str],
    names: Mapping[str, Any],
    *,
    claims: Mapping[str, str],
    misconceptions: Mapping[str, str],
) -> list[Sentence]:
    """The sentences of a question's blocks, in order; what stands in a block twice, once.

    names: what its expressions may name. claims: statements by id. misconceptions: by the block that words the option.
    """
    values = {language: values_shown(source, names) for language, source in sources.items()}
    found = (
        _sentence(block, dict(zip(sources, side, strict=True)), values, claims, misconceptions.get(block, ""))
        for block in blocks
        for side in aligned([units(source, block) for source in sources.values()])
    )
    return list({sentence.fingerprint: sentence for sentence in found}.values())


def _sentence(
    block: str,
    side: Mapping[str, Unit],
    values: Mapping[str, Mapping[str, str]],
    claims: Mapping[str, str],
    misconception: str,
) -> Sentence:
    cited = {id_ for unit in side.values() for id_ in REFERENCE.findall(unit.source)}
    return Sentence(
        block,
        {language: _words(unit.source, values[language]) for language, unit in side.items()},
        {id_: statement for id_, statement in claims.items() if id_ in cited},
        misconception,
        {language: unit.line for language, unit in side.items()},
    )


def _words(source: str, values: Mapping[str, str]) -> str:
    """A unit as it is judged: in one line, without references and comments."""

    def shown(match: re.Match[str]) -> str:
        expression = str(parsed(match[1]))
        return f"{values.get(expression, '')} {{{expression}}}"

    read = _TAKEN_OFF.sub("", COMMENT.sub("", REFERENCE.sub("", source)))
    return " ".join(EXPRESSION.sub(shown, read).split())
