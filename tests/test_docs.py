"""The documents say what is so: their commands run, their output is what comes out, their tables are generated."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from markdown_it.token import Token
from places import ROOT
from test_layers import FLOORS

from grader.cli import grader

MAP = "grader/README.md"
PORTUGUESE = ".github/translations/README.pt-BR.md"
DOCUMENTS = (
    "README.md",
    PORTUGUESE,
    "question_bank/README.md",
    ".github/CONTRIBUTING.md",
    "CHANGELOG.md",
    MAP,
    "exports/README.md",
    "grader/solver/fashion_mnist/README.md",
)
GRADER = f"{shlex.quote(sys.executable)} -m grader.cli"


def blocks(document: str, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", (ROOT / document).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def sessions(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output that it shows."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def commands_for_newcomers() -> list[str]:
    return [block.strip() for block in blocks("README.md", "sh") if "venv" in block]


@pytest.mark.parametrize("block", blocks("README.md", "console"))
def test_console_blocks_show_what_comes_out(block: str, tmp_path: Path) -> None:
    for name in ("question_bank", "exports"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for command, expected in sessions(block):
        done = subprocess.run(
            ["bash", "-c", re.sub(r"^grader\b", GRADER, command)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        )
        assert done.stdout == expected
        assert done.stderr == ""


def test_the_commands_for_newcomers_are_run_by_the_continuous_integration() -> None:
    promises = ("grader verify", "grader verify --retrain 0", "-m pytest -n 2")

    for command, promised in zip(commands_for_newcomers(), promises, strict=True):
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && ")
        assert command.endswith(promised)
        assert f"promised '{promised}'" in (ROOT / ".ci/run").read_text()


def test_the_command_for_contributors_is_the_one_that_runs_the_tests() -> None:
    assert [block.strip() for block in blocks(".github/CONTRIBUTING.md", "sh")] == commands_for_newcomers()[2:]


def test_the_commands_for_windows_are_the_same() -> None:
    (written,) = blocks("README.md", "powershell")

    assert written.splitlines() == [
        command.replace("python3", "py").replace(" && ", "; ").replace(".venv/bin/", ".venv\\Scripts\\")
        for command in commands_for_newcomers()
    ]


def test_the_table_of_checks_is_the_one_that_the_command_prints() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grader.cli", "checks"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout in (ROOT / "question_bank/README.md").read_text(encoding="utf-8"), (
        "replace the table with what `grader checks` prints"
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    path = ROOT / document
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_a_document_names_exist(document: str) -> None:
    names = re.findall(
        r"`((?:exports|grader|question_bank|tests|\.ci|\.github)/[\w./-]+)`",
        (ROOT / document).read_text(encoding="utf-8"),
    )

    assert [name for name in names if not (ROOT / name).exists()] == []


def rows(document: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    _, found, below = (ROOT / document).read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    assert found
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert table
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


def test_the_map_names_every_room_floor_by_floor() -> None:
    rooms = [room.strip("`/").removesuffix(".py") for room, _ in rows(MAP, "The rooms")]

    assert rooms == [room for floor in FLOORS for room in floor]


def test_the_map_names_everything_that_lies_in_the_engine() -> None:
    named = set(re.findall(r"`([\w.]+)/?`", (ROOT / MAP).read_text(encoding="utf-8")))
    there = {
        path.name
        for path in (ROOT / "grader").iterdir()
        if path.suffix in {".py", ".pyi"} or (path.is_dir() and path.name != "__pycache__")
    }

    assert there - named == set()


def test_every_place_that_the_map_names_exists() -> None:
    named = re.findall(r"`([\w./]+(?:/|\.pyi?))`", (ROOT / MAP).read_text(encoding="utf-8"))

    assert named
    assert [name for name in named if not any((above / name).exists() for above in (ROOT, ROOT / "grader"))] == []


def test_the_words_of_the_authors_guide_are_those_of_the_engine() -> None:
    assert [row for row in rows("question_bank/README.md", "Words") if row not in rows(MAP, "The words")] == []


def test_every_command_is_in_the_readme() -> None:
    done = subprocess.run([sys.executable, "-m", "grader.cli", "--help"], capture_output=True, text=True, check=True)
    commands = re.findall(r"^  ([\w-]+) ", done.stdout.split("Commands:")[1], re.MULTILINE)

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert commands
    assert [command for command in commands if f"`grader {command}" not in readme] == []


def parts(document: str, text: str) -> list[tuple[object, ...]]:
    """A document's text block by block: what each is, and what of it is the same in every language."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [(token.type, token.tag, token.level, *_in_every_language(token, document)) for token in tokens]


def _in_every_language(token: Token, document: str) -> Iterator[object]:
    """A block's code, and of a text its code, pictures and links, in any order, for words have another."""
    if token.type == "fence":
        yield token.info, token.content
    inside = token.children or []
    yield sorted(child.content for child in inside if child.type == "code_inline")
    targets = [str(child.attrs[name]) for child in inside for name in ("href", "src") if name in child.attrs]
    yield sorted(target if "://" in target else _leads_to(target, document) for target in targets)


def _leads_to(target: str, document: str) -> str:
    """A link's place in the repository; the documents in other languages lead to each other."""
    place = (ROOT / document).parent.joinpath(target).resolve().relative_to(ROOT).as_posix()
    return "the other language" if place in ("README.md", PORTUGUESE) else place


def english_and_portuguese() -> tuple[str, str]:
    english, portuguese = ((ROOT / document).read_text(encoding="utf-8") for document in ("README.md", PORTUGUESE))
    return english, portuguese


def test_the_readme_says_the_same_in_portuguese_block_by_block() -> None:
    english, portuguese = english_and_portuguese()

    assert parts(PORTUGUESE, portuguese) == parts("README.md", english)


DIVERGENCES = {
    "a heading": ("## Os comandos", "### Os comandos"),
    "a command": ("grader new question my_first", "grader new question primeira"),
    "code in a sentence": ("`problems.csv`", "`problemas.csv`"),
    "a link": ("../../CHANGELOG.md", "../CONTRIBUTING.md"),
    "a row of a table": ("| `grader verify --retrain 0` |", "| \n\n`grader verify --retrain 0` |"),
    "a paragraph": ("Licença: MIT;", "Licença: MIT;\n\n"),
}


@pytest.mark.parametrize("name", DIVERGENCES)
def test_a_divergence_between_the_languages_is_found(name: str) -> None:
    english, portuguese = english_and_portuguese()
    diverging = portuguese.replace(*DIVERGENCES[name], 1)

    assert diverging != portuguese
    assert parts(PORTUGUESE, diverging) != parts("README.md", english)


def test_what_is_missing_is_installed_by_the_name_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = {f"{project['name']}[{extra}]" for extra in project["optional-dependencies"]}
    modules = (ROOT / "grader").rglob("*.py")
    hints = {hint for path in modules for hint in re.findall(r"pip install '([^']+)'", path.read_text("utf-8"))}

    assert hints
    assert hints <= promised


def test_the_version_is_that_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    shown = CliRunner().invoke(grader, ["--version"], prog_name="grader")

    assert shown.output == f"grader, version {project['version']}\n"


def test_the_changelog_begins_with_what_is_unreleased_and_each_version_with_answers() -> None:
    title, *versions = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    names = [version.splitlines()[0] for version in versions]

    assert title.strip() == "# Changelog"
    assert names[0] == "Unreleased"
    assert [name for name in names[1:] if not re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", name)] == []
    assert {re.findall(r"^### (.*)$", version, re.MULTILINE)[0] for version in versions} == {"Answers"}
