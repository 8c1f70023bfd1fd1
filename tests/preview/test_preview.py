"""The preview: everything about a question on one page; what is broken is named in place, and hides nothing else."""

import re
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from shutil import copytree, ignore_patterns
from threading import Thread

import pytest
from broken.breaks import EN, PT, QUESTION, SOLVER, replacing
from broken.edits import EDITS
from click.testing import CliRunner, Result
from downloads import exam_file, question
from places import TESTS
from previews import imported, with_two_questions

from grader.checks import APPROVAL_CHECKS, MUTATION_CHECKS
from grader.checks.elsewhere import solved_otherwise_elsewhere
from grader.cli import grader
from grader.moodle.quiz import CombinedFeedback, Hint, Markup
from grader.pages.written import entries, written
from grader.preview import watch
from grader.preview.watch import Watcher, snapshot

ROOT = TESTS.parent


def copied(bank: str, folder: Path) -> Path:
    return Path(copytree(TESTS / bank, folder / "bank", ignore=ignore_patterns("__pycache__")))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(grader, ["preview", *map(str, arguments)], standalone_mode=False)


def page_of(bank: Path, *arguments: object, status: int = 0) -> str:
    path = bank.parent / "preview.html"
    result = run("--bank", bank, "--html", path, *arguments)
    assert result.exit_code == status, result.output
    page = path.read_text(encoding="utf-8")
    assert "Traceback" not in page
    return page


def shown_of(page: str) -> str:
    """What a page shows, without the regions that are filled later."""
    return re.sub(r'<(p|div|span)[^>]*role="status"[^>]*>\s*</\1>', "", page[page.index("<main") :])


def test_a_question_is_shown_in_each_language_with_everything_behind_it(bank: Path) -> None:
    page = page_of(bank)

    assert page.count('<section class="version in" lang="pt-BR"') == 4  # as students see it, justified, two variants
    assert page.count('type="radio" name="choice"') == 2 * 3
    assert "The key is <strong>b</strong>, found by the solver." in page
    assert "Squared and absolute distances are confused." in page
    assert "The mean lies above the median." in page
    assert "its counterexample refutes it" in page
    assert "(1, 2, 6)" in page
    assert "<math" in page
    assert "[^" not in page


def test_a_claim_stands_beside_what_it_read_here_and_in_its_counterexample(bank: Path) -> None:
    page = page_of(bank)

    evidence = re.search(r'id="claim-1-median_is_nearer".*?</table>', page, re.DOTALL)
    assert evidence
    rows = re.findall(r"<tr><th.*?</tr>", evidence[0])
    assert [re.findall(r"<code>(.*?)</code>", row) for row in rows[1:]] == [
        ["s.median", "2", "2"],
        ["s.mean", "3", "3"],
        ["p.sample", "(1, 2, 6)", "(1, 2, 6)"],
        ["s.median_distance", "5", "6"],
        ["s.mean_distance", "6", "6"],
    ]


def test_the_same_bank_gives_the_same_page(bank: Path) -> None:
    assert page_of(bank) == page_of(bank)


def test_one_language_can_be_shown_alone(bank: Path) -> None:
    page = page_of(bank, "--language", "en")

    assert 'lang="pt-BR"' not in page
    assert page.count('type="radio"') == 3


def test_one_question_can_be_shown_alone(bank: Path) -> None:
    with_two_questions(bank)

    page = page_of(bank, "second")

    assert re.findall(r'<article id="([^"]*)"', page) == ["question-2"]


@pytest.mark.parametrize(
    "code",
    [
        code
        for code, edit in EDITS.items()
        if edit.bank == "broken/healthy"
        and not code.startswith("E")
        and code not in {solved_otherwise_elsewhere.code, *(check.code for check in APPROVAL_CHECKS)}
        and code not in {check.code for check in MUTATION_CHECKS}
    ],
)
def test_whatever_is_broken_is_named_on_the_page(code: str, bank: Path) -> None:
    EDITS[code].breaks(bank)

    page = page_of(bank, status=0 if code.startswith("W") else 1)

    assert f"<strong>{code}</strong>" in page


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        (SOLVER, "nearest=min(", "nearest=max_(", "NameError"),
        (SOLVER, "mean=fmean(p.sample),\n        median", "mean=1 / 0,\n        median", "ZeroDivisionError"),
        (QUESTION, "return s.mean > s.median", "return s.mean > s.nothing", "cannot be run"),
        (QUESTION, "return s.mean > s.median", "return s.mean < s.median", "is false"),
        (QUESTION, "answer=s.nearest", "answer='neither'", '<strong class="no">No option</strong> equals the answer'),
        (
            QUESTION,
            '            Option("median", "median", (median_is_nearer,)),\n',
            "            None,\n",
            "expected options, received None",
        ),
        (EN, "{% block stem %}", "{% block stem %}{{ s.nothing }}", "the text in en:"),
        (EN, "{% block stem %}", "{% block stem", "the text in en:"),
    ],
)
def test_what_fails_is_told_in_place_and_hides_no_other_question(
    file: str, old: str, new: str, shown: str, bank: Path
) -> None:
    with_two_questions(bank)
    replacing(file, old, new)(bank)

    first, second = page_of(bank, status=1).split("<article")[1:]

    assert shown in first
    assert 'class="finding"' in first
    assert 'class="finding"' not in second
    assert second.count('type="radio" name="choice"') == 2 * 3


@pytest.mark.parametrize("code", ["M002", "M005"])
def test_what_is_found_in_a_whole_question_stands_in_its_place(code: str, bank: Path) -> None:
    with_two_questions(bank)
    EDITS[code].breaks(bank)

    above, first, second = page_of(bank, status=1).split("<article")

    assert [f"<strong>{code}</strong>" in part for part in (above, first, second)] == [False, True, False]


def test_a_language_that_is_missing_does_not_hide_the_other(bank: Path) -> None:
    (bank / PT).unlink()

    page = page_of(bank, status=1)

    assert "the text in pt-BR: FileNotFoundError" in page
    assert page.count('type="radio" name="choice"') == 3


def test_a_question_that_does_not_load_is_told_and_hides_no_other(bank: Path) -> None:
    with_two_questions(bank)
    replacing(QUESTION, 'tags=("statistics",)', "tags=None")(bank)
    replacing("second/__init__.py", "return s.mean > s.median", "return s.mean < s.median")(bank)

    before, second = page_of(bank, status=1).split("<article")

    assert "<strong>B002</strong>" in before
    assert "<strong>C001</strong>" in second
    assert second.count('type="radio" name="choice"') == 2 * 3


def test_an_imported_question_offers_several_options_where_it_did_and_claims_no_solver(tmp_path: Path) -> None:
    asked = question(("a", 0.5), ("b", 0.5), ("c", 0.0), single=False, name="first")
    page = page_of(imported(exam_file(asked), tmp_path))

    assert page.count('type="checkbox" name="choice"') == 3
    assert "The key is <strong>a, b</strong>, as it was imported: no solver has found it." in page
    assert "earns 50%</span>" in page


def test_an_imported_question_has_no_box_without_words_in_it(tmp_path: Path) -> None:
    asked = question(("a", 1.0), ("b", 0.0), name="first")
    blank = replace(asked, general_feedback=Markup("<p>&nbsp;</p>"), stem=Markup("<p><br></p>"))
    page = page_of(imported(exam_file(blank), tmp_path))

    for box in ('class="says"', 'class="stem"', "Justification", "Claims", "Certificate", "Parameters", "the solver"):
        assert box not in page[page.index("<main") :]
    assert "tags:" not in page
    assert not re.findall(r"<(div|p|section|ul|ol|dl|dd|table|fieldset|details)\b[^>]*>\s*</\1>", shown_of(page))


def test_an_imported_question_shows_what_moodle_says_besides(tmp_path: Path) -> None:
    asked = replace(
        question(("a", 1.0), ("b", 0.0), name="first", mark=2.5),
        combined=CombinedFeedback(Markup("<p>Well done</p>"), Markup("<p></p>"), Markup("Alas")),
        hints=(Hint(Markup("Think again")),),
        tags=("means",),
        shuffle=False,
    )
    page = page_of(imported(exam_file(asked), tmp_path))

    further = re.findall(r"<dt lang=\"en\">(.*?)</dt><dd>(.*?)</dd>", page)
    assert [(name, re.sub("<.*?>", "", said)) for name, said in further] == [
        ("To a right response", "Well done"),
        ("To a wrong response", "Alas"),
        ("Hint 1", "Think again"),
    ]
    assert "mark 2.5; options in this order; tags: means" in page


def test_an_imported_question_shows_its_images_whatever_they_are_called(tmp_path: Path) -> None:
    bank = imported(exam_file(question(("a", 1.0), ("b", 0.0), stem="STEM", name="first")), tmp_path)
    folder = bank / "first" / "files" / "a folder"
    folder.mkdir(parents=True)
    (folder / "the mean & more.png").write_bytes(b"\x89PNG-1")
    image = '<!-- html -->\n<img src="@@PLUGINFILE@@/a%20folder/the%20mean%20%26%20more.png" alt="">'
    replacing("first/text.en.md", "STEM", image)(bank)

    assert 'src="data:image/png;base64,iVBORy0x"' in page_of(bank)


@pytest.mark.parametrize(
    "stem", ["<html>", "<div>" * 600 + "deep", "<p><b>unclosed", "</article></main>", "<h1>x</h1>"]
)
def test_no_text_breaks_the_page_around_it(stem: str, tmp_path: Path) -> None:
    first, second = (question(("a", 1.0), ("b", 0.0), stem=name.upper(), name=name) for name in ("first", "second"))
    bank = imported(exam_file(first, second), tmp_path)
    replacing("first/text.en.md", "FIRST", f"<!-- html -->\n{stem}")(bank)
    run("--bank", bank, "--html", tmp_path / "preview.html")

    page = (tmp_path / "preview.html").read_text()
    assert "SECOND" in page
    assert page.count("<article") == page.count("</article>") == 2
    assert page.count("<main") == page.count("</main>") == page.count("<h1") == 1
    assert page.count("<div") == page.count("</div>")


def test_what_moodle_shows_and_the_page_does_not_is_named(bank: Path) -> None:
    for language in (EN, PT):
        path = bank / language
        path.write_text(path.read_text().replace("{% block stem %}", "{% block stem %}<!-- html --><video></video>"))

    assert "Shown by Moodle, not by this page: <code>video</code>." in page_of(bank)


def test_a_single_question_has_no_contents(bank: Path) -> None:
    page = page_of(bank)
    assert "<nav" not in page
    assert 'role="search"' not in page

    with_two_questions(bank)
    assert page_of(bank).count("<nav") == 2


def test_an_undecided_question_says_so(tmp_path: Path) -> None:
    bank = copied("banks/cheap", tmp_path)

    page = page_of(bank, status=1)

    assert "<strong>K003</strong>" in page
    assert '<strong class="no">undecided</strong>' in page


def test_a_record_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    bank = copied("banks/cheap", tmp_path)
    (bank / "coin" / "runs.csv").write_text("option,seed\n")

    page = page_of(bank, status=1)

    assert "<strong>R001</strong>" in page
    assert "the certificate: RecordError" in page


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)></style><a href='javascript:alert(1)'>x</a>"


def test_what_an_author_writes_stays_words(bank: Path) -> None:
    replacing(EN, "The mean follows the tail.", f"The {HOSTILE} follows the tail.")(bank)
    replacing(EN, "The nearest constant", HOSTILE)(bank)
    replacing(QUESTION, "Squared and absolute", HOSTILE.replace('"', ""))(bank)
    replacing(QUESTION, "The mean lies above the median.", HOSTILE)(bank)
    replacing(
        SOLVER,
        "    sample: tuple[float, ...] = (1.0, 2.0, 6.0)",
        f"    sample: tuple[float, ...] = (1.0, 2.0, 6.0)\n    note: str = {HOSTILE!r}",
    )(bank)

    page = page_of(bank, status=1)

    assert page.count("<script") == 1
    assert page.count("</style") == 1
    assert "<img" not in page
    assert "<a href='javascript" not in page
    assert '<a href="javascript' not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") >= 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "expected a question of middle, received 'nothing'"),
        (["--language", "fr"], "expected a language of pt-BR, en, received 'fr'"),
    ],
)
def test_what_the_bank_does_not_have_is_said(arguments: list[str], message: str, bank: Path) -> None:
    assert message in str(run("--bank", bank, *arguments).exception)


def test_an_installed_bank_is_not_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert "question_bank: expected a bank's folder" in str(run("--watch", "--bank", "question_bank").exception)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.1 + 0.2, "0.3"),
        (frozenset({"b", "a"}), "{a, b}"),
        ({"x": (1, 2.50)}, "{x: (1, 2.5)}"),
        (len, "<built-in function len>"),
        ("x" * 500, f"{'x' * 159}…"),
    ],
)
def test_values_are_written_for_people(value: object, words: str) -> None:
    assert written(value) == words


def test_what_is_no_dataclass_has_no_entries() -> None:
    assert list(entries(3)) == []


def test_files_of_the_bank_are_watched_and_those_of_editors_and_python_are_not(bank: Path) -> None:
    before = snapshot(bank)
    for name in ("middle/.text.en.md.swp", "middle/text.en.md~", "__pycache__/x.pyc"):
        (bank / name).parent.mkdir(exist_ok=True)
        (bank / name).write_text("not the bank's")
    assert snapshot(bank) == before

    (bank / EN).write_text((bank / EN).read_text() + "\n")
    assert snapshot(bank) != before


def test_a_watcher_makes_a_page_for_every_change_and_no_other(bank: Path) -> None:
    watcher = Watcher(bank, lambda version: lambda seed: f"page {version}, seed {seed}".encode(), seed=1)
    assert not watcher.look()
    assert (watcher.newest.version, watcher.newest.pages(5)) == (1, b"page 1, seed 5")

    (bank / EN).unlink()

    assert watcher.look()
    assert (watcher.newest.version, watcher.newest.pages(1)) == (2, b"page 2, seed 1")


def test_only_pages_and_their_version_are_served_and_to_this_machine_alone(bank: Path) -> None:
    watcher = Watcher(bank, lambda _: lambda seed: f"the page, seed {seed}".encode(), seed=4)
    with watch.server(watcher, 0, policy="default-src 'none'") as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        host, port = serving.server_address[:2]

        def asked(path: str, name: str = "localhost") -> tuple[int, bytes]:
            connection = HTTPConnection("127.0.0.1", int(port))
            connection.request("GET", path, headers={"Host": f"{name}:{port}"})
            response = connection.getresponse()
            found = response.status, response.read()
            connection.close()
            return found

        assert host == "127.0.0.1"
        assert asked("/") == (200, b"the page, seed 4")
        assert asked("/?seed=7") == (200, b"the page, seed 7")
        assert asked("/?seed=-7") == (200, b"the page, seed -7")
        assert asked("/version") == (200, b"1")
        for path in ("/__init__.py", "/middle/solver.py", "/../secret", "/?x", "/?seed=", "/?seed=1e9", "/version/"):
            assert asked(path)[0] == 404
        assert asked("/", "elsewhere.example")[0] == 404
        serving.shutdown()
