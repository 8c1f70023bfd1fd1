"""Numbers that an author typed into prose: digits of any script, numerals, roman numerals, and words for numbers."""

from pathlib import Path

import pytest

from grader.texts.glossary import glossary
from grader.texts.source import Block, Source
from grader.texts.typed import labels, typed_numbers

NAMES = ("Inception V1", "Python 3", "type II errors", "the two of them")


def typed(source: str, language: str = "", *, labelled: tuple[str, ...] = ()) -> list[str]:
    block = Block("general_feedback", source, line=1)
    words = glossary(language) if language else None
    return [word for _, word in typed_numbers(block, NAMES, frozenset(labelled), words)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("five", []),  # of no language that is known
        ("{{ s.x | number(2) }} of {{ p.top10 }}", []),
        ("cited.[^claim_2]", []),
        ("{# 3 of them #}{% if s.x > 1 %}many{% endif %}", []),
        ("0.95 is typed", ["0.95"]),
        ("Inception V2,", ["V2,"]),
        ("Inception V1 in Python  3.", []),
        ("Inception V10", ["V10"]),
        (r"\(x^2\), \[H_0\], `range(10)` and ``a 2 ` b``", []),
        ("![figure A](fig2.png) and [it][1]\n\n[1]: https://x.org/2024\n", ["[it][1]"]),
        ("![figure 2](fig.png)", ["2]("]),
        ("<https://x.org/2024> &#8211;", []),
        ("1. one\n2. two\n   3) three\n", []),
        ("in\n15. of them", ["15."]),
        ("<!-- html -->\n<p width='3'>4</p>", ["4"]),
        ("<b3>", ["<b3>"]),
    ],
)
def test_digits_are_typed_only_in_prose(source: str, words: list[str]) -> None:
    assert typed(source) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("\u00bd of them, \u215b", ["\u00bd", "\u215b"]),
        ("x\u00b2 and m\u207b\u00b9", ["x\u00b2", "m\u207b\u00b9"]),
        ("\u2460 and \u2477", ["\u2460", "\u2477"]),
        ("\u2163 is one character", ["\u2163"]),
        ("\uff15 and \u0663 and \u096b and \U0001d7d3", ["\uff15", "\u0663", "\u096b", "\U0001d7d3"]),
        ("&#53; and &#x35; and &half; and &frac14;", ["&#53;", "&#x35;", "&half;", "&frac14;"]),
        ("\\(x\u00b2\\) and `\u2460`", []),
        ("a\u00e7\u00e3o, 1\u00aa", ["1\u00aa"]),
        ("a \u2013 b \u2026 \u201cc\u201d \u2264 \u221e \u03c0 n\u00ba", []),
        ("&eacute;&nbsp;&#233;&amp; R&D; AT&T", []),
    ],
)
def test_numerals_of_any_script_are_digits(source: str, words: list[str]) -> None:
    assert typed(source) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("situations II and IV", ["II", "IV"]),
        ("chapter XII, XXIX", ["XII", "XXIX"]),
        ("I think, V is the potential, X the data", []),  # of one letter: a word, or a variable
        ("IIII, VX, MIX, CD, DVD, LIX", []),
        ("type II errors", []),
        ("PyTorchII, II-a, VI_1 of {{ p.II }}[^VI]", ["VI_1"]),
    ],
)
def test_roman_numerals_are_numbers(source: str, words: list[str]) -> None:
    assert typed(source) == words


def test_the_labels_of_the_stem_are_no_numbers() -> None:
    content = "{% block stem %}\n- I: a;\n- II: b, and (III) c.\n{% endblock %}"
    labelled = labels(Source(Path("text.en.md"), "en", content))

    assert labelled == {"I", "II", "III"}
    assert typed("II, III and IV", labelled=tuple(labelled)) == ["IV"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Two of them, and twenty-one.", ["Two", "twenty"]),
        ("a hundred, one thousand, a dozen", ["hundred", "thousand", "dozen"]),
        ("half of them, two thirds, a third of all", ["half", "two", "thirds", "a third of"]),
        ("by a quarter, one tenth, a HALF", ["a quarter", "one tenth", "HALF"]),
        ("ten percent, one per cent", ["ten", "one per cent"]),
        ("three-quarters, a ten-class problem", ["three", "quarters", "ten"]),
        ("tenfold", ["tenfold"]),
        # words that write no number
        ("No one knows which one, one by one; one rate a run, for one.", []),
        ("The first, a second one, wait a second, a third option, the fourth.", []),
        ("Zero gradients, close to zero, once or twice, a pair, both.", []),
        ("I know that it often tends to someone's attention.", []),
        ("In half precision, a two-dimensional map, a two-sided test.", []),
        ("the two of them", []),
        ("`two`, \\(\\text{two}\\), [two](two.png) ![two](x.png)", ["two", "two"]),
        ("hundreds of images and thousands more", []),
    ],
)
def test_words_for_numbers_in_english(said: str, words: list[str]) -> None:
    assert typed(said, "en") == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Duas delas e vinte e um.", ["Duas", "vinte"]),
        (
            "metade, um ter\u00e7o, dois ter\u00e7os, um quarto dos casos",
            ["metade", "um ter\u00e7o", "dois", "ter\u00e7os", "um quarto dos"],
        ),
        ("cem, duzentas, mil, um milh\u00e3o", ["cem", "duzentas", "mil", "milh\u00e3o"]),
        ("dez por cento, um por cento", ["dez", "um por cento"]),
        ("tr\u00eas e meio", ["tr\u00eas", "e meio"]),
        # words that write no number
        ("Um modelo e uma taxa: uma das taxas, uns e outros.", []),
        ("O primeiro, a segunda, em segundo lugar, o terceiro, no quarto.", []),
        ("No meio do intervalo, por meio de, meia-noite.", []),
        ("Pr\u00f3ximo de zero, uma vez, ambas, um par, o dobro.", []),
        ("{{ s.x | percent }} por cento, milhares de imagens", []),
    ],
)
def test_words_for_numbers_in_portuguese(said: str, words: list[str]) -> None:
    assert typed(said, "pt-BR") == words


def test_a_bank_says_which_words_write_numbers_in_its_language(tmp_path: Path) -> None:
    (tmp_path / "glossary.es.toml").write_text('[numbers]\ntyped = ["dos", "tres"]\nignored = ["de dos en dos"]\n')
    block = Block("stem", "Dos o tres, de dos en dos.", line=1)

    found = typed_numbers(block, (), frozenset(), glossary("es", tmp_path))

    assert [word for _, word in found] == ["Dos", "tres"]


def test_a_typed_number_has_its_line() -> None:
    block = Block("general_feedback", "a\nb {{ s.x\n}} c\nd 7\n\ntwo", line=1)

    assert typed_numbers(block, (), frozenset(), glossary("en")) == ((4, "7"), (6, "two"))
