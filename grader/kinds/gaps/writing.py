"""A question whose text has gaps as its element in Moodle XML."""

from dataclasses import replace

from lxml.etree import SubElement, _Element

from grader.kinds.gaps.question import WithGaps
from grader.moodle import writing


def write(asked: WithGaps, tag: str) -> _Element:
    """The element of a question. tag: of its choices."""
    question = writing.begun(
        replace(asked, stem=asked.numbered),
        {
            "shuffleanswers": "1" if asked.shuffle else "0",
        },
    )
    writing.combined_feedback(question, asked.combined)
    for choice in asked.choices:
        element = SubElement(question, tag)
        writing.text(element, choice.markup.text)
        writing.plain(element, {"group": choice.group})
        writing.flag(element, "infinite", raised=choice.unlimited)
    writing.hints(question, asked.hints)
    writing.tags(question, asked.tags)
    return question
