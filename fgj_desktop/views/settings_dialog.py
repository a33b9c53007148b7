"""选项: the office, the light rule, the second place of backups, and how the screen looks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.rules.issued_bond_reminders import REFERENCE_LINE, REFERENCE_MONTHS
from fgj_desktop.rules.lights import METHODS, light_rule_note
from fgj_desktop.store.backup_keeper import SECOND_PLACE
from fgj_desktop.store.store import DEFAULT_LIGHT_METHOD
from fgj_desktop.views.document_words_dialog import DocumentWordsDialog
from fgj_desktop.views.file_dialogs import ask_folder, documents_folder
from fgj_desktop.views.parts import Form, fit_height, label, plain, primary, row, set_tone
from fgj_desktop.views.preferences import (
    DEFAULT_OFFICE,
    LIGHT_METHOD,
    MONEY_UNIT,
    MONEY_UNITS,
    OFFICE,
    POINT_SIZES,
    POINTS,
    REGION,
    START,
    STARTS,
    THEME,
    THEMES,
    points_of,
    region_of,
    start_of,
    theme_of,
)
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.store.settings import Settings
    from fgj_desktop.views.file_dialogs import Memory

_REGION = re.compile(r"\d{6}")


class SettingsDialog(QDialog):
    """Writes on 确定 only. ``file_settings`` are the open ledger's; without one only the screen is offered."""

    ledger_settings_changed = Signal()
    """Something of the file changed: what is computed and printed is to be shown anew."""
    appearance_changed = Signal()
    """Colours or size of text changed in the memory."""
    money_unit_chosen = Signal(object)
    """分 in one unit, int."""

    def __init__(
        self,
        memory: Memory,
        file_settings: Settings | None = None,
        *,
        read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("选项")
        self._memory = memory
        self._settings = file_settings
        self.office = QLineEdit()
        self.region = QLineEdit()
        self.light = QComboBox()
        self._light_note = label("", "muted")
        self.reference_line = QCheckBox("提醒支出进度低于参考线的已发行项目")
        self.second = QLineEdit()
        self.unit = _box({str(unit): title for unit, title in MONEY_UNITS.items()})
        self.start = _box({str(start): title for start, title in STARTS.items()})
        self.theme = _box({str(theme): title for theme, title in THEMES.items()})
        self.points = _box({str(points): title for points, title in POINT_SIZES.items()})
        self._problem = label("", "error")
        self._own_region = True
        layout = QVBoxLayout(self)
        layout.setSpacing(space(0.7))
        if file_settings is not None:
            ledger, backup = self._ledger_group(), self._backup_group()
            for group in (ledger, backup):
                group.setDisabled(read_only)
                layout.addWidget(group)
            self._show_file_settings(file_settings)
        layout.addWidget(self._screen_group())
        layout.addWidget(self._problem)
        layout.addStretch(1)
        layout.addLayout(row(None, plain("取消", self.reject), primary("确定", self._save)))
        self._problem.hide()
        self._show_memory()
        fit_height(self, 36)

    # --- the groups -----------------------------------------------------------------------------

    def _ledger_group(self) -> QGroupBox:
        self.office.setPlaceholderText(DEFAULT_OFFICE)
        self.region.setPlaceholderText("六位数字")
        self.region.setMaxLength(6)
        for method, title in METHODS.items():
            self.light.addItem(title, method)
        self.light.currentIndexChanged.connect(self._show_light_note)
        self.office.textEdited.connect(self._follow_office)
        self.region.textEdited.connect(self._own_region_typed)
        group, form = _group("台账（随台账文件保存）")
        form.add("单位名称(&N)", self.office)
        form.add("区划代码(&R)", self.region)
        form.add("亮灯规则(&L)", self.light, None)
        form.add_note(self._light_note)
        form.add("专项债(&B)", self.reference_line, None)
        form.add_note(
            label(
                f"参考线：发行次月起 {REFERENCE_MONTHS} 个月按月均衡支出。各地要求不一，默认不用。", "muted"
            )
        )
        form.add("公文", plain("公文数字和用语…", self._show_document_words), None)
        return group

    def _backup_group(self) -> QGroupBox:
        self.second.setPlaceholderText("未设置，可选 U 盘、移动硬盘或网络盘中的文件夹")
        self.second.setClearButtonEnabled(True)
        choose = plain("选择…", self._choose_second)
        group, form = _group("备份")
        form.add("第二存放位置(&S)", self.second, choose, stretch=0)
        form.add_note(
            label("每次备份后再复制一份到该处。该处不可用时只在本机备份，并在状态栏说明。", "muted")
        )
        return group

    def _screen_group(self) -> QGroupBox:
        group, form = _group("界面（本机有效）")
        form.add("打开台账时显示(&P)", self.start, None)
        form.add("金额单位(&U)", self.unit, None)
        form.add("界面颜色(&T)", self.theme, None)
        form.add("文字大小(&Z)", self.points, None)
        return group

    # --- filling in -----------------------------------------------------------------------------

    def _show_file_settings(self, settings: Settings) -> None:
        office = str(settings.get(OFFICE, "") or "")
        region = str(settings.get(REGION, "") or "")
        self.office.setText(office)
        self.region.setText(region)
        self._own_region = bool(region) and region != region_of(office)
        _choose(self.light, str(settings.get(LIGHT_METHOD, DEFAULT_LIGHT_METHOD)))
        self._show_light_note()
        self.reference_line.setChecked(bool(settings.get(REFERENCE_LINE, False)))
        self.second.setText(str(settings.get(SECOND_PLACE) or ""))

    def _show_memory(self) -> None:
        _choose(self.unit, str(self._memory.get(MONEY_UNIT, next(iter(MONEY_UNITS)))))
        _choose(self.start, start_of(self._memory))
        _choose(self.theme, theme_of(self._memory))
        _choose(self.points, str(points_of(self._memory)))

    def _show_light_note(self) -> None:
        self._light_note.setText(light_rule_note(str(self.light.currentData())))

    def _follow_office(self, office: str) -> None:
        if not self._own_region and (region := region_of(office)):
            self.region.setText(region)

    def _own_region_typed(self, text: str) -> None:
        self._own_region = bool(text)

    def _show_document_words(self) -> None:
        assert self._settings is not None
        dialog = DocumentWordsDialog(self._settings, read_only=not self.office.isEnabled(), parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _choose_second(self) -> None:
        start = Path(self.second.text()) if self.second.text() else documents_folder()
        ask_folder(self, "选择备份的第二存放位置", start, lambda path: self.second.setText(str(path)))

    # --- storing --------------------------------------------------------------------------------

    def problem(self) -> str:
        """Why the entries cannot be stored; empty when they can."""
        region, second = self.region.text().strip(), self.second.text().strip()
        if self._settings is None:
            return ""
        if region and not _REGION.fullmatch(region):
            return f"区划代码“{region}”不是六位数字。"
        if second and not Path(second).is_dir():
            return f"文件夹“{second}”不存在或现在不可用。请插好移动盘或重新选择；也可清空，不设第二存放位置。"
        return ""

    def _save(self) -> None:
        problem = self.problem() if self._settings is not None and self.office.isEnabled() else ""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            set_tone(self._problem, "error")
            return
        self.accept()
        if self._settings is not None and self._save_file(self._settings):
            self.ledger_settings_changed.emit()
        self._save_memory()

    def _save_file(self, settings: Settings) -> bool:
        wanted: Mapping[str, object] = {
            OFFICE: self.office.text().strip(),
            REGION: self.region.text().strip(),
            LIGHT_METHOD: self.light.currentData(),
            REFERENCE_LINE: self.reference_line.isChecked(),
            SECOND_PLACE: self.second.text().strip() or None,
        }
        defaults = {LIGHT_METHOD: DEFAULT_LIGHT_METHOD, REFERENCE_LINE: False, SECOND_PLACE: None}
        changed = {
            name: value
            for name, value in wanted.items()
            if settings.get(name, defaults.get(name, "")) != value
        }
        if self.office.isEnabled():
            for name, value in changed.items():
                settings.set(name, value)
        return bool(changed)

    def _save_memory(self) -> None:
        memory = self._memory
        memory.set(START, self.start.currentData())
        unit = int(self.unit.currentData())
        theme, points = self.theme.currentData(), float(self.points.currentData())
        if unit != memory.get(MONEY_UNIT):
            memory.set(MONEY_UNIT, unit)
            self.money_unit_chosen.emit(unit)
        if theme != theme_of(memory) or points != points_of(memory):
            memory.set(THEME, theme)
            memory.set(POINTS, points)
            self.appearance_changed.emit()


def _group(title: str) -> tuple[QGroupBox, Form]:
    group = QGroupBox(title)
    form = Form()
    group.setLayout(form)
    return group, form


def _box(choices: Mapping[str, str]) -> QComboBox:
    box = QComboBox()
    for value, title in choices.items():
        box.addItem(title, value)
    return box


def _choose(box: QComboBox, value: str) -> None:
    place = box.findData(value)
    box.setCurrentIndex(max(0, place))
