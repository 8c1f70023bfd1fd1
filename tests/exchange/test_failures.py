"""Whatever is cut off, refused or lost: the next pull tells, the next push goes on, and nothing is there twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from exchange.serving import running
from exchange.sites import EXAM, Site, edited, found_the_same, site, with_bank, without
from exchange.standin import AFTER, BANK, BEFORE, COOKIE, HALFWAY, Answer, Moodle
from extras import needs

from grader.errors import GraderError, LostAnswerError, SiteError
from grader.exchange import listing, state, there
from grader.exchange.address import Address
from grader.exchange.listing import Status
from grader.exchange.report import as_text
from grader.exchange.session import Session, signed_in
from grader.exchange.there import read_there
from grader.moodle.quiz import File, Markup

EDIT = "/question/bank/editquestion/question.php"
IMPORT = "/question/bank/importquestions/import.php"
SMALL = without(EXAM, "id-DDW", "id-DE", "id-ES", "id-GAP", "id-MT", "id-CZ", "id-MC12", "id-MC33", "id-MCn", "id-ORD")
NEW_IDS = ("id-NUMu", "id-TF")
BEGINNING = without(SMALL, *NEW_IDS)
IMAGE = Markup('<img src="@@PLUGINFILE@@/new.png">', files=(File("new.png", b"another picture"),))
ENDING = edited(
    edited(SMALL, "id-MC7", answers=lambda answers: (replace(answers[0], markup=IMAGE), *answers[1:])),
    *("id-SA",),
    name="mended",
)
"""One question with another image, one with another name, two that are new."""


class Killed(BaseException):
    """The program is no more."""


def kill(session: Session, at: int, *, when: str) -> None:
    """End the program at a request: before it is sent, or before its answer is looked at."""
    honest, count = session._sent, 0

    def sent(method: str, path: str, **content: object) -> Any:
        nonlocal count
        count += 1
        if count == at and when == BEFORE:
            raise Killed
        answer = honest(method, path, **content)
        if count == at:
            raise Killed
        return answer

    session._sent = sent  # type: ignore[method-assign]


@contextmanager
def begun(folder: Path) -> Iterator[Site]:
    with found_the_same(BEGINNING, folder) as found:
        yield found


def requests_of_a_push(folder: Path) -> int:
    with begun(folder / "counting") as found:
        found.push(ENDING)
        return len(found.moodle.log)


def require_end(found: Site) -> None:
    """All of ours is there, once, published, in as many versions as there were edits."""
    assert set(found.states(ENDING).values()) == {"the same"}
    versions = {entry.idnumber: len(entry.versions) for entry in found.moodle.entries}
    assert versions == {"id-MC7": 2, "id-SA": 2, "id-NUM": 1, "id-NUMu": 1, "id-TF": 1}
    assert len(found.moodle.entries) == len(versions)
    assert {entry.latest.status for entry in found.moodle.entries} == {"ready"}


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_killed_at_any_request_the_next_push_comes_to_the_same_end(when: str, tmp_path: Path) -> None:
    requests = requests_of_a_push(tmp_path)
    assert requests > 15
    for at in range(1, requests + 1):
        with begun(tmp_path / str(at)) as found:
            honest = found.session._sent
            kill(found.session, at, when=when)
            with suppress(Killed):
                found.push(ENDING)
            found.session._sent = honest  # type: ignore[method-assign]

            found.push(ENDING)

            require_end(found)


@pytest.mark.parametrize("how", [BEFORE, AFTER])
def test_a_connection_that_is_lost_at_any_request_is_no_harm(how: str, tmp_path: Path) -> None:
    for at in range(1, requests_of_a_push(tmp_path) + 1):
        with begun(tmp_path / str(at)) as found:
            found.moodle.fault = lambda number, *_, at=at: how if number == at else ""
            with suppress(SiteError):
                found.push(ENDING)
            found.moodle.fault = lambda *_: ""

            found.push(ENDING)

            require_end(found)


def at_first(method: str, path: str, how: str) -> Callable[[int, str, str], str]:
    """What goes wrong at the first request of a sort."""
    seen = list[int]()

    def fault(number: int, its_method: str, its_path: str) -> str:
        if (its_method, its_path) != (method, path) or (seen and number not in seen):
            return ""
        seen.append(number)
        return how

    return fault


def test_a_save_whose_answer_is_lost_is_looked_up_and_not_sent_again(tmp_path: Path) -> None:
    with begun(tmp_path) as found:
        found.moodle.fault = at_first("POST", EDIT, AFTER)

        found.push(ENDING)

        require_end(found)
        assert found.moodle.log.count(("POST", EDIT)) == 2, "one for each question that was mended"


def test_a_save_that_never_arrived_is_not_sent_again_by_itself(tmp_path: Path) -> None:
    with begun(tmp_path) as found:
        found.moodle.fault = at_first("POST", EDIT, BEFORE)

        with pytest.raises(SiteError, match="it was sent, no answer came, and it is not there: push again"):
            found.push(ENDING)

        assert found.moodle.log.count(("POST", EDIT)) == 1


def test_an_import_that_is_cut_off_midway_leaves_no_duplicates(tmp_path: Path) -> None:
    with site(Moodle(), tmp_path) as found:
        found.moodle.fault = at_first("POST", IMPORT, HALFWAY)
        with pytest.raises(SiteError, match="not there after the push, so nothing was published: push again"):
            found.push(EXAM)
        assert 0 < len(found.moodle.entries) < 15
        found.moodle.fault = lambda *_: ""

        found.push(EXAM)

        assert len({entry.idnumber for entry in found.moodle.entries}) == len(found.moodle.entries) == 15
        assert set(found.states(EXAM).values()) == {"the same"}


def test_ours_that_changed_after_a_push_was_cut_off_is_no_conflict_with_what_it_left(tmp_path: Path) -> None:
    with begun(tmp_path) as found:
        kill(found.session, 6, when=AFTER)
        with suppress(Killed):
            found.push(edited(BEGINNING, "id-SA", name="mended"))

    with site(found.moodle, tmp_path) as again:
        new = edited(BEGINNING, "id-SA", name="mended twice")

        plan = again.plan(new)

        assert [str(one.state) for one in plan.questions if one.id == "id-SA"] == ["changed here"]
        assert not plan.refused


def between(session: Session, at: int, then: Callable[[], object]) -> None:
    """Do something before a request is sent."""
    honest, count = session._sent, 0

    def sent(method: str, path: str, **content: object) -> Any:
        nonlocal count
        count += 1
        if count == at:
            then()
        return honest(method, path, **content)

    session._sent = sent  # type: ignore[method-assign]


BY_ONE, BY_OTHER = (
    edited(edited(BEGINNING, "id-SA", name=f"mended by {who}"), "id-NUM", name=f"mended by {who}")
    for who in ("one", "the other")
)


def test_of_two_pushes_at_once_none_buries_what_the_other_saved(tmp_path: Path) -> None:
    """The other one comes between before each request of the one: whoever comes second to a question leaves it alone.

    But for saves: what comes between a form and its save, no form of Moodle's tells.
    """
    with begun(tmp_path / "counting") as found:
        found.push(BY_ONE)
        requests = [at for at, request in enumerate(found.moodle.log, start=1) if request != ("POST", EDIT)]
    assert len(requests) >= 10
    for at in requests:
        with begun(tmp_path / f"one {at}") as one, site(one.moodle, tmp_path / f"other {at}") as other:
            other.plan(BEGINNING)

            def push_between(other: Site = other) -> None:
                with suppress(SiteError):
                    other.push(BY_OTHER)

            between(one.session, at, push_between)
            with suppress(SiteError):
                one.push(BY_ONE)

            versions = {entry.idnumber: len(entry.versions) for entry in one.moodle.entries}
            assert versions == {"id-MC7": 1, "id-SA": 2, "id-NUM": 2}, at


def test_one_machine_pushes_once_at_a_time(tmp_path: Path) -> None:
    bank = Address("https://moodle.example.org", 3)
    with (
        state.opened(tmp_path / "bank.pushed.json", bank),
        pytest.raises(SiteError, match="another pull or push is under way"),
        state.opened(tmp_path / "bank.pushed.json", bank),
    ):
        pass


def test_what_was_pushed_to_other_banks_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "bank.pushed.json"
    for module in (3, 4):
        with state.opened(path, Address("https://moodle.example.org", module)) as kept:
            kept.learn("id", state.Known("<question/>"))

    with state.opened(path, Address("https://moodle.example.org", 3)) as kept:
        assert kept.known == {"id": state.Known("<question/>")}
        assert len(kept.others) == 1


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"banks": []}', '{"banks": {"x/question/edit.php?cmid=3": {"id-SA": 3}}}', "\x00"]
)
def test_a_file_of_what_was_pushed_that_is_none_is_not_written_over(content: str, tmp_path: Path) -> None:
    path = tmp_path / "bank.pushed.json"
    path.write_text(content)
    with pytest.raises(SiteError, match=r"cannot be read as what we pushed"), state.opened(path, Address("x", 3)):
        pass
    assert path.read_text() == content


SITES: dict[str, tuple[dict[str, Any], str]] = {
    "a session that is over": ({"signed_in": False}, "the session is over: sign in again in the browser"),
    "a user without rights": (
        {"rights": False},
        "nopermissions: you may not do that there: it takes an editing teacher",
    ),
    "an upgrade that is not finished": ({"migrating": True}, "ask the administrator to run cron"),
    "a page that is switched off": (
        {"without": frozenset({"/question/bank/exportquestions/export.php"})},
        "/question/bank/exportquestions/export.php: unknown",
    ),
}


@pytest.mark.parametrize("what", SITES)
def test_a_site_that_refuses_is_told_in_one_sentence_with_a_remedy(what: str, tmp_path: Path) -> None:
    said, message = SITES[what]
    with site(with_bank(BEGINNING, **said), tmp_path) as found, pytest.raises(SiteError, match=message) as raised:
        found.plan(BEGINNING)

    assert "\n" not in str(raised.value)


def test_a_session_that_ends_midway_ends_the_push(tmp_path: Path) -> None:
    with begun(tmp_path) as found:

        def sign_out(_number: int, method: str, path: str) -> str:
            found.moodle.signed_in = found.moodle.signed_in and (method, path) != ("POST", EDIT)
            return ""

        found.moodle.fault = sign_out
        with pytest.raises(SiteError, match="the session is over: sign in again in the browser"):
            found.push(ENDING)
        found.moodle.fault, found.moodle.signed_in = (lambda *_: ""), True

        found.push(ENDING)

        require_end(found)


def test_a_form_that_moodle_refuses_is_told_by_its_fields(tmp_path: Path) -> None:
    nobody = edited(BEGINNING, "id-MC7", answers=lambda answers: tuple(replace(one, fraction=0.5) for one in answers))
    with (
        begun(tmp_path) as found,
        pytest.raises(SiteError, match="id-MC7: Moodle's form refuses it: fraction_0: One of"),
    ):
        found.push(nobody)


def test_an_import_that_moodle_refuses_is_told(tmp_path: Path) -> None:
    other = edited(SMALL, "id-SA").replace(b'type="truefalse"', b'type="ours"')
    with begun(tmp_path) as found, pytest.raises(SiteError, match=r"import\.php: Unknown question type"):
        found.push(other)


def test_uploads_wait_until_moodle_takes_more(tmp_path: Path) -> None:
    with begun(tmp_path) as found:
        found.moodle.full = 7

        found.push(ENDING)

        require_end(found)


@pytest.mark.parametrize("status", [502, 504])
def test_a_form_to_which_something_before_the_site_answers_may_have_been_carried_out(
    status: int, tmp_path: Path
) -> None:
    with begun(tmp_path) as found:
        import httpx

        found.session._client.request = lambda *_, **__: httpx.Response(status)  # type: ignore[method-assign]

        with pytest.raises(LostAnswerError, match=f"status {status}"):
            found.session.post(EDIT, [])


def test_nothing_is_called_published_where_the_page_shows_no_statuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = listing.rows
    with begun(tmp_path) as found:
        monkeypatch.setattr(there, "rows", lambda *of: tuple(replace(row, status=Status.HIDDEN) for row in shown(*of)))

        with pytest.raises(SiteError, match="does not show what is a draft, so nothing was published"):
            found.push(ENDING)


def test_a_busy_site_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited = list[float]()
    monkeypatch.setattr("grader.exchange.session.time.sleep", waited.append)
    with begun(tmp_path) as found:
        honest, left = found.session._sent, [503, 429]

        def sent(*arguments: Any, **content: Any) -> Any:
            answer = honest(*arguments, **content)
            return replace(answer, status=left.pop(), retry_after="7") if left else answer

        found.session._sent = sent  # type: ignore[method-assign]

        assert set(found.states(BEGINNING).values()) == {"the same"}
        assert waited == [7.0, 7.0]


@needs("httpx")
def test_a_site_that_is_not_there_is_told() -> None:
    with running(Moodle()) as address:
        bank = Address(address, BANK)
    with signed_in(bank, COOKIE) as session, pytest.raises(SiteError, match=r"127\.0\.0\.1:\d+: cannot be reached"):
        read_there(session, bank)


HOSTILE = edited(
    edited(
        BEGINNING,
        "id-SA",
        name="\x9b31mred ]]> </title><script>",
        general_feedback=Markup('<script>M.cfg = {"sesskey": "theirs"}</script>'),
        stem=Markup("<!-- question: 1 --> ]]> </textarea><form action='question.php'> &lt;b&gt; \u202eright"),
    ),
    "id-NUM",
    tags=("<b>", "a & b"),
)


def test_hostile_content_is_text(tmp_path: Path) -> None:
    with site(with_bank(HOSTILE), tmp_path) as found:
        plan = found.plan(edited(HOSTILE, "id-SA", stem=Markup("harmless")), for_ours=["id-SA"])
        said = "\n".join(as_text(plan))
        found.push(edited(HOSTILE, "id-SA", stem=Markup("harmless")), for_ours=["id-SA"])

        assert found.states(HOSTILE)["id-SA"] == "changed here"
        found.push(HOSTILE)
        assert set(found.states(HOSTILE).values()) == {"the same"}

    assert "\x9b" not in said
    assert "\u202e" not in said


def test_an_export_that_is_built_to_harm_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa">]><quiz><question type="description"/></quiz>'
    with begun(tmp_path) as found:
        monkeypatch.setattr(Moodle, "_export", lambda _: Answer(body=bomb, type="application/xml"))
        with pytest.raises(GraderError, match="expected no DOCTYPE"):
            found.plan(BEGINNING)
