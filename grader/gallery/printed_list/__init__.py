"""What a line of Python prints: the answer is typed, with or without spaces, and no term of a language.

The solver evaluates the expression; the claims find the list by division with rest, without `//` or steps.
"""

from dataclasses import replace
from math import floor, isclose

from grader import Question, ShortAnswer, Wrong, claim, misconception

from .solver import SPACE, Parameters, Solution, solve


@claim(
    refuted_by=(
        lambda s: replace(s, last=s.p.stop),
        lambda s: replace(s, numbers=s.printed),
        lambda s: replace(s, p=replace(s.p, stop=s.last)),
        lambda s: replace(s, p=replace(s.p, start=1, stop=11, step=3), numbers="[2, 5, 8]", last=8),
    )
)
def range_ends_before_its_stop(s: Solution) -> bool:
    """The numbers are whole steps away from the start, and the next one, at which the range stops, is not in it."""
    numbers = [n for n in range(s.p.stop) if n >= s.p.start and isclose((n - s.p.start) / s.p.step % 1, 0)]
    return s.numbers == str(numbers) and s.last == max(numbers) == s.p.stop - s.p.step


@claim(refuted_by=lambda s: replace(s, printed=s.numbers))
def fractions_are_discarded(s: Solution) -> bool:
    """Each number is divided, and the fraction of the quotient discarded."""
    numbers = s.numbers.strip("[]").split(", ")
    return s.printed == str([floor(int(number) / s.p.divisor) for number in numbers])


@misconception
def divides_with_fractions(p: Parameters) -> tuple[str, str]:
    """The operator for whole quotients is taken for that of a division."""
    return _as_typed([number / p.divisor for number in range(p.start, p.stop, p.step)])


@misconception
def includes_the_stop(p: Parameters) -> tuple[str, str]:
    """The end of a range is thought to belong to it."""
    return _as_typed([number // p.divisor for number in range(p.start, p.stop + 1, p.step)])


@misconception
def rounds_up(p: Parameters) -> tuple[str, str]:
    """Quotients are rounded up."""
    return _as_typed([-(-number // p.divisor) for number in range(p.start, p.stop, p.step)])


def item(s: Solution) -> ShortAnswer:
    """What is right is text, not a term: students type it letter by letter, in every language."""
    return ShortAnswer(
        answer=(s.printed, s.printed.replace(" ", "")),
        because=(range_ends_before_its_stop, fractions_are_discarded),
        case=True,
        foreseen=(
            Wrong("fractions", divides_with_fractions),
            Wrong("stop_included", includes_the_stop),
            Wrong("rounded_up", rounds_up),
        ),
    )


def _as_typed(values: list[float]) -> tuple[str, str]:
    """A list as Python prints it, and without its spaces."""
    printed = str(values)
    return printed, printed.replace(" ", "")


QUESTION = Question(
    id="printed_list",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(range_ends_before_its_stop, fractions_are_discarded),
    tags=("programming", "short answer"),
    space=SPACE,
    otherwise=Parameters(divisor=3),
)
