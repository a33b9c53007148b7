"""Attachments and site photos of one record: added, described and deleted, each as one action."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers import ATTACHMENT
from fgj_desktop.models.card_cells import CardModel, Place
from fgj_desktop.store.attachments import attachments_of, find_file, keep_content, keep_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.attachments import Kept
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.writes import Writes

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SHOWN = ("name", "taken_on", "note")
_SAID = 3
PICTURE = 0
"""The column of the small pictures; those of the file follow."""


class AttachmentTable(CardModel):
    """One row an attachment: its picture, then name, date and note, which can be edited."""

    def __init__(self, document: LedgerDocument, owner_ledger: Ledger) -> None:
        super().__init__(document, ATTACHMENT)
        self.owner_ledger = owner_ledger
        self.fields = [ATTACHMENT.fields_by_name[name] for name in _SHOWN]
        self._ids: list[int] = []

    # --- showing --------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the attachments of the record."""
        self._ids = self._fresh()
        for row in self.document.view(ATTACHMENT).rows(self._ids):
            self.keep(row, self.month)

    def _fresh(self) -> list[int]:
        if self.record is None:
            return []
        return attachments_of(self.document.store, self.owner_ledger, self.record)

    def shape_changes(self) -> bool:
        """Attachments come and go."""
        return self._fresh() != self._ids

    def place(self, row: int, column: int) -> Place | None:
        """Name, date and note of an attachment."""
        if column == PICTURE or self.record is None:
            return None
        return Place(ATTACHMENT, self._ids[row], self.fields[column - 1], self.month)

    def row_data(self, row: int) -> Row | None:
        """The attachment in a row."""
        return self.kept(self._ids[row], self.month)

    def value(self, row: int, name: str) -> str:
        """A value of the attachment in a row, as text; empty for none."""
        found = self.row_data(row)
        return "" if found is None or found.values.get(name) is None else str(found.values[name])

    def file(self, row: int) -> Path | None:
        """Where the file lies; None when it is no longer there."""
        return find_file(self.document.store.path, self.value(row, "digest"))

    # --- adding and deleting --------------------------------------------------------------------

    def add(self, sources: Sequence[Path]) -> list[str]:
        """Copy files beside the ledger and list them, as one action; says what was not added, and why."""
        makers = [lambda source=source: keep_file(self.document.store.path, source) for source in sources]
        return self._add(makers)

    def add_content(self, name: str, content: bytes) -> list[str]:
        """The same for a picture that was pasted."""
        return self._add([lambda: keep_content(self.document.store.path, name, content)])

    def _add(self, makers: Sequence[Callable[[], Kept]]) -> list[str]:
        if self.record is None or self.document.read_only:
            return []
        problems: list[str] = []
        kept: list[Kept] = []
        known = {self.value(row, "digest"): self.value(row, "name") for row in range(self.rowCount())}
        for make in makers:
            try:
                one = make()
            except FgjError as problem:
                problems.append(str(problem))
                continue
            if one.digest in known:
                problems.append(f"“{one.name}”与已有附件“{known[one.digest]}”内容相同，未重复添加。")
                continue
            known[one.digest] = one.name
            kept.append(one)
        if kept and not self._insert(kept):
            return []
        return _few(problems)

    def _insert(self, kept: Sequence[Kept]) -> bool:
        record, taken = self.record, {self.value(row, "name") for row in range(self.rowCount())}
        if record is None or self.document.read_only:
            return False

        def insert(writes: Writes) -> None:
            for one in kept:
                name = _free_name(one.name, taken)
                taken.add(name)
                values: dict[str, int | str] = {
                    "owner_ledger": self.owner_ledger.name,
                    "owner": record,
                    "name": name,
                    "category": one.category,
                    "size": one.size,
                    "digest": one.digest,
                }
                writes.insert(ATTACHMENT, values)

        label = f"添加附件：{kept[0].name}" if len(kept) == 1 else f"添加 {len(kept)} 个附件"
        return self.document.act(label, insert)

    def delete(self, rows: Sequence[int]) -> bool:
        """Take attachments off the list; their files stay, so that undo brings them back whole."""
        ids = [self._ids[row] for row in rows]
        if not ids or self.document.read_only:
            return False
        label = f"删除附件：{self.value(rows[0], 'name')}" if len(ids) == 1 else f"删除 {len(ids)} 个附件"
        return self.document.act(label, lambda writes: writes.delete(ATTACHMENT, ids))

    # --- what Qt asks ---------------------------------------------------------------------------

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return "" if section == PICTURE else self.fields[section - 1].title_for(self.month)
        return super().headerData(section, orientation, role)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many attachments."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """The picture and the columns of the file."""
        return 0 if parent.isValid() else 1 + len(self.fields)


def _free_name(name: str, taken: set[str]) -> str:
    """「照片（2）.jpg」 beside another file of the same name."""
    path, number, free = Path(name), 2, name
    while free in taken:
        free = f"{path.stem}（{number}）{path.suffix}"
        number += 1
    return free


def _few(problems: list[str]) -> list[str]:
    """The first sentences; a folder dropped file by file may bring hundreds."""
    if len(problems) <= _SAID:
        return problems
    return [*problems[:_SAID], f"另有 {len(problems) - _SAID} 个文件未添加。"]
