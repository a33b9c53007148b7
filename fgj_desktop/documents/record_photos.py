"""The photos of a record and the names of its other attachments, for its sheet (一项一档)."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.documents.record_sheet import Fact, Facts, Part, Photo, Photos
from fgj_desktop.ledgers import ATTACHMENT
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.store.attachments import PHOTO, attachments_of, find_file

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

MOST_PHOTOS = 4
_ATTACHED = "附件"


def photos_of(store: Store, ledger: Ledger, record: int, month: Month) -> list[Part]:
    """The newest photos of a record with note and date, and the names of its other attachments."""
    if ATTACHMENT.name not in store.ledgers:
        return []
    ids = attachments_of(store, ledger, record)
    if not ids:
        return []
    context = store.context(month)
    rows = store.view(ATTACHMENT, month).rows(ids)
    photos = [row for row in rows if row.values.get("category") == PHOTO]
    photos.sort(key=lambda row: (str(row.values.get("taken_on") or ""), row.id))
    parts: list[Part] = []
    if photos:
        shown = tuple(_photo(store, row, context) for row in photos[-MOST_PHOTOS:])
        left = len(photos) - len(shown)
        parts.append(Photos(PHOTO, shown, f"另有较早的照片 {left} 张，未打印。" if left else ""))
    others = [_words(row, context) for row in rows if row not in photos]
    if others:
        parts.append(Facts(_ATTACHED, (Fact(_ATTACHED, "\n".join(others), wide=True),)))
    return parts


def _photo(store: Store, row: Row, context: Context) -> Photo:
    name, note, day = (_shown(row, field, context) for field in ("name", "note", "taken_on"))
    caption = "　".join(text for text in (note or PurePath(name).stem, day) if text)
    return Photo(find_file(store.path, str(row.values.get("digest") or "")), name, caption)


def _words(row: Row, context: Context) -> str:
    name, note = _shown(row, "name", context), _shown(row, "note", context)
    return f"{name}（{note}）" if note else name


def _shown(row: Row, field: str, context: Context) -> str:
    return " ".join(cell_text(ATTACHMENT.fields_by_name[field], row, context).split())
