"""The commands 定稿并锁定…, 解锁更正…, 报后更正… and 与上期对比…, over the ledger or the round on screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from fgj_desktop.errors import FgjError
from fgj_desktop.models.choice import Compared
from fgj_desktop.models.closing_words import reason_words
from fgj_desktop.models.moments_offered import shown_period
from fgj_desktop.rules.comparison_sides import Moment
from fgj_desktop.rules.comparison_words import changed_words, counts_sentence
from fgj_desktop.rules.ledger_sheet import OFFICE
from fgj_desktop.store.closing import closings
from fgj_desktop.views.closing_dialogs import ClosingDialog, UnlockDialog
from fgj_desktop.views.comparison_dialog import ComparisonDialog
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

    from fgj_desktop.documents.pages import Paper
    from fgj_desktop.documents.print_table import PrintTable
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.rules.comparison import Comparison, Fate
    from fgj_desktop.views.closings_dialog import ClosingsDialog
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.print_preview import PrintPreview


def close_period(
    window: MainWindow, ledger: Ledger | None = None, period: ReportPeriod | None = None
) -> ClosingDialog | None:
    """定稿并锁定…; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    ledger, period = _meant(window, ledger, period)
    dialog = ClosingDialog(window.document, ledger, period, window)
    dialog.done_for.connect(window.say)
    dialog.open()
    return dialog


def unlock_period(
    window: MainWindow, ledger: Ledger | None = None, period: ReportPeriod | None = None
) -> UnlockDialog | None:
    """解锁更正…; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    ledger, period = _meant(window, ledger, period)
    dialog = UnlockDialog(window.document, ledger, period, window)
    dialog.done_for.connect(window.say)
    dialog.open()
    return dialog


def compare_periods(
    window: MainWindow, ledger: Ledger | None = None, period: ReportPeriod | None = None
) -> ComparisonDialog | None:
    """与上期对比…; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    ledger, period = _meant(window, ledger, period)
    dialog = ComparisonDialog(window.document, ledger, period, window)
    dialog.rows_wanted.connect(partial(show_compared, window))
    dialog.print_wanted.connect(partial(preview_comparison, window))
    dialog.report_wanted.connect(partial(preview_report, window, ledger))
    dialog.export_wanted.connect(partial(ask_to_export, window))
    dialog.open()
    return dialog


def show_corrections(
    window: MainWindow, ledger: Ledger | None = None, period: ReportPeriod | None = None
) -> ComparisonDialog | None:
    """报后更正…: what was reported beside what stands now; None when the period is not closed."""
    ledger, period = _meant(window, ledger, period)
    known = [one.period for one in closings(window.document.store, ledger.name)]
    fitting = [one for one in known if one == period] or [
        one for one in known if one.month == window.document.month
    ]
    if not fitting:
        window.say(f"“{ledger.title}”{window.document.month.title}还没有定稿。")
        return None
    dialog = compare_periods(window, ledger, fitting[-1])
    if dialog is not None:
        dialog.setWindowTitle(f"报后更正（{ledger.title}）")
        dialog.compare_with(Moment(fitting[-1], as_reported=True))
    return dialog


def show_closings(window: MainWindow) -> ClosingsDialog | None:
    """定稿记录…; None when what is being typed could not be stored."""
    from fgj_desktop.views.closings_dialog import ClosingsDialog

    if not window.finish_editing():
        return None
    dialog = ClosingsDialog(window.document, window)
    dialog.chosen.connect(partial(show_corrections, window))
    dialog.open()
    return dialog


def _meant(
    window: MainWindow, ledger: Ledger | None, period: ReportPeriod | None
) -> tuple[Ledger, ReportPeriod]:
    """The ledger and period given; else those of the round on screen; else those of the rows."""
    info = getattr(window.middle.page_widget(), "info", None) if window.middle.page is not None else None
    if ledger is None and info is not None:
        return info.ledger, info.period
    ledger = ledger or window.pane.ledger
    return ledger, period or shown_period(window.document, ledger)


def show_compared(window: MainWindow, found: Comparison, records: Sequence[int]) -> None:
    """Show these records in the grid as of the newer state's month, with what differs marked in their cells."""
    month = found.after.period.month
    if window.document.month != month:
        window.show_month(month)
    # Marks stand beside what the cells hold now.
    is_now = found.after.title == Moment(found.after.period).title
    compared = Compared(month, changed_words(found)) if is_now else None
    window.going.to_records(found.ledger.name, records, f"与{found.before.title}对比", compared)


# --- print and export ---------------------------------------------------------------------------


def preview_comparison(window: MainWindow, found: Comparison, fates: Sequence[Fate]) -> PrintPreview:
    """The pages of a comparison."""
    from fgj_desktop.documents.comparison_print import comparison_table

    office = str(window.document.store.settings.get(OFFICE, ""))
    whole = comparison_table(found, office, fates, note=_note(window, found))
    return _preview(window, whole, _file_name(found), "A4 横向")


def preview_report(window: MainWindow, ledger: Ledger, period: ReportPeriod) -> PrintPreview:
    """The pages of a closed period as it was reported."""
    from fgj_desktop.documents.ledger_print import ledger_table

    document = window.document
    whole = ledger_table(
        document.store, ledger, period.month, money_unit=document.money_unit, as_reported=True
    )
    return _preview(window, whole, f"{ledger.title}（{period.title}定稿）", "A3 横向")


def _preview(window: MainWindow, whole: PrintTable, name: str, paper: str) -> PrintPreview:
    from fgj_desktop.documents.print_table import choose_columns
    from fgj_desktop.views.print_preview import PAPERS, PrintPreview

    def build(_paper: Paper, columns: tuple[int, ...] | None) -> PrintTable:
        return whole if columns is None else choose_columns(whole, columns)

    folder = remembered_folder(window.memory, "export", documents_folder())
    with waiting():
        dialog = PrintPreview(build, folder / f"{name}.pdf", PAPERS[paper], window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.pdf_written.connect(lambda path: remember_folder(window.memory, "export", path))
    dialog.open()
    return dialog


def ask_to_export(window: MainWindow, found: Comparison, fates: Sequence[Fate]) -> None:
    """Ask where to put the workbook of a comparison."""
    folder = remembered_folder(window.memory, "export", documents_folder())
    proposed = folder / f"{_file_name(found)}.xlsx"
    ask_save(window, "导出变动情况", proposed, WORKBOOK_FILES, partial(export, window, found, fates))


def export(window: MainWindow, found: Comparison, fates: Sequence[Fate], path: Path) -> None:
    """Write the workbook of a comparison and say so."""
    from fgj_desktop.documents.comparison_print import changes_title
    from fgj_desktop.exchange.export_comparison import write_comparison

    remember_folder(window.memory, "export", path)
    office = str(window.document.store.settings.get(OFFICE, ""))
    try:
        with waiting():
            count = write_comparison(found, path, changes_title(found, office), _note(window, found), fates)
    except FgjError as problem:
        window.say(str(problem), error=True)
        return
    offers = [("打开", partial(open_path, path)), ("打开所在文件夹", partial(open_path, path.parent))]
    window.say(f"已导出 {count:,} 行变动：{path}", offers=offers)


def _note(window: MainWindow, found: Comparison) -> str:
    """The counts, and why a closed period that is compared was opened for corrections."""
    known = closings(window.document.store, found.ledger.name)
    titled = {Moment(one.period, as_reported=True).title: one for one in known}
    closing = titled.get(found.before.title)
    return counts_sentence(found) + ("" if closing is None else reason_words(closing))


def _file_name(found: Comparison) -> str:
    return f"{found.ledger.title}变动情况（{found.before.title}至{found.after.title}）"
