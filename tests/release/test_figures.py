"""Figures, tables, code and files of a question: the whole way, and what goes wrong on it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from broken.breaks import DRAWING, ILLUSTRATED, replacing
from click.testing import CliRunner
from extras import needs, require
from places import ROOT, TESTS

from grader import bank as banks
from grader.cli import grader
from grader.errors import DefinitionError, MissingExtraError
from grader.grading.exam import exam as to_grade
from grader.grading.recognition import Recogniser
from grader.kinds.quiz import read
from grader.kinds.version import MULTILINGUAL
from grader.model import Figure
from grader.moodle.quiz import referred_to
from grader.pages import drawing
from grader.release import figures, variants
from grader.release.exports import exam
from grader.release.stages import ComputedStages, computed, of
from grader.texts.words import Words
from grader.verification.gate import verify

WORDS = Words("pt-BR", {"epoch": "Época"})
LOOP = "A model is trained by this loop, where epoch() trains it once with all images and gives the validation loss."
EPOCHS = ("first", "second", "third", "fourth")
NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture
def illustrated(tmp_path: Path) -> Path:
    """A copy of the bank with a figure."""
    require("matplotlib")
    return Path(shutil.copytree(TESTS / ILLUSTRATED, tmp_path / "bank", ignore=shutil.ignore_patterns("__pycache__")))


def stages_of(bank: Path) -> ComputedStages:
    (stages,) = computed(banks.load(str(bank)))
    return stages


def drawn(stages: ComputedStages) -> Mapping[str, str]:
    return {file.name: file.content.decode() for file in stages.figures}


def words_in(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_each_language_has_a_figure_with_its_own_words_and_numbers(illustrated: Path) -> None:
    figures = drawn(stages_of(illustrated))

    assert list(figures) == ["losses.pt-BR.svg", "losses.en.svg"]
    assert {"Época", "Perda de validação", "0,90", "0,65"} <= set(words_in(figures["losses.pt-BR.svg"]))
    assert {"Epoch", "Validation loss", "0.90", "0.65"} <= set(words_in(figures["losses.en.svg"]))
    assert not any("," in word for word in words_in(figures["losses.en.svg"]))


def test_the_same_numbers_make_the_same_bytes_in_every_process(illustrated: Path) -> None:
    program = (
        "import sys; from grader import bank; from grader.release.stages import computed\n"
        "(stages,) = computed(bank.load(sys.argv[1]))\n"
        "import json; print(json.dumps({file.name: file.content.decode() for file in stages.figures}))"
    )
    (illustrated / "matplotlibrc").write_text("svg.fonttype: path\nfont.size: 20\naxes.facecolor: red\n")
    found = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", program, str(illustrated)],
                cwd=illustrated,  # where there are settings for matplotlib
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for seed in ("1", "2")
    ]

    here = drawn(stages_of(illustrated))
    assert found == [here, here]
    assert here == drawn(stages_of(illustrated))
    assert "date" not in here["losses.en.svg"].lower()


def test_every_export_takes_along_what_its_text_shows(illustrated: Path) -> None:
    stages = stages_of(illustrated)
    shown = {
        language: read(content).questions[0].stem
        for language, content in {
            "en": exam(stages.bank, [stages], "en"),
            "pt-BR": exam(stages.bank, [stages], "pt-BR"),
            "": exam(stages.bank, [stages], MULTILINGUAL),
        }.items()
    }

    names = {language: [file.name for file in stem.files] for language, stem in shown.items()}
    assert names == {
        "en": ["losses.en.svg", "training.py"],
        "pt-BR": ["losses.pt-BR.svg", "training.py"],
        "": ["losses.en.svg", "losses.pt-BR.svg", "training.py"],
    }
    for stem in shown.values():
        assert referred_to(stem.text) == {f"{file.path}{file.name}" for file in stem.files}
        assert "<td" in stem.text
        assert '<pre><code class="language-python">' in stem.text
    assert 'alt="The validation loss after each epoch: 0.90, 0.60, 0.70 and 0.80."' in shown["en"].text


def test_each_variant_has_a_figure_of_its_own(illustrated: Path) -> None:
    drawn_of = variants.draw(stages_of(illustrated), 6, seed=1)

    contents = [one.stages.moodle_question("en").stem.files[0].content for one in drawn_of]

    assert len(set(contents)) == 6


def test_nothing_is_found_in_any_variant(illustrated: Path) -> None:
    result = verify(banks.load(str(illustrated)), None, variants=6, seed=1, progress=lambda _: None)

    assert [*result.findings, *result.warnings] == []
    assert [(waived.warning.code, waived.warning.place.path.rpartition("/")[2]) for waived in result.waived] == [
        ("W005", "text.pt-BR.md"),
        ("W005", "text.en.md"),
    ]


def test_the_preview_shows_figures_and_says_which_it_cannot_draw(illustrated: Path) -> None:
    page = illustrated / "page.html"
    arguments = ["preview", "--bank", str(illustrated), "--html", str(page), "--variants", "1"]

    assert CliRunner().invoke(grader, arguments).exit_code == 0
    assert page.read_text(encoding="utf-8").count('src="data:image/svg+xml;base64,') == 4  # two texts, two versions

    replacing(DRAWING, "words.number(loss, 2)", "words.number(losses, 2)")(illustrated)
    assert CliRunner().invoke(grader, arguments).exit_code == 1
    broken = page.read_text(encoding="utf-8")
    assert "F001" in broken
    assert "data:image/svg" not in broken
    assert "After which epoch does the training end?" in broken


def test_what_is_exported_is_imported_with_its_table_code_and_drawing(illustrated: Path, tmp_path: Path) -> None:
    require("markdownify")
    stages = stages_of(illustrated)
    (tmp_path / "exam.en.xml").write_bytes(exam(stages.bank, [stages], "en"))
    folder = tmp_path / "again"

    arguments = ["import", str(tmp_path / "exam.en.xml"), "--bank", str(folder), "--language", "en"]
    assert CliRunner().invoke(grader, arguments).exit_code == 0

    text = (folder / "stopping_en" / "text.en.md").read_text(encoding="utf-8")
    assert "losses = [epoch()]\n" in text
    assert "| --- | ---: |\n| first | 0.90 |" in text
    assert "<!-- html -->" not in text
    again = banks.load(str(folder))
    (question,) = read(exam(again, of(again), "en")).questions
    assert question.stem.files == stages.moodle_question("en").stem.files


def test_grading_recognises_a_stem_with_a_table_code_and_a_figure(illustrated: Path) -> None:
    stages = stages_of(illustrated)
    recogniser = Recogniser(to_grade(exam(stages.bank, [stages], "en"), where="exam.en.xml"), lossless=False)
    code = (
        "losses = [epoch()]\nwhile True:\n    losses.append(epoch())\n    if losses[-1] > last:\n        break\n"
        "    last = losses[-1]"
    )
    cell = "   ".join(
        (
            LOOP,
            code.replace(" ", NO_BREAK).replace("\n", "   "),
            "The whole program is in a file. These would be its losses:",
            "\t\tAFTER THE EPOCH   \t\tVALIDATION LOSS",
            *(
                f"\t\t{epoch}   \t\t{loss}"
                for epoch, loss in zip(EPOCHS, ("0.90", "0.60", "0.70", "0.80"), strict=True)
            ),
            "[The validation loss after each epoch: 0.90, 0.60, 0.70 and 0.80.]",
            "After which epoch does the training end?: After the second; After the third; After the fourth",
        )
    )

    possible = recogniser.possible(cell)
    assert possible.whole
    assert len(possible.questions) == 1
    assert recogniser.possible(cell.replace("0.70", "0.55")).questions == ()


@pytest.mark.usefixtures("two_processes")
def test_a_figure_that_leans_on_its_process_is_found(illustrated: Path) -> None:
    replacing(DRAWING, "axes.set_xticks(", "axes.set_title(str(hash('by process')))\n    axes.set_xticks(")(illustrated)
    result = verify(banks.load(str(illustrated)), None, twice=True, progress=lambda _: None)

    (finding,) = result.findings
    assert finding.code == "S003"
    assert [line.partition(":")[0] for line in finding.evidence][:2] == [
        "figure losses.pt-BR.svg",
        "figure losses.en.svg",
    ]


def test_without_the_library_it_is_said_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'exams-as-code\[page\]'"):
        figures.drawn(Figure("empty", lambda *_: None), None, WORDS)


def test_words_are_those_of_the_text_and_numbers_those_of_its_language() -> None:
    assert (WORDS.term("epoch"), WORDS.number(0.5, 2), WORDS.percent(0.071, 1)) == ("Época", "0,50", "7,1%")
    with pytest.raises(ValueError, match="expected a term of epoch in the block terms in pt-BR, received 'loss'"):
        WORDS.term("loss")


def test_two_figures_of_one_name_are_refused(illustrated: Path) -> None:
    question = stages_of(illustrated).question

    with pytest.raises(DefinitionError, match="figures: expected each once, received losses again"):
        replace(question, figures=question.figures * 2)


@needs("matplotlib")
def test_what_an_author_sets_for_matplotlib_ends_with_the_figure() -> None:
    import matplotlib as mpl

    before = mpl.rcParams["font.size"]
    plain = drawing.draw(lambda axes: axes.set_title("a"))

    drawing.draw(lambda _: mpl.rcParams.update({"font.size": 30}))

    assert mpl.rcParams["font.size"] == before
    assert drawing.draw(lambda axes: axes.set_title("a")) == plain
