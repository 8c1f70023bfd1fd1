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
        ("es", "decimals", 1, "con 1 decimal (tras coma o punto)"),
        ("fr", "figures", 2, "avec 2 chiffres significatifs (décimales après une virgule ou un point)"),
        ("de", "decimals", 4, "mit 4 Nachkommastellen (nach Komma oder Punkt)"),
    ],
)
def test_a_text_says_how_exactly_to_answer(language: str, name: str, count: int, said: str) -> None:
    assert unmarked(LANGUAGES[language].filters()[name](count)) == said


@pytest.mark.parametrize(("language", "count"), [("ar", 2), ("en", 2.0), ("en", -1), ("en", True)])
def test_what_cannot_be_said_is_an_error_of_the_text(language: str, count: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        LANGUAGES[language].filters()["decimals"](count)
