"""Every field of a question in Moodle XML, and what each must hold by what its author said.

It shares no code with writing and reading, so that a mistake there cannot hide here.
"""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote
from xml.etree import ElementTree as ET

from grader.model import Question, Text
from grader.moodle.quiz import File

Fields = Mapping[str, str | float]
"""What each field holds, by its path: `answer[2]/text` is what an element says, `answer[2]@fraction` an attribute.

A number stands for whatever says it in figures.
"""

_WHITE = " \t\n\r\0\x0b"
_PRECISION = 5e-7  # Moodle keeps seven digits


def found(element: ET.Element) -> Mapping[str, str]:
    """What the fields of an element hold, by path: every attribute, and every element that holds no others."""
    fields: dict[str, str] = {}
    _find(element, "", fields)
    return fields


def expected(question: Question, text: Text, files: Sequence[File], *, number: int, variant: str) -> Fields:
    """What a question of any kind holds: its name, stem and general feedback, its mark, its tags.

    number: its place in the exam. variant: the variant's code; empty for the exam's own.
    """
    named = f"{number:02d} {text.title} {variant}".rstrip()
    return {
        "name/text": named,
        **said("questiontext", text.stem, files),
        **said("generalfeedback", text.general_feedback, files),
        "defaultgrade": question.maximum_mark,
        "idnumber": f"{question.id}.{variant}.{text.language}" if variant else f"{question.id}.{text.language}",
        **{f"{nth('tags/tag', place)}/text": tag for place, tag in enumerate(question.tags)},
    }


def said(path: str, html: str, files: Sequence[File]) -> Fields:
    """What a text holds: its words, its format, and those of the files that it shows."""
    fields: dict[str, str | float] = {f"{path}@format": "html", f"{path}/text": html}
    for place, file in enumerate([file for file in files if _shows(html, file)] if files else ()):
        element = f"{path}/{nth('file', place)}"
        fields |= {f"{element}@name": file.name, f"{element}@path": file.path, f"{element}@encoding": "base64"}
        fields[element] = base64.b64encode(file.content).decode("ascii")
    return fields


def differences(held: Mapping[str, str], wanted: Fields) -> Iterator[str]:
    """In words, which fields hold something else than they must, which are missing and which nobody asked for."""
    for path, value in wanted.items():
        if path not in held:
            yield f"{path} is missing: {_short(value)}"
        elif not _says(held[path], value):
            yield f"{path} holds {_short(held[path])}, where the bank says {_short(value)}"
    for path in held:
        if path not in wanted:
            yield f"{path} holds {_short(held[path])}, of which the bank says nothing"


def words(text: str) -> str:
    """A text as Moodle stores it: LF for every line end, nothing white around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return lines.strip(_WHITE)


def nth(tag: str, place: int) -> str:
    """The path of one of several elements, counted from 0: `answer`, `answer[2]`, `answer[3]`."""
    return f"{tag}[{place + 1}]" if place else tag


def _find(element: ET.Element, path: str, fields: dict[str, str]) -> None:
    """Note what the fields of an element hold."""
    for name, value in element.items():
        fields[f"{path}@{name}"] = value
    said = words(element.text) if element.text else ""
    if path and (said or len(element) == 0):
        fields[path] = said
    seen: dict[str, int] = {}
    for child in element:
        tag = child.tag
        place = seen[tag] = seen.get(tag, -1) + 1
        below = nth(tag, place)
        below = f"{path}/{below}" if path else below
        _find(child, below, fields)
        if child.tail and not child.tail.isspace() and words(child.tail):
            fields[f"{below}, behind it"] = words(child.tail)


def _shows(html: str, file: File) -> bool:
    """Whether a text refers to a file of the question's folder."""
    return bool(re.search(re.escape(f"@@PLUGINFILE@@{file.path}{quote(file.name)}") + r"""["'?#]""", html))


def _says(held: str, wanted: str | float) -> bool:
    """Whether a field says what it must: words letter by letter, a number to the decimals that Moodle keeps."""
    if isinstance(wanted, str):
        return held == wanted or held == words(wanted)
    try:
        return abs(float(held) - wanted) <= _PRECISION * max(1.0, abs(wanted))
    except ValueError:
        return False


def _short(value: str | float) -> str:
    words = repr(value) if isinstance(value, str) else f"{value:g}"
    return words if len(words) <= 80 else f"{words[:77]}..."  # noqa: PLR2004 - a line of a terminal
