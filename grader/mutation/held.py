"""Whether the claims hold what a text quotes: each value is changed in the solution, and a cited claim must fail."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from grader.authored import running, truth
from grader.errors import AuthorError
from grader.model import Claim, Solution
from grader.mutation import places
from grader.mutation.quotations import Quotation, quotations
from grader.mutation.values import Change, changes
from grader.texts.source import Source


@dataclass(frozen=True)
class Unheld:
    """A quoted value with the changes that no cited claim noticed."""

    quotation: Quotation
    value: object
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Held:
    """What became of the values that a question's texts quote.

    quoted: how often its first text quotes one. unheld: by language, the values that no cited claim holds.
    """

    quoted: int
    unheld: Mapping[str, tuple[Unheld, ...]]

    @property
    def held(self) -> int:
        """How many of the first text's quotations are held."""
        return self.quoted - len(next(iter(self.unheld.values()), ()))


@dataclass
class Witnesses:
    """The claims of a question, asked about changed solutions; what was asked before is remembered.

    claims: by id.
    """

    claims: Mapping[str, Claim]
    solution: Solution
    _said: dict[tuple[str, str, str], bool] = field(default_factory=dict)
    _missed: dict[Hashable, tuple[Change, ...]] = field(default_factory=dict)

    def missed(self, quotation: Quotation, others: Mapping[str, object]) -> tuple[Change, ...]:
        """The changes of a quoted value that no cited claim notices. others: what else the block quotes, by name."""
        asked = quotation.name, quotation.filters, quotation.cites, frozenset(others)
        if asked not in self._missed:  # another language quotes the same
            changed = changes(places.read(self.solution, quotation.name), quotation, others)
            self._missed[asked] = tuple(change for change in changed if not self.notice(quotation, change))
        return self._missed[asked]

    def notice(self, quotation: Quotation, change: Change) -> bool:
        """Whether a cited claim fails, or breaks down, on the solution with this change."""
        return any(self.fails(id_, quotation.name, change) for id_ in quotation.cites if id_ in self.claims)

    def fails(self, id_: str, name: str, change: Change) -> bool:
        """Whether a claim fails, or breaks down, on the solution with another value of this name."""
        asked = id_, name, repr(change.value)
        if asked not in self._said:
            try:
                with running():
                    changed = places.replaced(self.solution, name, change.value)
                    self._said[asked] = not truth(self.claims[id_].holds(changed))
            except AuthorError:
                self._said[asked] = True
        return self._said[asked]


def of(sources: Mapping[str, Source], claims: Iterable[Claim], solution: Solution) -> Held:
    """Change every value that the texts quote, in every way."""
    witnesses = Witnesses({claim.id: claim for claim in claims}, solution)
    return Held(
        sum(1 for source in islice(sources.values(), 1) for _ in quotations(source)),
        {language: tuple(unheld(source, witnesses)) for language, source in sources.items()},
    )


def unheld(source: Source, witnesses: Witnesses) -> Iterator[Unheld]:
    """The values of a text that no cited claim holds."""
    for one, value, others in quoted_beside(source, witnesses.solution):
        missed = witnesses.missed(one, others)
        if missed:
            yield Unheld(one, value, missed)


def quoted_beside(source: Source, solution: Solution) -> Iterator[tuple[Quotation, object, Mapping[str, object]]]:
    """Every quotation of a text, with its value and what else the block quotes, by name."""
    quoted = list(quotations(source))
    values = {one.name: places.read(solution, one.name) for one in quoted}
    of_block: dict[str, dict[str, object]] = {}
    for one in quoted:
        of_block.setdefault(one.block, {})[one.name] = values[one.name]
    for one in quoted:
        others = {name: value for name, value in of_block[one.block].items() if name != one.name}
        yield one, values[one.name], others
