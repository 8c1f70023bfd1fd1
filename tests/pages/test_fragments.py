"""Texts of foreign questions on our pages: nothing runs, nothing is fetched, mathematics and images are there."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from grader.moodle.quiz import File, Markup
from grader.pages.fragments import absent, fragment, mathematics

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


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<a href='javascript:alert(1)'><path d=''/></a>",
        "<g onclick='alert(1)'/>",
        "<image href='https://example.org/a.png'/>",
        "<use href='//example.org/a.svg#b'/>",
        "<foreignObject><p>x</p></foreignObject>",
        "<style>@import '//example.org/a.css'</style>",
        "<g style='fill: url(//example.org/a.svg#b)'/>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<g>",
    ],
)
def test_a_drawing_is_shown_if_nothing_in_it_runs_or_is_fetched(inside: str) -> None:
    def of(content: str) -> bytes:
        return f"<svg xmlns='http://www.w3.org/2000/svg'>{content}</svg>".encode()

    drawn = of("<defs><path id='a' d=''/></defs><use href='#a' style='fill: url(#b)'/><text>x</text>")

    assert 'src="data:image/svg+xml;base64,' in shown('<img src="@@PLUGINFILE@@/a.svg">', File("a.svg", drawn))
    assert dangers(shown('<img src="@@PLUGINFILE@@/a.svg">', File("a.svg", of(inside)))) == []


def test_a_drawing_with_entities_of_its_own_is_not_read() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'

    assert "src" not in shown('<img src="@@PLUGINFILE@@/a.svg">', File("a.svg", bomb))


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_however_it_is_put_together(text: str) -> None:
    assert dangers(shown(text)) == []


def test_a_texts_own_images_are_inside() -> None:
    written = '<img src="@@PLUGINFILE@@/figure%201.png" alt="a figure"><img src="@@PLUGINFILE@@/gone.png" alt="gone">'

    html = shown(written, File("figure 1.png", PNG))

    assert html == '<img src="data:image/png;base64,iVBORw0KGgot" alt="a figure">[gone]'


@pytest.mark.parametrize(
    ("path", "name", "reference"),
    [
        ("/", "figure 1.png", "/figure%201.png"),
        ("/", "figure 1.png", "/figure 1.png"),
        ("/", "figure 1.png", "/figure%201.png?time=1700000000"),
        ("/a folder/", "a & b.png", "/a%20folder/a%20%26%20b.png"),
        ("/a folder/", "a & b.png", "/a folder/a &amp; b.png"),
        ("/", "figu\N{LATIN SMALL LETTER R WITH ACUTE}a.png", "/figur%CC%81a.png"),
        ("/", "100%.png", "/100%25.png"),
    ],
)
def test_an_image_is_found_however_its_reference_is_written(path: str, name: str, reference: str) -> None:
    html = shown(f'<img src="@@PLUGINFILE@@{reference}" alt="">', File(name, PNG, path))

    assert html == '<img src="data:image/png;base64,iVBORw0KGgot" alt="">'


def test_a_file_whose_name_begins_as_another_is_not_taken_for_it() -> None:
    html = shown('<img src="@@PLUGINFILE@@/figure.png" alt="">', File("figure", b"GIF8"), File("figure.png", PNG))

    assert html == '<img src="data:image/png;base64,iVBORw0KGgot" alt="">'


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
@pytest.mark.parametrize("depth", [600, 20_000])
def test_what_is_nested_too_deeply_for_a_browser_is_its_words(tag: str, depth: int) -> None:
    html = shown(f"<{tag}>" * depth + "the words &lt; all")

    assert html.count("<") < 10
    assert "the words &lt; all" in html


@pytest.mark.parametrize("text", ["<html>", "<p>unclosed <b>and <i>so on", "</div></div>after", "<!doctype html>", "<"])
def test_unclosed_and_foreign_frames_close_in_place(text: str) -> None:
    html = shown(text)

    assert str(fragment(Markup(html), "en")) == html  # nothing is left open, and cleaning changes it no more


@pytest.mark.parametrize(
    "text", ["", "<p></p>", "<p>&nbsp;</p>", "<p><br></p>\n<div dir=ltr>\u200b</div>", "<script>x</script>", "<ul><li>"]
)
def test_a_text_with_nothing_to_see_is_empty(text: str) -> None:
    assert shown(text) == ""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<h1>A</h1>b", "<div><strong>A</strong></div>b"),
        ("<ul>a<li>b</li><p>c</p></ul>", "<ul><li>a</li><li>b</li><li><p>c</p></li></ul>"),
        ("<li>a</li>", "<div>a</div>"),
        ("<img src='data:image/png;base64,xx' width=99999 height=-1>", 'base64,xx" alt="image without a description">'),
        ("<img src=https://example.org/x.png alt='a < b'>", "[a &lt; b]"),
        ("<img alt='<script>a &amp;lt; b</script>'>", "[&lt;script&gt;a &amp;lt; b&lt;/script&gt;]"),
        ("<span lang=pt_br>sim</span><span lang='\">'>x</span>", '<span lang="pt-br">sim</span><span>x</span>'),
        ("<span lang=zz_ZZ>x</span><span lang=yue>y</span>", '<span>x</span><span lang="yue">y</span>'),
        ("<article id=question-1><nav>a</nav></article>", "a"),
    ],
)
def test_foreign_markup_keeps_to_the_outline_and_anchors_of_our_pages(written: str, read: str) -> None:
    assert shown(written).endswith(read)
    assert " id=" not in shown(written)


def test_a_wide_table_scrolls_and_one_within_it_does_so_with_it() -> None:
    html = shown("<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>y")

    assert html.count('class="scroll"') == 1
    assert html.endswith("</table></div>y")


def test_what_no_page_shows_is_named() -> None:
    text = "<VIDEO src=x></video><p>a</p><iframe src=//e></iframe><svg></svg>"

    assert absent(Markup(text)) == ("iframe", "svg", "video")
    assert absent(Markup(text, "plain_text")) == ()


def test_mathematics_is_drawn_without_scripts() -> None:
    html = shown(r"<p>\(x<sup>2</sup>\) and \(x_1 &lt; 2\)</p><p>\[\frac{a}{b}\]</p>")

    assert html.count("<math") == 3
    assert "<msub><mi>x</mi><mn>1</mn></msub><mo>&lt;</mo><mn>2</mn>" in html
    assert '<math display="block"><mrow><mfrac>' in html
    assert "\\(" not in html


@pytest.mark.parametrize(
    "latex", [r"\left(", r"\frac{", "{" * 500, "{" * 600 + "}" * 600, "x" * 3000, r"\begin{matrix}", "_", "^", "&", "#"]
)
def test_mathematics_that_cannot_be_drawn_stays_as_it_was_written(latex: str) -> None:
    drawn = mathematics(latex, block=False)

    assert drawn.startswith("<math") or re.fullmatch(r"\\\(.*\\\)", drawn, re.DOTALL)


@pytest.mark.parametrize("text", [r"\(\)", r"\[\]", r"a \( b"])
def test_what_is_no_formula_stays_as_it_was_written(text: str) -> None:
    assert str(shown(text)) == text


def test_only_a_formula_that_a_narrow_page_scrolls_is_reached_by_the_keyboard() -> None:
    assert "tabindex" not in shown(r"\(a_1 + b^2\)")
    assert str(shown(rf"\(a{' + a' * 40}\)")).startswith('<math display="inline" tabindex="0"><mrow>')


def test_each_reader_sees_their_language() -> None:
    spans = '<span lang="pt_br" class="multilang">sim</span><span lang="en" class="multilang">yes</span>'

    assert str(fragment(Markup(spans), "en")) == "yes"
    assert str(fragment(Markup(spans), "pt_br")) == "sim"
