"""An essay question from its element in Moodle XML.

Source: import_essay in question/format/xml/format.php of Moodle 5.1.
"""

import re

from lxml.etree import _Element

from grader.kinds.essay.question import FORMATS, UNLIMITED, Asked, EssayQuestion
from grader.moodle import reading
from grader.moodle.quiz import OtherQuestion

_WHOLE = re.compile(r"0|-1|[1-9][0-9]{0,8}")
_DEFAULTS = {
    "responserequired": "1",
    "responsefieldlines": "15",
    "minwordlimit": "",
    "maxwordlimit": "",
    "attachments": "0",
    "attachmentsrequired": "0",
    "maxbytes": "0",
}
_LIMITS = ("minwordlimit", "maxwordlimit")


def read(question: _Element, where: str) -> EssayQuestion | OtherQuestion:
    """The question that an element holds; all of the element where a setting is none that Moodle's own form has.

    Raises MoodleXMLError, with place, for what Moodle would refuse.
    """
    asked = _asked(question)
    if asked is None or question.find("hint") is not None:
        return reading.other(question, "essay", where=where)
    format_ = reading.default_format(question)
    return EssayQuestion(
        name=reading.text(question, "name/text", where=where),
        stem=reading.stem(question, where=where),
        asked=asked,
        for_graders=reading.markup(question.find("graderinfo"), format_, where=where),
        template=reading.markup(question.find("responsetemplate"), format_, where=where),
        general_feedback=reading.markup(question.find("generalfeedback"), format_, where=where),
        maximum_mark=reading.number(question, "defaultgrade", 1.0, where=where),
        idnumber=question.findtext("idnumber", ""),
        tags=reading.tags(question, where=where),
        penalty=reading.number(question, "penalty", 0.3333333, where=where),
        unread=reading.unread(question),
    )


def _asked(question: _Element) -> Asked | None:
    """What response is asked for; None for settings of which we do not know that Moodle would store the same."""
    written = {name: question.findtext(name, default).strip() for name, default in _DEFAULTS.items()}
    format_ = question.findtext("responseformat", "editor")
    usual = all(_is_usual(name, value) for name, value in written.items())
    if format_ not in FORMATS or not usual:
        return None
    return Asked(
        format=format_,
        required=written["responserequired"] == "1",
        lines=int(written["responsefieldlines"]),
        minimum_words=int(written["minwordlimit"] or 0),
        maximum_words=int(written["maxwordlimit"] or 0),
        attachments=int(written["attachments"]),
        attachments_required=int(written["attachmentsrequired"]),
        file_types=question.findtext("filetypeslist", "").strip(),
        maximum_bytes=int(written["maxbytes"]),
    )


def _is_usual(name: str, value: str) -> bool:
    """Whether a setting is as Moodle's form has it."""
    if name in _LIMITS:
        return not value or (bool(_WHOLE.fullmatch(value)) and int(value) > 0)
    if name == "responserequired":
        return value in ("0", "1")
    return bool(_WHOLE.fullmatch(value)) and (int(value) >= 0 or (name == "attachments" and int(value) == UNLIMITED))
