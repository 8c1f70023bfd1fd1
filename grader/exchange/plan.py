"""What a push would do, question by question: where each stands here and there, and what speaks against it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.difference.questions import Asked
from grader.errors import SiteError
from grader.exchange.listing import Status
from grader.exchange.orders import number_changes, order_changes
from grader.exchange.state import Known
from grader.exchange.stored import again, as_now, told, written
from grader.exchange.there import Found, There
from grader.kinds import KINDS
from grader.moodle.quiz import OtherQuestion


class State(StrEnum):
    """Where a question stands here and there."""

    SAME = "the same"
    UNPUBLISHED = "the same, not yet published"
    ONLY_HERE = "only here"
    ONLY_THERE = "only there"
    CHANGED_HERE = "changed here"
    CHANGED_THERE = "changed there"
    BOTH = "changed on both sides"
    UNKNOWN = "differs, and who changed it is not known"
    HIDDEN = "hidden there"
    DUPLICATED = "duplicated there"


_CONFLICTS = (State.CHANGED_THERE, State.BOTH, State.UNKNOWN)


@dataclass(frozen=True)
class Planned:
    """A question on both sides, each None where it has none, and what we knew of it.

    decided: whether a person said that ours goes (True) or that theirs stays (False); None where nobody did.
    """

    id: str
    state: State
    ours: Asked | None = None
    theirs: Found | None = None
    base: Asked | None = None
    decided: bool | None = None

    @property
    def sides(self) -> tuple[tuple[str, Asked, Asked], ...]:
        """What is to be compared: in words, the old version and the new one, without what makes no difference.

        Where somebody edited it there: what they changed, and then what we did, as far as it is known.
        """
        if self.ours is None or self.theirs is None or self.state in (State.SAME, State.UNPUBLISHED):
            return ()
        ours, theirs = told(self.ours), told(self.theirs.asked)
        if self.state not in _CONFLICTS or self.base is None:
            return (("there -> here", theirs, ours),)
        here = ("here since then", self.base, ours)
        return (("there since then", self.base, theirs), *((here,) if self.state is State.BOTH else ()))

    @property
    def is_update(self) -> bool:
        """Whether a push makes a new version of it."""
        wanted = self.state is State.CHANGED_HERE or (self.state in _CONFLICTS and self.decided is True)
        return wanted and self.decided is not False

    @property
    def is_import(self) -> bool:
        """Whether a push brings it there."""
        return self.state is State.ONLY_HERE and self.decided is not False

    @property
    def is_to_publish(self) -> bool:
        """Whether it is there as a draft of an earlier push."""
        return self.state is State.UNPUBLISHED and self.decided is not False

    @property
    def refusal(self) -> str:
        """Why a push stops at it, with a remedy; empty where it may go on, or where nothing is to be done."""
        if self.decided is False:
            return ""
        if self.state in _CONFLICTS and self.decided is None:
            return "edited there since we last knew it: take over what is right, then decide for ours or for theirs"
        if self.state is State.HIDDEN:
            return "deleted there while a quiz uses it, so that its idnumber is taken: give it another here"
        if self.state is State.DUPLICATED:
            return "stands there once more without an idnumber, after an import: delete that one there"
        return self._impossible if self.is_update else ""

    @property
    def _impossible(self) -> str:
        assert self.ours is not None
        assert self.theirs is not None
        ours, theirs = self.ours.question, self.theirs.asked.question
        if isinstance(ours, OtherQuestion) or isinstance(theirs, OtherQuestion):
            return "of a type, or with a setting, that we keep whole and cannot fill into a form: edit it there"
        if ours.kind != theirs.kind:
            return f"its type changed from {theirs.kind} to {ours.kind}, which no form does: give it another id"
        if self.theirs.row.is_used and order_changes(theirs, ours):
            return (
                "its options stand in another order, and a quiz uses it: Moodle would mark by the place, and give "
                "marks to the wrong students; put the options back in order"
            )
        return ""

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to know before ours goes there."""
        if not self.is_update or self.refusal or not self.theirs or not self.theirs.row.is_used:
            return ()
        assert self.ours is not None
        ours, theirs = self.ours.question, self.theirs.asked.question
        assert not isinstance(ours, OtherQuestion)
        assert not isinstance(theirs, OtherQuestion)
        cautions = tuple(KINDS[ours.kind].cautions(theirs, ours))
        if not cautions and number_changes(theirs, ours):
            return ("Moodle refuses to regrade attempts with another number of options",)
        return cautions


@dataclass(frozen=True)
class Plan:
    """What stands where: our questions in their order, then those that are only there."""

    questions: tuple[Planned, ...]
    there: There

    @property
    def refused(self) -> tuple[Planned, ...]:
        """Those that a push does not touch, though there is something about them."""
        return tuple(one for one in self.questions if one.refusal)

    @property
    def to_save(self) -> tuple[Planned, ...]:
        """Those of which a push makes new versions."""
        return tuple(one for one in self.questions if one.is_update and not one.refusal)

    @property
    def imports(self) -> tuple[Planned, ...]:
        """Those that a push brings there."""
        return tuple(one for one in self.questions if one.is_import)

    @property
    def to_publish(self) -> tuple[Planned, ...]:
        """Those that an earlier push left as drafts."""
        return tuple(one for one in self.questions if one.is_to_publish)

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return all(one.state is State.SAME for one in self.questions)

    @property
    def is_empty(self) -> bool:
        """Whether a push has nothing to do."""
        return not (self.to_save or self.imports or self.to_publish)


def planned(
    ours: Sequence[Asked],
    there: There,
    known: Mapping[str, Known],
    *,
    for_ours: Collection[str] = (),
    for_theirs: Collection[str] = (),
) -> Plan:
    """What a push would do. for_ours, for_theirs: ids of questions of which a person said whose goes.

    Raises SiteError for ids that are missing or stand twice, here or there, or are decided both ways or unknown.
    """
    by_id = _by_id(ours)
    _require_known([*for_ours, *for_theirs], by_id, set(for_ours) & set(for_theirs))
    decisions = {**dict.fromkeys(for_ours, True), **dict.fromkeys(for_theirs, False)}
    found = there.by_idnumber
    hidden = {row.idnumber for row in there.hidden if row.idnumber} - set(found)
    twice = _twice(there)
    bases = {id_: _again(known.get(id_, Known()).base) for id_ in by_id}
    questions = [
        Planned(
            id_,
            _state(
                one,
                found.get(id_),
                known.get(id_, Known()),
                bases[id_],
                hidden=id_ in hidden,
                twice=one.question.name in twice,
            ),
            one,
            found.get(id_),
            bases[id_],
            decisions.get(id_),
        )
        for id_, one in by_id.items()
    ]
    alone = [one for one in there.found if one.idnumber not in by_id]
    return Plan((*questions, *(Planned(one.asked.id, State.ONLY_THERE, None, one) for one in alone)), there)


def _by_id(ours: Sequence[Asked]) -> dict[str, Asked]:
    ids = [one.question.idnumber.strip() for one in ours]
    twice = [id_ for id_, count in Counter(ids).items() if count > 1 and id_]
    if "" in ids:
        name = ours[ids.index("")].question.name
        raise SiteError(f"the question {name!r} has no idnumber, by which it is found again: give it one")
    if twice:
        raise SiteError(f"two of our questions have the idnumber {twice[0]!r}: give one of them another")
    return dict(zip(ids, ours, strict=True))


def _require_known(decided: Sequence[str], by_id: Mapping[str, Asked], both: Collection[str]) -> None:
    unknown = [id_ for id_ in decided if id_ not in by_id]
    if unknown:
        raise SiteError(f"no question of ours has the idnumber {unknown[0]!r}; they are {', '.join(by_id)}")
    if both:
        raise SiteError(f"decided for ours and for theirs: {', '.join(sorted(both))}; say one of them")


def _twice(there: There) -> set[str]:
    """The names of questions that stand there with an idnumber, and once more as an import writes them: without."""
    named = {one.asked.question.name: one for one in there.found if one.idnumber}
    return {
        one.asked.question.name
        for one in there.found
        if not one.idnumber and one.asked.question.name in named and _is_like(one, named[one.asked.question.name])
    }


def _is_like(one: Found, other: Found) -> bool:
    """Whether two questions ask the same; the rest of either may have been mended since."""
    return one.asked.question.kind == other.asked.question.kind and one.asked.question.stem == other.asked.question.stem


def _state(ours: Asked, theirs: Found | None, known: Known, base: Asked | None, *, hidden: bool, twice: bool) -> State:
    """Where a question stands. base: what was known of it, read."""
    if theirs is None:
        return State.HIDDEN if hidden else State.ONLY_HERE
    if twice:
        return State.DUPLICATED
    here, there, before = written(ours), written(theirs.asked), as_now(base)
    if here == there or (there == before and here == as_now(_again(known.ours))):
        return State.UNPUBLISHED if theirs.row.status is Status.DRAFT else State.SAME
    if base is None and not known.sent:
        return State.UNKNOWN
    if there in (before, as_now(_again(known.sent))):
        return State.CHANGED_HERE
    return State.CHANGED_THERE if here == before else State.BOTH


def _again(text: str) -> Asked | None:
    """The question that was written down, where one was."""
    return again(text) if text else None
