"""Filling in texts: numbers from Jinja, markup from Markdown, mathematics left to Moodle."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.markup import to_html
from grader.model import Item, Option
from grader.render import TextError, block_names, fill_in, render
from grader.texts import Source

ITEM = Item(answer=1, options=(Option("one", 1, ()), Option("two", 2, ())))


@dataclass(frozen=True)
class Solution:
    p: object
    loss: float


def source(language: str = "en", **blocks: str) -> Source:
    texts = {name: name for name in block_names(ITEM)} | blocks
    content = "\n".join(f"{{% block {name} %}}{text}{{% endblock %}}" for name, text in texts.items())
    return Source(Path("text.md"), language, content)


def test_numbers_are_written_as_the_language_does() -> None:
    stems = {
        language: render(source(language, stem="{{ s.loss | number(2) }}"), ITEM, Solution(None, 0.951)).stem
        for language in ("en", "pt-BR")
    }

    assert stems == {"en": "0.95", "pt-BR": "0,95"}


def test_references_to_claims_are_not_shown() -> None:
    text = render(source(general_feedback="It rains.[^rain][^pour] It pours.[^pour]"), ITEM, Solution(None, 1))

    assert text.general_feedback == "It rains. It pours."


@pytest.mark.parametrize(
    "broken", ["{{ s.nothing }}", "{{ s.loss | nothing }}", "{{ s.loss | number('x') }}", "{% if %}"]
)
def test_what_cannot_be_filled_in_is_an_error_with_its_line(broken: str) -> None:
    with pytest.raises(TextError) as error:
        render(source(stem=f"\n\n{broken}"), ITEM, Solution(None, 1.0))

    assert error.value.line == 4  # the title stands on the first line, the stem begins on the second


def test_a_value_that_cannot_be_shown_is_an_error() -> None:
    with pytest.raises(TextError, match="expected a number that can be shown, received nan"):
        fill_in(source(stem="{{ x | number }}"), {"x": float("nan")})


def test_an_option_of_one_paragraph_comes_without_its_tag() -> None:
    assert to_html("just *this*", language="en") == "just <em>this</em>"
    assert to_html("one\n\ntwo", language="en") == "<p>one</p>\n<p>two</p>"


def test_mathematics_is_left_to_moodle() -> None:
    assert to_html(r"so \(a_1 * b_2 * c\)", language="en") == r"so \(a_1 * b_2 * c\)"
    assert to_html("so\n\n\\[ \\frac{a}{b} \\]\n\nthen", language="en") == (
        "<p>so</p>\n<p>\\[ \\frac{a}{b} \\]</p>\n<p>then</p>"
    )


def test_comparisons_in_mathematics_survive_the_stripping_of_tags() -> None:
    assert to_html(r"\(x<y>z\)", language="en") == r"\(x\lt y\gt z\)"


def test_a_decimal_comma_in_mathematics_is_no_list() -> None:
    assert to_html(r"0,95 e \(0,95\)", language="pt-BR") == r"0,95 e \(0{,}95\)"
    assert to_html(r"\[ 0,5 < 0,75 \]", language="pt-BR") == r"\[ 0{,}5 \lt  0{,}75 \]"
    assert to_html(r"\(1,000\)", language="en") == r"\(1,000\)"


def test_tables_are_markup() -> None:
    assert "<td>x</td>" in to_html("| a |\n|---|\n| x |", language="en")


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_no_text_becomes_a_tag_that_its_author_did_not_write(text: str) -> None:
    html = to_html(f"x {text}", language="en")

    assert "<script" not in html.lower()
    assert "<span" not in html.lower()


def test_html_is_shown_not_run() -> None:
    text = render(source(option_one="<b>1 & 2</b>", feedback_two="\n<i>a</i> < *b*"), ITEM, Solution(None, 1.0))

    assert text.options["one"] == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"
    assert text.feedback["two"] == "&lt;i&gt;a&lt;/i&gt; &lt; <em>b</em>"
    assert to_html("<script>alert()</script>", language="en") == "&lt;script&gt;alert()&lt;/script&gt;"


def test_a_named_value_is_shown_in_the_words_of_the_text(tmp_path: Path) -> None:
    terms = "{% block terms %}\nred: vermelho\nblue: azul claro\n{% endblock %}"
    content = terms + "{% block stem %}{{ s | term }}!{% endblock %}"
    source = Source(tmp_path / "text.pt-BR.md", "pt-BR", content)

    assert fill_in(source, {"s": "blue"}, ["stem"]) == {"stem": "azul claro!"}
    with pytest.raises(TextError, match="expected a term of red, blue in the block terms, received 'green'"):
        fill_in(source, {"s": "green"})
