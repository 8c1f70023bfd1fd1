"""Variants in the preview: drawn with a seed, shown with what differs, and checked in place."""

import re
from pathlib import Path

import pytest
from broken.breaks import EN, PT, QUESTION, replacing
from click.testing import CliRunner, Result
from previews import with_two_questions

from grader.cli import grader

MANY = replacing(QUESTION, "(6.0, 9.0, 12.0)", "tuple(map(float, range(6, 300, 3)))")


def run(bank: Path, *arguments: object) -> Result:
    path = bank.parent / "preview.html"
    return CliRunner().invoke(
        grader, ["preview", "--bank", str(bank), "--html", str(path), *map(str, arguments)], standalone_mode=False
    )


def page_of(bank: Path, *arguments: object, status: int = 0) -> str:
    result = run(bank, *arguments)
    assert result.exit_code == status, result.output
    return (bank.parent / "preview.html").read_text(encoding="utf-8")


def variants(page: str) -> list[str]:
    return re.findall(r'<details class="variant".*?</details>', page, re.DOTALL)


def test_each_says_what_differs_and_asks_with_it(bank: Path) -> None:
    MANY(bank)

    shown = variants(page_of(bank))

    assert len(shown) == 3
    for variant in shown:
        tail = re.search(r"tail = (\d+)\.0", variant)
        assert tail
        assert f"the sample 1, 2 and {tail[1]}?" in variant
        assert f"a amostra 1, 2 e {tail[1]}?" in variant
        assert "The key is <strong>b</strong>, found by the solver." in variant
        assert "is below that of the mean." in variant
        assert "The mean follows the tail." in variant


def test_the_exams_own_parameters_are_no_variant(bank: Path) -> None:
    page = page_of(bank)

    assert sorted(re.findall(r"tail = [\d.]+", page[page.index("variants-1") :])) == ["tail = 12.0", "tail = 9.0"]
    assert "draws others" not in page  # there are none
    assert "the exam&#39;s own parameters" not in page


@pytest.mark.parametrize("count", [0, 1, 7])
def test_as_many_are_shown_as_are_wanted(count: int, bank: Path) -> None:
    MANY(bank)

    page = page_of(bank, "--variants", count)

    assert len(variants(page)) == count
    assert ("Variants:" in page) == (count > 0)


def test_the_seed_decides_which(bank: Path) -> None:
    MANY(bank)
    first, again, other = (variants(page_of(bank, "--seed", seed)) for seed in (1, 1, 2))

    assert first == again != other
    assert "<code>--seed 3</code> draws others." in page_of(bank, "--seed", 2)


def test_findings_of_a_variant_stand_in_place_and_count(bank: Path) -> None:
    with_two_questions(bank)
    replacing(QUESTION, "(6.0, 9.0, 12.0)", "(6.0, 3.0)")(bank)  # then the mean is the median

    page = page_of(bank, status=1)

    variant = variants(page)[0]
    assert "<strong>C001</strong>" in variant
    assert " open>" in variant
    counted = variant.count('class="finding"')
    assert f'<strong class="no">{counted} to mend</strong>' in page  # in the contents
    assert "<strong>C001</strong>" not in page.replace(variant, "")


def test_a_text_that_a_variant_breaks_is_named_there(bank: Path) -> None:
    for path in (EN, PT):
        replacing(path, "{% block stem %}", "{% block stem %}{{ 1 / (p.sample[2] - 9) }}")(bank)

    page = page_of(bank, status=1)

    said = {"tail = 9.0" in variant: "the text in pt-BR, the text in en: " in variant for variant in variants(page)}
    assert said == {True: True, False: False}


@pytest.mark.parametrize(
    ("space", "said", "count"),
    [
        ("lambda tail: Parameters((1.0, 2.0, 6.0 / (tail - 9)))", "`build` makes no parameters", None),
        ("lambda tail: Parameters((1.0, 2.0, 6.0))", "expected 3 variants that students can tell apart", 0),
    ],
)
def test_a_space_that_makes_too_few_says_so_and_hides_nothing(
    space: str, said: str, count: int | None, bank: Path
) -> None:
    replacing(QUESTION, "lambda tail: Parameters((1.0, 2.0, tail))", space)(bank)

    page = page_of(bank, status=1)

    assert "Fewer variants than wanted:" in page
    assert said in page
    assert page.count('type="radio" name="choice"') == 2 * 3
    assert count is None or len(variants(page)) == count


def test_the_last_line_counts_them(bank: Path) -> None:
    assert run(bank).output.endswith("preview.html: 1 question, 2 variants: no findings\n")
