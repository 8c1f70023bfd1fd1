"""What stands in the file: questions of known types, elements that Moodle reads, each once."""

from collections.abc import Iterator
from itertools import chain

from lxml.etree import _Element

from grader.checks.check import Defect, check
from grader.checks.quizfile.elements import COMBINED, QuizFile, children, named, tag, text_in, trimmed
from grader.checks.quizfile.names import category_path

_HEADERS = {
    *("name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "idnumber", "tags", "coursetags"),
    *("hidden", "image", "image_base64"),  # hidden has a check of its own; the images are of old files
}
_COMBINED = {*COMBINED, "shownumcorrect", "correctresponsesfeedback"}
_HINTS = {
    *("hint", "hintcontent", "statenumberofcorrectresponses", "clearincorrectresponses"),
    "showfeedbacktoresponses",
}
_UNITS = {"units", "unitgradingtype", "unitpenalty", "showunits", "unitsleft", "instructions"}
_CHOICES = {"single", "shuffleanswers", "answernumbering", "answer", *_COMBINED}
_CALCULATED = {*_HEADERS, *_HINTS, *_UNITS, *_CHOICES, "synchronize", "dataset_definitions"}
_MATCHING = {*_HEADERS, *_HINTS, *_COMBINED, "shuffleanswers", "subquestion"}
_CLOZE = {*_HEADERS, *_HINTS} - {"defaultgrade"}

READ: dict[str, set[str]] = {  # by type, the elements of a question that Moodle reads
    "category": {"category", "info", "idnumber"},
    "multichoice": {*_HEADERS, *_HINTS, *_CHOICES, "showstandardinstruction"},
    "truefalse": {*_HEADERS, *_HINTS, "answer"},
    "matching": _MATCHING,
    "match": _MATCHING,
    "shortanswer": {*_HEADERS, *_HINTS, "usecase", "answer"},
    "numerical": {*_HEADERS, *_HINTS, *_UNITS, "answer"},
    "cloze": _CLOZE,
    "multianswer": _CLOZE,
    "essay": {
        *_HEADERS,
        *("responseformat", "responsefieldlines", "responserequired", "minwordlimit", "maxwordlimit", "attachments"),
        *("attachmentsrequired", "filetypeslist", "maxbytes", "graderinfo", "responsetemplate"),
    },
    "description": _HEADERS,
    "ordering": {
        *_HEADERS,
        *_HINTS,
        *_COMBINED,
        *("layouttype", "selecttype", "logical", "selectcount", "studentsee", "gradingtype", "showgrading"),
        *("numberingstyle", "answer"),
    },
    "gapselect": {*_HEADERS, *_HINTS, *_COMBINED, "shuffleanswers", "selectoption", "answer"},
    "ddwtos": {*_HEADERS, *_HINTS, *_COMBINED, "shuffleanswers", "dragbox"},
    "calculated": _CALCULATED,
    "calculatedsimple": _CALCULATED,
    "calculatedmulti": _CALCULATED,
}
_ALSO_KNOWN = ("ddimageortext", "ddmarker", "randomsamatch")  # of Moodle, too, but what it reads of them we know not
_TEXT, _WITH_FILES = {"text"}, {"text", "file"}
_INSIDE: dict[str, set[str]] = {  # what Moodle reads inside an element, wherever that stands
    **dict.fromkeys(("name", "category", "info", "tag", "responsetemplate"), _TEXT),
    **dict.fromkeys(("questiontext", "generalfeedback", "feedback", "graderinfo", *COMBINED), _WITH_FILES),
    "hint": {*_WITH_FILES, "shownumcorrect", "clearwrong", "options"},
    "subquestion": {*_WITH_FILES, "answer"},
    "answer": {
        *_WITH_FILES,
        *("feedback", "fraction", "tolerance", "tolerancetype", "correctanswerformat", "correctanswerlength", "group"),
    },
    "selectoption": {"text", "group"},
    "dragbox": {"text", "group", "infinite"},
    "tags": {"tag"},
    "coursetags": {"tag"},
}
_REPEATABLE = {*_HINTS, "answer", "subquestion", "selectoption", "dragbox", "file", "tag"}


@check("X001", remedy="Write at least one question element into the quiz.")
def no_question(file: QuizFile) -> Iterator[Defect]:
    """The file holds no question: Moodle stops with an error page."""
    if not file.questions:
        yield Defect(f"{file.where}:1", "expected at least one question, received a quiz without any")


@check("X002", remedy="Rename the file so that it ends in .xml.")
def name_not_xml(file: QuizFile) -> Iterator[Defect]:
    """The file's name does not end in .xml: Moodle's upload form refuses it."""
    if not file.where.lower().endswith(".xml"):
        yield Defect(f"{file.where}:1", "expected a name that ends in .xml")


@check("X003", remedy="Give the question a type of Moodle's, in lower case, such as multichoice.")
def type_unknown(file: QuizFile) -> Iterator[Defect]:
    """A question has no type, or one that Moodle has not by itself: by default nothing of the file is imported."""
    for question in file.questions:
        kind = question.get("type")
        if kind not in READ and kind not in _ALSO_KNOWN:
            yield Defect(file.at(question), f"expected a question type of Moodle's, received {kind or 'none'!r}")


@check("X004", remedy="Put the text into `<![CDATA[...]]>`.")
def markup_in_text(file: QuizFile) -> Iterator[Defect]:
    """Markup stands bare inside a `<text>`: Moodle refuses the file ("string expected (use CDATA?)")."""
    for question in file.questions:
        for text in question.iter("text"):
            inside = next(children(text), None)
            if inside is not None:
                yield Defect(file.at(text), f"expected text without elements, received <{tag(inside)}>")


@check(
    "X005", remedy="Remove it, correct its spelling, or move it to where Moodle reads it; text belongs into `<text>`."
)
def not_read(file: QuizFile) -> Iterator[Defect]:
    """Moodle ignores an element or a text, because it stands where nothing of the kind is read."""
    quiz = file.questions[0].getparent() if file.questions else None
    if quiz is not None:
        yield from _unread_in(file, quiz, {"question"})
    for question in file.questions:
        kind = question.get("type", "")
        if kind in READ:
            yield from _unread_in(file, question, READ[kind])
            for element in question.iter(*_INSIDE):
                yield from _unread_in(file, element, _INSIDE[tag(element)])


@check("X006", remedy="Keep one of them, or join them.")
def stands_twice(file: QuizFile) -> Iterator[Defect]:
    """Something stands twice that can be once: Moodle keeps the first and drops the other."""
    for question in file.of_type(*READ):
        for element in chain([question], question.iter(*_INSIDE)):
            yield from _repeated(file, element)
        yield from _tags_merged(file, question)
    yield from _described_twice(file)


@check("X007", remedy="Remove it; a question's visibility is set in Moodle, and a description has no mark.")
def setting_ignored(file: QuizFile) -> Iterator[Defect]:
    """Moodle ignores a setting: that a question is hidden, or that a description has a mark."""
    for question in file.real:
        for hidden in question.iterfind("hidden"):
            if trimmed(hidden.text) not in ("", "0", "false"):
                yield Defect(file.at(hidden), f"{named(question)} is imported as visible")
    for question in file.of_type("description"):
        grade = trimmed(question.findtext("defaultgrade"))
        if grade.strip("0.") != "":
            yield Defect(file.at(question), f"{named(question)} gets the mark 0, not {grade}")


def _unread_in(file: QuizFile, element: _Element, read: set[str]) -> Iterator[Defect]:
    for child in children(element):
        if tag(child) not in read:
            yield Defect(file.at(child), f"Moodle ignores <{tag(child)}> inside <{tag(element)}>")
    for text in (element.text, *(child.tail for child in element)):
        if trimmed(text):
            yield Defect(file.at(element), f"Moodle ignores the text {_excerpt(trimmed(text))} inside <{tag(element)}>")


def _repeated(file: QuizFile, element: _Element) -> Iterator[Defect]:
    seen: set[tuple[str, ...]] = set()
    for child in children(element):
        key = (tag(child), *((child.get("path", "/"), child.get("name", "")) if child.tag == "file" else ()))
        if key in seen and (child.tag == "file" or child.tag not in _REPEATABLE):
            what = f"file {child.get('name')!r}" if child.tag == "file" else f"<{tag(child)}>"
            yield Defect(file.at(child), f"<{tag(element)}> has a second {what}, which Moodle drops")
        seen.add(key)


def _tags_merged(file: QuizFile, question: _Element) -> Iterator[Defect]:
    seen: dict[str, str] = {}
    for element in question.iterfind("tags[1]/tag"):
        text = text_in(element)
        if text and text.casefold() in seen:
            yield Defect(file.at(element), f"Moodle merges the tag {text!r} with {seen[text.casefold()]!r}")
        seen.setdefault(text.casefold(), text)


def _described_twice(file: QuizFile) -> Iterator[Defect]:
    described: dict[str, str] = {}
    for question in file.of_type("category"):
        path, info = category_path(question), text_in(question.find("info"))
        if path and info and described.get(path, info) != info:
            yield Defect(file.at(question), f"Moodle keeps the first description of the category {path!r}, not this")
        if info:
            described.setdefault(path, info)


def _excerpt(text: str) -> str:
    longest = 40
    return repr(text if len(text) <= longest else f"{text[:longest]}...")
