"""An essay question as its versions are compared."""

from grader.kinds.essay.question import UNLIMITED, EssayQuestion
from grader.kinds.kind import Compared, yes


def compared(question: EssayQuestion) -> Compared:
    """What those read who mark it, what stands in the box, and what is asked for."""
    asked = question.asked
    return Compared(
        answers=(),
        keyed=(),
        feedback={},
        settings={
            "response format": asked.format,
            "text required": yes(asked.required),
            "lines": str(asked.lines),
            "minimum of words": str(asked.minimum_words or "none"),
            "maximum of words": str(asked.maximum_words or "none"),
            "attachments": "any number" if asked.attachments == UNLIMITED else str(asked.attachments),
            "attachments required": str(asked.attachments_required),
            "file types": asked.file_types or "any",
            "maximum of bytes": str(asked.maximum_bytes or "none"),
            "penalty": f"{question.penalty:.10g}",
        },
        further={"information for graders": question.for_graders, "response template": question.template},
    )
