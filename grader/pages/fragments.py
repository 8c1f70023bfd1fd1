"""A question's text as a fragment of a page: safe whoever wrote it, its images inside, its mathematics drawn."""

import base64
import html
import re
from functools import lru_cache
from urllib.parse import quote

import markupsafe
import nh3
from latex2mathml.converter import convert

from grader.moodle.quiz import File, Markup
from grader.moodle.shown import as_html, in_language

_MATHEMATICS = re.compile(r"\\\(((?:(?!\\\().)+?)\\\)|\\\[((?:(?!\\\[).)+?)\\\]", re.DOTALL)
_MATHML = frozenset(
    (
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"),
        *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "menclose", "mphantom"),
    )
)
_MATHML_ATTRIBUTES = {"display", "stretchy", "accent", "mathvariant", "columnalign", "linethickness", "fence", "form"}
_IMAGES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
_INSIDE = tuple(f"data:{kind};base64," for kind in _IMAGES.values())
_MAX_LATEX = 2000  # longer ones are shown as they were written


@lru_cache(maxsize=4096)
def fragment(text: Markup, language: str) -> markupsafe.Markup:
    """The text as a reader of a language sees it.

    What could run, load or style anything is taken out: scripts, handlers, foreign addresses, forms.
    """
    written = _with_images(in_language(as_html(text), language), text.files)
    drawn = _MATHEMATICS.sub(lambda found: mathematics(found[1] or found[2], block=found[1] is None), written)
    return markupsafe.Markup(_safe(drawn))  # noqa: S704 - it has just been cleaned


def mathematics(latex: str, *, block: bool) -> str:
    """LaTeX, as it stands in HTML, as MathML; what cannot be read stays as it was written."""
    written = html.unescape(latex)
    try:
        drawn = convert(written, display="block" if block else "inline") if len(written) <= _MAX_LATEX else ""
    except Exception:  # noqa: BLE001 - what the library raises for what it cannot read has no common base
        drawn = ""
    opening, closing = (r"\[", r"\]") if block else (r"\(", r"\)")
    return drawn or html.escape(f"{opening}{written}{closing}")


def _safe(markup: str) -> str:
    return nh3.clean(
        markup,
        tags=nh3.ALLOWED_TAGS | _MATHML,
        attributes={
            **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
            **dict.fromkeys(_MATHML, _MATHML_ATTRIBUTES),
            "span": {"lang"},
        },
        attribute_filter=_without_addresses,
        url_schemes={"data"},
        link_rel=None,
    )


def _without_addresses(tag: str, name: str, value: str) -> str | None:
    """Only images that are inside: a page fetches nothing and leads nowhere."""
    if name in {"href", "src", "cite"}:
        return value if tag == "img" and value.startswith(_INSIDE) else None
    return value


def _with_images(markup: str, files: tuple[File, ...]) -> str:
    """References to a text's own files as the images themselves; an image that is none of these kinds is left out."""
    for file in files:
        kind = next((kind for magic, kind in _IMAGES.items() if file.content.startswith(magic)), "")
        inside = f"data:{kind};base64,{base64.b64encode(file.content).decode()}" if kind else ""
        for name in {quote(file.name), file.name}:
            markup = markup.replace(f"@@PLUGINFILE@@{file.path}{name}", inside)
    return markup
