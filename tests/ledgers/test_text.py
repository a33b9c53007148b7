"""What tidying a typed or pasted text takes away, and what it leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers.kinds import Code, LongText, Money
from fgj_desktop.ledgers.text import tidy
from fgj_desktop.ledgers.values import WAN, Context


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\ufeff名称 ", "名称"),
        ("甲\x00乙\x1b", "甲乙"),
        ("第一行\x0b第二行", "第一行\n第二行"),
        ("第一行\u2028第二行\x0c", "第一行\n第二行"),
        ("\u202a2018-440204-78-01-012345\u202c", "2018-440204-78-01-012345"),
        ("甲\t乙\r\n丙", "甲\t乙\n丙"),
    ],
)
def test_signs_that_nobody_sees_go_and_breaks_are_line_feeds(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_codes_and_amounts_between_such_signs_are_read() -> None:
    context = Context()
    assert Code().parse("\u202a2018-440204-78-01-012345\u202c", context) == "2018-440204-78-01-012345"
    assert Money().parse("\u202d3,370\u202c", context) == 3370 * WAN
    assert LongText().parse("一\x0b二", context) == "一\n二"


@given(st.text())
def test_what_is_tidy_stays_as_it_is_and_fits_into_a_workbook(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert not any(ord(sign) < 0x20 and sign not in "\t\n" for sign in once)
