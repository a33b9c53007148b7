"""Where keys lead in a column or a selection, found near by or in a hundred thousand rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.models.cell_walks import edge, go_round, row_edge

Cells = list[bool]


def walked(cells: str, here: int, step: int = 1) -> int:
    """Where Ctrl and an arrow lead in a row of cells written as `x` and `.`."""
    others = range(here + step, len(cells) if step > 0 else -1, step)
    return edge(here, others, lambda place: cells[place] == "x")


@pytest.mark.parametrize(
    ("cells", "here", "end"),
    [
        ("xxx..x", 0, 2),
        ("xxx..x", 2, 5),
        ("xxx..x", 3, 5),
        (".....", 1, 4),
        ("x....", 0, 4),
        ("xxxxx", 1, 4),
        ("xx.xx", 4, 4),
    ],
)
def test_an_arrow_with_control_goes_to_the_edge_of_the_block(cells: str, here: int, end: int) -> None:
    assert walked(cells, here) == end
    assert walked(cells[::-1], len(cells) - 1 - here, -1) == len(cells) - 1 - end


@given(st.lists(st.booleans(), min_size=1, max_size=600), st.data())
def test_asking_the_database_leads_to_the_same_row_as_looking(cells: Cells, data: st.DataObject) -> None:
    # Long runs, so that the edge often lies beyond what is looked at.
    long = [state for state in cells for _ in range(data.draw(st.integers(1, 3)))]
    here = data.draw(st.integers(0, len(long) - 1))
    down = data.draw(st.booleans())
    ids = [1000 + number for number in range(len(long))]
    others = range(here + 1, len(long)) if down else range(here - 1, -1, -1)
    found = row_edge(
        here,
        down,
        ids,
        long.__getitem__,
        lambda: [one for one, state in zip(ids, long, strict=True) if state],
    )
    assert found == edge(here, others, long.__getitem__)


def test_the_edge_near_by_is_found_without_asking_the_database() -> None:
    def ask() -> list[int]:
        raise AssertionError("the database was asked")

    assert row_edge(0, True, range(100_000), lambda row: row < 50, ask) == 49


def test_the_edge_far_away_is_found_in_a_hundred_thousand_rows() -> None:
    full = range(100_000)
    assert row_edge(0, True, full, lambda _row: True, lambda: range(99_000)) == 98_999
    assert row_edge(0, True, full, lambda row: row == 0, lambda: (0, 77_000)) == 77_000
    assert row_edge(99_999, False, full, lambda _row: True, lambda: full) == 0


def test_enter_goes_down_the_columns_of_a_selection_and_tab_along_its_rows() -> None:
    block = [(range(2, 4), [1, 2, 5])]
    place: tuple[int, int] | None = (2, 1)
    seen = []
    for _ in range(6):
        assert place is not None
        place = go_round(block, place, by_row=False, step=1)
        seen.append(place)
    assert seen == [(3, 1), (2, 2), (3, 2), (2, 5), (3, 5), (2, 1)]
    assert go_round(block, (2, 5), by_row=True, step=1) == (3, 1)


ranges = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 4), st.integers(0, 9), st.integers(1, 4)),
    min_size=1,
    max_size=1,
).map(lambda found: [(range(a, a + b), list(range(c, c + d))) for a, b, c, d in found])


@given(ranges, st.booleans())
def test_going_round_meets_every_cell_once_and_back_is_the_way_it_came(
    blocks: list[tuple[range, list[int]]], by_row: bool
) -> None:
    rows, columns = blocks[0]
    cells = {(row, column) for row in rows for column in columns}
    place = (rows[0], columns[0])
    met = []
    for _ in cells:
        following = go_round(blocks, place, by_row=by_row, step=1)
        assert following is not None
        assert go_round(blocks, following, by_row=by_row, step=-1) == place
        place = following
        met.append(place)
    assert set(met) == cells
    assert len(met) == len(cells)


def test_after_the_last_block_comes_the_first_again() -> None:
    blocks = [(range(1), [0]), (range(5, 7), [3])]
    assert go_round(blocks, (0, 0), by_row=False, step=1) == (5, 3)
    assert go_round(blocks, (6, 3), by_row=False, step=1) == (0, 0)
    assert go_round(blocks, (0, 0), by_row=False, step=-1) == (6, 3)
    assert go_round(blocks, (9, 9), by_row=False, step=1) is None
