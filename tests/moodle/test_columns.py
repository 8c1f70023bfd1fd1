"""Columns whose different cells are kept once."""

from hypothesis import given
from hypothesis import strategies as st

from grader.moodle.downloads.columns import alike, column_of

ROWS = st.lists(st.tuples(*[st.sampled_from("abcdefghij")] * 3), max_size=40)


@given(ROWS)
def test_rows_are_alike_where_all_their_cells_are_numbered_as_they_appear(rows: list[tuple[str, ...]]) -> None:
    columns = [column_of(row[place] for row in rows) for place in range(3)]
    places = {row: number for number, row in enumerate(dict.fromkeys(rows))}

    assert alike(columns).tolist() == [places[row] for row in rows]
