"""The exam that a download is graded against: from its Moodle XML, each option as a download can name it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from grader.errors import MoodleXMLError
from grader.moodle.flatten import downloaded, to_plain_text
from grader.moodle.fractions import is_accepted
from grader.moodle.quiz import Category, Markup, Multichoice, OtherQuestion
from grader.moodle.reader import read
from grader.moodle.shown import as_html, readings
from grader.release.moodle_question import VersionOf, version_of

MAX_MARK = 99_999  # more than Moodle's database holds

Forms = tuple[str, ...]
"""A text as downloads may show it: one form a language, white space evened out."""


@dataclass(frozen=True)
class Question:
    """A question of the exam as it is graded.

    source: the question as its XML holds it. fractions: what choosing each option is worth, in its order there.
    """

    source: Multichoice
    fractions: tuple[float, ...]
    mark: float

    @property
    def name(self) -> str:
        """Its name in Moodle."""
        return self.source.name

    @property
    def id(self) -> str:
        """What it is known by from one version of an exam to the next: its idnumber, else its name."""
        return self.source.idnumber or self.source.name

    @cached_property
    def version(self) -> VersionOf | None:
        """Which question of a bank it is, in which variant and language; None where its idnumber is no bank's."""
        return version_of(self.source.idnumber)

    @property
    def single(self) -> bool:
        """Whether one option alone can be chosen."""
        return self.source.single

    @cached_property
    def keyed(self) -> tuple[int, ...]:
        """The options that a full mark takes: those worth all of it, or in a multiple answer those worth something."""
        return tuple(
            option
            for option, fraction in enumerate(self.fractions)
            if fraction >= 1 or (fraction > 0 and not self.single)
        )

    def stems(self, *, lossless: bool) -> Forms:
        """The stem as downloads show it; `lossless` for those in html."""
        return self._forms[lossless][0]

    def options(self, *, lossless: bool) -> tuple[Forms, ...]:
        """Each option as downloads show it."""
        return self._forms[lossless][1]

    @cached_property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The stem and each option as plain text, before a download changes it."""
        return plain(self.source.stem), tuple(plain(answer.markup) for answer in self.source.answers)

    @cached_property
    def _forms(self) -> dict[bool, tuple[Forms, tuple[Forms, ...]]]:
        return {
            lossless: (
                forms(self.source.stem, lossless=lossless),
                tuple(forms(answer.markup, lossless=lossless) for answer in self.source.answers),
            )
            for lossless in (False, True)
        }


@dataclass(frozen=True)
class Other:
    """A question of a type that is not graded."""

    source: OtherQuestion

    @property
    def mark(self) -> float:
        """Its largest mark, as its file has it."""
        return self.source.mark

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
    return together([exam(_content(path), where=str(path)) for path in paths])


def together(exams: Sequence[Exam]) -> Exam:
    """The questions of several exams, a question that is in two of them once."""
    if len(exams) == 1:
        return exams[0]
    questions: dict[Question | Other, None] = dict.fromkeys(question for one in exams for question in one.questions)
    return Exam(" and ".join(one.where for one in exams), tuple(questions), sum(one.files for one in exams))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MoodleXMLError(f"{path}: cannot be read: {error.strerror}") from error


def exam(content: bytes, *, where: str) -> Exam:
    """The exam that the bytes of a Moodle XML file hold; descriptions have no place in a quiz's downloads."""
    entries = [
        entry
        for entry in read(content, where=where).entries
        if not isinstance(entry, Category) and not (isinstance(entry, OtherQuestion) and entry.kind == "description")
    ]
    if not any(isinstance(entry, Multichoice) for entry in entries):
        types = ", ".join(sorted({entry.kind for entry in entries if isinstance(entry, OtherQuestion)})) or "none"
        raise MoodleXMLError(f"{where}: expected multiple-choice questions, received {types}")
    return Exam(
        where,
        tuple(_question(entry, where=where) if isinstance(entry, Multichoice) else Other(entry) for entry in entries),
    )


def plain(markup: Markup) -> Forms:
    """A text as Moodle's reports have it: in each of its languages, and in all at once, as without Moodle's filter."""
    return tuple(dict.fromkeys(to_plain_text(reading) for reading in readings(as_html(markup))))


def forms(markup: Markup, *, lossless: bool) -> Forms:
    """A text as downloads show it, in each of its readings, white space evened out."""
    return tuple(dict.fromkeys(even(text if lossless else downloaded(text)) for text in plain(markup)))


def even(text: str) -> str:
    """A text with its white space evened out: Moodles differ in what they make of line ends."""
    return " ".join(text.split()).replace(" ;", ";").replace(" :", ":")


def squeezed(text: str) -> str:
    """A text without any white space: Moodle's importer drops some between characters that were escaped."""
    return "".join(text.split())


def with_fractions(question: Question, fractions: tuple[float, ...]) -> Question:
    """The same question with another key."""
    return replace(question, fractions=fractions)


def _question(source: Multichoice, *, where: str) -> Question:
    for answer in source.answers:
        if not is_accepted(answer.fraction):
            raise MoodleXMLError(
                f"{where}: question {source.name!r}: expected a fraction that Moodle knows, received "
                f"{answer.fraction:.5%}; `grader check-xml` names them all"
            )
    if not 0 <= source.mark <= MAX_MARK:
        raise MoodleXMLError(
            f"{where}: question {source.name!r}: expected a mark of 0 to {MAX_MARK}, received {source.mark:g}"
        )
    # Moodle stores no empty option, so nobody can have chosen one
    kept = tuple(answer for answer in source.answers if answer.markup.text)
    return Question(replace(source, answers=kept), tuple(answer.fraction for answer in kept), source.mark)
