"""Columns that were deleted, moved, renamed, or pasted from elsewhere."""

from functools import partial

from corruptions.edits import Table
from corruptions.quiz import Corruption, Verdict

LISTED, HARMLESS, REFUSED = Verdict.LISTED, Verdict.HARMLESS, Verdict.REFUSED
GRADE = "Grade/10.00"
MAXIMA = {
    "of nothing": "Grade/0.00",
    "below nothing": "Grade/-10.00",
    "without end": "Grade/inf",
    "in no number": "Grade/ten",
    "with a separator of thousands": "Grade/1,000.00",
    "with a separator of thousands and a comma": "Grade/1.000,00",
    "in powers of ten": "Grade/1e1",
    "that was cut": "Grade/",
    "with two slashes": "Grade/10.00/10.00",
}
GERMAN = {
    "Last name": "Nachname",
    "First name": "Vorname",
    "Email address": "E-Mail-Adresse",
    "Started": "Begonnen",
    "Completed": "Beendet",
    "Duration": "Verbrauchte Zeit",
    GRADE: "Bewertung/10,00",
}
JAPANESE = GERMAN | {"Last name": "姓", "First name": "名", "Email address": "メール", "Status": "状態"}


def _by_text(t: Table) -> Table:
    """The columns of questions in the order of their names as texts: 1, 10, 2, ..."""
    return t.order([*t.header[:8], *sorted(t.header[8:])])


def _renamed(t: Table, names: dict[str, str]) -> Table:
    for old, new in names.items():
        if old in t.header:
            t.rename(old, new)
    for number in range(1, 11):
        t.rename(f"Response {number}", f"Antwort {number}")
    return t


def _names_swapped(t: Table, one: str, other: str) -> Table:
    places = t.at(one), t.at(other)
    t.header[places[0]], t.header[places[1]] = other, one
    return t


def _renamed_without(t: Table, what: str, names: dict[str, str]) -> Table:
    return _renamed(t.drop(what), names)


CORRUPTIONS = (
    Corruption("the durations deleted", "one attempt", HARMLESS, "nothing rests on them", lambda t: t.drop("Duration")),
    Corruption(
        "the ends deleted", "one attempt", REFUSED, "no telling what is finished", lambda t: t.drop("Completed")
    ),
    Corruption("the begins deleted", "several attempts", REFUSED, "no telling the order", lambda t: t.drop("Started")),
    Corruption("the states deleted", "one attempt", REFUSED, "no telling what is finished", lambda t: t.drop("Status")),
    Corruption(
        "all times deleted",
        "one attempt",
        REFUSED,
        "no telling what is finished",
        lambda t: t.drop("Started", "Completed", "Duration"),
    ),
    *(
        Corruption(
            f"{what} deleted from a {language} download",
            "one attempt",
            REFUSED,
            "positions do not fit",
            partial(_renamed_without, what=what, names=names),
        )
        for language, names in (("German", GERMAN), ("Japanese", JAPANESE))
        for what in ("Duration", "Completed", "Started", "Status")
    ),
    Corruption("a whole German header", "one attempt", HARMLESS, "positions tell", lambda t: _renamed(t, GERMAN)),
    Corruption("the grades deleted", "one attempt", REFUSED, "nothing to compare with", lambda t: t.drop(GRADE)),
    Corruption(
        "the grades moved to the front",
        "one attempt",
        REFUSED,
        "no grade where one is expected",
        lambda t: t.order([GRADE, *[name for name in t.header if name != GRADE]]),
    ),
    Corruption(
        "states and begins moved",
        "one attempt",
        HARMLESS,
        "names tell",
        lambda t: t.order([*t.header[:3], "Started", "Status", *t.header[5:]]),
    ),
    Corruption(
        "names moved",
        "one attempt",
        HARMLESS,
        "names tell",
        lambda t: t.order(["Email address", "First name", "Last name", *t.header[3:]]),
    ),
    Corruption(
        "an address moved behind the times",
        "one attempt",
        HARMLESS,
        "names tell",
        lambda t: t.order([*t.header[:2], *t.header[3:7], "Email address", *t.header[7:]]),
    ),
    Corruption("responses in the order of their names", "one attempt", HARMLESS, "their numbers tell", _by_text),
    Corruption(
        "questions in the order of their names",
        "several attempts",
        HARMLESS,
        "their texts tell",
        lambda t: t.order([*t.header[:10], *sorted(t.header[10:])]),
    ),
    Corruption(
        "two responses moved",
        "one attempt",
        HARMLESS,
        "their numbers tell",
        lambda t: t.order([*t.header[:13], "Response 7", "Response 6", *t.header[15:]]),
    ),
    Corruption(
        "responses turned round",
        "one attempt",
        HARMLESS,
        "their numbers tell",
        lambda t: t.order([*t.header[:8], *reversed(t.header[8:])]),
    ),
    Corruption(
        "the names of two like questions swapped",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: _names_swapped(t, "Response 5", "Response 6"),
    ),
    Corruption(
        "the names of two unlike questions swapped",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: _names_swapped(t, "Response 1", "Response 4"),
    ),
    Corruption(
        "the names of begin and end swapped",
        "several attempts",
        LISTED,
        "attempts end before they begin",
        lambda t: _names_swapped(t, "Started", "Completed"),
        "first",
    ),
    Corruption(
        "the names of state and begin swapped",
        "one attempt",
        REFUSED,
        "dates are no states",
        lambda t: _names_swapped(t, "Status", "Started"),
    ),
    Corruption(
        "the names of address and state swapped",
        "one attempt",
        REFUSED,
        "addresses are no states",
        lambda t: _names_swapped(t, "Status", "Email address"),
    ),
    Corruption(
        "the names of response and right answer swapped",
        "several attempts",
        LISTED,
        "the grades contradict",
        lambda t: _names_swapped(t, "Response 5", "Right answer 5"),
    ),
    Corruption(
        "the names of response and question swapped",
        "several attempts",
        LISTED,
        "no question fits",
        lambda t: _names_swapped(t, "Response 5", "Question 5"),
    ),
    Corruption("a response deleted", "one attempt", REFUSED, "nine of ten questions", lambda t: t.drop("Response 5")),
    Corruption(
        "a response deleted where texts tell",
        "several attempts",
        REFUSED,
        "a question without response",
        lambda t: t.drop("Response 5"),
    ),
    Corruption(
        "a question's columns deleted",
        "several attempts",
        LISTED,
        "the grades contradict",
        lambda t: t.drop("Question 5", "Response 5", "Right answer 5"),
    ),
    Corruption(
        "a response twice",
        "one attempt",
        REFUSED,
        "two responses to a question",
        lambda t: t.insert(13, "Response 5", t.column("Response 5")),
    ),
    Corruption(
        "a response named by another number",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.rename("Response 5", "Response 15"),
    ),
    Corruption(
        "a response named by a letter",
        "one attempt",
        HARMLESS,
        "its place and the grades tell",
        lambda t: t.rename("Response 5", "Response B"),
    ),
    Corruption(
        "a response with an empty name", "one attempt", REFUSED, "nobody's column", lambda t: t.rename("Response 5", "")
    ),
    Corruption(
        "notes between the responses",
        "one attempt",
        REFUSED,
        "no question's column",
        lambda t: t.insert(12, "Notes", ["ok"] * t.last),
    ),
    Corruption(
        "notes behind the responses",
        "one attempt",
        REFUSED,
        "no question's column",
        lambda t: t.insert(18, "Notes", ["ok"] * t.last),
    ),
    Corruption(
        "notes before the states",
        "one attempt",
        HARMLESS,
        "they tell no person",
        lambda t: t.insert(3, "Notes", ["ok"] * t.last),
    ),
    Corruption(
        "notes on some people",
        "addresses",
        HARMLESS,
        "they tell no person",
        lambda t: t.insert(3, "Notes", ["late"] + [""] * (t.last - 1)),
    ),
    Corruption(
        "two columns of grades", "one attempt", HARMLESS, "they agree", lambda t: t.insert(8, GRADE, t.column(GRADE))
    ),
    Corruption(
        "the grades of another quiz pasted behind",
        "one attempt",
        LISTED,
        "another grade",
        lambda t: t.insert(8, "Grade/20.00", ["20.00"] * t.last),
    ),
    *(
        Corruption(
            f"a largest grade {what}", "one attempt", REFUSED, "no grade", partial(Table.rename, old=GRADE, new=name)
        )
        for what, name in MAXIMA.items()
    ),
    Corruption(
        "a largest grade of ten times",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: t.rename(GRADE, "Grade/100.00"),
    ),
    Corruption(
        "a largest grade without decimals",
        "one attempt",
        HARMLESS,
        "the cells have theirs",
        lambda t: t.rename(GRADE, "Grade/10"),
    ),
    Corruption(
        "a largest grade without decimals, and a wrong response",
        "one attempt",
        LISTED,
        "the cells have theirs",
        lambda t: t.rename(GRADE, "Grade/10").set(10, "Response 8", "verde").set(12, "Response 10", "gato"),
    ),
    Corruption(
        "the name of the grades taken away",
        "one attempt",
        REFUSED,
        "nothing to compare with",
        lambda t: t.rename(GRADE, ""),
    ),
    Corruption(
        "the name of the grades translated",
        "one attempt",
        HARMLESS,
        "a grade all the same",
        lambda t: t.rename(GRADE, "Nota/10,00"),
    ),
    Corruption(
        "the names of columns in capitals",
        "one attempt",
        HARMLESS,
        "the same words",
        lambda t: [t.rename(name, name.upper()) for name in list(t.header)],
    ),
    Corruption(
        "the name of the states retyped",
        "one attempt",
        HARMLESS,
        "its place tells",
        lambda t: t.rename("Status", "Situation"),
    ),
)
