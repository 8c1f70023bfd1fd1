"""Texts of foreign questions on our pages: nothing runs, nothing is fetched, mathematics and images are there."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from grader.moodle.quiz import File, Markup
from grader.pages.fragments import fragment, mathematics

PNG = b"\x89PNG\r\n\x1a\n-"
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://example.com">x</a>',
    "<svg onload=alert(1)>",
    '<iframe src="//e"></iframe>',
    "<style>*{background:url(//e)}</style>",
    '<p style="background:url(//e)" onclick="x">y</p>',
    '<form action="//e"><input name=x></form>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    r"\(\text{<img src=x onerror=alert(1)>}\)",
    r"\(\text{</mtext></math><script>alert(1)</script>}\)",
    r"\(\href{javascript:alert(1)}{x}\)",
    r"\[\style{background:url(//e)}{x}\]",
    '<img src="data:text/html,<script>alert(1)</script>">',
    '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
    '<img src="@@PLUGINFILE@@/evil.svg">',
    '<base href="//e"><meta http-equiv="refresh" content="0;url=//e"><link rel=stylesheet href="//e">',
)
PIECES = st.sampled_from(
    [*HOSTILE, "<p>", "</p>", r"\(x\)", r"\(", r"\)", "<", ">", '"', "'", "&lt;", "<!--", "-->", "é"]
)


def shown(text: str, *files: File, format_: str = "html") -> str:
    return str(fragment(Markup(text, format_, files), "en"))


def dangers(markup: str) -> list[str]:
    """What in a fragment could run, load or lead somewhere."""
    root = fragment_fromstring(markup, create_parent="div")
    found = []
    for element in root.iter():
        if element.tag in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "link",
            "meta",
            "base",
            "svg",
        }:
            found.append(str(element.tag))
        for name, value in element.items():
            inside = str(value).startswith(
                ("data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;")
            )
            if str(name).startswith("on") or name in {"style", "action", "href"} or (name == "src" and not inside):
                found.append(f"{element.tag!s}@{name!s}")
    return found


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format_", ["html", "markdown", "plain_text", "moodle_auto_format"])
def test_nothing_that_could_run_or_fetch_is_left(text: str, format_: str) -> None:
    assert dangers(shown(text, File("evil.svg", b"<svg onload='alert(1)'>"), format_=format_)) == []


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_however_it_is_put_together(text: str) -> None:
    assert dangers(shown(text)) == []


def test_a_texts_own_images_are_inside() -> None:
    written = '<img src="@@PLUGINFILE@@/figure%201.png" alt="a figure"><img src="@@PLUGINFILE@@/gone.png" alt="gone">'

    html = shown(written, File("figure 1.png", PNG))

    assert html == '<img src="data:image/png;base64,iVBORw0KGgot" alt="a figure"><img alt="gone">'


def test_mathematics_is_drawn_without_scripts() -> None:
    html = shown(r"<p>\(x<sup>2</sup>\) and \(x_1 &lt; 2\)</p><p>\[\frac{a}{b}\]</p>")

    assert html.count("<math") == 3
    assert "<msub><mi>x</mi><mn>1</mn></msub><mo>&lt;</mo><mn>2</mn>" in html
    assert '<math display="block"><mrow><mfrac>' in html
    assert "\\(" not in html


@pytest.mark.parametrize("latex", [r"\left(", r"\frac{", "{" * 500, "x" * 3000, r"\begin{matrix}", "_", "^", "&", "#"])
def test_mathematics_that_cannot_be_drawn_stays_as_it_was_written(latex: str) -> None:
    drawn = mathematics(latex, block=False)

    assert drawn.startswith("<math") or re.fullmatch(r"\\\(.*\\\)", drawn, re.DOTALL)


def test_each_reader_sees_their_language() -> None:
    spans = '<span lang="pt_br" class="multilang">sim</span><span lang="en" class="multilang">yes</span>'

    assert str(fragment(Markup(spans), "en")) == "yes"
    assert str(fragment(Markup(spans), "pt_br")) == "sim"
