"""Tables by columns, in which each different cell is kept, and looked at, once.

A class of thousands gives the same few answers at the same few times: what is found out about a cell is found out
about its value, and the rest is arithmetic on whole columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

T = TypeVar("T")
U = TypeVar("U")
H = TypeVar("H", bound=Hashable)

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


class Column(Sequence[T], Generic[T]):
    """A column: `codes` has the place among `values` of every row's value, shape (rows,)."""

    def __init__(self, codes: Codes, values: Sequence[T]) -> None:
        self.codes = codes
        self.values = values

    @overload
    def __getitem__(self, row: int) -> T: ...
    @overload
    def __getitem__(self, row: slice | NDArray[np.integer]) -> list[T]: ...
    def __getitem__(self, row: int | slice | NDArray[np.integer]) -> T | list[T]:
        if isinstance(row, slice | np.ndarray):
            return list(map(self.values.__getitem__, self.codes[row].tolist()))
        return self.values[int(self.codes[row])]

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, rows: ArrayLike) -> Column[T]:
        """The column of some rows: their indices, or a mask. It has no values but theirs."""
        codes = self.codes[np.asarray(rows)]
        used = np.bincount(codes, minlength=len(self.values)) > 0
        if used.all():
            return Column(codes, self.values)
        values = [self.values[code] for code in np.flatnonzero(used).tolist()]
        return Column((np.cumsum(used, dtype=np.int32) - 1)[codes], values)

    def map(self, function: Callable[[T], U]) -> Column[U]:
        """What a function says of every cell: it is asked once for each value."""
        return Column(self.codes, [function(value) for value in self.values])

    def mask(self, function: Callable[[T], object]) -> Mask:
        """Of which cells something is true, shape (rows,)."""
        return np.fromiter(map(bool, map(function, self.values)), dtype=bool, count=len(self.values))[self.codes]

    def numbers(self, function: Callable[[T], float]) -> Floats:
        """A number for every cell, shape (rows,)."""
        return np.array([function(value) for value in self.values], dtype=float)[self.codes]

    def tolist(self) -> list[T]:
        """The cells, row by row."""
        return self[:]

    def __iter__(self) -> Iterator[T]:
        return map(self.values.__getitem__, self.codes.tolist())


class Growing(Generic[H]):
    """A column that becomes longer: its values are numbered in the order in which they appear."""

    def __init__(self) -> None:
        self._codes: list[Codes] = [np.zeros(0, dtype=np.int32)]
        self._known: defaultdict[H, int] = defaultdict()
        self._known.default_factory = self._known.__len__

    def extend(self, cells: Sequence[H]) -> None:
        """Add cells, best many at once."""
        codes = map(self._known.__getitem__, cells)
        self._codes.append(np.fromiter(codes, dtype=np.int32, count=len(cells)))

    def whole(self) -> Column[H]:
        """The column of everything that was added."""
        return Column(np.concatenate(self._codes), list(self._known))


def constant(value: T, rows: int) -> Column[T]:
    """A column that has one value in every row."""
    return Column(np.zeros(rows, dtype=np.int32), [value] if rows else [])


def column_of(cells: Iterable[H]) -> Column[H]:
    """A column of these cells, which has each value once, in the order in which they appear."""
    growing: Growing[H] = Growing()
    growing.extend(list(cells))
    return growing.whole()


def distinct(of: Column[H]) -> Column[H]:
    """A column in which equal cells have one code, whatever the one that it is made of did."""
    if len(set(of.values)) == len(of.values):
        return of
    values = column_of(of.values)
    return Column(values.codes[of.codes], values.values)


def together(columns: Sequence[Column[Any]]) -> Column[tuple[Any, ...]]:
    """The cells of each row as one value; each combination of codes there is once, in the order of appearance.

    columns: at least one.
    """
    codes = alike(columns)
    first = firsts(codes)
    values = zip(*(of[first] for of in columns), strict=True)
    return Column(codes.astype(np.int32), list(values))


def alike(columns: Sequence[Column[Any]]) -> NDArray[np.intp]:
    """By row, a number that rows share which have the same codes in all these columns; in order of appearance.

    columns: at least one.
    """
    rows = len(columns[0])
    numbers = np.zeros(rows, dtype=np.intp)
    for of in columns:
        numbers = _numbered(numbers * len(of.values) + of.codes)
        if numbers.max(initial=-1) == rows - 1:  # no two are alike
            break
    return numbers


def _numbered(keys: NDArray[np.intp]) -> NDArray[np.intp]:
    """Equal keys as equal numbers, in the order in which they appear."""
    first = _first_alike(keys)
    appears = first == np.arange(len(keys))
    return (np.cumsum(appears, dtype=np.intp) - 1)[first]


def _first_alike(keys: NDArray[np.intp]) -> NDArray[np.intp]:
    """By row, the first one that has its key."""
    rows = np.arange(len(keys))
    if keys.max(initial=-1) < len(keys):  # then a table of all keys takes less time than sorting them
        table = np.zeros_like(rows)
        table[keys[::-1]] = rows[::-1]
        return table[keys]
    _, first, codes = np.unique(keys, return_index=True, return_inverse=True)
    return first[codes]


def groups(codes: NDArray[np.integer], count: int = 0) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows that share a code, one group behind the other by code, and where each group begins, and the last ends.

    codes: shape (rows,). count: how many groups there are at least. The rows of a group are in their order.
    """
    order = np.argsort(codes, kind="stable")
    return order, np.concatenate(([0], np.cumsum(np.bincount(codes, minlength=count)))).astype(np.intp)


def firsts(codes: NDArray[np.integer]) -> NDArray[np.intp]:
    """The first row of each code, by code; every code up to the largest must be there."""
    found = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.intp)
    found[codes[::-1]] = np.arange(len(codes))[::-1]
    return found
