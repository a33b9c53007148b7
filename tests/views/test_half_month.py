"""A half-month from the forms to the archive in one window, as it is worked: every step by its command, nothing lost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import URBAN_TASK
from fgj_desktop.ledgers.report_round import CLOSED, COLLECTED, SUBMITTED
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.rounds import RoundInfo, round_of, standings
from fgj_desktop.store.store import Store
from fgj_desktop.views import archive_work, closing_work, collect_work, form_work, report_work, round_work
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.round_page import RoundPage
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.exchange.return_tools import Sheet
from tests.form_tools import HALF, add_tasks
from tests.sample_store import SEPTEMBER, Clock

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ORIGINAL = "original:H2"


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, store: Store, clock: Clock, tmp_path: Path
) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    clock.now = datetime.datetime(2021, 9, 28, 9, 0)
    add_tasks(store)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: made.turns._started)
    made.turns.finish()
    yield made
    made.close()
    made.deleteLater()


def info_of(store: Store) -> RoundInfo:
    found = round_of(store, URBAN_TASK, HALF)
    assert found is not None
    return found


def states(store: Store) -> dict[str, str]:
    return {one.name: one.state for one in standings(store, info_of(store))}


def folder(tmp_path: Path, name: str) -> Path:
    made = tmp_path / name
    made.mkdir()
    return made


def begin_and_send(qtbot: QtBot, window: MainWindow, out: Path) -> RoundPage:
    dialog = round_work.begin_round(window)
    assert dialog is not None
    dialog.ledger.setCurrentIndex(dialog.ledger.findText("任务清单"))
    dialog.period.setCurrentIndex(dialog.period.findText("2021年9月下半月"))
    dialog.go.click()
    forms = form_work.send_forms(window)
    assert forms is not None
    forms.folder.setText(str(out))
    with qtbot.waitSignal(forms.sent, timeout=20_000):
        forms.go.click()
    page = round_work.page_of(window)
    assert page is not None
    return page


def fill(form: Path, returned: Path, unit: str) -> None:
    """The whole table as one unit sends it back: its own rows filled."""
    book = openpyxl.load_workbook(form)
    sheet = Sheet(book)
    for row in range(sheet.top + 2, sheet.sheet.max_row + 1):
        if sheet.sheet.cell(row, sheet.columns["lead_unit"]).value == unit:
            name = sheet.sheet.cell(row, sheet.columns["name"]).value
            sheet.sheet.cell(row, sheet.columns[ORIGINAL]).value = f"{name}：本期完成阶段任务。"
    book.save(returned)


def collect(qtbot: QtBot, window: MainWindow, returns: Path) -> None:
    dialog = collect_work.collect_returns(window)
    assert dialog is not None
    with qtbot.waitSignal(dialog.reading.finished, timeout=30_000):
        dialog.start([returns])
    dialog.accept_rest()
    dialog.go.click()


def test_the_round_of_a_half_month_is_worked_in_one_window(
    qtbot: QtBot, window: MainWindow, store: Store, clock: Clock, tmp_path: Path
) -> None:
    out, returns = folder(tmp_path, "发出"), folder(tmp_path, "收到")
    page = begin_and_send(qtbot, window, out)
    units = list(states(store))
    assert len(units) >= 3
    assert set(states(store).values()) == {"未报"}
    form = next(out.glob("*.xlsx"))

    clock.now = datetime.datetime(2021, 9, 30, 10, 20)
    fill(form, returns / "任务清单(1).xlsx", units[0])
    (returns / "照片.jpg").write_bytes(b"\xff\xd8")
    collect(qtbot, window, returns)
    assert states(store)[units[0]] == "已报"

    round_work.copy_chase(window)
    assert units[0] not in QGuiApplication.clipboard().text()
    page.finish()
    assert page.status is not None
    for line in page.status.missing:
        page.units.choose(line.unit or 0)
        nothing = round_work.register_nothing_new(window)
        assert nothing is not None
        nothing.go.click()
    assert set(states(store).values()) == {"已报", "零报告"}

    page.units.choose(next(one.unit for one in page.status.units if one.name == units[0]) or 0)
    page.texts.adopted.setPlainText("本期完成阶段任务")
    page.texts.adopted.document().setModified(True)
    round_work.adopt_returns(window)
    assert info_of(store).state == COLLECTED

    report = report_work.write_report(window)
    assert report is not None
    report.folder.setText(str(folder(tmp_path, "公文")))
    with qtbot.waitSignal(report.written, timeout=20_000):
        report.go.click()
    assert info_of(store).text("report_file").endswith(".docx")

    round_work.submit_round(window)
    assert info_of(store).state == SUBMITTED
    closing = closing_work.close_period(window)
    assert closing is not None
    closing.go.click()
    assert info_of(store).state == CLOSED

    archive = archive_work.archive_this(window)
    assert archive is not None
    archive.put_into(tmp_path)
    archive.go.click()
    kept = sorted(one.name for one in (tmp_path / "2021年9月下半月").iterdir())
    assert kept == [
        "1 通知",
        "2 填报表",
        "3 收到的报表",
        "4 报告和定稿",
        "5 台账",
        "6 报送和催报记录",
        "归档清单.xlsx",
    ]
    page.finish()
    undone = {name: part.text() for name, part in page.steps._words.items() if "尚未" in part.text()}
    assert undone == {"keep_final": "尚未登记定稿文件", "print_round": "尚未打印"}


def test_what_was_collected_is_undone_step_by_step_to_the_beginning(
    qtbot: QtBot, window: MainWindow, store: Store, clock: Clock, tmp_path: Path
) -> None:
    out, returns = folder(tmp_path, "发出"), folder(tmp_path, "收到")
    before = store.action_count()
    begin_and_send(qtbot, window, out)
    unit = next(iter(states(store)))
    fill(next(out.glob("*.xlsx")), returns / "最终2.xlsx", unit)
    collect(qtbot, window, returns)
    round_work.adopt_returns(window)
    assert store.action_count() == before + 4
    for _ in range(2):
        window.undo()
    assert set(states(store).values()) == {"未报"}
    for _ in range(2):
        window.undo()
    assert round_of(store, URBAN_TASK, HALF) is None
    assert store.undo_label() == "登记任务"
