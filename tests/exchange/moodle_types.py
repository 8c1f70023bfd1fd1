"""The question types of the stand-in for Moodle: from XML to the fields that its form shows, and back.

It is written from what was observed of a Moodle 5.1, and shares no code with the engine.
"""

import base64
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

FORMATS = {"moodle_auto_format": "0", "html": "1", "plain_text": "2", "markdown": "4"}
POSITIVE = (
    *("1.0", "0.9", "0.8333333", "0.8", "0.75", "0.7", "0.6666667", "0.6", "0.5", "0.4", "0.3333333", "0.3", "0.25"),
    *("0.2", "0.1666667", "0.1428571", "0.125", "0.1111111", "0.1", "0.05"),
)
FRACTIONS = ("0.0", *POSITIVE, *(f"-{one}" for one in reversed(POSITIVE)))
PENALTIES = ("1", "0.5", "0.3333333", "0.25", "0.2", "0.1", "0")
_RELATIVE = (
    *("RELATIVE_NEXT_EXCLUDE_LAST", "RELATIVE_NEXT_INCLUDE_LAST", "RELATIVE_ONE_PREVIOUS_AND_NEXT"),
    *("RELATIVE_ALL_PREVIOUS_AND_NEXT", "LONGEST_ORDERED_SUBSET", "LONGEST_CONTIGUOUS_SUBSET", "RELATIVE_TO_CORRECT"),
)
GRADINGS = {word: str(code) for code, word in enumerate(("ALL_OR_NOTHING", "ABSOLUTE_POSITION", *_RELATIVE), start=-1)}
LAYOUTS, SELECTS = {"VERTICAL": "0", "HORIZONTAL": "1"}, {"ALL": "0", "RANDOM": "1", "CONTIGUOUS": "2"}
SHOW = {"HIDE": "0", "SHOW": "1"}

Files = dict[str, bytes]


@dataclass
class Editor:
    """A text with a format and files; `@@PLUGINFILE@@` where it shows them."""

    text: str = ""
    format: str = "1"
    files: Files = field(default_factory=dict)


@dataclass
class Stored:
    """A version of a question. fields: by the names of the form; editors: by what stands before `[text]`.

    whole: the element of a type that the stand-in does not know, which its export says with an element more.
    """

    type: str
    fields: dict[str, str] = field(default_factory=dict)
    editors: dict[str, Editor] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    rows: int = 0
    units: int = 0
    hints: int = 0
    whole: ET.Element | None = None

    @property
    def name(self) -> str:
        return self.fields["name"]


COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
WITH_COMBINED = {"multichoice", "match", "ordering", "gapselect", "ddwtos"}
WITHOUT_HINTS = {"truefalse", "essay", "description"}
IN_XML = {"match": "matching", "multianswer": "cloze"}
"""Types that the XML calls otherwise than the form."""

IN_FORM = {xml: form for form, xml in IN_XML.items()} | {"match": "match"}
OPAQUE = {"calculated"}
COUNTER = {"ordering": "countanswers"}
ESSAY = (
    *(("responseformat", "editor"), ("responserequired", "1"), ("responsefieldlines", "15"), ("minwordlimit", "")),
    *(("maxwordlimit", ""), ("attachments", "0"), ("attachmentsrequired", "0"), ("maxbytes", "0")),
)
CHOICE = {"gapselect": "selectoption", "ddwtos": "dragbox"}


def parse(content: bytes) -> list[ET.Element]:
    return list(ET.fromstring(content).iter("question"))


def number(text: str) -> str:
    """A number as the form shows it."""
    return f"{float(text):.7g}"


def switch(element: ET.Element, name: str, default: str) -> str:
    return "0" if element.findtext(name, default).strip() in ("", "0", "false") else "1"


def editor(element: ET.Element | None, default: str = "1") -> Editor:
    if element is None:
        return Editor("", default)
    files = {one.get("name", ""): base64.b64decode(one.text or "") for one in element.findall("file")}
    format_ = FORMATS.get(element.get("format", ""), default)
    return Editor((element.findtext("text") or "").strip(), format_, files)


def fraction(percent: str) -> str:
    """The value of the form's list; raises ValueError for one that is not there."""
    wanted = float(percent) / 100
    return next(one for one in FRACTIONS if abs(float(one) - wanted) < 1e-5)


def imported(element: ET.Element) -> Stored:
    """What an import makes of an element."""
    kind = IN_FORM.get(element.get("type", ""), element.get("type", ""))
    stem = editor(element.find("questiontext"))
    if kind in OPAQUE:
        return Stored(
            kind,
            {"name": element.findtext("name/text", ""), "idnumber": element.findtext("idnumber", "")},
            whole=element,
        )
    stored = Stored(kind, {"name": (element.findtext("name/text") or "").strip()})
    stored.fields["idnumber"] = element.findtext("idnumber", "")
    stored.fields["defaultmark"] = "0" if kind == "description" else number(element.findtext("defaultgrade", "1"))
    stored.fields["penalty"] = number(element.findtext("penalty", "0.3333333"))
    stored.editors = {"questiontext": stem, "generalfeedback": editor(element.find("generalfeedback"), stem.format)}
    stored.tags = [one.findtext("text", "").strip() for one in element.findall("tags/tag")]
    if kind in WITH_COMBINED:
        stored.editors |= {name: editor(element.find(name), stem.format) for name in COMBINED}
        stored.fields["shownumcorrect"] = "0" if element.find("shownumcorrect") is None else "1"
    for place, hint in enumerate(element.findall("hint")):
        stored.editors[f"hint[{place}]"] = editor(hint, stem.format)
        for name, tag in (("hintshownumcorrect", "shownumcorrect"), ("hintclearwrong", "clearwrong")):
            stored.fields[f"{name}[{place}]"] = "0" if hint.find(tag) is None else "1"
        stored.hints += 1
    READ[kind](element, stored, stem.format)
    return stored


def _answers(element: ET.Element, stored: Stored, format_: str, *, rich: bool = False) -> None:
    for place, one in enumerate(element.findall("answer")):
        stored.fields[f"fraction[{place}]"] = fraction(one.get("fraction", "0"))
        if rich:
            stored.editors[f"answer[{place}]"] = editor(one, format_)
        else:
            stored.fields[f"answer[{place}]"] = one.findtext("text", "").strip()
        stored.editors[f"feedback[{place}]"] = editor(one.find("feedback"), format_)
        stored.rows += 1


def _multichoice(element: ET.Element, stored: Stored, format_: str) -> None:
    stored.fields |= {
        "single": switch(element, "single", "true"),
        "shuffleanswers": switch(element, "shuffleanswers", "false"),
        "answernumbering": element.findtext("answernumbering", "abc"),
        "showstandardinstruction": switch(element, "showstandardinstruction", "1"),
    }
    _answers(element, stored, format_, rich=True)


def _truefalse(element: ET.Element, stored: Stored, format_: str) -> None:
    by_word = {one.findtext("text", "").strip(): one for one in element.findall("answer")}
    stored.fields["correctanswer"] = "1" if by_word["true"].get("fraction") == "100" else "0"
    for word in ("true", "false"):
        stored.editors[f"feedback{word}"] = editor(by_word[word].find("feedback"), format_)


def _shortanswer(element: ET.Element, stored: Stored, format_: str) -> None:
    stored.fields["usecase"] = element.findtext("usecase", "0")
    _answers(element, stored, format_)


def _numerical(element: ET.Element, stored: Stored, format_: str) -> None:
    _answers(element, stored, format_)
    for place, one in enumerate(element.findall("answer")):
        stored.fields[f"tolerance[{place}]"] = number(one.findtext("tolerance", "0"))
    for place, unit in enumerate(element.findall("units/unit")):
        stored.fields[f"unit[{place}]"] = unit.findtext("unit_name", "")
        stored.fields[f"multiplier[{place}]"] = number(unit.findtext("multiplier", "1"))
        stored.units += 1
    shown = element.findtext("showunits", "0" if stored.units else "3")
    grading = element.findtext("unitgradingtype", "0")
    stored.fields |= {
        "unitrole": "3" if shown == "3" else "0" if grading == "0" else "1",
        "unitgradingtypes": grading if grading != "0" else "1",
        "multichoicedisplay": shown if shown != "3" else "0",
        "unitpenalty": f"{float(element.findtext('unitpenalty', '0.1')):.7f}",
        "unitsleft": element.findtext("unitsleft", "0"),
    }


def _match(element: ET.Element, stored: Stored, format_: str) -> None:
    stored.fields["shuffleanswers"] = switch(element, "shuffleanswers", "1")
    for place, one in enumerate(element.findall("subquestion")):
        stored.editors[f"subquestions[{place}]"] = editor(one, format_)
        stored.fields[f"subanswers[{place}]"] = one.findtext("answer/text", "").strip()
        stored.rows += 1


def _ordering(element: ET.Element, stored: Stored, format_: str) -> None:
    stored.fields |= {
        "layouttype": LAYOUTS[element.findtext("layouttype", "VERTICAL")],
        "selecttype": SELECTS[element.findtext("selecttype", "RANDOM")],
        "selectcount": str(max(2, int(element.findtext("selectcount", "6")))),
        "gradingtype": GRADINGS[element.findtext("gradingtype", "")],
        "showgrading": SHOW[element.findtext("showgrading", "SHOW")],
        "numberingstyle": element.findtext("numberingstyle", "none"),
    }
    for place, one in enumerate(element.findall("answer")):
        stored.editors[f"answer[{place}]"] = editor(one, format_)
        stored.rows += 1


def _gaps(element: ET.Element, stored: Stored, _: str) -> None:
    stored.fields["shuffleanswers"] = switch(element, "shuffleanswers", "1")
    for place, one in enumerate(element.findall(CHOICE[stored.type])):
        stored.fields[f"choices[{place}][answer]"] = one.findtext("text", "").strip()
        stored.fields[f"choices[{place}][choicegroup]"] = one.findtext("group", "1")
        stored.fields[f"choices[{place}][infinite]"] = "0" if one.find("infinite") is None else "1"
        stored.rows += 1


def _essay(element: ET.Element, stored: Stored, format_: str) -> None:
    stored.fields |= {name: element.findtext(name, default) for name, default in ESSAY}
    stored.fields["filetypeslist[filetypes]"] = element.findtext("filetypeslist", "")
    for name in ("graderinfo", "responsetemplate"):
        stored.editors[name] = editor(element.find(name), format_)


def _nothing(_element: ET.Element, _stored: Stored, _format: str) -> None:
    pass


READ: dict[str, Callable[[ET.Element, Stored, str], None]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "match": _match,
    "ordering": _ordering,
    "gapselect": _gaps,
    "ddwtos": _gaps,
    "essay": _essay,
    "description": _nothing,
    "multianswer": _nothing,
}


def exported(stored: Stored) -> ET.Element:
    """The element that Moodle's export writes."""
    if stored.whole is not None:
        element = deepcopy(stored.whole)
        ET.SubElement(element, "synchronize").text = "0"
        return element
    question = ET.Element("question", type=IN_XML.get(stored.type, stored.type))
    _text(ET.SubElement(question, "name"), stored.fields["name"])
    _markup(question, "questiontext", stored.editors["questiontext"])
    _markup(question, "generalfeedback", stored.editors["generalfeedback"])
    if stored.type != "multianswer":
        ET.SubElement(question, "defaultgrade").text = f"{float(stored.fields['defaultmark']):.7f}"
    ET.SubElement(question, "penalty").text = f"{float(stored.fields['penalty']):.7f}"
    ET.SubElement(question, "hidden").text = "0"
    ET.SubElement(question, "idnumber").text = stored.fields["idnumber"]
    WRITE[stored.type](question, stored)
    if stored.type in WITH_COMBINED:
        for name in COMBINED:
            _markup(question, name, stored.editors[name])
        if stored.fields["shownumcorrect"] == "1":
            ET.SubElement(question, "shownumcorrect")
    _write_hints(question, stored)
    if stored.tags:
        tags = ET.SubElement(question, "tags")
        for tag in reversed(stored.tags):  # an export gives them in another order than they came
            _text(ET.SubElement(tags, "tag"), tag)
    return question


def _write_hints(question: ET.Element, stored: Stored) -> None:
    for place in range(stored.hints):
        hint = _markup(question, "hint", stored.editors[f"hint[{place}]"])
        for name, tag in (("hintshownumcorrect", "shownumcorrect"), ("hintclearwrong", "clearwrong")):
            if stored.fields.get(f"{name}[{place}]") == "1":
                ET.SubElement(hint, tag)


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _markup(parent: ET.Element, name: str, said: Editor, **attributes: str) -> ET.Element:
    format_ = next(word for word, code in FORMATS.items() if code == said.format)
    element = ET.SubElement(parent, name, {**attributes, "format": format_})
    _text(element, said.text)
    for file, content in said.files.items():
        one = ET.SubElement(element, "file", name=file, path="/", encoding="base64")
        one.text = base64.b64encode(content).decode()
    return element


def _plain(question: ET.Element, stored: Stored, **names: str) -> None:
    for name, tag in names.items():
        ET.SubElement(question, tag).text = stored.fields[name]


def _percent(value: str) -> str:
    return f"{float(value) * 100:.5f}".rstrip("0").rstrip(".")


def _write_answers(question: ET.Element, stored: Stored) -> None:
    for place in range(stored.rows):
        worth = _percent(stored.fields[f"fraction[{place}]"])
        said = stored.editors.get(f"answer[{place}]") or Editor(stored.fields[f"answer[{place}]"], "0")
        answer = _markup(question, "answer", said, fraction=worth)
        _markup(answer, "feedback", stored.editors[f"feedback[{place}]"])
        if f"tolerance[{place}]" in stored.fields:
            ET.SubElement(answer, "tolerance").text = stored.fields[f"tolerance[{place}]"]


def _write_multichoice(question: ET.Element, stored: Stored) -> None:
    for name in ("single", "shuffleanswers"):
        ET.SubElement(question, name).text = "true" if stored.fields[name] == "1" else "false"
    _plain(question, stored, answernumbering="answernumbering", showstandardinstruction="showstandardinstruction")
    _write_answers(question, stored)


def _write_truefalse(question: ET.Element, stored: Stored) -> None:
    for word, is_right in (
        ("true", stored.fields["correctanswer"] == "1"),
        ("false", stored.fields["correctanswer"] == "0"),
    ):
        answer = _markup(question, "answer", Editor(word, "0"), fraction="100" if is_right else "0")
        _markup(answer, "feedback", stored.editors[f"feedback{word}"])


def _write_shortanswer(question: ET.Element, stored: Stored) -> None:
    _plain(question, stored, usecase="usecase")
    _write_answers(question, stored)


def _write_numerical(question: ET.Element, stored: Stored) -> None:
    _write_answers(question, stored)
    if stored.units:
        units = ET.SubElement(question, "units")
        for place in range(stored.units):
            unit = ET.SubElement(units, "unit")
            ET.SubElement(unit, "multiplier").text = stored.fields[f"multiplier[{place}]"]
            ET.SubElement(unit, "unit_name").text = stored.fields[f"unit[{place}]"]
    role = stored.fields["unitrole"]
    ET.SubElement(question, "unitgradingtype").text = stored.fields["unitgradingtypes"] if role == "1" else "0"
    _plain(question, stored, unitpenalty="unitpenalty", unitsleft="unitsleft")
    shown = {"3": "3", "0": "0"}.get(role, stored.fields["multichoicedisplay"])
    ET.SubElement(question, "showunits").text = shown


def _write_match(question: ET.Element, stored: Stored) -> None:
    ET.SubElement(question, "shuffleanswers").text = "true" if stored.fields["shuffleanswers"] == "1" else "false"
    for place in range(stored.rows):
        one = _markup(question, "subquestion", stored.editors[f"subquestions[{place}]"])
        _text(ET.SubElement(one, "answer"), stored.fields[f"subanswers[{place}]"])


def _write_ordering(question: ET.Element, stored: Stored) -> None:
    for name, words in (
        *(("layouttype", LAYOUTS), ("selecttype", SELECTS), ("gradingtype", GRADINGS), ("showgrading", SHOW)),
    ):
        ET.SubElement(question, name).text = next(word for word, code in words.items() if code == stored.fields[name])
    _plain(question, stored, selectcount="selectcount", numberingstyle="numberingstyle")
    for place in range(stored.rows):
        _markup(question, "answer", stored.editors[f"answer[{place}]"], fraction=str(place + 1))


def _write_gaps(question: ET.Element, stored: Stored) -> None:
    _plain(question, stored, shuffleanswers="shuffleanswers")
    for place in range(stored.rows):
        one = ET.SubElement(question, CHOICE[stored.type])
        _text(one, stored.fields[f"choices[{place}][answer]"])
        ET.SubElement(one, "group").text = stored.fields[f"choices[{place}][choicegroup]"]
        if stored.fields.get(f"choices[{place}][infinite]") == "1":
            ET.SubElement(one, "infinite")


def _write_essay(question: ET.Element, stored: Stored) -> None:
    for name, _ in ESSAY:
        ET.SubElement(question, name).text = stored.fields[name]
    ET.SubElement(question, "filetypeslist").text = stored.fields["filetypeslist[filetypes]"]
    for name in ("graderinfo", "responsetemplate"):
        _markup(question, name, stored.editors[name])


def _write_nothing(_question: ET.Element, _stored: Stored) -> None:
    pass


WRITE: dict[str, Callable[[ET.Element, Stored], None]] = {
    "multichoice": _write_multichoice,
    "truefalse": _write_truefalse,
    "shortanswer": _write_shortanswer,
    "numerical": _write_numerical,
    "match": _write_match,
    "ordering": _write_ordering,
    "gapselect": _write_gaps,
    "ddwtos": _write_gaps,
    "essay": _write_essay,
    "description": _write_nothing,
    "multianswer": _write_nothing,
}
