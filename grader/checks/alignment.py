"""Family T, on two languages beside each other: sentence by sentence they say the same, each in its own language."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from grader.checks.beside import WHOLE, blocks, excerpt, glossed, unlike
from grader.checks.text import READABLE
from grader.findings import Defect, Severity, at, check
from grader.release.stages import ComputedStages
from grader.texts.glossary import Glossary, glossary, words_of
from grader.texts.language import LANGUAGES
from grader.texts.render import block_names
from grader.texts.source import TERMS, Source, names, terms
from grader.texts.units import Unit, pairs, units

_FOREIGN_DECIMAL = {
    True: re.compile(r"(?<![\w.,}])\d+\.(?!\d{3}(?!\d))\d+(?![.\d])"),  # thousands may be meant
    False: re.compile(r"(?<![\w.,}])\d+\{,\}(?!\d{3}(?!\d))\d+"),
}
_WORDS_OF_FORMULA = re.compile(r"\\(?:text|mathrm|operatorname|textrm|textit|mbox)\s*\{[^{}]*\}")
_WORDS_OF_CODE = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|#.*")
_SPACES = dict.fromkeys(map(ord, " \t\n"))
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
_KINDS = (  # the same, of what no sentence negates one and affirms the other
    {"training", "validation", "test"},
    {"half_precision", "single_precision", "double_precision"},
)
_STRESS = {"hardly", "only"}  # which may be said twice
_NOT = "not"
_COPIED_WORDS = 4  # this many words alike in two languages are no name


@check(
    "T020",
    remedy="Let each sentence name the same values and cite the same claims, in the same order, in every language.",
    requires=WHOLE,
    unvaried=True,
)
def sentences_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence does not show the values, or cite the claims, of the same sentence in another language."""
    for first, other, name in blocks(stages):
        for ours, theirs in pairs(units(first, name), units(other, name)):
            if ours.said != theirs.said:
                yield unlike(other, name, ours, theirs, first, ours.said, theirs.said)


@check(
    "T022",
    remedy="Say the same in every language. Where both do, put the phrases into the bank's glossary.LANGUAGE.toml.",
    requires=(*WHOLE, "T020", "T023"),
    unvaried=True,
)
def meanings_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence negates or compares otherwise than the same sentence in another language."""
    for first, other, name, *known in glossed(stages):
        for ours, theirs in pairs(units(first, name), units(other, name)):
            one, another = _meanings(ours, known[0]), _meanings(theirs, known[1])
            unlike_here, unlike_there = _other(one, another), _other(another, one)
            # a title is no sentence: in "free fall" nothing decreases; but what it negates, it negates everywhere
            of_title = name == "title" and len(one.get(_NOT, ())) == len(another.get(_NOT, ()))
            if unlike_here and unlike_there if of_title else unlike_here or unlike_there:
                yield unlike(other, name, ours, theirs, first, unlike_here, unlike_there)


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
    requires=(*WHOLE, "T020", "T021", "T022", "T023"),
    severity=Severity.WARNING,
)
def meanings_in_another_order(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence says opposites, or negates one, in another order than the same sentence in another language."""
    for first, other, name, *known in glossed(stages):
        for ours, theirs in pairs(units(first, name), units(other, name)):
            said = _in_order(ours, known[0]), _in_order(theirs, known[1])
            for opposed in (*_OPPOSED, *_KINDS):
                one, another = (_of_opposites(in_order, opposed) for in_order in said)
                if one != another:
                    yield unlike(other, name, ours, theirs, first, one, another)


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
    remedy="Write the same formulas and code in every language; words stand in \\text{...}, of code between quotes.",
    requires=(*WHOLE, "T012", "T017"),
    unvaried=True,
)
def formulas_differ(stages: ComputedStages) -> Iterator[Defect]:
    """A block has other formulas, or other code, than the same block in another language."""
    for first, other, name in blocks(stages):
        one, another = (_formulas(source, name) for source in (first, other))
        codes = [_code(source, name) for source in (first, other)]
        if codes[0] - codes[1] and codes[1] - codes[0]:  # one language may set as code what another says
            one, another = one + codes[0], another + codes[1]
        if one != another:
            yield Defect(
                at(other.path, other.blocks[name].line),
                f"the block {name} has other formulas or code here than in {first.language}",
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
            language = language_of(unit.words, source.language, known)
            copied = len(unit.words) >= _COPIED_WORDS and " ".join(unit.prose.split()) in elsewhere
            if language != source.language or copied:
                said = f"this reads as {language}" if language != source.language else "this stands in another language"
                yield Defect(at(source.path, unit.line), f"{said}: {excerpt(unit)}")


def _formulas(source: Source, name: str) -> Counter[str]:
    """The formulas of a block, however they are spaced, whatever their words and decimal marks."""
    typed = (one for _, one in source.blocks[name].notation(names(source)) if not one.startswith("`"))
    return Counter(
        _WORDS_OF_FORMULA.sub(r"\\text{}", formula.replace("{,}", ".")).translate(_SPACES) for formula in typed
    )


def _code(source: Source, name: str) -> Counter[str]:
    """The code of a block, however it is spaced, without its words."""
    typed = (one for _, one in source.blocks[name].notation(names(source)) if one.startswith("`"))
    return Counter(_WORDS_OF_CODE.sub("", code).translate(_SPACES) for code in typed)


def _all(source: Source, stages: ComputedStages) -> Iterator[Unit]:
    for name in block_names(stages.parts):
        for paragraph in units(source, name):
            yield from paragraph


def _meanings(unit: Unit, known: Glossary) -> dict[str, list[str]]:
    """The phrases of a unit that mean something, by what they mean."""
    found: dict[str, list[str]] = {}
    for meaning, phrase in known.meanings(unit.words):
        found.setdefault(meaning, []).append(phrase)
    return found


def _in_order(unit: Unit, known: Glossary) -> list[str]:
    """What the phrases of a unit mean or name, in order."""
    return [meaning for _, _, meaning in sorted((*known.turning.found(unit.words), *known.things.found(unit.words)))]


def _of_opposites(said: Sequence[str], opposed: Collection[str]) -> list[str]:
    """Which opposites are said, in order; nothing where one is said alone.

    Where one is negated, as in "harder, not faster", only which one counts: "not faster, but harder" says the same.
    """
    found = [meaning for meaning in said if meaning in opposed or (meaning == _NOT and opposed not in _KINDS)]
    if len({*found} - {_NOT}) < 2:  # noqa: PLR2004 - a pair
        return []
    negated = [
        f"{_NOT} {meaning}" if before == _NOT else meaning
        for before, meaning in pairwise(["", *found])
        if meaning != _NOT
    ]
    return sorted(negated) if _NOT in found else found


def _other(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    return [
        f"{meaning} ({', '.join(phrases)})"
        for meaning, phrases in one.items()
        if len(phrases) != len(other.get(meaning, ())) and not (meaning in _STRESS and meaning in other)
    ]


def language_of(words: Sequence[str], own: str, known: dict[str, Glossary | None]) -> str:
    """The language whose common words are most among some words; of several, the text's own."""
    counts = Counter({language: sum(word in one.common for word in words) for language, one in known.items() if one})
    best = max(counts, key=lambda language: counts[language], default=own)
    return best if own in counts and counts[best] > counts[own] else own
