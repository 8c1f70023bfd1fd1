"""Family T: texts are whole, alike in every language, typed no digit, and cite a claim for every sentence."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from grader.authored import printed
from grader.checks.claims import testimonies
from grader.checks.testimony import covers
from grader.findings import Defect, Place, at, check, raised
from grader.release.stages import ComputedStages, ImportedStages, Stages
from grader.texts.markdown import to_html
from grader.texts.numerals import taken_out
from grader.texts.render import block_names
from grader.texts.shapes import with_any_digits
from grader.texts.source import UNSHOWN, Block, Sentence, Source, path_of, read
from grader.texts.templates import TextError

READABLE = ("T001", "S001", "K004")
COMPLETE = (*READABLE, "T002", "T004")
MOST_DIGITS = 7
_LONG_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f\u2019]*\d")
_MANY_DIGITS = re.compile(rf"\d[\d.,\u00a0\u202f\u2019]{{{MOST_DIGITS - 1},}}\d")
_TAG = re.compile(r"<[^>]*>")


@check("T001", remedy="Write the text in every language of the bank, in UTF-8.", unvaried=True)
def text_missing(stages: Stages) -> Iterator[Defect]:
    """A language has no text that can be read."""
    for language in stages.bank.languages:
        path = path_of(stages.folder, language)
        try:
            read(stages.folder, language)
        except (OSError, UnicodeDecodeError) as error:
            yield Defect(at(path), f"no text in {language}", (raised(error),))


@check("T002", remedy="Add the block: {% block NAME %}...{% endblock %}.", requires=READABLE, unvaried=True)
def block_missing(stages: Stages) -> Iterator[Defect]:
    """A text lacks a block, or leaves it empty."""
    for source in stages.sources.values():
        blocks, may_be_empty = source.blocks, isinstance(stages, ImportedStages)
        for name in block_names(stages.parts):
            around = next((block for block in blocks.values() if name in block.begun), None)
            if around is not None:
                said = f"the block {around.name} is not ended: the block {name} begins in it"
                yield Defect(_at(source, around.line), said, hint="Write {% endblock %} where the block ends.")
            elif name not in blocks or not (blocks[name].source.strip() or may_be_empty):
                yield Defect(at(source.path), f"the block {name} is missing or empty")


@check(
    "T003",
    remedy="Name the block after an option of the item, move the words into a block that is shown, or remove them.",
    requires=READABLE,
    unvaried=True,
)
def block_unknown(stages: Stages) -> Iterator[Defect]:
    """A text has a block that nobody is shown, or words outside of all blocks."""
    expected = (*block_names(stages.parts), *UNSHOWN)
    for source in stages.sources.values():
        for block in source.blocks.values():
            if block.name not in expected:
                yield Defect(_at(source, block.line), f"nobody is shown the block {block.name}")
        for line, words in islice(source.outside(), 1):
            yield Defect(_at(source, line), f"nobody is shown what stands outside of the blocks: {printed(words)}")


@check("T004", remedy="Name a value of the solution, `s`, or of the parameters, `p`.", requires=(*READABLE, "T002"))
def template_fails(stages: Stages) -> Iterator[Defect]:
    """A text's template names what does not exist, or cannot be filled in."""
    for source in stages.sources.values():
        try:
            stages.text_in(source.language)
        except TextError as error:
            yield Defect(_at(source, error.line), str(error))


@check("T006", remedy="End the sentence with the claim that it states: [^claim_id].", requires=READABLE, unvaried=True)
def uncited_sentence(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence of a feedback cites no claim, so nothing could refute it."""
    for source, sentence in _sentences(stages):
        if not sentence.cites:
            yield Defect(_at(source, sentence.line), f"this sentence cites no claim: {_excerpt(sentence)}")


@check("T007", remedy="Cite a claim of the question, or add it there.", requires=READABLE, unvaried=True)
def unknown_claim(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence cites a claim that the question does not make."""
    known = {claim.id for claim in stages.question.claims}
    for source, sentence in _sentences(stages):
        for cited in sentence.cites:
            if cited not in known:
                yield Defect(_at(source, sentence.line), f"the question makes no claim {cited}")


@check(
    "T008",
    remedy="Quote what the claim asserts, or let the claim assert it.",
    requires=(*READABLE, "C001", "C006", "T004", "T007"),
)
def number_not_claimed(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence quotes a value that none of the claims it cites looks at."""
    read = tuple((id_, tuple(testimony.read)) for id_, (_, testimony) in testimonies(stages).items())
    for source in stages.sources.values():
        for sentence, value in _unread(source, read):
            yield Defect(
                _at(source, sentence.line),
                f"{value} is quoted, but none of its claims reads it",
                tuple(f"{id_} reads {', '.join(dict(read)[id_]) or 'nothing'}" for id_ in sentence.cites),
            )


@check("T009", remedy="Say it in a feedback, or drop the claim.", requires=READABLE, unvaried=True)
def uncited_claim(stages: ComputedStages) -> Iterator[Defect]:
    """A claim is stated in no sentence of a text."""
    for source in stages.sources.values():
        blocks = [block for block in source.blocks.values() if block.is_feedback]
        cited = {id_ for block in blocks for sentence in block.sentences() for id_ in sentence.cites}
        for claim in stages.question.claims:
            if claim.id not in cited:
                yield Defect(at(source.path), f"no sentence states the claim {claim.id}: {claim.statement}")


@check(
    "T010",
    remedy="Let every language name the same values and cite the same claims.",
    requires=(*READABLE, "T002"),
    unvaried=True,
)
def languages_differ(stages: ComputedStages) -> Iterator[Defect]:
    """Two languages do not say the same: a block names other values, or cites other claims."""
    first, *others = stages.sources.values()
    for other in others:
        for name in block_names(stages.parts):
            ours, theirs = _said(first.blocks[name]), _said(other.blocks[name])
            if ours != theirs:
                yield Defect(
                    _at(other, other.blocks[name].line),
                    f"the block {name} does not say what it says in {first.language}",
                    (
                        *(f"only in {first.language}: {missing}" for missing in (ours - theirs).elements()),
                        *(f"only in {other.language}: {added}" for added in (theirs - ours).elements()),
                    ),
                )


@check("T012", remedy=r"Close every \( with \), and give \[ \] a paragraph of its own.", requires=COMPLETE)
def mathematics_lost(stages: ComputedStages) -> Iterator[Defect]:
    """Mathematics does not reach Moodle as it was written."""
    for source in stages.sources.values():
        for name, filled in stages.filled_in(source).items():
            if lost := _lost(taken_out(filled)[0]):
                yield Defect(_at(source, source.blocks[name].line), f"the block {name} loses a {lost}")


@check("T013", remedy="Say how many decimals to show: {{ s.value | number(2) }}.", requires=(*COMPLETE, "T005"))
def unreadable_number(stages: ComputedStages) -> Iterator[Defect]:
    """A number has more digits than anybody reads."""
    for source in stages.sources.values():
        shown = stages.texts[source.language].blocks
        for name, html in shown.items() if _has_many_digits(with_any_digits("\n".join(shown.values()))) else ():
            for number in _unreadable(html):
                yield Defect(_at(source, source.blocks[name].line), f"the block {name} shows {number}")


@lru_cache(maxsize=256)  # most variants of a question differ in digits alone
def _has_many_digits(html: str) -> bool:
    return bool(_MANY_DIGITS.search(html))


def _unreadable(html: str) -> tuple[str, ...]:
    """The numbers of an HTML text with too many digits."""
    found = dict.fromkeys(_LONG_NUMBER.findall(_TAG.sub(" ", html)))
    return tuple(number for number in found if sum(map(str.isdigit, number)) > MOST_DIGITS)


@lru_cache(maxsize=4096)  # of a question's variants, most blocks differ in numbers alone
def _lost(markdown: str) -> str:
    """The first delimiter of mathematics that a block of Markdown loses on its way to HTML; empty where it loses none.

    Numbers hold none.
    """
    html = to_html(markdown)
    lost = (one for one in (r"\(", r"\)", r"\[", r"\]") if html.count(one) != markdown.count(one))
    return next(lost, "")


def _blocks(stages: ComputedStages) -> Iterator[tuple[Source, Block]]:
    return ((source, block) for source in stages.sources.values() for block in source.blocks.values())


def _sentences(stages: ComputedStages) -> Iterator[tuple[Source, Sentence]]:
    for source, block in _blocks(stages):
        if block.is_feedback:
            yield from ((source, sentence) for sentence in block.sentences())


@lru_cache(maxsize=256)  # in most variants of a question, claims read the same values
def _unread(source: Source, read: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[Sentence, str], ...]:
    """What the feedbacks of a text quote that no claim cited there reads: the sentence, and the value.

    read: of each claim, by its id, the names of the values that it reads.
    """
    names = dict(read)
    sentences = (sentence for block in source.blocks.values() if block.is_feedback for sentence in block.sentences())
    return tuple(
        (sentence, value)
        for sentence in sentences
        for value in dict.fromkeys(sentence.values() if sentence.cites else ())
        if not any(covers(names[id_], value) for id_ in sentence.cites)
    )


def _said(block: Block) -> Counter[str]:
    """What a block says in any language: its expressions, and the claims it cites, in however many sentences."""
    cited = {f"[^{id_}]" for sentence in block.sentences() for id_ in sentence.cites}
    return Counter([*(f"{{{{ {expression} }}}}" for expression in block.expressions()), *cited])


def _excerpt(sentence: Sentence) -> str:
    words = " ".join(sentence.source.split())
    return words if len(words) <= 80 else f"{words[:77]}..."  # noqa: PLR2004 - a terminal's width


def _at(source: Source, line: int) -> Place:
    return at(source.path, line)
