"""Skeletons give what filling in first and rendering then gives, for any text and any plain value."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from grader import bank as banks
from grader.markup import to_html
from grader.render import fill_in, render
from grader.skeletons import skeletons
from grader.stages import Stages, of
from grader.texts import Source
from grader.variants import draw

ROOT = Path(__file__).parents[1]
PIECES = (
    *("word", "x", " ", " ", "\n", "\n\n", "\n- ", "\n1. ", "\n> ", "\n# ", "\n    ", "\n| ", " | ", "\n|---|\n"),
    *(
        "*",
        "**",
        "_",
        "`",
        "[",
        "](",
        ")",
        "(",
        "!",
        "<",
        ">",
        "&",
        "&amp;",
        "\\",
        r"\(",
        r"\)",
        r"\[",
        r"\]",
        ".",
        ",",
        ":",
        "-",
    ),
    *("{{ p.a }}", "{{ p.b }}", "{{ p.a }}", "{{ p.b }}", "[^claim]", "é", "{{ p.c }}."),
)
VALUES = st.sampled_from(
    ["0.95", "-20", "12%", "abc", "1", "1,000.5", "a_b", "*", "1)", "", "é", "2.", "<b>", "- x", "1e-3"]
)


@pytest.fixture(scope="module")
def varying() -> list[Stages]:
    return [stages for stages in of(banks.load(str(ROOT / "question_bank"))) if stages.question.space is not None]


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), VALUES, VALUES, VALUES)
def test_a_block_reads_alike_whether_its_numbers_come_first_or_last(text: str, a: str, b: str, c: str) -> None:
    source = Source(Path("text.en.md"), "en", f"{{% block stem %}}{text}{{% endblock %}}")
    names = {"p": SimpleNamespace(a=a, b=b, c=c), "s": None}

    ready = skeletons(source, Environment()).filled(names)

    if "stem" in ready:
        assert ready["stem"] == to_html(fill_in(source, names)["stem"], language="en")


def test_every_text_of_variants_reads_as_it_does_the_long_way(varying: list[Stages]) -> None:
    for stages in varying:
        for variant in draw(stages, 15, seed=2):
            of_variant = variant.stages
            names = {"s": of_variant.solution, "p": of_variant.solution.p}
            for language, source in of_variant.sources.items():
                text = render(source, of_variant.item, of_variant.solution)
                whole = {name: to_html(block, language=language) for name, block in fill_in(source, names).items()}
                assert text.stem == whole["stem"]
                assert text.general_feedback == whole["general_feedback"]
                assert text.feedback == {id_: whole[f"feedback_{id_}"] for id_ in text.feedback}


def test_most_blocks_of_our_variants_have_a_skeleton(varying: list[Stages]) -> None:
    """Else exporting many would be slow, and nobody would notice."""
    for stages in varying:
        for source in stages.sources.values():
            names = {"s": stages.solution, "p": stages.solution.p}
            environment = Environment()
            environment.filters.update(dict.fromkeys(("number", "percent", "scientific", "listing", "term"), str))
            ready = skeletons(source, environment).blocks
            assert {"stem", "general_feedback"} <= set(ready), names
