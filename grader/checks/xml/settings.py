"""Settings: elements that hold a word or a number, and how Moodle reads each.

Which of them it trims, which it compares with words, which it hands to the database unread: from
question/format/xml/format.php and the question types of Moodle 5.1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element

from grader.checks.xml.elements import (
    CALCULATED,
    CLOZE,
    GAPS,
    MATCHING,
    WITH_CHOICES,
    Outcome,
    QuizFile,
    children,
    excerpt,
    named,
    tag,
    trimmed,
    value,
)
from grader.checks.xml.structure import READ
from grader.findings import Defect, check
from grader.moodle.numbers import integer, leading_number, whole_number

_YES, _NO = ("1", "true", "yes", "on", "y", "t"), ("0", "false", "no", "off", "n", "f")  # in lower case
_SHUFFLED = ("multichoice", *CALCULATED, *MATCHING, *GAPS)
_READ_AS_WORDS = {  # by setting: the types that read it; all words but `false`, `0` and nothing are true
    "single": WITH_CHOICES,
    "shuffleanswers": _SHUFFLED,
    "correctresponsesfeedback": ("multichoice", *MATCHING, *GAPS),
}
_READ_AS_DIGITS = {  # the same, but `false` is true as well, and spaces are no nothing
    "showstandardinstruction": ("multichoice",),
    "unitsleft": ("numerical", *CALCULATED),
}
_READ_BY_PRESENCE = {  # an element that is there says yes, whatever it holds
    "shownumcorrect": ("multichoice", *MATCHING, *GAPS),
    "hint/shownumcorrect": ("multichoice", *MATCHING, *GAPS, *CLOZE, "ordering"),
    "hint/clearwrong": ("multichoice", *MATCHING, *GAPS, *CLOZE, "ordering"),
    "dragbox/infinite": ("ddwtos",),
}
_SMALL, _LARGE = 2**15, 2**63
_MARK = 100_000  # what a mark or penalty must be below: the columns have five digits before the point


@dataclass(frozen=True)
class _Integer:
    """An integer setting: the types that read it, what its column holds less than, its values with a meaning."""

    kinds: tuple[str, ...]
    below: int
    meant: tuple[int, ...] = ()


_WITH_UNITS = ("numerical", *CALCULATED)
_INTEGERS = {
    "usecase": _Integer(("shortanswer",), _SMALL, (0, 1)),
    "unitgradingtype": _Integer(_WITH_UNITS, _SMALL, (0, 1, 2)),
    "showunits": _Integer(_WITH_UNITS, _SMALL, (0, 1, 2, 3)),
    "synchronize": _Integer(CALCULATED, _SMALL, (0, 1, 2)),
    "responserequired": _Integer(("essay",), _SMALL, (0, 1)),
    "responsefieldlines": _Integer(("essay",), _SMALL),
    "attachments": _Integer(("essay",), _SMALL),
    "attachmentsrequired": _Integer(("essay",), _SMALL),
    "minwordlimit": _Integer(("essay",), _LARGE),
    "maxwordlimit": _Integer(("essay",), _LARGE),
    "maxbytes": _Integer(("essay",), _LARGE),
    "answer/tolerancetype": _Integer(CALCULATED, _LARGE, (1, 2, 3)),
    "answer/correctanswerformat": _Integer(CALCULATED, _LARGE, (1, 2)),
    "answer/correctanswerlength": _Integer(CALCULATED, _LARGE),
    "dataset_definitions/dataset_definition/itemcount": _Integer(CALCULATED, _LARGE),
    "dataset_definitions/dataset_definition/dataset_items/dataset_item/number": _Integer(CALCULATED, _LARGE),
}
_ORDERING_WORDS = {  # Moodle upper-cases what it reads, except the numbering
    "layouttype": ("VERTICAL", "VERT", "V", "0", "HORIZONTAL", "HORI", "H", "1"),
    "selecttype": ("ALL", "EXACT", "RANDOM", "REL", "CONTIGUOUS", "CONTIG"),
    "gradingtype": (
        *("ALL_OR_NOTHING", "ABSOLUTE_POSITION", "ABSOLUTE", "ABS", "RELATIVE", "REL", "RELATIVE_TO_CORRECT"),
        *("RELATIVE_NEXT_EXCLUDE_LAST", "RELATIVE_NEXT_INCLUDE_LAST", "RELATIVE_ONE_PREVIOUS_AND_NEXT"),
        *("RELATIVE_ALL_PREVIOUS_AND_NEXT", "LONGEST_ORDERED_SUBSET", "LONGEST_CONTIGUOUS_SUBSET"),
    ),
    "showgrading": ("SHOW", "TRUE", "YES", "1", "HIDE", "FALSE", "NO"),
}
NUMBERINGS = ("abc", "ABCD", "123", "iii", "IIII", "none")
_RESPONSE_FORMATS = ("editor", "editorfilepicker", "plain", "monospaced", "noinline")
_CALCULATED_WITH = {"penalty", "single", "shuffleanswers", "correctresponsesfeedback"}  # else it waits for the database
_SETTINGS = (
    *("defaultgrade", "penalty", "idnumber", "answernumbering", "selectcount", "studentsee", "logical"),
    *("numberingstyle", "responseformat", "filetypeslist", "unitpenalty"),
    *_READ_AS_WORDS,
    *_READ_AS_DIGITS,
    *_ORDERING_WORDS,
    *(name for name in _INTEGERS if "/" not in name),
)


@check("X018", remedy="Write a number with a decimal point, from 0 to 99999.9999999; a penalty from 0 to 1.")
def number_unreadable(file: QuizFile) -> Iterator[Defect]:
    """A mark or a penalty is no number, or one that the database does not hold: Moodle stops; or it makes no sense."""
    for question in file.real:
        for name in ("penalty", "defaultgrade", "unitpenalty"):
            for element in _written(question, name):
                yield from _number(file, question, name, element)


@check("X022", remedy="Write `true` or `false`, in lower case, or `1` or `0`, without spaces.")
def setting_misread(file: QuizFile) -> Iterator[Defect]:
    """A setting is not written as Moodle reads it: it takes every other word, even `False`, for true."""
    for name, kinds in _READ_AS_WORDS.items():
        for question in file.of_type(*kinds):
            for element in _written(question, name):
                written = trimmed(element.text)
                if written not in ("0", "false"):
                    yield from _misread(file, element, written, on=bool(written))
    for name, kinds in _READ_AS_DIGITS.items():
        for question in file.of_type(*kinds):
            for element in _written(question, name):
                written = value(element)
                if written not in ("", "0"):
                    yield from _misread(file, element, written, on=True)


@check("X040", remedy="Write an integer: for yes and no, 1 and 0.")
def integer_unreadable(file: QuizFile) -> Iterator[Defect]:
    """A setting that must be an integer is a word, a fraction or too large: Moodle stops with a database error."""
    for name, setting in _INTEGERS.items():
        for question in file.of_type(*setting.kinds):
            for element in _written(question, name):
                written = value(element)
                number = integer(written)
                if not written:
                    continue  # the database takes nothing for 0
                if number is None or not -setting.below <= number < setting.below:
                    yield file.defect(
                        element, Outcome.STOPS, f"expected an integer for {tag(element)}, received {excerpt(written)}"
                    )
                elif setting.meant and number not in setting.meant:
                    known = ", ".join(map(str, setting.meant))
                    yield file.defect(
                        element, Outcome.KEEPS, f"expected one of {known} for {tag(element)}, received {number}"
                    )


@check("X041", remedy="Remove the element; where you mean yes, leave it empty.")
def switched_on_by_presence(file: QuizFile) -> Iterator[Defect]:
    """A setting says no, but that it stands there says yes to Moodle, whatever is in it."""
    for path, kinds in _READ_BY_PRESENCE.items():
        for question in file.of_type(*kinds):
            for element in question.iterfind(path):
                if trimmed(element.text).lower() in _NO:
                    yield file.defect(
                        element,
                        Outcome.CHANGES,
                        f"Moodle takes <{tag(element)}>{element.text}</{tag(element)}> for yes",
                    )


@check("X042", remedy="Write the value directly into the element, without `<text>` or other elements.")
def setting_holds_elements(file: QuizFile) -> Iterator[Defect]:
    """Elements stand inside a setting, which Moodle reads as a word or a number: it stops with an error page."""
    for question in file.of_type(*READ):
        for name in READ[question.get("type", "")].intersection(_SETTINGS):
            for element in _settings(question, name):
                inside = next(children(element), None)
                if inside is not None:
                    outcome = Outcome.REFUSES if name in _CALCULATED_WITH else Outcome.STOPS
                    yield file.defect(
                        element, outcome, f"expected a word or a number in <{name}>, received <{tag(inside)}>"
                    )


@check("X023", remedy=f"Use one of {', '.join(NUMBERINGS)}.")
def numbering_unknown(file: QuizFile) -> Iterator[Defect]:
    """The choices' numbering is none that Moodle knows; it is imported unchecked, or becomes none."""
    longest = 10  # what the column holds
    for question in file.of_type(*WITH_CHOICES):
        for element in _written(question, "answernumbering"):
            written = value(element)
            if trimmed(written) and written not in NUMBERINGS:
                outcome = Outcome.KEEPS if len(written) <= longest else Outcome.STOPS
                yield file.defect(element, outcome, f"expected a numbering of Moodle's, received {excerpt(written)}")
    for question in file.of_type("ordering"):
        for element in _written(question, "numberingstyle"):
            written = value(element)
            if trimmed(written) and written not in NUMBERINGS:
                yield file.defect(
                    element, Outcome.CHANGES, f"Moodle does not number the items: it knows no style {excerpt(written)}"
                )


@check("X043", remedy="Use a word that Moodle knows, without spaces before or behind it.")
def word_unknown(file: QuizFile) -> Iterator[Defect]:
    """A setting's word is none that Moodle knows: it takes another in its place, or shows the question broken."""
    for question in file.of_type("ordering"):
        for name, known in _ORDERING_WORDS.items():
            for element in _written(question, name):
                written = value(element)
                if trimmed(written) and written.upper() not in known:
                    yield file.defect(
                        element, Outcome.CHANGES, f"expected a {name} of Moodle's, received {excerpt(written)}"
                    )
        yield from _select_count(file, question)
    longest = 16  # what the column holds
    for question in file.of_type("essay"):
        for element in _written(question, "responseformat"):
            written = value(element)
            if written not in _RESPONSE_FORMATS:
                outcome = Outcome.KEEPS if len(written) <= longest else Outcome.STOPS
                yield file.defect(
                    element,
                    outcome,
                    f"expected a responseformat of {', '.join(_RESPONSE_FORMATS)}, received {excerpt(written)}",
                )


def _settings(question: _Element, path: str) -> Iterator[_Element]:
    """The elements of a path that Moodle reads: of several settings of a question, the first."""
    found = question.iterfind(path)
    yield from found if "/" in path else islice(found, 1)


def _written(question: _Element, path: str) -> Iterator[_Element]:
    """The same without those that hold elements, which is a finding of its own."""
    return (element for element in _settings(question, path) if next(children(element), None) is None)


def _number(file: QuizFile, question: _Element, name: str, element: _Element) -> Iterator[Defect]:
    if name == "defaultgrade" and question.get("type") in (*CLOZE, "description"):
        return  # Moodle does not read it
    written = value(element)
    number = whole_number(written)
    said = f"expected a number as the {name} of {named(question)}, received {excerpt(trimmed(written))}"
    if not written and name != "penalty":
        return  # the database takes nothing for 0
    if number is None:
        begins = leading_number(written)
        third, near = 0.3333333, 0.005
        if name == "penalty" and begins is None:
            yield file.defect(element, Outcome.REFUSES, said)
        elif name == "penalty" and begins is not None and abs(begins - third) < near:
            yield file.defect(element, Outcome.CHANGES, f"{said}, which Moodle takes for a third")
        else:
            yield file.defect(element, Outcome.STOPS, said)
    elif abs(number) >= _MARK:
        yield file.defect(element, Outcome.STOPS, said)
    elif number < 0 or (name != "defaultgrade" and number > 1):
        yield file.defect(element, Outcome.KEEPS, said)


def _misread(file: QuizFile, element: _Element, written: str, *, on: bool) -> Iterator[Defect]:
    word = trimmed(written).lower()
    if not (on and word in _YES):
        outcome = Outcome.CHANGES if on and word in _NO else Outcome.KEEPS
        read = "true" if on else "false"
        said = f"expected true or false for {tag(element)}, received {excerpt(written)}, read as {read}"
        yield file.defect(element, outcome, said)


def _select_count(file: QuizFile, question: _Element) -> Iterator[Defect]:
    """Moodle takes 2 for a number of items that is below 2, or no number, where not all items are shown."""
    written_as = "selectcount" if question.find("selecttype") is not None else "studentsee"
    type_name = "selecttype" if written_as == "selectcount" else "logical"
    shown = trimmed(question.findtext(type_name, "RANDOM")).upper()
    for element in _written(question, written_as):
        written = value(element)
        count = whole_number(written)
        fewest = 2
        if shown not in ("ALL", "EXACT") and (count is None or count < fewest):
            yield file.defect(
                element, Outcome.CHANGES, f"expected at least 2 items in {written_as}, received {excerpt(written)}"
            )
