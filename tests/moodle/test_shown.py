"""What Moodle shows of a stored text: by its format, and to the readers of a language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.moodle.flatten import to_plain_text
from grader.moodle.quiz import Markup
from grader.moodle.shown import as_html, in_language, readings


def span(language: str, text: str) -> str:
    return f'<span lang="{language}" class="multilang">{text}</span>'


@pytest.mark.parametrize(
    ("format_", "text", "shown"),
    [
        ("html", "a\n<b>b</b> & c", "a\n<b>b</b> & c"),
        ("plain_text", "a\n<b> & c", "a<br>\n&lt;b&gt; &amp; c"),
        ("markdown", "a *b*\n\n`<c>`", "<p>a <em>b</em></p>\n<p><code>&lt;c&gt;</code></p>\n"),
        ("markdown", "|a|\n|-|\n|b|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n"),
        ("moodle_auto_format", "a\nb", "a<br>\nb"),
        ("moodle_auto_format", "<p>a</p>\n\n <p>b</p>", "<p>a</p><p>b</p>"),
        ("moodle_auto_format", "a\n<b>b</b>\nc", "a <b>b</b> c"),
    ],
)
def test_a_text_is_shown_by_its_format(format_: str, text: str, shown: str) -> None:
    assert as_html(Markup(text, format_)).startswith(shown)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "one!"), ("pt_br", "um!"), ("pt-BR", "um!"), ("fr", "un!"), ("fr_ca", "un!"), ("de", "one!"), ("", "one!")],
)
def test_of_neighbouring_spans_a_reader_sees_the_one_in_their_language(language: str, shown: str) -> None:
    text = f"{span('fr', 'un')}\n{span('pt-BR', 'um')} {span('en', 'one')}!"

    assert in_language(text, language) == shown


def test_without_english_the_first_language_is_the_default() -> None:
    assert in_language(span("fr", "un") + span("es", "uno"), "de") == "un"


def test_of_two_spans_in_a_language_the_last_is_seen() -> None:
    assert in_language(span("en", "one") + span("EN", "two"), "en") == "two"


@pytest.mark.parametrize(
    "text",
    [
        span("en", "one"),
        f"{span('en', 'one')} or",
        '<span lang="en">one</span><span lang="pt">um</span>',
        f"{span('en', 'one')}<br>{span('pt', 'um')}",
        "{mlang en}one{mlang}{mlang pt}um{mlang}",
    ],
)
def test_what_is_no_group_of_spans_is_left_alone(text: str) -> None:
    assert in_language(text, "pt") == text
    assert readings(text) == (text,)


def test_the_attributes_may_stand_in_any_order_and_case() -> None:
    text = '<SPAN class="multilang" lang="en">one</SPAN><span  lang="pt"  class="multilang" >um</span>'

    assert in_language(text, "pt") == "um"


def test_the_readings_are_each_languages_and_the_text_without_the_filter() -> None:
    text = f"{span('pt', 'a')}{span('en', 'b')}-{span('de', 'c')}{span('fr', 'd')}"

    assert readings(text) == ("a-c", "b-c", "b-d", text)


def test_where_formulas_are_filtered_before_languages_the_first_one_ends_its_language() -> None:
    """As a real Moodle showed it."""
    text = span("pt_br", r"Antes \(x^2\) depois.") + span("en", r"Before \(x^2\) after.")

    seen = [to_plain_text(reading) for reading in readings(text)]

    assert seen[:2] == [r"Antes \(x^2\) depois.", r"Before \(x^2\) after."]
    assert r"Antes \(x^2\) after." in seen


@given(st.text(), st.sampled_from(["en", "pt_br", ""]))
def test_a_text_without_spans_has_one_reading(text: str, language: str) -> None:
    assert in_language(text, language) == text
    assert readings(text) == (text,)


@given(
    st.lists(st.tuples(st.sampled_from(["en", "pt", "de"]), st.text("ab \n&;", max_size=4)), min_size=2, max_size=5),
    st.sampled_from(["en", "pt", "de"]),
)
def test_every_language_of_a_group_reads_its_own_text(spans: list[tuple[str, str]], language: str) -> None:
    text = "".join(span(name, inner) for name, inner in spans)
    own = dict(spans)

    assert in_language(text, language) == own.get(language, own.get("en", own[spans[0][0]]))
    assert set(own.values()) <= set(readings(text))


@pytest.mark.parametrize("text", [span("en", "a") + "b", '<span lang="en" class="multilang">', "<span" + " lang" * 50])
def test_a_text_of_very_many_spans_is_left_alone_soon(text: str) -> None:
    assert in_language(text * 2000, "pt") == text * 2000
