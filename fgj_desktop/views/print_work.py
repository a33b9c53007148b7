"""What the menu 打印 opens: the print desk with this or that chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.print_parts import LEADER, UNIT
from fgj_desktop.views.print_contents import LEADER_PAGE, ROWS, SCORES, WALLCHART
from fgj_desktop.views.print_desk import open_desk

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.print_desk import PrintDesk


def print_selected(window: MainWindow) -> PrintDesk | None:
    """Open the desk on the selected records; says so when there are none."""
    if not window.pane.selected_records():
        title = window.pane.ledger.record_title
        window.say(f"未选中{title}。请先选中要打印的{title}。")
        return None
    return open_desk(window, selected=ROWS)


def print_for_units(window: MainWindow) -> PrintDesk | None:
    """Open the desk with a document for each unit."""
    return open_desk(window, each=UNIT)


def print_for_leaders(window: MainWindow) -> PrintDesk | None:
    """Open the desk with a document for each leader."""
    return open_desk(window, each=LEADER)


def print_page(window: MainWindow) -> PrintDesk | None:
    """Open the desk on what is in sight: the rows, 评分表, the round's ledger, or of another page 领导一页纸."""
    from fgj_desktop.views.round_work import PAGE, print_round

    page = window.middle.page
    if page is None:
        return open_desk(window)
    if page.name == PAGE and getattr(window.middle.page_widget(), "info", None) is not None:
        return print_round(window)
    return open_desk(window, SCORES if page.name == "scores" else LEADER_PAGE)


def print_now(window: MainWindow) -> PrintDesk | None:
    """Open the desk on what is in sight and ask for the printer; without one the desk says so."""
    desk = print_page(window)
    if desk is not None:
        desk.print_out()
    return desk


def print_wallchart(window: MainWindow) -> PrintDesk | None:
    """Open the desk on 挂图作战图; says so where there is none."""
    ledger = window.pane.ledger
    if ledger.time_line is None:
        window.say(f"{ledger.title}没有开始和完成时间，不能制作挂图作战图。")
        return None
    return open_desk(window, WALLCHART)
