"""A session on a Moodle site: the user's own cookie, one request at a time, and nothing of it told or kept."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from grader.errors import LostAnswerError, MissingExtraError, SiteError
from grader.exchange.address import Address
from grader.exchange.page import Page

if TYPE_CHECKING:
    import httpx

Fields = Sequence[tuple[str, str]]
"""The fields of a form in order, some names more than once."""

COOKIE = "MoodleSession"
_COOKIE = re.compile(r"(?:(?P<name>[A-Za-z0-9_-]+)=)?(?P<value>[A-Za-z0-9,_%-]+)")
_SECONDS = 600.0  # an import of many questions takes minutes
_TRIES = 3
_BUSY = frozenset((429, 502, 503, 504))
_CUT_OFF = frozenset((502, 504))  # what stands before the site gave up waiting, and the site may go on
_LONGEST_WAIT = 60.0


class Session:
    """Requests to one site, one after another; the cookie is only in memory.

    sesskey: what the site wants to see in every form, as its last page said it; repository: which one takes uploads.
    """

    def __init__(self, site: str, client: "httpx.Client") -> None:
        self.site = site
        self.sesskey = self.repository = ""
        self._client = client

    def get(self, path: str, query: Fields = ()) -> Page:
        """A page. It is asked for again where no answer comes: nothing changes by that.

        Raises LostAnswerError where none comes at last.
        """
        for left in reversed(range(_TRIES)):
            try:
                answer = self._sent("GET", _with(path, query))
            except LostAnswerError:
                if not left:
                    raise
                continue
            if answer.status not in _BUSY or not left:
                self.sesskey = answer.setting("sesskey") or self.sesskey
                self.repository = answer.repository or self.repository
                return answer
            time.sleep(_wait(answer.retry_after))
        raise AssertionError

    def post(self, path: str, fields: Fields, query: Fields = ()) -> Page:
        """What a form is answered with. It is sent once.

        Raises LostAnswerError where no answer comes: it may have been carried out or not.
        """
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._sent("POST", _with(path, query), content=urlencode(fields).encode(), headers=form)

    def post_json(self, path: str, content: bytes, query: Fields = ()) -> Page:
        """What a service is answered with. It is sent once, as `post` does."""
        return self._sent("POST", _with(path, query), content=content, headers={"Content-Type": "application/json"})

    def upload(self, path: str, fields: Mapping[str, str], file: tuple[str, bytes], query: Fields = ()) -> Page:
        """What an upload of a file, by name and content, is answered with. It is sent once, as `post` does."""
        return self._sent("POST", _with(path, query), data=dict(fields), files={"repo_upload_file": file})

    def _sent(self, method: str, path: str, **content: object) -> Page:
        import httpx

        without_query = urlsplit(path).path
        where = f"{self.site}{without_query}"
        try:
            answer = self._client.request(method, f"{self.site}{path}", **content)  # type: ignore[arg-type]
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise SiteError(f"{self.site}: cannot be reached: {error}") from error
        except httpx.HTTPError as error:
            raise LostAnswerError(f"{where}: no answer came ({type(error).__name__}): begin again") from error
        if method == "POST" and answer.status_code in _CUT_OFF:
            raise LostAnswerError(f"{where}: no answer came (status {answer.status_code}): begin again")
        return Page(
            self.site,
            without_query,
            answer.status_code,
            answer.headers.get("location", ""),
            answer.content,
            answer.headers.get("retry-after", ""),
        )


@contextmanager
def signed_in(to: Address, cookie: str) -> Iterator[Session]:
    """A session with a cookie's value, or `name=value` where a site calls it otherwise.

    Raises MissingExtraError without httpx, and SiteError for what is no cookie.
    """
    try:
        import httpx
    except ImportError as error:
        raise MissingExtraError(f"a Moodle site needs httpx: pip install 'exams-as-code[site]' ({error})") from error
    written = _COOKIE.fullmatch(cookie.strip())
    if written is None:
        raise SiteError(f"expected the value of the cookie {COOKIE}, received something else")  # which is not shown
    jar = httpx.Cookies()
    jar.set(written["name"] or COOKIE, written["value"], domain=_domain(to.host))
    with httpx.Client(
        cookies=jar,
        timeout=_SECONDS,
        trust_env=not to.is_here,
        verify=to.is_encrypted,  # nothing needs to be verified, nor its means be loaded, where nothing is encrypted
        headers={"User-Agent": "grader"},
    ) as client:
        yield Session(to.site, client)


def _domain(host: str) -> str:
    """A host as the standard library's cookies know it, which adds an end to names without a point."""
    return host if "." in host or ":" in host else f"{host}.local"


def _with(path: str, query: Fields) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _wait(said: str) -> float:
    """How long a busy site asks to be left alone, in seconds."""
    return min(float(said), _LONGEST_WAIT) if said.isascii() and said.isdecimal() else 1.0
