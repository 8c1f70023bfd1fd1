"""How a copy of a healthy bank is broken: changes of its files, as an author could have made them, and their names."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from grader import bank as banks
from grader.stability import provenance, runs
from grader.stability.lines import Chain
from grader.stability.preset import FILE, Holds, written
from grader.texts.approvals import Approval, as_bytes
from grader.texts.sentences import Sentence
from grader.verification.approve import approve_all, look

Break = Callable[[Path], None]

MEASURED = "banks/cheap"
TYPED = "banks/deviation"
ILLUSTRATED = "banks/illustrated"
DRAWING = "stopping/__init__.py"
MATCHED, ORDERED = "banks/measures", "banks/order"
WORDED = "banks/naming"
SEVERAL = "banks/several"
WRITTEN = "banks/unmarked"
DESCRIBING = "banks/described"
QUESTION, SOLVER = "middle/__init__.py", "middle/solver.py"
EN, PT = "middle/text.en.md", "middle/text.pt-BR.md"
GAPPED = "banks/gaps"
GAPS, GAPS_EN, GAPS_PT = "gaps/__init__.py", "gaps/text.en.md", "gaps/text.pt-BR.md"
DESCRIBED = "described/__init__.py"
NUMBER, NUMBERS_SOLVER = "deviation/__init__.py", "deviation/solver.py"
NAMING, NAMING_EN, NAMING_PT = "naming/__init__.py", "naming/text.en.md", "naming/text.pt-BR.md"
STATEMENTS, OFFERED = "statements/__init__.py", "        options=(\n"
PAIRS, PAIRS_EN, PAIRS_PT = (f"measures/{name}" for name in ("__init__.py", "text.en.md", "text.pt-BR.md"))
READ_EN, READ_PT = "middle/readback.en.txt", "middle/readback.pt-BR.txt"


def replacing(file: str, old: str, new: str) -> Break:
    """Replace one piece of text in one file."""

    def breaks(bank: Path) -> None:
        path = bank / file
        content = path.read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{file} has {content.count(old)} times {old!r}"
        path.write_text(content.replace(old, new), encoding="utf-8")

    return breaks


def both(*breaks: Break) -> Break:
    """Make several changes."""

    def all_of_them(bank: Path) -> None:
        for change in breaks:
            change(bank)

    return all_of_them


def in_texts(english: tuple[str, str], portuguese: tuple[str, str]) -> Break:
    """Make the same change in both languages."""
    return both(replacing(EN, *english), replacing(PT, *portuguese))


def with_options(count: int, value: str) -> Break:
    """Offer so many options more that are all true, or not."""
    letters = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "mu", "nu", "xi")[
        :count
    ]
    options = "".join(
        f'            Option("{letter}", {value}, (larger_values_are_counted,), "It is taken for another letter."),\n'
        for letter in letters
    )
    blocks = "".join(
        f"{{% block option_{letter} %}}\\(\\{letter}\\){{% endblock %}}\n{{% block feedback_{letter} %}}\n"
        f"\\(\\{letter}\\).[^larger_values_are_counted]\n{{% endblock %}}\n"
        for letter in letters
    )
    told = "".join(f"{letter} = \\(\\{letter}\\)\n" for letter in letters)
    read = f"\n[options]\n{told}\n[feedback]\n{told}"
    return both(
        *(appending(f"statements/readback.{language}.txt", read) for language in ("en", "pt-BR")),
        replacing(STATEMENTS, OFFERED, f"{OFFERED}{options}"),
        *(appending(f"statements/text.{language}.md", blocks) for language in ("en", "pt-BR")),
    )


def told_at_length(*sentences: str) -> str:
    """Sentences of a feedback by turns, until nobody reads on."""
    return " ".join(20 * [f"{sentence}[^mean_follows_the_tail]" for sentence in sentences])


def in_gaps(english: tuple[str, str], portuguese: tuple[str, str]) -> Break:
    """Make the same change in both languages of the text with gaps."""
    return both(replacing("described/text.en.md", *english), replacing("described/text.pt-BR.md", *portuguese))


def made_on_two_machines(bank: Path) -> None:
    """Say of some runs that another machine made them."""
    table, about = runs.paths(bank / "coin")
    described = json.loads(about.read_text(encoding="utf-8"))
    [(here, machine)] = described["machines"].items()
    other = {**machine, "python": "2.7"}
    described["machines"][provenance.machine_key(other)] = other
    about.write_text(json.dumps(described), encoding="utf-8")
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    moved = [line.replace(here, provenance.machine_key(other)) if "loaded,7," in line else line for line in lines]
    table.write_text("".join(moved), encoding="utf-8")


def asking_for(decimals: int) -> Break:
    """Ask for a number with so many decimals."""
    return both(
        replacing(NUMBERS_SOLVER, "decimals: int = 2", f"decimals: int = {decimals}"),
        *(
            replacing(f"deviation/readback.{language}.txt", "{decimals: 2}", f"{{decimals: {decimals}}}")
            for language in ("en", "pt-BR")
        ),
    )


def with_labels(bank: Path) -> None:
    """Let the stem label what it lists, and a sentence speak of another label than the claim that it cites."""
    replacing(QUESTION, "The mean lies above the median.", "In II the mean lies above the median.")(bank)
    for text, read, stem, tail in (
        (EN, READ_EN, "Which constant", "The mean"),
        (PT, READ_PT, "Qual constante", "A média"),
    ):
        labelled = f"- I: {tail.lower()};\n- II: {tail.lower()}.\n\n{stem}"
        replacing(text, f"\n{stem}", f"\n{labelled}")(bank)
        replacing(read, "[stem]\n", f"[stem]\nI: {tail.lower()};\nII: {tail.lower()}.\n")(bank)
        path = bank / text
        words = path.read_text(encoding="utf-8").replace(f"\n{tail}", f"\nI: {tail.lower()}")
        path.write_text(words, encoding="utf-8")


def with_a_question_that_nobody_asks(bank: Path) -> None:
    """Let a folder hold a question that the bank does not name."""
    (bank / "spare").mkdir()
    (bank / "spare" / "__init__.py").write_text("QUESTION = None\n", encoding="utf-8")


def presetting(first_seed: int) -> Break:
    """Preset a wording after the record of the measured question, and let the design read it."""

    def breaks(bank: Path) -> None:
        preset_after(bank, first_seed)
        replacing("coin/design.py", "FixedSeedVaries, Reproduces", "FixedSeedVaries, presets, Reproduces")(bank)
        replacing("coin/design.py", 'FixedSeedVaries("source"))', 'FixedSeedVaries("source"), *presets(__file__))')(
            bank
        )

    return breaks


def preset_that_nobody_reads(bank: Path) -> None:
    """Preset a wording, and let the design be as it was."""
    preset_after(bank, 61)


def preset_after(bank: Path, first_seed: int) -> None:
    """Write what presets a wording, with the record as it ends, from a seed on."""
    table, _ = runs.paths(bank / "coin")
    lines = table.read_text(encoding="utf-8").splitlines()
    before = (("coin", len(lines) - 1, lines[-1].rpartition(",")[2]),)
    preset = Holds("fair behind loaded", first_seed=first_seed, before=before)
    (bank / "coin" / FILE).write_bytes(written([preset]))


def with_a_text_of_no_language(bank: Path) -> None:
    """Let a question have a text in a language that the bank has not."""
    shutil.copy(bank / PT, bank / "middle" / "text.es.md")


def without_last_run(bank: Path) -> None:
    """Take the last run out of a record, all of whose other digests then fit."""
    table, _ = runs.paths(bank / "coin")
    table.write_text("".join(table.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")


def saying(words: str) -> Break:
    """Word a sentence of the general feedback otherwise, in one language."""
    return replacing(EN, "The mean follows the tail.", words)


def showing(image: str) -> Break:
    """Show an image in the stem, in one language, which is read back as a plot."""
    return both(
        replacing(EN, "Which constant", f"{image} Which constant"), replacing(READ_EN, "[stem]", "[stem]\na plot")
    )


def forged(breaks: Break) -> Break:
    """Edit a record, or the design of one, and make the digests fit, as somebody could who wants it to be believed."""

    def edited(bank: Path) -> None:
        breaks(bank)
        [question] = banks.load(str(bank)).computed
        assert question.design is not None
        table, about = runs.paths(bank / question.id)
        header, *lines = csv.reader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
        chain = Chain()
        chain.follow(header)
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows([*cells[:-1], chain.follow(cells[:-1])] for cells in lines)
        described = json.loads(about.read_text(encoding="utf-8"))
        described["design"] = provenance.design_digest(question.design)
        described["ending"] = {"runs": len(lines), "digest": chain.digest}
        about.write_text(json.dumps(described), encoding="utf-8")

    return edited


def rename_question(name: str) -> Break:
    """Give the question another id, and its folder with it."""

    def breaks(bank: Path) -> None:
        replacing(QUESTION, 'id="middle"', f'id="{name}"')(bank)
        (bank / "middle").rename(bank / name)
        init = bank / "__init__.py"
        init.write_text(init.read_text().replace("from . import middle", f"from . import {name} as middle"))

    return breaks


def appending(file: str, text: str) -> Break:
    """Append to a file."""

    def breaks(bank: Path) -> None:
        with (bank / file).open("a", encoding="utf-8") as content:
            content.write(text)

    return breaks


def waiving(code: str, reason: str, question: str = QUESTION) -> Break:
    """Waive a warning in the question."""
    return replacing(question, "    solve=solve,\n", f"    solve=solve,\n    waivers={{{code!r}: {reason!r}}},\n")


def with_units(units: str, penalty: str = "None") -> Break:
    """Let the number of the typed question have units."""
    return both(
        replacing(NUMBER, "Question, Wrong,", "Question, Unit, Wrong,"),
        replacing(
            NUMBER, "decimals=s.p.decimals,", f"decimals=s.p.decimals, units=({units},), unit_penalty={penalty},"
        ),
    )


def question_of(bank: str) -> str:
    """The file of a healthy bank's question."""
    return {
        MEASURED: "coin/__init__.py",
        TYPED: NUMBER,
        WORDED: NAMING,
        GAPPED: GAPS,
        MATCHED: PAIRS,
        ORDERED: PAIRS,
        DESCRIBING: DESCRIBED,
    }.get(bank, QUESTION)


def second_with_a_word_as_tags(bank: Path) -> None:
    """Ask the same twice, the second time with a word where a tuple of words is expected."""
    shutil.copytree(bank / "middle", bank / "second", ignore=shutil.ignore_patterns("__pycache__"))
    replacing("second/__init__.py", 'id="middle"', 'id="second"')(bank)
    replacing("second/__init__.py", 'tags=("statistics",)', 'tags="statistics"')(bank)
    replacing("__init__.py", "from . import middle", "from . import middle, second")(bank)
    replacing("__init__.py", "(middle.QUESTION,)", "(middle.QUESTION, second.QUESTION)")(bank)


def second_alike(bank: Path) -> None:
    """Ask something else under the same title."""
    shutil.copytree(bank / "middle", bank / "second", ignore=shutil.ignore_patterns("__pycache__"))
    replacing("second/__init__.py", 'id="middle"', 'id="second"')(bank)
    for language, words, others in (
        ("en", "Which constant", "So which constant"),
        ("pt-BR", "Qual constante", "Então qual constante"),
    ):
        replacing(f"second/text.{language}.md", words, others)(bank)
        replacing(f"second/readback.{language}.txt", words.lower(), others.lower())(bank)
    replacing("__init__.py", "from . import middle", "from . import middle, second")(bank)
    replacing("__init__.py", "(middle.QUESTION,)", "(middle.QUESTION, second.QUESTION)")(bank)


def with_plot(bank: Path) -> None:
    """Give the question a file."""
    (bank / "middle" / "files").mkdir()
    (bank / "middle" / "files" / "plot.png").write_bytes(b"\x89PNG")


def with_a_photograph(bank: Path) -> None:
    """Give the question with a figure a file of the same name."""
    (bank / "stopping" / "files" / "losses.png").write_bytes(b"\x89PNG")


def score_of_nothing(bank: Path) -> None:
    """Keep a score of mutants, but of which code it is."""
    (bank / "mutation.json").write_text("{}")


def four_more_in_order(bank: Path) -> None:
    """Ask the same five times, the options always in their order."""
    replacing(QUESTION, '    tags=("statistics",),', '    tags=("statistics",),\n    shuffle=False,')(bank)
    names = ["middle", *(f"middle_{number}" for number in range(2, 6))]
    for name in names[1:]:
        shutil.copytree(bank / "middle", bank / name, ignore=shutil.ignore_patterns("__pycache__"))
        replacing(f"{name}/__init__.py", 'id="middle"', f'id="{name}"')(bank)
    replacing("__init__.py", "from . import middle", f"from . import {', '.join(names)}")(bank)
    questions = ", ".join(f"{name}.QUESTION" for name in names)
    replacing("__init__.py", "(middle.QUESTION,)", f"({questions})")(bank)


def approving(bank: Path) -> None:
    """Approve every sentence of the question."""
    approve_all(look(banks.load(str(bank)), (), lambda _: None), by="")


def approvals(edit: Callable[[list[str]], list[str]]) -> Break:
    """Approve every sentence, and then change the lines that say so."""

    def breaks(bank: Path) -> None:
        approving(bank)
        path = bank / "middle" / "approvals.jsonl"
        path.write_text("".join(edit(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")

    return breaks


def also_of_another(lines: list[str]) -> list[str]:
    """An approval of a sentence that there is not, among others."""
    other = Sentence("stem", {"pt-BR": "Ordene a amostra.", "en": "Sort the sample."}, {})
    return [*lines, as_bytes([Approval(other)]).decode()]


def in_solution(field: str, given: str) -> tuple[Break, Break]:
    """Add a field to the solution, and what the solver gives for it."""
    return (
        replacing(SOLVER, "    nearest: str\n", f"    nearest: str\n    {field}\n"),
        replacing(SOLVER, "        nearest=min(", f"        {given},\n        nearest=min("),
    )


def excusing(name: str, reason: str) -> Break:
    """Excuse a further mutant in the question."""
    return replacing(QUESTION, "    survivors={\n", f"    survivors={{\n        {name!r}: {reason!r},\n")


KEY = 'Option("median", "median", (median_is_nearer,)),'
