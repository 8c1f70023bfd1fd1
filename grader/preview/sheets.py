"""What the preview shows of each question; what cannot be computed yet is left out, and its findings stand there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from string import ascii_lowercase
from typing import TypeVar

import markupsafe

from grader.bank import Bank
from grader.checks.check import shown
from grader.errors import MissingExtraError
from grader.evidence import testify
from grader.language import LANGUAGES
from grader.model import Finding, Text
from grader.moodle.quiz import Markup
from grader.pages.fragments import fragment
from grader.stability.certificate import Certificate, certify
from grader.stability.plots import plots
from grader.stability.statistics import statistics
from grader.stages import Stages, embedded
from grader.verify import Verification, verify

Value = TypeVar("Value")
MOST_LETTERS = 120  # of a value that a claim read


@dataclass(frozen=True)
class Version:
    """A question in a language, every text safe to show."""

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
    keyed: bool
    fraction: float
    misconception: str
    because: Sequence[str]


@dataclass(frozen=True)
class ShownClaim:
    """A claim with its evidence: what it read, whether it holds, whether its counterexample refutes it."""

    id: str
    statement: str
    holds: bool
    refuted: bool
    read: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """Everything that the preview shows of a question; empty where it could not be computed."""

    id: str
    number: int
    findings: Sequence[Finding]
    warnings: Sequence[Finding]
    waivers: Sequence[tuple[str, str]]
    versions: Sequence[Version]
    options: Sequence[ShownOption]
    claims: Sequence[ShownClaim]
    parameters: Sequence[tuple[str, str]]
    is_void: bool
    has_variants: bool
    certificate: Certificate | None
    plots: Sequence[tuple[str, markupsafe.Markup, str]]


@dataclass(frozen=True)
class Preview:
    """A bank's sheets, and the findings and warnings that speak of no single question."""

    sheets: Sequence[Sheet]
    findings: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()


def preview(bank: Bank, only: Sequence[str], languages: Sequence[str], progress: Callable[[str], None]) -> Preview:
    """The sheets of the questions named, or of all; every check is run, and nothing is compared with exports."""
    result = verify(bank, None, progress=progress)
    wanted = [stages for stages in result.release.stages if not only or stages.question.id in only]
    sheets = [_sheet(stages, result, languages) for stages in wanted]
    return Preview(sheets, _of_none(result, result.findings), _of_none(result, result.warnings))


def _sheet(stages: Stages, result: Verification, languages: Sequence[str]) -> Sheet:
    question = stages.question
    options = _attempt(lambda: list(_options(stages))) or []
    certificate = _attempt(lambda: _certificate(stages))
    return Sheet(
        id=question.id,
        number=stages.number,
        findings=_of(stages, result.findings),
        warnings=_of(stages, result.warnings),
        waivers=list(question.waivers.items()),
        versions=[version for language in languages if (version := _attempt(lambda: _version(stages, language)))],  # noqa: B023 - called at once
        options=options,
        claims=_attempt(lambda: list(_claims(stages))) or [],
        parameters=_attempt(lambda: list(_fields(question.parameters))) or [],
        is_void=len(options) > 1 and all(option.keyed for option in options),
        has_variants=question.space is not None,
        certificate=certificate,
        plots=(_attempt(lambda: _plots(stages)) or []) if certificate else [],
    )


def _attempt(compute: Callable[[], Value]) -> Value | None:
    """A value, or None where the author's code or text is broken: the findings beside it say how."""
    try:
        return compute()
    except Exception:  # noqa: BLE001 - whatever an author's code raises
        return None


def _of(stages: Stages, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that lie in a question's folder."""
    folder = shown(stages.folder)
    return [finding for finding in findings if finding.where.startswith((f"{folder}/", f"{folder} ", f"{folder}:"))]


def _of_none(result: Verification, findings: Sequence[Finding]) -> list[Finding]:
    told = {id(finding) for stages in result.release.stages for finding in _of(stages, findings)}
    return [finding for finding in findings if id(finding) not in told]


def _version(stages: Stages, language: str) -> Version:
    text: Text = stages.texts[language]
    moodle = LANGUAGES[language].moodle
    files = tuple(embedded(stages.folder / "files"))

    def safe(html: str) -> markupsafe.Markup:
        return fragment(Markup(html, files=files), moodle)

    return Version(
        language=language,
        title=text.title,
        stem=safe(text.stem),
        options=[safe(text.options[option.id]) for option in stages.item.options],
        feedback=[safe(text.feedback[option.id]) for option in stages.item.options],
        general_feedback=safe(text.general_feedback),
    )


def _options(stages: Stages) -> Iterator[ShownOption]:
    item = stages.item
    for letter, option in zip(ascii_lowercase, item.options, strict=False):
        yield ShownOption(
            letter,
            option.id,
            option in item.keyed(),
            item.fraction(option),
            option.misconception,
            [claim.id for claim in option.because],
        )


def _claims(stages: Stages) -> Iterator[ShownClaim]:
    for claim in stages.question.claims:
        testimony = testify(claim, stages.solution)
        refuted = not testify(claim, claim.refuted_by(stages.solution)).holds
        read = [(name, _short(value)) for name, value in testimony.read.items()]
        yield ShownClaim(claim.id, claim.statement, testimony.holds, refuted, read)


def _fields(parameters: object) -> Iterator[tuple[str, str]]:
    if is_dataclass(parameters):
        yield from ((field.name, _short(getattr(parameters, field.name))) for field in fields(parameters))


def _short(value: object) -> str:
    written = repr(value)
    return written if len(written) <= MOST_LETTERS else f"{written[: MOST_LETTERS - 1]}…"


def _certificate(stages: Stages) -> Certificate | None:
    design = stages.question.design
    return None if design is None else certify(stages.question.id, stages.record, design)


def _plots(stages: Stages) -> list[tuple[str, markupsafe.Markup, str]]:
    """The plots of a measured question; none without the library that draws them."""
    design = stages.question.design
    assert design is not None
    try:
        drawn = plots(stages.record.runs, design, statistics(stages.record.runs, design))
    except MissingExtraError:
        return []
    return [(plot.title, markupsafe.Markup(plot.svg), plot.alt) for plot in drawn]  # noqa: S704 - our own drawing
