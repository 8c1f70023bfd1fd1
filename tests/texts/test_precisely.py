"""How exactly a number is to be given, in the words of each language, with the mark by which decimals are read."""

import pytest

from grader.texts.language import LANGUAGES
from grader.texts.numerals import unmarked


@pytest.mark.parametrize(
    ("language", "name", "count", "said"),
    [
        ("en", "decimals", 0, "as a whole number"),
        ("en", "decimals", 1, "with 1 decimal (after a point)"),
        ("en", "decimals", 2, "with 2 decimals (after a point)"),
        ("en", "figures", 3, "with 3 significant figures (decimals after a point)"),
        ("pt-BR", "decimals", 2, "com 2 casas decimais (após vírgula ou ponto)"),
        ("pt-BR", "figures", 1, "com 1 algarismo significativo"),
        ("ar", "decimals", 2, "with 2 decimals (after a point)"),  # as a new text in Arabic begins
    ],
)
def test_a_text_says_how_exactly_to_answer(language: str, name: str, count: int, said: str) -> None:
    assert unmarked(LANGUAGES[language].filters()[name](count)) == said


@pytest.mark.parametrize("count", [2.0, -1, True, "2"])
def test_what_is_no_count_is_an_error_of_the_text(count: object) -> None:
    with pytest.raises(ValueError, match="expected how many decimals"):
        LANGUAGES["en"].filters()["decimals"](count)
