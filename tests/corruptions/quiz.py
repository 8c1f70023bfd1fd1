"""Healthy downloads of one quiz in several layouts, and each participant's true grade under every grading method."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache, cached_property

from downloads import exam_file, plain, question

from corruptions.edits import Table
from grader.kinds.multiple_choice.marking import award
from grader.kinds.multiple_choice.question import MultipleChoice

MAXIMUM = 10
THIRD = 0.3333333

QUESTIONS: tuple[MultipleChoice, ...] = (
    question(("alfa", 1.0), ("beta", 0.0), ("gama", -0.25), ("delta", 0.5), stem="Letra?", name="letra"),
    question(("1,5", 1.0), ("2,5", 0.0), ("3", 0.5), stem="Quanto?", name="quanto", mark=2.0),
    question(
        ("Belém", THIRD), ("Natal", THIRD), ("Recife", THIRD), ("Lima", -0.5), stem="Quais?", name="q", single=False
    ),
    question(("São Paulo", 1.0), ("Brasília", 0.0), ("Curitiba", 0.0), stem="Cidade?", name="cidade"),
    question(("verdadeiro", 1.0), ("falso", 0.0), stem="A terra gira?", name="gira"),
    question(("verdadeiro", 0.0), ("falso", 1.0), stem="A lua brilha?", name="brilha"),
    question(("verdadeiro", 1.0), ("falso", 0.0), stem="O sol aquece?", name="aquece"),
    question(("azul", 1.0), ("verde", 0.0), ("roxo", 0.0), stem="Cor?", name="cor"),
    question(("2/3", 1.0), ("3/2", 0.0), ("1/2", 0.5), stem="Razão?", name="razao"),
    question(("cão", 1.0), ("gato", 0.0), ("rato", -0.5), stem="Bicho?", name="bicho"),
)
EXAM = exam_file(*QUESTIONS)
OTHER_EXAM = exam_file(
    *(
        question(
            *((plain(answer.markup.text), fraction) for answer, fraction in zip(asked.answers, turned, strict=True)),
            stem=asked.stem.text,
            name=asked.name,
            single=asked.single,
            mark=asked.maximum_mark,
        )
        for asked in QUESTIONS
        for turned in ([*(answer.fraction for answer in asked.answers[1:]), asked.answers[0].fraction],)
    )
)
"""The same questions and options with another key."""

IDENTITY = ("Username", "ID number", "Email address")
TIMES = ("Status", "Started", "Completed", "Duration")
NAMES = ("Last name", "First name")
PEOPLE = tuple(
    tuple(name.split())
    for name in (
        *("Ana Silva", "Bruno Costa", "Carla Souza", "Davi Lima", "Júlia Reis", "Igor Melo", "Helena Dias"),
        *("Gil Moura", "Fábio Alves", "Elisa Rocha", "Kátia Nunes", "Luís Prado", "Tomás Xavier", "Sara Viana"),
        *("Raul Neto", "Quésia Leal", "Paulo Brito", "Olga Pires", "Nuno Vaz", "Maria Teles"),
    )
)
SEVERAL = ((0, 1, 2, 3), (0, 2))
"""Who attempted twice, and who a third time: Ana, Bruno, Carla and Davi; Ana and Carla."""
OPEN = {4: "In progress", 5: "Never submitted", 6: "Overdue", 7: "Submitted", 8: "-"}
_BEGIN = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 - the clock of the quiz


class Verdict(StrEnum):
    """What is to become of a corrupted download."""

    REFUSED = "refused"
    LISTED = "listed"
    HARMLESS = "harmless"


@dataclass(frozen=True)
class Corruption:
    """An edit, of which layout, what becomes of it and why; `method` is the grading method that the verdict is of.

    An edit changes the table, or returns the bytes of a file. exam: the one that is named. formats: those in which the
    download was corrupted so.
    """

    name: str
    base: str
    verdict: Verdict
    why: str
    edit: Callable[[Table], object]
    method: str = "highest"
    exam: bytes = EXAM
    formats: tuple[str, ...] = ("csv", "json", "xlsx")


@dataclass(frozen=True)
class Sitting:
    """One attempt: whose, when it began, how far it came, and what was chosen of each question."""

    person: int
    started: datetime
    state: str
    choices: Sequence[tuple[int, ...]]

    @property
    def minutes(self) -> int:
        return 20 + self.person % 7

    @cached_property
    def grade(self) -> Decimal:
        """As Moodle keeps it: the sum with five decimals, in the quiz's scale."""
        marks = (
            award((asked.answers[option].fraction for option in chosen), single=asked.single) * asked.maximum_mark
            for asked, chosen in zip(QUESTIONS, self.choices, strict=True)
            if chosen
        )
        total = sum(Decimal(str(asked.maximum_mark)) for asked in QUESTIONS)
        return _rounded(_rounded(Decimal(repr(sum(marks)))) * MAXIMUM / total)


def _rounded(value: Decimal, digits: str = "0.00001") -> Decimal:
    return value.quantize(Decimal(digits), ROUND_HALF_UP)


def _choices(seed: int) -> list[tuple[int, ...]]:
    """Whatever a seed gives, every third time the key; number 9 leaves all blank."""
    chosen: list[tuple[int, ...]] = []
    for place, asked in enumerate(QUESTIONS):
        pick = (seed * 7 + place * 5 + seed * place) % len(asked.answers)
        if seed == 9:
            chosen.append(())
        elif not asked.single:
            chosen.append(tuple(range(pick)))
        else:
            chosen.append((0,) if (seed + place) % 3 == 0 else (pick,))
    return chosen


@cache
def _sittings(*, several: bool) -> list[Sitting]:
    people = range(len(PEOPLE))
    found = [
        Sitting(person, _BEGIN + timedelta(minutes=3 * person), OPEN.get(person, "Finished"), _choices(person))
        for person in people
    ]
    for again, who in enumerate(SEVERAL if several else (), start=1):
        found += [
            Sitting(
                person, _BEGIN + timedelta(days=again, minutes=3 * person), "Finished", _choices(20 * again + person)
            )
            for person in who
        ]
    return found


def _row(sitting: Sitting, identity: Sequence[str], *, texts: bool) -> list[str]:
    first, last = PEOPLE[sitting.person]
    about = {
        "Username": f"u{7000 + 13 * sitting.person}",
        "ID number": f"{20260000 + 11 * sitting.person}",
        "Email address": f"{plain(first).lower()}.{last.lower()}@uni.example",
    }
    finished, begun = sitting.state == "Finished", sitting.state != "-"
    ended = sitting.state in {"Finished", "Submitted"}
    cells = [last, first, *(about[name] for name in identity), sitting.state]
    cells.append(_shown(sitting.started) if begun else "-")
    cells += (
        [_shown(sitting.started + timedelta(minutes=sitting.minutes)), f"{sitting.minutes} mins"]
        if ended
        else ["-", "-"]
    )
    cells.append(str(_rounded(sitting.grade, "0.01")) if finished else "-")
    for asked, chosen in zip(QUESTIONS, sitting.choices, strict=True):
        options = [plain(answer.markup.text) for answer in asked.answers]
        right = [text for text, answer in zip(options, asked.answers, strict=True) if answer.fraction > THIRD - 1e-9]
        response = "; ".join(options[option] for option in chosen) if finished and chosen else "-"
        whole = [f"{asked.stem.text}: {'; '.join(options)}", response, right[0] if asked.single else "; ".join(right)]
        cells += (whole if begun else ["-"] * 3) if texts else [response]
    return cells


def _shown(moment: datetime) -> str:
    half = "AM" if moment.hour < 12 else "PM"
    return f"{moment.day} November {moment.year}  {moment.hour % 12 or 12}:{moment:%M} {half}"


def _header(identity: Sequence[str], *, texts: bool) -> list[str]:
    words = ("Question", "Response", "Right answer") if texts else ("Response",)
    columns = [f"{word} {number}" for number in range(1, len(QUESTIONS) + 1) for word in words]
    return [*NAMES, *identity, *TIMES, f"Grade/{MAXIMUM}.00", *columns]


@dataclass(frozen=True)
class Base:
    """A healthy download. Rows 1 to 20 are everybody in the order of PEOPLE; those behind are later attempts."""

    identity: tuple[str, ...]
    several: bool
    texts: bool

    def table(self) -> Table:
        """A copy of its own, to be edited."""
        return Table(_rows(self))

    def truth(self, method: str) -> dict[str, Decimal]:
        """The grade by full name, of whoever finished an attempt; never below 0, as the gradebook shows it."""
        by_person: dict[str, list[Sitting]] = {}
        for sitting in _sittings(several=self.several):
            if sitting.state == "Finished":
                by_person.setdefault(" ".join(PEOPLE[sitting.person]), []).append(sitting)
        return {who: max(_of_method(method, [one.grade for one in sat]), Decimal(0)) for who, sat in by_person.items()}


@cache
def _rows(base: Base) -> list[list[str]]:
    sittings = _sittings(several=base.several)
    return [_header(base.identity, texts=base.texts), *(_row(one, base.identity, texts=base.texts) for one in sittings)]


def _of_method(method: str, grades: Sequence[Decimal]) -> Decimal:
    if method == "average":
        return sum(grades, Decimal(0)) / len(grades)
    return {"highest": max(grades), "first": grades[0], "last": grades[-1]}[method]


BASES = {
    "one attempt": Base(("Email address",), several=False, texts=False),
    "several attempts": Base(IDENTITY, several=True, texts=True),
    "addresses": Base(("Email address",), several=True, texts=False),
    "numbers": Base(("ID number",), several=True, texts=False),
    "names": Base((), several=True, texts=False),
}
