"""What students who never read would score: the expected share of an exam's marks, exactly, for some strategies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.checks.cues.giveaways import offered
from grader.checks.cues.words import Sheet, length
from grader.kinds.kind import MarkedBy
from grader.release.stages import ComputedStages


@dataclass(frozen=True)
class Marked:
    """A question as a student sees it, and what its options earn.

    fractions: by option, in the order of the sheet. fixed: whether the options stand in this order for everyone.
    by_chance: what filling in its parts at random earns, where a response has parts, of which no strategy knows more.
    """

    sheet: Sheet
    fractions: tuple[Fraction, ...]
    mark: Fraction
    fixed: bool
    by_chance: Fraction = Fraction(0)


Strategy = Callable[[Marked], Sequence[int]]
"""Which options a student would choose among, one as likely as the other, by their places in the sheet."""


def any_option(question: Marked) -> Sequence[int]:
    """Every option."""
    return range(len(question.fractions))


def longest_option(question: Marked) -> Sequence[int]:
    """The option with the most characters."""
    return _most([length(text) for text in question.sheet.options.values()])


def words_of_the_stem(question: Marked) -> Sequence[int]:
    """The option that shares the most content words with the stem."""
    return _most([len(question.sheet.shared(id_)) for id_ in question.sheet.options])


def same_position(position: int) -> Strategy:
    """Always the option at a position; any option where these are shuffled, or too few."""

    def choose(question: Marked) -> Sequence[int]:
        stands = question.fixed and position < len(question.fractions)
        return [position] if stands else any_option(question)

    return choose


def expected(questions: Sequence[Marked], strategy: Strategy) -> Fraction:
    """The share of all marks that a strategy earns, on average."""
    total = sum((question.mark for question in questions), Fraction(0))
    earned = sum((question.mark * _mean(question, strategy) for question in questions), Fraction(0))
    return earned / total if total else Fraction(0)


def scores(questions: Sequence[Marked]) -> dict[str, Fraction]:
    """What each strategy scores; of all positions, that which scores best."""
    positions = range(max((len(question.fractions) for question in questions), default=0))
    return {
        "random guess": expected(questions, any_option),
        "longest option": expected(questions, longest_option),
        "same position": max(
            (expected(questions, same_position(position)) for position in positions),
            default=expected(questions, any_option),
        ),
        "most words of the stem": expected(questions, words_of_the_stem),
    }


def of(release: Sequence[ComputedStages]) -> dict[str, dict[str, Fraction]]:
    """What each strategy scores in an exam, by language; a void item counts as it is marked."""
    marked: dict[str, list[Marked]] = {}
    for stages in (stages for stages in release if stages.kind.marked_by is MarkedBy.MOODLE):
        question, worth = stages.question, stages.earned
        fractions = tuple(_exactly(worth[option.id]) for option in stages.foreseen if option.is_offered)
        for language, sheet in offered(stages).items():
            entry = Marked(sheet, fractions, _exactly(question.maximum_mark), stages.fixed, _by_chance(stages))
            marked.setdefault(language, []).append(entry)
    return {language: scores(questions) for language, questions in marked.items()}


def in_words(by_language: Mapping[str, Mapping[str, Fraction]]) -> str:
    """All scores in one line; one number where the languages agree."""
    strategies = next(iter(by_language.values()), {})
    return ", ".join(
        f"{strategy} {_agreed({language: scored[strategy] for language, scored in by_language.items()})}"
        for strategy in strategies
    )


def _mean(question: Marked, strategy: Strategy) -> Fraction:
    if not question.fractions:  # there is no option to choose
        return question.by_chance
    chosen = strategy(question)
    return sum((question.fractions[index] for index in chosen), Fraction(0)) / len(chosen)


def _by_chance(stages: ComputedStages) -> Fraction:
    """What a response's parts earn at random: as its kind says, else the sum of the means over what each may be."""
    if stages.kind.guessed is not None:
        return Fraction(stages.kind.guessed(stages.item)).limit_denominator()
    parts: dict[str, list[Fraction]] = {}
    for response in stages.foreseen:
        if response.part:
            parts.setdefault(response.part, []).append(_exactly(stages.fractions[response.id]))
    return sum((sum(worth, Fraction(0)) / len(worth) for worth in parts.values()), Fraction(0))


def _most(measures: Sequence[int]) -> list[int]:
    return [index for index, measure in enumerate(measures) if measure == max(measures)]


def _exactly(value: float) -> Fraction:
    """The decimal that a person wrote, not the binary number nearest to it."""
    return Fraction(repr(float(value)))


def _agreed(by_language: Mapping[str, Fraction]) -> str:
    if len(set(by_language.values())) == 1:
        return f"{float(next(iter(by_language.values()))):.1%}"
    return " ".join(f"{float(share):.1%} ({language})" for language, share in by_language.items())
