"""Family T, on what expressions show: T030 to T034.

A text names a value and says how to write it, and that is all: what it shows must be true of the value, tell it apart
from others, and let whoever reads see what the sentence says.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import isclose
from numbers import Number

from jinja2 import nodes

from grader.authored import printed
from grader.checks.compared import Comparison, comparisons
from grader.checks.quoted import WRITERS, Occurrence, Quoted, occurrences, quoted_by, unfiltered
from grader.checks.text import READABLE
from grader.findings import Defect, at, check
from grader.release.stages import ComputedStages
from grader.texts.expressions import Filter
from grader.texts.source import Source

FILTERS = (*WRITERS, "about", "decimals", "figures", "listing", "join", "length", "map", "term")
_SHOWN = ("T001", "S001", "K004", "T002", "T004", "T030")
_ESCAPES = ("'{'", '"{"', "'^'", '"^"')  # how a text shows a character that would begin something of ours
_STATEMENT = re.compile(r"\{%[-+]?\s*(\w+)")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_WORDS: Mapping[type[nodes.Node], str] = {
    nodes.Const: "writes a value itself",
    nodes.BinExpr: "computes",
    nodes.UnaryExpr: "computes",
    nodes.Compare: "compares",
    nodes.Concat: "joins words",
    nodes.CondExpr: "decides between values",
    nodes.Call: "calls a function",
    nodes.Getitem: "picks an entry",
    nodes.Test: "tests a value",
}
_SIGN = r"%|(?:percent|per\s+cent|por\s+cento)\b"
_SIGN_BEHIND = re.compile(rf"(?:\s|\\,|\u00a0)*\\?(?:{_SIGN})", re.IGNORECASE)
_SIGN_BEFORE = re.compile(r"%\s*$")
_SHARES = {"share", "shares", "fraction", "proportion", "percentage", "accuracy", "fração", "proporção", "acurácia"}
_NO_SHARES = {"loss", "losses", "entropy", "perplexity", "norm", "perda", "perdas", "entropia", "norma"}
_RELATIVE = {
    *("change", "fall", "drop", "decrease", "rise", "gain", "growth", "increase", "improvement", "return", "error"),
    *("excess", "gap", "difference", "deviation", "lift", "ratio", "spread"),
    *("mudança", "queda", "aumento", "ganho", "crescimento", "erro", "excesso", "diferença", "desvio", "variação"),
}
_NUMBER_AS_WORD = re.compile(r"\s*[-+\u2212]?\d[\d.,\s\u00a0]*%?\s*")
_SAME = 1e-9  # nearer than this, numbers differ by how they were computed
_HOLDS: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_SAID: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "below",
    ast.LtE: "at most",
    ast.Gt: "above",
    ast.GtE: "at least",
    ast.Eq: "equal to",
    ast.NotEq: "other than",
}


@check(
    "T030",
    remedy="Put the value into the solution, and let the text show it by its name and filters.",
    requires=READABLE,
    unvaried=True,
)
def expression_is_more_than_a_value(stages: ComputedStages) -> Iterator[Defect]:
    """A text computes, decides or hides something, where it may only name values and show them through filters."""
    for source in stages.sources.values():
        for match in _STATEMENT.finditer(source.content):
            if match[1] not in ("block", "endblock"):
                line = 1 + source.content.count("\n", 0, match.start())
                yield Defect(at(source.path, line), f"a text has no statements, received {{% {match[1]} %}}")
        for block in source.blocks.values():
            for match in _COMMENT.finditer(block.source):
                yield Defect(
                    at(source.path, block.line_at(match.start())),
                    f"nobody is shown this part of the block {block.name}: {' '.join(match.group().split())}",
                    hint="Move the comment out of the block, or remove it.",
                )
        for occurrence in occurrences(source):
            for wrong in _more_than_a_value(occurrence):
                yield Defect(at(source.path, occurrence.line), f"{{{{ {occurrence.written} }}}} {wrong}")


@check(
    "T031",
    remedy="Show each value through the filter of its kind: a share of 1 by percent, any other decimal number by "
    "number or scientific, a whole number by itself.",
    requires=_SHOWN,
)
def filter_does_not_fit(stages: ComputedStages) -> Iterator[Defect]:
    """A value is shown by a filter that is not for its kind: a loss as a percentage, a share without, a bare float."""
    for source, numbers in quoted_by(stages):
        for one in numbers:
            for wrong in _wrong(one):
                yield _defect(source, one, wrong)
        yield from (_defect(source, one, wrong) for one, wrong in _shares_without_percent(numbers))
        for occurrence, value in unfiltered(source, stages.solution):
            for wrong in _unwritten(value):
                yield Defect(at(source.path, occurrence.line), f"{occurrence.expression.value} {wrong}")


@check(
    "T032",
    remedy="Show more decimals, or scientific(1); where you mean that it is about as much, say so with the filter "
    "about behind the other: students read \u2248 0.0.",
    requires=_SHOWN,
)
def rounded_to_nothing(stages: ComputedStages) -> Iterator[Defect]:
    """A number that is not zero reads as zero, or one that is below 1, or 100%, reads as that."""
    for source, numbers in quoted_by(stages):
        for one in numbers:
            if not one.is_about and _rounded_away(one):
                yield _defect(source, one, f"is not {one.read:g}, and reads as it")


@check(
    "T033",
    remedy="Show as many decimals as tell them apart, or say with the filter about that they are only near.",
    requires=_SHOWN,
)
def different_numbers_read_alike(stages: ComputedStages) -> Iterator[Defect]:
    """Two numbers of a block differ, and read the same."""
    if stages.variant:  # there numbers that have nothing to do with each other meet by chance
        return
    for source, numbers in quoted_by(stages):
        alike: dict[tuple[str, str | None, str], list[Quoted]] = {}
        for one in numbers:
            if one.writer and not one.is_about and not _rounded_away(one):
                alike.setdefault((one.at.block, one.writer, one.written), []).append(one)
        for several in alike.values():
            for one in several[1:]:
                first = several[0]
                if not isclose(first.value, one.value, rel_tol=_SAME):
                    yield _defect(source, one, f"reads as {first.name}, which is {first.value!r}, does")
                    break


@check(
    "T034",
    remedy="Show as many decimals as the comparison takes.",
    requires=(*_SHOWN, "T007", "C006"),
)
def comparison_is_not_seen(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence shows two values that its claims compare, and the digits shown do not bear the comparison out."""
    for source, numbers in quoted_by(stages):
        compared = _compared(stages.exam, source.language)
        for sentence, said in compared.items():
            yield from (
                _defect(source, one, f"is {_SAID[comparison]} {other.name}, which reads {other.written}")
                for one, comparison, other in _unseen([one for one in numbers if one.at.sentence == sentence], said)
            )


def _more_than_a_value(occurrence: Occurrence) -> Iterator[str]:
    expression = occurrence.expression
    if not expression.value and expression.source not in _ESCAPES:
        known = (words for kind, words in _WORDS.items() if issubclass(expression.kind, kind))
        yield next(known, "is more than a value of s or p with plain filters")
    for one in expression.filters:
        if one.name == "join" and any(re.search(r"\w", argument) for argument in one.arguments):
            yield "writes words between entries; the filter listing has those of the language"
        for name in (one.name, *_mapped(one)):
            if name not in FILTERS:
                yield f"uses {name}, which is not among the filters {', '.join(FILTERS)}"


def _mapped(one: Filter) -> Iterator[str]:
    """The filter that `map` applies."""
    if one.name == "map":
        yield one.arguments[0].strip("'\"") if one.arguments else "map without a filter"


@lru_cache(maxsize=16_384)
def _wrong(one: Quoted) -> Sequence[str]:
    """What is wrong with how a number is shown, wherever else it stands."""
    return (*_bare(one), *_no_share(one), *_digits(one), *_sign(one))


def _bare(one: Quoted) -> Iterator[str]:
    if one.writer is None and isinstance(one.value, float):
        yield "is a decimal number without a filter"


def _unwritten(value: object) -> Iterator[str]:
    """What no language writes as Python does, and numbers that would pass for words."""
    if isinstance(value, str):
        if _NUMBER_AS_WORD.fullmatch(value):
            yield f"is a number as a word, {value!r}, which no filter writes and no check reads"
    elif isinstance(value, bool) or not isinstance(value, Number):
        yield f"is neither a number nor a word: students would read {printed(value)}"


def _no_share(one: Quoted) -> Iterator[str]:
    """A percentage is of a share of 1; beyond that only what tells how something changed, by its name."""
    if one.writer != "percent":
        return
    kinds = {part.rpartition("_")[2] for part in _parts(one)}
    relative = _RELATIVE.intersection(_words(one))
    if kinds & _NO_SHARES and not kinds & (_SHARES | _RELATIVE):
        yield "is no share by its name"
    elif not -_SAME <= one.value <= 1 + _SAME and not relative:
        yield "is no share of 1; of a relative change the name says so, as in loss_change"


def _digits(one: Quoted) -> Iterator[str]:
    """A whole number is exact; how exact a decimal number is, its author alone knows."""
    if one.writer == "number" and one.decimals and isinstance(one.value, int):
        yield "is a whole number, and has no decimals"


def _sign(one: Quoted) -> Iterator[str]:
    """The filter percent writes the sign; behind the number of a share a typed one makes a hundredth of it."""
    signed = _SIGN_BEHIND.match(one.at.behind) or _SIGN_BEFORE.search(one.at.before)
    if signed and one.writer == "percent":
        yield "has its percent sign from the filter, and another one that was typed"
    elif signed and 0 < one.value < 1 and isinstance(one.value, float):
        yield "is a share of 1, and a percent sign was typed behind it"


def _shares_without_percent(numbers: Sequence[Quoted]) -> Iterator[tuple[Quoted, str]]:
    """Shares that stand as numbers, where the text elsewhere, or the sentence otherwise, has percentages.

    In a formula a share may be a number: it is what is calculated with.
    """
    percentages = [one for one in numbers if one.writer == "percent"]
    in_percent, sentences = {one.name for one in percentages}, {one.at.sentence for one in percentages}
    for one in numbers:
        if one.writer != "number" or one.at.in_formula:
            continue
        if one.name in in_percent:
            yield one, "is shown in percent elsewhere"
        elif one.at.sentence in sentences and 0 <= one.value <= 1 and _SHARES.intersection(_words(one)):
            yield one, "is a share, and the sentence shows others in percent"


def _parts(one: Quoted) -> list[str]:
    """The names on the way to the value, as in `s.share.rate_1`: of a mapping its own, and its key."""
    return one.name.lower().split(".")[1:]


def _words(one: Quoted) -> list[str]:
    return "_".join(_parts(one)).split("_")


def _rounded_away(one: Quoted) -> bool:
    if one.read == 0:
        return one.value != 0
    return one.read == 1 and one.value < 1 and not isclose(one.value, 1, rel_tol=_SAME)


@lru_cache(maxsize=64)  # variants have the claims and the sentences of their exam
def _compared(exam: ComputedStages, language: str) -> Mapping[int, Sequence[Comparison]]:
    """What claims compare whose values stand together in a sentence of a text that cites them, by sentence."""
    said = {claim.id: comparisons(claim) for claim in exam.question.claims}
    names: dict[int, set[str]] = {}
    cited: dict[int, list[Comparison]] = {}
    for occurrence in occurrences(exam.sources[language]):
        names.setdefault(occurrence.sentence, set()).add(occurrence.expression.value)
        cited[occurrence.sentence] = [one for id_ in occurrence.cites for one in said.get(id_, ())]
    together = {number: [one for one in cited[number] if {one.left, one.right} <= names[number]] for number in names}
    return {number: found for number, found in together.items() if found}


def _unseen(within: Sequence[Quoted], said: Sequence[Comparison]) -> Iterator[tuple[Quoted, type[ast.cmpop], Quoted]]:
    """The pairs of a sentence that a claim compares, truly, and of which that cannot be seen."""
    told: set[tuple[str, str]] = set()
    by_name: dict[str, list[Quoted]] = {}
    for one in within:
        by_name.setdefault(one.name, []).append(one)
    for comparison in said:
        holds, names = _HOLDS.get(comparison.operator), (comparison.left, comparison.right)
        if holds is None or names in told:
            continue
        for one, other in product(*(by_name.get(name, ()) for name in names)):
            if holds(one.value, other.value) and not holds(one.read, other.read):
                told.add(names)
                yield one, comparison.operator, other
                break


def _defect(source: Source, one: Quoted, wrong: str) -> Defect:
    return Defect(
        at(source.path, one.at.line),
        f"{one.name} {wrong}",
        (f"{one.name} = {one.value!r} is shown as {one.written} by {{{{ {one.at.expression} }}}}",),
    )
