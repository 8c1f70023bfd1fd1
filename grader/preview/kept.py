"""Reading a question that is kept whole, as far as it takes to show it: its parts, its feedback, and all the rest."""

import base64
import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import markupsafe
from lxml import etree
from lxml.etree import _Element

from grader.bank import CATEGORIES, Bank
from grader.errors import MoodleXMLError
from grader.findings import Finding, raised
from grader.kinds.quiz import write_entry
from grader.moodle import embedded
from grader.moodle.quiz import Category, File, Markup, MoodleQuestion, OtherQuestion
from grader.moodle.shown import as_html
from grader.pages.fragments import absent, fragment
from grader.pages.written import written
from grader.preview.sheet import NOTHING, Kept, Part, Row
from grader.release.exports import kept
from grader.texts.language import LANGUAGES

MOST_SETTINGS = 200  # of a dataset, a question holds hundreds of numbers

_FEEDBACK = {
    "generalfeedback": "General feedback",
    "correctfeedback": "To a right response",
    "partiallycorrectfeedback": "To a partly right response",
    "incorrectfeedback": "To a wrong response",
    "graderinfo": "For whoever marks it",
    "responsetemplate": "What a response begins with",
    "hint": "Hint",
}
_CLOZE = {"cloze", "multianswer"}
_PARTS = {"answer": "Answers", "subquestion": "Pairs", "selectoption": "Choices", "dragbox": "Choices"}
_SHOWN = {*_FEEDBACK, *_PARTS, "name", "questiontext"}
_SWITCHES = {"showmisplaced", "shownumcorrect", "shuffleanswers"}  # empty elements that are on where they stand
_PLACE = re.compile(r"\[\[(\d+)\]\]")


def kept_questions(bank: Bank) -> list[tuple[str, Path]]:
    """The questions that a bank keeps whole: the id of the question that each stands before (empty: none), its file."""
    return [(before, bank.folder / file) for before, file in bank.kept if not file.startswith(f"{CATEGORIES}/")]


def read_kept(path: Path, place: int, language: str, findings: Sequence[Finding]) -> Kept:
    """A question of a bank's file, in a language; what cannot be read says why."""
    id_ = path.parent.name
    try:
        question, root = _read(path)
    except Exception as error:  # noqa: BLE001 - whatever somebody made of the file
        return Kept(id=id_, title=id_, place=place, language=language, findings=findings, trouble=raised(error))
    reading = _Reading(root, question.kind, language)
    return Kept(
        id=id_,
        place=place,
        language=language,
        kind=question.kind,
        title=question.name or id_,
        stem=reading.stem(question.stem),
        parts=list(reading.parts(question.stem)),
        feedback=list(reading.feedback()),
        settings=list(reading.settings()),
        findings=findings,
        absent=sorted(reading.absent),
    )


def _read(path: Path) -> tuple[MoodleQuestion | OtherQuestion, _Element]:
    question = kept(path)
    if isinstance(question, Category):
        raise MoodleXMLError(f"{path}: expected a question, received a category")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return question, etree.fromstring(write_entry(question), parser)


class _Reading:
    """A question's element, of which every text is shown in a language; `absent` gathers what no page shows."""

    def __init__(self, root: _Element, kind: str, language: str) -> None:
        self._root, self._kind, self._language = root, kind, LANGUAGES[language].moodle
        self.absent: set[str] = set()

    def stem(self, written: Markup) -> markupsafe.Markup:
        """What is asked, with a box for each gap."""
        html = written.format != "plain_text"
        text = written.text if html else as_html(written)  # before it holds our boxes
        if self._kind in _CLOZE:
            text = _with_boxes(text)
        elif self._kind in {"gapselect", "ddwtos"}:
            text = _PLACE.sub(r"<kbd>gap \1</kbd>", text)
        return self._safe(Markup(text, written.format if html else "html", written.files))

    def parts(self, stem: Markup) -> Iterator[Part]:
        """The parts that have rows, in the file's order."""
        if self._kind in _CLOZE:
            yield from (self._gap(number, gap) for number, gap in enumerate(embedded.parts(stem.text), start=1))
        for tag, name in _PARTS.items():
            rows = [self._row(element, number, stem) for number, element in enumerate(self._root.findall(tag), start=1)]
            if rows:
                yield Part("Items, in the right order" if self._kind == "ordering" else name, rows)

    def feedback(self) -> Iterator[tuple[str, markupsafe.Markup]]:
        """What is said to whom, where there is something to say."""
        hints = count(1)
        for element in self._root:
            name = _FEEDBACK.get(str(element.tag))
            if name and (text := self._safe(_markup(element))):
                yield (f"{name} {next(hints)}" if element.tag == "hint" else name), text

    def settings(self) -> Iterator[tuple[str, str]]:
        """Everything else that the file says: the path of each element, and its words."""
        found = [
            setting
            for child in self._root
            if isinstance(child.tag, str) and child.tag not in _SHOWN
            for setting in _leaves(child, child.tag)
        ]
        yield from found[:MOST_SETTINGS]
        if len(found) > MOST_SETTINGS:
            yield "…", f"and {len(found) - MOST_SETTINGS} more"

    def _row(self, element: _Element, number: int, stem: Markup) -> Row:
        about = list(self._about(element, number, stem))
        feedback = element.find("feedback")
        return Row(
            text=self._safe(_markup(element)),
            about="; ".join(about),
            feedback=NOTHING if feedback is None else self._safe(_markup(feedback)),
        )

    def _about(self, element: _Element, number: int, stem: Markup) -> Iterator[str]:
        """What a row is worth, what it goes with, where it belongs."""
        if element.tag == "answer" and self._kind != "ordering":
            yield f"earns {element.get('fraction', '0')}%"
        if element.tag == "subquestion":
            choice = element.findtext("answer/text", "").strip()
            yield f"goes with {choice}" if element.findtext("text", "").strip() else f"{choice}, which goes with none"
        if element.tag in {"selectoption", "dragbox"}:
            yield f"{number}, group {element.findtext('group', '1')}"
            if f"[[{number}]]" in stem.text:
                yield f"right in gap {number}"
        if (tolerance := element.findtext("tolerance")) is not None:
            yield f"tolerance {tolerance.strip() or '0'}"
        if element.find("infinite") is not None:
            yield "may be used again"

    def _gap(self, number: int, gap: embedded.Part) -> Part:
        rows = [
            Row(
                text=self._safe(Markup(answer.text)),
                about=f"earns {answer.percent}%",
                feedback=self._safe(Markup(answer.feedback)),
            )
            for answer in gap.alternatives
        ]
        return Part(f"Gap {number}: {gap.type}, weight {gap.weight}", rows)

    def _safe(self, markup: Markup) -> markupsafe.Markup:
        self.absent.update(absent(markup))
        return fragment(markup, self._language)


def _with_boxes(text: str) -> str:
    """A text with a numbered box where each gap is."""
    pieces, position = [], 0
    for number, gap in enumerate(embedded.parts(text), start=1):
        pieces += [text[position : gap.start], f"<kbd>gap {number}</kbd>"]
        position = gap.end
    return "".join((*pieces, text[position:]))


def _markup(element: _Element) -> Markup:
    """The text of an element, with the files that lie beside it; a file that cannot be read is none."""
    return Markup(element.findtext("text") or "", element.get("format", "html"), tuple(_files(element)))


def _files(element: _Element) -> Iterator[File]:
    for file in element.findall("file"):
        try:
            yield File(file.get("name", ""), base64.b64decode(file.text or ""), file.get("path", "/"))
        except ValueError:
            continue


def _leaves(element: _Element, path: str) -> Iterator[tuple[str, str]]:
    """Every element that holds no other, by its path, with its words; of a file only its name."""
    if element.tag == "file":
        yield path, element.get("name", "")
        return
    children = [child for child in element if isinstance(child.tag, str)]
    for child in children:
        yield from _leaves(child, path if child.tag == "text" else f"{path} / {child.tag!s}")
    if not children and (words := " ".join((element.text or "").split())):
        yield path, written(words)
    elif not children and path in _SWITCHES:
        yield path, "yes"
