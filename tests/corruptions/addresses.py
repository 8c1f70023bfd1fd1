"""Addresses that were retyped, filled, sorted or shifted."""

from corruptions.quiz import Corruption, Verdict

LISTED = Verdict.LISTED
MAIL = "Email address"

CORRUPTIONS = (
    Corruption(
        "addresses filled down", "addresses", LISTED, "five people share one address", lambda t: t.fill(MAIL, 10, 14)
    ),
    Corruption(
        "all addresses filled down", "addresses", LISTED, "everybody has one address", lambda t: t.fill(MAIL, 1, t.last)
    ),
    Corruption(
        "an address filled over one neighbour",
        "one attempt",
        LISTED,
        "two people share it",
        lambda t: t.fill(MAIL, 11, 12),
    ),
    Corruption(
        "an address in capitals",
        "addresses",
        LISTED,
        "Ana's attempts split",
        lambda t: t.set(21, MAIL, "ANA.SILVA@UNI.EXAMPLE"),
    ),
    Corruption(
        "an address with a space behind", "addresses", LISTED, "Ana's attempts split", lambda t: t.append(21, MAIL, " ")
    ),
    Corruption(
        "an address with a zero-width space",
        "addresses",
        LISTED,
        "Ana's attempts split",
        lambda t: t.append(21, MAIL, "\u200b"),
    ),
    Corruption(
        "an address with a no-break space",
        "addresses",
        LISTED,
        "Bruno's attempts split",
        lambda t: t.append(22, MAIL, "\u00a0"),
    ),
    Corruption(
        "an address with a soft hyphen",
        "addresses",
        LISTED,
        "Bruno's attempts split",
        lambda t: t.append(22, MAIL, "\u00ad"),
    ),
    Corruption(
        "an address in full-width letters",
        "addresses",
        LISTED,
        "Ana's attempts split",
        lambda t: t.set(21, MAIL, "\uff41na.silva@uni.example"),
    ),
    Corruption(
        "an address with another domain",
        "addresses",
        LISTED,
        "one name, two addresses",
        lambda t: t.set(23, MAIL, "carla.souza@old.example"),
    ),
    Corruption(
        "an address that lost its domain",
        "addresses",
        LISTED,
        "no address any more",
        lambda t: t.set(12, MAIL, "luís.prado"),
    ),
    Corruption(
        "an address typed over by a mark", "one attempt", LISTED, "no address any more", lambda t: t.set(12, MAIL, "x")
    ),
    Corruption(
        "the old domain replaced in some rows",
        "addresses",
        LISTED,
        "attempts split",
        lambda t: [t.append(row, MAIL, ".br") for row in range(20, 26)],
    ),
    Corruption("an empty address", "one attempt", LISTED, "nobody's", lambda t: t.set(13, MAIL, "")),
    Corruption("a dash for an address", "one attempt", LISTED, "nobody's", lambda t: t.set(13, MAIL, "-")),
    Corruption(
        "five empty addresses",
        "addresses",
        LISTED,
        "five people become one",
        lambda t: [t.set(row, MAIL, "") for row in range(10, 15)],
    ),
    Corruption(
        "a blank for some addresses",
        "addresses",
        LISTED,
        "five people become one",
        lambda t: [t.set(row, MAIL, " ") for row in range(10, 15)],
    ),
    Corruption(
        "addresses that look up nothing",
        "addresses",
        LISTED,
        "#N/A is no address",
        lambda t: [t.set(row, MAIL, "#N/A") for row in range(10, 15)],
    ),
    Corruption(
        "two addresses swapped", "one attempt", LISTED, "each has the other's grade", lambda t: t.swap(MAIL, 11, 14)
    ),
    Corruption(
        "addresses of several attempts swapped",
        "addresses",
        LISTED,
        "two names for each",
        lambda t: t.swap(MAIL, 21, 22),
    ),
    Corruption(
        "addresses sorted alone",
        "one attempt",
        LISTED,
        "they belong to other names",
        lambda t: t.sort([MAIL], reverse=True),
    ),
    Corruption("addresses shifted down", "one attempt", LISTED, "each has the one above", lambda t: t.shift([MAIL])),
    Corruption(
        "addresses shifted up from a row",
        "one attempt",
        LISTED,
        "each has the one below",
        lambda t: t.shift([MAIL], first=6, by=-1),
    ),
    Corruption(
        "addresses rotated", "one attempt", LISTED, "no cell is empty, all are wrong", lambda t: t.rotate([MAIL])
    ),
    Corruption(
        "addresses rotated in a quiz with several attempts",
        "addresses",
        LISTED,
        "all are wrong",
        lambda t: t.rotate([MAIL], by=3),
    ),
    Corruption(
        "addresses pasted in another order",
        "one attempt",
        LISTED,
        "from a list by address",
        lambda t: t.put(MAIL, sorted(t.column(MAIL))),
    ),
)
