"""The command 套表填报: asks for the blank, says what is wrong with it, and opens the dialog that fills it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.errors import FgjError, UserError
from fgj_desktop.exchange.fill_blank import no_table, read_blank, tables_for
from fgj_desktop.exchange.fill_plan import FillOptions, FillPlan
from fgj_desktop.ledgers import IMPORTED
from fgj_desktop.views.file_dialogs import ask_open, documents_folder, remember_folder, remembered_folder
from fgj_desktop.views.fill_dialog import FillDialog
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.window_actions import open_path

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.exchange.fill_blank import Blank
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.views.main_window import MainWindow

BLANK_FILES = "空表 (*.xlsx *.xlsm *.xls *.et *.ods)"
"""What cannot be filled can be chosen too: then it is said why, and what to do."""
_FOLDER = "blank"
_FEWEST_TITLES = 2
"""序号 and a name are in tables of every kind."""


def fill_blank(window: MainWindow) -> None:
    """Ask for a blank and show how the ledger on screen would fill it."""
    if not window.pane.grid.finish_editing():
        return
    folder = remembered_folder(window.memory, _FOLDER, documents_folder())
    ask_open(window, "选择空表", folder, BLANK_FILES, partial(open_blank, window))


def open_blank(window: MainWindow, path: Path) -> FillDialog | None:
    """Show how the ledger on screen would fill a blank; None where it cannot be filled, which is said."""
    ledger = window.pane.ledger
    remember_folder(window.memory, _FOLDER, path)
    try:
        with waiting():
            blank = read_blank(path)
            tables = tables_for(blank, ledger, window.document.store, window.document.month)
            if not tables:
                raise _other_ledger(blank, ledger, window)
    except FgjError as problem:
        window.say(str(problem), error=True)
        return None
    choice = window.pane.choice
    seen = FillOptions(filters=choice.filters(), order=choice.order, group_by=choice.group)
    sheets = [one.sheet.name for one in tables]
    dialog = FillDialog(window.document, ledger, blank, sheets, window.memory, seen, window)
    dialog.saved.connect(partial(_say_saved, window))
    dialog.open()
    return dialog


def _other_ledger(blank: Blank, ledger: Ledger, window: MainWindow) -> UserError:
    """The refusal of a blank that asks for nothing of the ledger on screen, with the one it does ask for."""
    store, month = window.document.store, window.document.month
    found = [
        (tables[0].known, one.title)
        for one in IMPORTED
        if one is not ledger
        and (tables := tables_for(blank, one, store, month))
        and tables[0].known > _FEWEST_TITLES
    ]
    if not found:
        return no_table(blank, ledger)
    title = max(found)[1]
    return UserError(
        f"“{blank.name}”不像《{ledger.title}》的表，更像《{title}》的。请先打开《{title}》再填。"
    )


def _say_saved(window: MainWindow, plan: FillPlan, path: Path) -> None:
    offers = [("打开", partial(open_path, path)), ("打开所在文件夹", partial(open_path, path.parent))]
    window.say(f"{plan.message}填好的表：{path}", offers=offers)
