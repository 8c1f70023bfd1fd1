"""Quizzes as Hypothesis draws them: everything that Moodle XML holds, with texts that are hard to carry."""

from functools import lru_cache

from hypothesis import strategies as st

from grader.kinds.matching.question import Line, MatchingQuestion
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.moodle.quiz import Answer, Category, CombinedFeedback, File, Hint, Markup, Quiz, stored

AWKWARD = (
    "]]>",
    "<![CDATA[",
    "&amp; &eacute;",
    "<b>x</b> <i>y</i>",
    "é",
    "\r\n",
    "\n",
    "\t",
    "\xa0",
    "😀",
    '"',
    "\ufffd",
)
OURS = (  # what would mean something in a text's file
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{{ s.x }}",
        "{% endblock %}",
        "{% block stem %}",
        '{{ "{" }}',
        "{",
        "{% raw %}",
    ),
    *("[^abc]", "[^a-z]+", "[^", "]", "[^x]: y", "<!-- html -->", "<!--", "-->", "&", "<", "&lt;", "&nbsp;", "&#39;"),
    *(
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "x_1",
        "3,14",
        "\\",
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~~",
        "# ",
        "\n# ",
        "- ",
        "\n\n",
        "  \n",
    ),
    *("1. ", "> ", "|", "---", "===", "![a](b)", "[a](b)", "<http://x>", "<p>", "</p>", "<b>", "</b>", "<br>", "<pre>"),
    *("</pre>", "<html>", "<div>", "\u2028", "\x85", "\ue000", "    x", "\t", "a", " "),
)
XML_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
TEXTS = st.lists(st.sampled_from(AWKWARD + OURS) | st.text(XML_CHARACTERS, max_size=5), max_size=5).map("".join)
NAMES = st.text(XML_CHARACTERS, min_size=1, max_size=8)
FILES = st.builds(File, NAMES, st.binary(max_size=20), st.sampled_from(["/", "/a/"]))
MARKUPS = st.builds(
    Markup,
    TEXTS,
    st.sampled_from(["html", "markdown", "plain_text", "moodle_auto_format"]),
    st.lists(FILES, max_size=2).map(tuple),
)
ANSWERS = st.builds(Answer, st.sampled_from([0.0, 1.0, 0.5, -0.25, 0.125]), MARKUPS, MARKUPS)
HINTS = st.lists(st.builds(Hint, MARKUPS, st.booleans(), st.booleans()), max_size=2).map(tuple)
TAGS = st.lists(TEXTS.map(stored), max_size=2).map(tuple)
MARKS, PENALTIES = st.sampled_from([0.0, 0.5, 1.0, 2.25]), st.sampled_from([0.0, 0.1, 1.0, 0.3333333])
QUESTIONS = st.builds(
    MultipleChoice,
    name=TEXTS,
    stem=MARKUPS,
    answers=st.lists(ANSWERS, max_size=3).map(tuple),
    general_feedback=MARKUPS,
    maximum_mark=MARKS,
    idnumber=TEXTS,
    tags=TAGS,
    single=st.booleans(),
    shuffle=st.booleans(),
    penalty=PENALTIES,
    numbering=st.sampled_from(["abc", "ABCD", "123", "iii", "IIII", "none"]),
    standard_instruction=st.booleans(),
    combined=st.builds(CombinedFeedback, MARKUPS, MARKUPS, MARKUPS, st.booleans()),
    hints=HINTS,
)
STATEMENTS = st.builds(
    TrueFalseQuestion,
    name=TEXTS,
    stem=MARKUPS,
    right=st.booleans(),
    if_true=MARKUPS,
    if_false=MARKUPS,
    general_feedback=MARKUPS,
    maximum_mark=MARKS,
    idnumber=TEXTS,
    tags=TAGS,
    penalty=PENALTIES,
    hints=HINTS,
)
LINES = st.builds(Line, MARKUPS.filter(lambda stem: bool(stem.text)), TEXTS.filter(lambda choice: bool(stored(choice))))
CHOICES_ALONE = st.builds(
    lambda choice: Line(Markup(""), choice, alone=True), TEXTS.filter(lambda choice: bool(stored(choice)))
)
PAIRS = st.builds(
    MatchingQuestion,
    name=TEXTS,
    stem=MARKUPS,
    lines=st.builds(
        lambda first, line, more: (*first, line, *more),
        st.lists(CHOICES_ALONE, max_size=2),
        LINES,
        st.lists(LINES | CHOICES_ALONE, max_size=2),
    ),
    general_feedback=MARKUPS,
    maximum_mark=MARKS,
    idnumber=TEXTS,
    tags=TAGS,
    shuffle=st.booleans(),
    penalty=PENALTIES,
    combined=st.builds(CombinedFeedback, MARKUPS, MARKUPS, MARKUPS, st.booleans()),
    hints=HINTS,
)
CATEGORIES = st.builds(Category, TEXTS, MARKUPS, TEXTS)

QUIZZES = st.builds(Quiz, st.lists(CATEGORIES | QUESTIONS | STATEMENTS | PAIRS, max_size=3).map(tuple))


@lru_cache(maxsize=32)  # many tables are made of one file
def multiple_choice(content: bytes) -> tuple[MultipleChoice, ...]:
    """The questions of a file, each of which must be a multiple-choice question."""
    questions = read(content).questions
    found = tuple(question for question in questions if isinstance(question, MultipleChoice))
    assert len(found) == len(questions)
    return found
