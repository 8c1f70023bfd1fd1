"""What Moodle shows of a stored text: by its format, and by the reader's language."""

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from grader.moodle.quiz import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_OPEN = r"""<span(?:\s+lang="[a-z0-9_-]+"|\s+class="multilang"){2}\s*>"""
_GROUP = re.compile(rf"{_OPEN}.*?</span>(?:\s*{_OPEN}.*?</span>)+", re.DOTALL | re.IGNORECASE | re.ASCII)
_SPAN = re.compile(
    r"""<(?:lang|span)[^>]+lang="([a-z0-9_-]+)"[^>]*>(.*?)</(?:lang|span)>""", re.DOTALL | re.IGNORECASE | re.ASCII
)
_FORMULA = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$", re.DOTALL)
_MAX_SPANS = 1000  # searching takes their square
_DEFAULT = "en"
_DELIMITER_OPENS = re.compile(r"\\[(\[]|\$\$")
_DELIMITER = re.compile(r"\\[()\[\]]|\$\$")
_CLOSED_BY = {r"\(": r"\)", r"\[": r"\]", "$$": "$$"}
_BRACES = re.compile(r"\{[^}]+\}")


def as_html(markup: Markup) -> str:
    """A text as HTML, by its format; plain text is escaped, its indents are kept, and its line ends are breaks.

    Source: format_text and text_to_html in Moodle's lib/weblib.php; the second drops white space between tags.
    """
    if markup.format == "markdown":
        return str(_markdown().render(markup.text))
    if markup.format == "plain_text":
        return html.escape(markup.text).replace("  ", "&nbsp; ").replace("\n", "<br>\n")
    if markup.format == "moodle_auto_format":
        closed = re.sub(r">\s+<", "><", markup.text, flags=re.ASCII)
        return re.sub(r">[\r\n]", "> ", re.sub(r"[\r\n]<", " <", closed)).replace("\n", "<br>\n")
    return markup.text


def readings(text: str) -> tuple[str, ...]:
    """The HTML as readers of any language see it with Moodle's multi-language filter, then as it is without.

    On a site whose MathJax filter stands before that one, as by default, formulas are in spans when languages are
    chosen, and the first formula's end is taken for the end of its language.
    """
    spoken = languages(text)
    orders = (text, _FORMULA.sub(r'<span class="nolink">\g<0></span>', text)) if spoken else (text,)
    seen = (in_language(one, language) for one in orders for language in (*spoken, ""))
    return tuple(dict.fromkeys((*seen, text)))


def languages(text: str) -> tuple[str, ...]:
    """The languages for which the HTML has spans that Moodle's filter chooses among, by Moodle's codes."""
    return tuple(dict.fromkeys(language for group in _groups(text) for language in _spans(group)))


def in_language(text: str, language: str) -> str:
    """The HTML as a reader of a language sees it: of neighbouring spans the one in it, else a default.

    The default is the language without its country, else English, else the first.
    Source: filter/multilang/classes/text_filter.php in Moodle, which leaves a span alone that has no neighbour.
    """
    wanted = _normal(language)

    def chosen(group: re.Match[str]) -> str:
        spans = _spans(group.group())
        known = (candidate for candidate in (wanted, wanted.partition("_")[0], _DEFAULT) if candidate in spans)
        return spans[next(known, next(iter(spans)))]

    return text if text.count("<span") > _MAX_SPANS else _GROUP.sub(chosen, text)


def with_formulas_wrapped(text: str) -> str:
    """The HTML behind Moodle's MathJax filter: a span round every formula, by which other filters leave it alone.

    It looks for delimiters alone, whatever stands between them; and in a text with any it makes entities of the `<` and
    `>` that stand between braces. The outermost span, round the whole text, is left out.
    Source: filter/mathjaxloader/classes/text_filter.php in Moodle.
    """
    if not _DELIMITER_OPENS.search(text):
        return text
    text = _BRACES.sub(lambda braces: braces.group().replace("<", "&lt;").replace(">", "&gt;"), text)
    pieces, end, start, closing = [], 0, 0, ""
    for delimiter in _DELIMITER.finditer(text):
        what = delimiter.group()
        displayed = closing in (r"\]", "$$")  # where nothing else opens
        if what in _CLOSED_BY and not displayed:
            start, closing = delimiter.start(), _CLOSED_BY[what]
            continue
        if what != closing:
            continue
        pieces += [text[end:start], f'<span class="nolink">{text[start : delimiter.end()]}</span>']
        end, closing = delimiter.end(), ""
    return "".join([*pieces, text[end:]])


def _groups(text: str) -> list[str]:
    return [] if text.count("<span") > _MAX_SPANS else [group.group() for group in _GROUP.finditer(text)]


def _spans(group: str) -> dict[str, str]:
    """What neighbouring spans say, by language, the first language first; of two in one language the last."""
    found = {_normal(language): text for language, text in _SPAN.findall(group)}
    return found or {"": group}


def _normal(language: str) -> str:
    return language.lower().replace("-", "_")


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")
