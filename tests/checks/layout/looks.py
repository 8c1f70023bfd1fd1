"""Looking through a block of Markdown for what is broken in it."""

from collections.abc import Callable, Iterable, Mapping

from grader.checks.layout import characters, formulas, lists, markup, punctuation, structure, words
from grader.checks.layout.search import Found
from grader.checks.layout.shown import Shown, shown
from grader.texts.markdown import to_html

LOOKS: Mapping[str, Callable[[Shown], Iterable[Found]]] = {
    "L001": markup.left_over,
    "L002": markup.latex,
    "L003": formulas.broken_formulas,
    "L004": lists.broken_lists,
    "L005": structure.unmeant,
    "L006": characters.invisible,
    "L007": characters.misspelt,
    "L008": punctuation.signs,
    "L009": punctuation.unclosed,
    "L011": words.doubled,
    "L012": words.notes,
    "L016": structure.nothing,
}


def found(markdown: str, language: str = "en", *, name: str = "general_feedback", escaped: str = "") -> set[str]:
    """The codes of what is found in a block that reads so."""
    block = shown(name, to_html(markdown), language, frozenset(escaped))
    return {code for code, look in LOOKS.items() if list(look(block))}
