"""Variants: other numbers, each with its own key, found and named alike everywhere; and those that break a question."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from broken.breaks import EN, PT, QUESTION, both, in_solution, replacing
from click.testing import CliRunner
from faults.edits import put_alone
from hypothesis import given
from hypothesis import strategies as st
from places import HEALTHY, ROOT

from grader import bank as banks
from grader.cli import grader
from grader.errors import GraderError
from grader.kinds.marker import play
from grader.kinds.quiz import read
from grader.model import Space
from grader.moodle.quiz import Category
from grader.release import variants
from grader.release.seen import seen
from grader.release.stages import ComputedStages, computed
from grader.texts.source import Source
from grader.verification.gate import verify
from grader.verification.search import try_out


def stages_of(folder: Path, id_: str) -> ComputedStages:
    return next(stages for stages in computed(banks.load(str(folder))) if stages.question.id == id_)


@pytest.fixture(scope="module")
def scenarios() -> ComputedStages:
    return stages_of(ROOT / "question_bank", "loss_scenarios")


def copy_of_healthy(folder: Path) -> Path:
    return Path(copytree(HEALTHY, folder / "bank", ignore=ignore_patterns("__pycache__")))


def with_numbers_as_options(folder: Path) -> Path:
    """A copy whose options are rounded numbers, so that some variants make two of them read the same."""
    bank = copy_of_healthy(folder)
    both(*in_solution("first: float", "first=p.sample[0]"))(bank)
    for text, options in (
        (EN, {"The mean": "s.mean", "The median": "s.median", "The first value": "s.first"}),
        (PT, {"A média": "s.mean", "A mediana": "s.median", "O primeiro valor": "s.first"}),
    ):
        for word, value in options.items():
            path = bank / text
            content = path.read_text(encoding="utf-8")
            written = f"%}}{word}{{%"
            assert content.count(written) == 1
            path.write_text(content.replace(written, f"%}}{{{{ {value} | number(1) }}}}{{%"), encoding="utf-8")
    for readback in bank.glob("middle/readback.*"):  # which looks for the options' words
        before, _, behind = readback.read_text(encoding="utf-8").partition("[options]")
        told = behind.partition("[feedback]")[2]
        readback.write_text(f"{before}\n[feedback]{told}", encoding="utf-8")
    replacing(
        QUESTION,
        'space=Space(values={"tail": (6.0, 9.0, 12.0)}, build=lambda tail: Parameters((1.0, 2.0, tail))),',
        'space=Space(values={"first": (1.0, 0.5, 0.0), "tail": (6.0, 7.0, 9.0, 3.1, 5.0)},'
        " build=lambda first, tail: Parameters((first, 2.0, tail))),",
    )(bank)
    return bank


@given(st.integers(0, 10**6), st.integers(1, 30))
def test_a_seed_draws_different_variants_and_more_of_them_begin_alike(
    scenarios: ComputedStages, seed: int, count: int
) -> None:
    drawn = variants.draw(scenarios, count, seed)

    assert len({variant.stages.variant for variant in drawn}) == count
    assert [variant.choices for variant in variants.draw(scenarios, count // 2 + 1, seed)] == [
        variant.choices for variant in drawn[: count // 2 + 1]
    ]


def all_that_vary(bank: Path) -> None:
    """Make a bank of the exam's questions that have variants: whatever else a bank holds, an export verifies, too."""
    put_alone("loss_scenarios", bank)
    put_alone("output_range", bank)
    replacing("__init__.py", "import output_range", "import loss_scenarios, output_range")(bank)
    replacing("__init__.py", "(output_range.QUESTION,)", "(output_range.QUESTION, loss_scenarios.QUESTION)")(bank)


def test_the_same_seed_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """Names and numbers come from parameters alone: no order of sets, no clock, no machine."""
    all_that_vary(tmp_path / "bank")
    contents = []
    for folder, hashing in (("a", "1"), ("b", "2")):
        subprocess.run(
            [
                sys.executable,
                "-m",
                "grader.cli",
                "export",
                "--bank",
                str(tmp_path / "bank"),
                "--variants",
                "4",
                "--seed",
                "9",
                "--out",
                str(tmp_path / folder),
            ],
            cwd=ROOT,
            env={"PYTHONHASHSEED": hashing, "PATH": ""},
            check=True,
            capture_output=True,
        )
        contents.append({path.name: path.read_bytes() for path in sorted((tmp_path / folder).glob("*.xml"))})

    assert contents[0] == contents[1]
    assert sorted(contents[0]) == ["variants.en.xml", "variants.pt-BR.xml"]


def test_every_variant_is_a_question_of_its_own_in_its_questions_category(scenarios: ComputedStages) -> None:
    drawn = variants.draw(scenarios, 12, seed=1)

    content = variants.files([(scenarios, drawn)], ["pt-BR"])["variants.pt-BR.xml"]
    quiz = read(content)

    assert [entry.path.split("/")[-1] for entry in quiz.entries if isinstance(entry, Category)] == [
        "05 Sintomas em perdas e acurácias (variantes)"
    ]
    assert [question.idnumber for question in quiz.questions] == [
        f"loss_scenarios.{variant.stages.variant}.pt-BR" for variant in drawn
    ]
    assert len({question.name for question in quiz.questions}) == 12
    assert len({question.stem.text for question in quiz.questions}) == 12
    for played, variant in zip(play(content), drawn, strict=True):
        keyed = [option in variant.stages.keyed for option in variant.stages.options]
        assert [fraction == 1 for _, fraction in played.fractions] == keyed


def test_a_variant_keeps_its_name_whatever_else_is_drawn(scenarios: ComputedStages) -> None:
    first = {variant.differences: variant.stages.variant for variant in variants.draw(scenarios, 5, seed=3)}
    more = {variant.differences: variant.stages.variant for variant in variants.draw(scenarios, 50, seed=3)}

    assert first.items() <= more.items()


def test_a_space_that_holds_fewer_is_refused() -> None:
    stages = stages_of(HEALTHY, "middle")

    assert len(variants.draw(stages, 3, seed=1)) == 3
    with pytest.raises(
        GraderError, match=r"middle: expected 4 variants .* tell apart, .* space of 3 choices gave 3; ask for"
    ):
        variants.draw(stages, 4, seed=1)


def with_a_slope_that_nobody_reads() -> ComputedStages:
    """The exam's question of intervals, in a space of ten intervals with twelve slopes each."""
    stages = stages_of(ROOT / "question_bank", "output_range")

    def build(low: float, slope: float) -> object:
        return replace(stages.question.parameters, low=low, targets=round(5 * (10 - low)) + 1, negative_slope=slope)

    space = Space(
        {"low": tuple(map(float, range(-20, -30, -1))), "slope": tuple(n / 40 for n in range(12, 0, -1))}, build
    )
    return ComputedStages(stages.bank, replace(stages.question, space=space), 3)


def test_variants_that_look_the_same_to_students_are_drawn_once() -> None:
    stages = with_a_slope_that_nobody_reads()

    drawn = variants.draw(stages, 10, seed=1)

    assert {variant.choices["low"] for variant in drawn} == set(map(float, range(-29, -19)))
    assert [one.choices for one in variants.draw(stages, 6, seed=1)] == [one.choices for one in drawn[:6]]
    with pytest.raises(GraderError, match=r"expected 11 .* space of 120 choices gave 10; ask for no more, or let"):
        variants.draw(stages, 11, seed=1)


def test_what_random_draws_miss_is_looked_for_in_the_space() -> None:
    """One value of 2,000 looks different: two hundred draws in vain are likelier than one that meets it."""
    stages = with_a_slope_that_nobody_reads()
    space = stages.question.space
    assert space is not None
    rare = replace(space, values={"low": (-20.0,) * 1_999 + (-21.0,), "slope": (0.3,)})
    one = ComputedStages(stages.bank, replace(stages.question, space=rare), 3)

    assert {variant.choices["low"] for variant in variants.draw(one, 2, seed=1)} == {-20.0, -21.0}


def test_the_order_of_what_moodle_shuffles_makes_no_other_question() -> None:
    stages = stages_of(ROOT / "question_bank", "output_range")

    def backwards(*, shuffle: bool) -> ComputedStages:
        def item(s: object) -> object:
            made = stages.question.item(s)
            return replace(made, options=made.options[::-1])

        return ComputedStages(stages.bank, replace(stages.question, item=item, shuffle=shuffle), 3)

    in_order = ComputedStages(stages.bank, replace(stages.question, shuffle=False), 3)

    assert seen(backwards(shuffle=True)) == seen(stages)
    assert seen(backwards(shuffle=False)) != seen(in_order)


def test_variants_that_cannot_be_shown_are_drawn_so_that_they_are_found() -> None:
    stages = with_a_slope_that_nobody_reads()

    def item(s: object) -> object:
        raise ValueError(f"nothing to ask of {s}")

    broken = ComputedStages(stages.bank, replace(stages.question, item=item), 3)

    assert len(variants.draw(broken, 20, seed=1)) == 20


def test_a_thousand_variants_of_each_question_of_the_exam_can_be_told_apart_in_every_language() -> None:
    for stages in computed(banks.load(str(ROOT / "question_bank"))):
        if stages.question.space is not None:
            drawn = variants.draw(stages, 1_000, seed=1)
            for language in ("pt-BR", "en"):
                source = stages.sources[language]
                read = {tuple(_read_by_students(one.stages, source)) for one in drawn}
                assert len(read) == 1_000, (stages.id, language)


def _read_by_students(stages: ComputedStages, source: Source) -> Iterator[str]:
    blocks = stages.filled_in(source)
    yield blocks["stem"]
    yield from (text for name, text in blocks.items() if name.startswith("option_"))


def test_a_space_that_makes_no_parameters_of_what_it_holds_is_named() -> None:
    stages = stages_of(HEALTHY, "middle")

    def build(tail: float) -> object:
        raise ValueError(f"{tail} is too far")

    broken = ComputedStages(stages.bank, replace(stages.question, space=Space({"tail": (6.0, 9.0)}, build)), 1)

    with pytest.raises(GraderError, match=r"middle: `build` makes no parameters of .*: ValueError: .* is too far"):
        variants.draw(broken, 1, seed=1)


def test_a_question_without_a_space_has_no_variants() -> None:
    stages = stages_of(HEALTHY, "middle")
    alone = ComputedStages(stages.bank, replace(stages.question, space=None), 1)

    with pytest.raises(GraderError, match=r"middle: expected a question with a space of variants"):
        variants.draw(alone, 1, seed=1)


@pytest.mark.parametrize("number", [3, 5])
def test_a_sample_of_our_own_variants_has_no_finding(number: int) -> None:
    stages = computed(banks.load(str(ROOT / "question_bank")))[number - 1]

    trial = try_out(stages, variants.draw(stages, 8, seed=4), examples=0, progress=lambda _: None)

    assert (trial.drawn, trial.findings) == (8, ())


def test_a_collision_of_key_and_distractor_is_found_with_the_smallest_example(tmp_path: Path) -> None:
    stages = stages_of(with_numbers_as_options(tmp_path), "middle")

    trial = try_out(stages, (), examples=60, progress=lambda _: None)

    collisions = [finding for finding in trial.findings if finding.code == "T011"]
    assert {finding.evidence[0] for finding in collisions} == {"variant: tail = 3.1"}
    assert all(finding.message.startswith("the options mean and median both read") for finding in collisions)


def test_a_claim_that_some_variant_makes_false_is_found(tmp_path: Path) -> None:
    bank = copy_of_healthy(tmp_path)
    replacing(QUESTION, "(6.0, 9.0, 12.0)", "(6.0, 9.0, 12.0, 2.5)")(bank)
    stages = stages_of(bank, "middle")

    found = try_out(stages, variants.draw(stages, 4, seed=1), examples=20, progress=lambda _: None).findings

    (finding,) = [one for one in found if one.code == "C001"]
    assert finding.message.startswith("the claim mean_follows_the_tail is false")
    assert finding.evidence[:2] == ("variant: tail = 2.5", "in 1 of the 4 variants drawn")


def test_verify_looks_at_variants_and_says_how_many(tmp_path: Path) -> None:
    good = CliRunner().invoke(
        grader,
        [
            "verify",
            "--bank",
            str(copy_of_healthy(tmp_path)),
            "--variants",
            "5",
            "--exports",
            str(exports_of(tmp_path / "bank")),
        ],
    )

    assert good.exit_code == 0
    assert good.stdout.splitlines()[-1].endswith("3 variants: no findings")


def test_verify_says_that_it_looks_at_no_variant_of_a_bank_that_is_to_be_mended_first(tmp_path: Path) -> None:
    bank = copy_of_healthy(tmp_path)

    result = CliRunner().invoke(grader, ["verify", "--bank", str(bank), "--variants", "20"])

    assert result.exit_code == 1
    assert "E001 is missing" in result.stdout
    assert "no variant looked at before the rest is mended: 1 finding" in result.stdout.splitlines()[-1]


def test_options_that_show_values_of_their_own_names_are_known_by_them(tmp_path: Path) -> None:
    bank = with_numbers_as_options(tmp_path)
    known = verified(bank)
    both(
        replacing(EN, "option_mean %}{{ s.mean |", "option_mean %}{{ s.median |"),
        replacing(EN, "option_median %}{{ s.median |", "option_median %}{{ s.mean |"),
    )(bank)

    exchanged = verified(bank)

    assert "Q013" not in known
    assert "Q013" in exchanged


def verified(bank: Path) -> set[str]:
    return {finding.code for finding in verify(banks.load(str(bank)), None, progress=lambda _: None).findings}


def test_verify_fails_where_a_variant_does(tmp_path: Path) -> None:
    bank = with_numbers_as_options(tmp_path)
    exports = exports_of(bank)

    result = CliRunner().invoke(grader, ["verify", "--bank", str(bank), "--variants", "20", "--exports", str(exports)])

    assert result.exit_code == 1
    assert "T011 the options mean and median both read" in result.stdout
    assert "    variant: tail = 3.1\n" in result.stdout


def test_export_writes_no_variant_that_breaks_the_question(tmp_path: Path) -> None:
    bank = with_numbers_as_options(tmp_path)

    result = CliRunner().invoke(
        grader, ["export", "--bank", str(bank), "--variants", "15", "--out", str(tmp_path / "out")]
    )

    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def exports_of(bank: Path) -> Path:
    exports = bank.parent / "exports"
    CliRunner().invoke(grader, ["export", "--bank", str(bank), "--exports", str(exports)])
    return exports
