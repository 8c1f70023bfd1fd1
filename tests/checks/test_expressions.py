"""What expressions show: values and filters alone, each by the filter of its kind, told apart, and never nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAW

from grader import claim
from grader.checks.compared import Comparison, comparisons
from grader.checks.expressions import (
    comparison_is_not_seen,
    different_numbers_read_alike,
    expression_is_more_than_a_value,
    filter_does_not_fit,
    rounded_to_nothing,
)
from grader.findings import Check
from grader.model import Claim
from grader.texts.language import LANGUAGES
from grader.texts.source import Source


@dataclass(eq=False)
class Stages:
    """As much of a question on its way as these checks look at."""

    sources: Mapping[str, Source]
    solution: Any
    question: Any
    variant: str = ""

    @property
    def exam(self) -> "Stages":
        return self


def found(
    check: Check[Any],
    words: str,
    *,
    claims: Sequence[Claim] = (),
    language: str = "en",
    variant: str = "",
    **values: Any,
) -> list[str]:
    """The messages about a feedback, of a solution with these values; those that begin with `p_` are parameters."""
    own = {name: value for name, value in values.items() if not name.startswith("p_")}
    given = {name.removeprefix("p_"): value for name, value in values.items() if name.startswith("p_")}
    content = words if "{% block" in words else f"{{% block general_feedback %}}{words}{{% endblock %}}"
    stages = Stages(
        {language: Source(Path(f"text.{language}.md"), language, content)},
        SimpleNamespace(**own, p=SimpleNamespace(**given)),
        SimpleNamespace(claims=tuple(claims)),
        variant,
    )
    return [defect.message for defect in check.search(stages)]


class TestMoreThanAValue:
    """T030."""

    @pytest.mark.parametrize(
        ("words", "wrong"),
        [
            ("{{ 0.95 }}", "writes a value itself"),
            ("{{ 'two' }}", "writes a value itself"),
            ("{{ 20 | number }}", "writes a value itself"),
            ("{{ s.x * 2 }}", "computes"),
            ("{{ (s.x - s.y) | number(2) }}", "computes"),
            ("{{ -s.x }}", "computes"),
            ("{{ s.x > s.y }}", "compares"),
            ("{{ s.x ~ 'th' }}", "joins words"),
            ("{{ s.x if s.y else s.z }}", "decides between values"),
            ("{{ s.x() }}", "calls a function"),
            ("{{ s.x.upper() | term }}", "calls a function"),
            ("{{ range(3) | listing }}", "calls a function"),
            ("{{ s.x[0] | number }}", "picks an entry"),
            ("{{ s['x'] }}", "picks an entry"),
            ("{{ s.x is defined }}", "tests a value"),
            ("{{ s }}", "is more than a value of s or p"),
            ("{{ terms.x }}", "is more than a value of s or p"),
            ("{{ [s.x, s.y] | listing }}", "is more than a value of s or p"),
            ("{{ s.x | number(-2) }}", "is more than a value of s or p"),
            ("{{ s.x | number(s.y) }}", "is more than a value of s or p"),
            ("{{ s.x | round(2) }}", "uses round, which is not among the filters"),
            ("{{ s.x | default(0.9) | number }}", "uses default, which is not among the filters"),
            ("{{ s.x | sort | first }}", "uses sort, which is not among the filters"),
            ("{{ s.x | map('upper') | listing }}", "uses upper, which is not among the filters"),
            ("{{ s.x | map(attribute='y') | listing }}", "uses attribute='y, which is not among the filters"),
            ("{{ p.x | join(' and 5 ') }}", "writes words between entries"),
            ("{% if s.x %}a{% endif %}", "a text has no statements, received {% if %}"),
            ("{%- set x = 2 -%}", "a text has no statements, received {% set %}"),
            ("{% for x in s.x %}{{ s.y }}{% endfor %}", "a text has no statements, received {% for %}"),
            ("{% macro x() %}a{% endmacro %}", "a text has no statements, received {% macro %}"),
            ("{% raw %}{{ s.x }}{% endraw %}", "a text has no statements, received {% raw %}"),
            ("a {# and not\n b #} c", "nobody is shown this part of the block general_feedback: {# and not b #}"),
        ],
    )
    def test_what_is_no_value_with_filters_is_found(self, words: str, wrong: str) -> None:
        assert any(wrong in message for message in found(expression_is_more_than_a_value, words))

    @pytest.mark.parametrize(
        "words",
        [
            *("{{ s.x }}", "{{ p.y.z | number(2) }}", "{{s.x|percent}}", "{{- s.x | scientific(1) -}}"),
            *('{{ s.x | map("number") | listing }}', "{{ s.x | map('number', 2) | listing }}"),
            *(
                '{{ p.shape | join(", ") }}',
                "{{ p.x | length }}",
                "{{ s.loss | term }}",
                "{{ s.x | number(1) | about }}",
            ),
            *(
                'a {{ "{" }}{ b }}',
                "[{{ '^' }}a]",
                "{{ s.x | number(decimals=2) }}",
                "{ s.x + 1 }",
                "{{ s.x\n | number }}",
            ),
        ],
    )
    def test_a_value_with_filters_is_fine(self, words: str) -> None:
        assert found(expression_is_more_than_a_value, words) == []

    def test_a_comment_between_blocks_hides_nothing(self) -> None:
        content = "{# a note #}\n{% block stem %}a{% endblock %}"

        assert found(expression_is_more_than_a_value, content) == []


class TestFilterThatDoesNotFit:
    """T031."""

    @pytest.mark.parametrize(
        ("words", "value", "wrong"),
        [
            ("{{ s.loss }}", 0.95, "is a decimal number without a filter"),
            ("{{ s.loss }}", 20.0, "is a decimal number without a filter"),
            ("{{ s.loss | listing }}", (0.1, 0.2), "is a decimal number without a filter"),
            ("{{ s.loss | join(', ') }}", (1, 0.2), "is a decimal number without a filter"),
            ("{{ s.loss }}", "0.95", "is a number as a word, '0.95'"),
            ("{{ s.share }}", "65%", "is a number as a word, '65%'"),
            ("{{ s.flag }}", True, "is neither a number nor a word: students would read True"),
            ("{{ s.names }}", ("a", "b"), "is neither a number nor a word: students would read ('a', 'b')"),
            ("{{ s.nothing }}", None, "is neither a number nor a word: students would read None"),
            ("{{ s.loss | percent }}", 0.95, "is no share by its name"),
            ("{{ s.first_loss | percent }}", 2.61, "is no share by its name"),
            ("{{ s.perda | percent }}", 0.5, "is no share by its name"),
            ("{{ s.mean.x_norm | percent }}", 0.5, "is no share by its name"),
            ("{{ s.epochs | percent }}", 50, "is no share of 1"),
            ("{{ s.accuracy | percent }}", 68.0, "is no share of 1"),
            ("{{ s.accuracy | percent }}", -0.1, "is no share of 1"),
            ("{{ s.mean | percent(1) }}", 1.01, "is no share of 1"),
            ("{{ s.epochs | number(2) }}", 50, "is a whole number, and has no decimals"),
            ("{{ s.epochs | number(decimals=1) }}", 50, "is a whole number, and has no decimals"),
            ("{{ s.share | percent }}%", 0.3, "has its percent sign from the filter"),
            ("{{ s.share | percent }} % of", 0.3, "has its percent sign from the filter"),
            ("\\({{ s.share | percent }}\\,\\%\\)", 0.3, "has its percent sign from the filter"),
            ("{{ s.share | percent }} percent", 0.3, "has its percent sign from the filter"),
            ("{{ s.share | percent }} por cento", 0.3, "has its percent sign from the filter"),
            ("%{{ s.share | percent }}", 0.3, "has its percent sign from the filter"),
            ("{{ s.share | number(2) }}%", 0.3, "is a share of 1, and a percent sign was typed"),
            ("{{ s.share | number(2) }} per cent", 0.3, "is a share of 1, and a percent sign was typed"),
        ],
    )
    def test_a_number_by_a_filter_of_another_kind_is_found(self, words: str, value: Any, wrong: str) -> None:
        name = words.partition("s.")[2].split()[0].split("|")[0]
        first, _, last = name.partition(".")
        values: dict[str, Any] = {first: SimpleNamespace(**{last: value}) if last else value}

        [message] = set(found(filter_does_not_fit, words, **values))

        assert wrong in message

    @pytest.mark.parametrize(
        ("words", "values"),
        [
            ("{{ s.x }} {{ s.x | number }} {{ s.x | scientific(1) }}", {"x": 20}),
            ("{{ s.x | number }} {{ s.x | number(0) }} {{ s.x | number(4) }} {{ s.x | scientific }}", {"x": 2.5}),
            ("{{ s.x | map('number') | listing }}", {"x": (0.1, 2, 30.0)}),
            ("{{ s.x | listing }} {{ s.x | join(', ') }} {{ s.x | length }}", {"x": (28, 28, 1)}),
            ("{{ s.x | length }}", {"x": (0.5, 0.1)}),
            ("{{ s.x | term }} {{ s.y }}", {"x": "quadratic", "y": "Inception V1"}),
            ("{{ s.x }} {{ s.y | length }} {{ s.z | listing }}", {"x": np.int64(3), "y": {"a"}, "z": ("a", "b")}),
            ("{{ s.x | percent }} {{ s.y | percent(1) }}", {"x": 0.0, "y": 1.0}),
            ("{{ s.x | percent }}", {"x": 1 + 1e-15}),
            ("{{ s.loss_fall | percent }} {{ s.relative_error | percent }}", {"loss_fall": 0.2, "relative_error": 1.8}),
            ("{{ s.price_change | percent }}", {"price_change": -0.4}),
            ("{{ s.x | percent }}", {"x": 1}),
            ("{{ s.x | number }}% of VAT", {"x": 19.0}),  # a fact that is given in percent
            ("{{ s.x | percent }}, % is the sign", {"x": 0.4}),
            ("{{ s.x | number(2) }} of {{ s.loss_share | percent }}", {"x": 0.4, "loss_share": 0.5}),
            ("{{ s.q | number(1) }} each. Of {{ s.accuracy | percent }}", {"q": 0.2, "accuracy": 0.5}),
            ("An accuracy of {{ s.accuracy | number(2) }}.", {"accuracy": 0.5}),
        ],
    )
    def test_a_number_by_a_filter_of_its_kind_is_fine(self, words: str, values: dict[str, Any]) -> None:
        assert found(filter_does_not_fit, words, **values) == []

    def test_a_value_is_not_now_in_percent_and_now_without(self) -> None:
        words = "It is {{ s.a | percent }}. Later it is {{ s.a | number(2) }}."

        assert found(filter_does_not_fit, words, a=0.1) == ["s.a is shown in percent elsewhere"]
        assert found(filter_does_not_fit, words.replace("number(2)", "percent(1)"), a=0.1) == []
        assert found(filter_does_not_fit, r"{{ s.a | percent }}: \(1 - {{ s.a | number(1) }}\)", a=0.1) == []

    def test_a_name_can_say_that_a_value_is_a_share(self) -> None:
        words = "{{ s.a | percent }} and {{ s.accuracy | number(2) }}, loss {{ s.loss | number(2) }}"

        assert found(filter_does_not_fit, words, a=0.1, accuracy=0.3, loss=0.4) == [
            "s.accuracy is a share, and the sentence shows others in percent"
        ]


class TestRoundedToNothing:
    """T032."""

    @pytest.mark.parametrize(
        ("words", "value", "wrong"),
        [
            ("{{ s.x | number(1) }}", 6e-5, "is not 0"),
            ("{{ s.x | number(1) }}", -0.04, "is not 0"),
            ("{{ s.x | number(0) }}", 0.5, "is not 0"),
            ("{{ s.x | number(2) }}", 1e-300, "is not 0"),
            ("{{ s.x | percent }}", 0.004, "is not 0"),
            ("{{ s.x | percent(1) }}", 0.0004, "is not 0"),
            ("{{ s.x | percent }}", 0.996, "is not 1"),
            ("{{ s.x | percent(1) }}", 0.9996, "is not 1"),
            ("{{ s.x | number(1) }}", 0.98, "is not 1"),
            ("{{ s.x | number(0) }}", 0.7, "is not 1"),
            ("{{ s.x | scientific(0) }}", 0.97, "is not 1"),
            ("{{ s.x | map('number', 1) | listing }}", (0.5, 0.01), "is not 0"),
        ],
    )
    def test_what_is_not_nothing_never_reads_so(self, words: str, value: object, wrong: str) -> None:
        for language in ("en", "pt-BR", "fa", "tr", "ar"):
            [message] = found(rounded_to_nothing, words, language=language, x=value)

            assert wrong in message

    @pytest.mark.parametrize(
        ("words", "value"),
        [
            ("{{ s.x | number(1) }} {{ s.x | percent }} {{ s.x | scientific }}", 0.0),
            ("{{ s.x | number(1) }} {{ s.x | percent }} {{ s.x | scientific }}", 1.0),
            ("{{ s.x | number(1) }}", 1.004),  # above 1 it is rounded as any number is
            ("{{ s.x | percent }}", 1 - 1e-12),  # computed, and meant to be 1
            ("{{ s.x | percent }}", 0.994),
            ("{{ s.x | number(2) }}", 0.005001),
            ("{{ s.x | number(1) | about }} {{ s.x | percent|about }}", 6e-5),
            ("{{ s.x | number(1) | about }}", 0.98),
            ("{{ s.x | number }} {{ s.x | scientific(0) }}", 1e-42),
            ("{{ s.x }} {{ s.x | number }}", 0),
        ],
    )
    def test_what_reads_as_it_is_is_fine(self, words: str, value: object) -> None:
        assert found(rounded_to_nothing, words, x=value) == []

    @LAW
    @given(
        st.one_of(st.floats(-2, 2), st.sampled_from([0.0, -0.0, 1.0, 5e-324, 0.05, 0.5, 0.95, 0.995])),
        st.integers(0, 6),
        st.sampled_from(["number", "percent"]),
        st.sampled_from(["en", "pt-BR"]),
    )
    def test_it_is_found_exactly_where_the_digits_say_zero_or_one(
        self, value: float, decimals: int, writer: str, language: str
    ) -> None:
        written = getattr(LANGUAGES[language], writer)(value, decimals)
        digits = [character for character in written if character.isdigit()]
        one = "100" if writer == "percent" else "1"
        reads_zero = set(digits) == {"0"} and value != 0
        reads_one = "".join(digits) == one + "0" * decimals and not written.startswith("-") and 0 < value < 1 - 1e-9

        assert bool(found(rounded_to_nothing, f"{{{{ s.x | {writer}({decimals}) }}}}", language=language, x=value)) == (
            reads_zero or reads_one
        )


class TestReadAlike:
    """T033."""

    @pytest.mark.parametrize(
        ("words", "values"),
        [
            ("{{ s.a | number(2) }} and {{ s.b | number(2) }}", (0.951, 0.949)),
            ("{{ s.a | percent }}. Then {{ s.b | percent }}", (0.341, 0.339)),
            ("{{ s.a | scientific(0) }}, {{ s.b | scientific(0) }}", (2.6e5, 2.54e5)),
            ("{{ s.a | number }}, {{ s.b | number(2) }}", (0.25, 0.254)),
            ("{{ s.a | number(0) }}, {{ s.b | number }}", (2.6, 3)),
        ],
    )
    def test_what_differs_does_not_read_alike(self, words: str, values: tuple[float, float]) -> None:
        a, b = values

        assert found(different_numbers_read_alike, words, a=a, b=b) == [f"s.b reads as s.a, which is {a!r}, does"]

    @pytest.mark.parametrize(
        ("words", "values"),
        [
            ("{{ s.a | number(2) }} and {{ s.b | number(2) }}", (0.95, 0.95)),
            ("{{ s.a | number(2) }} and {{ s.b | number(2) }}", (0.95, 0.9499999999999997)),
            ("{{ s.a | number(3) }} and {{ s.b | number(3) }}", (0.951, 0.949)),
            ("{{ s.a | number(2) | about }} and {{ s.b | number(2) | about }}", (0.951, 0.949)),
            ("{{ s.a | percent }} and {{ s.b | number(0) }}", (0.341, 34.1)),
            ("{{ s.a }} and {{ s.b | number(0) }}", (34, 33.75)),  # a count, and days that are rounded
            (
                "{% block a %}{{ s.a | number(2) }}{% endblock %}{% block b %}{{ s.b | number(2) }}{% endblock %}",
                (0.951, 0.949),
            ),
        ],
    )
    def test_what_is_equal_or_apart_is_fine(self, words: str, values: tuple[float, float]) -> None:
        a, b = values

        assert found(different_numbers_read_alike, words, a=a, b=b) == []

    def test_the_entries_of_a_list_are_told_apart(self) -> None:
        words = "{{ p.rates | map('number', 2) | listing }}"

        assert found(different_numbers_read_alike, words, p_rates=(0.011, 0.012, 0.02)) != []
        assert found(different_numbers_read_alike, words, p_rates=(0.01, 0.012, 0.02)) != []
        assert found(different_numbers_read_alike, words, p_rates=(0.01, 0.02, 0.02)) == []

    def test_in_a_variant_numbers_meet_by_chance(self) -> None:
        words = "{{ s.a | number(2) }} and {{ s.b | number(2) }}"

        assert found(different_numbers_read_alike, words, a=0.951, b=0.949, variant="v1") == []

    @LAW
    @given(st.floats(-1e3, 1e3), st.floats(-0.02, 0.02), st.integers(0, 4), st.sampled_from(["en", "pt-BR"]))
    def test_it_is_found_exactly_where_the_strings_collide(
        self, value: float, apart: float, decimals: int, language: str
    ) -> None:
        other = value + apart
        words = f"{{{{ s.a | number({decimals}) }}}} {{{{ s.b | number({decimals}) }}}}"
        one, another = (LANGUAGES[language].number(each, decimals) for each in (value, other))
        collide = one == another and not isclose(value, other, rel_tol=1e-9)
        nothing = bool(found(rounded_to_nothing, words, language=language, a=value, b=other))

        alike = bool(found(different_numbers_read_alike, words, language=language, a=value, b=other))

        assert alike == collide or (nothing and collide)  # what reads as nothing is found as that


@claim(refuted_by=lambda s: s)
def below(s: Any) -> bool:
    """One is below the other."""
    return bool(s.a < s.b)


@claim(refuted_by=lambda s: s)
def by_other_names(s: Any) -> bool:
    """In a chain, by aliases, by a key, and one that compares with what is no value."""
    p = s.p
    low, high, first, last = s.a, s.b, s.by["x"], p.y
    return bool(low < high <= first != last == s.c and s.a > 2 and min(s.a, s.b) > s.c and s.p.z >= s.a)


@claim(refuted_by=lambda s: s)
def in_chains(s: Any) -> bool:
    """Through what is no value: below, at least, equal; nothing follows of both directions."""
    two = 1 + 1
    return bool(s.a == two < s.b and s.b >= two == s.c == 2 == s.d and s.a < two > s.c and s.b != two != s.d)


class TestComparisons:
    """T034, and what claims compare."""

    def test_a_claims_comparisons_are_read_from_its_code(self) -> None:
        said = [(one.left, one.operator.__name__, one.right) for one in comparisons(by_other_names)]

        assert sorted(said) == [
            ("p.y", "Eq", "s.c"),
            ("p.z", "GtE", "s.a"),
            ("s.a", "Lt", "s.b"),
            ("s.a", "Lt", "s.by.x"),
            ("s.b", "LtE", "s.by.x"),
            ("s.by.x", "NotEq", "p.y"),
        ]
        assert [one.right for one in comparisons(below)] == ["s.b"]

    def test_a_chain_compares_its_ends(self) -> None:
        said = {(one.left, one.operator.__name__, one.right) for one in comparisons(in_chains)}

        assert said == {("s.a", "Lt", "s.b"), ("s.b", "GtE", "s.c"), ("s.b", "GtE", "s.d"), ("s.c", "Eq", "s.d")}

    def test_a_claim_of_no_function_in_a_file_compares_nothing(self) -> None:
        made: dict[str, Any] = {}
        exec("def holds(s):\n    return s.a < s.b", made)  # as a console would make it
        nothing: tuple[Comparison, ...] = ()

        assert comparisons(Claim("made", "It is so.", made["holds"], lambda s: s)) == nothing
        assert comparisons(Claim("callable", "It is so.", max, lambda s: s)) == nothing

    @pytest.mark.parametrize(
        ("words", "a", "b"),
        [
            ("{{ s.a | number(2) }} is below {{ s.b | number(2) }}", 0.951, 0.952),
            ("{{ s.a | number(2) }} is below {{ s.b | percent }}", 0.951, 0.954),
            ("{{ s.a | number(0) }} is below {{ s.b | number(1) }}", 2.6, 2.8),
            ("{{ s.a | number(0) | about }} is below {{ s.b | number(0) | about }}", 2.6, 2.8),
        ],
    )
    def test_what_is_compared_is_seen_to_be_so(self, words: str, a: float, b: float) -> None:
        [message] = found(comparison_is_not_seen, f"{words}.[^below]", claims=[below], a=a, b=b)

        assert message.startswith("s.a is below s.b, which reads")

    @pytest.mark.parametrize(
        ("words", "a", "b"),
        [
            ("{{ s.a | number(3) }} is below {{ s.b | number(3) }}.[^below]", 0.951, 0.952),
            ("{{ s.a | number(1) }} is below {{ s.b | number(2) }}.[^below]", 0.9, 0.97),
            ("{{ s.a | number(0) }}.[^below] {{ s.b | number(0) }}.[^below]", 2.6, 2.8),  # not in one sentence
            ("{{ s.a | number(0) }} and {{ s.b | number(0) }}.[^other]", 2.6, 2.8),  # nobody compares them
            ("{{ s.a | number(0) }} and {{ s.b | number(0) }}.[^below]", 2.8, 2.6),  # false, which C001 finds
        ],
    )
    def test_what_is_seen_or_not_said_is_fine(self, words: str, a: float, b: float) -> None:
        assert found(comparison_is_not_seen, words, claims=[below], a=a, b=b) == []
