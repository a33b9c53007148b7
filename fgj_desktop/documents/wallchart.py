"""挂图作战图: the records of a ledger as a table whose middle is the months of the year, with bars and signs on them.

The table is laid out as every printed ledger is, so that pages, groups, notes and signature are the same; then
bars and signs are set on the cells of the months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.documents.ledger_print import table_of
from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.print_table import Align, PrintColumn, PrintRow, PrintTable, RowKind
from fgj_desktop.documents.wallchart_marks import LanePlaces, marked_page
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.ledger_sheet import LIGHT, OFFICE, OWN_GROUPS, LedgerSheet, ledger_sheet
from fgj_desktop.rules.lights import light_colour
from fgj_desktop.rules.sheet_words import district_of
from fgj_desktop.rules.time_lines import STARTED, record_times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.documents.pages import Measure, Pages, Paper
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import TimeLine
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.time_lines import RecordTime
    from fgj_desktop.store.filters import Filter, Order
    from fgj_desktop.store.store import Store

TITLE = "挂图作战图"
LANES = ("计划", "实际", "节点")
_LANES_TITLE = "时间"
_MONTH_MM = 10.5
_NODES_MM = 44
_LEGEND = (
    "空心条为计划建设时间，实心条为开工至报告期末{colour}；两端的三角表示早于本年开始或延续到下年；"
    "▲开工，◆其他节点，●前期手续办结；竖线为数据截至日。"
)
_COLOUR = "，颜色同亮灯"


@dataclass(frozen=True, slots=True)
class Wallchart:
    """The table of a wall chart and what is drawn on its rows, by their positions."""

    table: PrintTable
    lanes: LanePlaces
    month: Month
    drawn: Mapping[int, tuple[RecordTime, str]]
    """By row, the record's bars and the colour of its light."""


def has_wallchart(ledger: Ledger) -> bool:
    """Whether a ledger knows when its records begin and end."""
    return ledger.time_line is not None


def wallchart(  # noqa: PLR0913  what is seen in a window has as many sides
    store: Store,
    ledger: Ledger,
    month: Month,
    *,
    filters: Sequence[Filter] = (),
    order: Sequence[Order] = (),
    group_by: str | None = OWN_GROUPS,
    money_unit: int = WAN,
    narrowed: str = "",
    part: str = "",
) -> Wallchart:
    """The wall chart of a ledger as of a month; the arguments are those of ``rules.ledger_sheet``.

    ``part`` says whom it is for where it is not of the whole ledger: 「挂点领导：区长」.

    Raises UserError for a ledger whose records have no beginning and end.
    """
    line = ledger.time_line
    if line is None:
        raise UserError(f"{ledger.title}没有开始和完成时间，不能制作{TITLE}。")
    fields = (*line.columns, *line.remarks)
    sheet = ledger_sheet(
        store, ledger, month, fields=fields, filters=filters, order=order, money_unit=money_unit,
        group_by=group_by, narrowed=narrowed,
    )  # fmt: skip
    sheet = replace(sheet, part=part)
    times = record_times(store, ledger, sheet.rows, month)
    table = _with_months(table_of(sheet), line, sheet, times)
    office = district_of(str(store.settings.get(OFFICE, "")))
    legend = _LEGEND.format(colour=_COLOUR if LIGHT in line.columns else "")
    notes = (*table.notes, f"{'' if table.notes else '注：'}{len(table.notes) + 1}.{legend}")
    titled = replace(table, title=_title(ledger, month, office), notes=notes)
    records = [number for number, row in enumerate(table.rows) if row.kind is RowKind.RECORD]
    drawn: dict[int, tuple[RecordTime, str]] = {
        number: (times[row.id], light_colour(_word(row.values.get(LIGHT))) or "ink")
        for number, row in zip(records, sheet.rows, strict=True)
    }
    lanes = next(place for place, column in enumerate(table.columns) if column.title == _LANES_TITLE)
    return Wallchart(titled, LanePlaces(lanes, lanes + 1, len(LANES)), month, drawn)


def wallchart_pages(chart: Wallchart, paper: Paper, measure: Measure) -> Pages:
    """The pages of a wall chart on a paper."""
    pages, dropped = lay_out_fitting(chart.table, paper, measure)
    lanes = chart.lanes.without(dropped)
    made = tuple(marked_page(page, lanes, chart.month, chart.drawn, measure) for page in pages.pages)
    return replace(pages, pages=made)


def _title(ledger: Ledger, month: Month, office: str) -> str:
    what = ledger.title.removesuffix("台账")
    what = what if ledger.group in what else ledger.group + what
    return f"{office}{month.year}年{what}{TITLE}（{month.range_text}）"


def _with_months(
    table: PrintTable, line: TimeLine, sheet: LedgerSheet, times: dict[int, RecordTime]
) -> PrintTable:
    """The table with nodes, lanes and months between the columns before them and the remarks."""
    place, year = len(line.columns), f"{sheet.month.year}年"
    months = [
        PrintColumn(f"{number}", _MONTH_MM, Align.CENTRE, f"{year}（月）", least_mm=_MONTH_MM)
        for number in range(1, 13)
    ]
    nodes = [_nodes(times[row.id]) for row in sheet.rows]
    # Of a ledger whose dates nobody has filled yet the column would be blank.
    has_nodes = int(any(nodes))
    inserted = [
        *[PrintColumn("时间节点", _NODES_MM, priority=3)] * has_nodes,
        PrintColumn(_LANES_TITLE, 8, Align.CENTRE, unbroken=True),
        *months,
    ]
    texts = iter(nodes)
    rows = []
    for row in table.rows:
        is_record = row.kind is RowKind.RECORD
        words = next(texts) if is_record else ""
        own = (*[words] * has_nodes, "\n".join(LANES) if is_record else "", *[""] * len(months))
        rows.append(PrintRow(row.kind, (*row.cells[:place], *own, *row.cells[place:]), row.lights))
    columns = (*table.columns[:place], *inserted, *table.columns[place:])
    return replace(table, columns=columns, rows=tuple(rows))


def _nodes(time: RecordTime) -> str:
    """「3月15日开工；5月入库；前期手续 7/9，未办结：环评、施工许可」, and what is missing.

    Which of the items was settled when is told by the signs.
    """
    said = [f"{_date_text(event.date)}{event.words}" for event in time.events if not event.is_item]
    if time.is_late:
        said.append(f"已过计划{STARTED}时间，未{STARTED}")
    if time.plan is None and time.actual is None:
        said.append("计划建设时间不在本年" if time.is_planned else "未填计划建设时间")
    settled, needed = time.items
    if needed:
        open_items = f"，未办结：{'、'.join(time.open_items)}" if time.open_items else ""
        said.append(f"前期手续 {settled}/{needed}{open_items}")
    return "；".join(said)


def _date_text(stored: str) -> str:
    """A date of the chart's year without the year: 「3月15日」, 「5月」, 「三季度」 as 「Q3」 is read."""
    rest = stored[5:]
    words = {
        "H1": "上半年",
        "H2": "下半年",
        **{f"Q{number}": f"{name}季度" for number, name in enumerate("一二三四", 1)},
    }
    if not rest or rest in words:
        return words.get(rest, "年内")
    month, _, day = rest.partition("-")
    return f"{int(month)}月{int(day)}日" if day else f"{int(month)}月"


def _word(value: object) -> str | None:
    return None if value is None else str(value)
