"""What is done with cells of the 评分表: typing, filling, copying, pasting, clearing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QMenu

from fgj_desktop.errors import FgjError
from fgj_desktop.models.score_edit import Place, Written, write_texts
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.ledger_pane import READ_ONLY
from fgj_desktop.views.pane_clipboard import read_clipboard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.models.block import Block
    from fgj_desktop.views.cell_notice import CellNotice
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.score_page import ScorePage

_SEVERAL_BLOCKS = "所选区域不相连，未复制。请选择一块相连的区域。"


class ScoreCells(QObject):
    """The gestures of one page's grid; each is one action."""

    def __init__(self, window: MainWindow, page: ScorePage) -> None:
        super().__init__(page)
        self._window = window
        self._page = page
        self._grid, self._table = page.grid, page.table
        self._table.store = self._typed
        self._grid.fill = self._fill
        self._grid.command_requested.connect(self._do)
        self._grid.typing_refused.connect(self._refuse)
        self._grid.cell_menu_requested.connect(lambda place: self.menu().popup(place))

    @cached_property
    def notice(self) -> CellNotice:
        """The sentence beside a cell, made when there is first something to say."""
        from fgj_desktop.views.cell_notice import CellNotice

        return CellNotice(self._grid)

    def _do(self, name: str) -> None:
        """A key of the grid that is a command of the window where rows are shown."""
        deed = {"copy": self.copy, "cut": self.cut, "paste": self.paste, "clear": self.clear}.get(name)
        if deed is not None:
            deed()

    def menu(self) -> QMenu:
        """What a right click on a cell offers; gone once it is closed."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        writable = not self._window.document.read_only
        for title, deed, changes in (
            ("剪切\tCtrl+X", self.cut, True),
            ("复制\tCtrl+C", self.copy, False),
            ("粘贴\tCtrl+V", self.paste, True),
            ("清除\tDel", self.clear, True),
        ):
            menu.addAction(title, deed).setEnabled(writable or not changes)
        menu.addSeparator()
        index = self._grid.currentIndex()
        menu.addAction("打开明细", lambda: self._page.open_rows(index))
        return menu

    # --- writing --------------------------------------------------------------------------------

    def _store(self, verb: str, texts: Mapping[Place, str], kind: str = "edit") -> Written | None:
        if self._window.document.read_only:
            self._window.say(READ_ONLY)
            return None
        done = write_texts(self._table, verb, texts, kind=kind)
        if done is not None:
            self._page.finish()
        return done

    def _typed(self, texts: dict[Place, str]) -> bool:
        if self._store("评分", texts) is None:
            return False
        (here,) = texts
        cell = self._table.cell(*here)
        if cell.error:
            self.notice.say(self._table.index(*here), cell.error, "error")
        elif "notice" in self.__dict__:
            self.notice.forget()
        return True

    def _fill(self, text: str) -> bool:
        texts = dict.fromkeys(self._selected(), text)
        done = self._store("填入", texts)
        if done is not None:
            self._window.say(done.sentence("填入"))
        return done is not None

    def clear(self) -> None:
        """Empty the selected scores."""
        texts = {place: "" for place in self._selected() if self._table.takes_score(*place)}
        if texts:
            self._store("清除", texts)

    def _selected(self) -> list[Place]:
        blocks = self._grid.selected_blocks()
        return list(
            dict.fromkeys((at, column) for one in blocks for at in one.rows for column in one.columns)
        )

    # --- the clipboard --------------------------------------------------------------------------

    def copy(self) -> bool:
        """Put the selected cells on the clipboard, as they are read; 未评 is empty."""
        blocks = self._grid.selected_blocks()
        if len(blocks) != 1:
            self._window.say(_SEVERAL_BLOCKS)
            return False
        (block,) = blocks
        copy_table([[self._copied(at, column) for column in block.columns] for at in block.rows])
        return True

    def _copied(self, at: int, column: int) -> str:
        if self._table.indicator(at) is not None and self._table.town(column) is not None:
            return self._table.edit_text(at, column)
        return self._table.cell(at, column).text

    def cut(self) -> None:
        """Copy, then empty the scores."""
        if self._window.document.read_only:
            self._window.say(READ_ONLY)
        elif self.copy():
            self.clear()

    def paste(self) -> None:
        """Write what is on the clipboard from the current cell on; one cell fills all that are selected."""
        if not self._grid.finish_editing():
            return
        try:
            held = read_clipboard()
        except FgjError as problem:
            self._window.say(str(problem))
            return
        blocks = self._grid.selected_blocks()
        if not held or not blocks:
            self._window.say("剪贴板中没有可粘贴的内容。")
            return
        texts = self._laid([[one.text for one in line] for line in held], blocks)
        done = self._store("粘贴", texts, "paste")
        if done is not None and (len(texts) > 1 or done.refused or done.misfits):
            self._window.say(done.sentence("粘贴"))

    def _laid(self, lines: Sequence[Sequence[str]], blocks: Sequence[Block]) -> dict[Place, str]:
        """Where each text goes; what would lie beyond the table is among the refused."""
        if len(lines) == len(lines[0]) == 1:
            return dict.fromkeys(self._selected(), lines[0][0])
        top, left = blocks[0].top, blocks[0].left
        return {
            (top + down, left + right): text
            for down, line in enumerate(lines)
            for right, text in enumerate(line)
        }

    def _refuse(self, index: QModelIndex) -> None:
        if self._window.document.read_only:
            self._window.say(READ_ONLY)
        elif index.isValid():
            said = self._why_not(index)
            self.notice.say(index, said, "warning")

    def _why_not(self, index: QModelIndex) -> str:
        if self._table.indicator(index.row()) is None:
            return f"“{self._table.cell(index.row(), 1).text}”由程序计算，不能直接修改。"
        if self._table.town(index.column()) is None:
            return "指标在“指标与分值”中修改，双击可打开。"
        return "这项指标不适用于这个镇办。"
