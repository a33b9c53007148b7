"""What can be chosen at the print desk, beside the pages: what, whom for, on which paper, with which words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from fgj_desktop.rules.print_parts import LEADER, UNIT
from fgj_desktop.rules.print_setup import SHEETS, USUAL_MARK, PrintSetup
from fgj_desktop.rules.sheet_words import SIGNATURE
from fgj_desktop.store.filters import Order
from fgj_desktop.views.parts import Form, label, plain
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence

USUAL = "默认"
WHOM = {"": "不分开", UNIT: "按责任单位", LEADER: "按挂点领导"}
_REST = 400
"""Milliseconds after the last key until the pages follow."""


class Choice(QComboBox):
    """A list of texts that stand for values of any kind."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def offer(self, choices: Sequence[tuple[str, Any]]) -> None:
        """List these instead; the value chosen stays chosen where it is among them."""
        chosen = self.value()
        self._values = [value for _, value in choices]
        self.clear()
        self.addItems([text for text, _ in choices])
        self.choose(chosen)

    def value(self) -> Any:  # noqa: ANN401
        """The value chosen."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def choose(self, value: Any) -> None:  # noqa: ANN401
        """Choose a value; the first one where it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class DeskPanel(QScrollArea):
    """The choices; ``changed`` says that the pages are to be made again, ``kept_as`` what is asked of presets."""

    changed = Signal()
    content_chosen = Signal(str)
    preset_chosen = Signal(str)
    columns_asked = Signal()
    part_chosen = Signal(int)
    """The position of a document among those that go to units or leaders."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[str, ...] | None = None
        self.content, self.preset, self.scope, self.each = Choice(), Choice(), Choice(), Choice()
        self.part, self.sheet, self.group, self.order = Choice(), Choice(), Choice(), Choice()
        self.on_fronts = QCheckBox("双面打印时每份另起一张")
        self.descending = QCheckBox("降序")
        self.usual_notes = QCheckBox("自动附注")
        self.usual_notes.setToolTip("口径、亮灯规则、筛选条件等随内容变化的附注")
        self.marks = QCheckBox("标在每页左上角")
        self.save, self.delete = plain("保存方案…"), plain("删除方案")
        self.choose_columns = plain("选择列…", self.columns_asked.emit)
        self.columns_told = label("", "muted", wrap=False)
        self.notes, self.signature, self.mark = QPlainTextEdit(), QLineEdit(), QLineEdit()
        self._typed = QTimer(self, singleShot=True, interval=_REST)
        self._blocks: dict[str, list[QWidget]] = {}
        self._arrange()
        self._connect()

    # --- what is chosen -------------------------------------------------------------------------

    def setup(self) -> PrintSetup:
        """The set-up chosen."""
        order = self.order.value()
        if order and len(order) == 1:
            order = (replace(order[0], descending=self.descending.isChecked()),)
        signature = self.signature.text()
        return PrintSetup(
            sheet=self.sheet.value(),
            columns=self.columns,
            order=order,
            group=self.group.value(),
            usual_notes=self.usual_notes.isChecked(),
            notes=tuple(
                line.strip().removeprefix("注：")
                for line in self.notes.toPlainText().splitlines()
                if line.strip()
            ),
            signature=None if signature == SIGNATURE else signature,
            mark=self.mark.text().strip() if self.marks.isChecked() else "",
        )

    def show_setup(self, setup: PrintSetup, orders: Sequence[tuple[str, Any]]) -> None:
        """Show a set-up; ``orders`` are those that can be chosen, a stored one of several columns among them."""
        was_blocked = self.blockSignals(True)
        self.columns = setup.columns
        self.sheet.choose(setup.sheet)
        self.group.choose(setup.group)
        self.order.offer(orders)
        single = setup.order[0] if setup.order and len(setup.order) == 1 else None
        self.order.choose(setup.order if single is None else (Order(single.field),))
        self.descending.setChecked(single is not None and single.descending)
        self.usual_notes.setChecked(setup.usual_notes)
        self.notes.setPlainText("\n".join(setup.notes))
        self.signature.setText(SIGNATURE if setup.signature is None else setup.signature)
        self.signature.setCursorPosition(0)
        self.marks.setChecked(bool(setup.mark))
        self.mark.setText(setup.mark or USUAL_MARK)
        self._typed.stop()
        self.blockSignals(was_blocked)
        self._enable()

    def show_uses(self, uses: frozenset[str]) -> None:
        """Show the choices that mean something for what is printed."""
        for name, widgets in self._blocks.items():
            for widget in widgets:
                widget.setVisible(name in uses)

    def show_columns(self, count: int, every: int) -> None:
        """Say how many columns are printed."""
        self.columns_told.setText(f"{count}／共 {every} 列")

    def show_parts(self, names: Sequence[str]) -> None:
        """List the documents that go to units or leaders."""
        was_blocked = self.part.blockSignals(True)
        self.part.offer([(name, place) for place, name in enumerate(names)])
        self.part.blockSignals(was_blocked)
        for widget in self._blocks["parts"]:
            widget.setVisible(bool(names))

    # --- widgets --------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.sheet.offer([(one.title, one) for one in SHEETS])
        self.notes.setFixedHeight(space(4.2))
        self.notes.setTabChangesFocus(True)
        self.notes.setPlaceholderText("另加附注，每行一条")
        self.mark.setPlaceholderText(USUAL_MARK)
        inside, form = QWidget(), Form()
        inside.setLayout(form)
        form.setContentsMargins(space(0.6), space(0.5), space(0.6), space(0.5))
        self._add(form, "", "内容(&C)", self.content)
        self._add(form, "preset", "方案(&A)", self.preset)
        self._add(form, "preset", "", self.save, self.delete)
        self._add(form, "scope", "范围(&R)", self.scope)
        self._add(form, "each", "分别打印(&E)", self.each)
        self._add(form, "parts", "", self.part)
        self._add(form, "parts", "", self.on_fronts)
        self._add(form, "sheet", "纸张(&S)", self.sheet)
        self._add(form, "columns", "列(&L)", self.choose_columns, self.columns_told)
        self._add(form, "order", "排序(&O)", self.order, self.descending)
        self._add(form, "group", "分组(&G)", self.group)
        self._add(form, "notes", "附注(&N)", self.usual_notes)
        self._add(form, "notes", "", self.notes)
        self._add(form, "signature", "签名行(&Q)", self.signature)
        self._add(form, "", "标注(&M)", self.marks)
        self._add(form, "", "", self.mark)
        form.setRowStretch(form.rowCount(), 1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFixedWidth(space(17))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName("打印设置")

    def _add(self, form: Form, name: str, title: str, *widgets: QWidget) -> None:
        """Add a line; it is shown while what is printed uses ``name``."""
        form.add(title, *widgets, stretch=0)
        item = form.itemAtPosition(form.rowCount() - 1, 0)
        told = item.widget() if item is not None else None
        self._blocks.setdefault(name, []).extend([*widgets, *([told] if told is not None else [])])

    def _connect(self) -> None:
        self.content.activated.connect(lambda _: self.content_chosen.emit(self.content.value()))
        self.preset.activated.connect(lambda _: self.preset_chosen.emit(self.preset.value()))
        self.part.activated.connect(lambda _: self.part_chosen.emit(self.part.value()))
        for one in (self.scope, self.each, self.sheet, self.group, self.order):
            one.activated.connect(lambda _: self._tell())
        for tick in (self.on_fronts, self.descending, self.usual_notes, self.marks):
            tick.clicked.connect(lambda _: self._tell())
        for line in (self.signature, self.mark):
            line.textEdited.connect(lambda _: self._typed.start())
        self.notes.textChanged.connect(self._typed.start)
        self._typed.timeout.connect(self.changed)

    def _tell(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        order = self.order.value()
        self.descending.setEnabled(bool(order) and len(order) == 1)
        self.mark.setEnabled(self.marks.isChecked())
