"""What a call on a quiz does: read what it names, mark it, set beside it what the bank knows, and write the results."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader import bank as banks
from grader.errors import GradingError
from grader.files import write_set
from grader.grading import rekey, tables
from grader.grading.exam import Exam, Question, read_exam, together
from grader.grading.marks import Marked, mark
from grader.grading.participants import Policy
from grader.grading.problems import Problem
from grader.grading.recognition import unrecognised
from grader.grading.regrade import Lowering, Regrade, regrade
from grader.grading.report import Solved
from grader.kinds.version import Version
from grader.moodle.downloads.responses import Report, read_report
from grader.release.stages import ComputedStages, Stages, of
from grader.release.variants import found


@dataclass(frozen=True)
class Given:
    """What a call says of the quiz: the download, the exam's files, and how the quiz was set.

    exams_named: whether the call named the exam's files; else they are the bank's own export.
    location: the bank's, if there is one. maximum: the quiz's grade; None where the download says it.
    marks: the marks of questions by number, where they are not those of the exam's files.
    variant_folders: where files of variants may lie, besides the exam's folders.
    """

    responses: Path
    exams: tuple[Path, ...]
    exams_named: bool
    location: str | None
    policy: Policy
    maximum: float | None
    marks: Mapping[str, float]
    variant_folders: tuple[Path, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """What the call reads, which its results may not replace."""
        return (self.responses, *self.exams)


@dataclass(frozen=True)
class Read:
    """A download, marked. variants: a file of variants that fits it better than the exam's files do, if any does."""

    marked: Marked
    variants: Path | None


def read(given: Given) -> Read:
    """Mark the download against the exam; its variants are added to the bank's own export where they were asked."""
    exam = read_exam(*given.exams)
    report = read_report(given.responses)
    folders = (*(path.parent for path in given.exams), *given.variant_folders)
    variants = fitting_variants(exam, report, folders)
    if variants is not None and not given.exams_named:
        exam = read_exam(*given.exams, variants)
    return Read(mark(report, exam, maximum=given.maximum, slot_marks=given.marks), variants)


def fitting_variants(exam: Exam, report: Report, folders: Iterable[Path]) -> Path | None:
    """The file of variants that fits most questions of the download that the exam does not; None if none fits any.

    Raises GradingError where two files that differ fit as many.
    """
    unknown = unrecognised(report, exam)
    if not unknown:
        return None
    files = {
        path.read_bytes(): path for folder in dict.fromkeys(folders) for path in sorted(folder.glob("variants.*.xml"))
    }
    left = {path: unrecognised(report, together([exam, read_exam(path)])) for path in files.values()}
    fewest = min((len(texts) for texts in left.values()), default=len(unknown))
    best = [path for path, texts in left.items() if len(texts) == fewest < len(unknown)]
    if len(best) > 1:
        raise GradingError(f"the download may be of {' or of '.join(map(str, best))}: name the one", setting="exam")
    return best[0] if best else None


def regraded(
    given: Given,
    before: Marked,
    *,
    new: Sequence[Path] = (),
    void: Iterable[str] = (),
    accept: Iterable[str] = (),
    lowering: Lowering,
) -> tuple[Regrade, list[str]]:
    """Grade a download under the key of new files, or under the old one with some changes; and what is to be noted.

    void: questions whose options all earn the mark. accept: `QUESTION=OPTION`, of options that earn it, too.
    """
    void_places = tuple(sorted({place for question in void for place in rekey.find(before, question)}))
    accepted = tuple(accept)
    ids = option_ids(given.location, before.exam) if accepted else {}
    more = [rekey.find_option(before, written, ids) for written in accepted]
    changed, notes = before.exam, list[str]()
    if new:
        changed, notes = rekey.as_in(
            before.exam, read_exam(*new), except_for=void_places, unasked=rekey.unasked(before)
        )
    changed = rekey.voided(changed, void_places)
    for of_option in more:
        notes += [
            f"{before.exam.graded[place].name}: option {option + 1} earns the whole mark already"
            for place, option in of_option.items()
            if before.exam.graded[place].fractions[option] >= 1
        ]
        changed = rekey.accepted(changed, of_option)
    slot_marks = {slot.slot.number: slot.mark for slot in before.slots}
    after = mark(before.report, changed, maximum=given.maximum, slot_marks=slot_marks)
    rekey.check_told_apart(before, after)
    return regrade(before, replace(after, elsewhere=before.others), given.policy, lowering), notes


def write(
    out: Path, files: Mapping[str, bytes], marked: Marked, doubts: Sequence[Problem], inputs: Iterable[Path]
) -> None:
    """Write what was computed, problems.csv first if there are any, and grades.csv last: without it, all is not there.

    What an earlier call left of its own is taken away. inputs: what this call reads.
    Raises GraderError rather than replace what is not ours.
    """
    listed = {"problems.csv": tables.problems(marked, doubts)} if doubts else {}
    grades = {"grades.csv": files["grades.csv"]}
    others = {name: content for name, content in files.items() if name not in grades}
    write_set(out, {**listed, **others, **grades}, name="results", inputs=inputs)


def solved(location: str | None, questions: Iterable[Question]) -> dict[str, Solved]:
    """What the bank's solvers find for some questions of an exam, by the questions' ids there; none without a bank.

    A variant's idnumber does not say its numbers: its numbers are looked for in the question's space.
    """
    of_bank = list(_of_bank(location, questions))
    variants = _variants([version for _, version, _ in of_bank], {own.id: own for _, _, own in of_bank})
    asked = (
        (question, variants.get((version.question, version.variant)) if version.variant else own)
        for question, version, own in of_bank
    )
    return {
        question.id: Solved(tuple(stages.options), tuple(stages.keyed))
        for question, stages in asked
        if stages is not None
    }


def option_ids(location: str | None, exam: Exam) -> dict[str, tuple[str, ...]]:
    """The ids of the options of the bank's questions and of their variants, by the questions' ids in the exam."""
    return {question.id: tuple(own.options) for question, _, own in _of_bank(location, exam.graded)}


def _of_bank(location: str | None, questions: Iterable[Question]) -> Iterator[tuple[Question, Version, Stages]]:
    """Those questions of an exam that are the bank's or variants of them, with the stages of the bank's own."""
    if location is None:
        return
    by_id = {stages.id: stages for stages in of(banks.load(location))}
    for question in questions:
        own = by_id.get(question.version.question) if question.version is not None else None
        if question.version is not None and own is not None and len(own.options) == len(question.fractions):
            yield question, question.version, own


def _variants(versions: Iterable[Version], own: Mapping[str, Stages]) -> dict[tuple[str, str], Stages]:
    """Variants by question and code, of those among some versions; the space of each question is searched once."""
    codes: dict[str, set[str]] = {}
    for version in versions:
        if version.variant:
            codes.setdefault(version.question, set()).add(version.variant)
    return {
        (id_, code): variant.stages
        for id_, sought in codes.items()
        if isinstance(stages := own[id_], ComputedStages)
        for code, variant in found(stages, sought).items()
    }
