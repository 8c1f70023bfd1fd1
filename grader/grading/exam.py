"""The exam that a download is graded against: from its Moodle XML, each option as a download can name it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from grader.errors import MoodleXMLError
from grader.kinds import KINDS, authored
from grader.kinds.forms import Forms, forms
from grader.kinds.kind import MarkedBy, Responses
from grader.kinds.quiz import read
from grader.kinds.response import Response
from grader.kinds.version import Version
from grader.moodle import xml
from grader.moodle.quiz import MAX_MARK, Category, MoodleQuestion, OtherQuestion


@dataclass(frozen=True)
class Question:
    """A question of the exam as it is graded.

    source: the question as its XML holds it. fractions: what each of its answers is worth, in their order there.
    """

    source: MoodleQuestion
    fractions: tuple[float, ...]
    maximum_mark: float

    @property
    def name(self) -> str:
        """Its name in Moodle."""
        return self.source.name

    @property
    def id(self) -> str:
        """What it is known by from one version of an exam to the next: its idnumber, else its name."""
        return self.source.idnumber or self.source.name

    @cached_property
    def version(self) -> Version | None:
        """Which question of a bank it is, in which variant and language; None where its idnumber is no bank's."""
        return Version.parse(self.source.idnumber)

    @property
    def single(self) -> bool:
        """Whether one option alone can be chosen."""
        return self.of_kind.single

    @property
    def is_typed(self) -> bool:
        """Whether responses are typed, so that another version of the question reads them anew."""
        return KINDS[self.source.kind].remarked is not None

    def written(self, right: str) -> str:
        """The number in a right answer that a download shows, as the participant's language writes it; or nothing."""
        return KINDS[self.source.kind].written(self.source, right)

    @property
    def keyed(self) -> tuple[int, ...]:
        """The options that a full mark takes."""
        return self.of_kind.keyed

    @property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The stem and each option as plain text, before a download changes it."""
        return self.of_kind.plain

    def stems(self, *, lossless: bool) -> Forms:
        """The stem as downloads show it; `lossless` for those in html."""
        return self.of_kind.forms[lossless][0]

    def options(self, *, lossless: bool) -> tuple[Forms, ...]:
        """Each option as downloads show it."""
        return self.of_kind.forms[lossless][1]

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:
        """What was responded, by the text of a download. right: a decimal number as they would write it."""
        return self.of_kind.read(text, lossless=lossless, right=right)

    @cached_property
    def of_kind(self) -> Responses:
        """How questions of its kind are responded to."""
        return KINDS[self.source.kind].responses(self.source, self.fractions)


@dataclass(frozen=True)
class Other:
    """A question of a type that is not graded, or that people mark."""

    source: OtherQuestion | MoodleQuestion

    @property
    def maximum_mark(self) -> float:
        """Its maximum mark, as its file has it."""
        return self.source.maximum_mark

    def stems(self, *, lossless: bool) -> Forms:
        """The stem as downloads show it."""
        return forms(self.source.stem, lossless=lossless)


@dataclass(frozen=True)
class Exam:
    """The questions in the order of its file, those of types that are not graded among them.

    files: how many files they are from.
    """

    where: str
    questions: tuple[Question | Other, ...]
    files: int = 1

    @property
    def graded(self) -> tuple[Question, ...]:
        """The questions that can be graded."""
        return tuple(question for question in self.questions if isinstance(question, Question))

    @property
    def has_order(self) -> bool:
        """Whether a quiz may have the questions in this order: not where they are variants, or of several files."""
        variants = any(question.version is not None and question.version.variant for question in self.graded)
        return self.files == 1 and not variants


def read_exam(*paths: Path) -> Exam:
    """The exam of a Moodle XML file, or the questions of several, a question that is in two of them once.

    Raises MoodleXMLError for what is none, or for what Moodle would not take.
    """
    return together([exam(xml.content(path), where=str(path)) for path in paths])


def together(exams: Sequence[Exam]) -> Exam:
    """The questions of several exams, a question that is in two of them once."""
    if len(exams) == 1:
        return exams[0]
    questions: dict[Question | Other, None] = dict.fromkeys(question for one in exams for question in one.questions)
    return Exam(" and ".join(one.where for one in exams), tuple(questions), sum(one.files for one in exams))


def exam(content: bytes, *, where: str) -> Exam:
    """The exam that the bytes of a Moodle XML file hold; descriptions have no place in a quiz's downloads."""
    entries = [entry for entry in read(content, where=where).entries if not isinstance(entry, Category)]
    questions = tuple(
        _question(entry, where=where) if _marked_by(entry) is MarkedBy.MOODLE else Other(entry)  # type: ignore[arg-type] # Moodle marks no other
        for entry in entries
        if _marked_by(entry) is not MarkedBy.NOBODY
    )
    if not any(isinstance(question, Question) for question in questions):
        expected = ", ".join(kind.words for kind in authored() if kind.marked_by is MarkedBy.MOODLE)
        types = ", ".join(sorted({question.source.kind for question in questions})) or "none"
        raise MoodleXMLError(f"{where}: expected {expected} questions, received {types}")
    return Exam(where, questions)


def with_fractions(question: Question, fractions: tuple[float, ...]) -> Question:
    """The same question with another key."""
    return replace(question, fractions=fractions)


def _marked_by(entry: MoodleQuestion | OtherQuestion) -> MarkedBy | None:
    """Who marks a question; None where we do not know its type."""
    if isinstance(entry, OtherQuestion):
        return MarkedBy.NOBODY if entry.kind == "description" else None
    return KINDS[entry.kind].marked_by


def _question(source: MoodleQuestion, *, where: str) -> Question:
    asked, fractions = KINDS[source.kind].graded(source, where)
    if not 0 <= source.maximum_mark <= MAX_MARK:
        raise MoodleXMLError(
            f"{where}: question {source.name!r}: expected a mark of 0 to {MAX_MARK}, received {source.maximum_mark:g}"
        )
    return Question(asked, fractions, source.maximum_mark)
