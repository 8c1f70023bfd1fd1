"""Family G: what does not fit between a download and an exam."""

from grader.findings import Code

CODES = (
    Code("G001", "A response fits no option of its question.", "Name the exam that was given; else mark it by hand."),
    Code("G002", "A response fits several options, as equal texts or pictures do.", "Mark it by hand."),
    Code(
        "G003",
        "The grade that Moodle shows is not what the exam gives.",
        "Name the exam that was given, and say what marks the questions have in the quiz.",
    ),
    Code("G004", "Moodle names another right answer than the exam.", "Name the exam that was given."),
    Code(
        "G005",
        "A question is of a type that is not graded here.",
        "Nothing: its mark is what Moodle's grade leaves for it.",
    ),
    Code("G006", "The text of a question fits no question of the exam.", "Name every exam that was given."),
    Code(
        "G007",
        "Nothing but a name, which two people may share, tells whose attempts these are.",
        "Download the report with an identity column, such as the e-mail address.",
    ),
    Code(
        "G008",
        "An identity would run as a formula in a spreadsheet program.",
        "Take off the apostrophe that our files put before it, before Moodle imports them.",
    ),
    Code("G009", "A row does not say who it is about.", "Write it in, or download the report with an identity."),
    Code("G010", "One identity stands beside several names.", "Correct the cells that are wrong."),
    Code(
        "G011",
        "Rows that may be one person's say differently who it is.",
        "Make them equal; or download the report with two identity columns.",
    ),
    Code("G012", "A column of identities seems to stand beside other people's names.", "Download the report again."),
    Code(
        "G013",
        "There is no grade to compare with.",
        "Download the report with grades, and leave its cells as they are.",
    ),
    Code(
        "G014",
        "The grade that Moodle shows cannot come of these questions.",
        "Say what mark a question has in the quiz, or name the exam that was given.",
    ),
    Code("G015", "The state of an attempt contradicts the rest of its row.", "Download the report again."),
    Code(
        "G016",
        "Dates do not tell a participant's attempts apart or in order.",
        "Download the report in English or Portuguese, and leave its dates as they are.",
    ),
    Code("G017", "A row is there twice.", "Grade each download by itself, and paste none behind another."),
    Code(
        "G018",
        "Attempts of one participant were under way at once.",
        "Find out whose they are, and write it in.",
    ),
    Code(
        "G019",
        "Too many rows contradict each other for any other to be trusted.",
        "Download the report again, or name the exam that was given.",
    ),
)
