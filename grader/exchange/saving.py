"""One question saved through its own edit form, as a draft: the form is new each time, and sent once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from grader.errors import LostAnswerError, SiteError
from grader.exchange.address import Address
from grader.exchange.drafts import Drafts
from grader.exchange.filling import filled
from grader.exchange.form import form
from grader.exchange.listing import Status
from grader.exchange.page import Page, find, text
from grader.exchange.plan import Planned
from grader.exchange.said import said
from grader.exchange.session import Session
from grader.exchange.state import State
from grader.exchange.stored import same, written
from grader.exchange.there import read_there
from grader.moodle.quiz import MoodleQuestion, OtherQuestion

EDIT = "/question/bank/editquestion/question.php"
_NUMBER = re.compile(r"[0-9]+")
_CONFIRM = "confirm"
_SEE_OTHER = 303


@dataclass(frozen=True)
class Saving:
    """What saving takes: the session, the bank, the draft areas, and where it is noted what was sent."""

    session: Session
    bank: Address
    drafts: Drafts
    state: State

    def save(self, planned: Planned) -> None:
        """Save our version of a question as a draft.

        Raises SiteError where the form refuses it, somebody edited the question meanwhile, or it was not saved.
        """
        refused = self._try(planned, confirmed=False)
        if refused and all(one.startswith(f"{_CONFIRM}:") for one in refused):  # the plan warned of what it asks
            refused = self._try(planned, confirmed=True)
        if refused:
            raise SiteError(f"{planned.id}: Moodle's form refuses it: {'; '.join(refused)}")

    def _try(self, planned: Planned, *, confirmed: bool) -> Sequence[str]:
        """Get the form, fill it in and send it; the fields that it refuses."""
        ours, theirs, number = _sides(planned)
        page = self.session.get(EDIT, [("id", str(number)), ("cmid", str(self.bank.module))]).require()
        found = form(page, "question.php")
        _require_latest(page, found.value("idnumber"), planned)
        ready = filled(found, ours, status=Status.DRAFT, language=page.setting("language"), confirmed=confirmed)
        self.drafts.change(said(theirs).editors, said(ours).editors, ready.areas)
        assert planned.ours is not None
        self.state.about_to_send(planned.id, written(planned.ours))
        try:
            answer = self.session.post(EDIT, ready.fields)
        except LostAnswerError as error:
            self._look_up(planned, error)
            return ()
        return _refused(answer, planned)

    def _look_up(self, planned: Planned, error: LostAnswerError) -> None:
        """Whether a save whose answer was lost was carried out. Raises SiteError where it was not."""
        assert planned.ours is not None
        found = read_there(self.session, self.bank).by_idnumber.get(planned.id)
        if found is None or not same(found.asked, planned.ours):
            raise SiteError(f"{planned.id}: it was sent, no answer came, and it is not there: push again") from error


def _sides(planned: Planned) -> tuple[MoodleQuestion, MoodleQuestion, int]:
    """Our question and theirs, which a form can say, and the number of theirs."""
    assert planned.ours is not None
    assert planned.theirs is not None
    ours, theirs = planned.ours.question, planned.theirs.asked.question
    assert not isinstance(ours, OtherQuestion)
    assert not isinstance(theirs, OtherQuestion)
    return ours, theirs, planned.theirs.row.question


def _require_latest(page: Page, idnumber: str, planned: Planned) -> None:
    """Raises SiteError for the form of an old version: Moodle would bury the newer one without a word."""
    shown = find(page.root, "//div[contains(@class, 'question-version-number')]/span")
    if not shown:
        raise SiteError(f"{page}: expected a form that says which version it is of: this Moodle is older than 4.0")
    if len(_NUMBER.findall(text(shown[0]))) > 1 or idnumber.strip() != planned.id:
        raise SiteError(f"{planned.id}: somebody edited it while we were pushing: begin again, and look at the plan")


def _refused(answer: Page, planned: Planned) -> Sequence[str]:
    """The fields that a form refuses; nothing where it was saved. Raises SiteError for any other answer."""
    query = parse_qs(urlsplit(answer.location).query)
    if answer.status == _SEE_OTHER and query.get("lastchanged"):
        return ()
    answer.require()
    if not answer.refused:
        raise SiteError(f"{planned.id}: Moodle shows its form again, and does not say why: edit it there once by hand")
    return answer.refused
