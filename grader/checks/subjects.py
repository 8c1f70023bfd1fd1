"""W023: a sentence that begins with an option's words goes on with its values and its claims, and not with another's.

Words are those below [options] of what is read back; a value belongs to an option by its name, as `s.mean_change` to
*mean*, and a claim by the `because` of the option.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.checks.readback import READ, named_by
from grader.findings import Defect, Severity, at, check
from grader.release.stages import ComputedStages
from grader.texts.readback import Phrase, ReadBack
from grader.texts.source import EXPRESSION, REFERENCE, VALUE, Sentence, Source, values

_GONE = "\0"  # what has been read
_SHORTEST = 3  # words that name something: by "A" an article may be meant
_MOST_BEFORE = 3  # words before what a sentence speaks of
_COMPARED = {  # after these, a sentence speaks of something else
    *("than", "unlike", "with", "like", "compared", "beside", "against", "from"),
    *("que", "do", "com", "como", "contra", "diferente", "diferentemente", "ao"),
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class _Said:
    """What a sentence says, in order: the options that its words name, and those to which its values belong.

    subject: the option that it begins with; empty where it begins with none.
    """

    named: tuple[str, ...]
    valued: tuple[str, ...]
    subject: str


@check(
    "W023",
    remedy="Show the values of the option that the sentence names, and cite its claims; or waive W023 in the question "
    "with the reason.",
    requires=(*READ, "T020", "T021", "Q006", "W010"),
    severity=Severity.WARNING,
    unvaried=True,
)
def speaks_of_another(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence names an option, and shows values or cites claims of others alone, or in another order."""
    for expected in stages.readbacks.values():
        source = stages.sources[expected.language]
        phrases = _naming(expected, source)
        because = _because(stages, {member for phrase in phrases for member in phrase.members})
        for block in source.blocks.values():
            for sentence in block.sentences() if block.is_feedback and len(because) > 1 else ():
                for said in _wrong(_said(sentence, phrases), sentence, because):
                    yield Defect(at(source.path, sentence.line), said)


def _wrong(said: _Said, sentence: Sentence, because: Mapping[str, Collection[str]]) -> Iterator[str]:
    """What does not fit together in a sentence."""
    subject, named, valued = said.subject, dict.fromkeys(said.named), dict.fromkeys(said.valued)
    if subject and valued and not named.keys() & valued.keys():
        yield f"this speaks of {subject}, and shows a value of {', '.join(valued)}"
    elif named.keys() == valued.keys() and list(named) != list(valued):
        yield f"this names {', '.join(named)}, and shows values of {', '.join(valued)} in this order"
    cited, own = set(sentence.cites), set(because.get(subject, ()))
    if subject and cited and own and not cited & own and cited <= set().union(*because.values()):
        yield f"this speaks of {subject}, and cites {', '.join(sorted(cited))}, which is a reason of others"


def _naming(expected: ReadBack, source: Source) -> tuple[Phrase, ...]:
    """The words that name one option of those to which values of a text belong."""
    naming = [
        phrase
        for phrase in expected.options
        if len(phrase.members) == 1 and not phrase.names and len(phrase.words) >= _SHORTEST
    ]
    members = frozenset(member for phrase in naming for member in phrase.members)
    used = {_owner(value, members) for block in source.blocks.values() for value in values(block.source)}
    return tuple(sorted((one for one in naming if one.members <= used), key=lambda one: -len(one.words)))


def _because(stages: ComputedStages, members: Collection[str]) -> Mapping[str, Collection[str]]:
    """The ids of the claims that are reasons of each option."""
    found: dict[str, set[str]] = {}
    for one in stages.foreseen:
        for member in {one.id, str(named_by(one)), one.part}.intersection(members):
            found.setdefault(member, set()).update(claim.id for claim in one.because)
    return found


@lru_cache(maxsize=1024)
def _owner(value: str, members: frozenset[str]) -> str:
    """The option to which a value belongs by its name; of several the longest; empty where there is none."""
    of_name = [f"_{part}_".casefold() for part in value.split(".")[1:]]
    fitting = [
        member
        for member in members
        if any("_" + re.sub(r"\W", "_", member.casefold()) + "_" in part for part in of_name)
    ]
    return max(sorted(fitting), key=len, default="")


def _said(sentence: Sentence, phrases: Sequence[Phrase]) -> _Said:
    left = REFERENCE.sub(_gone, EXPRESSION.sub(_gone, sentence.source))
    named: list[tuple[int, str]] = []
    for phrase in phrases:
        (member,) = phrase.members
        for found in reversed(phrase.found(left)):
            named.append((found.start(), member))
            left = left[: found.start()] + _gone(found) + left[found.end() :]
    named.sort()
    members = frozenset(member for phrase in phrases for member in phrase.members)
    shown = [_owner(name, members) for one in EXPRESSION.findall(sentence.source) for name in VALUE.findall(one)[:1]]
    begins = named[0][1] if named and _begins(sentence.source[: named[0][0]]) else ""
    return _Said(tuple(member for _, member in named), tuple(filter(None, shown)), begins)


def _begins(before: str) -> bool:
    """Whether a sentence that goes on behind these words speaks of what comes then."""
    words = _WORD.findall(before.casefold())
    return "{{" not in before and len(words) <= _MOST_BEFORE and not _COMPARED & {*words}


def _gone(found: "re.Match[str]") -> str:
    return _GONE * len(found.group())
