"""写出退回修改表: the form of a unit once more, with the reasons, to be sent back to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.form_returned import Fault, SentBack, returned_name, write_returned
from fgj_desktop.rules.form_columns import entry_fields
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_spec import FormHead, FormSpec, SentContent
from fgj_desktop.views.file_dialogs import (
    WORKBOOK_FILES,
    ask_folder,
    ask_save,
    remember_folder,
    remembered_folder,
)
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.window_actions import open_path

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from fgj_desktop.exchange.return_applier import ReturnsOutcome
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.store import Store
    from fgj_desktop.views.main_window import MainWindow

_FOLDER = "forms"


def unit_form(store: Store, info: RoundInfo, unit: int) -> FormSpec | None:
    """The form of a unit as it stands now, with the columns that went out; None when nothing is asked of it."""
    keys = SentContent.parse(info.text("sent_content")).keys
    entries = [one.name for one in entry_fields(info.ledger, info.period) if one.name in keys]
    version = int(info.values.get("form_version") or 1)
    spec = form_spec(
        store,
        info.ledger,
        info.period,
        head=FormHead.of(info.values),
        entries=entries or None,
        version=version,
    )
    return spec.of_unit(unit) if unit in spec.unit_names else None


def ask_to_write_returned(window: MainWindow, info: RoundInfo, unit: int, reasons: str) -> QFileDialog | None:
    """Ask where the form that goes back is to be written; None when there is none to write."""
    try:
        spec = unit_form(window.document.store, info, unit)
    except FgjError as problem:
        window.say(str(problem), error=True)
        return None
    if spec is None:
        window.say("这个单位没有需要填报的内容，不必写出退回修改表。")
        return None
    proposed = remembered_folder(window.memory, _FOLDER) / returned_name(spec)
    write = partial(_write, window, spec, SentBack(reasons))
    return ask_save(window, "写出退回修改表", proposed, WORKBOOK_FILES, write)


def _write(window: MainWindow, spec: FormSpec, back: SentBack, path: Path) -> None:
    remember_folder(window.memory, _FOLDER, path)
    try:
        with waiting():
            write_returned(spec, back, path)
    except FgjError as problem:
        window.say(str(problem), error=True)
        return
    offers = [("打开", partial(open_path, path)), ("打开所在文件夹", partial(open_path, path.parent))]
    window.say(f"已写出退回修改表：{path.name}", offers=offers)


def ask_to_write_all_returned(
    window: MainWindow, info: RoundInfo, outcome: ReturnsOutcome
) -> QFileDialog | None:
    """Ask for a folder, and write a form for every unit whose return a collection sent back."""
    folder = remembered_folder(window.memory, _FOLDER)
    return ask_folder(
        window, "退回修改表的存放位置", folder, partial(write_all_returned, window, info, outcome)
    )


def write_all_returned(window: MainWindow, info: RoundInfo, outcome: ReturnsOutcome, folder: Path) -> int:
    """Write the forms that go back, each with the cells to mend; gives how many."""
    remember_folder(window.memory, _FOLDER, folder)
    written = 0
    try:
        with waiting():
            for unit in outcome.sent_back:
                spec = unit_form(window.document.store, info, unit)
                if spec is not None:
                    write_returned(spec, _sent_back(outcome, unit), folder / returned_name(spec))
                    written += 1
    except FgjError as problem:
        window.say(str(problem), error=True)
        return written
    window.say(f"已写出退回修改表 {written} 份。", offers=[("打开所在文件夹", partial(open_path, folder))])
    return written


def _sent_back(outcome: ReturnsOutcome, unit: int) -> SentBack:
    """Why a return went back: what was asked about it, each cell with its own reason, and what the unit stated."""
    asked = outcome.plan.exceptions_of(unit)
    faults = [
        Fault(cell.record, cell.field, cell.after, one.kind.value) for one in asked for cell in one.cells
    ]
    result = outcome.plan.unit(unit)
    told = {} if result is None else {(cell.record, cell.field): cell.after for cell in result.changes}
    return SentBack("\n".join(one.text for one in asked), tuple(faults), told)
