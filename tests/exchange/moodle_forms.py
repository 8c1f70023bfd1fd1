"""The edit form of the stand-in for Moodle: what it shows of a question, and what saving makes of what is posted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote

from exchange.moodle_types import COUNTER, FRACTIONS, PENALTIES, WITH_COMBINED, WITHOUT_HINTS, Editor, Stored

Posted = Sequence[tuple[str, str]]
SELECTS: Mapping[str, tuple[str, ...]] = {
    "single": ("0", "1"),
    "answernumbering": ("abc", "ABCD", "123", "iii", "IIII", "none"),
    "showstandardinstruction": ("0", "1"),
    "correctanswer": ("0", "1"),
    "usecase": ("0", "1"),
    "unitrole": ("3", "0", "1"),
    "unitgradingtypes": ("1", "2"),
    "multichoicedisplay": ("0", "1", "2"),
    "unitsleft": ("0", "1"),
    "layouttype": ("0", "1"),
    "selecttype": ("0", "1", "2"),
    "gradingtype": ("-1", "0", "7", "1", "2", "3", "4", "5", "6"),
    "showgrading": ("0", "1"),
    "numberingstyle": ("none", "abc", "ABCD", "123", "iii", "IIII"),
    "responseformat": ("editor", "editorfilepicker", "plain", "monospaced", "noinline"),
    "responserequired": ("1", "0"),
    "responsefieldlines": ("2", "3", "5", "10", "15", "20", "25", "30", "35", "40"),
    "attachments": ("0", "1", "2", "3", "-1"),
    "attachmentsrequired": ("0", "1", "2", "3"),
    "maxbytes": ("0", "104857600", "10240"),
    "penalty": PENALTIES,
}
NUMBERS = re.compile(r"defaultmark|tolerance\[\d+\]|multiplier\[\d+\]|unitpenalty")
DRAFT = re.compile(r"[^\"'\s<>]*/draftfile\.php/\d+/user/draft/(\d+)/([^\"'\s<>?#]+)")
GAP = re.compile(r"\{\d*:[A-Z_]+:")
ROW = re.compile(r"\w+\[(\d+)\]")


@dataclass
class Areas:
    """The draft areas of a user; of: which form they were made for."""

    address: str
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    count: int = 10_000_000

    def new(self, form: str, files: Mapping[str, bytes]) -> str:
        self.count += 1
        area = str(self.count)
        self.files[area], self.of[area] = dict(files), form
        return area

    def url(self, area: str) -> str:
        return f"{self.address}/draftfile.php/11841/user/draft/{area}/"


class Refused(Exception):  # noqa: N818 - it is what happened
    """A save that is refused: fields with what is said of them, or the name of an error."""

    def __init__(self, fields: Mapping[str, str] | None = None, code: str = "") -> None:
        super().__init__(code or str(fields))
        self.fields, self.code = fields or {}, code


def controls(stored: Stored, status: str, areas: Areas, form: str, sign: str) -> Iterator[str]:
    """The fields of a question's form, as HTML."""
    counter = COUNTER.get(stored.type, "noanswers")
    if stored.rows:
        yield hidden(counter, str(stored.rows))
    if stored.type == "numerical":
        yield hidden("nounits", str(max(stored.units, 1)))
        if not stored.units:
            yield typed("unit[0]", "") + typed("multiplier[0]", "1.0".replace(".", sign))
    if stored.type not in WITHOUT_HINTS:
        yield hidden("numhints", str(max(stored.hints, 2)))
    if stored.type == "multianswer":
        yield hidden("reload", "1") + hidden("confirm", "0")
    yield hidden("qtype", stored.type) + hidden(f"_qf__qtype_{stored.type}_edit_form", "1") + hidden("returnurl", "0")
    yield chosen("status", ("ready", "draft"), status)
    yield from _plain(stored, sign)
    for name, said in _editors(stored).items():
        area = areas.new(form, said.files)
        shown = re.sub(r"@@PLUGINFILE@@/", areas.url(area), said.text)
        yield f'<textarea name="{name}[text]">{escape(shown)}</textarea>' + hidden(f"{name}[format]", said.format)
        if name != "responsetemplate":
            yield hidden(f"{name}[itemid]", area)
    yield hidden("tags", "_qf__force_multiselect_submission")
    options = "".join(f'<option value="{escape(tag)}" selected>{escape(tag)}</option>' for tag in sorted(stored.tags))
    yield f'<select name="tags[]" multiple>{options}<option value="another">another</option></select>'
    yield '<input type="submit" name="updatebutton" value="x"><input type="submit" name="submitbutton" value="x">'
    yield '<input type="submit" name="cancel" value="x">'


def _editors(stored: Stored) -> dict[str, Editor]:
    more = {} if stored.type in WITHOUT_HINTS else {f"hint[{place}]": Editor() for place in range(stored.hints, 2)}
    return {**stored.editors, **more}


def _plain(stored: Stored, sign: str) -> Iterator[str]:
    for name, value in stored.fields.items():
        if name == "defaultmark" and stored.type == "multianswer":
            continue
        if name == "penalty" and stored.type in WITHOUT_HINTS:
            yield hidden(name, value) if stored.type == "truefalse" else ""
        elif name == "defaultmark" and stored.type == "description":
            yield hidden(name, "0")
        elif offered := _offered(stored, name):
            yield chosen(name, offered, value)
        elif _is_box(stored, name):
            zero = stored.type not in ("gapselect", "ddwtos") or name.startswith(("shownum", "hint"))
            yield from ticked(name, value, zero=zero)
        elif not name.endswith("[infinite]"):
            yield typed(name, value.replace(".", sign) if _is_a_number(stored, name) else value)
    for place in range(stored.hints, 2):
        if stored.type in WITH_COMBINED:
            yield from ticked(f"hintshownumcorrect[{place}]", "0", zero=True)


def _offered(stored: Stored, name: str) -> tuple[str, ...]:
    """What a list offers; nothing where the field is none."""
    if name.startswith("fraction["):
        return FRACTIONS if stored.type == "multichoice" else FRACTIONS[:21]
    return tuple("12345678") if name.endswith("[choicegroup]") else SELECTS.get(name, ())


def _is_a_number(stored: Stored, name: str) -> bool:
    return NUMBERS.fullmatch(name) is not None or (stored.type == "numerical" and name.startswith("answer["))


def _is_box(stored: Stored, name: str) -> bool:
    if name.endswith("[infinite]"):
        return stored.type == "ddwtos"
    if name.startswith("hintclearwrong"):
        return stored.type in {*WITH_COMBINED, "multianswer"} - {"ordering"}
    if name.startswith("hintshownumcorrect"):
        return stored.type in {*WITH_COMBINED, "multianswer"}
    return name in ("shuffleanswers", "shownumcorrect")


def hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def typed(name: str, value: str) -> str:
    return f'<input type="text" name="{name}" value="{escape(value)}">'


def chosen(name: str, options: Sequence[str], value: str) -> str:
    shown = "".join(
        f'<option value="{one}"{" selected" if _equal(one, value) else ""}>{one}</option>' for one in options
    )
    return f'<select name="{name}">{shown}</select>'


def ticked(name: str, value: str, *, zero: bool) -> Iterator[str]:
    if zero:
        yield hidden(name, "0")
    yield f'<input type="checkbox" name="{name}" value="1"{" checked" if value == "1" else ""}>'


def _equal(one: str, value: str) -> bool:
    try:
        return float(one) == float(value)
    except ValueError:
        return one == value


def saved(before: Stored, posted: Posted, areas: Areas, form: str, sign: str) -> Stored:
    """What a save makes of a question. Raises Refused for what Moodle refuses."""
    values = dict(posted)
    if f"_qf__qtype_{before.type}_edit_form" not in values:
        raise Refused({})
    after = deepcopy(before)
    after.tags = [tag for name, tag in posted if name == "tags[]"]
    counts = {
        "rows": int(values.get(COUNTER.get(before.type, "noanswers"), before.rows)),
        "units": int(values.get("nounits", 0)),
        "hints": int(values.get("numhints", 0)),
    }
    _require(before, values, counts, sign)
    for name in [*after.fields, *values]:
        if (name in after.fields or _is_field(before, name)) and name in values:
            after.fields[name] = _stored(before, name, values[name], sign)
        elif name in after.fields and _is_of_a_box(before, name):
            after.fields[name] = "0"
    for name in _posted_editors(values):
        after.editors[name] = _editor(values, name, areas, form)
    for name, area in ((name, area) for name, area in values.items() if name.endswith("[itemid]")):
        if not name.startswith("questiontext"):
            areas.files[area] = {}  # as was seen: the same form again saves the texts without their images
    return _in_rows(after, counts)


def _require(before: Stored, values: Mapping[str, str], counts: Mapping[str, int], sign: str) -> None:
    rows = range(counts["rows"])
    fractions = [value for place in rows if (value := values.get(f"fraction[{place}]")) is not None]
    if any(value not in FRACTIONS for value in fractions):
        raise Refused(code="dmlwriteexception")
    if len(values["name"]) > 255 or len(values.get("idnumber", "")) > 100:
        raise Refused(code="dmlwriteexception")
    if not values["name"]:
        raise Refused({"name": "You must supply a value here."})
    if "defaultmark" in values and not _is_number(values["defaultmark"], sign):
        raise Refused({"defaultmark": "You must enter a number here."})
    for place in rows if before.type == "numerical" else ():
        if values[f"answer[{place}]"] != "*" and not _is_number(values[f"answer[{place}]"], sign):
            raise Refused({f"answeroptions_{place}": "The answer must be a number"})
    is_single = before.type in ("multichoice", "shortanswer", "numerical") and values.get("single", "1") == "1"
    if is_single and "1.0" not in fractions:
        raise Refused({"fraction_0": "One of the choices should be 100%"})
    old, new = (len(GAP.findall(text)) for text in (before.editors["questiontext"].text, values["questiontext[text]"]))
    if before.type == "multianswer" and new < old and values.get("confirm") != "1":
        raise Refused({"confirm": "Confirm then save"})


def _is_number(value: str, sign: str) -> bool:
    return re.fullmatch(rf"-?\d+(?:{re.escape(sign)}\d+)?(?:[eE][+-]?\d+)?", value) is not None


def _is_field(stored: Stored, name: str) -> bool:
    of_rows = {
        "multichoice": ("fraction",),
        "shortanswer": ("answer", "fraction"),
        "numerical": ("answer", "fraction", "tolerance", "unit", "multiplier"),
        "match": ("subanswers",),
        "gapselect": ("choices",),
        "ddwtos": ("choices",),
    }
    row = ROW.match(name)
    if row is None or name.endswith(("[text]", "[format]", "[itemid]")):
        return False
    return name.partition("[")[0] in (*of_rows.get(stored.type, ()), "hintshownumcorrect", "hintclearwrong")


def _is_of_a_box(stored: Stored, name: str) -> bool:
    return _is_box(stored, name) or name.endswith("[infinite]")


def _stored(before: Stored, name: str, value: str, sign: str) -> str:
    return value.replace(sign, ".") if _is_a_number(before, name) else value


def _posted_editors(values: Mapping[str, str]) -> list[str]:
    return [name.removesuffix("[text]") for name in values if name.endswith("[text]")]


def _editor(values: Mapping[str, str], name: str, areas: Areas, form: str) -> Editor:
    text, area = values[f"{name}[text]"].strip(), values.get(f"{name}[itemid]")
    if area is None:
        return Editor(text, values[f"{name}[format]"])
    files = dict(areas.files.get(area, {}))
    for other, file in DRAFT.findall(unescape(text)):
        if other != area and areas.of.get(other) == form and form:
            raise Refused(code="storedfileproblem")
        if other != area:
            files[unquote(file)] = areas.files.get(other, {})[unquote(file)]
    return Editor(DRAFT.sub(r"@@PLUGINFILE@@/\2", text), values[f"{name}[format]"], files)


def _in_rows(after: Stored, counts: Mapping[str, int]) -> Stored:
    """A question with the rows that its form counted and that say something, and no others."""
    units = ("unit", "multiplier")

    def limit(name: str) -> int:
        first = name.partition("[")[0]
        if first.startswith("hint"):
            return counts["hints"]
        return counts["units"] if first in units else counts["rows"]

    def is_kept(name: str) -> bool:
        row = ROW.match(name)
        return row is None or int(row[1]) < limit(name)

    after.fields = {name: value for name, value in after.fields.items() if is_kept(name)}
    after.editors = {name: said for name, said in after.editors.items() if is_kept(name)}
    after.rows = counts["rows"]
    after.units = sum(bool(after.fields.get(f"unit[{place}]")) for place in range(counts["units"]))
    if not after.units:
        after.fields = {
            name: value for name, value in after.fields.items() if not name.startswith(units) or "[" not in name
        }
    after.hints = 0
    for place in range(counts["hints"]):
        if not after.editors.get(f"hint[{place}]", Editor()).text:
            after.editors.pop(f"hint[{place}]", None)
        else:
            after.hints = place + 1
    return after
