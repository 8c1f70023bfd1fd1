"""The item analysis: Moodle's statistics, who chose what by ability, and items whose key the better students deny."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from grader.grading.exam import Question
from grader.grading.marks import Marked, MarkedSlot
from grader.kinds.response import Outcome
from grader.moodle.statistics import ItemStatistics, QuizStatistics, item_statistics, quiz_statistics

GROUPS = ("lower third", "middle third", "upper third")
BLANK = "blank"
SUSPECT = 0.1  # a class is small: better one key looked at too many than a wrong one not seen


@dataclass(frozen=True)
class OptionShare:
    """How often an option was chosen; shares: by ability group, NaN for an empty one.

    correlation: of choosing it with the marks on the other questions, times 100; None where it has no spread.
    """

    option: int | None
    text: str
    keyed: bool
    count: int
    shares: tuple[float, ...]
    correlation: float | None


@dataclass(frozen=True)
class Suspect:
    """An item whose better students agree on another option than the key, more than chance would have it.

    option: theirs. chose_it, chose_key: of the upper third. p_value: one-sided, of as many or more choosing it by a
    fair coin between it and the key.
    """

    slot: int
    option: int
    chose_it: int
    chose_key: int
    p_value: float


@dataclass(frozen=True)
class Item:
    """One slot: its statistics, and who chose what; options are empty where students were asked different questions."""

    slot: MarkedSlot
    statistics: ItemStatistics
    options: tuple[OptionShare, ...]

    @property
    def name(self) -> str:
        """The question's name, or the id of the bank's question whose variants were asked."""
        if self.slot.question:
            return self.slot.question.name
        number = self.slot.slot.number
        asked = {id(one): one for one in self.slot.asked.values if isinstance(one, Question)}
        of_bank = {one.version.question if one.version else None for one in asked.values()}
        question = of_bank.pop() if len(of_bank) == 1 else None
        return f"{number} {question}" if question else f"question {number}"


@dataclass(frozen=True)
class Analysis:
    """All of a quiz that is graded, out of the `largest` sum of its marks.

    left_out: counted attempts whose marks are not all known.
    """

    quiz: QuizStatistics
    largest: float
    items: tuple[Item, ...]
    suspects: tuple[Suspect, ...]
    left_out: int

    def question(self, suspect: Suspect) -> Question | None:
        """The question whose key is suspect."""
        return self.items[suspect.slot].slot.question


def analyse(marked: Marked, counted: Sequence[int]) -> Analysis | None:
    """Analyse the counted attempts; None where there is none whose marks are known."""
    slots = [slot for slot in marked.slots if not _is_not_graded(slot)]
    columns = [number for number, slot in enumerate(marked.slots) if not _is_not_graded(slot)]
    places = np.asarray(counted, dtype=np.intp)
    known = places[~np.isnan(marked.marks[:, columns][places]).any(axis=1)]
    if not len(known) or not slots:
        return None
    marks = marked.marks[:, columns][known]
    maxima = np.array([slot.mark for slot in slots])
    statistics = item_statistics(marks, maxima, [random_guess(slot) for slot in slots])
    items = []
    suspects: list[Suspect] = []
    for number, (slot, of_slot) in enumerate(zip(slots, statistics, strict=True)):
        rest = marks.sum(axis=1) - marks[:, number]
        groups = ability_groups(rest)
        question = slot.question
        if question is None:
            items.append(Item(slot, of_slot, ()))
            continue
        chosen, blank, unsure = _chosen(slot, question, known)
        items.append(Item(slot, of_slot, _shares(question, chosen, blank, groups, rest)))
        suspects += _suspects(number, question, chosen[(groups == len(GROUPS) - 1) & ~unsure])
    ranked = sorted(suspects, key=lambda suspect: (suspect.p_value, suspect.slot, suspect.option))
    largest = float(maxima.sum())
    return Analysis(quiz_statistics(marks), largest, tuple(items), tuple(ranked), len(counted) - len(known))


def _is_not_graded(slot: MarkedSlot) -> bool:
    return all(asked is Outcome.NOT_GRADED for asked in slot.asked.values)


def random_guess(slot: MarkedSlot) -> float | None:
    """The fraction that choosing at random earns; as in Moodle, none for several answers at once."""
    question = slot.question
    return None if question is None else question.of_kind.random_guess


def ability_groups(rest: NDArray[np.float64]) -> NDArray[np.int_]:
    """The third of each attempt by its marks on the other questions; equal marks are in one group."""
    _, value, counts = np.unique(rest, return_inverse=True, return_counts=True)
    share = (np.cumsum(counts) - counts / 2)[value] / len(rest)  # half a step below the average rank of equal marks
    return np.asarray(np.minimum((share * len(GROUPS)).astype(int), len(GROUPS) - 1))


def _chosen(
    slot: MarkedSlot, question: Question, places: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether each attempt chose each option, shape (attempts, options); whether it is blank; whether nobody knows.

    A response that fits several options of equal worth has a mark, and is no choice of any and no blank.
    """
    responses = slot.responses.at(places)
    options = np.arange(len(question.fractions))
    chosen = np.array([np.isin(options, response.options) for response in responses.values])[responses.codes]
    outcomes = responses.map(lambda response: response.outcome)
    return chosen, outcomes.mask(Outcome.BLANK.__eq__), outcomes.mask(Outcome.AMBIGUOUS.__eq__)


def _shares(
    question: Question,
    chosen: NDArray[np.bool_],
    blank: NDArray[np.bool_],
    groups: NDArray[np.int_],
    rest: NDArray[np.float64],
) -> tuple[OptionShare, ...]:
    texts = [forms[0] for forms in question.options(lossless=True)]
    columns: list[tuple[int | None, str, NDArray[np.bool_]]] = [
        (option, texts[option], chosen[:, option]) for option in range(len(texts))
    ]
    columns.append((None, BLANK, blank))
    members = [groups == group for group in range(len(GROUPS))]
    sizes = [int(group.sum()) for group in members]
    return tuple(
        OptionShare(
            option,
            text,
            option in question.keyed,
            int(column.sum()),
            tuple(
                int((column & group).sum()) / size if size else float("nan")
                for group, size in zip(members, sizes, strict=True)
            ),
            _correlation(column, rest),
        )
        for option, text, column in columns
    )


def _correlation(chosen: NDArray[np.bool_], rest: NDArray[np.float64]) -> float | None:
    if len(rest) < 2 or chosen.all() or not chosen.any() or np.ptp(rest) < 1e-9:  # noqa: PLR2004 - nothing varies
        return None
    return float(100 * np.corrcoef(chosen, rest)[0, 1])


def _suspects(number: int, question: Question, upper: NDArray[np.bool_]) -> list[Suspect]:
    """Options that the upper third prefers to the key; of multiple answers, wrong ones that most of it choose."""
    suspects = []
    chose_key = int(upper[:, list(question.keyed)].any(axis=1).sum())
    for option in range(upper.shape[1]):
        if option in question.keyed:
            continue
        chose_it = int(upper[:, option].sum())
        against = chose_key if question.single else len(upper) - chose_it
        if chose_it > against:
            suspects.append(Suspect(number, option, chose_it, against, heads(chose_it, chose_it + against)))
    return [suspect for suspect in suspects if suspect.p_value <= SUSPECT]


def heads(least: int, tosses: int) -> float:
    """How likely a fair coin shows heads so often or more: the tail of a binomial distribution.

    Added up from its first term, the largest one; SciPy, which has it too, takes longer to start than all else to run.
    """
    first = comb(tosses, least) / (1 << tosses)
    counts = np.arange(least, tosses)
    return first * (1 + float(np.cumprod((tosses - counts) / (counts + 1)).sum()))
