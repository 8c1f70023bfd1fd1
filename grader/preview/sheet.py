"""What the preview shows of each question: one sheet a question, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

import markupsafe

from grader.model import Finding
from grader.stability.certificate import Certificate


def letter(place: int) -> str:
    """What Moodle calls the option at a place, counted from 0."""
    return ascii_lowercase[place] if place < len(ascii_lowercase) else str(place + 1)


@dataclass(frozen=True)
class Version:
    """A question in a language, every text safe to show; options and feedback in the options' order."""

    language: str
    title: str
    stem: markupsafe.Markup
    options: Sequence[markupsafe.Markup]
    feedback: Sequence[markupsafe.Markup]
    general_feedback: markupsafe.Markup


@dataclass(frozen=True)
class ShownOption:
    """An option as its author knows it: its letter, whether it is keyed, what it earns and why somebody chooses it."""

    letter: str
    id: str
    value: str
    keyed: bool
    fraction: float
    misconception: str
    because: Sequence[str]


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


@dataclass(frozen=True)
class Sheet:
    """Everything that the preview shows of a question; empty where it could not be computed.

    key: the letters that earn the mark, or `void`, `undecided`, `none`; empty where the options are not known.
    several: whether more than one option can be chosen. stated: whether it was imported and is not computed.
    untold: what is not shown, and why.
    """

    id: str
    number: int
    findings: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()
    waivers: Sequence[tuple[str, str]] = ()
    versions: Sequence[Version] = ()
    key: str = ""
    options: Sequence[ShownOption] = ()
    claims: Sequence[ShownClaim] = ()
    parameters: Sequence[tuple[str, str]] = ()
    solution: Sequence[tuple[str, str]] = ()
    several: bool = False
    stated: bool = False
    variants: bool = False
    measured: Measured | None = None
    untold: Sequence[str] = ()

    @property
    def title(self) -> str:
        """Its title in the first language that can be shown, else its id."""
        return self.versions[0].title if self.versions else self.id


@dataclass(frozen=True)
class Preview:
    """A bank's sheets, and the findings and warnings that speak of no single question."""

    sheets: Sequence[Sheet]
    findings: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()

    @property
    def count(self) -> int:
        """How many findings there are, and things that cannot be shown."""
        told = sum(len(sheet.findings) or len(sheet.untold) for sheet in self.sheets)
        return told + len(self.findings)
