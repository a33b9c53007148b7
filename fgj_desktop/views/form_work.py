"""发放填报表: which round it is about, and its dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.models.form_choice import latest_period, sent_ledgers
from fgj_desktop.rules.form_columns import can_be_sent
from fgj_desktop.rules.rounds import RoundInfo, rounds
from fgj_desktop.views.form_dialog import FormDialog

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.views.main_window import MainWindow

_USUAL = "urban_task"


def send_forms(window: MainWindow) -> FormDialog | None:
    """Ask what is to be sent to whom; None when what is being typed cannot be stored."""
    if window.document.read_only:
        window.say("台账以只读方式打开，不能登记发放。")
        return None
    if not window.pane.grid.finish_editing():
        return None
    ledger, period = wanted_round(window)
    dialog = FormDialog(window, ledger, period)
    dialog.open()
    return dialog


def wanted_round(window: MainWindow) -> tuple[Ledger, ReportPeriod]:
    """The round on screen, else the newest that is being collected, else the ledger on screen and its last period."""
    info = getattr(getattr(window.middle.page_widget(), "status", None), "info", None)
    if isinstance(info, RoundInfo):
        return info.ledger, info.period
    today = window.document.today()
    if can_be_sent(window.pane.ledger):
        return window.pane.ledger, latest_period(window.pane.ledger, today)
    found = next(iter(rounds(window.document.store)), None)
    if found is not None:
        return found.ledger, found.period
    ledger = next(one for one in sent_ledgers() if one.name == _USUAL)
    return ledger, latest_period(ledger, today)
