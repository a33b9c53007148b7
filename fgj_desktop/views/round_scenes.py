"""Scenes of 本期工作: a round of half a month under way, and its dialogs; everything is taken back at the end."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import REPORT_ROUND, URBAN_TASK
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.models.round_status import RoundStatus
from fgj_desktop.rules.round_register import Arrival, record_chase, register_arrival
from fgj_desktop.rules.rounds import LATE, NOTHING_NEW, REPORTED, proposed_round, round_of
from fgj_desktop.views.collect_scene import collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow

_TEXT = "完成农业转移人口市民化专题调研，形成调研报告初稿，已征求成员单位意见。"
_STATES = (REPORTED, REPORTED, NOTHING_NEW, REPORTED, LATE)


def round_pages(
    window: MainWindow,
    settle: Callable[[MainWindow], None],
    shown: Callable[..., Iterator[tuple[str, QWidget]]],
) -> Iterator[tuple[str, QWidget]]:
    """The page before the first round, with one under way, and the dialogs over it."""
    from fgj_desktop.views import round_work

    page = round_work.page_of(window)
    assert page is not None
    done = _begin(window)
    page.become_stale()
    page.finish()
    settle(window)
    yield "round-under-way", window
    for name in ("begin_round", "register_return", "register_nothing_new", "record_chase", "send_back"):
        dialog = getattr(round_work, name)(window)
        if dialog is not None:
            yield from shown(f"round-{name.replace('_', '-')}", dialog)
    for _ in range(done):
        window.document.store.undo()
    yield from collecting(window, ReportPeriod(window.document.month, "H2"))
    page.finish()
    window.open_ledger(window.pane.ledger.name)
    settle(window)


def _begin(window: MainWindow) -> int:
    """A round of the half-month with some returns and a call; gives how many actions that were."""
    document = window.document
    store, period = document.store, ReportPeriod(document.month, "H2")
    values = proposed_round(store, URBAN_TASK, period)
    with store.action("开始报送") as writes:
        more: dict[str, Parsed] = {
            "serial": 1,
            "sent_on": period.last_day.isoformat(),
            "mode": "整表一份",
            "form_version": 1,
        }
        writes.insert(REPORT_ROUND, {**values, **more})
    info = round_of(store, URBAN_TASK, period)
    assert info is not None
    units = [one for one in RoundStatus(store, info).units if one.unit is not None]
    at = datetime.datetime.combine(period.last_day, datetime.time(10, 20))

    def register(writes: Writes) -> None:
        for line, state in zip(units, _STATES, strict=False):
            texts = {} if state == NOTHING_NEW else dict.fromkeys(line.records, _TEXT)
            arrival = Arrival(line.unit or 0, state, "粤政易", period.last_day, "16:20", texts)
            register_arrival(writes, store, info, arrival, line.records)
        rest = [one.unit for one in units[len(_STATES) :] if one.unit is not None]
        record_chase(writes, store, info, rest, "电话", at)

    with store.action("登记已报") as writes:
        register(writes)
    return 2
