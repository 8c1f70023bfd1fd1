"""Every field of every file is held against the bank: whatever an exporter writes otherwise is found."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from broken.breaks import EN, PT, both, replacing, with_plot
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from grader import bank as banks
from grader.checks.release import Release
from grader.checks.written import field_differs, in_all, in_one, released_otherwise
from grader.kinds import KINDS, fields
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.moodle.quiz import Answer, CombinedFeedback, File, Hint, Markup
from grader.release.stages import ComputedStages, computed, of
from grader.release.variants import draw

EXAM = banks.load(str(ROOT / "question_bank"))
LOSSES = next(stages for stages in computed(EXAM) if stages.id == "loss_scenarios")
WRITTEN = (ROOT / "exports" / "moodle" / "exam.en.xml").read_text(encoding="utf-8")
TOGETHER = (ROOT / "exports" / "moodle" / "exam.multilang.xml").read_text(encoding="utf-8")


def element(written: str, id_: str) -> ET.Element:
    return next(one for one in ET.fromstring(written) if one.findtext("idnumber") == id_)


def answers(asked: MultipleChoice, change: Callable[[Answer, Answer], Answer]) -> MultipleChoice:
    """Each answer changed, by itself and its neighbour."""
    return replace(asked, answers=tuple(map(change, asked.answers, (*asked.answers[1:], asked.answers[0]))))


SABOTAGE: dict[str, Callable[[MultipleChoice], MultipleChoice]] = {
    "feedbacks exchanged": lambda asked: answers(asked, lambda one, other: replace(one, feedback=other.feedback)),
    "texts exchanged": lambda asked: answers(asked, lambda one, other: replace(one, markup=other.markup)),
    "fractions exchanged": lambda asked: answers(asked, lambda one, other: replace(one, fraction=other.fraction)),
    "a feedback lost": lambda asked: answers(asked, lambda one, _: replace(one, feedback=Markup(""))),
    "another order": lambda asked: replace(asked, answers=asked.answers[::-1]),
    "an option too many": lambda asked: replace(asked, answers=(*asked.answers, asked.answers[0])),
    "an option too few": lambda asked: replace(asked, answers=asked.answers[:-1]),
    "shuffling": lambda asked: replace(asked, shuffle=not asked.shuffle),
    "several answers": lambda asked: replace(asked, single=False),
    "the penalty": lambda asked: replace(asked, penalty=0.0),
    "the numbering": lambda asked: replace(asked, numbering="ABCD"),
    "the instruction": lambda asked: replace(asked, standard_instruction=True),
    "the mark": lambda asked: replace(asked, maximum_mark=asked.maximum_mark + 1e-5),
    "the tags": lambda asked: replace(asked, tags=asked.tags[:-1]),
    "the name": lambda asked: replace(asked, name=asked.name.replace("0", "1")),
    "the idnumber": lambda asked: replace(asked, idnumber=asked.idnumber.replace("loss", "los")),
    "the stem": lambda asked: replace(asked, stem=asked.general_feedback),
    "the format": lambda asked: replace(asked, stem=replace(asked.stem, format="markdown")),
    "the general feedback": lambda asked: replace(asked, general_feedback=asked.stem),
    "words about the sum": lambda asked: replace(asked, combined=CombinedFeedback(right=Markup("Right."))),
    "a hint": lambda asked: replace(asked, hints=(Hint(Markup("Look again.")),)),
    "an element that Moodle passes over": lambda asked: replace(asked, unread=(("image", "a.png"),)),
}


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[MultipleChoice], MultipleChoice]], None]:
    """Puts a fault behind what makes a Moodle question of an author's."""
    kind: Any = KINDS["multichoice"]

    def spoil(fault: Callable[[MultipleChoice], MultipleChoice]) -> None:
        def made(*args: Any, **named: Any) -> MultipleChoice:
            return fault(kind.of_item(*args, **named))

        monkeypatch.setitem(KINDS, "multichoice", replace(kind, of_item=made))

    return spoil


@pytest.mark.parametrize("fault", SABOTAGE)
@pytest.mark.parametrize("variant", ["", "drawn"])
def test_a_fault_of_the_exporter_is_found_in_every_file_and_in_variants(
    fault: str, variant: str, exporter: Callable[[Callable[[MultipleChoice], MultipleChoice]], None]
) -> None:
    exporter(SABOTAGE[fault])
    stages = fresh() if not variant else draw(fresh(), 1, seed=1)[0].stages

    found = {defect.place.language for defect in field_differs.search(stages)}

    assert found == {"pt-BR", "en", *([] if variant else ["multilang"])}  # variants are in no file of all languages


def test_a_file_of_the_release_is_searched_as_a_whole(
    exporter: Callable[[Callable[[MultipleChoice], MultipleChoice]], None],
) -> None:
    exporter(SABOTAGE["feedbacks exchanged"])

    found = list(released_otherwise.search(Release(EXAM, of(EXAM), None)))

    assert {defect.message.split(":")[0] for defect in found} == {
        f"moodle/{what}.{language}.xml" for what in ("exam", "alternates") for language in ("pt-BR", "en", "multilang")
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("top/", "top/x", "expected the category"),
        ('<question type="category">', '<question type="category"><x/>', "expected the category"),
        (".en</idnumber>", ".fr</idnumber>", "no question viable_training.en"),
        ("</quiz>", "<question type='essay'/></quiz>", "it has 6 questions"),
    ],
)
def test_a_file_with_other_entries_is_found(old: str, new: str, said: str) -> None:
    release = Release(EXAM, of(EXAM), None)
    content = release.moodle["moodle/exam.en.xml"].replace(old.encode(), new.encode())
    vars(release)["moodle"] = {**release.moodle, "moodle/exam.en.xml": content}

    assert any(said in defect.message for defect in released_otherwise.search(release))


def test_questions_in_another_order_are_found() -> None:
    release = Release(EXAM, of(EXAM), None)
    root = ET.fromstring(release.moodle["moodle/exam.en.xml"])
    root[:] = [root[0], *root[:0:-1]]
    vars(release)["moodle"] = {**release.moodle, "moodle/exam.en.xml": ET.tostring(root)}

    assert any("stands before" in defect.message for defect in released_otherwise.search(release))


@given(st.data())
def test_whatever_field_of_a_question_is_changed_emptied_or_taken_away_is_found(data: st.DataObject) -> None:
    one, all_ = (WRITTEN, partial(in_one, LOSSES, "en"), "en"), (TOGETHER, partial(in_all, LOSSES), "multilang")
    written, differing, language = data.draw(st.sampled_from([one, all_]))
    asked = element(written, f"loss_scenarios.{language}")
    assert list(differing(asked)) == []
    path = data.draw(st.sampled_from(sorted(fields.found(asked))))

    change(asked, path, data.draw(st.sampled_from(["", "0.5", "x"])))

    assert list(differing(asked)) != []


def change(asked: ET.Element, path: str, to: str) -> None:
    """Write something else into a field, or where it says that already take it away."""
    where, _, attribute = path.partition("@")
    parents = {child: parent for parent in asked.iter() for child in parent}
    one = asked.find(where) if where else asked
    assert one is not None
    if attribute:
        if one.get(attribute) == to:
            del one.attrib[attribute]
        else:
            one.set(attribute, to)
    elif (one.text or "").strip() == to:
        parents[one].remove(one)
    else:
        one.text = to


def fresh() -> ComputedStages:
    """The stages of a question of which nothing was computed yet."""
    return next(stages for stages in computed(EXAM) if stages.id == "loss_scenarios")


def test_the_files_that_a_text_shows_are_held_too(
    bank: Path, exporter: Callable[[Callable[[MultipleChoice], MultipleChoice]], None]
) -> None:
    picture = "![A plot](plot.png) Which", "![Um gr\u00e1fico](plot.png) Qual"
    both(with_plot, replacing(EN, "Which", picture[0]), replacing(PT, "Qual", picture[1]))(bank)
    loaded = banks.load(str(bank))
    assert list(field_differs.search(computed(loaded)[0])) == []

    exporter(lambda asked: replace(asked, stem=replace(asked.stem, files=(File("plot.png", b"another"),))))

    found = [defect.message for defect in field_differs.search(computed(loaded)[0])]
    assert found
    assert all("questiontext/file holds" in message for message in found)
