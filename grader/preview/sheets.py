"""Making the sheets: what cannot be computed yet is named, with the reason, and the rest stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import markupsafe

from grader import stages as staging
from grader.bank import Bank
from grader.checks.check import raised, shown
from grader.errors import MissingExtraError
from grader.evidence import testify
from grader.language import LANGUAGES
from grader.model import UNDECIDED, VOID, Claim, Finding, Question, Solution
from grader.moodle.quiz import File, Markup
from grader.pages.fragments import absent, fragment
from grader.preview.kept import kept_id, read_kept
from grader.preview.sheet import Asked, Kept, Measured, Preview, Sheet, ShownClaim, ShownOption, Version, letter
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
class Attempts:
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
    kept = [
        (before, read_kept(bank.folder / file, place, languages[0], _within(bank.folder / file, found.findings)))
        for place, (before, file) in enumerate(bank.kept, start=1)
        if not only or kept_id(file) in only
    ]
    folders = [stages.folder for stages in everything] + [(bank.folder / file).parent for _, file in bank.kept]
    return Preview(_in_order(sheets, kept), _elsewhere(folders, found.findings), _elsewhere(folders, found.warnings))


def _in_order(sheets: Sequence[Sheet], kept: Sequence[tuple[int, Kept]]) -> list[Sheet | Kept]:
    """Questions and those kept whole, each of these where it stood: before so many of the others."""
    placed = [((before, 0, one.place), one) for before, one in kept]
    return [one for _, one in sorted([*placed, *(((sheet.number - 1, 1, 0), sheet) for sheet in sheets)], key=_place)]


def _place(placed: tuple[tuple[int, int, int], Sheet | Kept]) -> tuple[int, int, int]:
    return placed[0]


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
    question, attempts = stages.question, Attempts()
    if trouble := found.broken.get(stages.number):
        attempts.failed("findings", trouble)
    shown_of = asked(stages, languages, attempts)
    claims = attempts.at("claims", lambda: [_claim(stages, claim) for claim in question.claims], [])
    parameters = attempts.at("parameters", lambda: list(entries(question.parameters)), [])
    solution = attempts.at("what the solver found", lambda: _solution(stages), [])
    return Sheet(
        versions=shown_of.versions,
        options=shown_of.options,
        key=shown_of.key,
        absent=shown_of.absent,
        id=question.id,
        number=stages.number,
        findings=_within(stages.folder, found.findings),
        warnings=_within(stages.folder, found.warnings),
        waivers=attempts.at("waivers", lambda: list(question.waivers.items()), []),
        claims=claims,
        parameters=parameters,
        solution=solution,
        about=attempts.at("tags", lambda: list(_about(question)), []),
        several=not getattr(question.stated, "single", True),
        stated=question.stated is not None,
        measured=attempts.at("the certificate", lambda: _measured(stages, attempts), None),
        untold=attempts.untold(),
    )


def asked(stages: Stages, languages: Sequence[str], attempts: Attempts) -> Asked:
    """What a question or a variant asks, in each language; `attempts` keeps what cannot be shown."""
    options: list[ShownOption] = attempts.at("options", lambda: list(_options(stages)), [])
    versions = [
        attempts.at(f"the text in {language}", lambda language=language: _version(stages, language), None)  # type: ignore[misc]
        for language in languages
    ]
    return Asked(
        versions=[version for version, _ in filter(None, versions)],
        options=options,
        key=attempts.at("the key", lambda: _key(stages, options), "") if options else "",
        untold=attempts.untold(),
        absent=sorted({name for _, absent in filter(None, versions) for name in absent}),
    )


def _within(place: Path, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that lie in a folder, or in a file."""
    path = shown(place)
    return [one for one in findings if one.where == path or one.where.startswith((f"{path}/", f"{path}:"))]


def _elsewhere(folders: Sequence[Path], findings: Sequence[Finding]) -> list[Finding]:
    """The findings that lie in no question's folder."""
    of_questions = {id(finding) for folder in folders for finding in _within(folder, findings)}
    return [finding for finding in findings if id(finding) not in of_questions]


def _version(stages: Stages, language: str) -> tuple[Version, Sequence[str]]:
    """A text as a page shows it, with what no page shows; one that is broken does not stand in another's way."""
    sources = stages.sources if stages.variant else {language: read(stages.folder, language)}
    text = render(sources[language], stages.item, stages.solution)
    files = tuple(embedded(stages.folder / "files"))
    missing: list[str] = []

    def safe(html: str, *, own: tuple[File, ...] = files, format_: str = "html") -> markupsafe.Markup:
        markup = Markup(html, format_, own)
        missing.extend(absent(markup))
        return fragment(markup, LANGUAGES[language].moodle)

    version = Version(
        language=language,
        title=text.title,
        stem=safe(text.stem),
        options=[safe(text.options[option.id]) for option in stages.item.options],
        feedback=[safe(text.feedback[option.id]) for option in stages.item.options],
        general_feedback=safe(text.general_feedback),
        further=[
            (name, written)
            for name, markup in _further(stages.question)
            if (written := safe(markup.text, own=markup.files, format_=markup.format))
        ],
    )
    return version, missing


def _further(question: Question) -> Iterator[tuple[str, Markup]]:
    """What Moodle says of a question that was imported, beside what its texts say."""
    if question.stated is None:
        return
    combined = question.stated.combined
    yield "To a right response", combined.right
    yield "To a partly right response", combined.partly
    yield "To a wrong response", combined.wrong
    for number, hint in enumerate(question.stated.hints, start=1):
        yield f"Hint {number}", hint.markup


def _about(question: Question) -> Iterator[str]:
    """What Moodle is told besides, where it is not what goes without saying."""
    if question.mark != 1:
        yield f"mark {written(question.mark)}"
    if not question.shuffle:
        yield "options in this order"
    if question.tags:
        yield f"tags: {', '.join(question.tags)}"


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
    """What the solver found, where there is one; its parameters are shown apart."""
    if stages.question.stated is not None:
        return []
    return [entry for entry in entries(stages.solution) if not entry[0].startswith("p.")]


def _measured(stages: Stages, attempts: Attempts) -> Measured | None:
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
