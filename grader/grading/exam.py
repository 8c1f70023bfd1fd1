"""The exam that a download is graded against: from its Moodle XML, each option as a download can name it."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from grader.errors import MoodleXMLError
from grader.moodle.flatten import downloaded, to_plain_text
from grader.moodle.fractions import is_accepted
from grader.moodle.quiz import Category, Markup, Multichoice, OtherQuestion
from grader.moodle.reader import read
from grader.moodle.shown import as_html, readings

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
    """The questions in the order of the file, those of types that are not graded among them."""

    where: str
    questions: tuple[Question | Other, ...]

    @property
    def graded(self) -> tuple[Question, ...]:
        """The questions that can be graded."""
        return tuple(question for question in self.questions if isinstance(question, Question))


def read_exam(path: Path) -> Exam:
    """The exam of a Moodle XML file. Raises MoodleXMLError for what is none, or for what Moodle would not take."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MoodleXMLError(f"{path}: cannot be read: {error.strerror}") from error
    return exam(content, where=str(path))


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


def forms(markup: Markup, *, lossless: bool) -> Forms:
    """A text as downloads show it: in each of its languages, and in all at once, as without Moodle's filter."""
    plain = (to_plain_text(reading) for reading in readings(as_html(markup)))
    return tuple(dict.fromkeys(even(text if lossless else downloaded(text)) for text in plain))


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
