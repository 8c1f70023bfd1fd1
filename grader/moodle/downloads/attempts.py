"""The attempts that the rows of a report tell of, by columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.moodle.downloads.columns import Column, Floats, Mask, alike
from grader.moodle.downloads.sheet import Sheet


class State(StrEnum):
    """How far an attempt came."""

    FINISHED = "finished"
    SUBMITTED = "submitted"
    IN_PROGRESS = "in progress"
    OVERDUE = "overdue"
    NEVER_SUBMITTED = "never submitted"
    NO_ATTEMPT = "no attempt"
    UNFINISHED = "not finished"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A row of the report.

    row: its index. identity: what tells participants apart. grade: what Moodle shows, None where it shows none.
    known: whether the state's word is one that we know.
    """

    row: int
    identity: tuple[str, ...]
    state: State
    started: str
    grade: float | None
    known: bool = True


@dataclass(frozen=True, eq=False)
class Attempts(Sequence[Attempt]):
    """Rows of the report, by columns.

    rows: their indices, shape (attempts,). who: the indices of the columns of identity; started: that of the begin.
    states: with one code for each state. known: whether a state's word is one that we know.
    grades: what Moodle shows, NaN where it shows none.
    """

    sheet: Sheet
    rows: NDArray[np.intp]
    who: tuple[int, ...]
    started: int
    states: Column[State]
    known: Mask
    grades: Floats

    @overload
    def __getitem__(self, place: int) -> Attempt: ...
    @overload
    def __getitem__(self, place: slice) -> list[Attempt]: ...
    def __getitem__(self, place: int | slice) -> Attempt | list[Attempt]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        row, grade = int(self.rows[place]), float(self.grades[place])
        identity = tuple(self.sheet.columns[column][row] for column in self.who)
        return Attempt(
            row,
            identity,
            self.states[place],
            self.sheet.columns[self.started][row],
            None if np.isnan(grade) else grade,
            bool(self.known[place]),
        )

    def __len__(self) -> int:
        return len(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Attempts) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def same(self) -> NDArray[np.intp]:
        """By attempt, a number that those share whose whole rows are equal."""
        return alike([self.cells(column) for column in range(len(self.sheet.header))])

    @cached_property
    def finished(self) -> "Attempts":
        """Those that were finished."""
        return self.at(self.are_finished)

    @cached_property
    def are_finished(self) -> Mask:
        """Which were finished, shape (attempts,)."""
        return self.states.mask(State.FINISHED.__eq__)

    def cells(self, column: int) -> Column[str]:
        """The cells of these rows in a column of the sheet."""
        cells = self.sheet.columns[column]
        return cells if len(self.rows) == len(cells) else cells.at(self.rows)

    def at(self, places: ArrayLike) -> "Attempts":
        """Some of them: their places, or a mask."""
        chosen = np.asarray(places)
        return replace(
            self,
            rows=self.rows[chosen],
            states=self.states.at(chosen),
            known=self.known[chosen],
            grades=self.grades[chosen],
        )
