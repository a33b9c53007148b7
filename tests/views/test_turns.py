"""Work that waits for a pause of the hand."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from fgj_desktop.views.turns import Turns


def test_tasks_run_in_order_and_once(qtbot: QtBot) -> None:
    owner, done = QObject(), list[str]()
    turns = Turns(owner)
    first, second = (lambda: done.append("一")), (lambda: done.append("二"))
    turns.request(first, second)
    turns.request(first)
    qtbot.wait(60)
    assert done == []
    turns.start()
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["一", "二"]


def test_work_waits_while_requests_keep_coming_but_not_for_ever(qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    turns = Turns(owner)
    turns.start()
    keys = QTimer(interval=5)
    pressed = list[int]()

    def press() -> None:
        pressed.append(1)
        turns.request(task)

    def task() -> None:
        done.append(len(pressed))

    keys.timeout.connect(press)
    keys.start()
    qtbot.waitUntil(lambda: bool(done))
    keys.stop()
    assert done[0] > 5


def test_the_hand_is_away_only_once_nothing_is_left_to_do(qtbot: QtBot) -> None:
    owner = QObject()
    turns = Turns(owner)
    turns.start()
    turns.request(lambda: None)
    with qtbot.waitSignal(turns.idle, timeout=10_000):
        assert not turns._away.isActive()
    turns.request(turns.stop)
    qtbot.wait(60)
    assert not turns._away.isActive()


def test_a_task_that_ends_the_window_is_the_last(qtbot: QtBot) -> None:
    owner, done = QObject(), list[str]()
    turns = Turns(owner)
    turns.start()
    turns.request(turns.stop, lambda: done.append("后"))
    qtbot.wait(80)
    assert done == []
