"""A text of a question as downloads of a quiz may show it."""

from functools import lru_cache

from grader.moodle.flatten import downloaded, to_plain_text
from grader.moodle.quiz import Markup
from grader.moodle.shown import as_html, readings

Forms = tuple[str, ...]
"""A text as downloads may show it: one form a language, white space evened out."""


def plain(markup: Markup) -> Forms:
    """A text as Moodle's reports have it: in each of its languages, and in all at once, as without Moodle's filter."""
    return tuple(dict.fromkeys(to_plain_text(reading) for reading in readings(as_html(markup))))


def forms(markup: Markup, *, lossless: bool) -> Forms:
    """A text as downloads show it, in each of its readings, white space evened out."""
    return tuple(dict.fromkeys(even(text if lossless else downloaded(text)) for text in plain(markup)))


def even(text: str) -> str:
    """A text with its white space evened out: Moodles differ in what they make of line ends."""
    return " ".join(text.split()).replace(" ;", ";").replace(" :", ":")


@lru_cache(maxsize=64)  # one text is compared with every question of an exam
def squeezed(text: str) -> str:
    """A text without any white space: Moodle's importer drops some between characters that were escaped."""
    return "".join(text.split())
