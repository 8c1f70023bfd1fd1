"""Filling in texts: numbers from Jinja, markup from Markdown, mathematics left to Moodle."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.texts.markdown import to_html
from grader.texts.render import block_names, fill_in, render, values_shown
from grader.texts.source import Source
from grader.texts.templates import TextError

PARTS = ("option_one", "option_two", "feedback_one", "feedback_two")


@dataclass(frozen=True)
class Solution:
    p: object
    loss: float


def source(language: str = "en", **blocks: str) -> Source:
    texts = {name: name for name in block_names(PARTS)} | blocks
    content = "\n".join(f"{{% block {name} %}}{text}{{% endblock %}}" for name, text in texts.items())
    return Source(Path("text.md"), language, content)


def test_numbers_are_written_as_the_language_does() -> None:
    stems = {
        language: render(source(language, stem="{{ s.loss | number(2) }}"), PARTS, Solution(None, 0.951)).stem
        for language in ("en", "pt-BR")
    }

    assert stems == {"en": "0.95", "pt-BR": "0,95"}


def test_references_to_claims_are_not_shown() -> None:
    text = render(source(general_feedback="It rains.[^rain][^pour] It pours.[^pour]"), PARTS, Solution(None, 1))

    assert text.general_feedback == "It rains. It pours."


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        ("{{ s.loss | number(2) }} {{ s.loss }}", {"s.loss | number(2)": "0.50", "s.loss": "0.5"}),
        ("{% if s.loss > 1 %}{{ s.loss }}{% endif %}", {"s.loss": "0.5"}),  # never shown where it stands
        ("{% for _ in 'ab' %}{{ s.loss }}{% endfor %}", {"s.loss": "0.5"}),  # shown twice
        ("{{ 2 }} {{ s.loss }}", {"2": "2", "s.loss": "0.5"}),  # of which Jinja itself shows one
        ("{{ s.nothing }} {{ s.loss }}", {"s.loss": "0.5"}),
        ("{% for x in 'ab' %}{{ x }}{% endfor %}", {}),
    ],
)
def test_each_expression_is_known_by_what_it_shows_alone(stem: str, shown: dict[str, str]) -> None:
    assert values_shown(source(stem=stem), {"s": Solution(None, 0.5)}) == shown


@pytest.mark.parametrize(
    "broken",
    ["{{ s.loss | about }}", "{{ s.nothing }}", "{{ s.loss | nothing }}", "{{ s.loss | number('x') }}", "{% if %}"],
)
def test_what_cannot_be_filled_in_is_an_error_with_its_line(broken: str) -> None:
    with pytest.raises(TextError) as error:
        render(source(stem=f"\n\n{broken}"), PARTS, Solution(None, 1.0))

    assert error.value.line == 4  # the title stands on the first line, the stem begins on the second


def test_a_value_that_cannot_be_shown_is_an_error() -> None:
    with pytest.raises(TextError, match="expected a number that can be shown, received nan"):
        fill_in(source(stem="{{ s | number }}"), (), float("nan"))


def test_an_option_of_one_paragraph_comes_without_its_tag() -> None:
    assert to_html("just *this*") == "just <em>this</em>"
    assert to_html("one\n\ntwo") == "<p>one</p>\n<p>two</p>"


def test_mathematics_is_left_to_moodle() -> None:
    assert to_html(r"so \(a_1 * b_2 * c\)") == r"so \(a_1 * b_2 * c\)"
    assert to_html("so\n\n\\[ \\frac{a}{b} \\]\n\nthen") == ("<p>so</p>\n<p>\\[ \\frac{a}{b} \\]</p>\n<p>then</p>")


def test_comparisons_in_mathematics_survive_the_stripping_of_tags() -> None:
    assert to_html(r"\(x<y>z\)") == r"\(x\lt y\gt z\)"


def shown(stem: str, solution: object, language: str = "en") -> str:
    return render(source(language, stem=stem), PARTS, solution).stem


@pytest.mark.parametrize(
    ("stem", "language", "html"),
    [
        (r"{{ s | number }} e \({{ s | number }}\)", "pt-BR", r"0,95 e \(0{,}95\)"),
        (r"\[ {{ s | number }} < {{ s | number(1) }} \]", "pt-BR", r"\[ 0{,}95 \lt  1{,}0 \]"),
        (r"\(\{0,1\} \ni {{ s | number }}\)", "pt-BR", r"\(\{0,1\} \ni 0{,}95\)"),  # what was typed is a list
        (r"\({{ s | percent }}\) is {{ s | percent }}", "en", r"\(95\%\) is 95%"),
        (r"\(p = 5%\)", "en", r"\(p = 5\%\)"),
        (r"\({{ s | percent }}\), {{ s | percent }}", "es", "\\(95\\,\\%\\), 95\u00a0%"),
        (r"\({{ (-100000 * s) | number }}\), {{ (-100000 * s) | number }}", "sv", "\\(-95\\,000\\), \u221295\u00a0000"),
        (r"\({{ (100000 * s) | number }}\)", "en", r"\(95{,}000\)"),
        (r"\({{ s | scientific(2) }}\)", "de", r"\(9{,}50 \times 10^{-1}\)"),
        (r"{{ s | number(0) | about }}, \({{ s | number(0) | about }}\)", "en", "\u2248\u00a01, \\(\\approx 1\\)"),
        (r"\({{ s | scientific | about }}\)", "pt-BR", r"\(\approx 9{,}5 \times 10^{-1}\)"),
        ("{{ s }}", "pt-BR", "0,95"),
        ("`{{ s | number }}`", "pt-BR", "<code>0,95</code>"),
        ("| a |\n|---|\n| {{ s | number }} |", "pt-BR", None),
    ],
)
def test_a_number_is_set_as_its_place_asks_for(stem: str, language: str, html: str | None) -> None:
    found = shown(stem, 0.95, language)

    assert found == html if html is not None else "<td>0,95</td>" in found


def test_a_value_in_an_address_stays_a_value() -> None:
    stem = '[a {{ s }}](https://x.org/{{ s }}?n={{ s | number }}) ![alt {{ s }}](fig {{ s }}.png "t {{ s }}")'

    assert shown(stem.replace("fig {{ s }}.png", "<fig {{ s }}.png>"), 25) == (
        '<a href="https://x.org/25?n=25">a 25</a> <img src="@@PLUGINFILE@@/fig%2025.png" alt="alt 25" title="t 25" />'
    )


def test_many_numbers_keep_their_places() -> None:
    assert shown("{% for n in s %}{{ n }} {% endfor %}", range(600)) == " ".join(map(str, range(600)))


PIECES = (
    *(
        "word",
        " ",
        "\n",
        "\n\n",
        "\n- ",
        "\n1. ",
        "\n> ",
        "\n# ",
        "\n    ",
        "\n| ",
        " | ",
        "\n|---|\n",
        "\n```\n",
        "*",
        "_",
    ),
    *(
        "`",
        "[",
        "](",
        ")",
        "(",
        "![",
        "<",
        "<https://x.org/",
        ">",
        "&",
        "\\",
        r"\(",
        r"\)",
        r"\[",
        r"\]",
        ".",
        ": ",
        '"',
    ),
    *("{{ s }}", "{{ s | number(2) }}", "{{ s | percent }}", "[^claim]", "\n[1]: ", "[1]"),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_wherever_a_number_stands_it_is_put_back(text: str) -> None:
    html = shown(f"x {text}", 0.25)

    assert not re.search("[\ufdd0-\ufdef]|%EF%B7", html)
    assert ("25" in html) == ("{{" in text) or "[1]: " in text  # a definition alone shows nothing


def test_no_value_makes_a_list_of_its_line() -> None:
    assert shown("{{ s }}. of {{ s }}", 3) == "3. of 3"
    assert shown("{{ -s }} of them", 3) == "-3 of them"


def test_tables_are_markup() -> None:
    assert "<td>x</td>" in to_html("| a |\n|---|\n| x |")


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_no_text_becomes_a_tag_that_its_author_did_not_write(text: str) -> None:
    html = to_html(f"x {text}")

    assert "<script" not in html.lower()
    assert "<span" not in html.lower()


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("![a fox](fox.png)", '<img src="@@PLUGINFILE@@/fox.png" alt="a fox" />'),
        ("![a fox](./files/my%20fox.png)", '<img src="@@PLUGINFILE@@/my%20fox.png" alt="a fox" />'),
        ("![a fox](@@PLUGINFILE@@/fox.png)", '<img src="@@PLUGINFILE@@/fox.png" alt="a fox" />'),
        ("[the data](a/data.csv#row=2)", '<a href="@@PLUGINFILE@@/a/data.csv#row=2">the data</a>'),
        ("[a page](https://x.org/y)", '<a href="https://x.org/y">a page</a>'),
        ("[a page](//x.org/y)", '<a href="//x.org/y">a page</a>'),
        ("[odd](http://[x)", '<a href="http://%5Bx">odd</a>'),
    ],
)
def test_an_address_without_a_host_is_that_of_an_embedded_file(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


def test_html_is_shown_not_run() -> None:
    text = render(source(option_one="<b>1 & 2</b>", feedback_two="\n<i>a</i> < *b*"), PARTS, Solution(None, 1.0))

    assert text.parts["option_one"] == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"
    assert text.parts["feedback_two"] == "&lt;i&gt;a&lt;/i&gt; &lt; <em>b</em>"
    assert to_html("<script>alert()</script>") == "&lt;script&gt;alert()&lt;/script&gt;"


def test_a_named_value_is_shown_in_the_words_of_the_text(tmp_path: Path) -> None:
    terms = "{% block terms %}\nred: vermelho\nblue: azul claro\n{% endblock %}"
    content = terms + "{% block stem %}{{ s | term }}!{% endblock %}"
    source = Source(tmp_path / "text.pt-BR.md", "pt-BR", content)

    assert fill_in(source, (), "blue")["stem"] == "azul claro!"
    with pytest.raises(TextError, match="expected a term of red, blue in the block terms, received 'green'"):
        fill_in(source, (), "green")
