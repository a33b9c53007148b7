"""What commands of the window do beyond it: other dialogs, files that are written, checks.

Each function imports its dialog when it is first asked for, so that the start does not wait for it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.models.periods import known_months
from fgj_desktop.store.backup_schedule import BackupMoment
from fgj_desktop.views.file_dialogs import (
    LEDGER_FILES,
    WORKBOOK_FILES,
    ask_open,
    ask_save,
    documents_folder,
    remember_folder,
    remembered_folder,
)
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.exchange.importer import ImportResult
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.backup import BackupInfo
    from fgj_desktop.views.about_dialog import AboutDialog
    from fgj_desktop.views.backup_dialog import BackupDialog
    from fgj_desktop.views.import_dialog import ImportDialog
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.settings_dialog import SettingsDialog
    from fgj_desktop.views.shortcut_list import ShortcutList


def open_path(path: Path) -> None:
    """Open a file or folder with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


# --- files --------------------------------------------------------------------------------------


def ask_for_ledger(window: MainWindow) -> None:
    """Ask for another ledger file."""
    folder = window.document.store.path.parent
    ask_open(window, "打开台账文件", folder, LEDGER_FILES, window.open_requested.emit)


def proposed_name(window: MainWindow, suffix: str) -> str:
    """「区市重点项目台账（2021年1—9月）.xlsx」."""
    ledger = window.pane.ledger
    period = f"（{window.document.month.title}）" if ledger.register else ""
    return f"{ledger.title}{period}{suffix}"


def open_folder(window: MainWindow) -> None:
    """Show the folder of the open file in the system's own window."""
    open_path(window.document.store.path.parent)


def ask_to_export(window: MainWindow) -> None:
    """Ask where to put the workbook of what is seen."""
    if not window.pane.grid.finish_editing():
        return
    folder = remembered_folder(window.memory, "export", documents_folder())
    proposed = folder / proposed_name(window, ".xlsx")
    kinds = f"{WORKBOOK_FILES};;CSV 文件 (*.csv);;JSON 文件 (*.json)"
    ask_save(window, "导出", proposed, kinds, partial(export, window))


def export(window: MainWindow, path: Path) -> None:
    """Write what is seen — columns, rows, order, unit of money — on the page set up at the print desk, and say so."""
    from fgj_desktop.exchange.export import export_ledger
    from fgj_desktop.rules.ledger_sheet import OWN_GROUPS
    from fgj_desktop.views.print_memory import kept_setup

    document, pane = window.document, window.pane
    remember_folder(window.memory, "export", path)
    try:
        with waiting():
            result = export_ledger(
                document.store,
                pane.ledger,
                document.month,
                path,
                fields=[field.name for field in pane.shown_table.fields],
                filters=pane.choice.filters(),
                order=pane.choice.order,
                money_unit=document.money_unit,
                group_by=pane.choice.group or OWN_GROUPS,
                narrowed=pane.filters.words(),
                setup=kept_setup(window).of_page,
            )
    except FgjError as problem:
        window.say(str(problem), error=True)
        return
    offers = [("打开", partial(open_path, path)), ("打开所在文件夹", partial(open_path, path.parent))]
    window.say(result.message, offers=offers)


# --- importing ----------------------------------------------------------------------------------


def import_files(window: MainWindow, paths: Sequence[Path] = ()) -> ImportDialog:
    """Show what workbooks hold and import them; asks for them when there are none."""
    from fgj_desktop.views.import_dialog import ImportDialog

    window.pane.grid.finish_editing()
    dialog = ImportDialog(
        window.document,
        window.memory,
        before_import=partial(window.backups.before, BackupMoment.IMPORT),
        parent=window,
    )
    dialog.imported.connect(lambda result: go_to_import(window, result, dialog.month()))
    if paths:
        dialog.start(paths)
    else:
        dialog.ask_for_files()
    return dialog


def go_to_import(window: MainWindow, result: ImportResult, month: Month | None) -> None:
    """Show what was imported. A ledger that was empty so far is worked on in the period imported."""
    document = window.document
    changed = () if result.change is None else result.change.records
    names = [ledger.name for ledger in NAVIGATION if ledger.name in changed]
    if names and window.pane.ledger.name not in names:
        window.open_ledger(names[0])
    if month is None or not names:
        return
    if any(one.year == document.working.year and one != month for one in known_months(document.store)):
        document.set_month(month)
    else:
        document.work_on(month)


# --- printing -----------------------------------------------------------------------------------


def ask_for_pdf(window: MainWindow) -> None:
    """Show the printed pages and ask where to put them."""
    from fgj_desktop.views.print_desk import open_desk

    desk = open_desk(window)
    if desk is not None:
        desk.ask_for_pdf()


# --- backups, checks ----------------------------------------------------------------------------


def back_up_now(window: MainWindow) -> None:
    """Make a backup at once."""
    with waiting():
        info: BackupInfo | None = window.backups.now()
    if info is not None:
        window.say(
            f"已备份：{info.path}{_back_up_attachments(window, info)}",
            offers=[("打开备份文件夹", partial(open_path, info.path.parent))],
        )


def _back_up_attachments(window: MainWindow, info: BackupInfo) -> str:
    """Copy attachments that the folder of the backup does not have yet; says how many, or why not."""
    from fgj_desktop.store.attachments import copy_missing

    try:
        with waiting():
            copied = copy_missing(window.document.store.path, info.path.parent)
    except FgjError as problem:
        return f"\n附件未能全部备份。{problem}"
    return f"\n已复制新附件 {copied} 个。" if copied else ""


def show_backups(window: MainWindow) -> BackupDialog:
    """Show the backups; restoring one closes the file, so the program does it."""
    from fgj_desktop.views.backup_dialog import BackupDialog

    window.pane.grid.finish_editing()
    dialog = BackupDialog(window.document.store, window.backups.keeper, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.backed_up.connect(window.backups.made)
    dialog.restore_requested.connect(window.restore_requested)
    dialog.open()
    return dialog


def check_file(window: MainWindow) -> None:
    """Check the open file whole and say what was found."""
    from fgj_desktop.store.self_check import check_contents

    with waiting():
        try:
            parts = check_contents(window.document.store)
        except FgjError as problem:
            window.say(str(problem), error=True)
            return
    wrong = [part.text for part in parts if part.faults]
    if wrong:
        said = "检查数据文件发现问题，请还原备份，或联系维护人员，不要继续录入。"
        window.say("\n".join([said, *wrong]), error=True)
    else:
        window.say(f"检查完成，未发现问题。已检查：{'、'.join(part.title for part in parts)}。")


# --- settings, about ----------------------------------------------------------------------------


def show_settings(window: MainWindow) -> SettingsDialog:
    """Show the options of the file and of the screen."""
    from fgj_desktop.views.settings_dialog import SettingsDialog

    document = window.document
    dialog = SettingsDialog(
        window.memory, document.store.settings, read_only=document.read_only, parent=window
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.ledger_settings_changed.connect(document.refresh)
    dialog.appearance_changed.connect(partial(apply_appearance, window))
    dialog.money_unit_chosen.connect(window.show_money_unit)
    dialog.open()
    return dialog


def apply_appearance(window: MainWindow) -> None:
    """Take colours and size of text from the memory."""
    from fgj_desktop.views.preferences import points_of, wants_dark

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, wants_dark(window.memory), points_of(window.memory))
    window.restyle()


def show_shortcuts(window: MainWindow) -> ShortcutList:
    """Show all keys."""
    from fgj_desktop.views.shortcut_list import ShortcutList

    dialog = ShortcutList(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def show_about(window: MainWindow) -> AboutDialog:
    """Show versions and licence."""
    from fgj_desktop.views.about_dialog import AboutDialog

    dialog = AboutDialog(window.log_folder, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
