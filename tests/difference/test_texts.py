"""Texts are compared by what students read: numbers, words, languages, images."""

from dataclasses import replace

import pytest
from difference.releases import between, in_text, kinds, of
from downloads import question

from grader.difference.change import Kind
from grader.difference.texts import plain
from grader.moodle.quiz import File, Markup


@pytest.mark.parametrize(
    ("old", "new", "was", "became"),
    [
        ("a rate of 0.95.", "a rate of 0.90.", "0.95", "0.90"),
        ("uma taxa de 0,95, sim", "uma taxa de 0,90, sim", "0,95", "0,90"),
        (r"\(0{,}95\)", r"\(0{,}90\)", "0{,}95", "0{,}90"),
        ("in 5% of cases", "in 50% of cases", "5%", "50%"),
        (r"\(5\%\)", r"\(6\%\)", r"5\%", r"6\%"),
        ("it is -3 here", "it is 3 here", "-3", "3"),
        ("10,000 images", "1,000 images", "10,000", "1,000"),
        ("2.5e-4 it is", "2.5e-5 it is", "2.5e-4", "2.5e-5"),
        (r"\(1 \times 10^{-4}\)", r"\(1 \times 10^{-5}\)", r"1 \times 10^{-4}", r"1 \times 10^{-5}"),
        ("10<sup>5</sup> steps", "10<sup>6</sup> steps", "10^5", "10^6"),
        ("10\u207b\u2075 steps", "10\u207b\u2076 steps", "10\u207b\u2075", "10\u207b\u2076"),
        ("x from 1-5", "x from 1-6", "5", "6"),
        ("wait 10ms", "wait 20ms", "10", "20"),
    ],
)
def test_a_number_that_changed_is_shown_as_it_was_and_is(old: str, new: str, was: str, became: str) -> None:
    found = in_text(old, new)

    assert [(change.kind, change.place, change.old, change.new) for change in found] == [
        (Kind.NUMBERS, "stem", was, became)
    ]


def test_numbers_that_changed_places_are_paired_by_place() -> None:
    assert of(Kind.NUMBERS, in_text("from 0.95 to 0.90", "from 0.90 to 0.95")) == [("0.95", "0.90"), ("0.90", "0.95")]


def test_a_number_put_into_a_list_changes_no_other() -> None:
    found = in_text("Of 1, 2, 3 choose", "Of 0, 1, 2, 3 choose")

    assert kinds(found) == [Kind.WORDS]
    assert found[0].text == "Of {+0,+} 1, 2, …"


def test_words_are_shown_in_their_context() -> None:
    old = "After some epochs of training the loss falls, and the accuracy on new images rises."
    found = in_text(old, old.replace("falls", "rises"))

    assert [change.text for change in found] == ["… of training the loss [-falls-] {+rises+}, and the accuracy …"]


def test_the_digit_in_a_name_is_no_number() -> None:
    assert kinds(in_text("the layer conv2d", "the layer conv3d")) == [Kind.WORDS]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<b>loss</b>", "<strong>loss</strong>"),
        ("a  b", "a\nb"),
        ("a&nbsp;b", "a b"),
        ("caf\u00e9", "caf&eacute;"),
        ("<p>a</p>", "a"),
        ("a<!-- no one reads this -->b", "ab"),
    ],
)
def test_what_reads_the_same_is_mark_up_only(old: str, new: str) -> None:
    assert kinds(in_text(old, new)) == [Kind.MARKUP]


def test_what_stands_in_two_blocks_is_two_words() -> None:
    assert plain("<p>one</p><p>two</p>x<sub>1</sub> <img alt='a plot'><script>no</script>") == "one two x_1 [a plot]"


@pytest.mark.parametrize("empty", ["", "<html>", "<html><body></body></html>", "<!DOCTYPE html>", "<head>"])
def test_what_is_a_page_and_says_nothing_is_nothing(empty: str) -> None:
    assert plain(empty) == ""


def test_a_text_in_two_languages_names_the_language_that_changed() -> None:
    both = '<span lang="en" class="multilang">loss {}</span><span lang="pt_br" class="multilang">perda {}</span>'

    one = in_text(both.format("rises", "sobe"), both.format("rises", "cai"))
    number = in_text(both.format("0.95", "0,95"), both.format("0.90", "0,90"))

    assert [(change.kind, change.language, change.old, change.new) for change in one] == [
        (Kind.WORDS, "pt_br", "sobe", "cai")
    ]
    assert [(change.kind, change.language, change.old, change.new) for change in number] == [
        (Kind.NUMBERS, "", "0.95", "0.90")
    ]


def test_images_are_named_with_size_and_digest() -> None:
    old = question(("a", 1), ("b", 0))
    one, other = (replace(old, stem=Markup("x", files=(File("p.png", content),))) for content in (b"1", b"22"))

    assert of(Kind.IMAGES, between(one, other)) == [("p.png (1 byte, 6b86b273)", "p.png (2 bytes, 785f3ec7)")]
    assert of(Kind.IMAGES, in_text("<img src='https://a/x.png'>", "<img src='https://a/y.png'>")) == [
        ("https://a/x.png", "https://a/y.png")
    ]
