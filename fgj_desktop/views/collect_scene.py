"""The scene of 收表汇总: made-up returns of a half-month, some clean, some with questions; everything is taken back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.form_marks import FORM_SHEET, KEYS_WORD
from fgj_desktop.exchange.form_sending import plan_sending, send
from fgj_desktop.exchange.return_reader import read_returns
from fgj_desktop.ledgers import URBAN_TASK
from fgj_desktop.ledgers.report_round import BY_UNIT
from fgj_desktop.views.collect_dialog import CollectDialog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.views.main_window import MainWindow

_TEXT = "完成农业转移人口市民化专题调研，形成调研报告初稿，已征求成员单位意见。"
_OTHER = "完成农业转移人口市民化专题调研，调研报告已报区政府，正在研究配套措施。"
_RETURNS = 7
_LOCKED, _TWICE = 1, 2
"""Which return touches a locked column, and which comes in two versions."""


def collecting(window: MainWindow, period: ReportPeriod) -> Iterator[tuple[str, QWidget]]:
    """What is asked about a folder of returns, at the unit with two versions."""
    from fgj_desktop.rules.rounds import round_of

    store = window.document.store
    try:
        sending = plan_sending(store, URBAN_TASK, period, mode=BY_UNIT)
    except UserError:
        # A file without tasks has nothing to collect.
        return
    with tempfile.TemporaryDirectory() as name:
        forms, returns = Path(name) / "发出", Path(name) / "收到"
        forms.mkdir()
        returns.mkdir()
        sent = send(store, sending, forms)
        _fill(sent.paths, returns, period.half)
        info = round_of(store, URBAN_TASK, period)
        assert info is not None
        dialog = CollectDialog(window, info)
        dialog.resize(window.width() - 40, window.height() - 60)
        dialog.show()
        yield "collect-folder", dialog
        dialog.take(read_returns(returns))
        yield "collect-returns", dialog
        fold = dialog.units.folds.fold("UNRECOGNISED")
        if fold is not None:
            fold.open()
        dialog.units.table.setCurrentCell(1, 0)
        yield "collect-versions", dialog
        dialog.close()
        dialog.deleteLater()
        store.undo()


def _fill(forms: Sequence[Path], folder: Path, half: str) -> None:
    """Returns of the first units, as units make them, and two files that are none."""
    import openpyxl

    for number, form in enumerate(forms[:_RETURNS]):
        book = openpyxl.load_workbook(form)
        sheet: Any = book[FORM_SHEET]
        top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == KEYS_WORD)
        columns = {str(sheet.cell(top, one).value): one for one in range(2, sheet.max_column + 1)}
        rows = range(top + 2, sheet.max_row + 1)
        named = [row for row in rows if sheet.cell(row, columns["name"]).value]
        for row in named:
            sheet.cell(row, columns[f"original:{half}"]).value = _TEXT
        if number == _LOCKED:
            sheet.cell(named[0], columns["deadline_text"]).value = "2021年12月底前"
        book.save(folder / form.name)
        if number == _TWICE:
            sheet.cell(named[0], columns[f"original:{half}"]).value = _OTHER
            book.save(folder / f"{form.stem}最终2.xlsx")
    (folder / "盖章件.pdf").write_bytes(b"%PDF")
    (folder / "会议通知.txt").write_text("请各单位派员参加。", encoding="utf-8")
