"""Family F: a figure can be drawn, is shown, and takes its numbers from the solution and its words from the text."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from xml.etree import ElementTree as ET

from grader.authored import running
from grader.checks.testimony import witness
from grader.checks.text import COMPLETE
from grader.errors import AuthorError, GraderError
from grader.findings import Defect, check, line_of, source_of
from grader.model import Figure, Solution
from grader.moodle.quiz import File, referred_to
from grader.mutation import places
from grader.mutation.quotations import Quotation
from grader.mutation.values import changes
from grader.release.figures import address, drawn
from grader.release.stages import ComputedStages
from grader.texts.words import Words, words_of

_CHANGES = 3  # of a value: what is drawn of it shows one of them
_WORD = re.compile(r"[^\W\d_]{2,}")
_TEXT = "{http://www.w3.org/2000/svg}text"


@check("F001", remedy="Mend the function: it draws on `axes` what it reads of the solution.", requires=COMPLETE)
def figure_fails(stages: ComputedStages) -> Iterator[Defect]:
    """A figure cannot be drawn."""
    try:
        stages.figures  # noqa: B018 - it is drawn when it is first asked for
    except AuthorError as error:
        yield Defect(line_of(error), "a figure cannot be drawn", (error.said,))
    except GraderError as error:  # the library is missing
        yield Defect(source_of(stages.question.figures[0].draw), "a figure cannot be drawn", (str(error),))


@check(
    "F002",
    remedy="Show it in each text, as an image at `figures/ID.svg`, or remove it.",
    requires=(*COMPLETE, "F001"),
    unvaried=True,
)
def figure_not_shown(stages: ComputedStages) -> Iterator[Defect]:
    """A figure is drawn, and a text does not show it."""
    for language, text in stages.texts.items() if stages.question.figures else ():
        shown = {path for html in text.blocks.values() for path in referred_to(html)}
        for figure in stages.question.figures:
            if address(figure, language) not in shown:
                yield Defect(source_of(figure.draw), f"the text in {language} does not show the figure {figure.id}")


@check(
    "F003",
    remedy="Draw what the solution holds: numbers that are typed stay when the solution is another.",
    requires=(*COMPLETE, "F001"),
    unvaried=True,
)
def figure_of_constants(stages: ComputedStages) -> Iterator[Defect]:
    """A figure is the same whatever the solution: it is drawn of constants."""
    solution, words = stages.solution, words_of(next(iter(stages.sources.values())))
    for figure in stages.question.figures:
        read: dict[str, object] = {}
        own = drawn(figure, witness(solution, read), words)
        others = (other for name, value in read.items() for other in _others(figure, solution, name, value, words))
        if all(other == own for other in others):
            yield Defect(
                source_of(figure.draw),
                f"the figure {figure.id} does not change with the solution",
                (f"it reads {', '.join(read) or 'nothing'}",),
            )


@check(
    "F004",
    remedy="Put the words into the block `terms` of each text, and draw them by `words.term(NAME)`.",
    requires=(*COMPLETE, "F001"),
    unvaried=True,
)
def figure_with_words_of_its_own(stages: ComputedStages) -> Iterator[Defect]:
    """A figure shows words that its function has typed: they are the same in every language."""
    for figure in stages.question.figures:
        in_each = (_typed(figure, stages.solution, words_of(source)) for source in stages.sources.values())
        typed = dict.fromkeys(word for words in in_each for word in words)
        if typed:
            yield Defect(source_of(figure.draw), f"the figure {figure.id} shows typed words: {', '.join(typed)}")


class _Numbered(Words):
    """Words that show as numbers, so that a drawing has no letters but those that its function typed."""

    def term(self, name: str) -> str:
        super().term(name)
        return str(list(self.terms).index(name))


def _others(figure: Figure, solution: Solution, name: str, value: object, words: Words) -> Iterator[File | None]:
    """What is drawn with other values of this name; None where it cannot be drawn, or no other value is known."""
    others = list(islice(changes(value, Quotation(name, (), "", 0, ()), {}), _CHANGES))
    if not others:
        yield None
    for change in others:
        try:
            with running():
                changed = places.replaced(solution, name, change.value)
            yield drawn(figure, changed, words)
        except AuthorError:
            yield None


def _typed(figure: Figure, solution: Solution, words: Words) -> Sequence[str]:
    """The words of a drawing that are not those of a text."""
    try:
        svg = drawn(figure, solution, _Numbered(words.language, words.terms)).content
    except AuthorError:  # it does more with words than show them
        return ()
    root = ET.fromstring(svg)  # noqa: S314 - we have drawn it
    return [word for element in root.iter(_TEXT) for word in _WORD.findall("".join(element.itertext()))]
