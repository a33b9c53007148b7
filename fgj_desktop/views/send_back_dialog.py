"""退回修改: a unit's return goes back to it with the reasons; what the checks found is offered as such."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout

from fgj_desktop.rules.round_register import send_back
from fgj_desktop.views.parts import Form, TextBox, fit, label, plain, primary, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.models.round_status import RoundStatus, UnitLine
    from fgj_desktop.views.main_window import MainWindow


class SendBackDialog(QDialog):
    """Asks for the unit and the reasons."""

    sent_back = Signal(object, str)
    """The UnitLine, and the reasons."""

    def __init__(self, window: MainWindow, status: RoundStatus, unit: int | None = None) -> None:
        super().__init__(window)
        self.setWindowTitle("退回修改")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._status = window, status
        self.unit = QComboBox()
        for line in status.units:
            if line.unit is not None:
                self.unit.addItem(f"{line.name}（{line.state}）", line)
        places = [at for at in range(self.unit.count()) if self.unit.itemData(at).unit == unit]
        self.unit.setCurrentIndex(places[0] if places else 0)
        hint = "写明哪一项、哪里需要修改，如：第3项进展与上期相同，请补充本期工作"
        self.reasons = TextBox("退回原因", hint)
        self.go = primary("退回修改", self.send)
        self.go.setEnabled(False)
        self.reasons.textChanged.connect(self._enable)
        form = Form()
        form.add("单位(&U)", self.unit, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(form)
        layout.addWidget(label("退回原因"))
        layout.addWidget(self.reasons, 1)
        layout.addWidget(label("已收到的内容保留在台账中，报送状态改为退回修改。", "muted"))
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        fit(self, 40, 20)

    def _enable(self) -> None:
        has_reason = bool(self.reasons.toPlainText().strip())
        self.go.setEnabled(has_reason and self.unit.count() > 0 and not self._window.document.read_only)

    def send(self) -> None:
        """Keep that it went back, as one action."""
        line: UnitLine = self.unit.currentData()
        assert line.unit is not None
        document, reasons = self._window.document, self.reasons.toPlainText().strip()
        write = partial(
            send_back,
            store=document.store,
            info=self._status.info,
            unit=line.unit,
            reasons=reasons,
            last=line.last_return,
            records=line.records,
        )
        if document.act(f"退回修改：{line.name}", write):
            self.accept()
            self.sent_back.emit(line, reasons)
