"""Printed forms: every question once, in another order, with options and variants of its own, and keys that fit."""

import csv
import io
import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from extras import needs
from places import HEALTHY, ROOT, TESTS

from grader import bank as banks
from grader.cli import grader
from grader.documents import forms
from grader.documents.build import Documents
from grader.documents.forms import KEYS, Placed
from grader.documents.sheet import sheet as solved
from grader.release.stages import ComputedStages, computed
from grader.release.variants import draw

BANK = banks.load(str(ROOT / "question_bank"))
COUNT = 4


def made(count: int = COUNT, seed: int = 1) -> list[tuple[Placed, ...]]:
    stages = [one for one in computed(BANK) if one.question in BANK.questions]
    drawn = [(one, draw(one, count, seed)) for one in stages if one.question.space is not None]
    return forms.forms(stages, drawn, count, seed)


@pytest.fixture(scope="module")
def of_exam() -> list[tuple[Placed, ...]]:
    return made()


@pytest.fixture(scope="module")
def documents(of_exam: list[tuple[Placed, ...]]) -> Documents:
    return forms.build(BANK, of_exam)


def test_a_seed_decides_all_and_fewer_are_the_first_of_more(documents: Documents) -> None:
    again, fewer, other = (forms.build(BANK, made(*which)) for which in ((COUNT, 1), (2, 1), (2, 2)))

    assert again == documents
    assert all(documents.printed[name] == content for name, content in fewer.printed.items())
    assert fewer.printed != other.printed


def test_every_form_asks_every_question_once_and_no_two_are_alike(of_exam: list[tuple[Placed, ...]]) -> None:
    ids = [one.stages.id for one in of_exam[0]]

    assert sorted(ids) == sorted(question.id for question in BANK.questions)
    assert all(sorted(one.stages.id for one in form) == sorted(ids) for form in of_exam)
    assert len({tuple(one.stages.id for one in form) for form in of_exam}) > 1
    assert len(set(of_exam)) == COUNT
    varying = [one.stages.variant for form in of_exam for one in form if one.stages.question.space]  # type: ignore[union-attr] # none was imported
    assert len(set(varying)) == len(varying) == 2 * COUNT


def test_options_stand_in_another_order_unless_they_may_not(of_exam: list[tuple[Placed, ...]]) -> None:
    orders = {
        one.stages.id: {placed.order for form in of_exam for placed in form if placed.stages.id == one.stages.id}
        for one in of_exam[0]
    }

    assert orders["learning_rate"] == {(0, 1, 2, 3)}
    assert len(orders["viable_training"]) > 1


def test_a_forms_key_is_the_letter_of_the_option_that_its_question_keys(
    of_exam: list[tuple[Placed, ...]], documents: Documents
) -> None:
    rows = iter(csv.DictReader(io.StringIO(documents.files[KEYS].decode())))

    for (number, form), language in product(enumerate(of_exam, start=1), BANK.languages):
        sheets: list[Any] = json.loads(documents.printed[f"form-{number}.{language}.pdf"])["sheets"]
        for place, (placed, sheet) in enumerate(zip(form, sheets, strict=True), start=1):
            row = next(rows)
            assert (row["form"], row["place"], row["question"]) == (str(number), str(place), placed.stages.id)
            assert (row["language"], row["variant"]) == (language, placed.stages.variant)
            assert isinstance(placed.stages, ComputedStages)
            text = placed.stages.text_in(language)
            right = {text.parts[f"option_{id_}"] for id_ in placed.stages.keyed}
            keyed = {option["text"][0] for option in sheet["options"] if option["letter"] in row["key"].split(", ")}
            assert keyed == right
    assert next(rows, None) is None


@needs("typst")
def test_the_command_writes_forms_and_keys(tmp_path: Path) -> None:
    arguments = ["document", "--bank", str(HEALTHY), "--shuffle", "2", "--seed", "3", "--out", str(tmp_path / "forms")]

    result = CliRunner().invoke(grader, arguments)

    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in (tmp_path / "forms").glob("[!.]*"))
    assert names == ["form-1.en.pdf", "form-1.pt-BR.pdf", "form-2.en.pdf", "form-2.pt-BR.pdf", "keys.csv"]
    assert (tmp_path / "forms" / "form-1.en.pdf").read_bytes().startswith(b"%PDF-")


def test_choices_that_fill_parts_have_other_letters_in_another_language_and_so_have_the_keys(tmp_path: Path) -> None:
    bank = tmp_path / "gallery"
    assert CliRunner().invoke(grader, ["new", "bank", str(bank), "--gallery"]).exit_code == 0
    gallery = banks.load(str(bank))
    [mirror] = [one for one in computed(gallery) if one.id == "mirror_image"]

    made = forms.build(gallery, forms.forms([mirror], [], 1, 1))

    keys = {row["language"]: row["key"] for row in csv.DictReader(io.StringIO(made.files[KEYS].decode()))}
    assert len(set(keys.values())) == 2
    for language, key in keys.items():
        [sheet] = json.loads(made.printed[f"form-1.{language}.pdf"])["sheets"]
        text = mirror.text_in(language)
        said = {option["letter"]: option["text"][0] for option in sheet["options"]}
        right = [text.parts[one.choice] for one in mirror.foreseen if one.id in mirror.keyed]
        assert [said[part.partition(": ")[2]] for part in key.split("; ")] == right
        assert not any(one.right for one in solved(mirror, 1, language, lambda *_: {}).options)


@pytest.mark.parametrize("number", range(8))
def test_a_text_that_asks_nothing_stays_before_its_question_without_a_number(number: int) -> None:
    unmarked, exam = (list(computed(bank)) for bank in (banks.load(str(TESTS / "banks" / "unmarked")), BANK))
    text, essay = unmarked
    asked = [exam[0], text, essay, exam[1], exam[2], text]

    form = forms.forms(asked, [], 8, 1)[number]

    ids = [one.stages.id for one in form]
    assert sorted(ids) == sorted(one.id for one in asked)
    assert ids[ids.index(text.id) + 1] == essay.id
    assert ids[-1] == text.id, "behind the last one, no question follows in the exam"
    made = forms.build(BANK, [form])
    sheets = json.loads(made.printed["form-1.en.pdf"])["sheets"]
    numbers = [sheet["number"] for sheet in sheets]
    assert [one for one in numbers if one] == [1, 2, 3, 4]
    assert [id_ for id_, one in zip(ids, numbers, strict=True) if not one] == [text.id, text.id]
    rows = csv.DictReader(io.StringIO(made.files[KEYS].decode()))
    assert [(row["place"], row["question"]) for row in rows if row["language"] == "en"] == [
        (str(one), id_) for id_, one in zip(ids, numbers, strict=True) if one
    ]


def test_no_two_forms_of_texts_and_questions_need_be_in_one_order() -> None:
    unmarked, exam = (list(computed(bank)) for bank in (banks.load(str(TESTS / "banks" / "unmarked")), BANK))

    made = forms.forms([*unmarked, *exam], [], 8, 1)

    assert len({tuple(one.stages.id for one in form) for form in made}) > 1
