"""What was answered: retyped, shifted, sorted, or taken from elsewhere."""

from corruptions.quiz import OTHER_EXAM, Corruption, Verdict

LISTED, HARMLESS, REFUSED = Verdict.LISTED, Verdict.HARMLESS, Verdict.REFUSED
ALL = [f"Response {number}" for number in range(1, 11)]
LAST = "Response 10"

CORRUPTIONS = (
    Corruption(
        "a response changed for a wrong one",
        "one attempt",
        LISTED,
        "the grade contradicts",
        lambda t: (
            t.set(13, "Response 8", "roxo")
            .set(11, "Response 8", "verde")
            .set(12, "Response 8", "roxo")
            .set(14, "Response 8", "verde")
            .set(16, "Response 8", "roxo")
            .set(15, "Response 8", "roxo")
        ),
    ),
    Corruption(
        "all responses of a column made right",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: t.each("Response 8", lambda _: "azul"),
    ),
    Corruption(
        "a response typed with an error",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.set(13, "Response 8", "azull"),
    ),
    Corruption(
        "a response emptied", "one attempt", LISTED, "no option is empty", lambda t: t.set(13, "Response 8", "")
    ),
    Corruption(
        "responses emptied",
        "one attempt",
        LISTED,
        "no option is empty",
        lambda t: [t.set(13, name, "") for name in ALL],
    ),
    Corruption(
        "responses blanked",
        "one attempt",
        LISTED,
        "the grade contradicts",
        lambda t: [t.set(13, name, "-") for name in ALL],
    ),
    Corruption(
        "responses that became dates",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: (
            t.replace("1/2", "01/fev", ["Response 9"])
            .replace("2/3", "02/mar", ["Response 9"])
            .replace("3/2", "03/fev", ["Response 9"])
        ),
    ),
    Corruption(
        "decimal commas that became points",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.replace(",", ".", ["Response 2"]),
    ),
    Corruption(
        "accents lost", "one attempt", LISTED, "no option fits", lambda t: t.replace("ã", "a", ["Response 4", LAST])
    ),
    Corruption(
        "accents that became question marks",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.replace("ã", "?", ["Response 4", LAST]),
    ),
    Corruption(
        "mojibake",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: [t.each(name, lambda cell: cell.encode().decode("latin-1")) for name in ALL],
    ),
    Corruption(
        "find and replace of a word",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.replace("verdadeiro", "sim", ["Response 5"]),
    ),
    Corruption(
        "find and replace of one option by another",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: t.replace("verde", "azul", ["Response 8"]),
    ),
    Corruption(
        "true and false turned round",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: (
            t.replace("verdadeiro", "x", ["Response 5"])
            .replace("falso", "verdadeiro", ["Response 5"])
            .replace("x", "falso", ["Response 5"])
        ),
    ),
    Corruption(
        "true and false by a program",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.replace("verdadeiro", "TRUE", ALL).replace("falso", "FALSE", ALL),
    ),
    Corruption(
        "a response shifted down", "one attempt", LISTED, "the grades contradict", lambda t: t.shift(["Response 5"])
    ),
    Corruption(
        "a response rotated", "one attempt", LISTED, "the grades contradict", lambda t: t.rotate(["Response 5"])
    ),
    Corruption(
        "a response sorted alone", "one attempt", LISTED, "the grades contradict", lambda t: t.sort(["Response 1"])
    ),
    Corruption(
        "all responses sorted by the first", "one attempt", LISTED, "the grades contradict", lambda t: t.sort(ALL)
    ),
    Corruption("all responses rotated", "one attempt", LISTED, "the grades contradict", lambda t: t.rotate(ALL)),
    Corruption(
        "all responses shifted up", "one attempt", LISTED, "the grades contradict", lambda t: t.shift(ALL, by=-1)
    ),
    Corruption(
        "responses filled down",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: [t.fill(name, 10, 20) for name in ALL],
    ),
    Corruption(
        "a row's responses shifted by a cell",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.shift_row(13, "Response 1"),
    ),
    Corruption(
        "a row's responses pulled by a cell",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.shift_row(13, "Response 1", by=-1),
    ),
    Corruption(
        "a row's like responses pulled by a cell",
        "one attempt",
        LISTED,
        "no option fits",
        lambda t: t.shift_row(13, "Response 5", by=-1),
    ),
    Corruption(
        "a row shifted from its state on", "one attempt", LISTED, "no state fits", lambda t: t.shift_row(13, "Status")
    ),
    Corruption(
        "a row pulled from its address on",
        "one attempt",
        LISTED,
        "no state fits",
        lambda t: t.shift_row(13, "Email address", by=-1),
    ),
    Corruption(
        "a row pulled by two cells",
        "one attempt",
        LISTED,
        "no state fits",
        lambda t: t.shift_row(13, "First name", by=-2),
    ),
    Corruption(
        "a row shifted from its grade on", "one attempt", LISTED, "no grade", lambda t: t.shift_row(13, "Grade/10.00")
    ),
    Corruption(
        "a row shifted as a whole", "one attempt", LISTED, "no state fits", lambda t: t.shift_row(13, "Last name")
    ),
    Corruption(
        "a row cut off behind its grade",
        "one attempt",
        LISTED,
        "no option is empty",
        lambda t: [t.set(13, name, "") for name in ALL],
    ),
    Corruption(
        "a row cut off within its times",
        "one attempt",
        LISTED,
        "no state fits",
        lambda t: [t.set(13, name, "") for name in (*t.header[5:],)],
    ),
    Corruption(
        "responses pasted from the other exam's list",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: t.put("Response 1", ["alfa", "beta"] * 10),
    ),
    Corruption(
        "right answers shifted down", "several attempts", LISTED, "one is empty", lambda t: t.shift(["Right answer 5"])
    ),
    Corruption(
        "right answers changed",
        "several attempts",
        LISTED,
        "another key",
        lambda t: t.each("Right answer 5", lambda _: "falso"),
    ),
    Corruption(
        "one right answer changed",
        "several attempts",
        LISTED,
        "another key",
        lambda t: t.set(13, "Right answer 5", "falso"),
    ),
    Corruption(
        "question texts shifted down", "several attempts", LISTED, "one is empty", lambda t: t.shift(["Question 5"])
    ),
    Corruption(
        "question texts of a row changed",
        "several attempts",
        LISTED,
        "another question",
        lambda t: t.set(13, "Question 5", t.rows[13][t.at("Question 6")]),
    ),
    Corruption(
        "a question's text filled into another's",
        "several attempts",
        LISTED,
        "no option fits",
        lambda t: t.put("Question 1", t.column("Question 4")),
    ),
    Corruption(
        "the other exam", "one attempt", LISTED, "another key: the grades contradict", lambda _: None, exam=OTHER_EXAM
    ),
    Corruption(
        "the other exam, with right answers", "several attempts", LISTED, "another key", lambda _: None, exam=OTHER_EXAM
    ),
    Corruption(
        "the other exam, grades with a space",
        "one attempt",
        LISTED,
        "nothing to compare with",
        lambda t: t.each("Grade/10.00", lambda cell: f"{cell} "),
        exam=OTHER_EXAM,
    ),
    Corruption(
        "the other exam, grades as fractions",
        "one attempt",
        LISTED,
        "nothing to compare with",
        lambda t: t.each("Grade/10.00", lambda cell: f"01/{cell}"),
        exam=OTHER_EXAM,
    ),
    Corruption(
        "the other exam, grades emptied",
        "one attempt",
        LISTED,
        "nothing to compare with",
        lambda t: t.each("Grade/10.00", lambda _: ""),
        exam=OTHER_EXAM,
    ),
    Corruption(
        "the other exam, grades dashed",
        "one attempt",
        LISTED,
        "nothing to compare with",
        lambda t: t.each("Grade/10.00", lambda _: "-"),
        exam=OTHER_EXAM,
    ),
    Corruption(
        "the other exam, grades deleted",
        "one attempt",
        REFUSED,
        "nothing to compare with",
        lambda t: t.drop("Grade/10.00"),
        exam=OTHER_EXAM,
    ),
    Corruption(
        "the other exam, grades without decimals",
        "one attempt",
        LISTED,
        "the grades contradict",
        lambda t: t.rename("Grade/10.00", "Grade/10"),
        exam=OTHER_EXAM,
    ),
)
