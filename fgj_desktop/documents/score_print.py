"""评分表 on paper: indicators × towns with the totals, places and grades below, whole or one scoring unit's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.ledger_pages import paper_of
from fgj_desktop.documents.page_changes import marked, shrunk
from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.print_table import Align, PrintColumn, PrintRow, PrintTable, RowKind
from fgj_desktop.rules.assessment import ScoreCell, ScoreSheet, TownTotal, applies, is_basic, weight_of
from fgj_desktop.rules.ledger_sheet import OFFICE
from fgj_desktop.rules.sheet_words import (
    SIGNATURE,
    day_text,
    district_of,
    filling_day,
    office_line,
    with_notes,
)
from fgj_desktop.rules.town_results import points, published_of, sheet_of, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.documents.pages import Measure, Pages
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.print_setup import PrintSetup
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

_HEADS = (
    PrintColumn("一级指标", 18, priority=4),
    PrintColumn("考核指标", 42),
    PrintColumn("分值", 12, Align.CENTRE, priority=2),
    PrintColumn("评分单位", 22, priority=3),
)
_TOWN_MM = 15
_LABEL = 1
_NOT_SCORED, _NOT_APPLICABLE = "未评", "—"
_SIGNS = f"“{_NOT_APPLICABLE}”为不适用，空格为该指标不考核该镇办。"
_UNIT = "responsible_unit"


def score_pages(
    store: Store, month: Month, year: int, unit: int | None, setup: PrintSetup, measure: Measure
) -> tuple[Pages, tuple[str, ...]]:
    """The pages of a year's sheet as a set-up has them, and the columns that did not fit."""
    table = score_table(store, month, year, unit, setup)
    pages, dropped = lay_out_fitting(table, paper_of(setup.sheet), measure)
    pages = marked(pages, setup.mark, measure)
    return (shrunk(pages) if setup.sheet.shrunk else pages), tuple(
        table.columns[one].title for one in dropped
    )


def score_table(store: Store, month: Month, year: int, unit: int | None, setup: PrintSetup) -> PrintTable:
    """The sheet of a year; of one scoring unit its indicators without totals, which are not its own."""
    sheet = sheet_of(store, month, year)
    names = store.links().labels(_UNIT)
    indicators = [one for one in sheet.indicators if unit is None or one.values.get("scoring_unit") == unit]
    rows = [_total_row(sheet, indicators)] if indicators else []
    rows += [
        _indicator_row(sheet, one, names.get(int(one.values.get("scoring_unit") or 0), ""))
        for one in indicators
    ]
    if unit is None:
        rows += _town_rows(sheet)
    office = str(store.settings.get(OFFICE, ""))
    day = day_text(filling_day(month, store.clock().date()))
    return PrintTable(
        title=f"{district_of(office)}{year}年镇办考核评分表",
        columns=(*_HEADS, *(_town_column(town) for town in sheet.towns)),
        rows=tuple(rows),
        left_line=office_line(office) if unit is None else f"评分单位（盖章）：{names.get(unit, '')}",
        middle_line=f"填报日期：{day}",
        right_line="单位：分",
        continued_line="单位：分",
        notes=_notes(store, month, sheet, unit, setup),
        signature=SIGNATURE if setup.signature is None else setup.signature,
        label_column=_LABEL,
    )


def _town_column(town: Row) -> PrintColumn:
    title = str(town.values.get("short_name") or town.values.get("name") or "")
    return PrintColumn(title, _TOWN_MM, Align.CENTRE, unbroken=True)


def _total_row(sheet: ScoreSheet, indicators: Sequence[Row]) -> PrintRow:
    """How many indicators there are, and what they are worth where all towns come to the same."""
    worth = {weight_of(indicators, town) for town in sheet.towns}
    weight = points(worth.pop()) if len(worth) == 1 else ""
    cells = ("", f"合计（{len(indicators)} 项）", weight, "", *[""] * len(sheet.towns))
    return PrintRow(RowKind.TOTAL, cells)


def _indicator_row(sheet: ScoreSheet, indicator: Row, unit: str) -> PrintRow:
    weight = indicator.values.get("weight")
    worth = str(indicator.values.get("kind")) if not is_basic(indicator) else ""
    if not worth and weight is not None:
        worth = points(int(weight))
    head = (str(indicator.values.get("category") or ""), str(indicator.values.get("name") or ""), worth, unit)
    scores = tuple(_text(sheet.cell(indicator, town), indicator, town) for town in sheet.towns)
    return PrintRow(RowKind.RECORD, (*head, *scores))


def _text(cell: ScoreCell, indicator: Row, town: Row) -> str:
    """What was written; 未评 where something is missing."""
    if cell.not_applicable:
        return _NOT_APPLICABLE
    if cell.misfit or cell.score is not None:
        return cell.misfit or points(cell.score or 0)
    return _NOT_SCORED if applies(indicator, town) and is_basic(indicator) else ""


def _town_rows(sheet: ScoreSheet) -> list[PrintRow]:
    """What the towns come to; a town without any score has no place yet."""
    begun = {town for _, town in sheet.cells}

    def line(title: str, texts: Sequence[str]) -> PrintRow:
        cells = [text if one.town in begun else "" for text, one in zip(texts, sheet.totals, strict=True)]
        return PrintRow(RowKind.SUBTOTAL, ("", title, "", "", *cells))

    def each(of: str) -> list[str]:
        return [str(getattr(one, of)) for one in sheet.totals]

    return [
        line("总分（折算）", [points(one.total) for one in sheet.totals]),
        line("名次", each("rank")),
        line("组内名次", each("group_rank")),
        line("等次", each("grade")),
    ]


def _notes(
    store: Store, month: Month, sheet: ScoreSheet, unit: int | None, setup: PrintSetup
) -> tuple[str, ...]:
    """What the signs mean, what was scaled or vetoed, and how the year stands."""
    usual = [_SIGNS]
    if unit is None:
        usual += [f"{one.name}：{words}。" for one in sheet.totals if (words := _about(one))]
        usual.append(standing(sheet, published_of(store, month, sheet.year))[0])
    return with_notes((), (*(usual if setup.usual_notes else ()), *setup.notes))


def _about(one: TownTotal) -> str:
    return "，".join(part for part in (one.explanation, "一票否决，不评优秀" if one.vetoed else "") if part)
