"""Family T, on two languages beside each other: sentence by sentence they say the same, each in its own language."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from grader.checks.text import READABLE
from grader.findings import Defect, Severity, at, check
from grader.release.stages import ComputedStages
from grader.texts.glossary import Glossary, glossary, words_of
from grader.texts.language import LANGUAGES
from grader.texts.render import block_names
from grader.texts.source import TERMS, Source, names, terms
from grader.texts.typed import labels
from grader.texts.units import Unit, pairs, units

_NAME = re.compile(r"(?<!\w)(?:[A-Z]\w*[A-Z]\w*|[A-Z][a-z]\w*)(?!\w)")
_FOREIGN_DECIMAL = {
    True: re.compile(r"(?<![\w.,}])\d+\.(?!\d{3}(?!\d))\d+(?![.\d])"),  # thousands may be meant
    False: re.compile(r"(?<![\w.,}])\d+\{,\}(?!\d{3}(?!\d))\d+"),
}
_WORDS_OF_FORMULA = re.compile(r"\\(?:text|mathrm|operatorname|textrm|textit|mbox)\s*\{[^{}]*\}")
_SPACES = dict.fromkeys(map(ord, " \t\n"))
_WHOLE = (*READABLE, "T002", "T010")
_OPPOSED = (  # of which a sentence means something else where two are exchanged
    {"sum", "mean"},
    {"mean", "median"},
    {"more", "less", "at_least", "at_most"},
    {"increase", "decrease"},
    {"easy", "hard", "fast", "slow"},
    {"large", "small"},
    {"better", "worse"},
    {"right", "wrong"},
    {"same", "different"},
    {"positive", "negative"},
    {"near", "far"},
    {"multiply", "divide"},
    {"keep", "lose"},
    {"confirm", "refute"},
    {"first", "last"},
    {"before", "after"},
)
_NOT = "not"
_COPIED_WORDS = 4  # this many words alike in two languages are no name


@check(
    "T020",
    remedy="Let each sentence name the same values and cite the same claims, in the same order, in every language.",
    requires=_WHOLE,
    unvaried=True,
)
def sentences_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence does not show the values, or cite the claims, of the same sentence in another language."""
    for first, other, name in _blocks(stages):
        for ours, theirs in pairs(units(first, name), units(other, name)):
            if ours.said != theirs.said:
                yield _defect(other, name, ours, theirs, first, ours.said, theirs.said)


@check(
    "T021",
    remedy="Let each sentence speak of the same situations, options and names, in every language.",
    requires=(*_WHOLE, "T020", "T023"),
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
            for ours, theirs in pairs(units(first, name), units(other, name)):
                named = [_mentioned(unit, words) for unit, words in zip((ours, theirs), options, strict=True)]
                for one, another in (
                    (_found(ours, labelled), _found(theirs, labelled)),
                    (sorted(_found(ours, shared)), sorted(_found(theirs, shared))),
                    named if len(named[0]) == len(named[1]) else ([], []),  # a pronoun may stand for an option
                ):
                    if one != another:
                        yield _defect(other, name, ours, theirs, first, one, another)
                        break


@check(
    "T022",
    remedy="Say the same in every language. Where both do, put the phrases into the bank's glossary.LANGUAGE.toml.",
    requires=(*_WHOLE, "T020", "T023"),
    unvaried=True,
)
def meanings_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence negates or compares otherwise than the same sentence in another language."""
    for first, other, name in _blocks(stages):
        known = [glossary(source.language, stages.bank.folder) for source in (first, other)]
        if known[0] is None or known[1] is None:
            continue
        for ours, theirs in pairs(units(first, name), units(other, name)):
            one, another = _meanings(ours, known[0]), _meanings(theirs, known[1])
            if one.keys() != another.keys() or any(len(one[each]) != len(another[each]) for each in one):
                yield _defect(other, name, ours, theirs, first, _unlike(one, another), _unlike(another, one))


@check(
    "T026",
    remedy="Let the block `terms` say the same in every language.",
    requires=(*READABLE, "T023"),
    unvaried=True,
)
def terms_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A word for a named value means something else than its word in another language."""
    first, *others = stages.sources.values()
    for other in others:
        known = [glossary(source.language, stages.bank.folder) for source in (first, other)]
        if known[0] is None or known[1] is None:
            continue
        for name in [name for name in terms(first) if name in terms(other)]:
            words = terms(first)[name], terms(other)[name]
            meant = [
                sorted(meaning for meaning, _ in of_language.meanings(words_of(said)))
                for of_language, said in zip((known[0], known[1]), words, strict=True)
            ]
            if meant[0] != meant[1]:
                place = at(other.path, other.blocks[TERMS].line)
                yield Defect(place, f"the term {name} is {words[0]!r} in {first.language}, and {words[1]!r} here")


@check(
    "W014",
    remedy="Say it in the same order in every language; or waive it, where the order means nothing.",
    requires=(*_WHOLE, "T020", "T021", "T022", "T023"),
    severity=Severity.WARNING,
)
def meanings_in_another_order(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence says opposites, or negates one, in another order than the same sentence in another language."""
    for first, other, name in _blocks(stages):
        known = [glossary(source.language, stages.bank.folder) for source in (first, other)]
        if known[0] is None or known[1] is None:
            continue
        for ours, theirs in pairs(units(first, name), units(other, name)):
            said = _in_order(ours, known[0]), _in_order(theirs, known[1])
            for opposed in _OPPOSED:
                one, another = (_of_opposites(in_order, opposed) for in_order in said)
                if one != another:
                    yield _defect(other, name, ours, theirs, first, one, another)


@check(
    "T024",
    remedy="Write decimals in formulas as the language does: 0{,}5 in Portuguese, 0.5 in English.",
    requires=READABLE,
    unvaried=True,
)
def foreign_decimal(stages: ComputedStages) -> Iterator[Defect]:
    """A formula has a typed number with the decimal mark of another language."""
    for source in stages.sources.values():
        foreign = _FOREIGN_DECIMAL[LANGUAGES[source.language].decimal == ","]
        for block in source.blocks.values():
            for line, formula in block.notation(names(source)):
                if not formula.startswith("`") and (number := foreign.search(formula)):
                    yield Defect(at(source.path, line), f"{number.group()} has another language's decimal mark")


@check(
    "T025",
    remedy="Write the same formulas in every language; words within them stand in \\text{...}.",
    requires=(*_WHOLE, "T012", "T017"),
    unvaried=True,
)
def formulas_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A block has other formulas than the same block in another language."""
    for first, other, name in _blocks(stages):
        one, another = (_formulas(source, name) for source in (first, other))
        if one != another:
            yield Defect(
                at(other.path, other.blocks[name].line),
                f"the block {name} has other formulas here than in {first.language}",
                (
                    f"only in {first.language}: {', '.join((one - another).elements()) or 'none'}",
                    f"only in {other.language}: {', '.join((another - one).elements()) or 'none'}",
                ),
            )


@check("T023", remedy="Write the text in its language.", requires=(*READABLE, "T002"), unvaried=True)
def foreign_text(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence is in another language than its text."""
    languages = stages.bank.languages
    known = {language: glossary(language, stages.bank.folder) for language in languages}
    for source in stages.sources.values():
        elsewhere = {
            " ".join(unit.prose.split())
            for other in stages.sources.values()
            if other is not source
            for unit in _all(other, stages)
        }
        for unit in _all(source, stages):
            words = words_of(unit.prose)
            language = _language(words, source.language, known)
            copied = len(words) >= _COPIED_WORDS and " ".join(unit.prose.split()) in elsewhere
            if language != source.language or copied:
                said = f"this reads as {language}" if language != source.language else "this stands in another language"
                yield Defect(at(source.path, unit.line), f"{said}: {_excerpt(unit)}")


def _blocks(stages: ComputedStages) -> Iterator[tuple[Source, Source, str]]:
    """The first language's text beside each other's, block by block."""
    first, *others = stages.sources.values()
    return ((first, other, name) for other in others for name in block_names(stages.parts))


def _formulas(source: Source, name: str) -> Counter[str]:
    """The formulas of a block, however they are spaced, whatever their words and decimal marks."""
    notation = (formula for _, formula in source.blocks[name].notation(names(source)))
    typed = (formula for formula in notation if not formula.startswith("`"))
    return Counter(
        _WORDS_OF_FORMULA.sub(r"\\text{}", formula.replace("{,}", ".")).translate(_SPACES) for formula in typed
    )


def _all(source: Source, stages: ComputedStages) -> Iterator[Unit]:
    for name in block_names(stages.parts):
        for paragraph in units(source, name):
            yield from paragraph


def _names(source: Source) -> frozenset[str]:
    """The words in capitals of a text, and those with one where no sentence begins."""
    prose = " ".join(block.prose(names(source)) for block in source.blocks.values())
    return frozenset(
        match.group()
        for match in _NAME.finditer(prose)
        if not match.group()[1:].islower() or re.search(r"[\w,;(]\s*$", prose[: match.start()])
    )


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
    said = " ".join(words_of(unit.prose))
    found = [
        (match.start(), name)
        for name, words in options.items()
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", said)
    ]
    return [name for _, name in sorted(found)]


def _meanings(unit: Unit, known: Glossary) -> dict[str, list[str]]:
    """The phrases of a unit that mean something, by what they mean."""
    found: dict[str, list[str]] = {}
    for meaning, phrase in known.meanings(words_of(unit.prose)):
        found.setdefault(meaning, []).append(phrase)
    return found


def _in_order(unit: Unit, known: Glossary) -> list[str]:
    """What the phrases of a unit mean, in order."""
    return [meaning for meaning, _ in known.meanings(words_of(unit.prose))]


def _of_opposites(said: Sequence[str], opposed: Collection[str]) -> list[str]:
    """Which opposites are said, in order, and where something is negated; nothing where one is said alone."""
    found = [meaning for meaning in said if meaning in opposed or meaning == _NOT]
    return found if len({*found} - {_NOT}) > 1 else []


def _unlike(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    return [
        f"{meaning} ({', '.join(phrases)})"
        for meaning, phrases in one.items()
        if len(phrases) != len(other.get(meaning, ()))
    ]


def _language(words: Sequence[str], own: str, known: dict[str, Glossary | None]) -> str:
    """The language whose common words are most among some words; of several, the text's own."""
    counts = Counter({language: sum(word in one.common for word in words) for language, one in known.items() if one})
    best = max(counts, key=lambda language: counts[language], default=own)
    return best if own in counts and counts[best] > counts[own] else own


def _defect(
    other: Source, name: str, ours: Unit, theirs: Unit, first: Source, one: Sequence[str], another: Sequence[str]
) -> Defect:
    return Defect(
        at(other.path, theirs.line or other.blocks[name].line),
        f"the block {name} does not say here what it says in {first.language}: {_excerpt(theirs)}",
        (
            f"{first.language}: {', '.join(one) or 'nothing'} in: {_excerpt(ours)}",
            f"{other.language}: {', '.join(another) or 'nothing'}",
        ),
    )


def _excerpt(unit: Unit) -> str:
    words = " ".join(unit.source.split())
    return words if len(words) <= 80 else f"{words[:77]}..."  # noqa: PLR2004 - a terminal's width
