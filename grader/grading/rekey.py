"""An exam with another key: one that a new version of its file gives, or one with a question voided or an option added.

Nothing is guessed: what names two questions or two options is refused, and so is what has no counterpart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.errors import GradingError
from grader.grading.exam import Exam, Question, forms, with_fractions
from grader.grading.marks import Marked
from grader.moodle import pairing
from grader.moodle.quiz import Answer

OptionIds = Mapping[str, Sequence[str]]
"""The ids that a bank gives to the options of a question, by the question's id in the exam."""


def as_in(old: Exam, new: Exam, *, except_for: Sequence[Question] = ()) -> tuple[Exam, list[str]]:
    """The old exam with the fractions that the new one gives to the same options, and what else is to be said.

    Questions are told by idnumber, else by name, a language behind the last dot left out where that helps; options by
    their text. except_for: questions that need no counterpart. Raises GradingError for what has none, unless a single
    option is left on either side: then its text was mended, which is said.
    """
    replaced, notes = {}, []
    for question in old.graded:
        if question in except_for:
            continue
        other = _counterpart(question, old, new)
        if question.single != other.single:
            raise GradingError(
                f"{new.where}: question {other.name!r} takes {'one answer' if other.single else 'several answers'} now "
                "and did not before: a regrade cannot compare them"
            )
        fractions, said = _new_fractions(question, other, new.where)
        replaced[id(question)] = with_fractions(question, fractions)
        notes += said
        if other.mark != question.mark:
            notes.append(
                f"{question.name}: the new file gives it the mark {other.mark:g}; the quiz's stays {question.mark:g}"
            )
    added = len(new.graded) - len(old.graded) + len(except_for)
    if added > 0:
        notes.append(f"{new.where} has questions that nobody was asked: {added}")
    return _with_questions(old, replaced), notes


def voided(exam: Exam, question: Question) -> Exam:
    """The exam with every option of a question worth the whole mark; a blank still earns nothing, as in Moodle."""
    return _with_questions(exam, {id(question): with_fractions(question, (1.0,) * len(question.fractions))})


def accepted(exam: Exam, question: Question, option: int) -> Exam:
    """The exam with one more option of a question worth the whole mark."""
    fractions = tuple(1.0 if place == option else fraction for place, fraction in enumerate(question.fractions))
    return _with_questions(exam, {id(question): with_fractions(question, fractions)})


def find(marked: Marked, written: str) -> Question:
    """The question that is meant: by its number in the quiz, its idnumber (a language left out or not), or its name.

    Raises GradingError where that is none, or several.
    """
    in_order = marked.exam.questions if len(marked.exam.questions) == len(marked.slots) else [None] * len(marked.slots)
    by_number = [
        slot.question or (at_place if isinstance(at_place, Question) and not marked.attempts else None)
        for slot, at_place in zip(marked.slots, in_order, strict=True)
        if slot.slot.number == written
    ]
    by_name = [
        question
        for question in marked.exam.graded
        if written in (question.id, question.name, without_language(question.id))
    ]
    found = {id(question): question for question in (*by_number, *by_name) if question is not None}
    if len(found) == 1:
        return next(iter(found.values()))
    known = ", ".join(dict.fromkeys(question.id for question in marked.exam.graded))
    if found:
        meant = ", ".join(question.name for question in found.values())
        raise GradingError(f"{written!r} may mean {meant}: name the question by another of number, idnumber and name")
    if by_number:
        raise GradingError(f"question {written} is not graded here, or not the same for all: name one of {known}")
    raise GradingError(f"{marked.exam.where}: expected one question of {known}, received {written!r}")


def find_option(marked: Marked, written: str, ids: OptionIds) -> tuple[Question, int]:
    """The question and the option that `QUESTION=OPTION` means: its number or letter in the exam's file, id or text.

    Raises GradingError for what means none or several, and for a question with several answers.
    """
    if "=" not in written:
        raise GradingError(f"--accept: expected QUESTION=OPTION, received {written!r}")
    question, option = _split(marked, written)
    if not question.single:
        raise GradingError(f"--accept: {question.name!r} takes several answers; give its new key with --new")
    return question, _option(question, option.strip(), ids.get(question.id, ()))


def without_language(id_: str) -> str:
    """A question's id without what stands behind its last dot."""
    return id_.rpartition(".")[0] or id_


def _split(marked: Marked, written: str) -> tuple[Question, str]:
    """At the first = before which a question is named: a name may have one itself."""
    first: GradingError | None = None
    for place in (place for place, character in enumerate(written) if character == "="):
        try:
            return find(marked, written[:place]), written[place + 1 :]
        except GradingError as error:
            first = first or error
    assert first is not None
    raise first


def _option(question: Question, written: str, ids: Sequence[str]) -> int:
    count = len(question.fractions)
    texts = question.options(lossless=True)
    meanings = {
        "its id": list(ids).index(written) if written in ids else None,
        "its number": int(written) - 1 if written.isdecimal() and 1 <= int(written) <= count else None,
        "its letter": ord(written.lower()) - ord("a") if len(written) == 1 and written.isalpha() else None,
    }
    found = {place for place in meanings.values() if place is not None and place < count}
    found |= {option for option, of_option in enumerate(texts) if written.lower() in map(str.lower, of_option)}
    if len(found) == 1:
        return found.pop()
    listed = "; ".join(
        " = ".join(filter(None, (str(option + 1), ids[option] if ids else "", of_option[0])))
        for option, of_option in enumerate(texts)
    )
    problem = "may mean several options" if found else "is no option"
    raise GradingError(f"--accept: {written!r} {problem} of {question.name!r}: {listed}")


def _with_questions(exam: Exam, replaced: Mapping[int, Question]) -> Exam:
    return replace(exam, questions=tuple(replaced.get(id(question), question) for question in exam.questions))


def _counterpart(question: Question, old: Exam, new: Exam) -> Question:
    """The question of the new exam with the same id; of several with one id, the one at the same place among them."""
    for name in (lambda one: one.id, lambda one: without_language(one.id)):
        mine, theirs = ([one for one in exam.graded if name(one) == name(question)] for exam in (old, new))
        if theirs and len(mine) == len(theirs):
            return theirs[[one is question for one in mine].index(True)]
    raise GradingError(
        f"{new.where}: expected the question {question.id!r} of {old.where}; name it with --void, or give it back its "
        "idnumber"
    )


def _new_fractions(old: Question, new: Question, where: str) -> tuple[tuple[float, ...], list[str]]:
    counterparts = _by_text(old.source.answers, new.source.answers)
    left = [option for option, found in enumerate(counterparts) if found is None]
    free = pairing.left(len(new.fractions), counterparts)
    notes = []
    if len(left) == len(free) == 1:
        was, is_ = old.options(lossless=True)[left[0]][0], new.options(lossless=True)[free[0]][0]
        notes.append(f"{old.name}: the option {was!r} is taken for {is_!r}, the one without a counterpart")
        counterparts[left[0]] = free[0]
        left = []
    if left:
        raise GradingError(
            f"{where}: question {new.name!r}: options {', '.join(str(option + 1) for option in left)} of the old "
            "version have no counterpart: keep their texts, and change one at a time"
        )
    return tuple(new.fractions[found] for found in counterparts if found is not None), notes


def _by_text(old: Sequence[Answer], new: Sequence[Answer]) -> list[int | None]:
    """For each old option the new one with the same text: as it is stored, else as it reads; equal ones in order."""
    return pairing.counterparts(
        old, new, lambda answer: answer.markup, lambda answer: forms(answer.markup, lossless=True)
    )
