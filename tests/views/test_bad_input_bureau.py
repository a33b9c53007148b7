"""Bad input of the bureau's ledgers in the window: at the cell, in 数据核查 (F9), and before any data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fgj_desktop.cli.sample import build_sample
from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.pages import PAGES
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.exchange.importing import SEPTEMBER, UNITS, a_store, imported
from tests.test_bad_input_bureau import book
from tests.views.test_main_window import names, select, settle, shown, trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
EVERY_LEDGER = 1
EARLY = Month(2018, 3)


@contextmanager
def opened(qtbot: QtBot, store: Store, month: Month, folder: Path) -> Iterator[MainWindow]:
    window = MainWindow(LedgerDocument(store, month), WindowMemory(folder / "window.json"))
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: window.turns._started)
    settle(window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on weights, scores, payments, investments, tasks and steps, all of them wrong."""
    apply_theme(qapp, dark=False)
    sheets = (
        (
            ("浈江区2021年度镇办绩效考核指标与分值",),
            ("序号", "一级指标", "考核指标", "分值", "评分单位", "适用范围"),
            (1, "高质量发展", "固定资产投资增速", 60, "区发改局", "通用"),
        ),
        (
            ("浈江区2021年度镇办绩效考核得分",),
            ("序号", "考核指标", "镇办", "得分"),
            (1, "固定资产投资增速", "犁市镇", 65),
        ),
        (
            ("专项债券项目资金支付和实物工作量情况表（截至2021年9月30日）",),
            ("单位：万元",),
            ("序号", "债券年度", "项目名称", "项目单位", "债券额度", "到账资金", "实际支出", "实物工作量"),
            (1, 2021, "甲学校", "区教育局", 1000, 800, 1200, 1300),
        ),
        (
            ("浈江区2021年固定资产投资主要指标",),
            ("指标", "", "1-8月", "1-9月", "1-9月"),
            ("固定资产投资", "累计（亿元）", 25.37, 32.06, 33.06),
            ("其中：投资项目", "累计（亿元）", 17.41, 22.09, 22.09),
            ("房地产开发", "累计（亿元）", 7.96, 9.97, 9.97),
        ),
        (
            ("浈江区新型城镇化工作任务清单（2021年1-9月）",),
            ("序号", "工作任务", "牵头单位", "完成时限", "9月上半月进展"),
            (1, "引导落户", "区教育局", "尽快", "已印发方案"),
        ),
        (("村改居台账（2021年1-9月）",), ("序号", "村", "所属镇办"), (1, "甲村", "新韶镇")),
        (
            ("村改居步骤",),
            ("序号", "村", "步骤", "审批环节", "完成日期"),
            (1, "甲村", "报区政府批复", "区政府批复", "2021-07-01"),
        ),
    )
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        for number, rows in enumerate(sheets):
            imported(store, book(tmp_path / f"{number}.xlsx", *rows))
        with opened(qtbot, store, SEPTEMBER, tmp_path) as window:
            yield window


def test_the_list_tells_of_all_of_it_and_the_cells_are_marked(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F9)
    panel = window.checking.panel
    panel.scope.setCurrentIndex(EVERY_LEDGER)
    panel.scope.activated.emit(EVERY_LEDGER)
    for _ in range(3):
        settle(window)
        window.checking._fill()
    told = {(problem.name, problem.finding.title) for problem in panel.shown()}
    assert told >= {
        ("固定资产投资增速", "得分大于分值"),
        ("甲学校", "支出大于到账"),
        ("固定资产投资", "合计与分项不符"),
        ("固定资产投资", "重复填报"),
    }
    messages = " ".join(problem.finding.message for problem in panel.shown())
    assert "权重合计 60 分（应为 100 分）" in messages
    assert "村民会议尚未通过" in messages
    assert "完成时限“尽快”不能识别为日期" in messages
    window.open_ledger("town_score")
    settle(window)
    assert shown(window, 0, "score") == "65"
    table = window.pane.shown_table
    assert "得分大于指标分值（60 分）" in table.cell(0, table.column_of("score")).error


def test_a_unit_in_use_stays_and_the_card_says_where_it_is_used(window: MainWindow) -> None:
    window.open_ledger("responsible_unit")
    settle(window)
    row = names(window).index("浈江区教育局")
    select(window, row, "name")
    trigger(window, "delete")
    assert "浈江区教育局" in names(window)
    assert window.message.text() == (
        "有 2 处正在使用这个单位，未删除：已发行项目的“项目单位” 1 个，如“甲学校”；"
        "任务清单的“牵头单位” 1 项，如“引导落户”。请先改为其他单位。"
    )


def test_every_ledger_and_page_opens_before_any_data(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    apply_theme(qapp, dark=False)
    build_sample(tmp_path / "示例.fgj")
    pages = {page.name for page in PAGES}
    said: dict[str, str] = {}
    with (
        Store.open(tmp_path / "示例.fgj", RULES) as store,
        opened(qtbot, store, EARLY, tmp_path) as window,
    ):
        for name in (*pages, *(ledger.name for ledger in NAVIGATION)):
            (window.open_page if name in pages else window.open_ledger)(name)
            settle(window)
            labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
            said[name] = "\n".join(label.text() for label in labels)
    assert "2018年的区市重点项目台账还没有项目" in said["key_project"]
    assert "2018年的储备项目还没有" in said["bond_reserve"]
