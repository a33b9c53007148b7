"""The scene of merging: the dialog over the window, with a made-up colleague's copy of the shown file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.ledgers.kinds import LongText
from fgj_desktop.store.backup import make_backup
from fgj_desktop.store.store import Store
from fgj_desktop.views.merge_dialog import MergeDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.views.main_window import MainWindow


def merging(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """What is said of a copy in which texts and records changed, some of them here as well."""
    document = window.document
    store, ledger = document.store, window.pane.ledger
    column = next(one for one in ledger.columns if one.reported and isinstance(one.kind, LongText))
    records = store.view(ledger, document.month).ids()[:6]
    with tempfile.TemporaryDirectory() as folder:
        made = make_backup(store.connection, Path(folder), "李四的台账", store.clock())
        with Store.open(made.path, store.rules, clock=store.clock) as other:
            with other.action("修改") as writes:
                for record in records:
                    writes.set(ledger, record, column.name, document.month, "主体结构封顶，正在安装管线")
                writes.insert(ledger, {ledger.name_column: "乐园镇卫生院扩建项目"}, document.month)
            another = next(
                one for one in NAVIGATION if one is not ledger and one.register and store.size(one)
            )
            with other.action("删除") as writes:
                writes.delete(another, other.view(another, document.month).ids()[:1])
        with store.action("修改") as writes:
            for record in records[:3]:
                writes.set(ledger, record, column.name, document.month, "完成主体施工的八成")
        dialog = MergeDialog(document, window.memory)
        dialog.start(made.path)
        wait = QEventLoop()
        dialog.reading.finished.connect(wait.quit)
        dialog.reading.failed.connect(wait.quit)
        wait.exec()
        for fold in map(dialog.folds.fold, dialog.folds.names()):
            if fold is not None:
                fold.open()
        yield "merge", dialog
        dialog.reject()
        store.undo()
