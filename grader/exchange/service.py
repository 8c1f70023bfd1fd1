"""The services of a site that its own pages call: what changes without a new version."""

import json
from typing import Any

from grader.errors import SiteError
from grader.exchange.page import remedy
from grader.exchange.session import Session

_SERVICE = "/lib/ajax/service.php"
SET_STATUS = "qbank_editquestion_set_status"
SET_VERSION = "mod_quiz_set_question_version"


def call(session: Session, name: str, **arguments: int | str) -> Any:
    """What a service gives. Raises SiteError for what it refuses, and where no answer comes: calling again is safe."""
    called = json.dumps([{"index": 0, "methodname": name, "args": arguments}]).encode()
    page = session.post_json(_SERVICE, called, [("sesskey", session.sesskey), ("info", name)]).require()
    said = page.json[0] if isinstance(page.json, list) and page.json else page.json
    if not isinstance(said, dict) or said.get("error"):
        code = said.get("exception", {}).get("errorcode", "") if isinstance(said, dict) else ""
        raise SiteError(f"{page}: {name}: {remedy(code) or code or 'refused'}")
    return said.get("data")
