"""Writes forms one a turn of the event loop, then the notice, then registers the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fgj_desktop.documents.form_notice import notice_document
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.form_sending import record_sending, sent_words
from fgj_desktop.exchange.form_writer import writing_forms
from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.ledgers.report_round import WHOLE_TABLE
from fgj_desktop.rules.form_notice import notice_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fgj_desktop.exchange.form_sending import Sending
    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow


class FormWriting(QObject):
    """``stepped`` tells how many forms are written, ``ended`` the round's record (0 for none) and what came of it."""

    stepped = Signal(int, int)
    ended = Signal(object, str)

    def __init__(
        self, window: MainWindow, sending: Sending, folder: Path, *, notice: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._sending = sending
        self._folder = folder
        self._wants_notice = notice
        self._steps: Iterator[Path] = writing_forms(sending.forms, folder)
        self._written: list[Path] = []
        self._stopped = False

    def start(self) -> None:
        """Begin in the next turn."""
        QTimer.singleShot(0, self, self._step)

    def stop(self) -> None:
        """Write no further form; nothing is registered."""
        self._stopped = True

    def _step(self) -> None:
        total = len(self._sending.forms)
        if self._stopped:
            words = f"已停止：写好填报表 {len(self._written)} 份，共 {total} 份，未登记发放。"
            self.ended.emit(0, words)
            return
        try:
            written = next(self._steps, None)
        except FgjError as problem:
            self.ended.emit(0, f"{problem}未登记发放。")
            return
        if written is None:
            self._finish()
            return
        self._written.append(written)
        self.stepped.emit(len(self._written), total)
        QTimer.singleShot(0, self, self._step)

    def _finish(self) -> None:
        try:
            notice = self._write_notice() if self._wants_notice else None
        except FgjError as problem:
            self.ended.emit(0, f"{problem}未登记发放。")
            return
        made: list[int] = []

        def write(writes: Writes) -> None:
            record = record_sending(self._window.document.store, writes, self._sending, self._folder)
            if notice is not None:
                writes.put(REPORT_ROUND, record, None, {"notice_file": str(notice)})
            made.append(record)

        if self._window.document.act(self._sending.label, write):
            also = f"通知：“{notice.name}”。" if notice is not None else ""
            self.ended.emit(made[0], sent_words(self._sending, self._folder, self._written) + also)
        else:
            self.ended.emit(0, "填报表已写出，未能登记发放，台账未作改动。")

    def _write_notice(self) -> Path:
        """Write the notice beside the forms; one that is there already is never written over."""
        notice = notice_of(
            self._sending.whole, self._window.document.today(), whole=self._sending.mode == WHOLE_TABLE
        )
        data = word_bytes(notice_document(notice))
        path, number = self._folder / f"{notice.title}.docx", 1
        while path.exists():
            number += 1
            path = self._folder / f"{notice.title}（{number}）.docx"
        write_whole(path, lambda part: _write(part, data))
        return path


def _write(part: Path, data: bytes) -> None:
    part.write_bytes(data)
