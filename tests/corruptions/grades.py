"""The grades that Moodle shows, which every attempt is compared with."""

from functools import partial

from corruptions.edits import Table
from corruptions.quiz import Corruption, Verdict

LISTED, HARMLESS, REFUSED = Verdict.LISTED, Verdict.HARMLESS, Verdict.REFUSED
GRADE = "Grade/10.00"


def _reformatted(t: Table, form: str) -> Table:
    """One grade, written otherwise."""
    return t.set(12, GRADE, form.format(t.rows[12][t.at(GRADE)]))


CORRUPTIONS = (
    *(
        Corruption(
            f"a grade {what}",
            "one attempt",
            LISTED,
            "it cannot be compared",
            partial(_reformatted, form=cell),
        )
        for what, cell in {
            "with a space behind": "{} ",
            "with a no-break space": "{}\u00a0",
            "with a day before it": "01/{}",
            "emptied": "",
            "dashed": "-",
            "as a fraction": "{}/10.00",
            "in percent": "{}%",
            "of a date": "08/jan",
            "in quotation marks": '"{}"',
            "with an apostrophe": "'{}",
            "that was an error": "#VALUE!",
            "waiting": "Not yet graded",
            "below nothing with a long dash": "\u2212{}",
            "in full-width digits": "\uff18.\uff10\uff10",
            "in powers of ten": "8E+00",
            "with a letter for a zero": "8.O0",
            "in words": "eight",
            "of a formula": "=H2",
        }.items()
    ),
    Corruption("a grade retyped", "one attempt", LISTED, "it contradicts", lambda t: t.set(12, GRADE, "9.87")),
    Corruption(
        "a grade without its point",
        "one attempt",
        LISTED,
        "it contradicts",
        lambda t: t.each(GRADE, lambda cell: cell.replace(".", "")),
        formats=("csv", "xlsx"),
    ),
    Corruption(
        "grades with commas",
        "one attempt",
        HARMLESS,
        "the same numbers",
        lambda t: t.each(GRADE, lambda cell: cell.replace(".", ",")),
    ),
    Corruption(
        "grades without noughts",
        "one attempt",
        HARMLESS,
        "the same numbers",
        lambda t: t.each(GRADE, lambda cell: cell.rstrip("0").rstrip(".") if "." in cell else cell),
    ),
    Corruption(
        "grades rounded to whole numbers",
        "one attempt",
        LISTED,
        "they contradict",
        lambda t: t.each(GRADE, lambda cell: cell if cell == "-" else f"{round(float(cell))}.00"),
    ),
    Corruption("grades sorted alone", "one attempt", LISTED, "they contradict", lambda t: t.sort([GRADE])),
    Corruption("grades shifted down", "one attempt", LISTED, "they contradict", lambda t: t.shift([GRADE])),
    Corruption("grades rotated", "several attempts", LISTED, "they contradict", lambda t: t.rotate([GRADE])),
    Corruption("grades filled down", "one attempt", LISTED, "they contradict", lambda t: t.fill(GRADE, 10, 20)),
    Corruption(
        "grades all ten", "several attempts", LISTED, "they contradict", lambda t: t.each(GRADE, lambda _: "10.00")
    ),
    Corruption(
        "grades in another scale",
        "several attempts",
        LISTED,
        "they contradict",
        lambda t: t.each(GRADE, lambda cell: cell if cell == "-" else f"{float(cell) * 10:.2f}"),
    ),
    Corruption(
        "grades and responses sorted together",
        "one attempt",
        LISTED,
        "states contradict",
        lambda t: t.sort([GRADE, *t.header[8:]]),
    ),
    Corruption("two grades swapped", "one attempt", LISTED, "they contradict", lambda t: t.swap(GRADE, 11, 13)),
    Corruption(
        "a grade of a second attempt retyped", "addresses", LISTED, "it contradicts", lambda t: t.set(22, GRADE, "9.99")
    ),
    Corruption(
        "a grade of a first attempt emptied",
        "several attempts",
        LISTED,
        "it cannot be compared",
        lambda t: t.set(1, GRADE, ""),
    ),
    Corruption(
        "a grade with a space, and a wrong response",
        "one attempt",
        LISTED,
        "it cannot be compared",
        lambda t: t.append(12, GRADE, " ").set(12, "Response 2", "1,5").set(12, "Response 5", "verdadeiro"),
    ),
)
