"""Texts and their formats."""

import re
from collections.abc import Iterator

from lxml.html import defs

from grader.checks.xml.elements import (
    Outcome,
    QuizFile,
    excerpt,
    format_of,
    format_of_stem,
    named,
    shown_texts,
    tag,
    text_in,
    trimmed,
)
from grader.findings import Defect, check

FORMATS = ("html", "markdown", "plain_text", "moodle_auto_format")
_TAGS = {*defs.tags, "lang", "nolink", "tex"}  # of HTML, and of Moodle's filters
_TAG = re.compile(r"""<([A-Za-z][^\s/>]*)(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>?""")
_CLOSED = re.compile(r"</([A-Za-z][^\s/>]*)")
_OTHER_VOCABULARIES = ("<math", "<svg")
_MATHEMATICS = {
    "markdown": re.compile(r"(?<!\\)\\[(\[]"),  # `\\(` is how markdown writes `\(`
    "plain_text": re.compile(r"\\[(\[]|\$\$"),
}


@check("X028", remedy='Write the question: `<questiontext format="html"><text>...</text></questiontext>`.')
def question_without_text(file: QuizFile) -> Iterator[Defect]:
    """A question has no text: Moodle imports it empty."""
    for question in file.real:
        if not text_in(question.find("questiontext")):
            yield file.defect(question, Outcome.KEEPS, f"expected a text in {named(question)}, received none")


@check("X029", remedy=f"Use one of {', '.join(FORMATS)}.")
def format_unknown(file: QuizFile) -> Iterator[Defect]:
    """A text's format is not one that Moodle knows, and read as html; or wiki_like, on which Moodle stops."""
    for question in file.questions:
        stem = format_of_stem(question)
        for element in (*shown_texts(question), *question.iterfind("info"), *question.iterfind("responsetemplate")):
            format_ = trimmed(element.get("format", "html"))
            said = f"expected a format of <{tag(element)}>, received {format_!r}"
            if format_ == "wiki_like":
                if tag(element) == "questiontext":
                    yield file.defect(element, Outcome.STOPS, said)
            elif format_ not in FORMATS and (format_ or stem != "html") and format_.lower() != "html":
                yield file.defect(element, Outcome.CHANGES, f"{said}, read as html")


@check("X030", remedy="Use the format html.")
def mathematics_not_shown(file: QuizFile) -> Iterator[Defect]:
    r"""Mathematics is in a format that does not show it: markdown eats `\(` and `\)`, plain_text shows it as typed."""
    for question in file.real:
        stem = format_of_stem(question)
        for element in shown_texts(question):
            format_ = format_of(element, stem)
            found = _MATHEMATICS[format_].search(text_in(element)) if format_ in _MATHEMATICS else None
            if found:
                said = f"{found.group()} does not begin mathematics in the format {format_}"
                yield file.defect(element, Outcome.KEEPS, said)


@check("X031", remedy="Write `&lt;` for a `<` that begins no tag.")
def taken_for_a_tag(file: QuizFile) -> Iterator[Defect]:
    """A `<` in an html text is taken for the beginning of a tag, so that what follows it is not shown."""
    for question in file.real:
        stem = format_of_stem(question)
        for element in shown_texts(question):
            text = text_in(element)
            if format_of(element, stem) in ("plain_text", "markdown") or any(
                vocabulary in text for vocabulary in _OTHER_VOCABULARIES
            ):
                continue
            closed = set(_CLOSED.findall(text))
            for found in _TAG.finditer(text):
                if found[1].lower() not in _TAGS and ":" not in found[1] and found[1] not in closed:
                    yield file.defect(element, Outcome.KEEPS, f"a browser takes {excerpt(found.group())} for a tag")
