"""In the texts of a question, and beside each other, blocks are looked through, each finding on its line."""

from pathlib import Path

import pytest
from broken.breaks import EN, both, in_texts, replacing

from grader import bank as banks
from grader.checks.layout import LAYOUT_CHECKS, words
from grader.release.stages import computed

ENGLISH, PORTUGUESE = "The mean follows the tail.", "A média segue a cauda."
LAST_EN, LAST_PT = (f"{words}[^mean_follows_the_tail]" for words in (ENGLISH, PORTUGUESE))


def in_bank(bank: Path) -> set[str]:
    (stages,) = computed(banks.load(str(bank)))
    return {finding.code for check in LAYOUT_CHECKS for finding in check.findings(stages)}


@pytest.mark.parametrize(
    ("english", "codes"),
    [
        (LAST_EN, set()),
        ("the mean follows the tail.[^mean_follows_the_tail]", {"L010"}),
        ("The mean follows the tail[^mean_follows_the_tail]", {"L010"}),
        ("The mean follows the tail.[^mean_follows_the_tail]The mean.[^mean_follows_the_tail]", {"L010"}),
        ("The mean follows the tail;[^mean_follows_the_tail]", {"L010"}),
        ("The mean (see Smith et al. for more) follows the tail.[^mean_follows_the_tail]", set()),
        ("The mean follows\nit,[^mean_follows_the_tail]\nif slowly.[^mean_follows_the_tail]", set()),
        ("    The mean follows the tail.[^mean_follows_the_tail]", set()),
        ("It does so.\n\n    The mean follows the tail of it.[^mean_follows_the_tail]", {"L005"}),
        ("```\nThe mean follows the tail of it.[^mean_follows_the_tail]", {"L005"}),
        ("```\nThe mean follows the tail of it.\n```\n\nSo it does.[^mean_follows_the_tail]", set()),
        ("[mean]: tail.html\n\nThe mean follows it.[^mean_follows_the_tail]", {"L001"}),
        ("\n[mean]: tail.html\n\nThe mean follows it.[^mean_follows_the_tail]", {"L017"}),
        ("| a |\n|---|\n| b | c d |\n\nThe mean follows it.[^mean_follows_the_tail]", set()),
        ("| a |\n|---|\n| b | words |\n\nThe mean follows it.[^mean_follows_the_tail]", {"L017"}),
        ("The [mean][tail] follows it.[^mean_follows_the_tail]\n\n[tail]: https://example.org/of_it", set()),
        ("The [mean](https://example.org/m%C3%A9dia) follows `it`.[^mean_follows_the_tail]", set()),
    ],
)
def test_sentences_and_words_of_a_feedback(bank: Path, english: str, codes: set[str]) -> None:
    replacing(EN, LAST_EN, english)(bank)

    assert in_bank(bank) == codes


@pytest.mark.parametrize(
    ("median", "first", "codes"),
    [
        ("The median", "The first value.", {"L010"}),
        ("The median.", "The first value", {"L010"}),
        ("the median", "The first value", {"L010"}),
        ("the median", "the first value", set()),
        ("median (k-means)", "The first value", set()),
        ("...", "The first value", {"L016"}),
        ("**The median**", "The first value", {"L010"}),
        ("The median (correct)", "The first value", {"L012"}),
        ("b) The median", "The first value", {"L004"}),
    ],
)
def test_options_begin_and_end_alike(bank: Path, median: str, first: str, codes: set[str]) -> None:
    both(replacing(EN, "}The median{", f"}}{median}{{"), replacing(EN, "}The first value{", f"}}{first}{{"))(bank)

    assert in_bank(bank) == codes


SAMPLE = '{{ p.sample | map("number") | listing }}'
STEM_EN = f"Which constant has the least sum of absolute differences \\(|x - c|\\) to the sample {SAMPLE}?"
STEM_PT = f"Qual constante tem a menor soma de diferenças absolutas \\(|x - c|\\) até a amostra {SAMPLE}?"


@pytest.mark.parametrize(
    ("english", "portuguese", "codes"),
    [
        ("Which is it?", "Qual é?", set()),
        ("Which is it.", "Qual é?", {"L013"}),
        ("Which is it.", "Qual é.", {"L013"}),
        ("Compute it.", "Calcule.", set()),
        ("It is:", "É:", set()),
        ("The best constant is", "A melhor constante é", set()),
        ("The sample has a tail. It is long.", "A amostra tem uma cauda. Ela é longa.", {"L013"}),
        ("The right one is to be chosen.", "A certa deve ser escolhida.", set()),
        ("Is it the first value of them, or another?", "É o primeiro valor deles, ou outro?", set()),
        ("Is it [^median_is_nearer] so?", "É?", {"L015"}),
        ("Is it so? The median.", "É?", {"L014"}),
        ("Is it so? Answer: yes.", "É?", {"L012"}),
    ],
)
def test_a_stem_asks(bank: Path, english: str, portuguese: str, codes: set[str]) -> None:
    in_texts((STEM_EN, english), (STEM_PT, portuguese))(bank)

    assert in_bank(bank) == codes


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("Is it the value that is in the middle?", {"L014"}),
        ("Is it the *value* that\nis in the middle?", {"L014"}),
        ("Is it the value that is in the middle, or the mean?", set()),
        ("Is it the value that is not in the middle?", set()),
    ],
)
def test_a_stem_does_not_say_the_key(bank: Path, stem: str, codes: set[str]) -> None:
    both(replacing(EN, "}The median{", "}The value that is in the middle{"), replacing(EN, STEM_EN, stem))(bank)

    assert in_bank(bank) == codes


def test_a_finding_stands_on_its_line_and_shows_its_words(bank: Path) -> None:
    replacing(EN, ENGLISH, "The mean follows the the tail.")(bank)
    (stages,) = computed(banks.load(str(bank)))
    (finding,) = words.word_doubled.findings(stages)
    lines = (bank / EN).read_text(encoding="utf-8").splitlines()

    assert "the the tail" in lines[finding.place.line - 1]
    assert "follows the the tail" in finding.message
