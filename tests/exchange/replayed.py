"""A recorded push carried out again: our program asks, the recording answers, and what is posted must be the same.

    python tests/exchange/replayed.py FOLDER

takes the folder of recorded exchanges; the exit status is 1 where something else is posted than was recorded.
"""

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import MagicMock

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from exchange.recorded import exchanges, page  # noqa: E402 - found by the line above
from exchange.sites import ours  # noqa: E402

from grader.exchange import state  # noqa: E402
from grader.exchange.address import Address  # noqa: E402
from grader.exchange.page import Page  # noqa: E402
from grader.exchange.plan import planned  # noqa: E402
from grader.exchange.push import Push  # noqa: E402
from grader.exchange.session import Fields, Session  # noqa: E402
from grader.exchange.there import read_there  # noqa: E402

BANK = Address("http://127.0.0.1:8098", 3628)
MADE_UP = {"sesskey", "submitbutton", "itemid", "author", "client_id", "newfile", "title"}
"""Fields that are another each time, or that nothing depends on."""


class Difference(NamedTuple):
    """What was posted to a path otherwise than it was recorded."""

    path: str
    missing: list[tuple[str, str]]
    more: list[tuple[str, str]]


class Replay(Session):
    """A session whose answers are those of a recording, each given once; seen: what was posted otherwise."""

    def __init__(self, recorded: list[Mapping[str, Any]]) -> None:
        super().__init__(BANK.site, MagicMock())
        self.left = list(recorded)
        self.seen: list[Difference] = []

    def _sent(self, method: str, path: str, **_content: Any) -> Page:
        bare, _, query = path.partition("?")
        question = re.search(r"\bid=(\d+)", query)
        for exchange in self.left:
            request = exchange["request"]
            asked = dict(request.get("query") or ())
            if (request["method"], request["path"]) == (method, bare) and (
                question is None or "id" not in asked or asked["id"] == question[1]
            ):
                self.left.remove(exchange)
                return page(exchange)
        raise AssertionError(f"{method} {path}: not in the recording")

    def post(self, path: str, fields: Fields, query: Fields = ()) -> Page:
        self._compare(path, fields)
        return super().post(path, fields, query)

    def upload(self, path: str, fields: Mapping[str, str], file: tuple[str, bytes], query: Fields = ()) -> Page:
        self._compare(path, list(fields.items()))
        answer = super().upload(path, fields, file, query)
        sent = answer.content.replace(re.findall(rb'"file":"([^"]*)"', answer.content)[0], fields["title"].encode())
        return Page(BANK.site, path, answer.status, "", sent)

    def _compare(self, path: str, fields: Fields) -> None:
        recorded = next(one for one in self.left if one["request"]["path"] == path and one["request"].get("fields"))
        was, is_ = _comparable(recorded["request"]["fields"]), _comparable(fields)
        if was != is_:
            self.seen.append(Difference(path, [*(was - is_)], [*(is_ - was)]))


def _comparable(fields: Any) -> Counter[tuple[str, str]]:
    draft = r"http://[\d.:]+/draftfile\.php/\d+/user/draft/\d+/"
    return Counter(
        (name, "" if name.endswith("[itemid]") else re.sub(draft, "@@PLUGINFILE@@/", value))
        for name, value in fields
        if name not in MADE_UP
    )


def replay(folder: Path) -> Iterator[str]:
    """What a push posted otherwise than it was recorded, and what of the recording it did not ask for."""
    recorded = exchanges(folder, "flow")[3:20]
    ending = page(exchanges(folder, "flow")[20]).content
    session = Replay(recorded)
    with tempfile.TemporaryDirectory() as kept, state.opened(Path(kept) / "pushed.json", BANK) as known:
        there = read_there(session, BANK)
        plan = planned(ours(ending).asked, there, {}, for_ours=["id-MC7", "id-NUM"])
        session.left.insert(0, recorded[0])  # which was asked for once there, and is by us each time
        Push(session, BANK, ending, known, lambda _: None).carry_out(plan)
    yield from (f"{one.path}: missing {one.missing}, more {one.more}" for one in session.seen)
    yield from (f"not asked for: {one['request']['method']} {one['request']['path']}" for one in session.left)


if __name__ == "__main__":
    found = list(replay(Path(sys.argv[1])))
    sys.stdout.write("\n".join(found or ["the recorded push, request by request"]) + "\n")
    sys.exit(1 if found else 0)
