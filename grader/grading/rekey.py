"""An exam with another key: one that a new version of its file gives, or one with questions voided or an option added.

Nothing is guessed: what names two things is refused, and so is what has no counterpart.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from grader.difference import pairing
from grader.errors import GradingError
from grader.grading.exam import Exam, Question, with_fractions
from grader.grading.marks import Marked
from grader.grading.recognition import alike
from grader.kinds import KINDS
from grader.kinds.forms import even, forms
from grader.moodle.downloads.columns import together
from grader.moodle.quiz import Answer

OptionIds = Mapping[str, Sequence[str]]
"""The ids that a bank gives to the options of a question, by the question's id in the exam."""

Places = tuple[int, ...]
"""Questions, by their places among those of an exam that are graded."""


def as_in(
    old: Exam, new: Exam, *, except_for: Collection[int] = (), unasked: Collection[int] = ()
) -> tuple[Exam, list[str]]:
    """The old exam with the fractions that the new one gives to the same options, and what else is to be said.

    Questions are told by idnumber, else by name, the language of a bank's idnumber left out where that helps; options
    by their text. except_for: places of questions that need no counterpart; unasked: of those that need none because
    nobody was asked them. Raises GradingError for what has none, unless a single option is left on either side: then
    its text was mended, which is said.
    """
    replaced, notes = dict[int, Question](), list[str]()
    for place, question in enumerate(old.graded):
        if place in except_for or place in unasked:
            continue
        other = _counterpart(question, old, new)
        if question.single != other.single:
            raise GradingError(
                f"{new.where}: question {other.name!r} takes {'one answer' if other.single else 'several answers'} now "
                "and did not before: a regrade cannot compare them"
            )
        replaced[place], said = _remarked(question, other, new.where)
        notes += said
        if question.source.kind == other.source.kind:
            notes += [
                f"{question.name}: {one}" for one in KINDS[question.source.kind].cautions(question.source, other.source)
            ]
        if other.maximum_mark != question.maximum_mark:
            notes.append(
                f"{question.name}: the new file gives it the mark {other.maximum_mark:g}; the quiz's stays "
                f"{question.maximum_mark:g}"
            )
    added = len(new.graded) - len(old.graded) + len(except_for)
    if added > 0:
        notes.append(f"{new.where} has questions that nobody was asked: {added}")
    return _with_questions(old, replaced), notes


def voided(exam: Exam, places: Places) -> Exam:
    """The exam with every option of some questions worth the mark; a blank still earns nothing, as in Moodle."""
    return _with_fractions(exam, {place: (1.0,) * len(exam.graded[place].fractions) for place in places})


def accepted(exam: Exam, options: Mapping[int, int]) -> Exam:
    """The exam with one more option of some questions worth the whole mark: the option by the question's place."""
    return _with_fractions(
        exam,
        {
            place: tuple(1.0 if one == option else was for one, was in enumerate(exam.graded[place].fractions))
            for place, option in options.items()
        },
    )


def unasked(marked: Marked) -> frozenset[int]:
    """The places of the questions that nobody was asked, if anybody was asked any."""
    if not marked.attempts:
        return frozenset()
    asked = {id(question) for slot in marked.slots for question in slot.asked.values}
    return frozenset(place for place, question in enumerate(marked.exam.graded) if id(question) not in asked)


def check_told_apart(before: Marked, after: Marked) -> None:
    """Raise GradingError where the new key makes a difference between questions that the download does not tell apart.

    What was asked there is then no longer known.
    """
    for old, new in zip(before.slots, after.slots, strict=True):
        for was, is_ in together([old.asked, new.asked]).values:
            if isinstance(was, Question) and not isinstance(is_, Question):
                twins = [one for one in before.exam.graded if one is not was and alike(one, was)]
                named = " and ".join(repr(one.id) for one in (was, *twins))
                raise GradingError(
                    f"{named} read the same in the download, so that nobody can tell who was asked which: change all "
                    f"of them, or what question {old.slot.number} asked"
                )


def find(marked: Marked, written: str) -> Places:
    """The questions that are meant.

    A number of the quiz means all that were asked there, an idnumber (with its language or without) or a name one, and
    the id of a bank's question all its variants. Raises GradingError for what means none, or may mean two things.
    """
    meanings: dict[Places, list[str]] = {}
    for said, places in (*_by_number(marked, written), *_by_name(marked.exam, written)):
        meanings.setdefault(places, []).append(said)
    if len(meanings) == 1 and () not in meanings:
        return next(iter(meanings))
    known = ", ".join(dict.fromkeys(_known_as(question) for question in marked.exam.graded))
    if len(meanings) > 1:
        meant = ", ".join(said[0] for said in meanings.values())
        raise GradingError(f"{written!r} may mean {meant}: name the question by another of number, idnumber and name")
    if meanings:
        raise GradingError(f"question {written} is not graded here: name one of {known}")
    raise GradingError(f"{marked.exam.where}: expected one question of {known}, received {written!r}")


def find_option(marked: Marked, written: str, ids: OptionIds) -> dict[int, int]:
    """The option that `QUESTION=OPTION` means, by the place of each question that is meant.

    An option is named by its number or letter in the exam's file, by its id, or by its text; of several questions a
    text names it in those that have it. Raises GradingError for what means none or two things, and for a question with
    several answers.
    """
    if "=" not in written:
        raise GradingError(f"expected QUESTION=OPTION, received {written!r}", setting="accept")
    places, option = _split(marked, written)
    several = next((marked.exam.graded[place] for place in places if not marked.exam.graded[place].single), None)
    if several is not None:
        raise GradingError(
            f"{several.name!r} takes several answers; give its new key in a file of the exam", setting="accept"
        )
    return _option(marked.exam, places, option.strip(), ids)


def _by_number(marked: Marked, written: str) -> Iterator[tuple[str, Places]]:
    """What the slot of this number asked. Raises GradingError where another slot asked some of it, too."""
    exam, asked = marked.exam, _asked(marked)
    for number, slot in enumerate(marked.slots):
        if slot.slot.number != written:
            continue
        also = [other for other in range(len(asked)) if other != number and asked[other] & asked[number]]
        if also:
            named = ", ".join(dict.fromkeys(_known_as(exam.graded[place]) for place in sorted(asked[number])))
            raise GradingError(
                f"question {written} asked what question {marked.slots[also[0]].slot.number} asked, too, and a new key "
                f"moves both: name what changes, of {named}"
            )
        yield f"question {written} of the quiz", tuple(sorted(asked[number]))


def _asked(marked: Marked) -> list[set[int]]:
    """The places of the questions that each slot asked; without an attempt, by the exam's order.

    Variants may read and be worth the same, and of those a download names one: the others belong to it.
    """
    exam = marked.exam
    places = {id(question): place for place, question in enumerate(exam.graded)}
    if not marked.attempts and exam.has_order and len(exam.questions) == len(marked.slots):
        return [{places[id(question)]} if id(question) in places else set() for question in exam.questions]
    asked = [
        {places[id(question)] for question in slot.asked.values if id(question) in places} for slot in marked.slots
    ]
    waiting = [place for place in unasked(marked) if exam.graded[place].version is not None]
    return [of_slot | {place for place in waiting if _is_variant_like(exam, place, of_slot)} for of_slot in asked]


def _is_variant_like(exam: Exam, place: int, asked: Collection[int]) -> bool:
    """Whether a question is a variant of one that was asked, and reads like it."""
    one = exam.graded[place]
    others = (exam.graded[other] for other in asked)
    return any(
        one.version is not None
        and other.version is not None
        and one.version.question == other.version.question
        and alike(one, other)
        for other in others
    )


def _by_name(exam: Exam, written: str) -> Iterator[tuple[str, Places]]:
    """Each question of this idnumber or name, and all versions of the bank's question of this id."""
    versions = []
    for place, question in enumerate(exam.graded):
        version = question.version
        if written in (question.id, question.name):
            yield question.name, (place,)
        elif version is not None and written in (version.question, version.in_any_language):
            versions.append(place)
    if versions:
        yield f"every version of {written}", tuple(versions)


def _known_as(question: Question) -> str:
    """What names it together with its variants, where it is one."""
    version = question.version
    return version.question if version is not None and version.variant else question.id


def _split(marked: Marked, written: str) -> tuple[Places, str]:
    """At the first = before which a question is named: a name may have one itself."""
    first: GradingError | None = None
    for place in (place for place, character in enumerate(written) if character == "="):
        try:
            return find(marked, written[:place]), written[place + 1 :]
        except GradingError as error:
            first = first or error
    assert first is not None
    raise first


def _option(exam: Exam, places: Places, written: str, ids: OptionIds) -> dict[int, int]:
    questions = {place: exam.graded[place] for place in places}
    meanings: list[dict[int, int]] = []
    for meaning in (*_by_place(questions, written, ids), *_by_option_text(questions, written)):
        if meaning not in meanings:
            meanings.append(meaning)
    if len(meanings) == 1:
        return meanings[0]
    first = exam.graded[places[0]]
    listed = "; ".join(
        " = ".join(filter(None, (str(option + 1), *ids.get(first.id, ())[option : option + 1], of_option[0])))
        for option, of_option in enumerate(first.options(lossless=True))
    )
    problem = "may mean several options" if meanings else "is no option"
    named = f"{first.name!r}" if len(places) == 1 else f"the {len(places)} questions that are meant, as {first.name!r}"
    raise GradingError(f"{written!r} {problem} of {named}: {listed}", setting="accept")


def _by_place(questions: Mapping[int, Question], written: str, ids: OptionIds) -> Iterator[dict[int, int]]:
    """By id, number and letter: what each means of one question and its variants; of others they mean nothing."""
    of_bank = {question.version.question if question.version else None for question in questions.values()}
    if len(questions) > 1 and (len(of_bank) > 1 or None in of_bank):
        return
    is_letter = len(written) == 1 and written.isascii() and written.isalpha()
    by_id = {
        place: of_question.index(written)
        for place, question in questions.items()
        if written in (of_question := ids.get(question.id, ()))
    }
    by_number = dict.fromkeys(questions, int(written) - 1) if written.isascii() and written.isdecimal() else {}
    by_letter = dict.fromkeys(questions, ord(written.lower()) - ord("a")) if is_letter else {}
    for found in (by_id, by_number, by_letter):
        fits = (0 <= option < len(questions[place].fractions) for place, option in found.items())
        if len(found) == len(questions) and all(fits):
            yield found


def _by_option_text(questions: Mapping[int, Question], written: str) -> Iterator[dict[int, int]]:
    """By text, in those questions that have it; one way for each option of a question that has it twice."""
    having = {
        place: [
            option
            for option, of_option in enumerate(question.options(lossless=True))
            if even(written).lower() in map(str.lower, of_option)
        ]
        for place, question in questions.items()
    }
    most = max(map(len, having.values()), default=0)
    for number in range(most):
        yield {place: options[min(number, len(options) - 1)] for place, options in having.items() if options}


def _with_fractions(exam: Exam, fractions: Mapping[int, tuple[float, ...]]) -> Exam:
    """The exam with other fractions of some questions, by their places among those that are graded."""
    return _with_questions(exam, {place: with_fractions(exam.graded[place], of) for place, of in fractions.items()})


def _with_questions(exam: Exam, questions: Mapping[int, Question]) -> Exam:
    """The exam with others in the places of some questions, among those that are graded."""
    replaced = {id(exam.graded[place]): question for place, question in questions.items()}
    return replace(exam, questions=tuple(replaced.get(id(question), question) for question in exam.questions))


def _counterpart(question: Question, old: Exam, new: Exam) -> Question:
    """The question of the new exam with the same id; of several with one id, the one at the same place among them."""
    for name in (lambda one: one.id, _id_in_any_language):
        mine, theirs = ([one for one in exam.graded if name(one) == name(question)] for exam in (old, new))
        if theirs and len(mine) == len(theirs):
            return theirs[[one is question for one in mine].index(True)]
    raise GradingError(
        f"{new.where}: expected the question {question.id!r} of {old.where}; void it, or give it back its idnumber",
        setting="void",
    )


def _id_in_any_language(question: Question) -> str:
    return question.version.in_any_language if question.version is not None else question.id


def _remarked(old: Question, new: Question, where: str) -> tuple[Question, list[str]]:
    """A question with what its new version is worth, and what is to be said: what was typed is read anew."""
    remarked = KINDS[old.source.kind].remarked
    if remarked is not None and new.source.kind == old.source.kind:
        return replace(old, source=remarked(old.source, new.source), fractions=new.fractions), []
    fractions, notes = _new_fractions(old, new, where)
    return with_fractions(old, fractions), notes


def _new_fractions(old: Question, new: Question, where: str) -> tuple[tuple[float, ...], list[str]]:
    counterparts = _by_text(old.of_kind.answers, new.of_kind.answers)
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
