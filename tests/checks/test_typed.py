"""Digits that an author typed: none in prose but in names, in mathematics and code none that writes a value."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from broken.breaks import EN, PT, replacing
from places import TESTS

from grader import bank as banks
from grader.checks.typed import typed_digit
from grader.release.stages import computed

HEALTHY = TESTS / "broken/healthy"  # the sample is 1, 2, 6; its mean 3, its median 2, the sums 6 and 5


@pytest.fixture
def found(tmp_path: Path) -> Callable[[str, str], list[str]]:
    """What is found where the English stem says something, with some names declared."""

    def of_stem(said: str, names: str = "", file: str = EN) -> list[str]:
        bank = Path(shutil.copytree(HEALTHY, tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__")))
        replacing(file, "{% block stem %}", f"{{% block names %}}\n{names}\n{{% endblock %}}{{% block stem %}}{said} ")(
            bank
        )
        (stages,) = computed(banks.load(str(bank)))
        return [finding.message for finding in typed_digit.findings(stages)]

    return of_stem


@pytest.mark.parametrize(
    "said",
    [
        *(r"\(x^4\)", r"\(H_0\)", r"\(\log_{10} x\)", r"\[\frac{1}{4} x\]", r"\(x \in \{0,1\}\)", r"\(10^{-4}\)"),
        *("`range(10)`", "```\nfor i in range(1, 44):\n```", "`conv2d` `x6`", "`float32`", r"\(0.05\)", r"\(95\%\)"),
        *("![the plot](fig3.png)", "[the page](https://x.org/2024)", r"\({{ s.mean | number }}\)"),
    ],
)
def test_notation_may_have_digits(found: Callable[..., list[str]], said: str) -> None:
    assert found(said) == []


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("The 4 values", "typed digit: 4"),
        ("Python 3", "typed digit: 3"),
        (r"\(n = 6\)", r"typed digit: 6 in \(n = 6\) is p.sample[2]"),
        ("`x = 6.0`", "typed digit: 6.0 in `x = 6.0` is p.sample[2]"),
        ("`x = 6e0`", "typed digit: 6e0 in `x = 6e0` is p.sample[2]"),
        (
            r"\(m = 0{,}6 \times 10^{1}\)",
            r"typed digit: 0{,}6 \times 10^{1} in \(m = 0{,}6 \times 10^{1}\) is p.sample[2]",
        ),
        (r"\(300\%\)", r"typed digit: 300\% in \(300\%\) is s.mean"),
        ("![the 4 plots](fig.png)", "typed digit: 4"),
    ],
)
def test_a_value_is_found_wherever_it_was_typed(found: Callable[..., list[str]], said: str, message: str) -> None:
    assert found(said) == [message]


def test_what_an_expression_computes_is_a_value_too(found: Callable[..., list[str]]) -> None:
    said = r"{{ (s.mean * 4) | number }} \(n = 12\)"

    assert found(said) == [r"typed digit: 12 in \(n = 12\) is shown as 12"]


def test_a_value_is_found_at_any_precision_that_is_no_chance(tmp_path: Path) -> None:
    bank = Path(shutil.copytree(HEALTHY, tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__")))
    replacing("middle/solver.py", "(1.0, 2.0, 6.0)", "(1.0, 2.0, 7.0)")(bank)  # the mean is 3.333...
    replacing(EN, "{% block stem %}", r"{% block stem %}\(3.33 > 3.2\), \(3{,}333\), \(3.4 < 12\) ")(bank)
    (stages,) = computed(banks.load(str(bank)))

    assert [finding.message.split(" in ")[0] for finding in typed_digit.findings(stages)] == [
        "typed digit: 3.33",
        "typed digit: 3{,}333",
    ]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Python 3, Python  3.", "Python 3"),
        ("ResNet-50 on Fashion-MNIST 10", "ResNet-50\nFashion-MNIST 10"),
        (r"\(x^2 + y^2\)", "x^2\ny^2"),
    ],
)
def test_declared_names_may_have_digits(found: Callable[..., list[str]], said: str, names: str) -> None:
    assert found(said, names) == []


def test_a_name_stands_for_itself_alone(found: Callable[..., list[str]]) -> None:
    assert found("Python 30, CPython 3, 3", "Python 3") == [f"typed digit: {word}" for word in ("30,", "3,", "3")]


def test_a_number_is_no_name(found: Callable[..., list[str]]) -> None:
    assert found("nothing", "95\n") == ["a name needs a letter, received '95'"]


def test_every_language_is_looked_at(found: Callable[..., list[str]]) -> None:
    assert found(r"\(n = 6\)", "", PT) == [r"typed digit: 6 in \(n = 6\) is p.sample[2]"]
