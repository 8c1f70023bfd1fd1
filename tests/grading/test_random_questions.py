"""A quiz whose slots ask each student another variant of our own questions: grades, analysis, and a regrade."""

import csv
import html
import json
import re
import shlex
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import command_line
import numpy as np
import pytest
from click.testing import CliRunner, Result
from downloads import EXPORTS, Sat, as_csv, drawn_table, exam_file, question
from extras import require
from places import ROOT, SAMPLES
from quizzes import multiple_choice

from grader import bank as banks
from grader.cli import grader
from grader.errors import GradingError
from grader.grading import rekey, solved
from grader.grading.analysis import analyse
from grader.grading.exam import exam, read_exam
from grader.grading.findings import findings
from grader.grading.marks import Marked, mark
from grader.grading.participants import Policy
from grader.grading.regrade import Lowering, regrade
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import write
from grader.moodle.downloads.responses import read_report, report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.quiz import Quiz
from grader.release import variants
from grader.release.stages import ComputedStages, computed
from grader.release.variants import draw, sample

BANK = ROOT / "question_bank"


def right(asked: MultipleChoice) -> int:
    return [answer.fraction for answer in asked.answers].index(1.0)


def class_of(size: int, variants: Path) -> list[tuple[list[MultipleChoice], Sat]]:
    """Students, each asked a question of the exam and then a variant of each question that has any.

    Of ten the first nine know everything but what chance takes; the last leaves everything blank.
    """
    rng = np.random.default_rng(3)
    fixed = multiple_choice((EXPORTS / "exam.en.xml").read_bytes())[0]
    by_question: dict[str, list[MultipleChoice]] = {}
    for variant in multiple_choice(variants.read_bytes()):
        by_question.setdefault(variant.idnumber.split(".")[0], []).append(variant)
    everybody = []
    for number in range(size):
        asked = [fixed, *(of_one[int(rng.integers(len(of_one)))] for of_one in by_question.values())]
        choices = [right(one) if rng.random() < 0.7 else int(rng.integers(4)) for one in asked]
        chosen = [() if number % 10 == 9 else (choice,) for choice in choices]
        earned = [option == (right(one),) for one, option in zip(asked, chosen, strict=True)]
        shown = [rng.permutation(4).tolist() for _ in asked]
        everybody.append((asked, Sat(f"s{number}", chosen, grade=f"{10 * sum(earned) / len(asked):.2f}", shown=shown)))
    return everybody


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[list[MultipleChoice], Sat]]]:
    """A folder in which the README's commands were run, one after another, and the class."""
    require("matplotlib")
    folder = tmp_path_factory.mktemp("random")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(grader export --variants[^`]*grader grade .*?)```", readme, re.DOTALL)
    export, *commands = block.strip().splitlines()
    run_here(folder, export)
    everybody = class_of(30, folder / "variants" / "variants.en.xml")
    (folder / "responses.csv").write_bytes(as_csv(drawn_table(everybody)))
    for command in commands:
        assert "variants.en.xml" in run_here(folder, command)
    return folder, everybody


def run_here(folder: Path, command: str) -> str:
    """What a command of the README says on stderr, in a folder of its own."""
    done = command_line.grader(*shlex.split(command)[1:], "--bank", str(BANK), cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stderr


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_everybody_is_graded_by_the_variant_that_they_were_asked(
    session: tuple[Path, list[tuple[list[MultipleChoice], Sat]]],
) -> None:
    folder, everybody = session

    grades = {row["Email address"]: float(row["Grade"]) for row in rows(folder / "graded/grades.csv")}
    assert grades == pytest.approx({f"{sat.who}@example.com": float(str(sat.grade)) for _, sat in everybody}, abs=0.005)
    variants = multiple_choice((folder / "variants/variants.en.xml").read_bytes())
    reads = {one.name: (one.stem, [answer.markup for answer in one.answers]) for one in variants}  # some read alike
    names = [row["name"] for row in rows(folder / "graded/responses.csv")][1::3]
    assert [reads[name] for name in names] == [reads[asked[1].name] for asked, _ in everybody]
    assert len(set(names)) > 5
    assert not (folder / "graded/problems.csv").exists()


def test_misconceptions_are_counted_over_the_exam_and_all_variants(
    session: tuple[Path, list[tuple[list[MultipleChoice], Sat]]],
) -> None:
    folder, everybody = session
    leads_to = {stages.id: _misconceptions(stages) for stages in computed(banks.load(str(BANK)))}
    expected, answered = Counter[str](), Counter[str]()
    for asked, sat in everybody:
        for one, chosen in zip(asked, sat.choices, strict=True):
            reasons = leads_to[one.idnumber.split(".")[0]]
            if chosen:
                answered.update(reason for place, reason in enumerate(reasons) if place != right(one))
                expected.update(reasons[place] for place in chosen if place != right(one))

    exams = ["--exam", str(EXPORTS / "exam.en.xml"), "--exam", str(folder / "variants/variants.en.xml")]
    given = ["analyse", str(folder / "responses.csv"), *exams, "--bank", str(BANK)]
    table = csv.DictReader(CliRunner().invoke(grader, [*given, "--misconceptions"]).stdout.splitlines())
    found = {one["misconception"]: one for one in table}
    assert {statement: int(one["count"]) for statement, one in found.items() if int(one["count"])} == expected
    assert {statement: int(one["answered"]) for statement, one in found.items()} == answered
    assert len(expected) > 5
    for row in found.values():
        assert float(row["share"]) == int(row["count"]) / int(row["answered"])
    commonest, *_ = found.values()
    line = f"{commonest['count']} of {commonest['answered']}"
    assert line in CliRunner().invoke(grader, given).stdout
    told = json.loads(CliRunner().invoke(grader, [*given, "--json"]).stdout)["misconceptions"]
    assert [one["statement"] for one in told] == list(found)
    CliRunner().invoke(grader, [*given, "--html", str(folder / "held.html")])
    page = html.unescape((folder / "held.html").read_text(encoding="utf-8"))
    assert f"<td>{commonest['count']}</td><td>{commonest['answered']}</td>" in page.partition("Misconceptions")[2]
    both = CliRunner().invoke(grader, [*given, "--misconceptions", "--json"])
    assert "expected one of --json, --csv and --misconceptions" in str(both.exception)


def test_variants_are_looked_through_once_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = list[str]()

    def counted(*given: Any, seed: str) -> Any:
        looked.append(seed)
        return sample(*given, seed=seed)

    monkeypatch.setattr(solved, "sample", counted)
    [stages] = [one for one in computed(banks.load(str(BANK))) if one.id == "output_range"]
    questions = [variant.stages.moodle_question("en") for variant in draw(stages, 3, seed=1)]

    known = solved.reasoned(solved.loaded(str(BANK)), exam(write(Quiz(tuple(questions))), where="exam.xml"))

    assert len(known) == 3
    assert looked == ["output_range"]


def _misconceptions(stages: ComputedStages) -> list[str]:
    """What leads to each option, in whichever variant it is wrong."""
    space = stages.question.space
    drawn = [variant.stages for variant in draw(stages, 40, seed=2)] if space else []
    return [
        next((reason for one in (stages, *drawn) if (reason := one.foreseen[place].misconception)), "")
        for place in range(len(stages.foreseen))
    ]


def test_voiding_a_question_of_the_bank_moves_whoever_missed_one_of_its_variants(
    session: tuple[Path, list[tuple[list[MultipleChoice], Sat]]],
) -> None:
    folder, everybody = session

    moved = {row["Email address"] for row in rows(folder / "regraded/regrade.csv") if row["change"] != "+0.00000"}
    missed = {f"{sat.who}@example.com" for asked, sat in everybody if sat.choices[2] not in ((right(asked[2]),), ())}
    assert moved == missed != set()
    assert "<svg" in (folder / "analysis.html").read_text(encoding="utf-8")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(grader, [str(argument) for argument in arguments], standalone_mode=False)


def test_an_option_of_all_variants_is_accepted_by_its_id(
    session: tuple[Path, list[tuple[list[MultipleChoice], Sat]]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder, everybody = session
    monkeypatch.chdir(folder)
    given = ["regrade", "responses.csv", "--bank", BANK, "--out", tmp_path]

    result = run(*given, "--accept", "loss_scenarios=all_four")

    moved = {row["Email address"] for row in rows(tmp_path / "regrade.csv") if row["change"] != "+0.00000"}
    chose = {f"{sat.who}@example.com" for asked, sat in everybody if sat.choices[2] == (0,) != (right(asked[2]),)}
    assert result.exit_code == 0
    assert moved == chose != set()


def test_an_exam_that_was_named_stays_and_the_variants_that_fit_are_named(
    session: tuple[Path, list[tuple[list[MultipleChoice], Sat]]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder, _ = session
    monkeypatch.chdir(folder)
    given = ["grade", "responses.csv", "--exam", EXPORTS / "exam.en.xml", "--out", tmp_path]

    alone, both = run(*given), run(*given, "--exam", "variants/variants.en.xml")

    assert (alone.exit_code, both.exit_code) == (1, 0)
    assert "fit variants/variants.en.xml and not" in alone.stderr
    assert both.stderr == ""


def test_two_files_of_variants_that_fit_alike_are_both_named(
    session: tuple[Path, list[tuple[list[MultipleChoice], Sat]]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder, _ = session
    monkeypatch.chdir(tmp_path)
    (tmp_path / "variants").mkdir()
    content = (folder / "variants/variants.en.xml").read_bytes()
    for name, written in (("en", content), ("other", content + b"\n"), ("same", content)):
        (tmp_path / f"variants/variants.{name}.xml").write_bytes(written)

    done = CliRunner().invoke(grader, ["grade", str(folder / "responses.csv"), "--bank", str(BANK)])

    assert isinstance(done.exception, BaseException)
    assert "variants.other.xml: name the one" in str(done.exception) + done.output


def variant(code: str, *options: tuple[str, float], of: str = "sum", single: bool = True) -> MultipleChoice:
    return question(*options, stem=f"{of}, {code}?", name=f"{of}.{code}.en", single=single)


FIRST = variant("0000000a", ("1", 1.0), ("2", 0.0), ("6", 0.0))
SECOND = variant("0000000b", ("3", 0.0), ("1", 1.0), ("8", 0.0))
UNASKED = variant("0000000c", ("5", 1.0), ("6", 0.0), ("2", 0.0))
PRODUCT = variant("0000000a", ("1", 1.0), ("2", 0.0), ("6", 0.0), of="product")
POOL = exam_file(FIRST, SECOND, UNASKED, PRODUCT)
IDS = {f"sum.0000000{code}.en": ("right", "double", "third") for code in "abc"}
DRAWS = [([FIRST, PRODUCT], ((1,), (0,))), ([SECOND, PRODUCT], ((2,), (0,))), ([SECOND, PRODUCT], ((1,), (0,)))]


def graded(
    draws: Sequence[tuple[Sequence[MultipleChoice], Sequence[tuple[int, ...]]]] = tuple(DRAWS), content: bytes = POOL
) -> Marked:
    everybody = [(asked, Sat(str(number), chosen)) for number, (asked, chosen) in enumerate(draws)]
    return mark(report(sheet(as_csv(drawn_table(everybody)), where="r.csv")), exam(content, where="variants.xml"))


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("1", (0, 1)),  # what was asked there
        ("2", (3,)),
        ("sum", (0, 1, 2)),  # every variant
        ("product", (3,)),
        ("sum.0000000b", (1,)),
        ("sum.0000000b.en", (1,)),
    ],
)
def test_a_number_a_variant_and_a_question_of_the_bank_are_found(written: str, places: tuple[int, ...]) -> None:
    assert rekey.find(graded(), written) == places


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("sum=double", {0: 1, 1: 1, 2: 1}),
        ("1=third", {0: 2, 1: 2}),
        ("sum=b", {0: 1, 1: 1, 2: 1}),
        ("sum=3", None),  # the third, or where it reads so
        ("sum=8", {1: 2}),
        ("sum=6", {0: 2, 2: 1}),  # in those that have it, wherever
        ("1=6", {0: 2}),
        ("product=b", {3: 1}),
    ],
)
def test_an_option_of_several_variants_is_named_by_id_by_place_and_by_text(
    written: str, options: dict[int, int] | None
) -> None:
    def found() -> dict[int, int]:
        return rekey.find_option(graded(), written, IDS)

    if options is not None:
        assert found() == options
        return
    with pytest.raises(GradingError, match="'3' may mean several options of the 3 questions that are meant, as 'sum"):
        found()


def test_voiding_what_a_number_asked_moves_whoever_missed_it() -> None:
    before = graded()
    after = mark(before.report, rekey.voided(before.exam, rekey.find(before, "1")))

    result = regrade(before, after, Policy.HIGHEST, Lowering.STRICT)

    assert [move.change for move in result.moves] == [5.0, 5.0, 0.0]
    assert [(change.question.name, change.gained) for change in result.changes] == [
        ("sum.0000000a.en", 1),
        ("sum.0000000b.en", 1),
    ]


def test_variants_that_nobody_was_asked_are_no_change_and_need_no_counterpart() -> None:
    before = graded()
    changed = rekey.voided(before.exam, rekey.find(before, "sum"))
    new = exam_file(FIRST, variant("0000000b", ("3", 1.0), ("1", 0.0), ("8", 0.0)), PRODUCT)

    found = regrade(before, mark(before.report, changed), Policy.HIGHEST, Lowering.STRICT)
    rekeyed, _ = rekey.as_in(before.exam, exam(new, where="new.xml"), unasked=rekey.unasked(before))

    assert len(found.changes) == 2
    assert rekeyed.graded[1].fractions == (1.0, 0.0, 0.0)
    with pytest.raises(GradingError, match=r"new\.xml: expected the question 'sum\.0000000c\.en'"):
        rekey.as_in(before.exam, exam(new, where="new.xml"))


def test_a_number_whose_questions_another_asked_too_is_refused() -> None:
    two_of_one = graded([([FIRST, SECOND], ((0,), (1,))), ([SECOND, FIRST], ((1,), (0,)))])

    with pytest.raises(GradingError, match=r"question 1 asked what question 2 asked, too, .*name what changes, of sum"):
        rekey.find(two_of_one, "1")
    assert rekey.find(two_of_one, "sum") == (0, 1, 2)


def test_a_number_that_is_also_a_name_is_refused_with_both_named() -> None:
    named = question(("x", 1.0), ("y", 0.0), stem="Named?", name="1")
    marked = graded([([FIRST, named], ((0,), (0,)))], exam_file(FIRST, named))

    with pytest.raises(GradingError, match="'1' may mean question 1 of the quiz, 1: name the question by another"):
        rekey.find(marked, "1")


def test_questions_that_are_no_variants_of_each_other_have_no_place_in_common() -> None:
    marked = graded([([FIRST], ((0,),)), ([PRODUCT], ((0,),))])

    assert rekey.find_option(marked, "1=6", IDS) == {0: 2, 3: 2}
    for written in ("1=b", "1=double"):
        with pytest.raises(GradingError, match="is no option of the 2 questions that are meant"):
            rekey.find_option(marked, written, IDS)


def test_foreign_idnumbers_that_differ_behind_a_dot_are_two_questions() -> None:
    pair = [question(("x", 1.0), ("y", 0.0), stem=f"{n}?", name=f"Q.{n}") for n in (1, 2)]
    marked = graded([(pair, ((0,), (0,)))], exam_file(*pair))

    with pytest.raises(GradingError, match=r"expected one question of Q\.1, Q\.2, received 'Q'"):
        rekey.find(marked, "Q")


@pytest.mark.parametrize("texts", [True, False])
def test_variants_have_no_order_by_which_a_download_without_texts_could_be_read(texts: bool) -> None:  # noqa: FBT001
    table = drawn_table([([SECOND, FIRST], Sat("a", ((1,), (0,))))])
    keep: Callable[[str], bool] = (lambda _: True) if texts else (lambda name: not name.startswith(("Quest", "Right")))
    kept = [[cell for cell, name in zip(row, table[0], strict=True) if keep(name)] for row in table]
    both = exam(exam_file(FIRST, SECOND), where="variants.xml")

    if texts:
        assert mark(report(sheet(as_csv(kept), where="r.csv")), both).sums.tolist() == [2.0]
        return
    with pytest.raises(GradingError, match=r"variants\.xml holds variants, .*: download the report with question text"):
        mark(report(sheet(as_csv(kept), where="r.csv")), both)


def test_one_option_text_that_is_right_in_one_variant_and_wrong_in_another_is_marked_by_the_variant() -> None:
    other = variant("0000000d", ("1", 0.0), ("2", 1.0), ("6", 0.0))

    marked = graded([([FIRST], ((0,),)), ([other], ((0,),))], exam_file(FIRST, other))

    assert marked.sums.tolist() == [1.0, 0.0]


def test_variants_of_one_text_and_two_keys_are_not_told_apart() -> None:
    twin = MultipleChoice("twin", FIRST.stem, tuple(reversed(FIRST.answers)), idnumber="sum.0000000e.en")
    wrong = question(("1", 0.0), ("2", 1.0), ("6", 0.0), stem=FIRST.stem.text, name="sum.0000000f.en")

    same, different = (graded([([FIRST], ((0,),))], exam_file(FIRST, other)) for other in (twin, wrong))

    assert [finding.code for finding in findings(different)] == ["G006"]
    assert same.sums.tolist() == [1.0]


def test_the_analysis_names_the_question_whose_variants_were_asked() -> None:
    others = [question(("x", 1.0), ("y", 0.0), stem=f"{n}?", name=f"foreign {n}") for n in (1, 2)]
    everybody = [(draw[0] + [other], (*draw[1], (0,))) for draw, other in zip(DRAWS, [*others, others[0]], strict=True)]
    marked = graded(everybody, exam_file(FIRST, SECOND, PRODUCT, *others))

    analysis = analyse(marked, range(3))

    assert analysis is not None
    assert [item.name for item in analysis.items] == ["1 sum", "product.0000000a.en", "question 3"]


def test_a_key_that_parts_variants_which_read_alike_is_refused_with_all_named() -> None:
    twin = MultipleChoice("twin", FIRST.stem, FIRST.answers, idnumber="sum.0000000e.en")
    before = graded([([FIRST], ((1,),))], exam_file(FIRST, twin))

    def regraded(*written: str) -> None:
        places = {place for one in written for place in rekey.find(before, one)}
        rekey.check_told_apart(before, mark(before.report, rekey.voided(before.exam, tuple(places))))

    for written in (("1",), ("sum",), ("sum.0000000a", "sum.0000000e")):
        regraded(*written)
    with pytest.raises(
        GradingError, match=r"'sum\.0000000a\.en' and 'sum\.0000000e\.en' read the same in the download"
    ):
        regraded("sum.0000000e")


def test_a_real_moodles_random_questions_are_recognised() -> None:
    truth = json.loads((SAMPLES / "types.random.marks.json").read_text(encoding="utf-8"))
    types = json.loads((SAMPLES / "types.random.attempts.json").read_text(encoding="utf-8"))["types"]
    marks = {str(number): 1.0 for number in range(1, 7)}  # nearly all are of types that are not graded
    downloaded = read_report(SAMPLES / "types.random.responses.csv")
    marked = mark(downloaded, read_exam(SAMPLES / "types.xml"), slot_marks=marks)
    expected = [attempt["slots"] for attempt in truth["attempts"] if attempt["state"] == "finished"]

    assert len(marked.attempts) == len(expected) > 20
    read_ = 0
    for slots, of_slot in zip(zip(*expected, strict=True), marked.slots, strict=True):
        for stored, asked, response in zip(slots, of_slot.asked, of_slot.responses, strict=True):
            if types[stored["name"]] == "multichoice":
                assert getattr(asked, "name", None) == stored["name"]
                read_ += response.fraction is not None
                assert (response.fraction is None) == (r"\(x<" in (stored["response"] or ""))
                assert response.fraction is None or response.fraction == pytest.approx(
                    stored["fraction"] or 0.0, abs=1e-7
                )
    assert read_ > 10


def test_of_a_variant_with_a_suspect_key_the_solver_says_what_it_finds(tmp_path: Path) -> None:
    stages = computed(banks.load(str(BANK)))[2]
    [first] = multiple_choice(variants.files([(stages, draw(stages, 1, seed=1))], ["en"])["variants.en.xml"])
    second = multiple_choice((EXPORTS / "exam.en.xml").read_bytes())[0]
    solved = right(first)
    wrong = (solved + 1) % 4
    answers = tuple(replace(answer, fraction=float(place == wrong)) for place, answer in enumerate(first.answers))
    given = [replace(first, answers=answers), second]
    (tmp_path / "exam.xml").write_bytes(exam_file(*given))
    able = [(given, Sat(f"able{place}", [(solved,), (right(second),)])) for place in range(10)]
    others = [(given, Sat(f"s{place}", [(wrong,), ((right(second) + 1) % 4,)])) for place in range(20)]
    (tmp_path / "responses.csv").write_bytes(as_csv(drawn_table(able + others)))

    done = run("analyse", tmp_path / "responses.csv", "--exam", tmp_path / "exam.xml")

    assert re.search(r"suspect key: .*\n    the solver finds \w+, which is theirs\n", done.output), done.output
