"""A session from a browser window: the user signs in there, by whatever their site asks, and its cookie is taken."""

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.errors import MissingExtraError, SiteError
from grader.exchange.address import Address
from grader.exchange.session import COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_MILLISECONDS = 10 * 60_000  # in which somebody will have found their second factor
_SIGNED_IN = "typeof M !== 'undefined' && M.cfg && M.cfg.userId > 0 && location.href.startsWith(%r)"
_BROWSERS = ("chromium", "google-chrome", "chromium-browser", "microsoft-edge")


def cookie_of(to: Address, told: Callable[[str], None]) -> str:
    """The cookie of a session that the user begins in a window, as `name=value`; the window is closed then.

    Raises MissingExtraError without Playwright, and SiteError where no window opens or nobody signs in.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise MissingExtraError(
            f"a browser window needs Playwright: pip install 'exams-as-code[browser]' ({error})"
        ) from error
    told("sign in in the window that opens")
    with sync_playwright() as playwright:
        there = next(filter(None, map(shutil.which, _BROWSERS)), None)
        try:
            browser = playwright.chromium.launch(headless=False, executable_path=there)
            try:
                return taken(browser, to)
            finally:
                browser.close()
        except Error as error:
            raise SiteError(
                f"no session from a browser window: {_first_line(error)}; give the cookie of a session instead"
            ) from error


def taken(browser: "Browser", to: Address) -> str:
    """The cookie of a session that begins in a browser, as `name=value`.

    Raises SiteError where the site gives none, and an error of Playwright's where nobody signs in.
    """
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{to.site}/login/index.php")
        page.wait_for_function(_SIGNED_IN % to.site, timeout=_MILLISECONDS)
        cookies = {str(one.get("name")): str(one.get("value")) for one in context.cookies([to.site])}
    finally:
        context.close()
    named = next((name for name in cookies if name.startswith(COOKIE)), None)
    if named is None:
        raise SiteError(f"{to.site}: expected a cookie whose name begins with {COOKIE}, found none")
    return f"{named}={cookies[named]}"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
