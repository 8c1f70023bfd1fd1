"""Whether what a question offers stands in another order: Moodle marks attempts that exist by the place."""

from collections import Counter
from collections.abc import Hashable
from itertools import pairwise

from grader.difference.change import Kind
from grader.difference.options import changes
from grader.kinds import KINDS
from grader.kinds.cloze.question import ClozeQuestion
from grader.kinds.kind import Compared
from grader.kinds.numerical import question as numerical
from grader.kinds.short_answer import question as short_answer
from grader.moodle.quiz import MoodleQuestion

_TYPED = (numerical.NAME, short_answer.NAME)
"""What is answered in words or numbers: of what is foreseen nothing is shown, and the order decides at once."""


def order_changes(old: MoodleQuestion, new: MoodleQuestion) -> bool:
    """Whether what both versions offer has another place, of questions of one kind."""
    if old.kind in _TYPED:
        return False
    if isinstance(old, ClozeQuestion) and isinstance(new, ClozeQuestion):
        return _moved(list(old.parts), list(new.parts)) or any(
            _moved([one.answer for one in before.alternatives], [one.answer for one in after.alternatives])
            for before, after in zip(old.parts, new.parts, strict=False)
            if not before.is_typed
        )
    before, after = (KINDS[old.kind].compared(question) for question in (old, new))
    if _moved(_offered(before), _offered(after)):
        return True
    return any(change.kind is Kind.OPTIONS and change.place == "order" for change in changes(before, after))


def number_changes(old: MoodleQuestion, new: MoodleQuestion) -> bool:
    """Whether another number of things is offered, of questions of one kind: Moodle regrades no attempts then."""
    if old.kind in _TYPED:
        return False
    before, after = (_offered(KINDS[old.kind].compared(question)) for question in (old, new))
    return len(before) != len(after)


def _offered(compared: Compared) -> list[Hashable]:
    if compared.texts:
        return [(noun, markup) for noun, markup in compared.texts]
    return [answer.markup for answer in compared.answers]


def _moved(old: list[Hashable], new: list[Hashable]) -> bool:
    """Whether what stands once in each stands elsewhere; among another number of things, in another order."""
    once = {one for one, count in Counter(old).items() if count == 1} & {
        one for one, count in Counter(new).items() if count == 1
    }
    places = [(old.index(one), new.index(one)) for one in old if one in once]
    if len(old) == len(new):
        return any(was != now for was, now in places)
    return any(one > other for (_, one), (_, other) in pairwise(places))
