"""Whatever differs: nothing is overlooked, and the same quizzes turned round differ turned round."""

from copy import deepcopy
from dataclasses import fields, replace
from typing import Any

from difference.releases import LAW, kinds
from hypothesis import given
from hypothesis import strategies as st
from quizzes import QUIZZES, TEXTS

from grader.difference import words
from grader.difference.change import Kind
from grader.difference.quizzes import Difference, compare
from grader.moodle.quiz import Quiz

SAID_ELSEWHERE = {
    "name",
    "idnumber",
    "unread",
}  # by the two former, versions of a question are found; Moodle drops the last


@LAW
@given(QUIZZES)
def test_a_quiz_does_not_differ_from_itself(quiz: Quiz) -> None:
    assert compare(quiz, quiz).is_empty
    assert compare(quiz, deepcopy(quiz)).is_empty


@LAW
@given(QUIZZES, st.data())
def test_no_change_of_a_field_is_overlooked(quiz: Quiz, data: st.DataObject) -> None:
    if not quiz.questions:
        return
    old: Any = data.draw(st.sampled_from(quiz.questions))
    donors = [donor for donor in data.draw(QUIZZES).questions if donor.kind == old.kind]
    field = data.draw(st.sampled_from([field.name for field in fields(old) if field.name not in SAID_ELSEWHERE]))
    for donor in donors:
        new = replace(old, **{field: getattr(donor, field)})
        compared = compare(Quiz((old,)), Quiz((new,)))
        assert compared.is_empty == (old == new)
        if old.idnumber or old.name:  # else nothing says that they are one question
            assert bool(compared.questions[0].changes) == (old != new)


@LAW
@given(QUIZZES, QUIZZES)
def test_no_difference_is_overlooked_and_turned_round_added_is_removed_and_what_changed_stays(
    old: Quiz, new: Quiz
) -> None:
    def by_state(difference: Difference, state: str) -> list[tuple[str, list[Kind]]]:
        return sorted(
            (
                (
                    str(compared.one.id if compared.old is None or compared.new is None else ""),
                    kinds([*compared.changes]),
                )
                for compared in difference.questions
                if compared.state == state
            ),
            key=str,
        )

    one, other = compare(old, new), compare(new, old)

    assert one.is_empty == other.is_empty == (old == new)
    assert by_state(one, "added") == by_state(other, "removed")
    assert by_state(one, "removed") == by_state(other, "added")
    assert by_state(one, "changed") == by_state(other, "changed")


SENTENCES = st.lists(st.sampled_from(["0.5", "0,5", "-3", "1", "a", "b", ",", "loss"]), max_size=12).map(" ".join)


@LAW
@given(SENTENCES | TEXTS, SENTENCES | TEXTS)
def test_texts_turned_round_give_the_same_changes_turned_round(old: str, new: str) -> None:
    there, back = words.compare(old, new), words.compare(new, old)

    assert there.numbers == tuple((was, is_) for is_, was in back.numbers)
    assert [(passage.old, passage.new) for passage in there.passages] == [
        (passage.new, passage.old) for passage in back.passages
    ]
    same = [token.text for token in words.tokens(old)] == [token.text for token in words.tokens(new)]
    assert (not there.numbers and not there.passages) == same
