"""登记问题…: the selected projects get a line each in the list of problems, which is then shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.rules.raising import is_raised_already, raised_of, raised_values

if TYPE_CHECKING:
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow


def raise_problems(window: MainWindow) -> None:
    """Begin a problem for each selected record; those whose problem is listed already are shown with them."""
    pane, document = window.pane, window.document
    if not pane.grid.finish_editing():
        return
    source = pane.ledger
    target = raised_of(source, NAVIGATION)
    if target is None:
        return
    rows = document.view(source).rows(pane.selected_records())
    if not rows:
        window.say(f"未选中{source.record_title}。")
        return
    present = document.view(target).rows()
    fresh = [row for row in rows if not is_raised_already(target, source, row, present)]
    if not fresh:
        window.say("所选项目的问题已在问题清单中，未重复登记。")
        return
    made: list[int] = []

    def write(writes: Writes) -> None:
        for row in fresh:
            values = raised_values(target, source, row, document.today())
            made.append(writes.insert(target, values, document.month))

    if document.act(f"登记问题：{len(fresh)} 项", write):
        window.show_records(target.name, made, "登记问题")
        window.say(_said(fresh, rows))


def _said(fresh: list[Row], rows: list[Row]) -> str:
    rest = len(rows) - len(fresh)
    known = f"另有 {rest} 项已在清单中，未重复登记。" if rest else ""
    return f"已登记 {len(fresh)} 项，请补充解决层级、措施和时限。{known}可按 Ctrl+Z 撤回。"
