"""What documents show of a question in a language: what is asked, and what stands behind its key."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.errors import GraderError
from grader.kinds.kind import MarkedBy
from grader.model import VOID, Claim
from grader.moodle.lettering import letter
from grader.moodle.quiz import File
from grader.pages.written import written
from grader.release.stages import ComputedStages, Stages
from grader.stability.certificate import Certificate, certify
from grader.texts.markdown import EMBEDDED, to_html
from grader.texts.numerals import unmarked
from grader.texts.source import EVIDENCE

Read = Callable[[ComputedStages, Claim], Mapping[str, object]]
"""What a claim looks at in the solution of its question, by name."""


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
class Heard:
    """A claim that holds: its statement, and what it read, name and value."""

    id: str
    statement: str
    read: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """A question in a language.

    several: whether more than one option can be chosen. key: what earns the whole mark, in letters or figures; empty
    where people mark it. void: whether every option does. files: those that its texts may embed.
    """

    id: str
    number: int
    language: str
    title: str
    stem: Said
    options: Sequence[Offered]
    several: bool
    key: str
    void: bool
    why: Said
    evidence: Said
    claims: Sequence[Heard] = ()
    certificate: Certificate | None = None
    files: Sequence[File] = field(default=(), repr=False)

    def placed(self, number: int, order: Sequence[int]) -> "Sheet":
        """The same with another number, and its options in another order, which letters and key follow."""
        options = [replace(self.options[was], letter=letter(place)) for place, was in enumerate(order)]
        key = ", ".join(one.letter for one in options if one.right) if options else self.key
        return replace(self, number=number, options=options, key=key)


def sheet(stages: Stages, language: str, read: Read) -> Sheet:
    """What documents show of a question. Raises GraderError for a kind that they cannot ask."""
    if any(one.part for one in stages.foreseen) or any(not block.startswith("feedback_") for block in stages.blocks):
        raise GraderError(f"{stages.id}: a document cannot ask a question of the kind {stages.kind.words} yet")
    said, text = _said(stages, language), stages.text_in(language)
    offered = [one for one in stages.foreseen if one.is_offered]
    letters = {one.id: letter(place) for place, one in enumerate(offered)}
    return Sheet(
        id=stages.id,
        number=stages.number,
        language=language,
        title=text.title,
        stem=said["stem"],
        options=[
            Offered(
                letters[one.id],
                said[one.shown] if one.shown else Said(one.in_words(language), one.in_words(language)),
                one.id in stages.keyed,
                said[one.feedback] if one.feedback else Said(""),
            )
            for one in offered
        ],
        several=bool(offered) and not stages.single,
        key=_key(stages, letters),
        void=isinstance(stages, ComputedStages) and stages.item.answer is VOID,
        why=said["general_feedback"],
        evidence=said.get(EVIDENCE, Said("")),
        claims=list(_claims(stages, read)),
        certificate=_certificate(stages),
        files=stages.files,
    )


def _said(stages: Stages, language: str) -> Mapping[str, Said]:
    """Every text by its block; with Markdown where that, its numbers filled in, still reads as it is shown."""
    text = stages.text_in(language)
    html = {"stem": text.stem, **text.parts, "general_feedback": text.general_feedback}
    filled = stages.filled_in(stages.sources[language]) if isinstance(stages, ComputedStages) else {}
    markdown = {name: unmarked(words) for name, words in filled.items()}
    return {
        name: Said(shown, _if_it_reads(markdown.get(name, ""), shown)) if EMBEDDED not in shown else Said(shown)
        for name, shown in html.items()
    }


def _if_it_reads(markdown: str, shown: str) -> str:
    return markdown if to_html(markdown) == shown else ""


def _key(stages: Stages, letters: Mapping[str, str]) -> str:
    if stages.kind.marked_by is not MarkedBy.MOODLE:
        return ""
    return ", ".join(letters.get(id_, id_) for id_ in stages.key)


def _claims(stages: Stages, read: Read) -> Iterator[Heard]:
    if isinstance(stages, ComputedStages):
        for claim in stages.question.claims:
            values = [(_name(name), written(value)) for name, value in read(stages, claim).items()]
            yield Heard(claim.id, claim.statement, values)


def _name(read: str) -> str:
    return read.removeprefix("s.")


def _certificate(stages: Stages) -> Certificate | None:
    if not isinstance(stages, ComputedStages) or stages.question.design is None:
        return None
    return certify(stages.id, stages.record, stages.question.design)
