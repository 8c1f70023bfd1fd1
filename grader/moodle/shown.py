"""What Moodle shows of a stored text: by its format, and by the reader's language."""

import html
import re
from functools import cache

from markdown_it import MarkdownIt

from grader.moodle.quiz import Markup

_SPAN = re.compile(r"""<span(?:\s+lang="([\w-]+)"|\s+class="multilang"){2}\s*>(.*?)</span>""", re.DOTALL)
_GROUP = re.compile(rf"(?:{_SPAN.pattern}\s*){{2,}}", re.DOTALL)


def as_html(markup: Markup) -> str:
    """A text as HTML, by its format; plain text is escaped, and its line ends are breaks."""
    if markup.format == "markdown":
        return str(_markdown().render(markup.text))
    if markup.format == "plain_text":
        return html.escape(markup.text).replace("\n", "<br>\n")
    if markup.format == "moodle_auto_format":
        return markup.text.replace("\n", "<br>\n")
    return markup.text


def readings(text: str) -> tuple[str, ...]:
    """The HTML as each language of Moodle's multi-language filter shows it, then as it is without the filter."""
    languages = dict.fromkeys(language for language, _ in _SPAN.findall(text))
    return tuple(dict.fromkeys((*(in_language(text, language) for language in languages), text)))


def in_language(text: str, language: str) -> str:
    """The HTML as a reader of a language sees it: of neighbouring spans the one in it, else the first.

    Source: filter/multilang in Moodle, which leaves a span alone that has no neighbour.
    """

    def chosen(group: re.Match[str]) -> str:
        spans = dict(reversed(_SPAN.findall(group.group())))
        return str(spans.get(language, next(reversed(spans.values()))))

    return _GROUP.sub(chosen, text)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
