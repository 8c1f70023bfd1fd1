"""What a text of the file becomes in Moodle's reports and downloads."""

from lxml.etree import ParserError

from grader.moodle.flatten import downloaded, to_plain_text


def plain(markup: str) -> str:
    """The summary of an HTML text; empty for one that is nothing but declarations, which no parser takes."""
    try:
        return to_plain_text(markup)
    except ParserError:
        return ""


def summary(text: str, format_: str) -> str:
    """The summary of a text by its format."""
    return text if format_ == "plain_text" else plain(text)


def in_download(text: str, format_: str) -> str:
    """A text as a download shows it."""
    return downloaded(summary(text, format_))
