"""Family L, on what paragraphs became, and what became of none: L005, L015, L016, L017."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from grader.checks.layout.search import Found, defect, defects, seen
from grader.checks.layout.shown import HEADINGS, Shown
from grader.checks.text import COMPLETE
from grader.findings import Defect, check
from grader.release.stages import ComputedStages
from grader.texts.markdown import VERBATIM
from grader.texts.render import written_out
from grader.texts.source import REFERENCE

_SAYS = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PROSE = re.compile(r"^[ \t]*[A-Z\u00c0-\u00de](?:.*\s)?(?:[a-z\u00df-\u00ff][\w'-]*,? ){3}.*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_ADDRESS = re.compile(r"\]\([^\s)]*|\]\[[^\]]*\]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]^]+)\]:\s*\S+", re.MULTILINE)
_LOOKS_ALIKE = {"h1": "a heading of a whole page", "h2": "a heading of a whole page", "hr": "a rule"}


@check(
    "L005",
    remedy="Write the line as a paragraph of its own: without `#` or spaces before it, and without `---` below it.",
    requires=COMPLETE,
)
def structure_unmeant(stages: ComputedStages) -> Iterator[Defect]:
    """A line became a page's heading, a rule, a quotation or code, as nobody means it in a question."""
    yield from defects(stages, unmeant)
    for block in seen(stages):
        source = stages.sources[block.language]
        for found in _unmeant_code(block, source.blocks[block.name].source) if block.code else ():
            yield defect(source, block.name, found)


@check("L015", remedy="Cite claims in feedbacks alone: a stem and its options state none.", requires=COMPLETE)
def reference_astray(stages: ComputedStages) -> Iterator[Defect]:
    """A stem, an option or a title cites a claim."""
    if stages.variant:  # which shares its texts with the exam's own
        return
    for source in stages.sources.values():
        for block in source.blocks.values():
            if not block.is_feedback and (cited := REFERENCE.search(block.source)):
                yield defect(source, block.name, Found("cites a claim", cited.group()))


@check("L016", remedy="Write what students are to read there.", requires=COMPLETE)
def nothing_shown(stages: ComputedStages) -> Iterator[Defect]:
    """A block shows nothing that could be read, or a link shows nothing."""
    return defects(stages, nothing)


@check(
    "L017",
    remedy="Let a line that begins with `[word]:` begin otherwise, and give every row of a table as many cells as its "
    "head.",
    requires=COMPLETE,
)
def words_lost(stages: ComputedStages) -> Iterator[Defect]:
    """Words of a text are not shown, because Markdown takes them for an address, or drops them."""
    if stages.variant:  # whose words are those of the exam's own
        return
    names = {"s": stages.solution, "p": getattr(stages.solution, "p", None)}
    for language, source in stages.sources.items():
        shown = stages.texts[language].blocks
        for name, markdown in written_out(source, names, shown.keys()).items():
            lost = (
                {}
                if markdown.startswith(VERBATIM)
                else _words(_without_addresses(markdown)) - _words(unquote(shown[name]))
            )
            if lost:
                yield defect(source, name, Found("does not show all of its words", " ".join(lost)))


def unmeant(block: Shown) -> Iterator[Found]:
    """Elements that a line became by its first characters."""
    option = block.name.startswith("option_")
    for tag in block.tags:
        if tag in _LOOKS_ALIKE:
            yield Found(f"shows {_LOOKS_ALIKE[tag]}", _first(block, tag))
        elif option and tag in HEADINGS:
            yield Found("shows a heading in an option", _first(block, tag))
        elif option and tag == "blockquote":
            yield Found("shows an option as a quotation", block.text[:40])
    if option and [len(listing.items) for listing in block.lists] == [1]:
        yield Found("shows an option as a list of one item", block.text[:40])


def _unmeant_code(block: Shown, source: str) -> Iterator[Found]:
    """Sentences that became code by spaces before them, or because the code above them does not end."""
    fences = len(_FENCE.findall(source))
    if fences % 2:
        yield Found("has code that does not end", block.code[-1].partition("\n")[0])
    for code in () if fences else block.code:
        if prose := _PROSE.search(code):
            yield Found("shows a sentence as code", prose.group().strip()[:40])


def nothing(block: Shown) -> Iterator[Found]:
    """A block, or a link, without a letter, a digit, a formula or an image."""
    if not (_SAYS.search(block.whole) or "img" in block.tags or "table" in block.tags or block.formulas):
        yield Found("shows nothing to read")
    if block.empty_links:
        yield Found("has a link or an image that shows nothing or leads nowhere")


def _first(block: Shown, tag: str) -> str:
    return next((piece.text for piece in block.pieces if piece.tag == tag), "")


def _without_addresses(markdown: str) -> str:
    """Markdown without what its links lead to, and without the names by which they say so."""
    named = {match[1] for match in _DEFINITION.finditer(markdown) if markdown.count(f"[{match[1]}]") > 1}
    plain = _DEFINITION.sub(lambda match: "" if match[1] in named else match.group(), markdown)
    return _ADDRESS.sub("]", plain)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(html.unescape(text)))
