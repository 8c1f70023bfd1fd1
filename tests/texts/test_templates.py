"""Blocks that are compiled one by one say what they say in the text as a whole, and break where it breaks."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.texts import templates
from grader.texts.source import Source
from grader.texts.templates import TextError

BEGIN, TWO, END = "{% block one %}", "{% block two %}", "{% endblock %}"
MARKUP = (
    *(BEGIN, TWO, "{%- block two -%}", END, "{% endblock two %}", "{% raw %}", "{% endraw %}"),
    *("{# ", " #}", "{{ '", "' }}", "{{ x }}", "{{ self.one() }}", "{{ super() }}", "{{ nothing }}"),
    *("{% if x %}", "{% endif %}", "{% set y = 1 %}", "{{ y }}", "{% extends 'other' %}", "{{ 1 / 0 }}"),
    *("word", "[^claim]", " ", "\n"),
)


def said(content: str) -> Mapping[str, str] | tuple[str, int]:
    """The blocks as they are filled in, or what is wrong and in which line."""
    source = Source(Path("text.md"), "en", content)
    try:
        parts = templates._of(source, templates._environment("en"))
        return {name: text for part in parts for name, text in part.filled(source, {"x": 1.5}).items()}
    except TextError as error:
        return str(error), error.line


def in_any_order(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(*pieces), max_size=8).map("".join)


IN_ONE = in_any_order(st.sampled_from(MARKUP)).map(lambda inside: BEGIN + inside + END)
IN_TWO = in_any_order(st.sampled_from(MARKUP)).map(lambda inside: TWO + inside + END)


@given(in_any_order(st.sampled_from(MARKUP), IN_ONE, IN_TWO))
@example(f"{BEGIN}{{# {END} #}}{END}")
@example(f"{BEGIN}{{{{ '{END}' }}}}{END}")
@example(f"{BEGIN}{END}{BEGIN}{END}")  # one name twice
@example(f"{BEGIN}{TWO}{{% endblock two %}}{END}{TWO}{END}")
@example(f"{BEGIN}word{END}{TWO}{{{{ self.one() }}}}{END}")
@example(f"{BEGIN}{{{{ self.one() }}}}{END}")  # for ever
@example(f"{{% if x %}}{BEGIN}{END}")
@example(f"\n\n{BEGIN}{{{{ x }}}}\n{{{{ nothing }}}}{END}")
def test_blocks_one_by_one_say_what_the_whole_says(content: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(templates, "_one_by_one", lambda _: ())
        whole = said(content)

    assert said(content) == whole
