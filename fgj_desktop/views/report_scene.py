"""Pictures of 写公文 and 公文模板; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.reports import BY_TITLE
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.views.report_dialog import ReportDialog
from fgj_desktop.views.template_dialog import TemplateDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.views.main_window import MainWindow


def writing_documents(
    window: MainWindow, shown: Callable[[str, QWidget], Iterator[tuple[str, QWidget]]]
) -> Iterator[tuple[str, QWidget]]:
    """A report, a letter, and the names to copy."""
    month = window.document.month
    for name, title in (("report", "新型城镇化工作进展情况"), ("letter", "提醒函")):
        yield from shown(f"write-{name}", ReportDialog(window, BY_TITLE[title], ReportPeriod(month, "H2")))
    yield from shown("templates", TemplateDialog(window))
