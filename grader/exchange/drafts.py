"""Files in draft areas: what a form's editor holds until it is saved, made the same as ours."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from random import SystemRandom
from urllib.parse import quote

from grader.errors import SiteError
from grader.exchange.page import OVER
from grader.exchange.session import Session
from grader.moodle.quiz import File, Markup

_FILES = "/repository/draftfiles_ajax.php"
_UPLOAD = "/repository/repository_ajax.php"
_FULL = "maxdraftitemids"
_NUMBERS = range(10_000_000, 1_000_000_000)  # that Moodle gives to draft areas
_PAUSE, _MOST_PAUSES = 5.0, 60  # Moodle lets one more area in every five seconds


def new_area(used: Collection[str] = ()) -> str:
    """A number for a draft area that there is not yet. used: numbers that it must not have."""
    while (area := str(SystemRandom().choice(_NUMBERS))) in used:
        pass
    return area


@dataclass
class Drafts:
    """The draft areas of a user. context: of the bank; wait: how to let time pass."""

    session: Session
    context: int
    wait: Callable[[float], None] = time.sleep

    def change(self, before: Mapping[str, Markup], after: Mapping[str, Markup], areas: Mapping[str, str]) -> None:
        """Give each editor's area the files of our text, where those there are others.

        before, after: what the editors hold there and here; areas: the numbers of their areas.
        """
        for name, area in areas.items():
            there = before[name].files if name in before else ()
            ours = after[name].files
            if set(there) != set(ours):
                self._replace(area, ours)

    def upload(self, area: str, file: File) -> None:
        """Put a file into an area. Raises SiteError where Moodle does not take it."""
        for _ in range(_MOST_PAUSES):
            said = self._uploaded(area, file)
            if said.get("errorcode") != _FULL:
                break
            self.wait(_PAUSE)
        if "error" in said or said.get("event") == "fileexists" or said.get("file") != file.name:
            raise SiteError(f"{file.name}: not taken by {self.session.site}: {said.get('error') or 'stored otherwise'}")

    def _replace(self, area: str, ours: tuple[File, ...]) -> None:
        if any(file.path != "/" for file in ours):
            raise SiteError("an image in a folder cannot be uploaded: put it beside the others")
        listed = self._asked("list", [("filepath", "/"), ("itemid", area)]).get("list", [])
        for one in listed:
            place = [("filepath", str(one["filepath"])), ("filename", str(one["filename"]))]
            self._asked("delete", [*place, ("itemid", area)])
        for file in ours:
            self.upload(area, file)

    def _asked(self, action: str, fields: list[tuple[str, str]]) -> Mapping[str, list[Mapping[str, object]]]:
        page = self.session.post(
            _FILES, [("sesskey", self.session.sesskey), *fields, ("client_id", "x")], [("action", action)]
        ).require()
        said = page.json
        if not isinstance(said, dict) or "error" in said:
            raise SiteError(f"{page}: {_error(said)}")
        return said

    def _uploaded(self, area: str, file: File) -> Mapping[str, object]:
        if not self.session.repository:
            raise SiteError(
                f"{self.session.site}: no place for uploads: the upload repository is switched off there; ask its "
                "administrator"
            )
        fields = {
            "sesskey": self.session.sesskey,
            "repo_id": self.session.repository,
            "itemid": area,
            "author": "",
            "license": "unknown",
            "title": file.name,
            "ctx_id": str(self.context),
            "savepath": "/",
            "env": "filepicker",
            "accepted_types[]": "*",
            "maxbytes": "-1",
            "areamaxbytes": "-1",
        }
        page = self.session.upload(_UPLOAD, fields, (quote(file.name), file.content), [("action", "upload")]).require()
        said = page.json
        if not isinstance(said, dict):
            raise SiteError(f"{page}: {OVER}")
        return said


def _error(said: object) -> str:
    return str(said.get("error", said)) if isinstance(said, dict) else str(said)[:200]
