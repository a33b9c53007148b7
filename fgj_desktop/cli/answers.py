"""Commands that answer from a file: ledgers, reminders, history, and undo."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import month_for, print_json, reading, writing
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import NAVIGATION, Field, Ledger
from fgj_desktop.ledgers.declaration import HALVES, Axis
from fgj_desktop.rules.reminder import Reminder, due_word
from fgj_desktop.rules.reminders import reminders_of
from fgj_desktop.rules.snoozes import SETTING, SILENCED, pending

if TYPE_CHECKING:
    import datetime
    from argparse import Namespace
    from collections.abc import Sequence

    from fgj_desktop.store.history_entry import Entry
    from fgj_desktop.store.revert import CellRef, Revert
    from fgj_desktop.store.store import Store

_URGENCIES = {1: "急", 2: "中", 3: "缓"}
_PAGE = 500
_NAMES_SHOWN = 5


def ledgers(options: Namespace) -> int:
    """List the ledgers and their columns; needs no file."""
    if options.json:
        print_json({"ledgers": [_ledger_json(ledger) for ledger in NAVIGATION]})
        return 0
    for ledger in NAVIGATION:
        print(f"{ledger.name}　{ledger.title}（{ledger.group}）")
        for field in ledger.fields:
            print(f"　{field.name}　{_plain_title(field)}　{field.column.filled_by.value}")
    return 0


def _ledger_json(ledger: Ledger) -> dict[str, Any]:
    return {
        "name": ledger.name,
        "title": ledger.title,
        "columns": [
            {
                "name": field.name,
                "title": _plain_title(field),
                "kind": type(field.column.kind).__name__.lower(),
                "per": field.column.per.value if isinstance(field.column.per, Axis) else None,
                "item": field.item,
                "filled_by": field.column.filled_by.value,
                "shown": field.column.shown,
            }
            for field in ledger.fields
        ],
    }


def _plain_title(field: Field) -> str:
    """The title whatever the period: 「年计划投资」, 「累计完成投资（纳统）」."""
    if field.item is not None:
        return HALVES.get(field.item, field.item) + field.column.title
    title = field.column.title.replace("至{previous_year}年底", "至上年底")
    for place in ("{year}年", "{range}", "{month}月"):
        title = title.replace(place, "")
    return title


def reminders(options: Namespace) -> int:
    """What to chase on a day, as of the last complete month with data before it."""
    with reading(options.file) as store:
        today: datetime.date = options.today or store.clock().date()
        month = month_for(store, None, today)
        settings = store.settings
        every = reminders_of(store, month, today)
        found = pending(every, settings.get(SETTING, {}), today, settings.get(SILENCED))
    if options.json:
        listed = [_reminder_json(one) for one in found]
        print_json({"today": today.isoformat(), "as_of": month.last_day.isoformat(), "reminders": listed})
        return 0
    for one in found:
        due = due_word(one.due, today)
        print(f"【{_URGENCIES[one.urgency]}】{one.title}{f'（{due}）' if due else ''}\n　{one.detail}")
    print(f"共 {len(found)} 条（报告期 {month.title}）")
    return 0


def _reminder_json(one: Reminder) -> dict[str, Any]:
    return {
        "kind": one.kind.name.lower(),
        "heading": one.kind.value,
        "urgency": int(one.urgency),
        "title": one.title,
        "detail": one.detail,
        "ledger": one.ledger,
        "records": len(one.records),
        "due": one.due.isoformat() if one.due else None,
    }


def history(options: Namespace) -> int:
    """Everything that was done, the newest first."""
    with reading(options.file) as store:
        entries = _all_entries(store)
    if options.json:
        print_json({"history": [_entry_json(entry) for entry in entries]})
        return 0
    for entry in entries:
        state = "（已撤销）" if entry.state == "undone" or entry.reverted else ""
        print(f"{entry.id}　{entry.at.replace('T', ' ')}　{entry.user}　{entry.label}{state}")
    if not entries:
        print("还没有操作。")
    return 0


def _all_entries(store: Store) -> list[Entry]:
    entries: list[Entry] = []
    while page := store.history(_PAGE, before=entries[-1].id if entries else None):
        entries += page
    return entries


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at,
        "user": entry.user,
        "label": entry.label,
        "kind": entry.kind,
        "state": entry.state,
        "reverted": entry.reverted,
    }


def undo(options: Namespace) -> int:
    """Take back the newest action, or revert an older one as far as nothing was changed since."""
    with writing(options.file) as store:
        if options.action is None:
            label = store.undo_label()
            if store.undo() is None:
                raise UserError("没有可以撤销的操作。")
            lines, document = [f"已撤销：{label}。"], {"label": label}
        else:
            revert = store.revert(_revertable(store, options.action))
            lines, document = _revert_lines(store, revert), _revert_json(revert)
    if options.json:
        print_json(document)
    else:
        print("\n".join(lines))
    return 0


def _revertable(store: Store, action: int) -> int:
    entry = next(iter(store.history(1, before=action + 1)), None)
    if entry is None or entry.id != action:
        raise UserError(f"没有编号为 {action} 的操作，未作改动。编号见 history。")
    if entry.state == "undone" or entry.reverted:
        raise UserError(f"“{entry.label}”已经撤销过，未作改动。")
    return action


def _revert_lines(store: Store, revert: Revert) -> list[str]:
    """The three groups in words."""
    kept = f"其中 {revert.kept_records} 项在其后又改过，予以保留。" if revert.kept else ""
    lines = [f"已撤销：{revert.label}。{kept}"]
    for title, cells in (
        ("已撤回", revert.reverted),
        ("其后改过，保留", revert.kept),
        ("未能撤回", revert.failed),
    ):
        if cells:
            lines.append(f"{title}：{len(cells)} 处{_records_of(store, cells)}")
    return lines


def _records_of(store: Store, cells: Sequence[CellRef]) -> str:
    """The first records meant, those of most cells first; records that are gone have no name."""
    links = store.links()
    counts = Counter(links.label(cell.ledger, cell.record) for cell in cells)
    names = [name for name, _ in counts.most_common() if name]
    if not names:
        return ""
    return f"（{'、'.join(names[:_NAMES_SHOWN])}{'等' if len(names) > _NAMES_SHOWN else ''}）"


def _revert_json(revert: Revert) -> dict[str, Any]:
    def listed(cells: Sequence[CellRef]) -> list[dict[str, Any]]:
        return [
            {
                "ledger": cell.ledger,
                "record": str(cell.record),
                "key": cell.key,
                "column": cell.column,
                "reason": cell.reason,
            }
            for cell in cells
        ]

    return {
        "label": revert.label,
        "reverted": listed(revert.reverted),
        "kept": listed(revert.kept),
        "failed": listed(revert.failed),
    }
