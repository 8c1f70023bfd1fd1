"""An order from a bank to grades: what is begun, found, written, guessed, and read from cells that are cut short."""

from pathlib import Path
from shutil import copytree, ignore_patterns
from xml.etree import ElementTree as ET

import pytest
from broken.breaks import replacing
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree
from places import TESTS

from grader import bank as banks
from grader.authoring.new import new_bank, new_question
from grader.checks.xml import examine
from grader.checks.xml.elements import QuizFile
from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.kinds import KINDS
from grader.kinds.ordering import KIND
from grader.kinds.ordering.item import mean_of_random
from grader.kinds.ordering.question import OrderingQuestion
from grader.kinds.ordering.reading import GRADINGS
from grader.kinds.ordering.responses import OfOrder, shortened
from grader.kinds.ordering.writing import write as element
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.moodle.flatten import to_plain_text
from grader.moodle.marking import marker
from grader.moodle.marking.orders import GRADES
from grader.moodle.quiz import Hint, Markup, OtherQuestion, Quiz
from grader.release.exports import build
from grader.release.stages import of
from grader.verification.gate import Verification, verify
from grader.verification.mutate import mutate

RANKED, SOLVER = "measures/__init__.py", "measures/solver.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank with a question that asks for an order, to be edited."""
    return Path(copytree(TESTS / "banks/order", tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


def released(folder: Path, language: str = "en") -> bytes:
    bank = banks.load(str(folder))
    return build(bank, of(bank))[f"moodle/exam.{language}.xml"]


def verified(folder: Path, variants: int = 0) -> Verification:
    return verify(banks.load(str(folder)), None, variants=variants, progress=lambda _: None)


@pytest.mark.parametrize("languages", [["es"], ["zh-Hans"]])  # of the others every kind's way is gone
def test_one_that_was_begun_passes_at_once_and_so_do_its_variants(languages: list[str], tmp_path: Path) -> None:
    new_bank(tmp_path / "bank", languages, KINDS["multichoice"])
    new_question(tmp_path / "bank", languages, "measures", KIND)

    result = verify(banks.load(str(tmp_path / "bank")), None, variants=20, progress=lambda _: None)

    assert [finding.message for finding in (*result.findings, *result.warnings)] == []


def test_the_bank_of_these_tests_is_what_was_begun(folder: Path, tmp_path: Path) -> None:
    new_bank(tmp_path / "begun", ["pt-BR", "en"], KINDS["multichoice"])
    new_question(tmp_path / "begun", ["pt-BR", "en"], "measures", KIND)

    for path in (tmp_path / "begun/measures").iterdir():
        assert path.read_bytes() == (folder / "measures" / path.name).read_bytes()


def test_nothing_of_it_can_change_unnoticed(folder: Path) -> None:
    (mutated,) = mutate(banks.load(str(folder)), (), progress=lambda _: None)

    assert (mutated.findings, mutated.score.excused) == ((), 0)


def test_values_that_are_tied_somewhere_are_told_with_the_smallest_variant(folder: Path) -> None:
    replacing(SOLVER, '"highest": (7, 4, 5)', '"highest": (7, 4, 1)')(folder)

    found = [finding for finding in verified(folder, variants=900).findings if finding.code == "K051"]

    assert any("are equal" in finding.message and "highest = 1" in str(finding.evidence) for finding in found)


ENDINGS = {"text": ("en.md", "pt-BR.md"), "readback": ("en.txt", "pt-BR.txt")}


def test_the_largest_first_turns_the_order_round(folder: Path) -> None:
    before = [item.text for item in _only(released(folder)).items]
    replacing(RANKED, "        wrong=(", "        descending=True,\n        wrong=(")(folder)
    assert {finding.code for finding in verified(folder).findings} == {"K056"}

    for file in ("text", "readback"):
        english, portuguese = (f"measures/{file}.{rest}" for rest in ENDINGS[file])
        replacing(english, "the smallest first", "the largest first")(folder)
        replacing(portuguese, "a menor primeiro", "a maior primeiro")(folder)

    assert verified(folder).findings == []
    assert [item.text for item in _only(released(folder)).items] == before[::-1]


def _only(content: bytes) -> OrderingQuestion:
    [question] = read(content).questions
    assert isinstance(question, OrderingQuestion)
    return question


@pytest.mark.parametrize("language", ["en", "pt-BR", "multilang"])
def test_moodle_would_take_it_as_it_is(folder: Path, language: str) -> None:
    assert examine(QuizFile.read(released(folder, language), where="exam.xml")) == []


@pytest.mark.parametrize("grading", ["relative", "ABSOLUTE"])
def test_a_way_of_grading_that_moodle_does_not_know_is_refused(folder: Path, grading: str) -> None:
    replacing(RANKED, "        wrong=(", f'        grading="{grading}",\n        wrong=(')(folder)

    assert [finding.code for finding in verified(folder).findings] == ["S001"]


def test_another_way_of_grading_is_a_setting_that_costs_every_response(folder: Path) -> None:
    before = released(folder)
    replacing(RANKED, "        wrong=(", '        grading="ALL_OR_NOTHING",\n        wrong=(')(folder)

    [question] = compare(read(before), read(released(folder))).questions

    assert [(change.kind, change.place) for change in question.changes] == [
        (Changed.REGRADE, ""),
        (Changed.REGRADE, ""),
        (Changed.SETTINGS, "grading"),
    ]


def test_a_random_order_earns_what_moodle_gives_on_average() -> None:
    """As thousands of attempts earned, of five items."""
    means = [mean_of_random(grading, 5) for grading in GRADES]

    assert tuple(GRADES) == GRADINGS
    assert means == pytest.approx([0.008, 0.2, 0.2, 0.2, 0.2, 0.5, 0.557, 0.497, 0.6], abs=1e-3)


WORDS = st.text(st.sampled_from("ab <;.é0"), min_size=1, max_size=13).map(str.strip).filter(bool)


@given(items=st.lists(WORDS, min_size=2, max_size=5, unique=True), grading=st.sampled_from(GRADINGS), data=st.data())
def test_a_response_is_the_order_that_was_put_or_one_of_those_that_nobody_can_tell(
    items: list[str], grading: str, data: st.DataObject
) -> None:
    """In html, which loses nothing but what is cut."""
    assume(not any("  " in item for item in items))  # white space is evened out, as Moodles differ in it
    select = data.draw(st.sampled_from(["ALL", "RANDOM", "CONTIGUOUS"]))
    question = OrderingQuestion(
        "q",
        Markup("Put in order"),
        tuple(Markup(item, "plain_text") for item in items),
        grading=grading,
        select=select,
        count=data.draw(st.integers(0, 6)),
    )
    begin = data.draw(st.integers(0, len(items) - question.shown))
    drawn = (
        list(range(begin, begin + question.shown))
        if select == "CONTIGUOUS"
        else sorted(data.draw(st.permutations(range(len(items))))[: question.shown])
    )
    order = data.draw(st.permutations(drawn))
    plain = [to_plain_text(item.replace("<", "&lt;")) for item in items]
    cell = "; ".join(short for item in order if (short := shortened(plain[item])))

    response = OfOrder(question, question.fractions).read(cell, lossless=True)

    award = marker.mark(ET.fromstring(etree.tostring(element(question), encoding="UTF-8")), order)
    placed = tuple(place * len(items) + item for place, item in enumerate(order))
    if response.outcome is Outcome.AMBIGUOUS:
        assert placed in response.candidates or response.fraction is None
    else:
        assert (response.outcome, response.options) == (Outcome.ANSWERED, placed)
    if response.fraction is not None:
        assert response.fraction == award.fraction


def test_items_that_are_cut_alike_and_a_zero_are_never_guessed() -> None:
    cut = OrderingQuestion("q", Markup("?"), (Markup("Formulate it"), Markup("Formula of it"), Markup("End")))
    zero = OrderingQuestion("q", Markup("?"), (Markup("-1"), Markup("0"), Markup("1")))

    for question, cell, count in ((cut, "Formula...; Formula...; End", 2), (zero, "-1; 1", 3)):
        response = OfOrder(question, question.fractions).read(cell, lossless=False)
        assert (response.outcome, response.fraction, len(response.candidates)) == (Outcome.AMBIGUOUS, None, count)


@pytest.mark.parametrize("cell", ["", "a; b", "a; b; b", "a; b; c; a", "a; b; d"])
def test_what_is_no_order_is_not_read(cell: str) -> None:
    question = OrderingQuestion("q", Markup("?"), tuple(map(Markup, "abc")))

    assert OfOrder(question, question.fractions).read(cell, lossless=False).outcome is Outcome.UNREADABLE


TEXTS = st.text(st.sampled_from("ab <>&]p/\n"), min_size=1, max_size=8).filter(lambda text: bool(text.strip()))


@given(
    st.builds(
        OrderingQuestion,
        name=TEXTS,
        stem=st.builds(Markup, TEXTS),
        items=st.lists(st.builds(Markup, TEXTS), min_size=2, max_size=4, unique_by=lambda item: item.text).map(tuple),
        grading=st.sampled_from(GRADINGS),
        select=st.sampled_from(["ALL", "RANDOM", "CONTIGUOUS"]),
        count=st.integers(0, 5),
        layout=st.sampled_from(["VERTICAL", "HORIZONTAL"]),
        hints=st.lists(st.builds(Hint, st.builds(Markup, TEXTS), st.booleans(), st.booleans()), max_size=2).map(tuple),
    )
)
def test_what_is_written_reads_back(question: OrderingQuestion) -> None:
    assert read(write(Quiz((question,)))) == Quiz((question,))


@pytest.mark.parametrize(
    "broken",
    ["<selecttype>ALL</selecttype>", "<shownumcorrect/>", "<answer><text>b</text></answer>"],
)
def test_what_moodle_would_refuse_or_spoil_is_kept_whole(broken: str) -> None:
    whole = (
        "<quiz><question type='ordering'><name><text>q</text></name><selecttype>ALL</selecttype><shownumcorrect/>"
        "<answer><text>&lt;p&gt;a&lt;/p&gt;</text></answer><answer><text>b</text></answer></question></quiz>"
    )

    [question] = read(whole.encode()).questions
    assert isinstance(question, OrderingQuestion)
    assert [item.text for item in question.items] == ["a", "b"]
    [kept] = read(whole.replace(broken, "").encode()).entries
    assert isinstance(kept, OtherQuestion)
