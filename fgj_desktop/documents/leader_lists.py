"""The lists of 领导一页纸: what has not begun and why, and what the district or the city is asked to settle."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.documents.leader_page import LeaderTable, Spot
from fgj_desktop.documents.pages import RowsBehind
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.rules.asked_matters import ASKED_LEVELS, AskedMatter, asked_matters
from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.projects import is_started

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

_NUMERALS = ("五", "六", "七")
_LONGEST_SOURCE = 20
_REASONS = ("problem", "explanation", "remark")


def not_started_table(basis: Basis) -> LeaderTable:
    """未开工项目 with the reason, the unit that answers and the level that can settle it."""
    rows = [row for row in basis.rows(PROJECTS) if not is_started(row)]
    places = basis.places("responsible_unit")
    rows.sort(
        key=lambda row: (
            str(row.values.get("planned_start") or "9"),
            places.get(_unit(basis, row), len(places)),
        )
    )
    title = f"四、未开工项目（{len(rows)}个）"
    table = LeaderTable(
        Spot(title, RowsBehind(PROJECTS, tuple(row.id for row in rows), "未开工项目")),
        ("序号", "项目名称", "级别", "计划开工", "未开工原因", "责任单位", "解决层级"),
        (0.6, 3.4, 1.0, 1.2, 4.0, 1.5, 1.1),
        tuple(_not_started(basis, number, row) for number, row in enumerate(rows, 1)),
        left=frozenset({1, 4}),
        rest=partial(_rest, "个未开工项目"),
        empty="没有未开工的项目。",
    )
    return _filled_columns(table, always=2)


def _not_started(basis: Basis, number: int, row: Row) -> tuple[Spot, ...]:
    planned = row.values.get("planned_start")
    name = _text(row, "name")
    return (
        Spot(str(number)),
        Spot(name, RowsBehind(PROJECTS, (row.id,), name)),
        Spot(_text(row, "level") or "区"),
        Spot(date_text(str(planned)) if planned else "—"),
        Spot(next((text for one in _REASONS if (text := _text(row, one))), "未填写原因")),
        Spot(_unit(basis, row) or "—"),
        Spot(_text(row, "solve_level") or "—"),
    )


def coordination_tables(basis: Basis) -> list[LeaderTable]:
    """本期提请协调事项: open problems, a list for each level that can settle them; one empty list without any.

    They come from the list of problems, and from key projects whose own problem stands in no such list.
    """
    asked = asked_matters(basis)
    levels = [level for level in ASKED_LEVELS if any(one.level == level for one in asked)]
    if not levels:
        return [_coordination_table(_NUMERALS[0], "", [])]
    return [
        _coordination_table(numeral, level, [one for one in asked if one.level == level])
        for numeral, level in zip(_NUMERALS, levels, strict=False)
    ]


def _coordination_table(numeral: str, level: str, asked: Sequence[AskedMatter]) -> LeaderTable:
    count = f"（{len(asked)}项）" if asked else ""
    title = f"{numeral}、本期提请{level}协调事项"
    ledgers = {one.ledger for one in asked}
    behind = (
        RowsBehind(ledgers.pop(), tuple(one.record for one in asked), title.partition("、")[2])
        if len(ledgers) == 1
        else None
    )
    table = LeaderTable(
        Spot(title + count, behind),
        ("序号", "项目", "存在问题", "建议措施", "责任单位"),
        (0.6, 3.0, 4.0, 3.6, 1.5),
        tuple((Spot(str(number)), *_spots(one)) for number, one in enumerate(asked, 1)),
        left=frozenset({1, 2, 3}),
        rest=partial(_rest, f"项提请{level}协调事项"),
        empty="本期没有提请协调的事项。",
    )
    return _filled_columns(table, always=3)


def _spots(one: AskedMatter) -> tuple[Spot, ...]:
    return (
        Spot(one.project),
        Spot(one.problem, RowsBehind(one.ledger, (one.record,), one.problem[:_LONGEST_SOURCE])),
        Spot(one.measure or "—"),
        Spot(one.unit or "—"),
    )


def _unit(basis: Basis, row: Row, ledger: str = PROJECTS) -> str:
    return basis.label(ledger_named(ledger).by_name["responsible_unit"], row)


def _text(row: Row, column: str) -> str:
    return " ".join(str(row.values.get(column) or "").split())


def _filled_columns(table: LeaderTable, always: int) -> LeaderTable:
    """Without the columns that are filled in no row; the first ``always`` stay."""
    kept = [
        place
        for place in range(len(table.columns))
        if place < always or any(row[place].text != "—" for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        shares=tuple(table.shares[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
        left=frozenset(new for new, place in enumerate(kept) if place in table.left),
    )


def _rest(what: str, left_out: int) -> str:
    return f"另有 {left_out} {what}，详见台账"


def ledgers_of(tables: Sequence[LeaderTable]) -> list[str]:
    """The titles of the ledgers that the page is made from, in the order of the page."""
    spots = [one for table in tables for row in table.rows for one in row]
    names = dict.fromkeys(one.behind.ledger for one in spots if one.behind is not None)
    return [ledger_named(name).title for name in names]
