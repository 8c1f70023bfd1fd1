"""How far an attempt came, and what only a finished one has."""

from functools import partial

from corruptions.edits import Table
from corruptions.quiz import Corruption, Verdict

LISTED, HARMLESS, REFUSED = Verdict.LISTED, Verdict.HARMLESS, Verdict.REFUSED
STATE = "Status"

CORRUPTIONS = (
    *(
        Corruption(
            f"a finished attempt {what}",
            "several attempts",
            LISTED,
            "it has a grade",
            partial(Table.set, row=21, column=STATE, cell=word),
        )
        for what, word in {
            "in progress": "In progress",
            "never submitted": "Never submitted",
            "overdue": "Overdue",
            "submitted": "Submitted",
            "of nobody": "-",
            "without a state": "",
            "in a state misspelt": "Finnished",
            "in a state of another language": "Beendet",
            "in a state that is a date": "23 November 2026",
            "in a state that is a number": "8.00",
        }.items()
    ),
    *(
        Corruption(
            f"an attempt {what} called finished",
            "one attempt",
            LISTED,
            "it has no end and no grade",
            partial(Table.set, row=row, column=STATE, cell="Finished"),
        )
        for what, row in {"in progress": 5, "never submitted": 6, "overdue": 7, "waiting": 8, "that is none": 9}.items()
    ),
    Corruption(
        "states filled down", "one attempt", LISTED, "open attempts have no grade", lambda t: t.fill(STATE, 1, 20)
    ),
    Corruption("states shifted down", "one attempt", LISTED, "they contradict the grades", lambda t: t.shift([STATE])),
    Corruption("states rotated", "one attempt", LISTED, "they contradict the grades", lambda t: t.rotate([STATE])),
    Corruption("states sorted alone", "one attempt", LISTED, "they contradict the grades", lambda t: t.sort([STATE])),
    Corruption(
        "states emptied", "one attempt", REFUSED, "nothing says what is finished", lambda t: t.each(STATE, lambda _: "")
    ),
    Corruption("states in capitals", "one attempt", HARMLESS, "the same words", lambda t: t.each(STATE, str.upper)),
    Corruption(
        "states in Portuguese",
        "one attempt",
        HARMLESS,
        "known words",
        lambda t: t.replace("Finished", "Finalizada", [STATE]).replace("In progress", "Em progresso", [STATE]),
    ),
    Corruption(
        "states in German",
        "one attempt",
        HARMLESS,
        "ends and grades tell",
        lambda t: (
            t.replace("Finished", "Beendet", [STATE])
            .replace("In progress", "In Bearbeitung", [STATE])
            .replace("Never submitted", "Nie abgegeben", [STATE])
            .replace("Overdue", "Zu spät", [STATE])
            .replace("Submitted", "Abgegeben", [STATE])
        ),
    ),
    Corruption(
        "states in German, an end emptied",
        "one attempt",
        LISTED,
        "a finished attempt has an end",
        lambda t: (
            t.replace("Finished", "Beendet", [STATE])
            .replace("In progress", "In Bearbeitung", [STATE])
            .replace("Never submitted", "Nie abgegeben", [STATE])
            .replace("Overdue", "Zu spät", [STATE])
            .replace("Submitted", "Abgegeben", [STATE])
            .set(13, "Completed", "-")
        ),
    ),
    Corruption(
        "states in German, a grade dashed",
        "one attempt",
        LISTED,
        "a finished attempt has a grade",
        lambda t: (
            t.replace("Finished", "Beendet", [STATE])
            .replace("In progress", "In Bearbeitung", [STATE])
            .replace("Never submitted", "Nie abgegeben", [STATE])
            .replace("Overdue", "Zu spät", [STATE])
            .replace("Submitted", "Abgegeben", [STATE])
            .set(13, "Grade/10.00", "-")
        ),
    ),
    Corruption(
        "an open attempt with a grade",
        "one attempt",
        LISTED,
        "only finished ones have one",
        lambda t: t.set(5, "Grade/10.00", "8.00"),
    ),
    Corruption(
        "an open attempt with an end",
        "one attempt",
        LISTED,
        "only finished ones have one",
        lambda t: t.set(5, "Completed", "23 November 2026  9:00 AM"),
    ),
    Corruption(
        "nobody's attempt with a begin",
        "one attempt",
        LISTED,
        "it has none",
        lambda t: t.set(9, "Started", "23 November 2026  9:00 AM"),
    ),
    Corruption(
        "the times of a row emptied",
        "one attempt",
        LISTED,
        "a finished attempt has them",
        lambda t: [t.set(13, name, "") for name in ("Started", "Completed", "Duration")],
    ),
    Corruption(
        "an attempt emptied",
        "one attempt",
        REFUSED,
        "somebody without anything",
        lambda t: [t.set(13, name, "") for name in t.header[3:]],
    ),
    Corruption(
        "attempts shifted down against everybody",
        "one attempt",
        REFUSED,
        "somebody without anything",
        lambda t: t.shift(t.header[3:]),
    ),
    Corruption(
        "attempts shifted up against everybody",
        "several attempts",
        REFUSED,
        "somebody without anything",
        lambda t: t.shift(t.header[5:], first=10, by=-1),
    ),
    Corruption(
        "times and grades shifted against the responses",
        "one attempt",
        LISTED,
        "grades contradict",
        lambda t: t.rotate(t.header[3:8]),
    ),
)
