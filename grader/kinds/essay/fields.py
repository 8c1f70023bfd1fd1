"""What the fields of an essay question hold in Moodle XML, by what its author said."""

from collections.abc import Sequence

from grader.kinds.essay.item import Essay
from grader.kinds.fields import Fields, said
from grader.model import Question, Text
from grader.moodle.quiz import File


def expected(question: Question, item: Essay, text: Text, files: Sequence[File]) -> Fields:  # noqa: ARG001 - of every one
    """What is asked for, what those read who mark it, and what stands in the box; the mark is given by people."""
    asked = item.asked
    for_graders = "\n".join(f"<div>{text.parts[f'feedback_{part}']}</div>" for part in ("model_answer", "rubric"))
    return {
        "@type": "essay",
        "penalty": 1 / 3,
        "hidden": "0",
        "responseformat": asked.format,
        "responserequired": "1" if asked.required else "0",
        "responsefieldlines": str(asked.lines),
        "minwordlimit": str(asked.minimum_words or ""),
        "maxwordlimit": str(asked.maximum_words or ""),
        "attachments": str(asked.attachments),
        "attachmentsrequired": str(asked.attachments_required),
        "maxbytes": str(asked.maximum_bytes),
        "filetypeslist": asked.file_types,
        **said("graderinfo", for_graders, files),
        **said("responsetemplate", text.parts["template"] if item.begun else "", files),
    }
