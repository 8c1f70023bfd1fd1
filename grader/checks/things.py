"""Family T, on what sentences speak of: the same things in every language."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from grader.checks.beside import WHOLE, glossed, unlike
from grader.findings import Defect, check
from grader.release.stages import ComputedStages
from grader.texts.glossary import Glossary, glossary, words_of
from grader.texts.render import block_names
from grader.texts.source import Source, names
from grader.texts.typed import labels
from grader.texts.units import Unit, pairs, units

_NAME = re.compile(r"(?<!\w)(?:[A-Z]\w*[A-Z]\w*|[A-Z][a-z]\w*)(?!\w)")
_WITHIN = re.compile(r"[\w,;:(]")  # before a word that begins no sentence
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]\w*?[A-Z]\w*?(?=s?(?!\w))")


@check(
    "T021",
    remedy="Let each sentence speak of the same situations, options and names, in every language.",
    requires=(*WHOLE, "T020", "T023"),
    unvaried=True,
)
def names_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence names other situations, options or things than the same sentence in another language."""
    first, *others = stages.sources.values()
    for other in others:
        labelled = labels(first) | labels(other)
        shared = _names(first) & _names(other)
        options = _options(first, other, stages)
        for name in block_names(stages.parts):
            said: tuple[list[str], list[str]] = ([], [])
            for ours, theirs in pairs(units(first, name), units(other, name)):
                named = [_mentioned(unit, words) for unit, words in zip((ours, theirs), options, strict=True)]
                for one, another in (
                    (_found(ours, labelled), _found(theirs, labelled)),
                    _names_of((ours, theirs), shared, said),
                    named if len(named[0]) == len(named[1]) else ([], []),  # a pronoun may stand for an option
                ):
                    if one != another:
                        yield unlike(other, name, ours, theirs, first, one, another)
                        break
                for names_before, unit in zip(said, (ours, theirs), strict=True):
                    names_before.extend(_found(unit, shared))


@check(
    "T027",
    remedy="Speak of the same things; where both are the same, put their words below [things] of the bank's "
    "glossary.LANGUAGE.toml, by one name.",
    requires=(*WHOLE, "T020", "T021", "T022", "T023"),
    unvaried=True,
)
def things_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence speaks of another thing than the same sentence in another language."""
    for first, other, name, *known in glossed(stages):
        for ours, theirs in pairs(units(first, name), units(other, name)):
            for of_unit in (_things, _acronyms):
                one, another = of_unit(ours, known[0]), of_unit(theirs, known[1])
                more, less = one - another, another - one
                # what one side alone says may stand as a pronoun, or as a synonym, on the other
                if more and less and not (more.keys() <= another.keys() and less.keys() <= one.keys()):
                    yield unlike(other, name, ours, theirs, first, sorted(more), sorted(less))


def _things(unit: Unit, known: Glossary) -> Counter[str]:
    """What a unit speaks of, as far as the glossary knows it."""
    return Counter(meaning for _, _, meaning in known.things.found(unit.words))


def _acronyms(unit: Unit, known: Glossary) -> Counter[str]:
    """The names in capitals that a unit has, and that the glossary does not know."""
    acronyms = (match.group() for match in _ACRONYM.finditer(unit.prose))
    return Counter(one for one in acronyms if not any(known.things.found([one.casefold()])))


def _names(source: Source) -> frozenset[str]:
    """The words in capitals of a text, and those with one where no sentence begins."""
    return frozenset(_capitalised(" ".join(block.prose(names(source)) for block in source.blocks.values())))


def _capitalised(prose: str) -> Iterator[str]:
    return (
        match.group()
        for match in _NAME.finditer(prose)
        if not match.group()[1:].islower() or _WITHIN.match(prose[: match.start()].rstrip()[-1:])
    )


def _names_of(
    sides: tuple[Unit, Unit], shared: frozenset[str], before: Sequence[Sequence[str]]
) -> tuple[list[str], list[str]]:
    """The names of two units; none where they differ by what a pronoun may stand for.

    That is a name on one side alone, which the other side said before.
    """
    ours, theirs = (Counter(_capitalised(unit.prose)) | Counter(_found(unit, shared)) for unit in sides)
    surplus = ours - theirs, theirs - ours
    if all(surplus) and shared & (surplus[0] | surplus[1]).keys():
        return sorted(surplus[0]), sorted(surplus[1])
    one, another = ({*_found(unit, shared)} for unit in sides)
    if one - another - {*before[1]} or another - one - {*before[0]}:
        return sorted(one), sorted(another)
    return [], []


def _found(unit: Unit, known: frozenset[str]) -> list[str]:
    return [word for word in re.findall(r"\w+", unit.prose) if word in known]


def _options(first: Source, other: Source, stages: ComputedStages) -> tuple[dict[str, str], dict[str, str]]:
    """In each of two languages the words of the options that are words, and more than common ones, by their blocks."""
    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    shown = [response.shown for response in stages.foreseen if response.shown]
    said = {name: [_own_words(source, name, stages) for source in (first, other)] for name in shown}
    for name, words in said.items():
        if all(words) and not any(set(words) & set(others) for rival, others in said.items() if rival != name):
            found[0][name], found[1][name] = words
    return found


def _own_words(source: Source, block: str, stages: ComputedStages) -> str:
    """The words of a block without an article before them; none where it shows a value, or says nothing of its own."""
    words = words_of(source.blocks[block].prose())
    known = glossary(source.language, stages.bank.folder)
    if "{{" in source.blocks[block].source or not words or (known and known.common.issuperset(words)):
        return ""
    return " ".join(words[1:] if len(words) > 1 and len(words[0]) <= len("the") else words)


def _mentioned(unit: Unit, options: dict[str, str]) -> list[str]:
    """The options that a unit names, in order."""
    said = " ".join(unit.words)
    found = [
        (match.start(), name)
        for name, words in options.items()
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", said)
    ]
    return [name for _, name in sorted(found)]
