"""The order of attempts, where the grading method rests on it."""

from corruptions.quiz import Corruption, Verdict

LISTED, HARMLESS, REFUSED = Verdict.LISTED, Verdict.HARMLESS, Verdict.REFUSED
BEGUN, ENDED, TOOK = "Started", "Completed", "Duration"


def _spanish(cell: str) -> str:
    return cell.replace(" November ", " de noviembre de ")


def _slashes(cell: str) -> str:
    return cell.replace(" November ", "/11/").replace("  ", " ")


def _serial(cell: str) -> str:
    return cell if cell == "-" else "46349.25"


def _no_clock(cell: str) -> str:
    return cell.split("  ", maxsplit=1)[0]


CORRUPTIONS = (
    *(
        Corruption(f"{name}, {method}", "addresses", verdict, why, edit, method)
        for method, differs in (("first", LISTED), ("last", LISTED), ("average", LISTED), ("highest", HARMLESS))
        for name, verdict, why, edit in (
            ("dates in Spanish", differs, "no order is known", lambda t: t.each(BEGUN, _spanish).each(ENDED, _spanish)),
            ("dates with slashes", differs, "day or month first?", lambda t: t.each(BEGUN, _slashes)),
            ("dates as serial numbers", differs, "a spreadsheet's", lambda t: t.each(BEGUN, _serial)),
            ("dates without a clock", differs, "no order is known", lambda t: t.each(BEGUN, _no_clock)),
            ("attempts of one minute", differs, "which was first?", lambda t: t.fill_from(BEGUN, 2, 22)),
        )
    ),
    Corruption(
        "one date emptied", "addresses", LISTED, "its attempt has no begin", lambda t: t.set(21, BEGUN, ""), "first"
    ),
    Corruption(
        "one date retyped", "addresses", LISTED, "it is read no more", lambda t: t.set(1, BEGUN, "23/11 8h"), "first"
    ),
    Corruption(
        "the begin of an attempt after its end",
        "addresses",
        LISTED,
        "it cannot be",
        lambda t: t.set(1, BEGUN, "23 December 2026  8:00 AM"),
        "first",
    ),
    Corruption(
        "the begin of a second attempt before the first's",
        "addresses",
        LISTED,
        "orders differ",
        lambda t: t.set(21, BEGUN, "3 November 2026  8:00 AM"),
        "first",
    ),
    Corruption(
        "begins of two attempts swapped", "addresses", LISTED, "orders differ", lambda t: t.swap(BEGUN, 1, 21), "last"
    ),
    Corruption(
        "begins sorted alone", "addresses", LISTED, "orders differ", lambda t: t.sort([BEGUN], reverse=True), "first"
    ),
    Corruption(
        "begins and ends shifted down",
        "addresses",
        LISTED,
        "a row has no date",
        lambda t: t.shift([BEGUN, ENDED]),
        "first",
    ),
    Corruption(
        "begins and ends swapped between people's attempts",
        "addresses",
        LISTED,
        "durations contradict",
        lambda t: t.swap(BEGUN, 22, 1).swap(ENDED, 22, 1),
        "first",
    ),
    Corruption(
        "AM and PM lost",
        "addresses",
        LISTED,
        "an hour may be of the morning or the afternoon",
        lambda t: t.replace(" AM", "", [BEGUN, ENDED]).replace(" PM", "", [BEGUN, ENDED]),
        "first",
    ),
    Corruption(
        "rows sorted by name",
        "addresses",
        HARMLESS,
        "dates tell the order",
        lambda t: t.sort_rows("Last name"),
        "first",
    ),
    Corruption(
        "rows sorted by grade",
        "addresses",
        HARMLESS,
        "dates tell the order",
        lambda t: t.sort_rows("Grade/10.00", reverse=True),
        "last",
    ),
    Corruption(
        "rows sorted by date as text",
        "addresses",
        HARMLESS,
        "dates tell the order",
        lambda t: t.sort_rows(BEGUN),
        "average",
    ),
    Corruption(
        "rows upside down",
        "several attempts",
        HARMLESS,
        "dates tell the order",
        lambda t: t.sort_rows(BEGUN, reverse=True),
        "first",
    ),
    *(
        Corruption(f"{name}, {method}", "addresses", LISTED, why, edit, method)
        for method in ("average", "highest", "last")
        for name, why, edit in (
            ("an attempt twice", "identical rows", lambda t: t.copy(21)),
            ("the whole download twice", "identical rows", lambda t: [t.copy(row) for row in range(1, t.last + 1)]),
            ("somebody with one attempt twice", "identical rows", lambda t: t.copy(12, to=13)),
        )
    ),
    Corruption(
        "an attempt twice, one from a Portuguese download",
        "addresses",
        LISTED,
        "one begin, two rows",
        lambda t: t.copy(21).replace_in(t.last, "November", "novembro").replace_in(t.last, "mins", "minutos"),
        "average",
    ),
    Corruption(
        "an attempt twice, one in Spanish",
        "addresses",
        LISTED,
        "one begin is not read",
        lambda t: t.copy(21).replace_in(t.last, "November", "noviembre"),
        "average",
    ),
    Corruption(
        "durations changed",
        "addresses",
        HARMLESS,
        "the highest rests on no time",
        lambda t: t.each(TOOK, lambda cell: cell.replace("mins", "min")),
    ),
    Corruption(
        "ends emptied", "addresses", LISTED, "finished attempts have an end", lambda t: t.each(ENDED, lambda _: "")
    ),
    Corruption(
        "an end emptied", "one attempt", LISTED, "a finished attempt has an end", lambda t: t.set(11, ENDED, "")
    ),
    Corruption(
        "an end taken for none", "addresses", LISTED, "a finished attempt has an end", lambda t: t.set(21, ENDED, "-")
    ),
)
