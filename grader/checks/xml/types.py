"""What ordering, true/false, matching and essay questions need so that Moodle imports them as they were meant."""

from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.xml.elements import (
    CALCULATED,
    GAPS,
    MATCHING,
    Outcome,
    QuizFile,
    excerpt,
    named,
    text_in,
    trimmed,
    value,
)
from grader.checks.xml.gaps import GAP
from grader.counting import number_of
from grader.findings import Defect, check
from grader.moodle.numbers import integer, whole_number

_TRUE = ("true", "verdadeiro", "verdadero", "vrai", "wahr", "richtig", "vero")
_FALSE = ("false", "falso", "faux", "falsch")


@check("X025", remedy="Add `<shownumcorrect>1</shownumcorrect>`.")
def ordering_incomplete(file: QuizFile) -> Iterator[Defect]:
    """An ordering question lacks `<shownumcorrect>`, and has no two hints: Moodle stops with a database error."""
    enough = 2
    for question in file.of_type("ordering"):
        if question.find("shownumcorrect") is None and len(question.findall("hint")) < enough:
            yield file.defect(question, Outcome.STOPS, f"expected <shownumcorrect> in {named(question)}, received none")


@check("X026", remedy="Write two answers, `true` and `false`, one with the fraction 100 and the other with 0.")
def truth_is_guessed(file: QuizFile) -> Iterator[Defect]:
    """A true/false question lacks the words `true` and `false`, so that Moodle guesses, or a fraction of 100."""
    for question in file.of_type("truefalse"):
        answers = question.findall("answer")
        written = [text_in(answer) for answer in answers]
        taken = [
            word if word in ("true", "false") else "false" if position else "true"
            for position, word in enumerate(written)
        ]
        rights = [whole_number(answer.get("fraction", "")) == 100 for answer in answers]  # noqa: PLR2004
        shown = ", ".join(map(excerpt, written)) or "none"
        if {*taken} != {"true", "false"}:
            yield file.defect(question, Outcome.STOPS, f"expected the answers true and false, received {shown}")
        elif len(answers) != 2 or sum(rights) != 1:  # noqa: PLR2004
            fractions = ", ".join(repr(answer.get("fraction", "")) for answer in answers)
            key = rights[-1] == (taken[-1] == "true")
            said = f"expected the fractions 100 and 0, received {fractions}: the right answer becomes {key}"
            yield file.defect(question, Outcome.CHANGES, said)
        elif [_meaning(word) for word in written] != taken:
            reversed_ = [_meaning(word) for word in written] == taken[::-1]
            said = f"Moodle takes {shown} for {', '.join(taken)}"
            yield file.defect(question, Outcome.CHANGES if reversed_ else Outcome.KEEPS, said)


@check("X027", remedy="Write what matches it; only a pair without a left side is a distractor.")
def pair_without_answer(file: QuizFile) -> Iterator[Defect]:
    """A pair of a matching question has no answer: Moodle reports success, and leaves out every question after it."""
    for number, question in enumerate(file.questions, start=1):
        if question.get("type") in MATCHING:
            for pair in question.iterfind("subquestion"):
                if text_in(pair) and not text_in(pair.find("answer")):
                    after = number_of(len(file.questions) - number, "entry", "entries")
                    yield file.defect(
                        pair,
                        Outcome.LOSES,
                        f"{excerpt(text_in(pair))} has no answer: {after} after it would be missing",
                    )


@check("X049", remedy="Write at least two items.")
def too_few_items(file: QuizFile) -> Iterator[Defect]:
    """An ordering question has fewer than two items: Moodle reports success, and leaves out every question after it."""
    fewest = 2
    for number, question in enumerate(file.questions, start=1):
        received = len(_items(question)) if question.get("type") == "ordering" else fewest
        if received < fewest:
            after = number_of(len(file.questions) - number, "entry", "entries")
            yield file.defect(
                question,
                Outcome.LOSES,
                f"expected at least 2 items, received {received}: {after} after it would be missing",
            )


@check("X050", remedy="Word the items apart.")
def items_alike(file: QuizFile) -> Iterator[Defect]:
    """Two items of an ordering question are the same: Moodle tells them apart, so that even the right order loses."""
    for question in file.of_type("ordering"):
        first: dict[str, _Element] = {}
        for item, text in _items(question):
            if text in first:
                line = first[text].sourceline
                yield file.defect(item, Outcome.KEEPS, f"this item and that in line {line} are both {excerpt(text)}")
            first.setdefault(text, item)


@check("X051", remedy="Write what can be answered: pairs with both sides, or gaps `[[1]]` with choices.")
def nothing_to_answer(file: QuizFile) -> Iterator[Defect]:
    """A question has nothing that could be answered: no pairs, no gaps, no answers. Moodle imports it all the same."""
    for question in file.of_type(*MATCHING):
        if not any(map(text_in, question.iterfind("subquestion"))) and not _has_images(question):
            yield file.defect(question, Outcome.KEEPS, f"expected a pair with a left side in {named(question)}")
    for question in file.of_type(*GAPS):
        if not GAP.search(text_in(question.find("questiontext"))):
            yield file.defect(question, Outcome.KEEPS, f"expected a gap such as [[1]] in {named(question)}")
    for question in file.of_type("numerical", *CALCULATED):
        if question.find("answer") is None:
            yield file.defect(question, Outcome.KEEPS, f"expected an answer in {named(question)}, received none")


@check("X052", remedy="Allow a text or files, with limits that can be kept.")
def essay_impossible(file: QuizFile) -> Iterator[Defect]:
    """Nobody can answer an essay as it asks: too few words are allowed, or neither a text nor enough files."""
    for question in file.of_type("essay"):
        least, most, files, wanted = (
            integer(question.findtext(name, "0")) or 0
            for name in ("minwordlimit", "maxwordlimit", "attachments", "attachmentsrequired")
        )
        if least > most > 0:
            yield file.defect(
                question, Outcome.KEEPS, f"expected at most {number_of(most, 'word')} and at least {least}"
            )
        if not files and question.findtext("responseformat") == "noinline":
            yield file.defect(question, Outcome.KEEPS, f"{named(question)} allows neither a text nor files")
        if not files and wanted > 0:
            yield file.defect(question, Outcome.CHANGES, f"Moodle requires no files, not {wanted}: none are allowed")
        elif 0 < files < wanted:
            yield file.defect(
                question,
                Outcome.KEEPS,
                f"expected at most {number_of(files, 'file')} to be required, received {wanted}",
            )


@check("X053", remedy="Say which items to show: `<selecttype>ALL</selecttype>`, or `RANDOM` with a `<selectcount>`.")
def items_left_out(file: QuizFile) -> Iterator[Defect]:
    """An ordering question does not say how many of its items to show: Moodle shows 6 of them, drawn at random."""
    shown = 6
    for question in file.of_type("ordering"):
        said = any(question.find(name) is not None for name in ("selecttype", "logical", "studentsee"))
        if not said and len(_items(question)) > shown:
            yield file.defect(question, Outcome.KEEPS, f"of {len(_items(question))} items, 6 will be shown")


@check("X054", remedy="Remove it: say it in the general feedback.")
def feedback_not_stored(file: QuizFile) -> Iterator[Defect]:
    """An item of an ordering question has a feedback, which Moodle does not store."""
    for question in file.of_type("ordering"):
        for feedback in question.iterfind("answer/feedback"):
            if text_in(feedback):
                yield file.defect(feedback, Outcome.CHANGES, f"Moodle drops the feedback {excerpt(text_in(feedback))}")


def _meaning(word: str) -> str:
    if word.lower() in _TRUE:
        return "true"
    return "false" if word.lower() in _FALSE else ""


def _items(question: _Element) -> list[tuple[_Element, str]]:
    """The items that Moodle stores, as it compares them: a single paragraph without its tags."""
    items = []
    for answer in question.iterfind("answer"):
        text = text_in(answer)
        if text.count("<p>") == 1 and text.startswith("<p>") and text.endswith("</p>"):
            text = trimmed(text.removeprefix("<p>").removesuffix("</p>"))
        if text:
            items.append((answer, text))
    return items


def _has_images(question: _Element) -> bool:
    return any(value(file) for file in question.iterfind("subquestion/file"))
