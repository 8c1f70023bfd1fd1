"""What other types of question need so that Moodle imports them as they were meant."""

from collections.abc import Iterator

from grader.checks.check import Defect, check
from grader.checks.quizfile.elements import QuizFile, named, text_in, trimmed
from grader.checks.quizfile.marks import fraction, is_number


@check("X024", remedy="Write numbers with a decimal point and without units.")
def numerical_unreadable(file: QuizFile) -> Iterator[Defect]:
    """A numerical answer is no number, which stops Moodle; or has a decimal comma: in English 3,14 becomes 314."""
    for question in file.of_type("numerical"):
        for answer in question.iterfind("answer"):
            tolerance = trimmed(answer.findtext("tolerance", "0"))
            if text_in(answer) != "*" and not is_number(text_in(answer)):
                yield Defect(file.at(answer), f"expected a number or *, received {text_in(answer)!r}")
            if tolerance and not is_number(tolerance):
                yield Defect(file.at(answer), f"expected a number as tolerance, received {tolerance!r}")


@check("X025", remedy="Add `<shownumcorrect>1</shownumcorrect>`.")
def ordering_incomplete(file: QuizFile) -> Iterator[Defect]:
    """An ordering question lacks `<shownumcorrect>`: Moodle stops with a database error."""
    for question in file.of_type("ordering"):
        if question.find("shownumcorrect") is None:
            yield Defect(file.at(question), f"expected <shownumcorrect> in {named(question)}, received none")


@check("X026", remedy="Write two answers, `true` and `false`, one with the fraction 100 and the other with 0.")
def truth_is_guessed(file: QuizFile) -> Iterator[Defect]:
    """A true/false question lacks the words `true` and `false`, so that Moodle guesses, or a fraction of 100."""
    for question in file.of_type("truefalse"):
        answers = question.findall("answer")
        texts = [text_in(answer) for answer in answers]
        fractions = [fraction(answer) for answer in answers]
        if sorted(texts) != ["false", "true"]:
            yield Defect(
                file.at(question), f"expected the answers true and false, received {', '.join(texts) or None!r}"
            )
        elif sorted(share or 0 for share in fractions) != [0, 1]:
            written = ", ".join(repr(answer.get("fraction", "")) for answer in answers)
            yield Defect(file.at(question), f"expected the fractions 100 and 0, received {written}")


@check("X027", remedy="Write what matches it; only a pair without a left side is a distractor.")
def pair_without_answer(file: QuizFile) -> Iterator[Defect]:
    """A pair of a matching question has no answer: Moodle reports success, and leaves out every question after it."""
    for question in file.of_type("matching", "match"):
        for pair in question.iterfind("subquestion"):
            if text_in(pair) and not text_in(pair.find("answer")):
                after = len(file.questions) - file.questions.index(question) - 1
                yield Defect(
                    file.at(pair), f"{text_in(pair)!r} has no answer: {after} entries after it would be missing"
                )
