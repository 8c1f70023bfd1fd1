"""Texts of one shape are read once, and each reads as it does alone."""

import pytest

from grader.moodle.flatten import to_plain_text
from grader.texts.shapes import apart_from_numbers, joined, parted

TEXTS = (
    "<p>From 0.90 to <strong>1,234.5</strong>.</p>",
    "<ul><li>1</li><li>22</li></ul>",
    '<p>3 <img src="plot7.png" alt="5 of 6" width="300"> 4</p>',
    "<h1>2</h1><h2>3</h2>&#65;&frac12; x1 <script>9</script> 8",
    "no number",
    "",
)


@pytest.mark.parametrize("html", TEXTS)
def test_a_text_reads_as_it_does_alone(html: str) -> None:
    assert apart_from_numbers(to_plain_text)(html) == to_plain_text(html)


@pytest.mark.parametrize("html", TEXTS)
def test_what_was_parted_is_joined_again(html: str) -> None:
    assert joined(*parted(html)) == html


def test_texts_of_one_shape_are_read_once() -> None:
    read: list[str] = []

    def upper(html: str) -> str:
        read.append(html)
        return html.upper()

    reading = apart_from_numbers(upper)

    assert [reading("a 1 b 2.5"), reading("a 30 b 4")] == ["A 1 B 2.5", "A 30 B 4"]
    assert len(read) == 1


def test_a_text_whose_numbers_are_not_all_kept_is_read_as_it_stands() -> None:
    assert apart_from_numbers(lambda html: html.partition("|")[0])("a 1|2") == "a 1"
