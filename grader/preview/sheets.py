"""Making the sheets: what cannot be computed yet is named, with the reason, and the rest stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter

import markupsafe

from grader.bank import Bank
from grader.checks.testimony import testify
from grader.errors import MissingExtraError
from grader.findings import Finding, raised
from grader.model import Claim, Solution
from grader.pages.written import entries, written
from grader.preview.asked import Attempts, asked
from grader.preview.kept import kept_questions, read_kept
from grader.preview.sheet import Kept, Measured, Preview, Sheet, ShownClaim
from grader.preview.variants import drawn
from grader.release import stages as staging
from grader.release.labels import labels
from grader.release.stages import ComputedStages, ImportedStages, Stages
from grader.stability.certificate import certify
from grader.stability.phrasing import Phrasing
from grader.stability.plots import plots
from grader.stability.statistics import statistics
from grader.verification.gate import verify


def preview(
    bank: Bank, only: Sequence[str], languages: Sequence[str], *, count: int, seed: int, progress: Callable[[str], None]
) -> Preview:
    """The sheets of the questions named, or of all, each with `count` variants, which a seed draws.

    Every check is run, and nothing is compared with exports.
    """
    found = _examine(bank, progress)
    everything = staging.of(bank)
    sheets = []
    for stages in everything:
        if not only or stages.id in only:
            progress(f"{stages.id}: its page")
            sheet = _sheet(stages, languages, found)
            if isinstance(stages, ComputedStages):
                sheet = replace(sheet, drawn=drawn(stages, languages, count, seed))
            sheets.append(sheet)
    whole = kept_questions(bank)
    kept = [
        (before, read_kept(path, place, languages[0], _of(path.parent.name, found.findings)))
        for place, (before, path) in enumerate(whole, start=1)
        if not only or path.parent.name in only
    ]
    order = [stages.id for stages in everything]
    return Preview(_in_order(sheets, kept, order), _of("", found.findings), _of("", found.warnings))


def _in_order(sheets: Sequence[Sheet], kept: Sequence[tuple[str, Kept]], order: Sequence[str]) -> list[Sheet | Kept]:
    """All in the exam's order; what is kept whole stands before the question whose id comes with it, or at the end."""
    number = {id_: number for number, id_ in enumerate(order, start=1)}
    placed: list[tuple[int, int, Sheet | Kept]] = [(sheet.number, len(kept) + len(order), sheet) for sheet in sheets]
    placed += [(number.get(before, len(order) + 1), place, one) for place, (before, one) in enumerate(kept)]
    return [one for _, _, one in sorted(placed, key=itemgetter(0, 1))]


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
    except Exception:  # noqa: BLE001 - the page says it, in its place
        findings, broken = list[Finding](), dict[int, str]()
    for number, question in enumerate(bank.questions, start=1):
        try:
            findings += verify(replace(bank, questions=(question,)), None, progress=progress).findings
        except Exception as error:  # noqa: BLE001 - whatever a half-written question makes a check raise
            broken[number] = raised(error)
    return _Found(findings, broken=broken)


def _sheet(stages: Stages, languages: Sequence[str], found: _Found) -> Sheet:
    attempts = Attempts()
    if trouble := found.broken.get(stages.number):
        attempts.failed("findings", trouble)
    shown_of = asked(stages, languages, attempts)
    sheet = Sheet(
        versions=shown_of.versions,
        options=shown_of.options,
        form=shown_of.form,
        in_stem=shown_of.in_stem,
        attributes=shown_of.attributes,
        key=shown_of.key,
        absent=shown_of.absent,
        id=stages.id,
        number=stages.number,
        findings=_of(stages.id, found.findings),
        warnings=_of(stages.id, found.warnings),
        about=attempts.at("tags", lambda: list(_about(stages)), []),
        is_alternate=bool(stages.in_place_of),
        several=bool(shown_of.options) and not stages.single,
        imported=isinstance(stages, ImportedStages),
    )
    if isinstance(stages, ComputedStages):
        sheet = _with_evidence(sheet, stages, attempts)
    return replace(sheet, not_shown=attempts.not_shown())


def _with_evidence(sheet: Sheet, stages: ComputedStages, attempts: Attempts) -> Sheet:
    """The same with what stands behind its key."""
    question = stages.question
    claims: list[ShownClaim] = attempts.at("claims", lambda: [_claim(stages, claim) for claim in question.claims], [])
    parameters: list[tuple[str, str]] = attempts.at("parameters", lambda: list(entries(question.parameters)), [])
    solution: list[tuple[str, str]] = attempts.at("what the solver found", lambda: _solution(stages), [])
    return replace(
        sheet,
        waivers=attempts.at("waivers", lambda: list(question.waivers.items()), []),
        claims=claims,
        parameters=parameters,
        solution=solution,
        measured=attempts.at("the certificate", lambda: _measured(stages, attempts), None),
    )


def _of(question: str, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in a question, by its id; those that speak of no single question by an empty one."""
    return [finding for finding in findings if finding.question == question]


def _about(stages: Stages) -> Iterator[str]:
    """Whether it is an alternate, and the settings for Moodle that are not the usual ones."""
    question = stages.question
    if stages.in_place_of:
        yield f"in place of {stages.in_place_of}"
    if question.maximum_mark != 1:
        yield f"mark {written(question.maximum_mark)}"
    if not question.shuffle and stages.kind.shuffles:
        yield "options in this order"
    if question.tags:
        yield f"tags: {', '.join(question.tags)}"


def _claim(stages: ComputedStages, claim: Claim) -> ShownClaim:
    solution = stages.solution
    try:
        here = testify(claim, solution)
        counterexample = claim.refuted_by(solution)
        there = testify(claim, counterexample)
        refuted = not any(testify(claim, make(solution)).holds for make in claim.counterexamples)
    except Exception as error:  # noqa: BLE001 - whatever an author's claim raises
        return ShownClaim(claim.id, claim.statement, trouble=raised(error))
    names = dict.fromkeys((*here.read, *there.read))
    read = [(name, _value(solution, name), _value(counterexample, name)) for name in names]
    return ShownClaim(claim.id, claim.statement, here.holds, refuted, read=read, stated=_stated(stages, claim))


def _value(solution: Solution, name: str) -> str:
    """A value that a claim reads, by the name that its testimony gives it."""
    path = name.removeprefix("s.")
    try:
        return written(attrgetter(path)(solution))
    except AttributeError:  # a counterexample need not have what it is not asked for
        return "none"


def _stated(stages: ComputedStages, claim: Claim) -> list[str]:
    """The blocks that state a claim, in any language."""
    try:
        blocks = [block for source in stages.sources.values() for block in source.blocks.values() if block.is_feedback]
    except (OSError, UnicodeDecodeError):
        return []
    stating = [block.name for block in blocks if any(claim.id in sentence.cites for sentence in block.sentences())]
    return list(dict.fromkeys(stating))


def _solution(stages: ComputedStages) -> list[tuple[str, str]]:
    """What the solver found; its parameters are shown apart."""
    return [entry for entry in entries(stages.solution) if not entry[0].startswith("p.")]


def _measured(stages: ComputedStages, attempts: Attempts) -> Measured | None:
    design = stages.question.design
    if design is None:
        return None
    certificate = certify(stages.id, stages.record, design)
    if not certificate.seeds:
        return Measured(certificate)
    try:
        phrasing = Phrasing(labels=labels(stages, "en"))
        drawn = plots(stages.record.runs, design, statistics(stages.record.runs, design), phrasing)
    except MissingExtraError as error:
        attempts.failed("plots", str(error))
        return Measured(certificate)
    return Measured(certificate, [(plot.title, markupsafe.Markup(plot.svg), plot.alt) for plot in drawn.values()])  # noqa: S704 - our own drawing
