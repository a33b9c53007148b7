"""A cell's past in words, and putting a value of it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis, Carry, Field
from fgj_desktop.ledgers.kinds import Link
from fgj_desktop.models.history_words import (
    column_words,
    on_top_words,
    period_words,
    state_words,
    value_words,
    way_words,
)
from fgj_desktop.models.moments import moment_words
from fgj_desktop.store.asof import carried_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Column, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.cell_history import CellVersion


@dataclass(frozen=True, slots=True)
class VersionWords:
    """One version of a cell, ready to be shown."""

    version: CellVersion
    period: str
    value: str
    on_top: str
    """Note, colour and answer that it has besides."""
    moment: str
    user: str
    way: str
    state: str
    is_shown: bool
    """Whether the grid shows this value now."""


@dataclass(frozen=True, slots=True)
class CellPast:
    """A cell's versions, its own period first, each period newest first."""

    title: str
    note: str
    lines: tuple[VersionWords, ...]
    align: str = "left"


def cell_past(document: LedgerDocument, ledger: Ledger, record: int, field: str) -> CellPast:
    """What is known of a cell as of the document's period."""
    found = ledger.fields_by_name[field]
    title = found.title_for(document.month, short=True)
    computed = found.column.computed
    if computed is not None and computed.writes is None:
        return CellPast(title, f"“{title}”由程序计算，没有自己的历史。可以查看它所依据的各列。", ())
    with document.reading():
        versions = document.store.cell_history(ledger, record, field, document.month)
    kept = found if computed is None else Field(ledger.by_name[computed.writes or ""])
    column, own = kept.column, _own_key(document, kept)
    shown = _shown_key(document, column, own, versions)
    lines = _lines(document, column, versions, shown)
    note = _note(kept, document.month, lines, own, shown, through=computed is not None)
    return CellPast(title, note, lines, column.kind.align)


def _lines(
    document: LedgerDocument, column: Column, versions: Sequence[CellVersion], shown: str | None
) -> tuple[VersionWords, ...]:
    context, today = document.context(), document.today()
    newest_first = sorted(versions, key=lambda one: (one.key, one.entry.id), reverse=True)
    return tuple(
        VersionWords(
            one,
            period_words(column, one.key),
            value_words(column, one.after.content, context),
            on_top_words(one.after.on_top),
            moment_words(one.entry.at, today),
            one.entry.user,
            # Of the one cell whose history this is: its title need not be said again.
            way_words(one.entry).removesuffix(f"：{column_words(column, one.key)}"),
            state_words(one.entry),
            is_shown=one.is_newest and one.key == shown,
        )
        for one in newest_first
    )


def _own_key(document: LedgerDocument, field: Field) -> str | None:
    return field.key_for(document.month) if isinstance(field.column.per, Axis) else None


def _shown_key(
    document: LedgerDocument, column: Column, own: str | None, versions: Sequence[CellVersion]
) -> str | None:
    """The entry that gives the value shown in the grid; None when nothing is shown."""
    for one in reversed(versions):
        if not one.is_newest:
            continue
        if own is None or one.key == own:
            if one.after.content is not None or own is None or column.carries is Carry.NONE:
                return one.key
        elif column.carries is Carry.NONE or one.key < carried_from(column.carries, document.month):
            return None
        elif isinstance(one.after.content, int | str):
            return one.key
    return own


def _note(
    field: Field,
    month: Month,
    lines: Sequence[VersionWords],
    own: str | None,
    shown: str | None,
    *,
    through: bool,
) -> str:
    said = []
    if through:
        said.append(f"由“{field.title_for(month, short=True)}”算出，以下是该列的历史。")
    if not lines:
        said.append("此格还没有录入过。")
    elif own is not None and shown is not None and shown != own:
        said.append(f"本期未录入，沿用{period_words(field.column, shown)}的值。")
    return "".join(said)


def restored_elsewhere(document: LedgerDocument, ledger: Ledger, version: CellVersion) -> str:
    """The period that restoring a version would change, when it is not the one shown; else empty."""
    column = ledger.by_name[version.column]
    own = _own_key(document, Field(column, column.item_of(version.key)))
    return "" if own is None or own == version.key else period_words(column, version.key)


def restore_version(document: LedgerDocument, ledger: Ledger, record: int, version: CellVersion) -> str:
    """Write a version's value back as a new action; what was done or why not, as a sentence."""
    on_top = version.after.on_top if version.before.on_top != version.after.on_top else None
    return restore_cell(
        document, ledger, record, version.column, version.key, version.after.content, on_top=on_top
    )


def restore_cell(
    document: LedgerDocument,
    ledger: Ledger,
    record: int,
    column_name: str,
    key: str,
    value: Parsed,
    *,
    on_top: Mapping[str, str] | None = None,
) -> str:
    """Write what a cell held back into the entry it belongs to; a sentence on what was done or why not."""
    column = ledger.by_name[column_name]
    title = column_words(column, key)
    if document.read_only:
        return "台账以只读方式打开，不能修改。"
    if not document.store.has_record(ledger, record):
        return f"这个{ledger.record_title}已删除，未作改动。请先在历史记录中撤销删除它的操作。"
    words = value_words(column, value, document.context())
    if isinstance(column.kind, Link) and value is not None and not words:
        return f"“{title}”原来所指的记录已删除，未作改动。请先在历史记录中撤销删除它的操作。"
    before = document.store.action_count()
    done = document.act(
        f"恢复旧值：{title}",
        lambda writes: writes.restore(ledger, record, column_name, key, value, on_top),
        kind="restore",
    )
    if not done:
        return ""
    if document.store.action_count() == before:
        return f"“{title}”现在就是这个值，未作改动。"
    period = period_words(column, key)
    place = f"{title}（{period}）" if period else title
    return f"已恢复：{place}　{words or '空白'}。可按 Ctrl+Z 撤销。"


def last_change_words(document: LedgerDocument, ledger: Ledger, record: int, field: str) -> str:
    """「上次修改：9月30日 14:32　张三　3,200 → 3,900」 of a cell that was changed since it was filled; else empty."""
    with document.reading():
        version = document.store.last_cell_change(ledger, record, field, document.month)
    if version is None or version.before.content is None or version.before.content == version.after.content:
        return ""
    column, context = ledger.by_name[version.column], document.context()
    before, after = (
        _short(value_words(column, state.content, context)) for state in (version.before, version.after)
    )
    entry = version.entry
    who = "　".join(part for part in (moment_words(entry.at, document.today()), entry.user) if part)
    return f"上次修改：{who}　{before} → {after or '空白'}"


_SHORT = 20


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[:_SHORT] + "…"
