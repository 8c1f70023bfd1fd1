"""The whole way of every kind, stage by stage: each test here is a cell of the table of kinds in the map."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from broken.breaks import replacing
from broken.edits import EDITS
from click.testing import CliRunner
from downloads import DATES, as_csv, header
from extras import require
from kinds.examples import EXAMPLES, Example
from kinds.unmarked import beside
from lxml import html
from places import ROOT

from grader import bank as banks
from grader.authoring.new import FIRST_QUESTION
from grader.bank import Bank
from grader.checks.written import in_one
from grader.cli import grader
from grader.difference.change import Kind as Changed
from grader.difference.quizzes import compare
from grader.grading.analysis import analyse
from grader.grading.exam import Exam, exam
from grader.grading.findings import findings
from grader.grading.marks import Marked, mark
from grader.grading.misconceptions import held
from grader.grading.participants import Policy
from grader.grading.regrade import Lowering, regrade
from grader.grading.rekey import as_in
from grader.grading.solved import loaded, reasoned
from grader.kinds import KINDS, OF_ONE_TYPE
from grader.kinds.foreseen import Reasoning
from grader.kinds.kind import Kind, MarkedBy
from grader.kinds.marker import play
from grader.kinds.quiz import read, write
from grader.kinds.response import Outcome
from grader.kinds.version import MULTILINGUAL
from grader.moodle.downloads.responses import report
from grader.moodle.downloads.sheet import sheet
from grader.moodle.quiz import Quiz
from grader.preview.page import as_page
from grader.preview.sheets import preview
from grader.release import variants
from grader.release.exports import exam as exam_in
from grader.release.exports import quiz
from grader.release.stages import ComputedStages, ImportedStages, computed, of
from grader.verification.gate import Verification, verify

LANGUAGES = ("en", "pt-BR")
AUTHORED = {**KINDS, **{kind.words: kind for kind in OF_ONE_TYPE}}
"""The kinds by Moodle's name of their type; those that share it with another by what they are called."""

MAP = ROOT / "grader" / "README.md"


@dataclass(frozen=True)
class Begun:
    """A bank as `grader new bank --kind` begins it, with one question of the kind."""

    kind: Kind[Any]
    folder: Path

    @cached_property
    def bank(self) -> Bank:
        return banks.load(str(self.folder))

    @cached_property
    def stages(self) -> ComputedStages:
        [stages] = computed(self.bank)
        return stages

    @cached_property
    def released(self) -> bytes:
        """The exam in English."""
        bank = self.bank
        return exam_in(bank, of(bank), "en")

    @cached_property
    def question(self) -> Any:
        """Its question in English, as Moodle has it."""
        [question] = read(self.released).questions
        return question

    @property
    def is_marked(self) -> bool:
        """Whether Moodle marks it."""
        return self.kind.marked_by is MarkedBy.MOODLE

    @property
    def example(self) -> Example:
        return EXAMPLES[next(name for name, kind in AUTHORED.items() if kind is self.kind)]


@pytest.fixture(scope="module", params=list(AUTHORED))
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    kind = AUTHORED[request.param]
    folder = tmp_path_factory.mktemp(kind.words) / "bank"
    languages = [part for language in LANGUAGES for part in ("--language", language)]
    made = CliRunner().invoke(grader, ["new", "bank", str(folder), "--kind", kind.words, *languages])
    assert made.exit_code == 0, made.output
    return Begun(kind, folder)


@pytest.fixture
def edited(begun: Begun, tmp_path: Path) -> Begun:
    """A copy to be edited."""
    copy = copytree(begun.folder, tmp_path / "bank", ignore=ignore_patterns("__pycache__"))
    return Begun(begun.kind, Path(copy))


def verified(begun: Begun, **how: Any) -> Verification:
    return verify(begun.bank, None, progress=lambda _: None, **how)


def codes(result: Verification) -> set[str]:
    return {finding.code for finding in (*result.findings, *result.warnings)}


def download(begun: Begun, cells: Sequence[str], *, keyed_now: Sequence[int], question: Any = None) -> bytes:
    """The responses of a class, each with the question's text and the right answer. question: unless it is its own."""
    question = question or begun.question
    asked, right = begun.example.asked(question), begun.example.said(question, keyed_now)
    identities = (f"s{number}" for number in range(len(cells)))
    rows = [
        [one, one, f"{one}@x.org", *DATES, "-", asked, cell, right] for one, cell in zip(identities, cells, strict=True)
    ]
    return as_csv([header(1, texts=True), *rows])


def graded(begun: Begun) -> tuple[Marked, Exam, Sequence[int], Sequence[int]]:
    """A class of five marked: right, right, wrong, blank, misread; the exam, and the places of right and wrong."""
    asked = exam(begun.released, where="exam.xml")
    [question] = asked.graded
    right = question.keyed[:1] if question.single else question.keyed
    wrong = (
        (next(place for place, fraction in enumerate(question.fractions) if fraction <= 0),)
        if begun.example.wrong is None
        else tuple(begun.example.wrong(question.source))
    )
    said = [begun.example.said(question.source, places) for places in (right, right, wrong)]
    content = download(begun, [*said, "-", "a stray word"], keyed_now=right)
    return mark(report(sheet(content, where="r.csv")), asked), asked, right, wrong


def test_begun(begun: Begun) -> None:
    """`grader new` begins a question of the kind that passes `verify`, with claims, reasons and misconceptions."""
    result = verified(begun)

    assert (codes(result), result.result.skipped) == (set(), 0)
    assert begun.stages.kind is begun.kind
    keyed = begun.stages.keyed
    assert bool(keyed) is begun.is_marked
    assert all(response.because for response in begun.stages.foreseen)
    assert all(response.misconception for response in begun.stages.foreseen if response.id not in keyed)


def test_texts(begun: Begun) -> None:
    """Its texts stand in every language of the bank, with the numbers that the language writes."""
    english, portuguese = (begun.stages.moodle_question(language) for language in LANGUAGES)

    assert "sample" in english.stem.text
    assert "amostra" in portuguese.stem.text
    [decimal], [with_comma] = (
        set(re.findall(r"\d([.,])\d\d\b", one.general_feedback.text)) for one in (english, portuguese)
    )
    assert (decimal, with_comma) == (".", ",")


def test_read_by_a_reader(edited: Begun) -> None:
    """A phrase that a reader must find in the stem, and that is not there, is a finding."""
    replacing(f"{FIRST_QUESTION}/readback.en.txt", "[stem]\n", "[stem]\na phrase that nobody wrote\n")(edited.folder)

    assert codes(verified(edited)) == {"Q003"}


def test_written(begun: Begun) -> None:
    """What is written for Moodle, in each language and in all at once, reads back as it was."""
    bank, stages = begun.bank, of(begun.bank)

    for content in (exam_in(bank, stages, language) for language in (*LANGUAGES, MULTILINGUAL)):
        back = read(content)
        assert [question.kind for question in back.questions] == [begun.kind.name]
        assert write(back) == content
        assert read(write(back)) == back


def test_imported(begun: Begun, tmp_path: Path) -> None:
    """An import states it, and its export is what came in."""
    require("markdownify")
    (tmp_path / "quiz.xml").write_bytes(begun.released)
    arguments = ["import", str(tmp_path / "quiz.xml"), "--bank", str(tmp_path / "back"), "--language", "en"]

    assert "1 question imported, not computed, and 0 kept whole" in CliRunner().invoke(grader, arguments).output

    back = banks.load(str(tmp_path / "back"))
    [stages] = of(back)
    assert isinstance(stages, ImportedStages)
    assert list(stages.fractions.values()) == list(begun.stages.fractions.values())
    compared = compare(read(begun.released), read(exam_in(back, of(back), "en")))
    assert {change.kind for one in compared.questions for change in one.changes} <= {Changed.MARKUP}
    assert list(verify(back, None, progress=lambda _: None).findings) == []


def test_marked(begun: Begun) -> None:
    """The independent marker, which reads only the XML, finds what each response earns; it follows another key."""
    [played] = play(begun.released)
    [turned] = play(write(Quiz((begun.example.turned(begun.question),))))

    assert [fraction for _, fraction in played.fractions] == list(begun.stages.earned.values())
    assert (sorted(turned.fractions) != sorted(played.fractions)) is begun.is_marked


def test_held(begun: Begun) -> None:
    """Every field of its XML is held to what the author said: whichever is spoilt, it is named."""
    stages = begun.stages
    element = ET.fromstring(quiz(begun.bank, [stages], "en")).findall("question")[-1]

    assert list(in_one(stages, "en", element)) == []
    spoilt = 0
    for spoil in _spoilers(element):
        restore = spoil()
        assert list(in_one(stages, "en", element)), "a field that nobody holds"
        restore()
        spoilt += 1
    assert spoilt > 10


def _spoilers(element: ET.Element) -> Iterator[Callable[[], Callable[[], None]]]:
    """For each field, what spoils it, and returns what mends it."""
    for one in element.iter():
        for name in one.attrib:
            yield lambda one=one, name=name: _attribute(one, name)  # type: ignore[misc]
        if not len(one):
            yield lambda one=one: _text(one)  # type: ignore[misc]


def _attribute(element: ET.Element, name: str) -> Callable[[], None]:
    was = element.attrib[name]
    element.set(name, f"1{was}")
    return lambda: element.set(name, was)


def _text(element: ET.Element) -> Callable[[], None]:
    was = element.text
    element.text = f"1{was or ''}"
    return lambda: setattr(element, "text", was)


def test_checked(edited: Begun) -> None:
    """Each of the kind's own checks has a broken bank, and a claim that does not hold is found in it as in any."""
    own = {one.code for sort in ("of_items", "of_texts", "cues") for one in getattr(edited.kind.checks, sort)}
    assert own or begun_without_checks(edited)
    assert own <= EDITS.keys() | edited.example.of_exporters

    replacing(f"{FIRST_QUESTION}/__init__.py", *edited.example.false_claim)(edited.folder)
    assert codes(verified(edited)) == {"C001"}


def test_varied(begun: Begun) -> None:
    """Its variants are checked as strictly as the exam, searched, and marked each by its own key."""
    require("hypothesis")
    assert codes(verified(begun, variants=10)) == set()

    drawn = [variant.stages for variant in variants.draw(begun.stages, 10, seed=1)]
    played = play(quiz(begun.bank, drawn, "en"))
    assert [[fraction for _, fraction in one.fractions] for one in played] == [
        list(stages.earned.values()) for stages in drawn
    ]
    assert len({one.idnumber for one in played}) == 10


def test_previewed(begun: Begun) -> None:
    """The preview's form, which is the kind's own, offers each response, and says of each what it earns."""
    shown = preview(begun.bank, (), ("en",), count=2, seed=1, progress=lambda _: None)

    page = html.fromstring(as_page(shown, title="t", bank="b", languages=("en",)))

    [form] = page.xpath("//article//form")
    offered, inputs = begun.stages.earned, begun.example.inputs
    expected = len(offered) if inputs is None else inputs(begun.question)
    assert len(form.xpath(".//input | .//select | .//textarea")) == expected
    assert len(page.xpath("//details[contains(@class, 'variant')]")) == 2
    if inputs is not None:
        return  # what is typed, or filled in, is read by a script, which a test of the kind tries in a browser
    assert len(form.xpath(".//label")) == expected
    assert [said.xpath("string(p[1])") for said in form.xpath(".//div[@role='status']/div")] == [
        f"{'Right' if earned > 0 else 'Wrong'} (earns {100 * earned:g}%)" for earned in offered.values()
    ]


def test_its_xml_is_checked(begun: Begun, tmp_path: Path) -> None:
    """`grader check-xml` has nothing against what is written."""
    (tmp_path / "exam.xml").write_bytes(begun.released)

    result = CliRunner().invoke(grader, ["check-xml", str(tmp_path / "exam.xml")])

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        0,
        f"1 question (1 {begun.kind.name}), 1 category: no findings",
    )


def test_compared(begun: Begun) -> None:
    """`grader diff` says of another key that it is another, and of the same question nothing."""
    question = begun.question
    before, after = Quiz((question,)), Quiz((begun.example.turned(question),))

    assert [one for one in compare(before, before).questions if one.changes] == []
    changes = {change.kind for one in compare(before, after).questions for change in one.changes}
    expected = {Changed.KEY, Changed.FRACTIONS} if begun.is_marked else {Changed.WORDS}
    assert changes - {Changed.REGRADE} == expected


def test_graded(begun: Begun) -> None:
    """A download is marked: right, wrong, blank; what cannot be read has no mark, and is listed."""
    if not begun.is_marked:
        check_unmarked(begun)
        return
    marked, _, right, wrong = graded(begun)

    [slot] = marked.slots
    found = [(response.outcome, response.options, response.fraction) for response in slot.responses]
    assert found[:4] == [
        *2 * [(Outcome.ANSWERED, right, 1.0)],
        (Outcome.ANSWERED, wrong, 0.0),
        (Outcome.BLANK, (), 0.0),
    ]
    if begun.example.typed:
        assert found[4][0::2] == (Outcome.ANSWERED, 0.0)
    else:
        assert found[4] == (Outcome.UNREADABLE, (), None)
        assert [found.place.line for found in findings(marked) if found.code == "G001"] == [6]
    assert not [found for found in findings(marked) if found.code in {"G004", "G005", "G006"}]


def test_analysed(begun: Begun) -> None:
    """Its statistics, and who chose what, are those of the class."""
    if not begun.is_marked:
        check_unanalysed(begun)
        return
    marked, asked, right, wrong = graded(begun)

    analysis = analyse(marked, range(4))

    assert analysis is not None
    [item] = analysis.items
    assert item.statistics.facility == pytest.approx(0.5)
    fractions = asked.graded[0].fractions
    guess = begun.example.guess
    guessed = guess(asked.graded[0].source) if guess is not None else sum(fractions) / len(fractions)
    assert item.statistics.random_guess == (guessed if guessed is None else pytest.approx(100 * guessed))
    counts: dict[int | None, int] = {**dict.fromkeys(right, 2), **dict.fromkeys(wrong, 1), None: 1}
    assert {one.option: one.count for one in item.options if one.count} == counts


def test_reasoned(begun: Begun) -> None:
    """Whoever answers as a misconception would have it is counted under it, in the exam and in a variant."""
    if not begun.is_marked:
        assert begun.stages.reasonings == []
        return
    own = variants.code(begun.stages.question.parameters)
    varied = next(one.stages for one in variants.draw(begun.stages, 2, seed=1) if one.stages.variant != own)
    for stages in (begun.stages, varied):
        question = stages.moodle_question("en")
        asked = exam(write(Quiz((question,))), where="exam.xml")
        known = reasoned(loaded(str(begun.folder)), asked)
        assert stages.reasonings
        for reasoning in stages.reasonings:
            cells = [begun.example.said(question, _places(stages, ids)) for ids in (set(), _given(stages, reasoning))]
            content = download(begun, [*cells, "-"], keyed_now=_places(stages, set()), question=question)
            found = held(mark(report(sheet(content, where="r.csv")), asked), range(3), known)
            counts = {one.statement: (one.count, one.answered, one.questions) for one in found}
            assert counts[reasoning.statement] == (1, 2, (stages.id,))
            assert len(counts) == len(stages.reasonings)


def _given(stages: ComputedStages, reasoning: Reasoning) -> set[str]:
    """What somebody gives who reasons so: all to which it leads, or one wrong response."""
    wrong = sorted(reasoning.responses - {*stages.keyed})
    return set(reasoning.responses) if reasoning.together else set(wrong[:1])


def _places(stages: ComputedStages, given: set[str]) -> list[int]:
    """The places of a whole response: what is given, and what is right wherever nothing else is."""
    taken = {one.part for one in stages.foreseen if one.id in given}
    chosen = {one.id for one in stages.foreseen if one.id in stages.keyed and one.part not in taken}
    return [place for place, id_ in enumerate(stages.options) if id_ in given | chosen]


def test_regraded(begun: Begun) -> None:
    """Another key moves whoever chose what it makes right or wrong."""
    if not begun.is_marked:
        check_only_the_other_is_regraded(begun)
        return
    before, asked, _, _ = graded(begun)
    turned = exam(write(Quiz((begun.example.turned(begun.question),))), where="new.xml")

    result = regrade(before, mark(before.report, as_in(asked, turned)[0]), Policy.HIGHEST, Lowering.STRICT)

    [change] = result.changes
    assert change.lost == 2
    earned_now = sum(turned.graded[0].fractions[place] for place in graded(begun)[3])
    assert (change.gained, change.blank) == (earned_now > 0, 1)


def begun_without_checks(begun: Begun) -> bool:
    """Whether there is nothing of its own that could be wrong with an item of the kind."""
    return begun.kind.marked_by is MarkedBy.NOBODY


def check_unmarked(begun: Begun) -> None:
    """A text that asks nothing has no slot; what people mark is listed as not graded, and leaves the grades open."""
    found = beside(begun.question, begun.kind.marked_by).marked
    *before, other = found.slots

    assert [response.fraction for response in other.responses] == [1.0, 1.0, 0.0, 0.0]
    by_people = begun.kind.marked_by is MarkedBy.PEOPLE
    outcomes = [[response.outcome for response in slot.responses] for slot in before]
    assert outcomes == ([[Outcome.NOT_GRADED] * 4] if by_people else [])
    assert [response.fraction for slot in before for response in slot.responses] == [None] * 4 * by_people


def check_unanalysed(begun: Begun) -> None:
    """There are statistics of the other question alone."""
    found = beside(begun.question, begun.kind.marked_by)

    analysis = analyse(found.marked, range(4))

    assert analysis is not None
    assert [item.name for item in analysis.items if item.options] == ["Other"]


def check_only_the_other_is_regraded(begun: Begun) -> None:
    """Another key of the other question moves its marks, and nothing else is changed."""
    before, after = (beside(begun.question, begun.kind.marked_by, right=right) for right in (True, False))

    result = regrade(before.marked, after.marked, Policy.HIGHEST, Lowering.STRICT)

    assert [(change.lost, change.gained) for change in result.changes] == [(2, 1)]


def rows() -> Iterator[tuple[str, str]]:
    """Each stage in words, and the test that proves it; in the order of the way."""
    for name, test in globals().items():
        if name.startswith("test_") and "begun" in {**test.__annotations__, **dict.fromkeys(_fixtures(test))}:
            yield " ".join((test.__doc__ or "").split()), name


def _fixtures(test: Callable[..., None]) -> Iterator[str]:
    return ("begun" if name == "edited" else name for name in test.__annotations__)


def as_table() -> str:
    """The table of kinds and stages, as the map has it."""
    heads = [kind.words for kind in AUTHORED.values()]
    lines = [f"| stage | {' | '.join(heads)} |", f"|{'---|' * (1 + len(heads))}"]
    for said, name in rows():
        cells = [f"`{name}[{kind}]`" for kind in AUTHORED]
        lines.append(f"| {said} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def test_the_map_has_the_table_of_kinds_and_stages() -> None:
    assert as_table() in MAP.read_text(encoding="utf-8"), "replace it: python tests/kinds/table.py"
