"""Making the sheets: what cannot be computed yet is named, with the reason, and the rest stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TypeVar

import markupsafe

from grader import stages as staging
from grader.bank import Bank
from grader.checks.check import raised, shown
from grader.errors import MissingExtraError
from grader.evidence import testify
from grader.language import LANGUAGES
from grader.model import UNDECIDED, VOID, Claim, Finding, Solution
from grader.moodle.quiz import Markup
from grader.pages.fragments import fragment
from grader.preview.sheet import Measured, Preview, Sheet, ShownClaim, ShownOption, Version, letter
from grader.preview.written import entries, written
from grader.render import render
from grader.stability.certificate import certify
from grader.stability.plots import plots
from grader.stability.statistics import statistics
from grader.stages import Stages, embedded
from grader.texts import read
from grader.verify import verify

Value = TypeVar("Value")


@dataclass
class _Attempts:
    """Computes what can be computed, and keeps why the rest could not, by reason."""

    reasons: dict[str, list[str]] = field(default_factory=dict)

    def at(self, what: str, compute: Callable[[], Value], otherwise: Value) -> Value:
        """The value, or what stands for it where an author's code or text is broken."""
        try:
            return compute()
        except Exception as error:  # noqa: BLE001 - whatever an author's code or text raises
            self.failed(what, raised(error))
            return otherwise

    def failed(self, what: str, reason: str) -> None:
        """Keep why something cannot be shown."""
        self.reasons.setdefault(reason, []).append(what)

    def untold(self) -> list[str]:
        """What cannot be shown, and why: a line a reason."""
        return [f"{', '.join(what)}: {reason}" for reason, what in self.reasons.items()]


def preview(bank: Bank, only: Sequence[str], languages: Sequence[str], progress: Callable[[str], None]) -> Preview:
    """The sheets of the questions named, or of all; every check is run, and nothing is compared with exports."""
    found = _examine(bank, progress)
    everything = staging.of(bank)
    sheets = [_sheet(stages, languages, found) for stages in everything if not only or stages.question.id in only]
    return Preview(sheets, _of_none(everything, found.findings), _of_none(everything, found.warnings))


@dataclass(frozen=True)
class _Found:
    """What checks found, and by place in the bank why those of a question broke down."""

    findings: Sequence[Finding]
    warnings: Sequence[Finding] = ()
    broken: Mapping[int, str] = field(default_factory=dict)


def _examine(bank: Bank, progress: Callable[[str], None]) -> _Found:
    """Run every check; where one stumbles over what is only half written, those of each question apart."""
    try:
        result = verify(bank, None, progress=progress)
        return _Found(result.findings, result.warnings)
    except Exception:  # noqa: BLE001 - told below, in its place
        findings, broken = list[Finding](), dict[int, str]()
    for number, question in enumerate(bank.questions, start=1):
        try:
            findings += verify(replace(bank, questions=(question,)), None, progress=progress).findings
        except Exception as error:  # noqa: BLE001 - whatever a half-written question makes a check raise
            broken[number] = raised(error)
    return _Found(findings, broken=broken)


def _sheet(stages: Stages, languages: Sequence[str], found: _Found) -> Sheet:
    question, attempts = stages.question, _Attempts()
    if trouble := found.broken.get(stages.number):
        attempts.failed("findings", trouble)
    options: list[ShownOption] = attempts.at("options", lambda: list(_options(stages)), [])
    versions = [
        attempts.at(f"the text in {language}", lambda language=language: _version(stages, language), None)  # type: ignore[misc]
        for language in languages
    ]
    return Sheet(
        id=question.id,
        number=stages.number,
        findings=_of(stages, found.findings),
        warnings=_of(stages, found.warnings),
        waivers=attempts.at("waivers", lambda: list(question.waivers.items()), []),
        versions=[version for version in versions if version is not None],
        key=attempts.at("the key", lambda: _key(stages, options), "") if options else "",
        options=options,
        claims=attempts.at("claims", lambda: [_claim(stages, claim) for claim in question.claims], []),
        parameters=attempts.at("parameters", lambda: list(entries(question.parameters)), []),
        solution=attempts.at("what the solver found", lambda: _solution(stages), []),
        several=not getattr(question.stated, "single", True),
        stated=question.stated is not None,
        variants=question.space is not None,
        measured=attempts.at("the certificate", lambda: _measured(stages, attempts), None),
        untold=attempts.untold(),
    )


def _of(stages: Stages, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that lie in a question's folder."""
    folder = shown(stages.bank.folder / str(stages.question.id))
    return [
        finding
        for finding in findings
        if finding.where == folder or finding.where.startswith((f"{folder}/", f"{folder}:"))
    ]


def _of_none(everything: Sequence[Stages], findings: Sequence[Finding]) -> list[Finding]:
    """The findings that lie in no question's folder."""
    of_questions = [finding for stages in everything for finding in _of(stages, findings)]
    return [finding for finding in findings if finding not in of_questions]


def _version(stages: Stages, language: str) -> Version:
    """A text as a page shows it; a language whose text is broken does not stand in the way of another."""
    text = render(read(stages.folder, language), stages.item, stages.solution)
    files = tuple(embedded(stages.folder / "files"))

    def safe(html: str) -> markupsafe.Markup:
        return fragment(Markup(html, files=files), LANGUAGES[language].moodle)

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
    for place, option in enumerate(item.options):
        yield ShownOption(
            letter=letter(place),
            id=option.id,
            value="" if stages.question.stated is not None else written(option.value),
            keyed=option in item.keyed(),
            fraction=item.fraction(option),
            misconception=option.misconception,
            because=[claim.id for claim in option.because],
        )


def _key(stages: Stages, options: Sequence[ShownOption]) -> str:
    if stages.item.answer is VOID:
        return "void"
    if stages.item.answer is UNDECIDED:
        return "undecided"
    return ", ".join(option.letter for option in options if option.keyed) or "none"


def _claim(stages: Stages, claim: Claim) -> ShownClaim:
    solution = stages.solution
    try:
        here = testify(claim, solution)
        counterexample = claim.refuted_by(solution)
        there = testify(claim, counterexample)
    except Exception as error:  # noqa: BLE001 - whatever an author's claim raises
        return ShownClaim(claim.id, claim.statement, trouble=raised(error))
    names = dict.fromkeys((*here.read, *there.read))
    read = [(name, _value(solution, name), _value(counterexample, name)) for name in names]
    return ShownClaim(claim.id, claim.statement, here.holds, not there.holds, read=read, stated=_stated(stages, claim))


def _value(solution: Solution, name: str) -> str:
    """A value that a claim reads, by the name that its testimony gives it."""
    path = name.removeprefix("s.")
    try:
        return written(attrgetter(path)(solution))
    except AttributeError:  # a counterexample need not have what it is not asked for
        return "none"


def _stated(stages: Stages, claim: Claim) -> list[str]:
    """The blocks that state a claim, in any language."""
    try:
        blocks = [block for source in stages.sources.values() for block in source.blocks.values() if block.is_feedback]
    except (OSError, UnicodeDecodeError):
        return []
    stating = [block.name for block in blocks if any(claim.id in sentence.cites for sentence in block.sentences())]
    return list(dict.fromkeys(stating))


def _solution(stages: Stages) -> list[tuple[str, str]]:
    """What the solver found; its parameters are shown apart."""
    return [entry for entry in entries(stages.solution) if not entry[0].startswith("p.")]


def _measured(stages: Stages, attempts: _Attempts) -> Measured | None:
    design = stages.question.design
    if design is None:
        return None
    certificate = certify(stages.question.id, stages.record, design)
    if not certificate.seeds:
        return Measured(certificate)
    try:
        drawn = plots(stages.record.runs, design, statistics(stages.record.runs, design))
    except MissingExtraError as error:
        attempts.failed("plots", str(error))
        return Measured(certificate)
    return Measured(certificate, [(plot.title, markupsafe.Markup(plot.svg), plot.alt) for plot in drawn])  # noqa: S704 - our own drawing
