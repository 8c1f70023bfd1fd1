"""The preview in a real Chromium: accessible, usable by keyboard, without scripts or network."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import TYPE_CHECKING

import command_line
import pytest
from accessibility import View, assert_accessible
from broken.breaks import EN, replacing
from chromium import needs_chromium, new_page, opened
from click.testing import CliRunner
from places import HEALTHY, ROOT
from previews import KEPT, imported, png, quiz_of

from grader.cli import grader

if TYPE_CHECKING:
    from playwright.sync_api import Page

MULTICHOICE = """
<question type="multichoice"><name><text>{name}</text></name><questiontext format="html"><text>STEM</text>
  </questiontext><single>true</single>
  <answer fraction="100"><text>an option</text></answer>
  <answer fraction="0"><text>the last option</text></answer></question>
"""
LONG_IMAGE = base64.b64encode(png(width=20, height=9000)).decode()
HOSTILE = f"""
<script>document.title = "owned"</script><style>* {{ position: fixed }}</style><img src=x onerror="alert(1)">
<iframe src="https://example.org"></iframe><svg onload="document.title='owned'"><text>words</text></svg>
<div id="question-2" class="finding" style="position: fixed; inset: 0; background: red">over everything</div>
<a href="https://example.org" id="behind-1">away</a><article id="title-1"><nav><main>inside</main></nav></article>
<h1>A heading</h1><h4></h4><ul>loose<p>words</p><li>entry</ul><li>alone</li><dl><p>term</dl><span lang="zz_ZZ">x</span>
<img src="data:image/png;base64,{LONG_IMAGE}" width="99999" height="99999">
<table><tr>{"<td>wide and wider</td>" * 60}</tr></table><input name="choice">
<form action="//e"><button>Go</button></form>
{"<blockquote>" * 90}deep{"</blockquote>" * 90}{"<ul><li>" * 45}deep{"</li></ul>" * 45}
<p>\\(x {"+ x" * 200}\\)</p><p>{"unbroken" * 99}</p><pre>{"x = y; " * 99}</pre><b><i><p>unclosed
"""
pytestmark = needs_chromium


def preview(*arguments: str, status: int = 0) -> None:
    done = command_line.grader("preview", *arguments, cwd=ROOT)
    assert done.returncode == status, done.stderr


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("preview") / "preview.html"
    preview("--html", str(path))
    return path


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview-broken")
    bank = Path(copytree(HEALTHY, folder / "bank", ignore=ignore_patterns("__pycache__")))
    replacing(EN, "{% block stem %}", "{% block stem %}{{ s.nothing }}")(bank)
    preview("--bank", str(bank), "--html", str(folder / "broken.html"), status=1)
    return folder / "broken.html"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview-kept")
    preview("--bank", str(imported(quiz_of(KEPT), folder)), "--html", str(folder / "kept.html"))
    return folder / "kept.html"


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview-long")
    gap = KEPT[KEPT.index('<question type="gapselect"') : KEPT.index('<question type="ordering"')]
    questions = "".join(
        gap.replace("Choose", f"About gap {number}") if number % 10 == 7 else MULTICHOICE.format(name=f"Mean {number}")
        for number in range(10, 40)
    )
    preview("--bank", str(imported(quiz_of(questions), folder)), "--html", str(folder / "long.html"))
    return folder / "long.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview-hostile")
    bank = imported(quiz_of(MULTICHOICE.format(name="first") + MULTICHOICE.format(name="second")), folder)
    replacing("first/text.en.md", "STEM", f"<!-- html -->\n{HOSTILE}")(bank)
    replacing("first/text.en.md", "an option", "<!-- html -->\n<ul>loose<h1>x</h1></ul><img src=//e width=9999>")(bank)
    arguments = ["preview", "--bank", str(bank), "--html", str(folder / "hostile.html")]
    CliRunner().invoke(grader, arguments)  # whatever else the checks say of it
    return folder / "hostile.html"


@pytest.fixture
def page(path: Path) -> Iterator["Page"]:
    """The page opened with scripts switched off."""
    with opened(path) as shown:
        yield shown


def behind(page: "Page", number: int) -> "Page":
    page.locator(f"#behind-{number} > summary").click()
    return page


def test_it_shows_the_five_questions_and_the_alternate_in_both_languages(page: "Page") -> None:
    assert page.locator("article").count() == 6
    assert page.locator("section.version .option input").count() == 6 * 2 * 4
    assert page.locator("#contents li a").count() == 6


def test_without_scripts_one_can_try_an_option_and_take_it_back(page: "Page") -> None:
    english = page.locator("#question-1 section[lang=en]").first
    said = english.get_by_role("status")
    assert said.inner_text() == ""

    english.get_by_label("Using the packages' default values").check()
    assert said.inner_text().startswith("Wrong (earns 0%)\n\nThe test set must not guide choices")

    english.get_by_label("Knowing which values").check()
    assert said.inner_text().startswith("Right (earns 100%)")

    english.get_by_role("button", name="Clear my choice").click()
    assert said.inner_text() == ""


def test_without_scripts_one_can_choose_a_language(page: "Page") -> None:
    page.get_by_label("English", exact=True).check()

    assert page.locator("section.version[lang=en]").first.is_visible()
    assert not page.locator("section.version[lang=pt-BR]").first.is_visible()


def test_the_key_is_seen_only_after_opening(page: "Page") -> None:
    key = page.get_by_text("The key is a, found by the solver.")
    assert not key.first.is_visible()

    behind(page, 1)

    assert key.first.is_visible()


def test_question_four_is_void_with_its_certificate_and_plots(page: "Page") -> None:
    fourth = behind(page, 4).locator("#question-4")

    assert "every option earns the whole mark" in fourth.inner_text()
    assert fourth.get_by_role("heading", name="Certificate").is_visible()
    assert fourth.locator("figure svg").count() == 4
    for number in range(4):
        assert fourth.locator("[role=img]").nth(number).get_attribute("aria-labelledby") == f"plot-4-{number + 1}"


def test_everything_is_reached_by_keyboard(path: Path) -> None:
    with opened(path) as page:
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "To the questions"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("name") == "choice"
        page.keyboard.press("ArrowDown")
        assert page.locator(":focus").is_checked()
        page.keyboard.press("Enter")  # submits nothing
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("type") == "reset"
        for _ in range(2):
            page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Key, feedback and evidence of question 1"
        page.keyboard.press("Enter")
        assert page.get_by_text("The key is a, found by the solver.").is_visible()


def test_with_scripts_arrows_lead_from_question_to_question_and_a_claim_opens(path: Path) -> None:
    with opened(path, scripts=True) as page:
        for number in (1, 2, 3):
            page.keyboard.press("ArrowRight")
            assert page.locator(":focus").get_attribute("id") == f"title-{number}"
        page.keyboard.press("ArrowLeft")
        assert page.locator(":focus").get_attribute("id") == "title-2"

        claim = page.locator("#claim-5-loss_hardly_falls")
        assert not claim.is_visible()
        page.evaluate("location.hash = 'claim-5-loss_hardly_falls'")
        claim.wait_for()


@pytest.mark.parametrize(
    ("which", "views"),
    [
        ("123", [(1280, "light")]),
        ("45", [(1280, "dark"), (320, "light")]),
        ("broken", [(320, "light")]),
        ("kept", [(1280, "light"), (320, "dark")]),
        ("long", [(1280, "light"), (320, "light")]),
        ("hostile", [(320, "light")]),
    ],
    ids=["123", "45", "broken", "kept", "long", "hostile"],
)
def test_automated_accessibility_checks_find_nothing(
    which: str, views: list[View], path: Path, request: pytest.FixtureRequest
) -> None:
    """With everything opened and an option chosen."""
    shown: Path = with_questions(path, which) if which.isdigit() else request.getfixturevalue(which)
    with page_at(shown, *views[0]) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        for option in page.locator(".option input").all()[:1]:
            option.check()
        assert_accessible(page, shown.stem, views, passes=20)


def with_questions(path: Path, numbers: str) -> Path:
    """The page with some of its questions alone: what looks at all elements takes the square of their number."""
    shorter, count = re.subn(
        r'<article id="question-(\w+)".*?</article>',
        lambda found: found.group() if found[1] in numbers else "",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    assert count == 6
    assert shorter.count("<article") == len(numbers)
    copy = path.with_name(f"{numbers}.html")
    copy.write_text(shorter, encoding="utf-8")
    return copy


@contextmanager
def page_at(path: Path, width: int, scheme: str) -> Iterator["Page"]:
    with new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(path.as_uri())
        yield page


def test_headings_come_in_order(page: "Page") -> None:
    for number in range(1, 6):
        behind(page, number)

    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => one.tagName)")]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_script_but_its_own_runs_and_nothing_is_fetched(path: Path, tmp_path: Path) -> None:
    tampered = tmp_path / "tampered.html"
    foreign = "<script>document.title = 'owned'</script><img src=https://example.org/x.png>"
    tampered.write_text(path.read_text(encoding="utf-8").replace("</main>", f"{foreign}</main>"), encoding="utf-8")

    with new_page() as page:
        refused: list[str | None] = []
        page.on("requestfailed", lambda request: refused.append(request.failure))
        page.goto(tampered.as_uri())
        assert page.title() == "Treinamento de redes profundas: preview"
        assert refused == ["csp"]


def test_a_long_bank_has_short_contents_and_only_scripts_bring_a_search(long: Path) -> None:
    with opened(long) as page:
        assert page.locator("#contents li").count() == 30
        box = page.locator("#contents").bounding_box()
        assert box is not None
        assert box["height"] < 300
        assert not page.get_by_role("search").is_visible()
        page.get_by_role("link", name="About gap 37").click()
        assert page.url.endswith("#kept-3")

    with opened(long, scripts=True) as page:
        assert page.get_by_role("search").is_visible()
        page.keyboard.press("Tab")
        page.get_by_label("Find").focus()
        page.keyboard.type("AbOÚT gap")
        page.get_by_text("3 of 30").wait_for()
        assert page.locator("article:visible").count() == page.locator("#contents li:visible").count() == 3
        page.get_by_label("Find").fill("nowhere")
        page.get_by_text("0 of 30").wait_for()
        page.get_by_label("Find").fill("")
        page.locator("article:visible").nth(29).wait_for()


def test_without_scripts_one_can_show_one_sort_of_questions_alone(long: Path) -> None:
    with opened(long) as page:
        page.get_by_label("kept whole (3)").check()
        assert page.locator("article:visible").count() == page.locator("#contents li:visible").count() == 3
        page.get_by_label("imported (27)").check()
        assert page.locator("article:visible").count() == 27
        page.get_by_label("all", exact=True).check()
        assert page.locator("article:visible").count() == 30


def test_arrows_pass_over_what_is_not_shown(long: Path) -> None:
    with opened(long, scripts=True) as page:
        page.get_by_label("kept whole (3)").check()
        page.locator("h1").click()
        for number in (1, 2, 3):
            page.keyboard.press("ArrowRight")
            assert page.locator(":focus").get_attribute("id") == f"title-K{number}"


def test_a_short_bank_of_one_sort_has_no_filter(page: "Page") -> None:
    assert page.locator("[name=group]").count() == 0
    assert page.locator(".bar nav a").count() == 6


def test_a_variant_is_shown_without_scripts(page: "Page") -> None:
    fifth = behind(page, 5).locator("#question-5")
    variant = fifth.locator(".variant").first
    assert not variant.get_by_text("The key is").first.is_visible()

    variant.locator("summary").click()

    assert variant.get_by_text("The key is").first.is_visible()


def test_nothing_foreign_runs_loads_covers_or_takes_the_page_s_place(hostile: Path) -> None:
    with new_page(viewport={"width": 1280, "height": 900}) as page:
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("dialog", lambda dialog: requests.append(dialog.message))
        page.goto(hostile.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")

        assert [url for url in requests if not url.startswith("data:")] == [hostile.as_uri()]
        assert "owned" not in page.title()
        assert page.locator("article").count() == 2
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(ids) == len(set(ids))
        covering = "all => all.filter(one => ['fixed', 'absolute'].includes(getComputedStyle(one).position)).length"
        assert page.locator("main *").evaluate_all(covering) == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert page.locator("main img").evaluate_all("all => Math.max(...all.map(one => one.clientHeight))") <= 640
        assert page.locator("#question-2").get_by_label("the last option").is_visible()
