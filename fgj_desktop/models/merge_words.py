"""A merge in words: cells with their columns and periods, what either file holds, ledger by ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.models.history_words import (
    ASPECTS,
    column_words,
    key_words,
    on_top_text,
    period_words,
    value_words,
)

if TYPE_CHECKING:
    from fgj_desktop.exchange.merging import Merging
    from fgj_desktop.ledgers import Column
    from fgj_desktop.ledgers.values import Context, Links
    from fgj_desktop.store.cell_state import CellState
    from fgj_desktop.store.merge_parts import LedgerMerge, MergeCell

NOTHING = "（空）"


@dataclass(frozen=True, slots=True)
class MergeWords:
    """One cell that the files hold differently, ready to be shown."""

    ledger: str
    record: str
    column: str
    period: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class _BothLinks:
    """The names of records of either file: what is new there has no name here yet."""

    ours: Links
    theirs: Links

    def find(self, ledger: str, text: str) -> int | None:
        return self.ours.find(ledger, text)

    def label(self, ledger: str, record: int) -> str:
        return self.ours.label(ledger, record) or self.theirs.label(ledger, record)


def merge_context(merging: Merging) -> Context:
    """How cells of both files are shown."""
    links = _BothLinks(merging.store.links(), merging.other.links())
    return replace(merging.store.context(), links=links)


def merge_words(cell: MergeCell, merging: Merging, context: Context) -> MergeWords:
    """A cell in the words of the grid."""
    ledger = merging.store.ledgers[cell.ledger]
    record = cell.label or f"（未填{ledger.record_title}名称）"
    if cell.aspect == "entry":
        here, there = ("有" if one.value else "无" for one in (cell.ours, cell.theirs))
        return MergeWords(
            ledger.title,
            record,
            "本期记录",
            key_words(cell.key) if cell.key[:4].isdigit() else cell.key,
            here,
            there,
        )
    column = ledger.by_name[cell.column]
    title, period = column_words(column, cell.key), period_words(column, cell.key)
    if cell.aspect != "content":
        texts = [on_top_text(cell.aspect, getattr(one, cell.aspect)) for one in (cell.ours, cell.theirs)]
        title = f"{title}的{ASPECTS[cell.aspect]}"
    else:
        texts = [_content(column, one, context) for one in (cell.ours, cell.theirs)]
    ours, theirs = (text or NOTHING for text in texts)
    return MergeWords(ledger.title, record, title, period, ours, theirs)


def _content(column: Column, state: CellState, context: Context) -> str:
    text = value_words(column, state.content, context)
    return f"{text}（原因说明：{state.answer}）" if state.answer else text


def part_counts(part: LedgerMerge) -> tuple[int, int, int, int, int]:
    """新增、修改、冲突、对方已删除、相同 of a ledger."""
    return (
        len(part.added),
        len(part.taken),
        len(part.conflicts),
        len(part.deleted) + len(part.revived),
        part.alike,
    )


def past_words(merging: Merging) -> str:
    """Whether the files have a past in common, and what that means for the clerk."""
    merge = merging.merge
    if merge is not None and merge.common:
        return "两个文件出自同一份台账，按各自此后的修改逐格并入；双方都改过的单元格列为冲突。"
    return "两个文件不是出自同一份台账：名称、代码相同的记录视为同一项；内容不同的单元格列为冲突。"
