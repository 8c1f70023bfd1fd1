"""What documents show of a question in a language: what is asked, and what stands behind its key."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from grader.documents.words import words_in
from grader.kinds.foreseen import Foreseen
from grader.kinds.kind import MarkedBy
from grader.model import VOID, Claim
from grader.moodle.flatten import to_plain_text
from grader.moodle.lettering import letter
from grader.moodle.quiz import File
from grader.moodle.shown import in_language
from grader.release.stages import ComputedStages, Stages
from grader.stability.certificate import Certificate, certify
from grader.texts.language import LANGUAGES
from grader.texts.markdown import EMBEDDED, to_html
from grader.texts.numerals import unmarked
from grader.texts.source import EVIDENCE, GAP, terms

_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")

Read = Callable[[ComputedStages, Claim, str], Mapping[str, str]]
"""The values that a claim reads and a text quotes, as the text writes them, by name."""


@dataclass(frozen=True)
class Said:
    """A text: HTML as Moodle gets it, and Markdown that reads the same, where there is any."""

    html: str
    markdown: str = ""


@dataclass(frozen=True)
class Offered:
    """A response that students can choose: its letter, its text, whether it earns the whole mark, its feedback."""

    letter: str
    text: Said
    right: bool
    feedback: Said


@dataclass(frozen=True)
class Part:
    """A place to be filled in, such as a gap or a stem of a pair: its number, its text, what it may be filled with.

    letters: of the options that it may be filled with; empty where it is written.
    """

    number: int
    text: Said
    letters: str


@dataclass(frozen=True)
class Heard:
    """A claim that holds: its statement, and the values that it read and a text quotes, by name."""

    statement: str
    read: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """A question in a language.

    number: among those that ask something, as Moodle counts, too; 0 where nothing is asked.
    several: whether more than one option can be chosen. parts: where it has any, what is to be filled in.
    key: what earns the whole mark, in letters or figures; empty where people mark it.
    void: whether every option does. lines: how many an answer takes that is written; none where nothing is asked.
    files: those that its texts may embed.
    """

    id: str
    number: int
    language: str
    stem: Said
    options: Sequence[Offered]
    several: bool
    parts: Sequence[Part]
    key: str
    void: bool
    lines: int
    why: Said
    evidence: Said
    claims: Sequence[Heard] = ()
    certificate: Certificate | None = None
    files: Sequence[File] = field(default=(), repr=False)

    def in_order(self, order: Sequence[int]) -> "Sheet":
        """The same with its options in another order, which letters and key follow.

        Where parts are to be filled in, the options stay in their order.
        """
        if self.parts:
            return self
        options = [replace(self.options[was], letter=letter(place)) for place, was in enumerate(order)]
        key = ", ".join(one.letter for one in options if one.right) if options else self.key
        return replace(self, options=options, key=key)


def numbers(stages: Sequence[Stages]) -> Iterator[int]:
    """The number of each question in this order; 0 for a text that asks nothing."""
    number = 0
    for one in stages:
        number += asks(one)
        yield number if asks(one) else 0


def asks(stages: Stages) -> bool:
    """Whether anything is asked, and not only told."""
    return stages.kind.marked_by is not MarkedBy.NOBODY


def sheet(stages: Stages, number: int, language: str, read: Read) -> Sheet:
    """What documents show of a question, which has this number among them."""
    said = _said(stages, language)
    offered = _offered(stages, language, said)
    letters = {one.id: letter(place) for place, one in enumerate(offered)}
    parts = list(dict.fromkeys(one.part for one in stages.foreseen if one.part))
    return Sheet(
        id=stages.id,
        number=number,
        language=language,
        stem=_numbered(said["stem"], parts),
        options=[
            Offered(
                letters[one.id],
                _words(one, language, said),
                not parts and one.id in stages.keyed,  # which part a choice is right in, the key says
                said[one.feedback] if one.feedback else Said(""),
            )
            for one in offered
        ],
        several=bool(offered) and not parts and not stages.single,
        parts=[_part(stages, number, part, said, letters) for number, part in enumerate(parts, start=1)],
        key=_key_of_parts(stages, parts, letters, language) if parts else _key(stages, letters, language),
        void=bool(offered) and isinstance(stages, ComputedStages) and stages.item.answer is VOID,
        lines=stages.kind.lines(stages.moodle_question(language)),
        why=said["general_feedback"],
        evidence=said.get(EVIDENCE, Said("")),
        claims=list(_claims(stages, read, language)),
        certificate=_certificate(stages),
        files=stages.files,
    )


def _said(stages: Stages, language: str) -> Mapping[str, Said]:
    """Every text by its block, in one language where Moodle's filter would choose it.

    With Markdown where that, its numbers filled in, still reads as it is shown.
    """
    text = stages.text_in(language)
    stored = {"stem": text.stem, **text.parts, "general_feedback": text.general_feedback}
    html = {name: in_language(shown, LANGUAGES[language].moodle) for name, shown in stored.items()}
    filled = stages.filled_in(stages.sources[language]) if isinstance(stages, ComputedStages) else {}
    markdown = {name: unmarked(words) for name, words in filled.items()}
    return {
        name: Said(shown, _if_it_reads(markdown.get(name, ""), shown)) if EMBEDDED not in shown else Said(shown)
        for name, shown in html.items()
    }


def _if_it_reads(markdown: str, shown: str) -> str:
    return markdown if to_html(markdown) == shown else ""


def _offered(stages: Stages, language: str, said: Mapping[str, Said]) -> list[Foreseen]:
    """What can be chosen, in its order; what fills parts, once each and by the alphabet, which tells nothing."""
    if not any(one.part for one in stages.foreseen):
        return [one for one in stages.foreseen if one.is_offered]
    once = {one.choice: one for one in reversed(stages.foreseen) if one.choice}
    return sorted(once.values(), key=lambda one: to_plain_text(_words(one, language, said).html))


def _words(one: Foreseen, language: str, said: Mapping[str, Said]) -> Said:
    block = one.shown or one.choice
    return said[block] if block else Said(one.in_words(language), one.in_words(language))


def _numbered(stem: Said, parts: Sequence[str]) -> Said:
    """A stem whose gaps have numbers in place of names."""

    def written(gap: re.Match[str]) -> str:
        return f"({parts.index(gap[1]) + 1}) \u2026\u2026" if gap[1] in parts else gap.group()

    return Said(GAP.sub(written, stem.html), GAP.sub(written, stem.markdown))


def _part(stages: Stages, number: int, part: str, said: Mapping[str, Said], letters: Mapping[str, str]) -> Part:
    by_choice = _by_choice(stages, letters)
    found = sorted({by_choice[one.choice] for one in stages.foreseen if one.part == part and one.choice})
    return Part(number, said.get(f"stem_{part}", Said("")), ", ".join(found))


def _by_choice(stages: Stages, letters: Mapping[str, str]) -> Mapping[str, str]:
    """The letter of each block that parts are filled with."""
    return {one.choice: letters[one.id] for one in stages.foreseen if one.id in letters}


def _key_of_parts(stages: Stages, parts: Sequence[str], letters: Mapping[str, str], language: str) -> str:
    """What fills each part rightly: letters, or what is to be written, of which the first that is foreseen will do."""
    by_choice, keyed = _by_choice(stages, letters), set(stages.keyed)
    found = []
    for number, part in enumerate(parts, start=1):
        right = [one for one in stages.foreseen if one.part == part and one.id in keyed]
        chosen = [by_choice[one.choice] for one in right if one.choice]
        found.append(f"{number}: {', '.join(chosen) or _typed(right[0], language)}")
    return "; ".join(found)


def _key(stages: Stages, letters: Mapping[str, str], language: str) -> str:
    if stages.kind.marked_by is not MarkedBy.MOODLE:
        return ""
    right, words = set(stages.keyed), terms(stages.sources[language])
    return ", ".join(letters.get(one.id) or _typed(one, language, words) for one in stages.foreseen if one.id in right)


def _typed(one: Foreseen, language: str, words: Mapping[str, str] = MappingProxyType({})) -> str:
    """An answer that students type: a number as the language writes it, a named value in the language's words."""
    if one.figures:
        mark, beside = LANGUAGES[language].decimal, f" {words_in(language)['or']} "
        return beside.join(_POINT.sub(mark, number, count=1) for number in one.figures)
    value = str(one.value[0] if isinstance(one.value, tuple) else one.value)
    return words.get(value, value)


def _claims(stages: Stages, read: Read, language: str) -> Iterator[Heard]:
    if isinstance(stages, ComputedStages):
        for claim in stages.question.claims:
            values = [(_name(name), shown) for name, shown in read(stages, claim, language).items()]
            yield Heard(claim.statement, values)


def _name(read: str) -> str:
    return read.removeprefix("s.")


def _certificate(stages: Stages) -> Certificate | None:
    if not isinstance(stages, ComputedStages) or stages.question.design is None:
        return None
    return certify(stages.id, stages.record, stages.question.design)
