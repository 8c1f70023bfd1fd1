"""Multiple choice and true/false: what options earn that are chosen."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from grader.errors import MoodleXMLError
from grader.moodle.marking.award import BLANK, Award, Response, allow, each, fraction, graded, place, text
from grader.moodle.marking.numbers import BLANKS, Separators
from grader.moodle.numbers import whole_number

_FALSE = ("", "0", "false")


@dataclass(frozen=True)
class Options:
    """Options of which one is chosen, or several. fractions: None for one that Moodle does not store."""

    fractions: tuple[float | None, ...]
    single: bool

    def mark(self, response: Response, separators: Separators) -> Award:  # noqa: ARG002 - of every key
        """A single option earns what it says, negative values too; several are added and held between 0 and 1."""
        return self._one(response) if self.single else self._several(response)

    def _one(self, response: Response) -> Award:
        if response is None:
            return BLANK
        chosen = place(response, len(self.fractions))
        return graded(self._fraction(chosen), chosen)

    def _several(self, response: Response) -> Award:
        ticked = sorted({place(one, len(self.fractions)) for one in each(() if response is None else response)})
        if not ticked:
            return BLANK
        return graded(min(max(sum(map(self._fraction, ticked)), 0.0), 1.0), *ticked)

    def _fraction(self, chosen: int) -> float:
        found = self.fractions[chosen]
        if found is None:
            raise ValueError(f"expected an option that has a text, received {chosen}")
        return found


@dataclass(frozen=True)
class TrueOrFalse:
    """A statement that is true or false. places: of the two answers, by what they say."""

    is_true: bool
    places: dict[bool, int]

    def mark(self, response: Response, separators: Separators) -> Award:  # noqa: ARG002 - of every key
        """All or nothing."""
        if response is None:
            return BLANK
        allow(isinstance(response, bool), "True or False", response)
        return graded(float(response == self.is_true), self.places[bool(response)])


def multiple_choice(question: ET.Element) -> Options:
    """The options of a question. Raises MoodleXMLError where there are fewer than two."""
    answers = question.findall("answer")
    if len(answers) < 2:  # noqa: PLR2004 - Moodle's rule
        raise MoodleXMLError(f"answer: expected at least 2, received {len(answers)}")
    return Options(
        tuple(fraction(answer, position) if text(answer, "text") else None for position, answer in enumerate(answers)),
        single=text(question, "single", "true") not in _FALSE,
    )


def true_or_false(question: ET.Element) -> TrueOrFalse:
    """What is true of a statement: the last answer says it. Raises MoodleXMLError unless there are both."""
    is_true = False
    places: dict[bool, int] = {}
    for position, answer in enumerate(question.findall("answer")):
        said = text(answer, "text")
        says_true = said == "true" if said in ("true", "false") else position == 0
        is_true = says_true == (whole_number(answer.get("fraction", "").strip(BLANKS)) == 100)  # noqa: PLR2004 - percent
        places[says_true] = position
    if len(places) < 2:  # noqa: PLR2004 - true and false
        raise MoodleXMLError(f"answer: expected one for true and one for false, received {len(places)}")
    return TrueOrFalse(is_true, places)
