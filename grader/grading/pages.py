"""Pages that show participants what they answered, what is right, and why."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import markupsafe

from grader.grading.exam import Question
from grader.grading.marks import Marked, MarkedSlot
from grader.grading.matching import Outcome
from grader.grading.participants import Participant
from grader.moodle.downloads.responses import short
from grader.pages.fragments import fragment
from grader.pages.page import page
from grader.texts.language import LANGUAGES

Fragment = markupsafe.Markup

_WORDS = {
    "en": {
        "grade": "Grade",
        "attempt": "Attempt",
        "no attempt": "No finished attempt.",
        "uncertain": "The grade is not known yet: a response could not be read.",
        "mark": "Mark",
        "chosen": "your response",
        "key": "right",
        "blank": "You left this question blank.",
        "unread": "The response could not be read:",
        "read": "Your response:",
        "why": "Why",
        "title": "Grades",
        "of": "of",
        "percent of the mark": "of the mark",
    },
    "pt-BR": {
        "grade": "Nota",
        "attempt": "Tentativa",
        "no attempt": "Nenhuma tentativa finalizada.",
        "uncertain": "A nota ainda não é conhecida: uma resposta não pôde ser lida.",
        "mark": "Pontos",
        "chosen": "sua resposta",
        "key": "correta",
        "blank": "Esta questão ficou em branco.",
        "unread": "A resposta não pôde ser lida:",
        "read": "Sua resposta:",
        "why": "Por quê",
        "title": "Notas",
        "of": "de",
        "percent of the mark": "dos pontos",
    },
}


@dataclass(frozen=True)
class ShownOption:
    """An option as a participant finds it on the page; feedback only where it was chosen."""

    text: Fragment
    chosen: bool
    keyed: bool
    percent: float
    feedback: Fragment


@dataclass(frozen=True)
class ShownResponse:
    """A question of an attempt.

    unread: the text of a response whose mark is not known; ambiguous: of one that several options of equal worth fit.
    """

    number: str
    name: str
    stem: Fragment
    options: Sequence[ShownOption]
    justification: Fragment
    mark: str
    largest: str
    blank: bool
    unread: str
    ambiguous: str


@dataclass(frozen=True)
class ShownParticipant:
    """Somebody's part of the page."""

    anchor: str
    who: str
    participant: Participant
    attempts: Sequence[Sequence[ShownResponse]]


def pages(marked: Marked, everybody: Sequence[Participant], *, each: bool) -> Mapping[str, bytes]:
    """One page for all (`grades.html`), or one for each participant in `pages/`; by path."""
    language = "pt-BR" if any(short(name).startswith("resposta") for name in marked.report.sheet.header) else "en"
    shown = [_participant(marked, number, one, language) for number, one in enumerate(everybody, start=1)]
    if each:
        return {f"pages/{one.anchor}.html": _page(marked, [one], language) for one in shown}
    return {"grades.html": _page(marked, shown, language)}


def _page(marked: Marked, shown: Sequence[ShownParticipant], language: str) -> bytes:
    return page(
        "graded.html.j2",
        participants=shown,
        maximum=marked.maximum,
        number=lambda value: LANGUAGES[language].number(value, marked.report.decimals),
        words=_WORDS[language],
        language=language,
    )


def _participant(marked: Marked, number: int, participant: Participant, language: str) -> ShownParticipant:
    names = [name for name in participant.identity if name]
    who = " · ".join(names)
    return ShownParticipant(
        anchor=f"{number:05d}-{_slug(names[0] if names else '')}".rstrip("-"),
        who=who,
        participant=participant,
        attempts=[
            [_response(marked, slot, place, language) for slot in marked.slots] for place in participant.attempts
        ],
    )


def _response(marked: Marked, slot: MarkedSlot, place: int, language: str) -> ShownResponse:
    question, response = slot.asked[place], slot.responses[place]
    graded = question if isinstance(question, Question) else None
    text = marked.report.sheet.columns[slot.slot.response][int(marked.attempts.rows[place])]
    return ShownResponse(
        number=slot.slot.number,
        name=graded.name if graded else "",
        stem=fragment(graded.source.stem, LANGUAGES[language].moodle) if graded else Fragment(""),
        options=_options(graded, response.options, language) if graded else (),
        justification=fragment(graded.source.general_feedback, LANGUAGES[language].moodle) if graded else Fragment(""),
        mark="?" if response.fraction is None else LANGUAGES[language].number(response.fraction * slot.mark, 2),
        largest=LANGUAGES[language].number(slot.mark, 2),
        blank=response.outcome is Outcome.BLANK,
        unread=text if response.fraction is None else "",
        ambiguous=text if response.outcome is Outcome.AMBIGUOUS and response.fraction is not None else "",
    )


def _options(question: Question, chosen: tuple[int, ...], language: str) -> list[ShownOption]:
    return [
        ShownOption(
            text=fragment(answer.markup, LANGUAGES[language].moodle),
            chosen=option in chosen,
            keyed=option in question.keyed,
            percent=100 * question.fractions[option],
            feedback=fragment(answer.feedback, LANGUAGES[language].moodle) if option in chosen else Fragment(""),
        )
        for option, answer in enumerate(question.source.answers)
    ]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.")[:60]
