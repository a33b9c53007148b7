"""The card after an import: what went in, that her own file is untouched, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.errors import FgjError
from fgj_desktop.models.history_words import revert_groups, revert_summary
from fgj_desktop.views.file_dialogs import WORKBOOK_FILES, ask_save, remember_folder, remembered_folder
from fgj_desktop.views.messages import MessageCard, Offer, show_card

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fgj_desktop.exchange.importer import ImportResult
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.file_dialogs import Memory

_RECORDS_SHOWN = 6
UNTOUCHED = "原 Excel 文件未作任何改动。"


def show_result(host: QWidget, document: LedgerDocument, result: ImportResult, memory: Memory) -> MessageCard:
    """Tell in the corner of the window what an import did."""
    return ImportCard(host, document, result, memory).show()


class ImportCard:
    """Makes the card, and does what it offers."""

    def __init__(self, host: QWidget, document: LedgerDocument, result: ImportResult, memory: Memory) -> None:
        self._host = host
        self._document = document
        self._result = result
        self._memory = memory

    def show(self) -> MessageCard:
        """Show it, in place of an earlier card."""
        plan, change = self._result.plan, self._result.change
        title, _, rest = self._result.message.partition("。")
        lines = [f"{text}。" for text in rest.split("。") if text]
        if plan.marked:
            lines.append(f"{len(plan.marked)} 格内容不符，已保留原文并标出。")
        if plan.closed:
            lines.append(f"{len(plan.closed)} 格所在时期已锁定，未导入。")
        if plan.absent:
            lines.append(f"台账中有 {len(plan.absent)} 项不在表中，未作改动。")
        lines.append(UNTOUCHED)
        offers: list[Offer] = []
        if plan.refused:
            rows = bool(plan.refused_rows)
            offers.append(
                Offer("保存未导入的行…" if rows else "保存标出的行…", self._ask_where, closes=False)
            )
        if change is not None:
            offers.append(Offer("撤回本次导入", self._revert))
        card = show_card(
            self._host, f"{title}。", lines, offers, "good" if not plan.refused_rows else "warning"
        )
        if change is not None:
            self._close_when_undone(card, change.action)
        return card

    def _close_when_undone(self, card: MessageCard, action: int) -> None:
        """The card must not go on saying what is no longer so."""
        document = self._document

        def look(_change: object) -> None:
            entry = document.store.history(1, before=action + 1)[0]
            if entry.state != "done" or entry.reverted:
                card.dismiss()

        document.changed.connect(look)
        card.closed.connect(lambda: document.changed.disconnect(look))

    def _revert(self) -> None:
        change = self._result.change
        assert change is not None
        try:
            revert = self._document.store.revert(change.action)
        except FgjError as problem:
            show_card(self._host, "未能撤回", [str(problem)], tone="error")
            return
        groups = revert_groups(revert, self._document.store)
        if revert.reverted:
            # What went back as wished needs no list.
            groups = groups[1:]
        lines = [f"{title.partition(' ')[0]}：{_records(cells)}" for title, cells in groups]
        show_card(self._host, revert_summary(revert), lines, tone="good" if not revert.failed else "warning")

    def _ask_where(self) -> None:
        plan = self._result.plan
        name = Path(plan.tables[0].file).stem if plan.tables else "导入"
        folder = remembered_folder(self._memory, "import")
        ask_save(self._host, "保存未导入的行", folder / f"{name}未导入的行.xlsx", WORKBOOK_FILES, self._save)

    def _save(self, path: Path) -> None:
        from fgj_desktop.exchange.refused import save_refused

        try:
            count = save_refused(self._result.plan, path)
        except FgjError as problem:
            show_card(self._host, "未能保存", [str(problem)], tone="error")
            return
        remember_folder(self._memory, "import", path)
        text = f"已保存 {count} 行，每行前写明原因。改正后可再次导入。"
        show_card(self._host, text, [str(path)], tone="good")


def _records(cells: list[str]) -> str:
    """The records that cells in words belong to."""
    names = list(dict.fromkeys(cell.partition("\u3000")[0] for cell in cells))
    return "、".join(names[:_RECORDS_SHOWN]) + ("等" if len(names) > _RECORDS_SHOWN else "")
