"""The Responses report: its columns by their names or, in a language that we do not know, by their places."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import SAMPLES

from grader.errors import DownloadError
from grader.moodle.downloads.attempts import State
from grader.moodle.downloads.columns import column_of
from grader.moodle.downloads.responses import Report, Slot, number, read_report, report
from grader.moodle.downloads.sheet import Sheet

NAMES = ["Last name", "First name"]
TIMES = ["Status", "Started", "Completed", "Duration"]
ENGLISH = [*NAMES, "Email address", *TIMES, "Grade/10.00"]
FINISHED = ["Doe", "Jo", "jo@example.com", "Finished", "23 November 2026", "24 November 2026", "10 mins", "8.00"]


def told(header: list[str], *rows: list[str]) -> Report:
    columns = [column_of(row[place] for row in rows) for place in range(len(header))]
    return report(Sheet("F", tuple(header), columns))


def sample(name: str) -> Report:
    return read_report(SAMPLES / name)


@pytest.mark.parametrize(
    "names",
    [
        [*NAMES, "Email address", *TIMES],
        ["Surname", "First name", "Email address", "State", "Started on", "Completed", "Time taken"],
        ["Sobrenome", "Nome", "Endereço de email", "Situação", "Iniciado", "Completo", "Duração"],
        ["Sobrenome", "Nome", "Endereço de email", "Estado", "Iniciado em", "Concluída em", "Tempo utilizado"],
        ["Nachname", "Vorname", "E-Mail-Adresse", "Status", "Begonnen", "Beendet", "Verbrauchte Zeit"],
        ["Apellido(s)", "Nombre", "Dirección de correo", "Estado", "Comenzado el", "Finalizado", "Tiempo requerido"],
        ["姓", "名", "メールアドレス", "ステータス", "開始日時", "完了", "所要時間"],
    ],
)
@pytest.mark.parametrize("grade", ["Grade/10.00", "Nota/10,00", "Bewertung/10,00", None])
def test_columns_are_known_by_name_or_by_place(names: list[str], grade: str | None) -> None:
    graded = [grade] if grade else []
    found = told([*names, *graded, "Response 1"], [*FINISHED[: 7 + len(graded)], "a"])

    (attempt,) = found.attempts
    assert attempt.identity == ("jo@example.com", "Doe", "Jo")
    assert found.identity == (names[2], names[0], names[1])
    assert (attempt.state, attempt.started) == (State.FINISHED, "23 November 2026")
    assert (attempt.grade, found.maximum, found.decimals) == ((8.0, 10.0, 2) if grade else (None, None, 2))
    assert found.grade == (7 if grade else -1)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (["Response"], [(-1, 8, -1), (-1, 9, -1)]),
        (["Question", "Response"], [(8, 9, -1), (10, 11, -1)]),
        (["Response", "Right answer"], [(-1, 8, 9), (-1, 10, 11)]),
        (["Question", "Response", "Right answer"], [(8, 9, 10), (11, 12, 13)]),
        (["Questão", "Resposta", "Resposta correta"], [(8, 9, 10), (11, 12, 13)]),
        (["Resposta", "Resposta correta"], [(-1, 8, 9), (-1, 10, 11)]),
        (["Antwort"], [(-1, 8, -1), (-1, 9, -1)]),
        (["Frage", "Antwort", "Richtige Antwort"], [(8, 9, 10), (11, 12, 13)]),
        (["Pregunta", "Respuesta", "Respuesta correcta"], [(8, 9, 10), (11, 12, 13)]),
        (["Question", "Réponse", "Bonne réponse"], [(8, 9, 10), (11, 12, 13)]),
    ],
)
@pytest.mark.parametrize("numbers", [("1", "2"), ("9", "10"), ("1.1", "11"), ("2a", "2b"), ("B", "7"), ("1/2", "3")])
def test_each_question_has_its_columns_whatever_its_number(
    words: list[str], places: list[tuple[int, int, int]], numbers: tuple[str, str]
) -> None:
    questions = [f"{word} {label}" for label in numbers for word in words]

    found = told([*ENGLISH, *questions], [*FINISHED, *questions])

    assert found.slots == tuple(
        Slot(label, response, question, right)
        for label, (question, response, right) in zip(numbers, places, strict=True)
    )


@pytest.mark.parametrize("words", [["response"], ["question", "response", "rightanswer"], ["antwort"]])
def test_json_names_columns_shortly(words: list[str]) -> None:
    header = ["lastname", "firstname", "emailaddress", "status", "started", "completed", "duration", "grade1000"]
    questions = [f"{word}{label}" for label in (9, 10) for word in words]

    found = told([*header, *questions], [*FINISHED, *questions])

    assert [slot.number for slot in found.slots] == ["9", "10"]
    assert (found.maximum, found.decimals, found.attempts[0].grade) == (10.0, 2, 8.0)


@pytest.mark.parametrize(
    ("grades", "maximum", "decimals"),
    [
        (["-", "8,00"], 10.0, 2),
        (["Not yet graded", "-0.5"], 100.0, 1),
        (["8"], 1000.0, 0),
        (["-"], None, 2),  # nothing tells how many decimals 1000 has
    ],
)
def test_the_maximum_in_json_has_the_decimals_of_the_grades(
    grades: list[str], maximum: float | None, decimals: int
) -> None:
    header = ["sobrenome", "nome", "situao", "iniciado", "completo", "durao", "nota1000", "resposta1"]

    found = told(header, *(["Doe", "Jo", "Finalizada", "x", "y", "z", grade, "a"] for grade in grades))

    assert (found.maximum, found.decimals) == (maximum, decimals)


@pytest.mark.parametrize(
    ("header", "maximum", "decimals"),
    [("Grade/20.000", 20.0, 3), ("Nota/10,0", 10.0, 1), ("Note/ 6", 6.0, 0)],
)
def test_the_maximum_stands_in_the_grades_header(header: str, maximum: float, decimals: int) -> None:
    found = told([*ENGLISH[:-1], header, "Response 1"], [*FINISHED, "a"])

    assert (found.maximum, found.decimals) == (maximum, decimals)


@pytest.mark.parametrize("others", [[], ["Username", "ID number", "Email address"], ["Nome", "Status"]])
def test_identity_is_whatever_columns_the_site_shows(others: list[str]) -> None:
    rest = [*TIMES, "Grade/10.00", "Feedback", "Response 1"]

    found = told([*NAMES, *others, *rest], ["Doe", "Jo", *"123"[: len(others)], *FINISHED[3:], "Well done", "a"])

    assert sorted(found.attempts[0].identity) == sorted(["Doe", "Jo", *"123"[: len(others)]])
    assert (found.attempts[0].grade, found.attempts[0].state) == (8.0, State.FINISHED)


@pytest.mark.parametrize("feedback", ["Feedback", "Comentários", "Retroalimentación"])
def test_feedback_stands_between_the_grade_and_the_questions(feedback: str) -> None:
    found = told([*ENGLISH, feedback, "Respuesta 1"], [*FINISHED, "Well done", "a"])

    assert found.slots == (Slot("1", 9),)
    assert found.attempts[0].grade == 8.0


@pytest.mark.parametrize(
    ("status", "completed", "grade", "state"),
    [
        ("Finished", "x", "8.00", State.FINISHED),
        ("Finalizada", "x", "8,00", State.FINISHED),
        ("Submitted", "x", "-", State.SUBMITTED),
        ("In progress", "-", "-", State.IN_PROGRESS),
        ("Em progresso", "-", "-", State.IN_PROGRESS),
        ("Overdue", "-", "-", State.OVERDUE),
        ("Vencidas", "-", "-", State.OVERDUE),
        ("Never submitted", "-", "-", State.NEVER_SUBMITTED),
        ("Nunca enviadas", "-", "-", State.NEVER_SUBMITTED),
        ("-", "-", "-", State.NO_ATTEMPT),
        ("Beendet", "x", "8,00", State.FINISHED),
        ("Beendet", "x", "Noch nicht bewertet", State.FINISHED),
        ("Abgegeben", "x", "-", State.SUBMITTED),
        ("In Bearbeitung", "-", "-", State.UNFINISHED),
        ("受験終了", "x", "8.00", State.FINISHED),
        ("進行中", "-", "-", State.UNFINISHED),
    ],
)
def test_the_state_is_known_by_its_word_or_by_what_only_a_finished_attempt_has(
    status: str, completed: str, grade: str, state: State
) -> None:
    row = [*FINISHED[:3], status, "x", completed, "x", grade, "-"]

    assert told([*ENGLISH, "Response 1"], row).attempts[0].state == state


def test_blank_rows_are_no_attempts_and_keep_their_place() -> None:
    found = told([*ENGLISH, "Response 1"], [""] * 9, [*FINISHED, "a"])

    assert [attempt.row for attempt in found.attempts] == [1]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ([*ENGLISH, "Q. 1 /2.00", "Q. 2 /2.00"], "this is the Grades report"),
        (["lastname", "grade1000", "q1200"], "this is the Grades report"),
        (ENGLISH, "expected columns such as 'Response 1', received 'Last name', "),
        (["a"], "expected columns such as 'Response 1', received 'a'"),
        ([*ENGLISH, "Question 1", "Right answer 1"], "expected one response column for question 1"),
        ([*ENGLISH, "Response 1", "Response 1"], "expected one response column for question 1"),
        ([*ENGLISH, "Frage 1", "Antwort 1"], "cannot tell what 'Frage 1', 'Antwort 1' hold"),
        (
            [*ENGLISH, "Response 1", "Notes", "Response 2"],
            "expected a question's column behind 'Response 1', received 'No",
        ),
        (["Response 1"], "expected last name, first name, .* received none"),
        (["a", "b", "c", "Antwort 1"], "expected last name, first name, .* received 'a', 'b', 'c'"),
        ([*TIMES, "Grade/10.00", "Response 1"], "expected a column that says who each participant is"),
        (["x" * 10**6, "y"], "expected columns such as 'Response 1', received .{1,300}$"),
    ],
)
def test_what_is_no_responses_report_is_refused(header: list[str], message: str) -> None:
    with pytest.raises(DownloadError, match=f"^F: row 1: {message}"):
        told(header)


@pytest.mark.parametrize(
    ("text", "value"), [("8.00", 8), ("8,5", 8.5), ("-3.75", -3.75), ("8", 8), ("0,3333333", 0.3333333)]
)
def test_a_number_has_a_decimal_point_or_comma(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "-", "1_0", "inf", "nan", "1e5", " 8", "1,000.00", "٨", "9" * 400, "Not yet graded"]
)
def test_what_is_no_number_is_nan(text: str) -> None:
    assert number(text) != number(text)


HEADERS = st.sampled_from(
    [*ENGLISH, "Response 1", "Response 2", "Antwort 1", "Frage 1", "grade1000", "response3", "/1", ""]
)


@settings(max_examples=300)
@given(
    st.lists(HEADERS | st.text(max_size=12), min_size=1, max_size=12), st.sampled_from(["", "-", "8.00", "²", "1e9"])
)
def test_any_header_makes_a_report_or_an_error(header: list[str], cell: str) -> None:
    refusals = []
    try:
        found = told(header, [cell] * len(header))
        assert found.slots
        assert len(found.attempts) == bool(cell)
    except DownloadError as error:
        refusals.append(str(error))

    assert all(refusal.startswith("F: row 1: ") for refusal in refusals)


def test_a_real_moodle_has_the_same_attempts_in_every_format() -> None:
    reports = [sample(f"A.responses.{format_}") for format_ in ("csv", "json", "xlsx", "ods")]

    assert [found.attempts for found in reports] == [reports[0].attempts] * 4
    assert [found.slots for found in reports] == [reports[0].slots] * 4
    assert {(found.maximum, found.decimals, len(found.attempts)) for found in reports} == {(10.0, 2, 40)}


def test_a_real_moodle_in_another_language_tells_of_the_same_attempts() -> None:
    english, portuguese = sample("S.responses.csv"), sample("S.responses.pt_br.csv")

    assert [(attempt.identity, attempt.state, attempt.grade) for attempt in english.attempts] == [
        (attempt.identity, attempt.state, attempt.grade) for attempt in portuguese.attempts
    ]
    assert {attempt.state for attempt in english.attempts} == {
        *(State.FINISHED, State.SUBMITTED, State.IN_PROGRESS, State.OVERDUE, State.NEVER_SUBMITTED)
    }


def test_a_real_moodle_knows_who_every_attempt_is_of() -> None:
    attempts = sample("A.responses.identity.csv").attempts
    truth = json.loads((SAMPLES / "exam5.quizA.json").read_text(encoding="utf-8"))["attempts"]

    assert len({attempt.identity for attempt in attempts}) == len(attempts) == len(truth)
    assert {len(attempt.identity) for attempt in attempts} == {5}


FRAGE = [*ENGLISH, "Frage 1", "Antwort 1"]


def two_columns(*cells: tuple[str, str]) -> Slot:
    finished = ["L", "F", "e", "Beendet", "x", "y", "z", "8.00"]
    return told(FRAGE, *([*finished[: len(ENGLISH)], *pair] for pair in cells)).slots[0]


def test_two_columns_of_an_unknown_language_are_told_by_what_they_hold() -> None:
    first, second = len(ENGLISH), len(ENGLISH) + 1

    asked = two_columns(("Which?: a; b", "b"), ("Which?: b; a", "a"), ("Which?: a; b", "-"))
    right = two_columns(("a", "a"), ("b", "a"), ("-", "a"))

    assert (asked.question, asked.response, asked.right) == (first, second, -1)
    assert (right.question, right.response, right.right) == (-1, first, second)


def test_a_text_and_what_may_be_its_right_answer_are_not_told_apart() -> None:
    with pytest.raises(DownloadError, match="cannot tell what 'Frage 1', 'Antwort 1' hold"):
        two_columns(("Which?: a; b", "b"), ("Which?: b; a", "b"))
