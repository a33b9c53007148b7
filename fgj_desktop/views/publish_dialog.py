"""公布结果: what a year came to, what is still missing, and by which document it is made known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QDialog, QLineEdit, QVBoxLayout

from fgj_desktop.rules.town_results import differences, missing_words, points, publish, publish_label
from fgj_desktop.views.parts import Form, fit, label, plain, primary, row
from fgj_desktop.views.question_box import confirm
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.rules.assessment import ScoreSheet, TownTotal
    from fgj_desktop.rules.town_results import Published
    from fgj_desktop.views.main_window import MainWindow

_TITLES = ("镇办", "总分（折算）", "名次", "组内名次", "等次", "一票否决", "说明")
_FIGURES = range(1, 4)


def show_publishing(window: MainWindow, sheet: ScoreSheet, former: Published | None) -> PublishDialog:
    """Open what would be published."""
    dialog = PublishDialog(window, sheet, former)
    dialog.open()
    return dialog


class PublishDialog(QDialog):
    """Nothing is written before 公布; what is missing is told, and keeps nobody from it."""

    def __init__(self, window: MainWindow, sheet: ScoreSheet, former: Published | None) -> None:
        super().__init__(window)
        self.setWindowTitle(f"公布{sheet.year}年镇办考核结果")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._sheet, self._former = window, sheet, former
        self.table = WordTable(_TITLES, stretched=len(_TITLES) - 1)
        self.table.setAccessibleName("结果")
        self.table.fill([_texts(one) for one in sorted(sheet.totals, key=lambda total: total.rank)])
        for column in _FIGURES:
            self.table.align_right(column)
        self.warning = label(self._warning(), "warning")
        self.warning.setVisible(bool(self.warning.text()))
        today = window.document.today()
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setCalendarPopup(True)
        self.number = QLineEdit()
        self.number.setPlaceholderText("没有则不填")
        self.go = primary("公布", self._ask_or_write)
        self.go.setEnabled(bool(sheet.totals) and not window.document.read_only)
        form = Form()
        form.add("公布日期(&D)", self.day, None)
        form.add("公布文号(&N)", self.number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.warning)
        layout.addLayout(form)
        layout.addWidget(label("公布后的结果存入“结果”台账，不再随评分变化。", "muted"))
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        fit(self, 58, 34)

    def _warning(self) -> str:
        parts = []
        if words := missing_words(self._sheet.totals):
            parts.append(f"{words}。未评的按 0 分计入总分，可以继续公布。")
        if self._former is not None:
            changed = len(differences(self._sheet, self._former))
            more = f"，其中 {changed} 个镇办与现在不同" if changed else ""
            parts.append(f"本年度结果{self._former.words}{more}。再次公布将替换原结果。")
        return "\n".join(parts)

    def _ask_or_write(self) -> None:
        if self._former is None:
            self._write()
            return
        confirm(
            self,
            f"{self._sheet.year}年结果{self._former.words}，替换为现在的结果吗？",
            "替换",
            self._write,
            detail="原结果可按 Ctrl+Z 恢复。",
        )

    def _write(self) -> None:
        window, day = self._window, self.day.date().toString(Qt.DateFormat.ISODate)
        values = {"day": day, "document_number": self.number.text()}
        month = window.document.month
        done = window.document.act(
            publish_label(self._sheet.year),
            lambda writes: publish(writes, self._sheet, self._former, month, values),
        )
        if done:
            self.accept()
            window.say(f"已公布{self._sheet.year}年镇办考核结果（{len(self._sheet.totals)} 个镇办）。")


def _texts(one: TownTotal) -> tuple[str, ...]:
    more = [one.explanation, f"未评 {len(one.missing)} 项" if one.missing else ""]
    return (
        one.name,
        points(one.total),
        str(one.rank),
        str(one.group_rank),
        one.grade,
        "是" if one.vetoed else "",
        "；".join(part for part in more if part),
    )
