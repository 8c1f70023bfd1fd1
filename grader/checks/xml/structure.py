"""What stands in the file: questions of known types, elements that Moodle reads, each once."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain

from lxml.etree import _Element

from grader.checks.xml.cloze import weight_of
from grader.checks.xml.elements import (
    CALCULATED,
    CLOZE,
    COMBINED,
    MATCHING,
    Outcome,
    QuizFile,
    children,
    excerpt,
    named,
    tag,
    text_in,
    trimmed,
)
from grader.checks.xml.names import category_path
from grader.counting import number_of
from grader.findings import Defect, check
from grader.moodle.numbers import whole_number

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
_CLOZE = {*_HEADERS, *_HINTS}

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
_ALSO_KNOWN = ("ddimageortext", "ddmarker", "randomsamatch")  # of Moodle, too, but we do not know what it reads of them
_MANY_TYPES = 100  # in a file with more, nobody has misspelt them
_MEANS_NOTHING = {"shuffleanswers", "answernumbering"}  # old Moodles wrote them for every type
_TEXT, _WITH_FILES = {"text"}, {"text", "file"}
_INSIDE: dict[str, set[str]] = {  # what Moodle reads inside an element, wherever that stands
    **dict.fromkeys(("name", "category", "info", "tag", "responsetemplate"), _TEXT),
    **dict.fromkeys(
        ("questiontext", "generalfeedback", "feedback", "graderinfo", "instructions", *COMBINED), _WITH_FILES
    ),
    "hint": {*_WITH_FILES, *_HINTS, "shownumcorrect", "clearwrong", "options"},
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
_NEVER_BARE = ("name", "category", "info", "hint")  # a text right inside them is a finding of its own
_ATTRIBUTES: dict[str, tuple[str, ...]] = {  # what Moodle reads of an element, wherever that stands
    "question": ("type",),
    "answer": ("fraction", "format"),
    "file": ("name", "path", "encoding"),
    **dict.fromkeys(
        ("questiontext", "generalfeedback", "feedback", "hint", "subquestion", "graderinfo", "info", *COMBINED),
        ("format",),
    ),
}
_REPEATABLE = {*_HINTS, "answer", "subquestion", "selectoption", "dragbox", "file", "tag"}


@check("X001", remedy="Write at least one question element into the quiz.")
def no_question(file: QuizFile) -> Iterator[Defect]:
    """The file holds no question: Moodle stops with an error page."""
    if not file.questions:
        said = "expected at least one question, received a quiz without any"
        yield Defect(file.at(1), said, (Outcome.REFUSES.value,))


@check("X002", remedy="Rename the file so that it ends in .xml.")
def name_not_xml(file: QuizFile) -> Iterator[Defect]:
    """The file's name does not end in .xml: Moodle's upload form refuses it."""
    if not file.where.lower().endswith(".xml"):
        yield Defect(file.at(1), "expected a name that ends in .xml", (Outcome.REFUSES.value,))


@check("X003", remedy="Give the question a type of Moodle's, in lower case, such as multichoice.")
def type_unknown(file: QuizFile) -> Iterator[Defect]:
    """A question has no type, or one that Moodle has not by itself: by default nothing of the file is imported."""
    others: dict[str, list[_Element]] = {}
    for question in file.questions:
        kind = question.get("type")
        if not kind:
            yield file.defect(question, Outcome.REFUSES, "expected a question type of Moodle's, received none")
        elif kind not in READ and kind not in _ALSO_KNOWN and kind not in file.types:
            others.setdefault(kind, []).append(question)
    for kind, questions in others.items():
        near = _near(trimmed(kind), (*READ, *_ALSO_KNOWN)) if len(others) <= _MANY_TYPES else ""
        count = number_of(len(questions), "question")
        yield file.defect(
            questions[0],
            Outcome.REFUSES,
            f"{count} of the type {excerpt(kind)}, which Moodle has not by itself",
            hint=f"Write {near}." if near else f"Where its plugin is installed, accept the type {kind}.",
        )


@check("X004", remedy="Put the text into `<![CDATA[...]]>`.")
def markup_in_text(file: QuizFile) -> Iterator[Defect]:
    """Markup stands bare inside a `<text>`: Moodle refuses the file ("string expected (use CDATA?)")."""
    for question in file.questions:
        for text in question.iter("text"):
            inside = next(children(text), None)
            if inside is not None:
                yield file.defect(text, Outcome.REFUSES, f"expected text without elements, received <{tag(inside)}>")


@check(
    "X005", remedy="Remove it, correct its spelling, or move it to where Moodle reads it; text belongs into `<text>`."
)
def not_read(file: QuizFile) -> Iterator[Defect]:
    """Moodle ignores an element, a text or an attribute, because it stands where nothing of the kind is read."""
    quiz = file.questions[0].getparent() if file.questions else None
    if quiz is not None:
        yield from _unread_in(file, quiz, {"question"})
    for question in file.questions:
        kind = question.get("type", "")
        if kind in READ:
            yield from _unread_in(file, question, READ[kind])
            for element in question.iter(*_INSIDE):
                yield from _unread_in(file, element, _INSIDE[tag(element)])
            for element in question.iter(*_ATTRIBUTES):
                yield from _misspelt(file, element)


@check("X006", remedy="Keep one of them, or join them.")
def stands_twice(file: QuizFile) -> Iterator[Defect]:
    """Something stands twice that can be once: Moodle keeps the first and drops the other."""
    for question in file.of_type(*READ):
        for element in chain([question], question.iter(*_INSIDE)):
            yield from _repeated(file, element)
        yield from _tags_merged(file, question)
    yield from _described_twice(file)


@check(
    "X007",
    remedy="Remove it, or set it in Moodle after the import; a description has no mark, a cloze question's parts have.",
)
def setting_ignored(file: QuizFile) -> Iterator[Defect]:
    """Moodle ignores a setting: that a question is hidden, or the mark of a description or of a cloze question."""
    for question in file.real:
        for hidden in question.iterfind("hidden"):
            if trimmed(hidden.text) not in ("", "0", "false"):
                yield file.defect(hidden, Outcome.CHANGES, f"{named(question)} is imported as visible")
    for question in file.of_type("description"):
        grade = trimmed(question.findtext("defaultgrade"))
        if grade.strip("0.") != "":
            yield file.defect(question, Outcome.CHANGES, f"{named(question)} gets the mark 0, not {grade}")
    for question in file.of_type(*CLOZE):
        grade = trimmed(question.findtext("defaultgrade"))
        if grade and whole_number(grade) != weight_of(question):
            yield file.defect(
                question, Outcome.CHANGES, f"{named(question)} gets the mark {weight_of(question)}, not {grade}"
            )


@check("X063", remedy="Write what belongs into it, such as `<text>...</text>`, or remove it.")
def parts_missing(file: QuizFile) -> Iterator[Defect]:
    """An element is empty or holds bare text where Moodle expects elements in it: it stops with an error page."""
    for question in file.of_type(*READ):
        for element in _with_parts(question):
            if next(children(element), None) is None:
                received = excerpt(trimmed(element.text)) if trimmed(element.text) else "nothing"
                yield file.defect(
                    element, Outcome.REFUSES, f"expected elements inside <{tag(element)}>, received {received}"
                )


@check("X064", remedy="Shorten it to 255 characters.")
def match_too_long(file: QuizFile) -> Iterator[Defect]:
    """An answer of a matching question is longer than 255 characters: Moodle stops with a database error."""
    longest = 255
    for question in file.of_type(*MATCHING):
        for pair in question.iterfind("subquestion"):
            received = len(text_in(pair.find("answer")))
            if received > longest:
                yield file.defect(
                    pair, Outcome.STOPS, f"expected an answer of at most {longest} characters, received {received}"
                )


def _with_parts(question: _Element) -> Iterator[_Element]:
    """The elements of a question into which Moodle reaches without looking first."""
    kind = question.get("type", "")
    if kind == "category":
        yield from chain(question.iterfind("category[1]"), question.iterfind("info[1]"))
    if "hint" in READ[kind]:
        yield from question.iterfind("hint")
    if kind in CLOZE:
        yield from question.iterfind("name[1]")
    if kind in CALCULATED:
        yield from chain(question.iterfind("answer"), question.iterfind("units[1]/unit"))
        for definition in question.iterfind("dataset_definitions[1]/dataset_definition"):
            yield definition
            yield from definition.iter("status", "name", "distribution", "minimum", "maximum", "decimals")


def _unread_in(file: QuizFile, element: _Element, read: set[str]) -> Iterator[Defect]:
    for child in children(element):
        says_something = trimmed("".join(child.itertext()))
        if tag(child) not in read and tag(child) not in _MEANS_NOTHING and says_something:
            yield file.defect(child, Outcome.CHANGES, f"Moodle ignores <{tag(child)}> inside <{tag(element)}>")
    stops = tag(element) in _NEVER_BARE and next(children(element), None) is None
    for text in (element.text, *(child.tail for child in element)):
        if trimmed(text) and not stops:
            said = f"Moodle ignores the text {excerpt(trimmed(text))} inside <{tag(element)}>"
            yield file.defect(element, Outcome.CHANGES, said)


def _misspelt(file: QuizFile, element: _Element) -> Iterator[Defect]:
    known = _ATTRIBUTES[tag(element)]
    for name in map(str, element.attrib):
        meant = _near(name, known) if name not in known else ""
        if meant and meant not in element.attrib:
            yield file.defect(element, Outcome.CHANGES, f"Moodle ignores the attribute {name!r}: it reads {meant!r}")


def _near(word: str, known: tuple[str, ...]) -> str:
    """The known word that somebody may have meant; empty if there is none."""
    longest = 30
    found = get_close_matches(word.lower(), known, 1, cutoff=0.75) if len(word) <= longest else []
    return found[0] if found else ""


def _repeated(file: QuizFile, element: _Element) -> Iterator[Defect]:
    first: dict[tuple[str, ...], _Element] = {}
    for child in children(element):
        is_file = child.tag == "file"
        key = (tag(child), *((child.get("path", "/"), child.get("name", "")) if is_file else ()))
        if key in first and (is_file or child.tag not in _REPEATABLE) and not _says_the_same(child, first[key]):
            what = f"file {child.get('name')!r}" if is_file else f"<{tag(child)}>"
            yield file.defect(child, Outcome.CHANGES, f"<{tag(element)}> has a second {what}, which Moodle drops")
        first.setdefault(key, child)


def _says_the_same(setting: _Element, other: _Element) -> bool:
    return not len(setting) and not len(other) and setting.text == other.text


def _tags_merged(file: QuizFile, question: _Element) -> Iterator[Defect]:
    seen: dict[str, str] = {}
    for element in question.iterfind("tags[1]/tag"):
        text = text_in(element)
        if text and text.casefold() in seen:
            yield file.defect(
                element, Outcome.CHANGES, f"Moodle merges the tag {text!r} with {seen[text.casefold()]!r}"
            )
        seen.setdefault(text.casefold(), text)


def _described_twice(file: QuizFile) -> Iterator[Defect]:
    described: dict[str, str] = {}
    for question in file.of_type("category"):
        path, info = category_path(question), text_in(question.find("info"))
        if path and info and described.get(path, info) != info:
            yield file.defect(
                question,
                Outcome.CHANGES,
                f"Moodle keeps the first description of the category {excerpt(path)}, not this",
            )
        if info:
            described.setdefault(path, info)
