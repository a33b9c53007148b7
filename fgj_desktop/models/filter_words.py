"""What is filtered by, in words: for the chips above the rows, and for the notes of prints and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Link, LinkList
from fgj_desktop.models.chips import ALL
from fgj_desktop.models.filter_conditions import condition_named, condition_texts
from fgj_desktop.models.value_list import BLANK

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.values import Context, Value
    from fgj_desktop.models.choice import Choice
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.filters import ColumnFilter

_NAMED = 3
"""Values named at most; of more the count is told."""


def column_words(document: LedgerDocument, ledger: Ledger, one: ColumnFilter) -> tuple[str, str]:
    """The column's title and what is asked of it: 责任单位, 区水务局."""
    field, context = ledger.fields_by_name[one.field], document.context()
    title = field.title_for(document.month, short=True)
    if one.how == "picked":
        return title, _named(field, one, context)
    if one.how == "left_out":
        return title, f"除{_named(field, one, context)}外"
    if one.how == "finds":
        return title, f"含“{one.values[0]}”"
    condition = condition_named(field, one.how)
    texts = condition_texts(field, one, context)
    told = condition.title if condition is not None else ""
    if one.how in ("largest", "smallest"):
        return title, f"{told[:-2]} {texts[0]} {ledger.measure_word}"
    return title, f"{told} {'—'.join(texts)}".strip()


def filter_words(document: LedgerDocument, ledger: Ledger, choice: Choice) -> str:
    """All that narrows the rows, for a sheet or a chart: 落后时间进度；责任单位＝区水务局."""
    parts = [] if choice.chip == ALL else [choice.chip.title]
    if choice.only is not None:
        parts.append(choice.only.words)
    if choice.search.strip():
        parts.append(f"含“{choice.search.strip()}”")
    for one in choice.columns:
        title, words = column_words(document, ledger, one)
        parts.append(f"{title}{'＝' if one.how == 'picked' else ' '}{words}")
    return "；".join(parts)


def _named(field: Field, one: ColumnFilter, context: Context) -> str:
    texts = list(dict.fromkeys([*(_text(field, value, context) for value in one.values), *one.marks]))
    if len(texts) > _NAMED:
        return f"{'、'.join(texts[:_NAMED])}等 {len(texts)} 个值"
    return "、".join(texts)


def _text(field: Field, value: Value, context: Context) -> str:
    kind = field.column.kind
    if value is None:
        return BLANK
    if isinstance(kind, Link | LinkList):
        return context.links.label(kind.ledger, int(value)) or "（已删除）"
    return kind.text(value, context) or BLANK
