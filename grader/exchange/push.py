"""A push: drafts, import of what is new, a second look at everything, publication, in that order.

Whatever is cut off, and wherever: the next pull tells, and the next push goes on. No form is sent twice; of an answer
that is lost it is looked up what became of it.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from grader.difference.questions import changes
from grader.difference.quizzes import excerpt
from grader.errors import LostAnswerError, SiteError
from grader.exchange import service
from grader.exchange.address import Address
from grader.exchange.drafts import Drafts, new_area
from grader.exchange.form import Form, form
from grader.exchange.listing import Status
from grader.exchange.page import find, text
from grader.exchange.plan import Plan, Planned
from grader.exchange.saving import Saving
from grader.exchange.session import Session
from grader.exchange.state import Known, State
from grader.exchange.stored import as_stored, same, written
from grader.exchange.there import There, read_there
from grader.moodle.quiz import File, OtherQuestion

Told = Callable[[str], None]
Thing = TypeVar("Thing")

IMPORT = "/question/bank/importquestions/import.php"
_LOOKS, _PAUSE = 60, 2.0  # at a bank whose import may still be under way
_STILL = 5  # looks in a row at which nothing more has come
_SHOWN = 3


@dataclass(frozen=True)
class Push:
    """A push to one bank. content: the file of our questions; told: what is being done; wait: lets time pass."""

    session: Session
    bank: Address
    content: bytes
    state: State
    told: Told
    wait: Callable[[float], None] = time.sleep

    def carry_out(self, plan: Plan) -> There:
        """Do what is planned, and return what is there then.

        Raises SiteError where the site refuses, or holds something else in the end than ours.
        """
        drafts = Drafts(self.session, plan.there.top.context, self.wait)
        importing = self._import_form() if plan.imports else None  # looked for before anything is changed
        saving = Saving(self.session, self.bank, drafts, self.state)
        for planned in _counted(plan.to_save, "saving", self.told):
            saving.save(planned)
        if importing is not None:
            self.told(f"importing {len(plan.imports)}")
            self._import(plan.imports, drafts, importing)
        self.told("looking at everything again")
        there = read_there(self.session, self.bank)
        self.state.learn_all({id_: one for id_, one in known(plan, there) if one.ours})  # else nobody knows it again
        _verify(plan, there)
        for number in _counted(_drafts(plan, there), "publishing", self.told):
            service.call(self.session, service.SET_STATUS, questionid=number, status="ready")
        self.state.learn_all(dict(known(plan, there)))
        return there

    def _import_form(self) -> Form:
        return form(self.session.get(IMPORT, [("cmid", str(self.bank.module))]).require(), "import.php")

    def _import(self, planned: Sequence[Planned], drafts: Drafts, found: Form) -> None:
        """Import what is new, all in one file."""
        area = found.value("newfile") or new_area()
        places = {one.ours.place for one in planned if one.ours is not None}
        drafts.upload(area, File("grader.xml", excerpt(self.content, places, where="our questions")))
        ours = {"newfile": area, "format": "xml", "submitbutton": "1"}
        kept = [(name, value) for name, value in found.fields if name not in ours]
        try:
            answer = self.session.post(IMPORT, [*kept, *ours.items()]).require()
        except LostAnswerError:
            self._wait_for_import(planned)
            return
        alerts = [text(one) for one in find(answer.root, "//div[contains(@class, 'alert-danger')]")]
        if alerts or answer.refused:
            raise SiteError(f"{answer}: {'; '.join((*alerts, *answer.refused))}")

    def _wait_for_import(self, planned: Sequence[Planned]) -> None:
        """Let an import whose answer was lost come to its end: until all is there, or nothing more comes."""
        seen: list[int] = []
        for _ in range(_LOOKS):
            there = read_there(self.session, self.bank).by_idnumber
            seen.append(sum(one.id in there for one in planned))
            if seen[-1] == len(planned) or seen[-_STILL:] == [seen[-1]] * _STILL:
                return
            self.wait(_PAUSE)


def known(plan: Plan, there: There) -> Iterator[tuple[str, Known]]:
    """By id, what is the same here and there, or was just brought there and is kept whole."""
    for planned in plan.questions:
        found = there.by_idnumber.get(planned.id)
        if planned.ours is None or found is None:
            continue
        here, base = written(planned.ours), written(found.asked)
        if here == base:
            yield planned.id, Known(base)
        elif planned.is_import and isinstance(planned.ours.question, OtherQuestion):
            yield planned.id, Known(base, ours=here)


def _verify(plan: Plan, there: There) -> None:
    """Compare what is there with ours. Raises SiteError where something differs: drafts stay drafts then."""
    for planned in (*plan.to_save, *plan.imports, *plan.to_publish):
        found = there.by_idnumber.get(planned.id)
        assert planned.ours is not None
        if found is None:
            raise SiteError(f"{planned.id}: not there after the push, so nothing was published: push again")
        if found.row.status is Status.HIDDEN:  # an export holds no hidden ones
            raise SiteError(
                f"{planned.id}: the bank's page does not show what is a draft, so nothing was published: ask the "
                "site's administrator for the column of statuses (qbank_editquestion)"
            )
        if not (isinstance(planned.ours.question, OtherQuestion) or same(found.asked, planned.ours)):
            differing = changes(as_stored(planned.ours), as_stored(found.asked))
            said = "; ".join(" ".join(filter(None, (change.kind, change.place))) for change in differing[:_SHOWN])
            raise SiteError(
                f"{planned.id}: Moodle stored something else than was sent, so nothing was published: {said}; look at "
                "it there, and pull"
            )


def _drafts(plan: Plan, there: There) -> Sequence[int]:
    """The numbers of the questions that are to be published."""
    rows = [there.by_idnumber[one.id].row for one in (*plan.to_save, *plan.imports, *plan.to_publish)]
    return [row.question for row in rows if row.status is Status.DRAFT]


def _counted(things: Sequence[Thing], doing: str, told: Told) -> Iterator[Thing]:
    """The things in turn; says before each how many there are, and how long the rest will take."""
    begin = time.monotonic()
    for number, thing in enumerate(things):
        left = (time.monotonic() - begin) / number * (len(things) - number) if number else 0.0
        told(f"{doing} {number + 1} of {len(things)}{f', {left:.0f} s left' if number else ''}")
        yield thing
