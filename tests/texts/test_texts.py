"""Reading texts as their author wrote them: blocks, sentences, citations, typed digits."""

from pathlib import Path

import pytest

from grader.texts.source import Block, Source, names, values


def block(source: str, name: str = "general_feedback") -> Block:
    return Block(name, source, line=1)


def cited(source: str) -> list[tuple[str, ...]]:
    return [sentence.cites for sentence in block(source).sentences()]


def test_blocks_know_the_line_that_they_begin_on() -> None:
    content = "{% block title %}A{% endblock %}\n\n{%- block stem -%}\nB\n{%- endblock stem -%}\n"
    blocks = Source(Path("text.en.md"), "en", content).blocks

    assert [(name, found.source.strip(), found.line) for name, found in blocks.items()] == [
        ("title", "A", 1),
        ("stem", "B", 3),
    ]


def test_only_feedbacks_must_cite() -> None:
    names = ("title", "stem", "option_a", "feedback_a", "general_feedback", "evidence")

    assert [block("", name).is_feedback for name in names] == [False, False, False, True, True, True]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("It rains.[^rain]", [("rain",)]),
        ("It rains.[^rain] It pours.[^pour]", [("rain",), ("pour",)]),
        ("It rains.[^rain][^pour]", [("rain", "pour")]),
        ("Does it rain?[^rain] It does![^pour]", [("rain",), ("pour",)]),
        ("It rains. It pours.[^pour]", [(), ("pour",)]),
        ("It rains,[^rain] and it pours.[^pour]", [("rain", "pour")]),
        ("It rains", [()]),
        ("It rains[^rain].", [("rain",)]),
        ("**It rains.** It pours.[^pour]", [(), ("pour",)]),
        ('"It rains." It pours.[^pour]', [(), ("pour",)]),
        ("(It rains.)[^rain] It pours…[^pour]", [("rain",), ("pour",)]),
        ("The loss is {{ s.loss | number(2) }}.[^loss]", [("loss",)]),
        ('It is {{ "a. b" }} here.[^a]', [("a",)]),
        (r"So \(a. b\) holds.[^a]", [("a",)]),
        ("The loop:[^a]\n\n```python\na = 1\n\nb = 2\n```\n\nIt ends.[^b]", [("a",), ("b",)]),
        ("The loop ends.[^a]\n```\na. b\n```\nIt rains.[^b]", [("a",), ("b",)]),
        ("~~~\na\n\nb\n~~~", [()]),
        ("It rains.\n\n```\na[^a]\n```", [("a",)]),
        ("```\na[^a]\n\nb. c", [("a",)]),
        ("| a | b |\n|---|---|\n| c | d[^a] |", [("a",)]),
        ("A:\n\n- one.[^a]\n- two.[^b]\n", [(), ("a",), ("b",)]),
        ("First line\nof one sentence.[^a]", [("a",)]),
        ("One.[^a]\r\nTwo.[^b]\r\n", [("a",), ("b",)]),
        ("Values such as 0.95 are low.[^a]", [("a",)]),
        ("Say, e.g. this.[^a]", [("a",)]),
        ("As in Fig. A, p. ex. {{ p.a }}, i.e. The one.[^a]", [("a",)]),
        ("He et al. show it… and more.[^a]", [("a",)]),
        ("He et al. (in {{ p.year }}) show it.[^a]", [("a",)]),
        ("He et al. {{ p.year }} show it.[^a]", [("a",)]),
        ("As *et al.* show, *i.e.* The loss (*p. ex.* A) falls.[^a]", [("a",)]),
        ("Say, p.\u00a0ex. A, and i.\ne. B.[^a]", [("a",)]),
        ("Adam, SGD, … RMSprop and others.[^a]", [("a",)]),
        ("It falls… **and** rises (etc.) and so on.[^a]", [("a",)]),
        ("It is by He et al. The loss falls.[^a]", [(), ("a",)]),
        ("It falls… The rate does, too.[^a]", [(), ("a",)]),
        ("It falls by x. y is left.[^a]", [(), ("a",)]),
        ("Losses, rates etc.[^a] and so on.[^b]", [("a",), ("b",)]),
        ("1. One.[^a]\n2. Two.[^b]\n", [("a",), ("b",)]),
        ("Before:\n\n1. One.\n2. Two.[^b]\n", [(), (), ("b",)]),
        ("Use `a. b` here.[^a]", [("a",)]),
        ("\u5b83\u4e0b\u964d\u3002[^a]\u5b83\u4e0a\u5347\u3002", [("a",), ()]),
        ("\u0647\u0644\u061f[^a] \u0646\u0639\u0645.", [("a",), ()]),
        ("{# A note. Of the author. #}One.[^a]", [("a",)]),
        ("{% if s.a %}One.[^a]{% else %}Two.[^b]{% endif %}", [("a",), ("b",)]),
        ("{% if s.a %}One.[^a] {% if s.b %}Two.[^b]{% endif %} Three.{% endif %}", [("a",), ("b",), ()]),
        ("{% if s.a %}{% endif %}", []),
        ("{{ s.a }}", [()]),  # a number alone states something too
        ("", []),
        ("\n \n", []),
    ],
)
def test_every_sentence_has_its_claims(source: str, expected: list[tuple[str, ...]]) -> None:
    assert cited(source) == expected


def test_a_sentence_knows_its_line_and_the_values_that_it_quotes() -> None:
    first, second = block("\nOne {{ s.a }}.[^a]\nTwo {{ p.b | number(2) }} of {{ s.c.d }}.[^b]\n").sentences()

    assert (first.line, first.values()) == (2, ("s.a",))
    assert (second.line, second.values()) == (3, ("p.b", "s.c.d"))


def test_a_sentence_begins_behind_the_tags_before_it() -> None:
    (sentence,) = block("{% if s.few\n%}\r\n\r\nOne {{ s.a }}.[^a]\r\n{% endif %}").sentences()

    assert (sentence.source, sentence.line, sentence.values()) == ("One {{ s.a }}.[^a]", 4, ("s.a",))


def test_notation_is_what_stands_in_formulas_and_code() -> None:
    source = "\\(x^2 = {{ s.a }}\\)\n\n`range(10)` \\[y_1\\] `\\(z\\)`\n"

    assert list(block(source).notation(("y_1",))) == [
        (3, "`range(10)`"),
        (3, "`\\(z\\)`"),
        (1, f"\\(x^2 = {' ' * 9}\\)"),
        (3, "\\[   \\]"),
    ]


def test_names_are_a_block_with_one_a_line() -> None:
    content = "{% block names %}\nPython 3\n\n  ResNet-50 \n{% endblock %}"

    assert names(Source(Path("text.en.md"), "en", content)) == ("Python 3", "ResNet-50")


def test_values_are_found_in_expressions_alone() -> None:
    assert values('s.no {{ s.a["k"] + p.b }} {{ s.c | listing }}') == ("s.a", "p.b", "s.c")


def test_expressions_are_compared_without_their_spacing() -> None:
    assert block("{{ s.a|number }} {{  s.b\n | number }}").expressions() == ("s.a | number", "s.b | number")
