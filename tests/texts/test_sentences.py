"""Sentences as a person judges them: several languages beside each other, values as they read."""

from dataclasses import dataclass
from pathlib import Path

from grader.texts.sentences import Sentence, sentences
from grader.texts.source import Source


@dataclass(frozen=True)
class Solution:
    loss: float = 0.95


def read(**texts: str) -> list[Sentence]:
    """The sentences of the block `stem` of texts by language."""
    sources = {
        language: Source(Path(f"text.{language}.md"), language, f"{{% block stem %}}\n{text}\n{{% endblock %}}")
        for language, text in texts.items()
    }
    return sentences(sources, ["stem"], {"s": Solution(), "p": None}, claims={}, misconceptions={})


def words(**texts: str) -> list[dict[str, str]]:
    return [dict(sentence.words) for sentence in read(**texts)]


def test_three_languages_stand_beside_each_other_as_small_as_all_are_cut_alike() -> None:
    assert words(en="One. Two.", es="Uno. Dos.", pt="Um. Dois.") == [
        {"en": "One.", "es": "Uno.", "pt": "Um."},
        {"en": "Two.", "es": "Dos.", "pt": "Dois."},
    ]
    assert words(en="One. Two.\n\nThree.", es="Uno. Dos.\n\nTres.", pt="Um, dois.\n\nTrês.") == [
        {"en": "One. Two.", "es": "Uno. Dos.", "pt": "Um, dois."},
        {"en": "Three.", "es": "Tres.", "pt": "Três."},
    ]
    assert words(en="One.\n\nTwo.", es="Uno.\n\nDos.", pt="Um, dois.") == [
        {"en": "One. Two.", "es": "Uno. Dos.", "pt": "Um, dois."}
    ]


def test_a_value_reads_as_its_language_writes_it_before_its_expression() -> None:
    assert words(en="It is {{s.loss|number(2)}}.", pt="É {{ s.loss | number(2) }}.") == [
        {"en": "It is 0.95 {s.loss | number(2)}.", "pt": "É 0,95 {s.loss | number(2)}."}
    ]


def test_an_expression_that_cannot_stand_alone_leaves_the_others_their_values() -> None:
    [sentence] = read(en="It is {% set x = s.loss %}{{ x }}, not {{ s.loss | number(2) }}.")

    assert sentence.words["en"].endswith(" {x}, not 0.95 {s.loss | number(2)}.")


def test_what_stands_twice_in_a_block_is_asked_once() -> None:
    assert words(en="It falls. It falls.") == [{"en": "It falls."}]


def test_a_language_more_makes_it_another_sentence() -> None:
    [one], [other] = read(en="One."), read(en="One.", pt="Um.")

    assert one.fingerprint != other.fingerprint


def test_the_order_of_languages_makes_no_other_sentence() -> None:
    [one], [other] = read(en="One.", pt="Um."), read(pt="Um.", en="One.")

    assert one.fingerprint == other.fingerprint
