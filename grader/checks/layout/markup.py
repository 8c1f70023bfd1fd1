"""Family L, on mark-up, LaTeX and pieces of templates that students see as they were typed: L001, L002."""

import html
import re
from collections.abc import Iterator

from lxml.html.defs import tags

from grader.checks.layout.search import Found, broken, defects, excerpt, rule
from grader.checks.layout.shown import HOLE, Shown
from grader.checks.text import COMPLETE
from grader.findings import Defect, check
from grader.release.stages import ComputedStages

_TAGS = "|".join(sorted(tags, key=len, reverse=True))
_INSIDE_WORDS = "br|sub|sup|strong|em|span|div|code|img|li|hr|pre|small"
_REST = r"(?:\s[^<>]*)?/?>"
_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});|(?<!\w)&(?:nbsp|lt|gt|quot|[nm]dash)\b", re.IGNORECASE
)
_BRACE = re.compile(r"[{}]")

_LEFT_OVER = (
    rule("shows asterisks that emphasise nothing", rf"\*\*|(?<![\w*])\*(?=[^\W\d_]|{HOLE})", "*"),
    rule("shows an asterisk that ends no emphasis", r"(?:(?<=[^\W\dA-Z_]{2})|(?<=[.,;:!?)]))\*(?![\w*])", "*"),
    rule("shows underscores that emphasise nothing", r"(?<!\w)_{1,3}(?=[^\W_])|(?<=[^\W_])_{1,3}(?!\w)", "_"),
    rule("shows tildes that strike nothing out", r"~~", "~"),
    rule("shows a backtick that begins or ends no code", r"`", "`"),
    rule("shows the brackets of a link or an image", r"\]\(|(?<!\w)\[[^\[\]]+\]\[[^\W\d]|!\[(?=[\w\]])", "["),
    rule("shows the brackets of a link or an image", r"\]\s\(\S+\.(?:html?|png|jpe?g|svg|gif|pdf)\)", "["),
    rule("shows the address of a link", r"^\[[^\]]+\]:\s*(?:\S*[/#]\S*|\S+\.\w{2,5})$", "["),
    rule("shows a reference that is none", r"\[\s*\^|\^\[|(?<!\[)\[[a-z]+(?:_[a-z]+)+\](?!\])", "["),
    rule("shows the mark of a heading", r"^#{1,6}(?=[^\W\d_]|\s)|##", "#"),
    rule("shows a line of signs", r"^[=~+#^*_-]{3,}$"),
    rule("shows signs that mean nothing here", r"@@|%%|(?<![\w\ufffc])''(?=\w)"),
    rule("shows the row of a table", r"^\|[ \t]|[ \t]\|$|^[| \t:-]*--[ \t:]*\|[| \t:-]*$", "|"),
    rule(
        "shows a tag",
        rf"(?<![\w/])<(?:{_TAGS}){_REST}|<(?:{_INSIDE_WORDS}){_REST}|</(?:{_TAGS})\s*>",
        "<",
        any_case=True,
    ),
    rule("shows a comment of HTML", r"<!--|<!doctype", "<", any_case=True),
    rule("shows the braces of a template", r"\{\{|\}\}|\{%|%\}|\{#|#\}", "{"),
    rule("shows a name that is not filled in", r"\{\s*(?:[^\W\d]\w+|\w+(?:\.\w+)+)(?:\s*\|[^{}]*)?\s*\}", "{"),
    rule("shows an expression of the template", r"(?<![\w.])[sp]\.(?:\w+\.\w|\w*_\w|[a-z]{4,}\b(?!\.))"),
    rule("shows a filter of the template", r"\|\s*(?:number|percent|scientific|listing|term|join|map|length)\b", "|"),
    rule(
        "shows a value of Python",
        r" object at 0x|\bnp\.\w+\(|\b(?:frozenset|dict_\w+)\(|(?<!\w)(?:[\[{]'[^']*'[,:\]}]|\('[^']*', ')",
    ),
)

_GAPS = (rule("shows a gap, and its item has none", r"\[\[[a-z]+(?:_[a-z]+)+\]\]", "["),)

_LATEX = (
    rule("shows LaTeX outside of a formula", r"\\[A-Za-z]*", "\\"),
    rule("shows an accent of LaTeX", r"[^\W\d_]~(?:ao|oe)"),
    rule("shows LaTeX outside of a formula", r"[_^]\{|[^\W_]\^[\w({\u2212-]", "^"),
    rule("has a delimiter of formulas that is none here", r"\$\$", "$"),
    rule(
        "has a delimiter of formulas that is none here",
        r"(?<![\w$])\$(?=[\w\\({\[|+-])(?!\d[\d.,]*(?:[\s)]|$))[^$\n]*(?<![\s$])(?<!\bR)(?<!\bUS)\$(?![\d$])",
        "$",
    ),
)


@check(
    "L001",
    remedy="Complete the mark-up or the expression, or remove it. Put code between backticks; where a character is "
    r"meant as it is, write a backslash before it, as in \*.",
    requires=COMPLETE,
)
def markup_left_over(stages: ComputedStages) -> Iterator[Defect]:
    """Students see mark-up, a tag, or a piece of the template as it was typed."""
    yield from defects(stages, left_over)
    if not any(response.part for response in stages.foreseen):
        yield from defects(stages, gaps)


@check("L002", remedy=r"Put mathematics between \( and \).", requires=COMPLETE)
def latex_outside(stages: ComputedStages) -> Iterator[Defect]:
    """LaTeX stands outside of formulas, or between delimiters that are none here."""
    return defects(stages, latex)


def left_over(block: Shown) -> Iterator[Found]:
    """Mark-up that became none."""
    yield from broken(_LEFT_OVER, block)
    if "&" not in block.escaped:
        yield from _entities(block)
    if "{" not in block.escaped:
        yield from _lone_braces(block)


def latex(block: Shown) -> Iterator[Found]:
    """LaTeX that nobody typesets."""
    yield from broken(_LATEX, block)


def gaps(block: Shown) -> Iterator[Found]:
    """Gaps that nobody can fill."""
    yield from broken(_GAPS, block)


def _entities(block: Shown) -> Iterator[Found]:
    for match in _ENTITY.finditer(block.text):
        if html.unescape(match.group()) != match.group():
            yield Found("shows an entity", excerpt(block.text, match.start(), match.end()))
            break


def _lone_braces(block: Shown) -> Iterator[Found]:
    for piece in block.pieces:
        opened = list[int]()
        for match in _BRACE.finditer(piece.text):
            if match.group() == "}" and not opened:
                opened = [match.start()]
                break
            opened = [*opened, match.start()] if match.group() == "{" else opened[:-1]
        if opened:
            yield Found("shows a brace without another", excerpt(piece.text, opened[0], opened[0] + 1))
