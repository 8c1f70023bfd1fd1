"""Responses to an ordering question: how downloads show them, cut short, and which order they can mean."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from grader.kinds.forms import Forms, even, forms, plain, squeezed
from grader.kinds.joined import SEPARATOR, Written
from grader.kinds.ordering.question import CONTIGUOUS, OrderingQuestion
from grader.kinds.response import BLANK, Fit, Outcome, Response
from grader.kinds.stems import Stem
from grader.moodle.flatten import decoded, downloaded
from grader.moodle.marking import orders
from grader.moodle.quiz import Answer

DECIMALS = 7
"""With how many Moodle keeps a fraction."""

_LONGEST, _KEPT, _CUT = 10, 7, "..."
_VANISHES = "0"  # which PHP takes for nothing
_MAX_STEPS, _MAX_ORDERS = 5_000, 24

Order = tuple[int, ...]


def graded(question: OrderingQuestion, where: str) -> tuple[OrderingQuestion, tuple[float, ...]]:  # noqa: ARG001 - nothing of it is refused
    """The question as it was given, with what each item at each place counts for."""
    return question, question.fractions


def shortened(text: str) -> str:
    """An item as Moodle's reports have it: cut short, and nothing of a 0."""
    return "" if text == _VANISHES else text if len(text) <= _LONGEST else f"{text[:_KEPT]}{_CUT}"


@dataclass(frozen=True)
class OfOrder:
    """Responses that put items in order. fractions: what each item at each place counts for, place after place."""

    question: OrderingQuestion
    fractions: tuple[float, ...]

    @property
    def single(self) -> bool:
        """Whether a response is one item at a place: all items have one."""
        return False

    @property
    def random_guess(self) -> float | None:
        """What any order earns, which Moodle takes for nothing."""
        return 0.0

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Each item at each place."""
        return tuple(Answer(worth, text) for worth, text in zip(self.fractions, self.question.put, strict=True))

    @cached_property
    def keyed(self) -> tuple[int, ...]:
        """The items at places that a full mark takes."""
        return tuple(place for place, worth in enumerate(self.fractions) if worth > 0)

    @cached_property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The question's text and each item at each place as plain text, before a download changes it."""
        count = len(self.question.items)
        placed = tuple(
            tuple(f"{place}: {text}" for text in item) for place in range(1, count + 1) for item in self._items
        )
        return self._stem.plain, placed

    @cached_property
    def forms(self) -> dict[bool, tuple[Forms, tuple[Forms, ...]]]:
        """The question's text and each item at each place as downloads show them: by whether one is lossless."""
        return {
            lossless: (
                forms(self.question.stem, lossless=lossless),
                tuple(tuple(even(one if lossless else downloaded(one)) for one in placed) for placed in self.plain[1]),
            )
            for lossless in (False, True)
        }

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Moodle writes the question's text alone."""
        return self._stem.asked_by(text, lossless=lossless)

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - items tell themselves
        """The order that the text of a download means; where it may mean several, none of them.

        Whoever never opened the question leaves an empty cell, and is marked by an order that nobody knows.
        """
        if even(text) == BLANK:
            return Response(Outcome.BLANK, fraction=0.0)
        found, complete = self._orders(text, lossless=lossless)
        if not found:
            return Response(Outcome.UNREADABLE)
        fractions = {self._award(order) for order in found}
        fraction = fractions.pop() if complete and len(fractions) == 1 else None
        placed = tuple(self._placed(order) for order in found)
        if len(found) > 1 or not complete:
            return Response(Outcome.AMBIGUOUS, fraction=fraction, candidates=placed)
        return Response(Outcome.ANSWERED, placed[0], fraction)

    def _orders(self, text: str, *, lossless: bool) -> tuple[list[Order], bool]:
        """The orders that make a cell, and whether there are no others."""
        found: dict[Order, None] = {}
        target = squeezed(text)
        for steps, (order, written) in enumerate(self._begun(target, lossless=lossless)):
            if steps > _MAX_STEPS or len(found) > _MAX_ORDERS:
                return list(found), False
            made = squeezed(written.text if lossless else decoded(written.text))
            if target and made == target and self._is_whole(order):
                found[order] = None
        return list(found), True

    def _begun(self, target: str, *, lossless: bool) -> Iterator[tuple[Order, Written]]:
        """Every beginning of the cell, without white space, that items in some order make."""
        waiting: list[tuple[Order, Written]] = [((), Written())]
        while waiting:
            order, written = waiting.pop()
            yield order, written
            if len(order) == self.question.shown:
                continue
            for item, item_forms in enumerate(self._items):
                for form in item_forms if item not in order else ():
                    after = self._followed(written, shortened(form), lossless=lossless)
                    if target.startswith(after.certain(lossless=lossless)):
                        waiting.append(((*order, item), after))

    def _followed(self, written: Written, short: str, *, lossless: bool) -> Written:
        """With an item behind it, of which nothing may be seen."""
        if not short:
            return written
        joined = written.followed_by(SEPARATOR + short if written.used else short, lossless=lossless)
        return replace(joined, used=frozenset({0}))

    def _is_whole(self, order: Order) -> bool:
        """Whether a student can have seen these items."""
        follow = not order or max(order) - min(order) < len(order)
        return len(order) == self.question.shown and (follow or self.question.select != CONTIGUOUS)

    def _award(self, order: Order) -> float:
        """What an order earns, by the right order that the fractions tell; all of it where every item is right."""
        ranks = self._ranks
        if ranks is None:
            return 1.0
        drawn = sorted(ranks[item] for item in order)
        return round(orders.grade(self.question.grading)([drawn.index(ranks[item]) for item in order]), DECIMALS)

    @cached_property
    def _ranks(self) -> list[int] | None:
        """The right place of each item; None where every place is right for each, as in a void question."""
        count = len(self.question.items)
        if len(self.keyed) == count * count:
            return None
        place_of = {pair % count: pair // count for pair in self.keyed}
        return [place_of[item] for item in range(count)]

    def _placed(self, order: Order) -> tuple[int, ...]:
        """An order as items at places."""
        return tuple(place * len(self.question.items) + item for place, item in enumerate(order))

    @cached_property
    def _items(self) -> tuple[Forms, ...]:
        return tuple(plain(item) for item in self.question.items)

    @cached_property
    def _stem(self) -> Stem:
        return Stem(self.question.stem)
