"""Family Q, on what options say, and what is told to whoever chooses one: nobody leaves a part of it unread."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from grader.authored import is_number
from grader.checks.readback import READ, named_by
from grader.checks.text import COMPLETE
from grader.findings import Defect, at, check
from grader.kinds.foreseen import Foreseen
from grader.release.stages import ComputedStages
from grader.texts import readback
from grader.texts.readback import ReadBack
from grader.texts.source import EXPRESSION, Block, values

_FEW = 3  # words in a row of an option that may be read by nobody
_LABEL = re.compile(rf"[\s*-]*{EXPRESSION.pattern}\s*:", re.DOTALL)


@check(
    "Q007",
    remedy="Cite claims that the option names in `because`, and quote its own values.",
    requires=(*COMPLETE, "C003", "T007"),
    unvaried=True,
)
def feedback_of_another(stages: ComputedStages) -> Iterator[Defect]:
    """An option's feedback cites what is no reason of the option, or quotes what belongs to another one."""
    for source in stages.sources.values():
        of_option = {one.id: source.blocks[one.feedback] for one in stages.foreseen if one.feedback}
        because = {foreseen.id: {claim.id for claim in foreseen.because} for foreseen in stages.foreseen}
        for id_, block in of_option.items():
            place = at(source.path, block.line)
            for cited in sorted(_cited(block) - because[id_]):
                yield Defect(place, f"the feedback of {id_} cites {cited}, which is no reason of that option")
            for other in sorted(_quoted(block, stages.foreseen) - {id_}):
                yield Defect(place, f"the feedback of {id_} quotes a value of the option {other}")


@check(
    "Q011",
    remedy="Write below [options] by which words it is known, as far as a reader must find them.",
    requires=(*READ, "Q006"),
)
def option_unread(stages: ComputedStages) -> Iterator[Defect]:
    """More than three words in a row of an option are in no phrase that is read back."""
    for expected in stages.readbacks.values():
        source, text = stages.sources[expected.language], stages.texts[expected.language]
        for block in (one.shown for one in stages.foreseen if one.shown and expected.options):
            for left in _left(expected, readback.in_one_line(text.parts[block])):
                yield Defect(at(source.path, source.blocks[block].line), f"nothing reads back: {left}")


@check(
    "Q008",
    remedy="Let the feedback say it, or change what is to be read.",
    requires=(*READ, "Q007", "T023"),
)
def feedback_read_otherwise(stages: ComputedStages) -> Iterator[Defect]:
    """A feedback does not say what is to be read there, or another one says it."""
    feedbacks = {one.id: one.feedback for one in stages.foreseen if one.feedback}
    for expected in stages.readbacks.values():
        for phrase in expected.feedback:
            place = at(expected.path, phrase.line)
            for id_ in sorted(phrase.members - feedbacks.keys()):
                yield Defect(place, f"no response {id_} has a feedback")
            for id_, block in feedbacks.items():
                if phrase.members <= feedbacks.keys() and _says(stages, expected, block, phrase) != (
                    id_ in phrase.members
                ):
                    what = "does not say" if id_ in phrase.members else "says, too"
                    yield Defect(place, f"the feedback of {id_} in {expected.language} {what}: {phrase.words}")


@check(
    "Q009",
    remedy="Write below [feedback] of readback.LANGUAGE.txt, `RESPONSE = WORDS`, by which words it is known.",
    requires=(*READ, "Q007", "Q008", "W010"),
    unvaried=True,
)
def feedbacks_exchangeable(stages: ComputedStages) -> Iterator[Defect]:
    """The feedbacks of two responses could be exchanged, and nothing would tell."""
    for language, source in stages.sources.items():
        expected = stages.readbacks.get(language)
        if expected is None:
            continue  # of which W010 speaks
        known = frozenset().union(*(phrase.members for phrase in expected.feedback))
        told = [one for one in stages.foreseen if one.feedback and one.id not in known]
        for one, other in combinations(told, 2):
            blocks = source.blocks[one.feedback], source.blocks[other.feedback]
            if blocks[0].source.split() != blocks[1].source.split() and not (
                _is_of_another(blocks[1], one, stages.foreseen) or _is_of_another(blocks[0], other, stages.foreseen)
            ):
                said = f"the feedbacks of {one.id} and {other.id} could be exchanged"
                yield Defect(at(source.path, blocks[1].line), said)


@check(
    "Q013",
    remedy="Write below [options] of readback.LANGUAGE.txt, `VALUE = WORDS`, by which words each is known.",
    requires=(*READ, "W010"),
)
def words_exchangeable(stages: ComputedStages) -> Iterator[Defect]:
    """The words of two options, or of what else students choose among, could be exchanged, and nothing would tell."""
    for expected in stages.readbacks.values():
        blocks = [] if expected.options else sorted(_in_own_words(stages, expected.language))
        if len(blocks) > 1:
            said = f"the words of {blocks[0]} and {blocks[1]} could be exchanged"
            yield Defect(at(expected.path), said)


@check(
    "Q012",
    remedy="Let what follows the colon be of the value before it.",
    requires=(*COMPLETE, "T007"),
    unvaried=True,
)
def label_of_another(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence begins with a value of one option and a colon, and goes on with those of another."""
    ids = {one.id for one in stages.foreseen}
    for source in stages.sources.values():
        for block in source.blocks.values():
            for sentence in block.sentences() if block.is_feedback else ():
                of = [ids.intersection(name.split(".")[2:]) for name in sentence.values()]
                if of and _LABEL.match(sentence.source) and any(of[1:]) and of[0] and not of[0] & set().union(*of[1:]):
                    others = ", ".join(sorted(set().union(*of[1:])))
                    said = f"this begins with a value of {', '.join(of[0])}, and goes on with those of {others}"
                    yield Defect(at(source.path, sentence.line), said)


def _in_own_words(stages: ComputedStages, language: str) -> set[str]:
    """The blocks of what is offered in words that are not its value itself, and show no value that is called so."""
    text, source = stages.texts[language], stages.sources[language]
    return {
        block
        for one in stages.foreseen
        if (block := one.shown or one.choice) and not (isinstance(one.value, int | float) and is_number(one.value))
        if readback.in_one_line(text.parts[block]) != str(named_by(one))
        if str(named_by(one)) not in {name.rpartition(".")[2] for name in values(source.blocks[block].source)}
    }


def _is_of_another(block: Block, one: Foreseen, all_: Sequence[Foreseen]) -> bool:
    """Whether a feedback shows that it is not of this response."""
    return bool(_cited(block) - {claim.id for claim in one.because} or _quoted(block, all_) - {one.id})


def _says(stages: ComputedStages, expected: ReadBack, block: str, phrase: readback.Phrase) -> bool:
    return bool(phrase.found(readback.in_one_line(stages.texts[expected.language].parts[block])))


@lru_cache(maxsize=4096)  # of a question's variants, many options read the same
def _left(expected: ReadBack, words: str) -> Sequence[str]:
    """What words leave unread."""
    found = [(phrase, one) for phrase in expected.options for one in phrase.found(words)]
    spans = tuple(span for phrase, one in found for span in phrase.read(one))
    return tuple(readback.rows(words, spans, few=_FEW)) if spans else ()


def _cited(block: Block) -> set[str]:
    return {id_ for sentence in block.sentences() for id_ in sentence.cites}


def _quoted(block: Block, all_: Sequence[Foreseen]) -> set[str]:
    """The responses by whose ids a block looks up values, as in `s.share.ID`; of *true* and *false*, `s.told_true`."""
    names = values(block.source)
    keys = {key for value in names for key in value.split(".")[2:]}
    offered = {one.id for one in all_ if one.words and any(value.endswith(f"_{one.id}") for value in names)}
    return keys.intersection(one.id for one in all_) | offered
