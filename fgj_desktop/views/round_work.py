"""The commands of the menu 报送 that are about the round shown on the page 本期工作."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.ledgers.report_round import CLOSED, COLLECTED, SUBMITTED
from fgj_desktop.models.round_status import RoundStatus
from fgj_desktop.rules.round_register import adopt, keeps_original, move
from fgj_desktop.rules.round_words import chase_words, chased_words
from fgj_desktop.rules.rounds import round_with_id
from fgj_desktop.views.chase_dialog import ChaseDialog
from fgj_desktop.views.return_dialog import ReturnDialog
from fgj_desktop.views.round_dialog import RoundDialog
from fgj_desktop.views.round_page import RoundPage
from fgj_desktop.views.send_back_dialog import SendBackDialog

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.models.round_status import UnitLine
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.print_desk import PrintDesk

PAGE = "round"
_NO_ROUND = "还没有报送轮次，请先开始新一轮报送。"
_IS_OPENED = "本期已定稿，正在解锁更正，改完请重新锁定。"
_IS_CLOSED = "本期已定稿。如需改动，请用“解锁更正”，更正会单独列示。"


def page_of(window: MainWindow) -> RoundPage | None:
    """The page, shown; None when what is being typed could not be stored."""
    if not window.open_page(PAGE):
        return None
    page = window.middle.page_widget()
    assert isinstance(page, RoundPage)
    page.finish()
    return page


def round_here(window: MainWindow) -> tuple[RoundPage, RoundStatus] | None:
    """The page and its round as they stand now; says so when there is no round yet."""
    page = page_of(window)
    if page is None or not page.finish_editing():
        return None
    if page.status is None:
        window.say(_NO_ROUND)
        return None
    return page, RoundStatus(window.document.store, page.status.info)


def show_round(window: MainWindow) -> None:
    """本期工作: show the page."""
    page_of(window)


def show_round_of(window: MainWindow, record: int) -> None:
    """Show the page with one round."""
    page = page_of(window)
    if page is not None:
        page.show_round(record)


def begin_round(window: MainWindow) -> RoundDialog | None:
    """开始新一轮: ask for ledger, period, deadline and contact."""
    return begin(window, None)


def begin(window: MainWindow, wanted: tuple[Ledger, ReportPeriod] | None) -> RoundDialog | None:
    """The same, beginning with what is wanted."""
    page = page_of(window)
    if page is None:
        return None
    return _open(window, page, RoundDialog(window, None, wanted))


def change_round(window: MainWindow) -> RoundDialog | None:
    """修改本轮: its name, deadline and contact."""
    found = round_here(window)
    return None if found is None else _open(window, found[0], RoundDialog(window, found[1].info))


def _open(window: MainWindow, page: RoundPage, dialog: RoundDialog) -> RoundDialog:
    def done(record: int, words: str) -> None:
        page.show_round(record)
        window.say(words)

    dialog.done_with.connect(done)
    dialog.open()
    return dialog


# --- returns ------------------------------------------------------------------------------------


def register_return(window: MainWindow) -> ReturnDialog | None:
    """登记已报: of the unit in hand."""
    return _register(window, nothing_new=False)


def register_nothing_new(window: MainWindow) -> ReturnDialog | None:
    """登记零报告: of the unit in hand."""
    return _register(window, nothing_new=True)


def _register(window: MainWindow, *, nothing_new: bool) -> ReturnDialog | None:
    found = round_here(window)
    if found is None:
        return None
    page, status = found
    if not status.units:
        window.say(f"{status.ledger.title}没有填写责任单位，请先在台账中填写。")
        return None
    line = page.units.current()
    several = [one for one in page.units.selected() if one.unit is not None] if nothing_new else []
    unit = None if line is None else line.unit
    dialog = ReturnDialog(window, status, unit, nothing_new=nothing_new, several=several)
    dialog.registered.connect(partial(say_done, window, page))
    dialog.open()
    return dialog


def say_done(window: MainWindow, page: RoundPage, words: str) -> None:
    """Say what was done, with the page as it stands after it."""
    page.finish()
    window.say(words)


def send_back(window: MainWindow) -> SendBackDialog | None:
    """退回修改: what the unit in hand sent."""
    found = round_here(window)
    if found is None:
        return None
    page, status = found
    if status.is_locked:
        window.say(_IS_CLOSED)
        return None
    line = page.units.current()
    dialog = SendBackDialog(window, status, None if line is None else line.unit)
    dialog.sent_back.connect(partial(_sent_back, window, page, status.info))
    dialog.open()
    return dialog


def _sent_back(window: MainWindow, page: RoundPage, info: RoundInfo, line: UnitLine, reasons: str) -> None:
    """Say so, and offer the form that goes back to the unit."""
    from fgj_desktop.views.returned_work import ask_to_write_returned

    page.finish()
    write = partial(ask_to_write_returned, window, info, line.unit or 0, reasons)
    window.say(f"已退回：{line.name}。可按 Ctrl+Z 撤销。", offers=[("写出退回修改表…", write)])


# --- chasing ------------------------------------------------------------------------------------


def copy_chase(window: MainWindow) -> None:
    """复制催报文字: put the words for all that are missing on the clipboard."""
    found = round_here(window)
    if found is None:
        return
    _page, status = found
    names = [one.name for one in status.to_chase]
    if not names:
        window.say("各单位均已报送，不需要催报。")
        return
    QGuiApplication.clipboard().setText(chase_words(status.info, names, window.document.store.clock()))
    offers = [] if window.document.read_only else [("登记催报…", partial(record_chase, window))]
    window.say(chased_words(names), offers=offers)


def record_chase(window: MainWindow) -> ChaseDialog | None:
    """登记催报: of the chosen units that are missing, else of all that are."""
    found = round_here(window)
    if found is None:
        return None
    page, status = found
    if not status.to_chase:
        window.say("各单位均已报送，不需要催报。")
        return None
    missing = {one.unit for one in status.to_chase}
    chosen = [one.unit for one in page.units.selected() if one.unit is not None and one.unit in missing]
    dialog = ChaseDialog(window, status, chosen if len(chosen) > 1 else ())
    dialog.recorded.connect(partial(say_done, window, page))
    dialog.open()
    return dialog


# --- states -------------------------------------------------------------------------------------


def adopt_returns(window: MainWindow) -> None:
    """汇总采用: 报送原文 is adopted where there is no 采用稿 yet, and the round is 已汇总."""
    found = round_here(window)
    if found is None:
        return
    page, status = found
    if status.is_locked:
        window.say(_IS_CLOSED)
        return
    rows = [row for line in status.units for row in status.rows_of(line)]
    taken: list[int] = []

    def write(writes: Writes) -> None:
        taken.append(adopt(writes, status.info, rows))
        # What is adopted after unlocking is a correction: the round stays closed.
        if status.info.state != CLOSED:
            move(writes, status.info, COLLECTED, window.document.today())

    if window.document.act(f"汇总采用：{status.info.name}", write):
        missing = f"仍有 {len(status.missing)} 个单位未报。" if status.missing else ""
        adopted = f"采用原文 {taken[0]} 项，已编辑的采用稿未改动。" if keeps_original(status.ledger) else ""
        say_done(window, page, f"已汇总。{adopted}{missing}可按 Ctrl+Z 撤销。")


def submit_round(window: MainWindow) -> None:
    """送审: the report goes to be signed; given again, it is back for collecting."""
    found = round_here(window)
    if found is None:
        return
    page, status = found
    if status.info.state == CLOSED:
        window.say(_IS_CLOSED if status.is_locked else _IS_OPENED)
        return
    back = status.info.state == SUBMITTED
    state, verb = (COLLECTED, "退回送审") if back else (SUBMITTED, "送审")
    day = window.document.today()
    if window.document.act(
        f"{verb}：{status.info.name}", lambda writes: move(writes, status.info, state, day)
    ):
        words = "已退回到“已汇总”，可继续修改。" if back else "已登记送审。"
        missing = f"仍有 {len(status.missing)} 个单位未报。" if status.missing and not back else ""
        say_done(window, page, f"{words}{missing}可按 Ctrl+Z 撤销。")


def check_round(window: MainWindow) -> None:
    """数据核查: what is to be checked in the round's ledger, as of its month."""
    found = round_here(window)
    if found is None:
        return
    status = found[1]
    if status.info.period.month != window.document.month:
        window.show_month(status.info.period.month)
    if window.open_ledger(status.ledger.name) and not window.checking.dock.isVisible():
        window.checking.toggle()


def print_round(window: MainWindow) -> PrintDesk | None:
    """打印: the desk on the round's ledger; the day on which it went to paper or PDF is kept."""
    from fgj_desktop.views.print_desk import open_desk

    found = round_here(window)
    if found is None:
        return None
    status = found[1]
    if status.info.period.month != window.document.month:
        window.show_month(status.info.period.month)
    if not window.open_ledger(status.ledger.name):
        return None
    desk = open_desk(window)
    if desk is not None and not window.document.read_only:
        keep = partial(_keep_printed, window, status.info)
        desk.pdf_written.connect(lambda _path: keep())
        desk.printed.connect(keep)
    return desk


def _keep_printed(window: MainWindow, info: RoundInfo) -> None:
    day = window.document.today().isoformat()
    now = round_with_id(window.document.store, info.id)
    if now is not None and now.text("printed_on") != day:
        window.document.act(
            f"登记打印：{info.name}",
            lambda writes: writes.put(REPORT_ROUND, info.id, None, {"printed_on": day}),
        )
