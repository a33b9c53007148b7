"""A table of words whose long texts are shown in several lines."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

LONG = "13. 出台促进农业转移人口市民化加快新型城镇化的若干政策措施"


def test_a_table_that_wraps_shows_every_line_of_its_texts(qtbot: QtBot) -> None:
    table = WordTable(("工作任务",), stretched=0, wraps=True)
    qtbot.addWidget(table)
    table.resize(space(11), space(20))
    table.show()
    table.fill([(LONG,), ("短",)])
    width = table.columnWidth(0) - space(1)
    lines = table.fontMetrics().boundingRect(QRect(0, 0, width, 9999), Qt.TextFlag.TextWordWrap, LONG)
    assert table.columnWidth(0) <= table.viewport().width()
    assert table.rowHeight(0) >= lines.height() > table.fontMetrics().height()
    assert table.rowHeight(1) < table.rowHeight(0)
    wrapped = table.rowHeight(0)
    table.resize(space(40), space(20))
    assert table.rowHeight(0) < wrapped
