"""What can be wrong with what an essay question asks for: K028."""

from collections.abc import Iterator

from grader.authored import is_number, printed
from grader.counting import number_of
from grader.findings import Defect, check, source_of
from grader.kinds.essay.question import FORMATS, UNLIMITED, Asked
from grader.kinds.subject import Checks, Subject


@check("K028", remedy="Ask for a text or for files, and for limits that a response can keep.")
def response_is_impossible(asked: Subject) -> Iterator[Defect]:
    """Nobody can respond to an essay question as it asks, or Moodle does not know how it asks."""
    for said in _impossible(asked.item.asked):
        yield Defect(source_of(asked.question.item), said)


CHECKS = Checks(of_items=(response_is_impossible,))


def _impossible(asked: Asked) -> Iterator[str]:
    if asked.format not in FORMATS:
        yield f"expected a format of {', '.join(FORMATS)}, received {printed(asked.format)}"
    counts = {
        "lines": (asked.lines, 1),
        "minimum_words": (asked.minimum_words, 0),
        "maximum_words": (asked.maximum_words, 0),
        "attachments": (asked.attachments, UNLIMITED),
        "attachments_required": (asked.attachments_required, 0),
        "maximum_bytes": (asked.maximum_bytes, 0),
    }
    wrong = {name: value for name, (value, least) in counts.items() if not _is_whole(value) or value < least}
    yield from (f"expected a whole number of {name}, received {printed(value)}" for name, value in wrong.items())
    if wrong:
        return
    if 0 < asked.maximum_words < asked.minimum_words:
        least = number_of(asked.minimum_words, "word is", "words are")
        yield f"at least {least} asked for, and at most {asked.maximum_words} allowed"
    if asked.attachments != UNLIMITED and asked.attachments_required > asked.attachments:
        required = number_of(asked.attachments_required, "file is", "files are")
        yield f"{required} asked for, and {asked.attachments} allowed"
    if asked.format == FORMATS[-1] and not asked.attachments:
        yield "neither a text nor a file can be given"


def _is_whole(value: object) -> bool:
    return is_number(value) and isinstance(value, int)
