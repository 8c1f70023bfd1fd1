"""Family L, on formulas: L003."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from grader.checks.layout.search import Found, defects
from grader.checks.layout.shown import Shown
from grader.checks.text import COMPLETE
from grader.findings import Defect, check
from grader.release.stages import ComputedStages

_ESCAPE = re.compile(r"\\[\\{}$%&#_|]")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
_KNOWN_TO_MATHJAX = {r"\hline", r"\nonumber", r"\notag", r"\eqref", r"\P", r"\copyright", r"\bbox", r"\ce", r"\pu"}
_TEXT = re.compile(
    r"\\(?:text\w*|mathrm|mathit|mathbf|mathsf|mathtt|operatorname\*?|[hm]box|tag|label|ce|begin|end)\s*\{[^{}]*\}"
)
_WORDS = re.compile(r"[^\W\d_]{2,}(?:(?:\s+[^\W\d_])?\s+[^\W\d_]{2,}){2,}")
_FEWEST_LETTERS = 10  # of words, rather than of factors such as dx dy dz
_ARGUMENTS = re.compile(r"\\(?:[dt]?frac|d?binom|overset|underset|stackrel)(?![A-Za-z])")
_ARGUMENT = re.compile(r"\s*(?:\\[A-Za-z]+|[^\s{}\\&])")


@check("L003", remedy="Write the formula as LaTeX has it, or its words as text.", requires=COMPLETE)
def formula_broken(stages: ComputedStages) -> Iterator[Defect]:
    """A formula is empty or cannot be typeset: something in it is not closed, is missing, or is unknown."""
    return defects(stages, broken_formulas)


def broken_formulas(block: Shown) -> Iterator[Found]:
    """Formulas that nobody can typeset."""
    for formula in block.formulas:
        if wrong := _wrong(formula[2:-2]):
            yield Found(f"has a formula that {wrong}", formula)


@lru_cache(maxsize=4096)
def _wrong(latex: str) -> str:
    """What is wrong with a formula; empty where nothing is."""
    plain = _ESCAPE.sub("  ", latex)
    for wrong, is_so in (
        ("is empty", not plain.replace("{", "").replace("}", "").replace("~", "").strip()),
        ("holds another delimiter of formulas", re.search(r"\\[(\[]|\$", plain)),
        ("does not close its braces", _unbalanced(plain, "{", "}")),
        (r"does not pair \left and \right", _unbalanced(plain, r"\\left(?![A-Za-z])", r"\\right(?![A-Za-z])")),
        (r"does not pair \begin and \end", _environments(plain)),
        ("does not close its brackets", _brackets(plain)),
        ("lacks an argument", _lacks_argument(plain)),
        ("has a & that aligns nothing, or a #", re.search(r"#" if r"\begin" in latex else r"[&#]", plain)),
        ("runs words together", any(len(words) > _FEWEST_LETTERS for words in _WORDS.findall(_without_text(plain)))),
    ):
        if is_so:
            return wrong
    return _refused(latex)


def _without_text(latex: str) -> str:
    """A formula without its commands, and without what they set as text."""
    return _COMMAND.sub(" & ", _TEXT.sub(" & ", latex))


def _unbalanced(latex: str, opening: str, closing: str) -> bool:
    depth = 0
    for match in re.finditer(f"(?P<opening>{opening})|{closing}", latex):
        depth += 1 if match["opening"] else -1
        if depth < 0:
            return True
    return depth != 0


def _environments(latex: str) -> bool:
    opened = list[str]()
    for kind, name in re.findall(r"\\(begin|end)\s*\{([^{}]*)\}", latex):
        if kind == "begin":
            opened.append(name)
        elif not opened or opened.pop() != name:
            return True
    return bool(opened)


def _brackets(latex: str) -> bool:
    """Whether more brackets open than close, of any kind: those of an interval may be unlike."""
    if r"\left" in latex or r"\begin" in latex:
        return False
    return sum(map(latex.count, "([")) != sum(map(latex.count, ")]"))


def _lacks_argument(latex: str) -> bool:
    return any(_after_arguments(latex, match.end(), 2) < 0 for match in _ARGUMENTS.finditer(latex))


def _after_arguments(latex: str, place: int, count: int) -> int:
    """Where so many arguments of a command end; -1 where one is missing or empty."""
    for _ in range(count):
        if latex[place:].lstrip().startswith("{"):
            start = latex.index("{", place)
            place = _closing(latex, start) + 1
            if not latex[start + 1 : place - 1].strip():
                return -1
        elif match := _ARGUMENT.match(latex, place):
            place = match.end()
        else:
            return -1
    return place


def _closing(latex: str, place: int) -> int:
    depth = 0
    for end in range(place, len(latex)):
        depth += {"{": 1, "}": -1}.get(latex[end], 0)
        if not depth:
            return end
    return len(latex)


def _refused(latex: str) -> str:
    """What latex2mathml, which draws our pages' formulas, does not take."""
    from latex2mathml.converter import convert

    try:
        drawn = convert(latex)
    except Exception as error:  # noqa: BLE001 - what it raises for what it cannot read has no common base
        return f"cannot be read ({type(error).__name__.removesuffix('Error')})"
    unknown = set(_COMMAND.findall(html.unescape(drawn))) - _KNOWN_TO_MATHJAX
    return f"has a command that is unknown: {min(unknown)}" if unknown else ""
