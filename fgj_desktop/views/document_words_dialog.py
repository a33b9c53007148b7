"""公文数字和用语: how documents write decimals, and the words by which they judge a gap to the time schedule."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QGroupBox, QLineEdit, QVBoxLayout, QWidget

from fgj_desktop.rules.document_settings import decimals_of, keep_decimals
from fgj_desktop.rules.figure_names import Decimals
from fgj_desktop.rules.phrases import (
    POINTS,
    VERDICT_BOUNDS,
    VERDICTS,
    schedule_phrase,
    verdict_problem,
    verdicts_of,
)
from fgj_desktop.views.parts import Form, fit_height, label, offer, place_of, plain, primary, row, set_tone
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.store.settings import Settings

_EXAMPLE, _GAP = Fraction(3207, 1000), Fraction(-3286, 10000)
_WAYS = ((2, False), (2, True), (1, False), (1, True), (0, False))
_WORDS = {
    (2, False): "两位小数，末尾的零不写",
    (2, True): "两位小数，末尾的零保留",
    (1, False): "一位小数，末尾的零不写",
    (1, True): "一位小数，末尾的零保留",
    (0, False): "不写小数",
}


class DocumentWordsDialog(QDialog):
    """Writes on 确定 only; an empty line is the words by default."""

    def __init__(self, settings: Settings, *, read_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("公文数字和用语")
        self._settings = settings
        known = decimals_of(settings)
        self.way = QComboBox()
        offer(self.way, [(f"{_WORDS[way]}，如 {_example(way)}", way) for way in _WAYS])
        self.way.setCurrentIndex(max(0, place_of(self.way, (known.places, known.zeros))))
        self.lines = [QLineEdit(one.words) for one in known.verdicts]
        self._note = label("", "muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(space(0.7))
        for group in (self._decimals_group(), self._verdict_group()):
            group.setDisabled(read_only)
            layout.addWidget(group)
        layout.addWidget(self._note)
        layout.addStretch(1)
        default = plain("恢复默认用语", self._take_defaults)
        default.setDisabled(read_only)
        layout.addLayout(row(default, None, plain("取消", self.reject), primary("确定", self._save)))
        self._read_only = read_only
        for line in self.lines:
            line.textChanged.connect(self._show_example)
        self.way.currentIndexChanged.connect(self._show_example)
        self._show_example()
        fit_height(self, 36)

    def _decimals_group(self) -> QGroupBox:
        group, form = QGroupBox("小数"), Form()
        group.setLayout(form)
        form.add("公文中的数字(&N)", self.way, None)
        form.add_note(label("计算时不舍入，只在写出时四舍五入；公布的增速按公布的位数。", "muted"))
        return group

    def _verdict_group(self) -> QGroupBox:
        group, form = QGroupBox("对时间进度的评价"), Form()
        group.setLayout(form)
        for words, line, verdict in zip(VERDICT_BOUNDS, self.lines, VERDICTS, strict=True):
            line.setPlaceholderText(verdict.words)
            form.add(words, line)
        form.add_note(label(f"{POINTS} 处写出“几个百分点”；界限上的归入较好的一档。", "muted"))
        return group

    def decimals(self) -> Decimals:
        """What is entered."""
        places, zeros = self.way.currentData()
        return Decimals(places, zeros, verdicts_of([line.text() for line in self.lines]))

    def problem(self) -> str:
        """Why the words cannot be stored; empty when they can."""
        return next((said for line in self.lines if (said := verdict_problem(line.text()))), "")

    def _show_example(self) -> None:
        problem = self.problem()
        decimals = self.decimals()
        size = decimals.number(abs(_GAP), 2)
        said = f"例：占年度计划{decimals.number(Fraction(4214, 10000), 2)}%，{schedule_phrase(_GAP, decimals.verdicts, size)}。"
        self._note.setText(problem or said)
        set_tone(self._note, "error" if problem else "muted")

    def _take_defaults(self) -> None:
        for line, verdict in zip(self.lines, VERDICTS, strict=True):
            line.setText(verdict.words)

    def _save(self) -> None:
        if self.problem():
            return
        self.accept()
        if not self._read_only:
            keep_decimals(self._settings, self.decimals())


def _example(way: tuple[int, bool]) -> str:
    return Decimals(*way).number(_EXAMPLE, 2)
