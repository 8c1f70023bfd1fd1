"""Each code is found in the smallest file with its defect, alone, and none in a healthy file."""

from collections import Counter

import pytest
from checks.xml.examples import EXAMPLES
from checks.xml.healthy import HEALTHY
from checks.xml.questions import SHOWN, A, B, category, choice, examined, findings, question, several, stem

from grader.checks import CHECKS
from grader.checks.xml import QUIZFILE_CHECKS, examine
from grader.checks.xml.elements import Outcome, QuizFile, outcome_of
from grader.errors import MoodleXMLError


@pytest.mark.parametrize(
    ("code", "questions"),
    [pytest.param(code, xml, id=f"{code} {what}") for code, cases in EXAMPLES.items() for what, xml in cases.items()],
)
def test_a_defect_triggers_exactly_its_check(code: str, questions: str) -> None:
    assert [found for found, _ in examined(questions)] == [code]


@pytest.mark.parametrize("what", HEALTHY)
def test_what_moodle_imports_as_written_has_no_findings(what: str) -> None:
    assert examined(HEALTHY[what]) == []


def test_every_code_has_an_example() -> None:
    assert {*EXAMPLES, "X002"} == {check.code for check in QUIZFILE_CHECKS}


def test_no_code_is_used_twice() -> None:
    codes = Counter(check.code for check in (*CHECKS, *QUIZFILE_CHECKS))

    assert [code for code, count in codes.items() if count > 1] == []


def test_a_file_must_be_called_xml_to_be_uploaded() -> None:
    assert [code for code, _ in examined(choice(), where="quiz.txt")] == ["X002"]
    assert examined(choice(), where="QUIZ.XML") == []


def test_findings_come_in_the_order_of_the_lines_that_they_name() -> None:
    content = f"<quiz>\n{choice(stem='')}\n\n{choice('<hidden>1</hidden>')}\n{choice(name='')}</quiz>".encode()

    found = examine(QuizFile.read(content, where="quiz.xml"))

    assert [(str(finding.place), finding.code) for finding in found] == [
        ("quiz.xml:2", "X028"),
        ("quiz.xml:4", "X007"),
        ("quiz.xml:5", "X009"),
    ]


def test_a_lost_space_is_shown_as_written_and_as_imported() -> None:
    content = f"<quiz>\n{choice(stem=stem('Sim &amp; &quot;não&quot; &quot;é&quot;'))}</quiz>".encode()

    [finding] = examine(QuizFile.read(b"\xef\xbb\xbf" + content, where="quiz.xml"))

    assert str(finding.place) == "quiz.xml:2"
    assert finding.evidence[1:] == ("""written:  'Sim & "não" "é"'""", """imported: 'Sim &"não""é"'""")


def test_a_refused_fraction_is_answered_with_the_nearest_that_is_accepted() -> None:
    content = f"<quiz>{choice(answers=(A, B.replace('0', '37.5')))}</quiz>".encode()

    [finding] = examine(QuizFile.read(content, where="quiz.xml"))

    assert (finding.message, finding.hint) == (
        "Moodle refuses the fraction '37.5'",
        "The nearest that it accepts is 40.",
    )


def test_a_file_built_to_exhaust_the_search_for_ambiguous_choices_is_given_up() -> None:
    texts = ["; ".join(["a"] * 2**power) for power in range(14)]

    assert examined(several(*texts, fractions=("100", *["0"] * 13))) == []


@pytest.mark.parametrize(
    "questions", [xml for cases in EXAMPLES.values() for xml in cases.values()], ids=lambda _: None
)
def test_every_finding_says_what_moodle_does(questions: str) -> None:
    for finding in findings(questions):
        assert outcome_of(finding) in Outcome


def test_a_question_that_ends_the_import_says_how_many_entries_would_be_missing() -> None:
    short = question("ordering", SHOWN, "<answer><text>a</text></answer>")

    [finding] = findings(choice(), short, choice(), category("a"))

    assert finding.message == "expected at least 2 items, received 1: 2 entries after it would be missing"
    assert outcome_of(finding) is Outcome.LOSES


@pytest.mark.parametrize(
    "doctype",
    ["<!DOCTYPE quiz>", '<!DOCTYPE quiz SYSTEM "quiz.dtd">', "<?xml version='1.0'?>\n<!-- c -->\n<!DOCTYPE quiz\n>"],
)
def test_a_doctype_without_entities_does_no_harm(doctype: str) -> None:
    content = f"{doctype}<quiz>{choice('<hidden>1</hidden>')}</quiz>".encode()

    [finding] = examine(QuizFile.read(content, where="quiz.xml"))

    assert str(finding.place) == f"quiz.xml:{1 + doctype.count(chr(10))}"


def test_a_doctype_with_entities_is_refused() -> None:
    with pytest.raises(MoodleXMLError, match="expected no DOCTYPE"):
        QuizFile.read(b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz/>', where="quiz.xml")
