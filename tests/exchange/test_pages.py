"""Addresses and pages: what is meant, and what a page is instead of the one that was asked for."""

import pytest

from grader.errors import SiteError
from grader.exchange.address import Address, address
from grader.exchange.page import Page

SITE = "https://moodle.example.org/learn"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (f"{SITE}/question/edit.php?courseid=3&cmid=12&cat=4%2C5", Address(SITE, 12)),
        (f" {SITE}/mod/qbank/view.php?id=12#top ", Address(SITE, 12)),
        (f"{SITE}/mod/quiz/view.php?id=7", Address(SITE, 7)),
        ("https://moodle.example.org:8443/mod/quiz/edit.php?cmid=7", Address("https://moodle.example.org:8443", 7)),
        ("http://localhost:8000/question/edit.php?cmid=1", Address("http://localhost:8000", 1)),
        ("http://[::1]/question/edit.php?cmid=1", Address("http://[::1]", 1)),
    ],
)
def test_an_address_is_read_as_the_browser_shows_it(written: str, meant: Address) -> None:
    assert address(written) == meant


@pytest.mark.parametrize("host", ["localhost.example.org", "128.0.0.1", "10.0.0.1", "example.org", ""])
def test_no_other_machine_is_taken_for_this_one(host: str) -> None:
    assert not Address(f"https://{host}", 3).is_here


@pytest.mark.parametrize(
    "written", [f"{SITE}/question/edit.php?id=12", f"{SITE}/question/edit.php?cmid=x", f"{SITE}/", "3628", ""]
)
def test_an_address_that_names_no_module_is_refused(written: str) -> None:
    with pytest.raises(SiteError, match="expected the address of a question bank or a quiz"):
        address(written)


def page(status: int = 200, location: str = "", content: str = "", path: str = "/question/edit.php") -> Page:
    return Page(SITE, path, status, location, content.encode())


LOGIN = '<body id="page-login-index"><form id="login"></form></body>'
PENDING = r'<div class="alert alert-warning">The tasks \mod_qbank\task\transfer_questions are not complete</div>'
ERROR = (
    '<p class="errormessage">No.</p><p class="errorcode"><a href="https://docs.moodle.org/501/en/error/{}">More</a></p>'
)
WRONG = {
    "a page to sign in": (page(content=LOGIN), "the session is over: sign in again"),
    "a way to it": (page(303, f"{SITE}/login/index.php"), "the session is over: sign in again"),
    "another site that signs in": (
        page(302, "https://sso.example.org/saml?x=secret"),
        "the site leads to sso.example.org: the",
    ),
    "the course": (page(303, f"{SITE}/course/view.php?id=3"), "it takes an editing teacher of the course"),
    "somewhere": (page(303, f"{SITE}/local/news.php"), "the site leads to /local/news.php instead"),
    "an upgrade that is not finished": (page(content=PENDING), "ask the administrator to run cron"),
    "a form that leads back to the bank": (
        page(303, f"{SITE}/question/edit.php", path="/question/bank/editquestion/question.php"),
        "ask the administrator to run cron",
    ),
    "an error": (page(404, content=ERROR.format("moodle/nopermissions")), "nopermissions: you may not do that there"),
    "an error that looks well": (
        page(content=ERROR.format("moodle/invalidsesskey")),
        "invalidsesskey: the session is over",
    ),
    "an error that we do not know": (page(404, content=ERROR.format("local/strange")), "strange: No."),
    "a server that fails": (page(500, content="<h1>Internal"), "status 500: it says no more"),
    "nothing at all": (page(502), "status 502"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_a_page_is_instead_is_said_with_a_remedy(what: str) -> None:
    found, said = WRONG[what]

    with pytest.raises(SiteError) as raised:
        found.require()

    assert said in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_page_is_itself() -> None:
    found = page(content='<div id="region-main"><div class="alert alert-warning">Read this first.</div></div>')

    assert found.require() is found


def test_what_an_export_holds_is_no_script_of_the_site() -> None:
    export = page(content='<?xml version="1.0"?><quiz><script>M.cfg = {"sesskey":"theirs"}</script></quiz>')

    assert export.setting("sesskey") == ""


def test_fields_that_are_refused_are_told_whatever_the_language() -> None:
    content = (
        '<div id="id_error_name"> </div><div id="id_error_fraction_0">Uma das\nalternativas</div>'
        '<div id="fgroup_id_error_answeroptions_1">Zahl</div>'
    )

    assert page(content=content).refused == ("fraction_0: Uma das alternativas", "answeroptions_1: Zahl")
