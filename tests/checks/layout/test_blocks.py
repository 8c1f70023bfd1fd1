"""What is broken, left over or not meant in what students see is found, and nothing in healthy texts is."""

import pytest
from checks.layout.looks import found
from checks.layout.samples import BROKEN, HEALTHY_ENGLISH, HEALTHY_PORTUGUESE

from grader.checks.layout import markup
from grader.checks.layout.shown import shown


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in BROKEN.items() for text in texts])
def test_what_is_broken_is_found(code: str, text: str) -> None:
    assert code in found(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [*(("en", text) for text in HEALTHY_ENGLISH), *(("pt-BR", text) for text in HEALTHY_PORTUGUESE)],
)
def test_what_a_sensible_author_writes_is_not(language: str, text: str) -> None:
    assert found(text, language) == set()


@pytest.mark.parametrize(
    ("markdown", "character"),
    [(r"It is \*args.", "*"), (r"It is 5\`.", "`"), (r"The set \{a.", "{"), (r"A \\b.", "\\")],
)
def test_a_character_that_is_marked_as_meant_is_not_found(markdown: str, character: str) -> None:
    assert found(markdown)
    assert found(markdown, escaped=character) == set()


@pytest.mark.parametrize(
    ("option", "codes"),
    [
        ("- Twenty", {"L005"}),
        ("> Twenty", {"L005"}),
        ("### Twenty", {"L005"}),
        ("![A plot](plot.png)", set()),
        ("\\(x^2\\)", set()),
        ("- Twenty\n- Thirty", set()),
    ],
)
def test_an_option_is_held_to_be_one_paragraph_unless_it_is_more(option: str, codes: set[str]) -> None:
    assert found(option, name="option_x") == codes


@pytest.mark.parametrize("title", ["The *loss*", "The <b>loss</b>", "The `loss`", "The {{ s.loss }}", "# Loss"])
def test_a_title_is_plain_text(title: str) -> None:
    assert list(markup.left_over(shown("title", title, "en", frozenset())))


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("- I: it falls;\n- II: it rises;\n- IV: it stays.", {"L004"}),
        ("- II: it falls;\n- III: it rises.", {"L004"}),
        ("- I: it falls;\n- II: it rises;\n- III: it stays.", set()),
        ("- x: the input;\n- w: the weights.", set()),
    ],
)
def test_labels_of_a_stem_leave_none_out(stem: str, codes: set[str]) -> None:
    assert found(stem, name="stem") == codes
