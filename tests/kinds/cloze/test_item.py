"""A text with gaps as its author writes it: what its checks find, what is written, what a page shows."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from broken.breaks import Break, both, in_gaps, replacing
from chromium import needs_chromium, opened
from click.testing import CliRunner
from extras import require
from places import SAMPLES, TESTS

from grader import bank as banks
from grader.cli import grader
from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.errors import DefinitionError
from grader.findings import Finding
from grader.kinds.cloze.item import Cloze
from grader.kinds.cloze.parts import ChoicePart, ChoicesPart, NumberPart, Word, WordPart
from grader.kinds.cloze.question import ClozeQuestion
from grader.kinds.marker import play
from grader.kinds.quiz import read
from grader.model import Option, claim
from grader.moodle.quiz import Quiz
from grader.preview.page import as_page
from grader.preview.sheets import preview
from grader.release.exports import build
from grader.release.stages import of
from grader.verification.gate import verify
from grader.verification.mutate import mutate

ITEM, EN = "described/__init__.py", "described/text.en.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank with a text that has gaps, to be edited."""
    return Path(copytree(TESTS / "banks/described", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def found(folder: Path, variants: int = 0) -> list[Finding]:
    result = verify(banks.load(str(folder)), None, variants=variants, progress=lambda _: None)
    return [*result.findings, *result.warnings]


def released(folder: Path, language: str) -> bytes:
    bank = banks.load(str(folder))
    return build(bank, of(bank))[f"moodle/exam.{language}.xml"]


def question(folder: Path, language: str) -> ClozeQuestion:
    [asked] = read(released(folder, language)).questions
    assert isinstance(asked, ClozeQuestion)
    return asked


BROKEN: dict[str, tuple[Break, str, str]] = {
    "no option is right": (
        replacing(ITEM, 'Option("above", "above", means)', 'Option("above", "over", means)'),
        "K070",
        "the part side has no right answer, and its answer is 'above'",
    ),
    "two are": (
        replacing(ITEM, 'Option("below", "below", means', 'Option("below", "above", means'),
        "K070",
        "the part side has several right answers, side_above, side_below, and its answer is 'above'",
    ),
    "no value is named": (
        replacing(ITEM, "answer=s.less", "answer=len(s.less)"),
        "K070",
        "the part less has no right answer, and its answer is 2",
    ),
    "another mark": (
        replacing(ITEM, "maximum_mark=10", "maximum_mark=9"),
        "K071",
        "the weights add to 10, and the question's mark is 9",
    ),
    "a weight of nothing": (
        replacing(ITEM, "weight=4", "weight=0"),
        "K071",
        "the part deviation: expected a weight from 1 to 99999, received 0",
    ),
    "gaps in another order": (
        both(
            replacing(EN, "Its mean lies [[side]]", "Its mean lies [[less]]"),
            replacing(EN, "mean are [[less]]", "mean are [[side]]"),
        ),
        "K072",
        "the gaps of the stem are not those of the item",
    ),
    "a gap twice": (
        replacing(EN, "lies [[side]] its", "lies [[side]] or [[side]] its"),
        "K072",
        "the gaps of the stem are not those of the item",
    ),
    "the key of a number": (
        in_gaps(
            ("}the largest value{", "}a value above {{ s.deviation | number(2) }}, below the sum{"),
            ("}o maior valor{", "}um valor acima de {{ s.deviation | number(2) }}, abaixo da soma{"),
        ),
        "K073",
        "the gap less says '4.36', which is right in the gap deviation",
    ),
    "words in the stem": (
        in_gaps(
            ("A sample of a large", "For its variance a sample of a large"),
            ("Uma amostra de uma", "Para a variância, uma amostra de uma"),
        ),
        "K073",
        "the stem says 'variance', which is right in the gap square",
    ),
    "like a part": (
        replacing(ITEM, '("range", "amplitude")', '("range", "a; part 4: b")'),
        "K074",
        "the answer square_range_4 reads 'a; part 4: b' in downloads",
    ),
    "words that the key accepts": (
        replacing(ITEM, '("range", "amplitude")', '("range", "VARIÂNCIA")'),
        "K075",
        "square_variance_2 and square_range_4 of the part square are the same",
    ),
    "choices alike": (
        in_gaps(("}the middle value{", "}The smallest value{"), ("}o valor do meio{", "}O menor valor{")),
        "K075",
        "less_smallest and less_middle of the part less are the same",
    ),
    "a tilde in words": (
        replacing(ITEM, '("range", "amplitude")', '("range", "a~b")'),
        "K076",
        "the part square holds something that Moodle reads otherwise",
    ),
    "an ampersand at the end of words": (
        replacing(ITEM, '("range", "amplitude")', '("range", "R&")'),
        "K076",
        "the part square holds something that Moodle reads otherwise",
    ),
    "a gap of Moodle's in the stem": (
        in_gaps(("What is missing", "What of `{1:SA:=x}` is missing"), ("O que falta", "O que de `{1:SA:=x}` falta")),
        "K076",
        "Moodle would take a piece of the stem for a gap",
    ),
    "a number that a misconception reads like": (
        replacing(ITEM, "    return variance(p.values)\n", "    return 4.359\n"),
        "K077",
        (
            "the part deviation: N004: variance leads to 4.359, and the answer is 4.358898943540674, which with 2 "
            "decimals are the same"
        ),
    ),
    "a misconception that leads elsewhere": (
        replacing(ITEM, 'return "below" if', 'return "under" if'),
        "K077",
        "the part side: N010: the option below asserts 'below', and its misconception leads to 'under'",
    ),
    "a precision that the stem does not say": (
        replacing(ITEM, "decimals=s.p.decimals", "figures=3"),
        "K078",
        "the part deviation: N008: the stem does not ask for it with 3 significant figures",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_found_and_named(what: str, folder: Path) -> None:
    breaks, code, message = BROKEN[what]
    breaks(folder)

    assert message in [finding.message for finding in found(folder) if finding.code == code]


def test_a_variant_in_which_a_misconception_leads_to_the_key_is_found_with_its_smallest_example(folder: Path) -> None:
    require("hypothesis")
    replacing(
        "described/solver.py", '"middle": (1, 2, 3), "highest": (7, 6, 8)', '"middle": (1, 2), "highest": (7, 1)'
    )(folder)

    findings = found(folder, variants=5)

    assert "K077" in {finding.code for finding in findings}
    assert any("N004: variance leads to 1" in finding.message for finding in findings)


def test_no_mutant_of_the_example_survives_without_a_reason(folder: Path) -> None:
    (mutated,) = mutate(banks.load(str(folder)), (), progress=lambda _: None)

    assert (mutated.findings, mutated.score.excused) == ((), 2)


def test_what_a_wrong_weight_would_change_is_what_the_independent_marker_says(folder: Path) -> None:
    [stages] = of(banks.load(str(folder)))
    [played] = play(released(folder, "en"))

    assert played.maximum_mark == 10.0
    assert [fraction for _, fraction in played.fractions] == list(stages.fractions.values())
    assert sum(stages.fractions[id_] for id_ in stages.keyed if id_ != "square_variance_2") == pytest.approx(1.0)


def test_in_the_file_of_all_languages_each_gap_stands_once_and_choices_have_spans(folder: Path) -> None:
    together, english = question(folder, "multilang"), question(folder, "en")

    assert [part.type for part in together.parts] == [part.type for part in english.parts]
    assert [len(part.alternatives) for part in together.parts] == [len(part.alternatives) for part in english.parts]
    assert together.parts[0].alternatives[0].answer.text == (
        '<span lang="pt_br" class="multilang">acima</span><span lang="en" class="multilang">above</span>'
    )
    assert together.parts[2].alternatives[0].answer == english.parts[2].alternatives[0].answer
    assert "[[1]]" in together.stem.text
    assert all(together.stem.text.count(f"[[{number}]]") == 1 for number in range(1, 5))


def test_languages_whose_gaps_stand_in_another_order_cannot_share_a_file(folder: Path) -> None:
    both(
        replacing(EN, "Its mean lies [[side]]", "Its mean lies [[less]]"),
        replacing(EN, "mean are [[less]]", "mean are [[side]]"),
    )(folder)

    assert {finding.code for finding in found(folder)} == {"K072"}


def test_html_and_latex_in_a_choice_read_back_as_they_were(folder: Path) -> None:
    formula = r"\(\frac{1}{2} \lt x\) & a ~ b # c"
    in_gaps(
        ("}the largest value{", f"}}the largest value {formula}{{"), ("}o maior valor{", f"}}o maior valor {formula}{{")
    )(folder)

    [_, several, *_] = question(folder, "en").parts

    assert several.alternatives[2].answer.text == r"the largest value \(\frac{1}{2} \lt x\) &amp; a &#126; b # c"
    assert not {finding.code for finding in found(folder)} & {"K076", "M002", "M005", "M007"}


@claim(refuted_by=lambda s: s)
def anything(s: object) -> bool:  # noqa: ARG001 - as claims are
    """Anything."""
    return True


BECAUSE = (anything,)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Cloze(()), "expected at least one part"),
        (lambda: Cloze(("x",)), "parts: expected NumberPart"),  # type: ignore[arg-type]
        (lambda: Cloze((NumberPart("a", 1.0, BECAUSE, decimals=1),) * 2), "received 'a' twice"),
        (lambda: NumberPart("a", 1.0, BECAUSE), "expected either decimals or figures"),
        (lambda: NumberPart("a b", 1.0, BECAUSE, decimals=1), "expected letters, digits and _"),
        (lambda: Word("a", "a", (), BECAUSE), "expected a way to write them"),
        (lambda: WordPart("a", "a", ("x",)), "options: expected Word("),  # type: ignore[arg-type]
        (lambda: ChoicePart("a", "a", (Option("x", 1, BECAUSE),), layout="tree"), "expected one of menu, vertical"),
        (lambda: ChoicesPart("a", "a", (Option("x", 1, BECAUSE),), layout="menu"), "expected one of vertical"),
        (lambda: ChoicePart("a", "a", (Option("x", 1, BECAUSE),) * 2), "received 'x' twice"),
    ],
)
def test_what_is_wrong_with_a_definition_is_said_at_once(make: object, said: str) -> None:
    with pytest.raises(DefinitionError, match=said.replace("(", r"\(")):
        make()  # type: ignore[operator]


def test_those_of_a_real_moodle_are_imported_and_exported_as_they_came(tmp_path: Path) -> None:
    require("markdownify")
    arguments = ["import", str(SAMPLES / "types.xml"), "--bank", str(tmp_path / "bank"), "--language", "en"]
    result = CliRunner().invoke(grader, arguments)
    assert result.exit_code == 0, result.output
    bank = banks.load(str(tmp_path / "bank"))

    back, came = (
        {one.name: one for one in read(content).questions if isinstance(one, ClozeQuestion)}
        for content in (build(bank, of(bank))["moodle/exam.en.xml"], (SAMPLES / "types.xml").read_bytes())
    )

    assert back.keys() == came.keys() == {"CZ-mixed", "CZ-multi", "CZ-neg"}
    for name, one in came.items():
        assert back[name].parts == one.parts
        assert back[name].stem.text == one.stem.text.removeprefix("<p>").removesuffix("</p>")
        assert replace(back[name], stem=one.stem) == one
    imported = Quiz(tuple(came.values()))
    assert [change for one in compare(imported, imported).questions for change in one.changes] == []


def test_a_comparison_speaks_of_parts_and_their_answers(folder: Path) -> None:
    before = question(folder, "en")
    both(replacing(ITEM, "weight=4", "weight=5"), replacing(ITEM, "maximum_mark=10", "maximum_mark=11"))(folder)
    after = question(folder, "en")

    changes = [change for one in compare(Quiz((before,)), Quiz((after,))).questions for change in one.changes]

    assert ("weight of part 3", "4", "5") in [(change.place, change.old, change.new) for change in changes]
    assert "answer a of part 3" in [change.place for change in changes if change.kind is Changed.FRACTIONS]
    fewer = replace(before, stem=replace(before.stem, text="[[1]]"), parts=before.parts[:1])
    changes = [change for one in compare(Quiz((before,)), Quiz((fewer,))).questions for change in one.changes]
    assert ("weight of part 4", "2", "none") in [(change.place, change.old, change.new) for change in changes]
    assert 'removed answer b of part 4 "variância" (20%)' in [change.text for change in changes]


def page_of(folder: Path, path: Path, *, language: str = "en") -> Path:
    shown = preview(banks.load(str(folder)), (), (language,), count=0, seed=1, progress=lambda _: None)
    path.write_bytes(as_page(shown, title="t", bank="b", languages=(language,)))
    return path


@needs_chromium[0]
@needs_chromium[1]
@pytest.mark.parametrize(("language", "number"), [("en", "4.36"), ("pt-BR", "4,36")])
def test_in_the_preview_the_gaps_are_answered_in_the_text(
    language: str, number: str, folder: Path, tmp_path: Path
) -> None:
    with opened(page_of(folder, tmp_path / "preview.html", language=language), scripts=True) as page:
        earned = page.locator("output.earned")
        assert not earned.is_visible()
        assert page.locator(".stem").count() == 1
        gap = page.locator(".stem.gaps")
        gap.get_by_label("side").select_option("0")
        assert earned.inner_text() == "20"
        gap.locator("input[value='4']").check()
        assert earned.inner_text() == "20"  # a wrong choice alone takes nothing from other parts
        gap.locator("input[value='2']").check()
        gap.locator("input[value='3']").check()
        assert earned.inner_text() == "30"
        gap.locator("input[value='4']").uncheck()
        gap.get_by_label("deviation").fill(number)
        assert earned.inner_text() == "80"
        gap.get_by_label("square").fill("Variância ")
        assert earned.inner_text() == "100"
        gap.get_by_label("deviation").fill("19")
        assert earned.inner_text() == "60"
        assert page.locator(".tells:visible").count() == 5
        page.get_by_role("button").last.click()
        page.wait_for_function("document.querySelector('output.earned').parentElement.hidden")
        assert page.locator(".tells:visible").count() == 0
