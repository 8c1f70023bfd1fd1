"""A question's text as a fragment of a page: safe whoever wrote it, its images inside, its mathematics drawn."""

import base64
import html
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from unicodedata import normalize
from urllib.parse import unquote

import markupsafe
import nh3
from latex2mathml.converter import convert

from grader.moodle.quiz import File, Markup
from grader.moodle.shown import as_html, in_language
from grader.pages.pictures import PHOTOGRAPHS, kind_of
from grader.pages.structure import only_words, tidied
from grader.texts.numerals import MATHEMATICS

_MATHML = frozenset(
    (
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"),
        *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "menclose", "mphantom"),
    )
)
_MATHML_ATTRIBUTES = {"display", "stretchy", "accent", "mathvariant", "columnalign", "linethickness", "fence", "form"}
_OF_PAGES = {"article", "aside", "details", "footer", "header", "hgroup", "nav", "summary"}  # a page's own outline
_LISTS_OF_TERMS = {"dd", "dl", "dt"}  # nobody can read a broken one aloud, and few questions have any
_TAGS = (nh3.ALLOWED_TAGS | _MATHML) - _OF_PAGES - _LISTS_OF_TERMS - {"a", "area", "map"}
_INSIDE = tuple(f"data:{kind};base64," for kind in PHOTOGRAPHS.values())
_OWN = "@@PLUGINFILE@@"
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z]{2,4})?")
_PIXELS = re.compile(r"[1-9][0-9]{0,3}")
_ABSENT = re.compile(
    r"<(audio|button|canvas|embed|form|iframe|input|object|script|select|style|svg|textarea|video)\b", re.IGNORECASE
)
_MAX_LATEX, _MAX_BRACES = 2000, 20  # what is longer, or nested deeper, is shown as it was written
_MAX_TAGS = 10_000  # cleaning takes the square of what is nested


@lru_cache(maxsize=4096)
def fragment(text: Markup, language: str) -> markupsafe.Markup:
    """The text as a reader of a language sees it; empty where there is nothing to see.

    What could run, load or style anything is taken out: scripts, handlers, foreign addresses, forms. What would break
    the page that it stands in is made to fit.
    """
    written = in_language(as_html(text), language)
    if written.count("<") > _MAX_TAGS:
        return markupsafe.Markup(only_words(written))  # noqa: S704 - it has no tag but ours
    drawn = MATHEMATICS.sub(lambda found: mathematics(found[found.lastindex or 1], block=found[1] is None), written)
    return markupsafe.Markup(tidied(_safe(drawn, _images(text.files))))  # noqa: S704 - it has just been cleaned


def absent(text: Markup) -> tuple[str, ...]:
    """What a text holds that no page of ours shows: the names of its elements, in order."""
    return tuple(sorted({found.lower() for found in _ABSENT.findall(as_html(text))}))


def mathematics(latex: str, *, block: bool) -> str:
    """LaTeX, as it stands in HTML, as MathML; what cannot be read stays as it was written."""
    written = html.unescape(latex)
    try:
        readable = len(written) <= _MAX_LATEX and _depth(written) <= _MAX_BRACES
        drawn = convert(written, display="block" if block else "inline") if readable else ""
    except Exception:  # noqa: BLE001 - what the library raises for what it cannot read has no common base
        drawn = ""
    opening, closing = (r"\[", r"\]") if block else (r"\(", r"\)")
    return drawn or html.escape(f"{opening}{written}{closing}")


def _depth(latex: str) -> int:
    """How many braces at most are open at once."""
    steps = ({"{": 1, "}": -1}.get(character, 0) for character in latex)
    return max(accumulate(steps, initial=0))


def _safe(markup: str, images: Mapping[str, str]) -> str:
    def only_ours(tag: str, name: str, value: str) -> str | None:
        """Only images that are inside: a page fetches nothing and leads nowhere."""
        if name == "src":
            if tag == "img" and value.startswith(_OWN):
                return images.get(_referred(value))
            return value if tag == "img" and value.startswith(_INSIDE) else None
        if name in {"href", "cite"}:
            return None
        if name == "lang":
            return value.replace("_", "-") if _is_language(value) else None
        if name in {"width", "height"}:
            return value if _PIXELS.fullmatch(value) else None
        return value

    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes={
            **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items() if tag in _TAGS},
            **dict.fromkeys(_MATHML, _MATHML_ATTRIBUTES),
            "span": {"lang"},
        },
        attribute_filter=only_ours,
        url_schemes={"data"},
        link_rel=None,
    )


def _is_language(code: str) -> bool:
    """Whether it is the code of a language of CLDR: of any other, no reader of pages knows how to speak it."""
    from babel.localedata import exists

    found = _LANGUAGE.fullmatch(code)
    return found is not None and exists(found[1].lower())


def _images(files: tuple[File, ...]) -> Mapping[str, str]:
    """A text's own images as addresses that hold them, by how the text refers to them; no file of another kind."""
    return {
        normalize("NFC", f"{file.path}{file.name}"): f"data:{kind};base64,{base64.b64encode(file.content).decode()}"
        for file in files
        if (kind := kind_of(file.content))
    }


def _referred(address: str) -> str:
    """The path and name that a text's reference to a file of its own means."""
    return normalize("NFC", unquote(address.removeprefix(_OWN).partition("?")[0]))
