"""A stand-in for a Moodle site: the pages and services of a question bank, as a real Moodle was seen to behave.

It has versions, drafts, draft areas, errors, and requests that go wrong on purpose; `serving` makes a server of it.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from xml.etree import ElementTree as ET

from exchange.moodle_forms import Areas, Posted, Refused, controls, hidden, saved
from exchange.moodle_types import OPAQUE, READ, Stored, exported, imported, parse

CONTEXT, TOP, BANK, QUIZ = 11846, 4058, 3628, 3700
SESSKEY, COOKIE = "sesskey014", "acookieofatest"
BEFORE, AFTER, HALFWAY = "before", "after", "halfway"
"""How a request goes wrong: nothing is done, or all of it or half of an import, and no answer comes."""


@dataclass
class Version:
    question: int
    stored: Stored
    status: str = "ready"


@dataclass
class Entry:
    """A question in all its versions. usage: in how many quizzes it is."""

    number: int
    category: str
    versions: list[Version]
    usage: int = 0
    hidden: bool = False

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    @property
    def idnumber(self) -> str:
        return self.latest.stored.fields["idnumber"]


@dataclass
class Slot:
    """A place in a quiz. version: 0 for always the latest."""

    number: int
    entry: Entry
    version: int = 0


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    location: str = ""
    cookie: str = ""


Fault = Callable[[int, str, str], str]


def nothing(_number: int, _method: str, _path: str) -> str:
    return ""


@dataclass
class Moodle:
    """The site. fault: by the request's number, method and path, what goes wrong; log: what was asked, in order."""

    entries: list[Entry] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    fault: Fault = nothing
    signed_in: bool = True
    language: str = "en"
    sign: str = "."
    migrating: bool = False
    without: frozenset[str] = frozenset()
    rights: bool = True
    full: int = 0
    address: str = ""
    log: list[tuple[str, str]] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    regraded: list[str] = field(default_factory=list)
    refusals: Sequence[str] = ()
    cells: Sequence[Sequence[str]] = ()
    areas: Areas = field(default_factory=lambda: Areas(""))
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(7000, 10**6)))

    def add(self, content: bytes, *, usage: int = 0, until: int = 10**6) -> None:
        """Import a file, as Moodle does: always new questions, and no idnumber twice in a category."""
        category = "Default"
        for element in parse(content)[:until]:
            if element.get("type") == "category":
                category = re.sub(r"^(\$\w+\$/)?(top/)?", "", element.findtext("category/text", ""))
                continue
            stored = imported(element)
            taken = {entry.idnumber for entry in self.entries if entry.category == category}
            if stored.fields["idnumber"] in taken:
                stored.fields["idnumber"] = ""
            self.entries.append(Entry(next(self.numbers), category, [Version(next(self.numbers), stored)], usage))

    def entry(self, idnumber: str) -> Entry:
        (found,) = [entry for entry in self.entries if entry.idnumber == idnumber]
        return found

    def answer(self, method: str, path: str, query: Posted, fields: Posted, body: bytes, upload: bytes) -> Answer:
        """What a request is answered with."""
        if not self.signed_in and path != "/login/index.php":
            return self._signed_out(path)
        if not self.rights:
            return self.error("nopermissions")
        if self.migrating and path == "/question/bank/editquestion/question.php":
            return Answer(303, location=f"{self.address}/question/edit.php?cmid={BANK}")
        if path == f"/pluginfile.php/{CONTEXT}/question/export/{TOP}/xml/withcategories/nocontexts/x.xml":
            return self._export()
        page = _PAGES.get((method, path))
        if page is None or path in self.without:
            return self.error("unknown")
        return page(self, dict(query), fields, upload or body)

    def _signed_out(self, path: str) -> Answer:
        if path == "/lib/ajax/service.php":
            return self.ajax_error("servicerequireslogin")
        return Answer(303, location=f"{self.address}/login/index.php")

    def page(self, title: str, body: str, script: str = "", *, status: int = 200, user: int = 8165) -> Answer:
        settings = json.dumps({"wwwroot": self.address, "sesskey": SESSKEY, "userId": user, "language": self.language})
        return Answer(
            status,
            f"<!DOCTYPE html>\n<html><head><title>{title}</title>"
            f"<script>var M = {{}}; M.cfg = {settings};{script}</script></head>"
            f'<body id="page-{title}"><div id="region-main">{body}</div></body></html>'.encode(),
        )

    def error(self, code: str) -> Answer:
        link = f'<a href="https://docs.moodle.org/501/en/error/moodle/{code}">More</a>'
        said = f'<p class="errormessage">What {code} says</p><p class="errorcode">{link}</p>'
        return self.page("error", f'<div class="box errorbox">{said}</div>', status=404)

    def ajax_error(self, code: str) -> Answer:
        return Answer(body=json.dumps([{"error": True, "exception": {"errorcode": code}}]).encode())

    def _export(self) -> Answer:
        root, category = ET.Element("quiz"), None
        for entry in sorted(self.entries, key=lambda entry: (entry.category, entry.latest.stored.name)):
            if entry.hidden:
                continue
            if entry.category != category:
                category = entry.category
                root.append(ET.Comment(" question: 0  "))
                element = ET.SubElement(root, "question", type="category")
                ET.SubElement(ET.SubElement(element, "category"), "text").text = f"top/{category}"
            root.append(ET.Comment(f" question: {entry.latest.question}  "))
            root.append(exported(entry.latest.stored))
        if category is None:
            return self.error("filenotfound")
        return Answer(body=ET.tostring(root, encoding="UTF-8", xml_declaration=True), type="application/xml")

    def find(self, question: int) -> tuple[Entry, int] | None:
        """The entry of a version, and the version's number."""
        for entry in self.entries:
            for number, version in enumerate(entry.versions, start=1):
                if version.question == question:
                    return entry, number
        return None


def _categories(moodle: Moodle, _query: dict[str, str], _fields: Posted, _body: bytes) -> Answer:
    options = (
        f'<option value="{TOP},{CONTEXT}">Top</option><option value="{TOP + 1},{CONTEXT}" selected>Default</option>'
    )
    return moodle.page(
        "export", f'<form method="post" action="export.php"><select name="category">{options}</select></form>'
    )


def _list(moodle: Moodle, query: dict[str, str], _fields: Posted, _body: bytes) -> Answer:
    if moodle.migrating:
        tasks = r"The adhoc tasks \mod_qbank\task\transfer_questions are not yet complete"
        return moodle.page("edit", f'<div class="alert alert-warning">{tasks}</div>')
    assert json.loads(query["filter"])["category"]["values"] == [str(TOP)]
    size, number = int(query["qperpage"]), int(query.get("qpage", "0"))
    rows = "".join(_row(entry) for entry in moodle.entries[number * size : (number + 1) * size])
    table = f'<table id="categoryquestions"><tbody>{rows}</tbody></table>' if rows else ""
    return moodle.page("edit", f'<div id="questionscontainer">{table}</div>')


def _row(entry: Entry) -> str:
    number, stored = entry.latest.question, entry.latest.stored
    badge = f'<span class="accesshide">ID number </span><span class="badge bg-primary">{escape(entry.idnumber)}</span>'
    options = "".join(
        f'<option value="{one}"{" selected" if entry.latest.status == one else ""}>{one}</option>'
        for one in ("ready", "draft")
    )
    status = "" if entry.hidden else f'<select name="question_status_dropdown">{options}</select>'
    return (
        f'<tr class="r0"><td class="checkbox"><input name="q{number}" type="checkbox" value="1"></td>'
        f'<td class="qnameidnumbertags"><span data-itemtype="questionname" data-value="{escape(stored.name)}"></span>'
        f"{badge if entry.idnumber else ''}</td>"
        f'<td class="editmenu"><a href="/question/bank/history/history.php?entryid={entry.number}">h</a></td>'
        f'<td class="questionstatus">{status}</td>'
        f'<td class="questionversionnumber">v{len(entry.versions)}</td>'
        f'<td class="questionusage"><a href="#" data-questionid="{number}">{entry.usage}</a></td></tr>'
    )


UPLOADS = 'var repositories = {"5": {"id":"5","name":"Upload a file","type":"upload","supported_types":[]}};'


def _form(moodle: Moodle, query: dict[str, str], _fields: Posted, _body: bytes) -> Answer:
    found = moodle.find(int(query["id"]))
    if found is None:
        return moodle.error("questiondoesnotexist")
    return _shown(moodle, *found)


def _shown(moodle: Moodle, entry: Entry, number: int, refused: Refused | None = None) -> Answer:
    version = entry.versions[number - 1]
    token = f"form{len(moodle.forms)}"
    moodle.forms.append(token)
    latest = number == len(entry.versions)
    said = f"v{number} (latest). " if latest else f"v{number} (of {len(entry.versions)}). "
    fields = "".join(controls(version.stored, version.status, moodle.areas, token, moodle.sign))
    errors = "".join(
        f'<div class="invalid-feedback" id="id_error_{name}">{text}</div>'
        for name, text in (refused.fields if refused else {}).items()
    )
    body = (
        f'<form method="dialog"></form><form action="question.php" method="post" id="mform1_x" class="mform">'
        f"{hidden('id', str(version.question))}{hidden('cmid', str(BANK))}{hidden('sesskey', SESSKEY)}"
        f"{hidden('appendqnumstring', token)}"
        f'<div class="question-version-number"><span> {said} </span>'
        f'<a href="/question/bank/history/history.php?entryid={entry.number}">History</a></div>'
        f'{fields}{errors}<div class="invalid-feedback" id="id_error_name"></div></form>'
    )
    return moodle.page("question", body, UPLOADS)


def _save(moodle: Moodle, _query: dict[str, str], fields: Posted, _body: bytes) -> Answer:
    values = dict(fields)
    if values.get("sesskey") != SESSKEY:
        return moodle.error("invalidsesskey")
    found = moodle.find(int(values["id"]))
    if found is None:
        return moodle.error("questiondoesnotexist")
    entry, number = found
    token = values.get("appendqnumstring", "")
    assert token in moodle.forms, "the same form was sent twice"
    moodle.forms.remove(token)
    moodle.forms.insert(0, "")
    others = {one.idnumber for one in moodle.entries if one is not entry and one.category == entry.category}
    if values.get("idnumber") and values["idnumber"] in others:
        return _shown(moodle, entry, number, Refused({"idnumber": "This ID number is already in use"}))
    try:
        stored = saved(entry.versions[number - 1].stored, fields, moodle.areas, token, moodle.sign)
    except Refused as refused:
        return moodle.error(refused.code) if refused.code else _shown(moodle, entry, number, refused)
    version = Version(next(moodle.numbers), stored, values.get("status", "ready"))
    entry.versions.append(version)
    entry.hidden = False
    location = f"{moodle.address}/question/edit.php?cmid={BANK}&category=1%2C{CONTEXT}&lastchanged={version.question}"
    return Answer(303, location=location)


def _drafts(moodle: Moodle, query: dict[str, str], fields: Posted, _body: bytes) -> Answer:
    values = dict(fields)
    files = moodle.areas.files.setdefault(values["itemid"], {})
    if query["action"] == "list":
        listed = [{"filename": name, "filepath": "/", "size": len(content)} for name, content in files.items()]
        return Answer(body=json.dumps({"list": listed}).encode())
    files.pop(values["filename"], None)
    return Answer(body=b'{"filepath":"\\/"}')


def _upload(moodle: Moodle, _query: dict[str, str], fields: Posted, body: bytes) -> Answer:
    values = dict(fields)
    if values["repo_id"] != "5" or values["sesskey"] != SESSKEY or values["ctx_id"] != str(CONTEXT):
        return Answer(body=b'{"error":"You may not","errorcode":"invalidsesskey"}')
    if moodle.full:
        moodle.full -= 1
        return Answer(body=b'{"error":"Too many","errorcode":"maxdraftitemids"}')
    files = moodle.areas.files.setdefault(values["itemid"], {})
    if values["title"] in files:
        return Answer(body=json.dumps({"event": "fileexists", "newfile": {"filename": "other (1)"}}).encode())
    files[values["title"]] = body
    return Answer(body=json.dumps({"id": int(values["itemid"]), "file": values["title"]}).encode())


def _import_form(moodle: Moodle, _query: dict[str, str], _fields: Posted, _body: bytes) -> Answer:
    formats = "".join(f'<input type="radio" name="format" value="{one}">' for one in ("aiken", "gift", "xml"))
    body = (
        f'<form action="{moodle.address}/question/bank/importquestions/import.php" method="post">'
        f"{hidden('cmid', str(BANK))}{hidden('sesskey', SESSKEY)}"
        f"{hidden('_qf__qbank_importquestions_form_question_import_form', '1')}{formats}"
        f'<select name="category"><option value="{TOP + 1},{CONTEXT}" selected>Default</option></select>'
        '<input type="checkbox" name="catfromfile" value="1" checked>'
        '<select name="stoponerror"><option value="0">No</option><option value="1" selected>Yes</option></select>'
        '<input type="button" name="newfilechoose" value="x"><input type="submit" name="submitbutton" value="x"></form>'
    )
    return moodle.page("import", body, UPLOADS)


def _import(moodle: Moodle, _query: dict[str, str], fields: Posted, _body: bytes) -> Answer:
    values = dict(fields)
    (content,) = moodle.areas.files[values["newfile"]].values()
    assert values["format"] == "xml"
    assert values["catfromfile"] == "1"
    elements = parse(content)
    unknown = [one for one in elements if one.get("type") not in {*READ, *OPAQUE, "matching", "cloze", "category"}]
    if unknown:
        return moodle.page("import", '<div class="alert alert-danger">Unknown question type</div>')
    half = moodle.fault(len(moodle.log), "POST", "/question/bank/importquestions/import.php") == HALFWAY
    moodle.add(content, until=(len(elements) + 1) // 2 if half else len(elements))
    return moodle.page("import", '<div class="alert alert-success">Importing</div>')


def _service(moodle: Moodle, query: dict[str, str], _fields: Posted, body: bytes) -> Answer:
    if query.get("sesskey") != SESSKEY:
        return moodle.ajax_error("invalidsesskey")
    (asked,) = json.loads(body)
    arguments = asked["args"]
    if asked["methodname"] == "qbank_editquestion_set_status":
        found = moodle.find(arguments["questionid"])
        assert found is not None
        found[0].versions[found[1] - 1].status = arguments["status"]
        return Answer(body=json.dumps([{"error": False, "data": {"status": True}}]).encode())
    slots = [slot for slot in moodle.slots if slot.number == arguments["slotid"]]
    if asked["methodname"] != "mod_quiz_set_question_version" or not slots:
        return moodle.ajax_error("invalidrecordunknown")
    if arguments["newversion"] not in range(len(slots[0].entry.versions) + 1):
        return moodle.ajax_error("codingerror")
    slots[0].version = arguments["newversion"]
    return Answer(body=json.dumps([{"error": False, "data": {"result": True}}]).encode())


def _quiz(moodle: Moodle, query: dict[str, str], _fields: Posted, _body: bytes) -> Answer:
    assert query["cmid"] == str(QUIZ)
    return moodle.page("mod-quiz-edit", f"<ul>{''.join(_slot(slot, n) for n, slot in enumerate(moodle.slots, 1))}</ul>")


def _slot(slot: Slot, number: int) -> str:
    ready = [place for place, version in enumerate(slot.entry.versions, start=1) if version.status == "ready"]
    version = slot.entry.versions[(slot.version or ready[-1]) - 1]
    options = "".join(
        f'<option value="{one}"{" selected" if one == slot.version else ""}>v{one}</option>'
        for one in (0, *reversed(ready))
    )
    link = f"/question/bank/editquestion/question.php?&amp;cmid={QUIZ}&amp;id={version.question}"
    return (
        f'<li class="activity slot" id="slot-{slot.number}"><span class="slotnumber">Question {number}</span>'
        f'<a href="{link}"><span class="questionname">{escape(version.stored.name)}</span></a>'
        f'<select id="version-{slot.number}" name="version">{options}</select></li>'
    )


def _regrade(moodle: Moodle, _query: dict[str, str], fields: Posted, _body: bytes) -> Answer:
    values = dict(fields)
    assert values["id"] == str(QUIZ)
    moodle.regraded.append("regrade" if "regrade" in values else "dry run" if "dryrunregrade" in values else "")
    refused = "".join(f"<li>{one}</li>" for one in moodle.refusals)
    alert = f'<div class="alert alert-warning"><p>in attempt 1 by A Student (id 1)</p><ul>{refused}</ul></div>'
    return moodle.page("mod-quiz-report", alert if refused else "")


def _report(moodle: Moodle, _query: dict[str, str], _fields: Posted, _body: bytes) -> Answer:
    questions = len(moodle.slots)
    head = "".join(f'<th class="c{n + 10}">Q. {n + 1}<br>/1.00</th>' for n in range(questions))
    rows = "".join(
        '<tr class="gradedattempt"><td class="cell c2">A Student</td>'
        + "".join(f'<td class="cell c{n + 10}">{cell}</td>' for n, cell in enumerate(row))
        + "</tr>"
        for row in moodle.cells
    )
    return moodle.page(
        "mod-quiz-report",
        f'<table id="attempts"><thead><tr><th class="c2">Name</th>{head}</tr></thead><tbody>{rows}</tbody></table>',
    )


_PAGES: dict[tuple[str, str], Callable[[Moodle, dict[str, str], Posted, bytes], Answer]] = {
    ("GET", "/question/bank/exportquestions/export.php"): _categories,
    ("GET", "/question/edit.php"): _list,
    ("GET", "/question/bank/editquestion/question.php"): _form,
    ("POST", "/question/bank/editquestion/question.php"): _save,
    ("POST", "/repository/draftfiles_ajax.php"): _drafts,
    ("POST", "/repository/repository_ajax.php"): _upload,
    ("GET", "/question/bank/importquestions/import.php"): _import_form,
    ("POST", "/question/bank/importquestions/import.php"): _import,
    ("POST", "/lib/ajax/service.php"): _service,
    ("GET", "/mod/quiz/edit.php"): _quiz,
    ("POST", "/mod/quiz/report.php"): _regrade,
    ("GET", "/mod/quiz/report.php"): _report,
}


def _ask_to_sign_in(moodle: Moodle) -> Answer:
    """A page on which somebody types their name at once."""
    form = '<form id="login" method="post" action="/login/signed_in.php"><input name="username"></form>'
    return moodle.page("login-index", f"{form}<script>document.forms[0].submit()</script>", user=0)


def _sign_in(moodle: Moodle) -> Answer:
    return replace(moodle.page("my", "Welcome"), cookie=COOKIE)


SIGN_IN = {"/login/index.php": _ask_to_sign_in, "/login/signed_in.php": _sign_in}
"""What is shown without a session, by its path."""
