"""Stems and options of the real exam, changed in every way that changes what is asked: each change is found."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from places import ROOT

from grader import bank as banks
from grader.checks import question_checks
from grader.findings import run
from grader.model import Item, Option
from grader.release.stages import ComputedStages, of

CHECKS = [one for one in question_checks() if one.code.startswith("Q")]
LANGUAGES = ("pt-BR", "en")
WORDS = {  # of which one in place of the other asks something else
    "en": [
        *[("sum", "mean"), ("first", "last"), ("last", "first"), ("most", "least"), ("highest", "lowest")],
        *[("between", "outside"), ("neither", "either"), ("continuous", "discrete"), ("zero", "one")],
        *[("training", "test"), ("validation", "training"), ("small", "large"), ("same", "valid")],
        *[("above", "below"), ("right", "wrong"), ("low", "high"), ("needed", "unneeded"), ("Adam", "SGD")],
    ],
    "pt-BR": [
        *[("soma", "média"), ("primeira", "última"), ("última", "primeira"), ("mais", "menos"), ("maior", "menor")],
        *[("entre", "fora de"), ("contínuo", "discreto"), ("zero", "um"), ("treinamento", "teste")],
        *[("validação", "treinamento"), ("pequenos", "grandes"), ("same", "valid"), ("certa", "errada")],
        *[("baixa", "alta"), ("necessário", "desnecessário"), ("Adam", "SGD"), ("não pode", "pode")],
    ],
}


def exam() -> dict[str, ComputedStages]:
    return {
        stages.id: stages
        for stages in of(banks.load(str(ROOT / "question_bank")))
        if isinstance(stages, ComputedStages)
    }


EXAM = exam()
CASES = [(id_, language) for id_ in EXAM for language in LANGUAGES]


def found(id_: str, language: str, *, stem: str | None = None, **parts: str) -> list[str]:
    """The codes of what is found in a question one of whose texts has another stem, or other parts."""
    stages, healthy = EXAM[id_], EXAM[id_].texts
    text = healthy[language]
    other = replace(text, stem=text.stem if stem is None else stem, parts={**text.parts, **parts})
    try:
        stages.texts = {**healthy, language: other}
        return [finding.code for finding in run(CHECKS, stages).findings]
    finally:
        stages.texts = healthy


def other_numbers(stem: str) -> Iterator[str]:
    """The stem with each of its numbers changed in one digit."""
    for match in re.finditer(r"\d", stem):
        yield f"{stem[: match.start()]}{(int(match[0]) + 1) % 10}{stem[match.end() :]}"


def exchanged_numbers(stem: str) -> Iterator[str]:
    """The stem with each two neighbouring numbers in each other's place."""
    numbers = list(re.finditer(r"\d(?:[\d.,]*\d)?", stem))
    for one, other in pairwise(numbers):
        if one[0] != other[0]:
            between = stem[one.end() : other.start()]
            yield stem[: one.start()] + other[0] + between + one[0] + stem[other.end() :]


def other_words(stem: str, language: str) -> Iterator[tuple[str, str]]:
    """Each word of the list that the stem has, and the stem with another in its place."""
    for word, instead in WORDS[language]:
        for match in re.finditer(rf"(?<!\w){word}(?!\w)", stem):
            yield word, stem[: match.start()] + instead + stem[match.end() :]


@pytest.mark.parametrize(("id_", "language"), CASES)
def test_the_exam_reads_back_as_it_is(id_: str, language: str) -> None:
    assert found(id_, language) == []


@pytest.mark.parametrize(("id_", "language"), CASES)
def test_no_number_of_a_stem_can_be_another_one(id_: str, language: str) -> None:
    stem = EXAM[id_].texts[language].stem

    assert [other for other in other_numbers(stem) if not found(id_, language, stem=other)] == []
    assert [other for other in exchanged_numbers(stem) if not found(id_, language, stem=other)] == []


@pytest.mark.parametrize(("id_", "language"), CASES)
def test_no_word_that_says_what_is_asked_can_be_its_contrary(id_: str, language: str) -> None:
    stem = EXAM[id_].texts[language].stem
    unseen = {word for word, other in other_words(stem, language) if not found(id_, language, stem=other)}

    assert unseen == set()


@pytest.mark.parametrize(("id_", "language"), CASES)
def test_no_sentence_can_be_left_out_of_a_stem_or_added_to_it(id_: str, language: str) -> None:
    stem = EXAM[id_].texts[language].stem
    units = re.findall(r"<(?:p|li)>.*?</(?:p|li)>", stem, re.DOTALL) or [stem]

    assert [unit for unit in units if not found(id_, language, stem=stem.replace(unit, "", 1))] == []
    assert found(id_, language, stem=f"{stem}<p>Assume the contrary.</p>") == ["Q004"]


@pytest.mark.parametrize(("id_", "language"), CASES)
def test_no_two_options_can_exchange_their_words(id_: str, language: str) -> None:
    text = EXAM[id_].texts[language]
    options = [name for name in text.parts if name.startswith("option_")]
    unseen = [
        (one, other)
        for one in options
        for other in options
        if one < other and not found(id_, language, **{one: text.parts[other], other: text.parts[one]})
    ]

    assert unseen == []


@pytest.mark.parametrize("id_", EXAM)
def test_no_two_options_can_exchange_their_values_or_reasons(id_: str) -> None:
    stages = EXAM[id_]
    item = stages.item
    assert isinstance(item, Item)
    assert stages.foreseen  # what is deleted below
    try:
        for place, option in enumerate(item.options):
            for other_place in range(place + 1, len(item.options)):
                other = item.options[other_place]
                if option.value != other.value:
                    stages.item = replace(item, options=_put(item.options, place, other_place, "value"))
                    del stages.foreseen
                    assert "Q006" in [finding.code for finding in run(CHECKS, stages).findings]
                if set(option.because) != set(other.because):
                    stages.item = replace(item, options=_put(item.options, place, other_place, "because"))
                    del stages.foreseen
                    expected = {claim.id for claim in option.because} ^ {claim.id for claim in other.because}
                    codes = [finding.code for finding in run(CHECKS, stages).findings]
                    assert "Q007" in codes or not expected & _cited(stages), (option.id, other.id)
    finally:
        stages.item = item
        stages.__dict__.pop("foreseen", None)


def _put(options: tuple[Option, ...], place: int, other: int, field: str) -> tuple[Option, ...]:
    """The options with a field of two of them exchanged."""
    changed = list(options)
    changed[place] = replace(options[place], **{field: getattr(options[other], field)})
    changed[other] = replace(options[other], **{field: getattr(options[place], field)})
    return tuple(changed)


def _cited(stages: ComputedStages) -> set[str]:
    """The claims that the feedbacks of options cite."""
    return {
        id_
        for source in stages.sources.values()
        for name, block in source.blocks.items()
        if name.startswith("feedback_")
        for sentence in block.sentences()
        for id_ in sentence.cites
    }
