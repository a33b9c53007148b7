"""The history in words: an action's cells with their columns, periods and values as they were shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.cell_colours import COLOUR_TITLES
from fgj_desktop.ledgers.declaration import HALVES, Column, Field, Items
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.models.moments import moment_words

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from fgj_desktop.ledgers.values import Context, Parsed
    from fgj_desktop.store.cell_changes import CellChange
    from fgj_desktop.store.history_entry import Entry
    from fgj_desktop.store.revert import CellRef, Revert
    from fgj_desktop.store.store import Store

_GROUPS_SHOWN = 12
ASPECTS = {"note": "批注", "colour": "颜色", "answer": "原因说明"}
ASPECT_WORDS = tuple(ASPECTS.values())


@dataclass(frozen=True, slots=True)
class CellWords:
    """One changed cell, ready to be shown."""

    record: str
    column: str
    period: str
    before: str
    after: str


def cell_words(change: CellChange, context: Context) -> CellWords:
    """A changed cell in the words of the grid."""
    ledger = ledger_named(change.ledger)
    column = ledger.by_name.get(change.column)
    record = change.record_label or f"（未填{ledger.record_title}名称）"
    if column is None:
        return CellWords(record, "", "", "", "")
    title = column_words(column, change.key)
    if change.aspect == "content":
        before, after = (value_words(column, value, context) for value in (change.before, change.after))
    else:
        title = f"{title}的{ASPECTS[change.aspect]}"
        before, after = (on_top_text(change.aspect, value) for value in (change.before, change.after))
    return CellWords(record, title, period_words(column, change.key), before, after)


def column_words(column: Column, key: str) -> str:
    """The column's title without its notes; of an item axis or a half-month with the item or the half."""
    field, month = Field(column, column.item_of(key)), _month(key)
    return field.timeless_title if month is None else field.title_for(month, short=True)


def period_words(column: Column, key: str) -> str:
    """「2021年9月」, 「2021年9月上半月」, 「2021年」, or nothing for what does not change with time."""
    return "" if isinstance(column.per, Items) or not key else key_words(key)


def key_words(key: str) -> str:
    """The same of the key of a period."""
    year, _, rest = key.partition("-")
    return f"{year}年{int(rest[:2])}月{HALVES.get(rest[3:], '')}" if rest else f"{year}年"


def _month(key: str) -> Month | None:
    year, _, rest = key.partition("-")
    if not year.isdigit():
        return None
    return Month(int(year), int(rest[:2]) if rest[:2].isdigit() else 12)


def value_words(column: Column, held: Parsed, context: Context) -> str:
    """What a cell held, as it was shown."""
    if isinstance(held, Misfit):
        return held.text
    return DASH.value if held is DASH else column.kind.text(held, context)


def on_top_words(on_top: Mapping[str, str]) -> str:
    """「批注：待核实」 and what else is on a cell."""
    return "；".join(f"{ASPECTS[name]}：{on_top_text(name, text)}" for name, text in on_top.items() if text)


def on_top_text(aspect: str, value: object) -> str:
    """A note or an answer as it is, a colour by its word."""
    text = str(value or "")
    return COLOUR_TITLES.get(text, text) if aspect == "colour" else text


def way_words(entry: Entry) -> str:
    """How a value came: 录入, 导入《…》, 撤销：…."""
    if entry.kind == "undo":
        return f"撤销：{entry.label}"
    if entry.kind == "redo":
        return f"恢复：{entry.label}"
    typed = entry.kind == "edit" and entry.label.startswith("修改") and "：" in entry.label
    return "录入" if typed else entry.label


def who_words(entry: Entry, today: datetime.date) -> str:
    """「9月30日 14:32　张三」."""
    return "　".join(part for part in (moment_words(entry.at, today), entry.user) if part)


def state_words(entry: Entry) -> str:
    """What became of an action."""
    if entry.state == "undone":
        return "已撤销"
    return "已被撤销" if entry.reverted else ""


def revert_summary(revert: Revert) -> str:
    """What a revert did, in one sentence (message 16)."""
    said = f"已撤销：{revert.label}。"
    if revert.kept:
        said += f"其中 {revert.kept_records} 项在此后又改过，予以保留。"
    if revert.failed:
        said += f"{len(revert.failed)} 处未能撤回。"
    return said


def revert_groups(revert: Revert, store: Store) -> list[tuple[str, list[str]]]:
    """已撤回, 其后改过，保留, 未能撤回: the latter two with their cells in words, the first of many."""
    groups = (("已撤回", revert.reverted), ("其后改过，保留", revert.kept), ("未能撤回", revert.failed))
    return [
        (f"{title} {len(cells):,} 处", [] if cells is revert.reverted else _listed(cells, store))
        for title, cells in groups
        if cells
    ]


def _listed(cells: list[CellRef], store: Store) -> list[str]:
    lines = [_place(one, store) for one in cells[:_GROUPS_SHOWN]]
    rest = len(cells) - len(lines)
    return [*lines, f"……另有 {rest} 处"] if rest else lines


_REASONS = {"deleted": "记录已删除", "linked": "仍被使用", "exists": "已存在"}


def place_words(one: CellRef, store: Store) -> str:
    """Where a cell of a revert is, with the reason why it stays if it is not that it was edited."""
    reason = _REASONS.get(one.reason, "")
    return _place(one, store) + (f"：{reason}" if reason else "")


def _place(one: CellRef, store: Store) -> str:
    ledger = ledger_named(one.ledger)
    label = store.links().label(one.ledger, one.record) or f"（已删除的{ledger.record_title}）"
    column = ledger.by_name.get(one.column or "")
    if column is None:
        return label
    period = period_words(column, one.key)
    return f"{label}　{column_words(column, one.key)}" + (f"（{period}）" if period else "")
