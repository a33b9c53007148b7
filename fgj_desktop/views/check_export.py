"""导出退回修改: asks where to, and writes what the units are to mend."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.errors import FgjError
from fgj_desktop.models.check_list import by_unit, return_lines
from fgj_desktop.rules.ledger_sheet import OFFICE
from fgj_desktop.rules.sheet_words import as_of_words, district_of
from fgj_desktop.views.file_dialogs import (
    WORKBOOK_FILES,
    ask_save,
    documents_folder,
    remember_folder,
    remembered_folder,
)
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.window_actions import open_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.models.check_list import Problem
    from fgj_desktop.views.main_window import MainWindow


def ask_to_send_back(window: MainWindow, problems: Sequence[Problem]) -> None:
    """Ask where to put the list of these problems."""
    if not problems:
        window.say("没有需要退回修改的内容。")
        return
    units = {one.unit for one in problems}
    whose = units.pop() if len(units) == 1 else ""
    name = f"退回修改（{whose or '全部单位'}）{window.document.month.title}.xlsx".replace("/", "、")
    folder = remembered_folder(window.memory, "export", documents_folder())
    ask_save(window, "导出退回修改", folder / name, WORKBOOK_FILES, partial(send_back, window, problems))


def send_back(window: MainWindow, problems: Sequence[Problem], path: Path) -> None:
    """Write the list and say so."""
    from fgj_desktop.exchange.export_returns import write_returns

    document = window.document
    remember_folder(window.memory, "export", path)
    office = str(document.store.settings.get(OFFICE, ""))
    ledgers = {one.ledger.name: one.ledger for one in problems}
    subject = next(iter(ledgers.values())).title if len(ledgers) == 1 else "台账"
    title = f"{district_of(office)}{subject}退回修改清单（{document.month.title}）"
    note = f"{as_of_words(document.month)}。请核对后在“请改为”一栏填写，内容无误的请写明原因。"
    ordered = sorted(problems, key=by_unit)
    try:
        with waiting():
            write_returns(return_lines(document, ordered), title, note, path)
    except FgjError as problem:
        window.say(str(problem), error=True)
        return
    offers = [("打开", partial(open_path, path)), ("打开所在文件夹", partial(open_path, path.parent))]
    window.say(f"已导出 {len(problems):,} 条退回修改：{path}", offers=offers)
