"""Family W: warnings of what gives a key away to whoever does not know it. A question may waive them, with a reason.

What an item looks like is a Sheet, and each cue a function from a sheet and its key to what gives the key away.
Void items have no key to give away. Words are looked for in the languages of which we have a vocabulary.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from grader.checks.cues.positions import Position, letter, suspicion
from grader.checks.cues.words import Sheet, asked, is_emphasised, length, spoken, words
from grader.checks.key import WITHOUT_KEY
from grader.checks.release import Release
from grader.checks.text import COMPLETE
from grader.counting import number_of
from grader.findings import Defect, Place, Severity, at, check
from grader.kinds.foreseen import Foreseen
from grader.moodle.flatten import to_plain_text
from grader.release.stages import ComputedStages, of_exam

KEYED = ("R001", "S001", *WITHOUT_KEY, "K002", "K003", "K004", "K007")
LEGIBLE = (*COMPLETE, *KEYED)

LONGER = Fraction(5, 4)
LONGER_BY = 10

Cue = tuple[str, tuple[str, ...]]
"""What gives a key away, in words, with its evidence."""


def sheets(stages: ComputedStages) -> Mapping[str, Sheet]:
    """A question as its students see it, by language."""
    return {
        language: Sheet(
            language,
            to_plain_text(text.stem),
            {option.id: to_plain_text(text.parts[option.shown]) for option in stages.foreseen if option.shown},
        )
        for language, text in stages.texts.items()
    }


def offered(stages: ComputedStages) -> Mapping[str, Sheet]:
    """The same with what Moodle itself offers, in whose words no author can give a key away."""
    words = [response for response in stages.foreseen if response.words]
    return {
        language: replace(sheet, options={**sheet.options, **{one.id: one.in_words(language) for one in words}})
        for language, sheet in sheets(stages).items()
    }


def key_is_longest(sheet: Sheet, key: str) -> Cue | None:
    """The key, if it is longer than every distractor by a quarter and by ten characters."""
    lengths = {id_: length(text) for id_, text in sheet.options.items()}
    longest = max((lengths[id_] for id_ in sheet.distractors(key)), default=0)
    if not longest or lengths[key] < LONGER * longest or lengths[key] < longest + LONGER_BY:
        return None
    return (
        f"the key has {lengths[key]} characters, the longest distractor {longest}",
        tuple(f"{id_}: {number_of(characters, 'character')}" for id_, characters in lengths.items()),
    )


def key_alone_says(sheet: Sheet, key: str, phrases: tuple[str, ...]) -> list[str]:
    """Those of the phrases that the key has, if no distractor has any."""
    if any(spoken(text, phrases) for text in sheet.distractors(key).values()):
        return []
    return spoken(sheet.options[key], phrases)


def key_alone_is_hedged(sheet: Sheet, key: str) -> Cue | None:
    """The words by which the key, alone of the options, is hedged."""
    said = key_alone_says(sheet, key, sheet.vocabulary.hedges) if sheet.vocabulary else []
    return (f"the key alone is hedged: {_quoted(said)}", _as_evidence(sheet)) if said else None


def key_alone_is_absolute(sheet: Sheet, key: str) -> Cue | None:
    """The words by which the key, alone of the options, is absolute."""
    said = key_alone_says(sheet, key, sheet.vocabulary.absolutes) if sheet.vocabulary else []
    return (f"the key alone is absolute: {_quoted(said)}", _as_evidence(sheet)) if said else None


def shares_words_with_stem(sheet: Sheet, key: str) -> Cue | None:
    """The content words that the key has in common with the stem, and no distractor has."""
    alone = sheet.shared(key).difference(*(sheet.shared(id_) for id_ in sheet.distractors(key)))
    if not alone:
        return None
    beginnings = _quoted(f"{root}-" for root in sorted(alone))
    return f"only the key shares these words with the stem: {beginnings}", _as_evidence(sheet)


def catch_all_options(sheet: Sheet) -> list[str]:
    """The options that speak of all or none of the others."""
    if sheet.vocabulary is None:
        return []
    return [id_ for id_, text in sheet.options.items() if sheet.vocabulary.catch_all.fullmatch(" ".join(words(text)))]


def asks_in_the_negative(sheet: Sheet) -> Cue | None:
    """The words by which the stem asks for what does not hold, and whether they are emphasised."""
    question = asked(sheet.stem)
    negations = spoken(question, sheet.vocabulary.negations) if sheet.vocabulary else []
    if not negations:
        return None
    plain = [word for word in negations if not is_emphasised(word, question)]
    without = "" if not plain else ", without emphasis"
    return f"the stem asks in the negative{without}: {_quoted(negations)}", (question,)


@check(
    "W001",
    remedy="Shorten the key, or say as much in a distractor; or waive W001 in the question with the reason.",
    requires=LEGIBLE,
    severity=Severity.WARNING,
)
def longest_key(stages: ComputedStages) -> Iterator[Defect]:
    """The key is longer than every distractor by a quarter and by 10 characters."""
    return _in_key(stages, key_is_longest)


@check(
    "W002",
    remedy="Hedge a distractor, too, or none; or waive W002 in the question with the reason.",
    requires=LEGIBLE,
    severity=Severity.WARNING,
)
def hedged_key(stages: ComputedStages) -> Iterator[Defect]:
    """The key is the only option with a hedge, such as *may* or *usually*."""
    return _in_key(stages, key_alone_is_hedged)


@check(
    "W003",
    remedy="Use such a word in a distractor, too, or in none; or waive W003 in the question with the reason.",
    requires=LEGIBLE,
    severity=Severity.WARNING,
)
def absolute_key(stages: ComputedStages) -> Iterator[Defect]:
    """The key is the only option with an absolute word, such as *always* or *only*."""
    return _in_key(stages, key_alone_is_absolute)


@check(
    "W004",
    remedy="Offer what this option would say, in words of its own; or waive W004 in the question with the reason.",
    requires=LEGIBLE,
    severity=Severity.WARNING,
)
def catch_all(stages: ComputedStages) -> Iterator[Defect]:
    """An option stands for all or none: who knows of two options, or of one, knows about it."""
    for sheet in _with_key(stages):
        shown = {option.id: option.shown for option in stages.foreseen}
        for id_ in catch_all_options(sheet):
            yield Defect(_at(stages, sheet, shown[id_]), f"the option {id_} reads {sheet.options[id_]!r}")


@check(
    "W005",
    remedy="Use the stem's words in a distractor, too, or in no option; or waive W005 in the question with the reason.",
    requires=LEGIBLE,
    severity=Severity.WARNING,
)
def words_of_the_stem(stages: ComputedStages) -> Iterator[Defect]:
    """The key, and no distractor, repeats a word of the stem."""
    return _in_key(stages, shares_words_with_stem)


@check(
    "W006",
    remedy="Ask for what holds; or emphasise the negation, and waive W006 in the question with the reason.",
    requires=LEGIBLE,
    severity=Severity.WARNING,
)
def negative_stem(stages: ComputedStages) -> Iterator[Defect]:
    """The stem asks for what does not hold, which is easily overlooked."""
    for sheet in _with_key(stages):
        cue = asks_in_the_negative(sheet)
        if cue is not None:
            yield Defect(_at(stages, sheet, "stem"), *cue)


@check(
    "W007",
    remedy="Order the options otherwise, or let Moodle shuffle them; or waive W007 in one of the questions.",
    requires=KEYED,
    severity=Severity.WARNING,
)
def positions_of_keys(release: Release) -> Iterator[Defect]:
    """The keys of the questions that Moodle may not shuffle stand where chance would seldom put them."""
    placed = {stages.id: place for stages in of_exam(release.computed) if (place := place_of(stages)) is not None}
    found = suspicion(list(placed.values()))
    if found is not None:
        yield Defect(
            at(release.bank.folder / "__init__.py"),
            f"{found.what}, as chance has it in at most 1 of {int(1 / found.chance)} exams",
            tuple(f"{id_}: {letter(place.position)} of {place.options}" for id_, place in placed.items()),
        )


def keys_of(stages: ComputedStages) -> Sequence[Foreseen]:
    """The options that are keyed; none where every option earns the mark, as of a void item."""
    return _keys_of(stages, [option for option in stages.foreseen if option.shown])


def place_of(stages: ComputedStages) -> Position | None:
    """Where the key stands for every student; None where there is not one, or where Moodle may shuffle the options."""
    options = [option for option in stages.foreseen if option.is_offered]
    keys = _keys_of(stages, options)
    return Position(options.index(keys[0]), len(options)) if len(keys) == 1 and stages.fixed else None


def _keys_of(stages: ComputedStages, options: Sequence[Foreseen]) -> Sequence[Foreseen]:
    """Those of these options that are keyed; none where all of them are."""
    keyed = stages.keyed
    keys = [option for option in options if option.id in keyed]
    return keys if len(keys) < len(options) else []


def _with_key(stages: ComputedStages) -> list[Sheet]:
    """The sheets of a question that has a key to give away."""
    return list(sheets(stages).values()) if keys_of(stages) else []


def _in_key(stages: ComputedStages, cue_of: Callable[[Sheet, str], Cue | None]) -> Iterator[Defect]:
    """Where a cue gives away what is keyed, in any language: each right option stands beside the wrong ones alone."""
    keys = keys_of(stages)
    ids = {key.id for key in keys}
    for sheet in _with_key(stages):
        for key in keys:
            beside = {id_: text for id_, text in sheet.options.items() if id_ == key.id or id_ not in ids}
            cue = cue_of(replace(sheet, options=beside), key.id)
            if cue is not None:
                yield Defect(_at(stages, sheet, key.shown), *cue)


def _at(stages: ComputedStages, sheet: Sheet, block: str) -> Place:
    source = stages.sources[sheet.language]
    return at(source.path, source.blocks[block].line)


def _as_evidence(sheet: Sheet) -> tuple[str, ...]:
    return tuple(f"{id_}: {text}" for id_, text in sheet.options.items())


def _quoted(said: Iterable[str]) -> str:
    return ", ".join(f"'{phrase}'" for phrase in said)
