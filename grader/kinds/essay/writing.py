"""An essay question as its element in Moodle XML."""

from lxml.etree import _Element

from grader.kinds.essay.question import EssayQuestion
from grader.moodle import writing


def write(essay: EssayQuestion) -> _Element:
    """The element of a question."""
    asked = essay.asked
    question = writing.begun(
        essay,
        {
            "responseformat": asked.format,
            "responserequired": "1" if asked.required else "0",
            "responsefieldlines": str(asked.lines),
            "minwordlimit": _limit(asked.minimum_words),
            "maxwordlimit": _limit(asked.maximum_words),
            "attachments": str(asked.attachments),
            "attachmentsrequired": str(asked.attachments_required),
            "maxbytes": str(asked.maximum_bytes),
            "filetypeslist": asked.file_types,
        },
    )
    writing.markup(question, "graderinfo", essay.for_graders)
    writing.markup(question, "responsetemplate", essay.template)
    writing.tags(question, essay.tags)
    return question


def _limit(words: int) -> str:
    """A limit of words; empty for none."""
    return str(words) if words else ""
