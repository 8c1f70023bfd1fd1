"""One text in several languages: every reader sees their own, whichever of Moodle's filters stands first.

The two filters are modelled here by themselves, from what Moodle was seen to do.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read
from grader.moodle.multilang import merged
from grader.moodle.quiz import Markup
from grader.moodle.shown import with_formulas_wrapped

SPAN = r'<span(?:\s+lang="[a-zA-Z0-9_-]+"|\s+class="multilang"){2}\s*>.*?</span>'

Filter = Callable[[str], str]


def multilang(language: str, text: str) -> str:
    """Of neighbouring spans, the reader's."""

    def own(group: re.Match[str]) -> str:
        spans: list[tuple[str, str]] = re.findall(
            r'<span[^>]+lang="([a-zA-Z0-9_-]+)"[^>]*>(.*?)</span>', group.group(), re.DOTALL
        )
        return dict(spans).get(language, spans[0][1])

    return re.sub(rf"{SPAN}(?:\s*{SPAN})+", own, text, flags=re.DOTALL)


def mathjax(text: str) -> str:
    """A span round every formula, and round a text with any; no tags between braces."""
    if not re.search(r"\\[(\[]", text):
        return text
    plain = re.sub(r"\{([^}]+)\}", lambda match: match[0].replace("<", "&lt;").replace(">", "&gt;"), text)
    wrapped = re.sub(
        r"\\\[.*?\\\]|\\\((?:(?!\\\().)*?\\\)", r'<span class="nolink">\g<0></span>', plain, flags=re.DOTALL
    )
    return f'<span class="filter_mathjaxloader_equation">{wrapped}</span>'


def seen(text: str, filters: Sequence[Filter]) -> str:
    for filter_ in filters:
        text = filter_(text)
    return text


def assert_every_reader_sees_their_own(versions: dict[str, str], together: str) -> None:
    for language, own in versions.items():
        reader = partial(multilang, language)
        assert seen(together, (reader, mathjax)) == mathjax(own)
        assert seen(together, (mathjax, reader)) == mathjax(own)


def texts(question: MultipleChoice) -> list[Markup]:
    return [question.stem, question.general_feedback, *(m for a in question.answers for m in (a.markup, a.feedback))]


def test_every_reader_of_the_exam_sees_the_text_of_their_own_file_in_either_order_of_the_filters() -> None:
    files = {
        code: read((ROOT / f"exports/moodle/exam.{name}.xml").read_bytes()).questions
        for code, name in (("pt_br", "pt-BR"), ("en", "en"), ("both", "multilang"))
    }

    for portuguese, english, both in zip(*files.values(), strict=True):
        for one, other, together in zip(*map(texts, (portuguese, english, both)), strict=True):
            assert_every_reader_sees_their_own({"pt_br": one.text, "en": other.text}, together.text)


PT, EN = "pt_br", "en"


@pytest.mark.parametrize(
    ("portuguese", "english"),
    [
        (r"Antes \(x^2\) depois.", r"Before \(x^2\) after."),
        (r"De \(0{,}5\) a \(1{,}9 \times 10^{7}\).", r"From \(0.5\) to \(1.9 \times 10^{7}\)."),
        (r"\(a\) e \(b\)", r"\(b\) and \(a\)"),
        (
            "<p>Um \\(x\\).</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
            "<p>One \\(x\\).</p>\n<ul>\n<li>c</li>\n<li>b</li>\n</ul>",
        ),
        (r"<p>\[0{,}5 < x\]</p>", r"<p>\[0.5 < x\]</p>"),
        (r"um <strong>e \(x\)</strong> dois", r"one <strong>and \(x\)</strong> two"),
        ("<p>um</p>\n<p>dois</p>", "<p>one and two</p>"),
        ("<p></p><p>\\(x\\)</p>", "<p>one</p><p>\\(x\\)</p>"),
        (r"\(x\) é", r"\(x\)"),
        ("<table><tr><td>um</td><td>\\(x\\)</td></tr></table>", "<table><tr><td>one</td><td>\\(x\\)</td></tr></table>"),
        ('<img src="a.png" alt="um" />', '<img src="a.png" alt="one" />'),
        ("<pre><code>um\n</code></pre>", "<pre><code>one\n</code></pre>"),
        ("a <b>c", "b <b>d"),
        ("<!-- um -->um", "<!-- um -->one"),
        ('<span style="color:red">um</span> \\(x\\)', '<span style="color:red">one</span> \\(x\\)'),
        ("", "one"),
    ],
)
def test_every_reader_sees_their_own_text(portuguese: str, english: str) -> None:
    together = merged([(PT, portuguese), (EN, english)])

    assert_every_reader_sees_their_own({PT: portuguese, EN: english}, together)
    assert not re.search(rf"{SPAN[:-9]}[^<]*\\\(", together)


def test_what_languages_share_stands_once() -> None:
    both = merged([(PT, r"<p>Um \(x\).</p>"), (EN, r"<p>One \(x\).</p>")])

    assert both == (
        '<p><span lang="pt_br" class="multilang">Um </span><span lang="en" class="multilang">One </span>'
        r"\(x\).</p>"
    )
    assert merged([(PT, "same"), (EN, "same")]) == "same"


WORDS = st.sampled_from(["um ", "dois", " <em>e</em> ", "", "x\n"])
FORMULA = st.sampled_from([r"\(x\)", r"\(0{,}5\)", r"\(0.5\)", r"\(\frac{1}{2}\)"])


@settings(deadline=None)
@given(st.data(), st.integers(0, 4), st.sampled_from(["{}", "<p>{}</p>", "<ul><li>{}</li></ul>", "<p>a <b>{}</b></p>"]))
def test_any_texts_of_one_structure_are_shared(data: st.DataObject, formulas: int, around: str) -> None:
    versions = {
        language: around.format(
            "".join(data.draw(WORDS) + data.draw(FORMULA) for _ in range(formulas)) + data.draw(WORDS)
        )
        for language in (PT, EN, "zh_cn")
    }

    assert_every_reader_sees_their_own(versions, merged(list(versions.items())))


@given(
    st.lists(st.sampled_from([r"\(", r"\)", r"\[", r"\]", "a", " ", "{b}", "<i>", "{<i>}"]), max_size=12).map("".join)
)
def test_formulas_are_wrapped_as_moodle_does(text: str) -> None:
    outer = r'<span class="filter_mathjaxloader_equation">(.*)</span>'
    wrapped = re.fullmatch(outer, mathjax(text), re.DOTALL)
    if not re.search(r"\\\[[^\]]*$|\\\((?:(?!\\\)).)*\\\[", text):  # an open delimiter hides what follows
        assert with_formulas_wrapped(text) == (wrapped[1] if wrapped else text)
