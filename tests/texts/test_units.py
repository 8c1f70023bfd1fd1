"""What languages are compared by: sentences of a stem, and what they say, however it is spaced."""

from pathlib import Path

import pytest

from grader.texts.source import Source
from grader.texts.units import units


def read(words: str, block: str = "stem") -> list[str]:
    source = Source(Path("text.en.md"), "en", f"{{% block {block} %}}{words}{{% endblock %}}")
    return [unit.source for paragraph in units(source, block) for unit in paragraph]


@pytest.mark.parametrize(
    "words",
    [
        "One loss, i.e. the quadratic, falls.",
        "Uma perda, p. ex. a quadr\u00e1tica, cai.",
        "Shown by He et al. for deep networks.",
        "Rates fall \u2026 and rise again.",
        "Rates fall... and rise again.",
        "It is {{ s.x | number(2) }}, e.g. {{ p.y }}, cf. {{ p.z }}.",
    ],
)
def test_an_abbreviation_and_dots_within_end_no_sentence(words: str) -> None:
    assert read(words) == [words]


def test_where_a_sentence_ends_another_begins() -> None:
    assert read("It falls, i.e. it learns. It rises\u2026 It stays.") == [
        "It falls, i.e. it learns.",
        "It rises\u2026",
        "It stays.",
    ]


def test_an_expression_says_the_same_without_spaces() -> None:
    content = "{{% block stem %}}It is {}, of {}%.{{% endblock %}}"
    written = [("{{ s.x | percent(1) }}", "{{ s.y | number }}"), ("{{s.x|percent( 1 )}}", "{{-s.y|number-}}")]

    said = [units(Source(Path("text.en.md"), "en", content.format(*pair)), "stem")[0][0].said for pair in written]

    assert said[0] == said[1] == ("{{ s.x | percent(1) }}", "{{ s.y | number }}%")
