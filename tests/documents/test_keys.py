"""What a key says is to be typed is what students type, in each language: the independent marker gives it all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from marked import SEPARATORS
from places import TESTS

from grader import bank as banks
from grader.cli import grader
from grader.documents.sheet import sheet
from grader.moodle.marking.marker import mark
from grader.release.stages import ComputedStages, computed

LANGUAGES = {"en": ("en", "or"), "pt-BR": ("pt_br", "ou")}


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> list[ComputedStages]:
    """Every question of the gallery and of small banks of which something is typed."""
    gallery = tmp_path_factory.mktemp("keys") / "gallery"
    assert CliRunner().invoke(grader, ["new", "bank", str(gallery), "--gallery"]).exit_code == 0
    folders = [gallery, *(TESTS / "banks" / name for name in ("deviation", "naming", "described"))]
    every = chain.from_iterable(computed(banks.load(str(folder))) for folder in folders)
    return [one for one in every if one.kind.words in ("numerical", "short-answer", "cloze")]


def key(stages: ComputedStages, language: str) -> str:
    return sheet(stages, 1, language, lambda *_: {}).key


def responses(stages: ComputedStages, language: str) -> Iterator[Any]:
    """What a student responds who types what the key says; what is chosen is chosen as the solver does."""
    said, beside = key(stages, language), f" {LANGUAGES[language][1]} "
    if stages.kind.words != "cloze":
        yield from said.split(beside)
        return
    written = [part.split(": ", 1)[1].split(beside) for part in said.split("; ")]
    parts = dict.fromkeys(one.part for one in stages.foreseen)
    yield from product(*(_chosen(stages, part) or ways for part, ways in zip(parts, written, strict=True)))


def _chosen(stages: ComputedStages, part: str) -> Sequence[Any]:
    offered = [one for one in stages.foreseen if one.part == part and one.choice]
    places = tuple(place for place, one in enumerate(offered) if one.id in stages.keyed)
    [asked] = [one for one in stages.item.parts if one.id == part]  # type: ignore[attr-defined] # it is of a cloze item
    return [places if asked.type.startswith("MULTIRESPONSE") else places[0]] if offered else []


def earned(stages: ComputedStages, language: str) -> list[float | None]:
    element = ET.fromstring(stages.xml(language)).findall("question")[-1]
    separators = SEPARATORS[LANGUAGES[language][0]]
    return [mark(element, response, separators).fraction for response in responses(stages, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_types_a_key_as_it_is_printed_has_the_whole_mark(language: str, typed: list[ComputedStages]) -> None:
    found = {one.id: earned(one, language) for one in typed}

    assert len(found) == len(typed) > 10
    assert {id_: marks for id_, marks in found.items() if set(marks) != {1.0}} == {}


@pytest.mark.parametrize(
    ("id_", "english", "portuguese"),
    [
        ("damping", "underdamped", "subamortecido"),
        ("braking_distance", "25.5 m", "25,5 m"),
        ("sample_summary", "1: 7.00; 2: 20.00; 3: a", "1: 7,00; 2: 20,00; 3: a"),
        ("printed_list", "[1, 2, 3]", "[1, 2, 3]"),
    ],
)
def test_a_key_is_in_the_words_and_figures_of_its_language(
    id_: str, english: str, portuguese: str, typed: list[ComputedStages]
) -> None:
    [stages] = [one for one in typed if one.id == id_]

    assert (key(stages, "en"), key(stages, "pt-BR")) == (english, portuguese)


@pytest.mark.parametrize(
    ("bank", "answer", "english", "portuguese"),
    [
        ("deviation", {"answer": 2.45, "decimals": 1}, "2.4 or 2.5", "2,4 ou 2,5"),
        ("naming", {"answer": "2.5"}, "2.5", "2.5"),
    ],
)
def test_numbers_alone_have_the_decimal_mark_of_a_language(
    bank: str, answer: dict[str, object], english: str, portuguese: str
) -> None:
    """A half may be rounded either way, and either is told; a text that looks like a number is typed as it is."""
    [stages] = computed(banks.load(str(Path(TESTS) / "banks" / bank)))
    vars(stages)["item"] = replace(stages.item, **answer, foreseen=())  # type: ignore[type-var] # it is a dataclass

    assert (key(stages, "en"), key(stages, "pt-BR")) == (english, portuguese)
