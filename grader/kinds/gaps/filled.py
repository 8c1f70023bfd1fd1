"""Which choices fill the gaps in a response, by the text of a download; all ways that make the text, none guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.kinds.forms import Forms, even, squeezed
from grader.kinds.joined import Written
from grader.moodle.flatten import decoded

Way = tuple[int | None, ...]
"""What each gap is filled with: the place of the choice among those of its group, None for nothing."""

_MOST = 2_000  # a text built to be read in very many ways is given up on


@dataclass(frozen=True)
class Filled:
    """The ways to fill the gaps that make a text; `complete` says that there are no others."""

    ways: Sequence[Way]
    complete: bool = True


def filled(gaps: Sequence[Sequence[Forms]], cell: str, *, lossless: bool) -> Filled:
    """How gaps can be filled so that Moodle writes this cell: `{cat} {} {mat}`. gaps: what is offered for each.

    White space counts where it tells ways apart, and else not: Moodle's importer drops some.
    """
    target, wanted = squeezed(cell), even(cell)
    begun: Mapping[Written, Mapping[Way, None]] = {Written(): {(): None}}
    for place, offered in enumerate(gaps):
        begun = _with_one_more(begun, offered, target, " " if place else "", lossless=lossless)
        if sum(map(len, begun.values())) > _MOST:
            return Filled((), complete=False)
    shown = [(written.text if lossless else decoded(written.text), ways) for written, ways in begun.items()]
    made = [(even(text) == wanted, way) for text, ways in shown if squeezed(text) == target for way in ways]
    exact = [way for is_exact, way in made if is_exact]
    return Filled(list(dict.fromkeys(exact or [way for _, way in made])))


def _with_one_more(
    begun: Mapping[Written, Mapping[Way, None]], offered: Sequence[Forms], target: str, before: str, *, lossless: bool
) -> dict[Written, dict[Way, None]]:
    """The beginnings of the cell with one gap more, in every way in which the cell can go on."""
    longer: dict[Written, dict[Way, None]] = {}
    put = [(None, ""), *((choice, form) for choice, of_choice in enumerate(offered) for form in of_choice)]
    for written, ways in begun.items():
        for choice, form in put:
            joined = written.followed_by(f"{before}{{{form}}}", lossless=lossless)
            if target.startswith(joined.certain(lossless=lossless)):
                longer.setdefault(joined, {}).update(dict.fromkeys((*way, choice) for way in ways))
    return longer
