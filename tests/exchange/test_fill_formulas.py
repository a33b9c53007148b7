"""References inside formulas move with rows, and nothing else of a formula is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.exchange.fill_formulas import (
    copied_formula,
    moved_formula,
    other_rows,
    references,
    speaks_of_names,
)
from fgj_desktop.exchange.fill_shift import Insertion, Insertions

TWO = Insertions((Insertion(after=19, count=2, template=19, at_end=True),))
"""Two rows behind row 20, the last prepared one."""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(D9:D20)", "SUM(D9:D22)"),
        ("SUM(D9:D19)", "SUM(D9:D19)"),
        ("SUM($D$9:$D$20)/E21", "SUM($D$9:$D$22)/E23"),
        ("D20+D21", "D20+D23"),
        ('IF(A21="D21","第21行",LOG10(B21))', 'IF(A23="D21","第21行",LOG10(B23))'),
        ("'附件 1'!D21+明细!D21", "'附件 1'!D23+明细!D21"),
        ("SUM(D:D)+SUM(20:21)", "SUM(D:D)+SUM(20:23)"),
        ("[1]表!D21+A1_合计+率21", "[1]表!D21+A1_合计+率21"),
        ("D21%-1E21", "D23%-1E21"),
    ],
)
def test_references_move_with_the_rows(before: str, after: str) -> None:
    assert moved_formula(before, TWO.span, "附件 1", is_own=True) == after


def test_in_another_sheet_only_references_to_this_one_move() -> None:
    assert moved_formula("D21+'附件 1'!D21", TWO.span, "附件 1", is_own=False) == "D21+'附件 1'!D23"


def test_a_copy_takes_along_what_is_not_fixed() -> None:
    assert copied_formula("G9/E9+$E9+E$9+明细!B9", 3) == "G12/E12+$E12+E$9+明细!B12"
    assert copied_formula("SUM(D9:$F9)", 0, 2) == "SUM(F9:$F9)"


def test_what_a_formula_depends_on_is_read_off_it() -> None:
    found = [(one.sheet, one.top, one.left, one.bottom) for one in references("SUM(D9:D20)+'附件 1'!$B$3")]
    assert found == [("", 8, 3, 19), ("附件 1", 2, 1, 2)]
    assert other_rows("A8+1", 8)
    assert not other_rows("G9/E9+E$2", 8)
    assert speaks_of_names("SUM(总投资)")
    assert not speaks_of_names("IF(E9=0,TRUE,SUM(D9:D20))")


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 9)), min_size=1, max_size=4, unique_by=lambda one: one[0]
    ),
    st.integers(0, 80),
)
def test_a_row_and_the_row_it_came_from_are_the_same(places: list[tuple[int, int]], row: int) -> None:
    insertions = Insertions(
        tuple(Insertion(after, count, after, at_end=True) for after, count in sorted(places))
    )
    assert insertions.origin(insertions.row(row)) == row
    made = [one for place in insertions.places for one in insertions.rows_of(place)]
    assert len(made) == len(set(made)) == insertions.count
    assert not {insertions.row(one) for one in range(120)} & set(made)
