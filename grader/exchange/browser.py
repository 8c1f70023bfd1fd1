"""A session from a browser window: the user signs in there, by whatever their site asks, and its cookie is taken."""

from collections.abc import Callable
from contextlib import suppress

from grader.errors import MissingExtraError, SiteError
from grader.exchange.address import Address
from grader.exchange.session import COOKIE

_MINUTES = 10
_SIGNED_IN = "typeof M !== 'undefined' && M.cfg && M.cfg.userId > 0 && location.href.startsWith(%r)"


def cookie_of(to: Address, told: Callable[[str], None], *, headless: bool = False) -> str:
    """The cookie of a session in which the user has signed in, as `name=value`; the window is closed then.

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
        try:
            browser = playwright.chromium.launch(headless=headless)
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{to.site}/login/index.php")
            page.wait_for_function(_SIGNED_IN % to.site, timeout=_MINUTES * 60_000)
            cookies = {str(one.get("name")): str(one.get("value")) for one in context.cookies([to.site])}
        except Error as error:
            first = str(error).partition("\n")[0]
            raise SiteError(
                f"no session from a browser window: {first}; is a browser there (`playwright install chromium`)? "
                "Else give the cookie"
            ) from error
        finally:
            with suppress(Error, UnboundLocalError):
                browser.close()
    named = next((name for name in cookies if name.startswith(COOKIE)), None)
    if named is None:
        raise SiteError(f"{to.site}: expected a cookie whose name begins with {COOKIE}, found none")
    return f"{named}={cookies[named]}"
