"""What the preview shows of each question: one sheet a question, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import markupsafe

from grader.findings import Finding
from grader.kinds.kind import Attributes
from grader.stability.certificate import Certificate

NOTHING: Final = markupsafe.Markup()
"""A text with nothing to see."""

FORM: Final = "form.html.j2"
"""The template of a kind in which its questions are answered."""


@dataclass(frozen=True)
class Version:
    """A question in a language, every text safe to show; options and feedback in the options' order.

    evidence: what Moodle never shows. blocks: its texts that belong to no option alone, by their names, such as the
    stems of pairs. further: what Moodle says besides, for a question that was imported: when, and what.
    """

    language: str
    title: str
    stem: markupsafe.Markup
    options: Sequence[markupsafe.Markup]
    feedback: Sequence[markupsafe.Markup]
    general_feedback: markupsafe.Markup
    evidence: markupsafe.Markup = NOTHING
    blocks: Mapping[str, markupsafe.Markup] = field(default_factory=dict)
    further: Sequence[tuple[str, markupsafe.Markup]] = ()


@dataclass(frozen=True)
class ShownOption:
    """An option as its author knows it: whether it is keyed, what it earns and why somebody chooses it.

    letter: its id, where no text says it. part: what it fills in, where a response has parts.
    """

    letter: str
    id: str
    value: str
    keyed: bool
    fraction: float
    misconception: str
    because: Sequence[str]
    part: str = ""


@dataclass(frozen=True)
class ShownClaim:
    """A claim with its evidence.

    holds, refuted: whether it holds, and whether its counterexample refutes it. trouble: why it cannot be run.
    read: every value that it looked at: its name, what it is here, what it is in the counterexample.
    stated: the blocks of the texts that state it.
    """

    id: str
    statement: str
    holds: bool = False
    refuted: bool = False
    trouble: str = ""
    read: Sequence[tuple[str, str, str]] = ()
    stated: Sequence[str] = ()


@dataclass(frozen=True)
class Measured:
    """The certificate of a measured question and its plots: title, drawing, description."""

    certificate: Certificate
    plots: Sequence[tuple[str, markupsafe.Markup, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked, of a question or of one of its variants; empty where it could not be computed.

    form: the template in which it is answered; in_stem: whether that shows the stem.
    attributes: by language, what its script must know of each answer that is typed.
    key: the letters that earn the mark, or `void`, `undecided`, `none`; empty where the options are not known.
    `people` or `nobody` where Moodle does not mark it.
    not_shown: what cannot be shown, and why. absent: elements of its texts that no page shows, by name.
    imported: whether nobody has computed it yet.
    """

    versions: Sequence[Version] = ()
    options: Sequence[ShownOption] = ()
    form: str = ""
    in_stem: bool = False
    attributes: Mapping[str, Sequence[Attributes]] = field(default_factory=dict)
    key: str = ""
    findings: Sequence[Finding] = ()
    not_shown: Sequence[str] = ()
    absent: Sequence[str] = ()
    imported: bool = False

    @property
    def to_mend(self) -> int:
        """How many findings there are, or else things that cannot be shown."""
        return len(self.findings) or len(self.not_shown)


@dataclass(frozen=True, kw_only=True)
class ShownVariant(Asked):
    """A variant: its code, and what was chosen otherwise than in the exam."""

    code: str
    differences: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The variants that a seed draws from a space.

    size: how many choices the space has. trouble: why fewer variants than wanted could be drawn; empty if none lacks.
    """

    seed: int
    size: int
    variants: Sequence[ShownVariant] = ()
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet(Asked):
    """Everything that the preview shows of a question.

    several: whether more than one option can be chosen.
    about: the settings for Moodle that are not the usual ones: mark, order, tags.
    drawn: some of its variants, where it has any and they are wanted.
    """

    id: str
    number: int
    warnings: Sequence[Finding] = ()
    waivers: Sequence[tuple[str, str]] = ()
    claims: Sequence[ShownClaim] = ()
    parameters: Sequence[tuple[str, str]] = ()
    solution: Sequence[tuple[str, str]] = ()
    about: Sequence[str] = ()
    several: bool = False
    measured: Measured | None = None
    drawn: Drawn | None = None

    @property
    def anchor(self) -> str:
        """Where the page has it."""
        return f"question-{self.number}"

    @property
    def label(self) -> str:
        """What the page calls it where there is little room: its number in the exam."""
        return str(self.number)

    @property
    def title(self) -> str:
        """Its title in the first language that can be shown, else its id."""
        return self.versions[0].title if self.versions else self.id

    @property
    def language(self) -> str:
        """The language of its title; empty for an id."""
        return self.versions[0].language if self.versions else ""

    @property
    def to_mend(self) -> int:
        """What is to be mended in it and in its variants."""
        own = super().to_mend
        return own + (sum(one.to_mend for one in self.drawn.variants) + bool(self.drawn.trouble) if self.drawn else 0)

    @property
    def groups(self) -> Sequence[str]:
        """What the page can show alone: `mend`, and `computed` or `imported`."""
        return (*(("mend",) if self.to_mend else ()), "imported" if self.imported else "computed")


@dataclass(frozen=True)
class Row:
    """A row of a part: a text, what it is worth or goes with, and what is said to whoever gives it."""

    text: markupsafe.Markup
    about: str = ""
    feedback: markupsafe.Markup = NOTHING


@dataclass(frozen=True)
class Part:
    """What a question that is kept whole is made of: its answers, its pairs, the choices of a gap."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A question of a type that is kept whole: exported as it came in, shown as far as it can be read.

    place: which of them it is, from 1. kind: Moodle's name of its type. feedback: what is said, and when.
    settings: every other thing that its file says: what, and how. trouble: why it cannot be read.
    """

    id: str
    place: int
    language: str
    kind: str = ""
    title: str = ""
    stem: markupsafe.Markup = NOTHING
    parts: Sequence[Part] = ()
    feedback: Sequence[tuple[str, markupsafe.Markup]] = ()
    settings: Sequence[tuple[str, str]] = ()
    findings: Sequence[Finding] = ()
    absent: Sequence[str] = ()
    trouble: str = ""

    @property
    def anchor(self) -> str:
        """Where the page has it."""
        return f"kept-{self.place}"

    @property
    def label(self) -> str:
        """What the page calls it where there is little room; it has no number in the exam."""
        return f"K{self.place}"

    @property
    def to_mend(self) -> int:
        """How many findings there are, or else whether it cannot be read."""
        return len(self.findings) or bool(self.trouble)

    @property
    def groups(self) -> Sequence[str]:
        """What the page can show alone: `mend`, and `kept`."""
        return (*(("mend",) if self.to_mend else ()), "kept")


@dataclass(frozen=True)
class Preview:
    """A bank's sheets in the exam's order, and the findings and warnings that speak of no single question."""

    sheets: Sequence[Sheet | Kept]
    findings: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()

    @property
    def count(self) -> int:
        """How many findings there are, and things that cannot be shown."""
        return sum(sheet.to_mend for sheet in self.sheets) + len(self.findings)
