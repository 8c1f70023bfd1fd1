"""Options are paired by what they say, and the key is named first."""

from difference.releases import between, kinds, of
from downloads import question

from grader.difference import options
from grader.difference.change import Kind
from grader.moodle.quiz import Answer, Markup


def test_options_in_another_order_are_no_other_key() -> None:
    old = question(("one", 1), ("two", 0), ("three", 0))
    new = question(("three", 0), ("one", 1), ("two", 0))

    found = between(old, new)

    assert kinds(found) == [Kind.OPTIONS]
    assert (found[0].place, found[0].old, found[0].new) == ("order", "a b c", "c a b")


def test_the_single_option_left_on_either_side_is_the_same_with_another_text() -> None:
    found = between(question(("right", 1), ("yes", 0)), question(("right", 1), ("0", 0)))

    assert [(change.kind, change.place, change.by_likeness) for change in found] == [
        (Kind.WORDS, "text of option b", True)
    ]


def test_of_several_mended_options_the_most_alike_are_the_same() -> None:
    old = question(("the loss falls", 1), ("the accuracy rises", 0), ("neither", 0))
    new = question(("neither", 0), ("the accuracy rises slowly", 0), ("the loss falls slowly", 1))

    found = between(old, new)

    assert Kind.KEY not in kinds(found)
    assert [change.place for change in found if change.kind is Kind.WORDS] == [
        "text of option a (the key)",
        "text of option b",
    ]


def test_options_as_alike_are_paired_by_their_places() -> None:
    old = tuple(Answer(0, Markup(text)) for text in ("rate 1", "rate 2"))
    new = tuple(Answer(0, Markup(text)) for text in ("rate 3", "rate 4"))

    assert [(pair.old, pair.new) for pair in options.paired(old, new)] == [(0, 0), (1, 1)]


def test_options_that_have_nothing_in_common_are_removed_and_added() -> None:
    old = question(("xxxx", 1), ("yyyy", 0), ("stays", 0))
    new = question(("1111", 1), ("2222", 0), ("stays", 0))

    found = between(old, new)

    assert kinds(found) == [Kind.KEY, *[Kind.OPTIONS] * 4]
    assert [change.text for change in found[1:]] == [
        'removed a "xxxx" (100%)',
        'removed b "yyyy" (0%)',
        'added a "1111" (100%)',
        'added b "2222" (0%)',
    ]


def test_equal_options_with_other_fractions_are_told_by_them() -> None:
    old, new = question(("a", 1), ("a", 0)), question(("a", 0), ("a", 1))

    assert kinds(between(old, new)) == [Kind.OPTIONS]


def test_the_key_of_several_answers_is_what_a_full_mark_takes() -> None:
    old = question(("a", 0.5), ("b", 0.5), ("c", 0), single=False)
    new = question(("a", 0.5), ("b", 0), ("c", 0.5), single=False)

    found = between(old, new)

    assert of(Kind.KEY, found) == [("a, b", "a, c")]
