"""The dialogs of 调入, 调出 and 更名: from which month on, on what ground; each one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QLineEdit, QVBoxLayout, QWidget

from fgj_desktop.ledgers.kinds import Date
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import UNIT_TITLES, Misfit
from fgj_desktop.models.periods import offered_months
from fgj_desktop.rules.register_change import LEFT, basis_text, join, leave, rename
from fgj_desktop.store.record_months import months_carried_from
from fgj_desktop.views.parts import Form, fit_height, label, plain, primary, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Column, Ledger
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.rows import Row
    from fgj_desktop.views.main_window import MainWindow

_WIDTH = 34
_MOST_NAMES = 3


class _RegisterDialog(QDialog):
    """The month from which it holds, and its basis; what is wrong is said below."""

    done_with = Signal(str)
    """What was done, in words."""

    def __init__(self, title: str, document: LedgerDocument, ledger: Ledger, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.document = document
        self.ledger = ledger
        self.month = QComboBox()
        for month in offered_months(document.store, document.month):
            self.month.addItem(f"{month.year}年{month.number}月", month)
        self.month.setCurrentIndex(self.month.findText(f"{document.month.year}年{document.month.number}月"))
        self.basis = QLineEdit()
        self.basis.setPlaceholderText("会议纪要、文件名称和文号")
        self.problem = label("", "error")
        self.problem.hide()
        self.form = Form()
        self.go = primary(title, self._try)

    def open_over(self, window: MainWindow) -> None:
        """Open, and let the window say what was done."""
        self.done_with.connect(window.say)
        self.open()

    def lay_out(self, explained: str) -> None:
        """Put the parts together below what the form holds by now."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(self.form)
        layout.addWidget(label(explained, "muted"))
        layout.addWidget(self.problem)
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        fit_height(self, _WIDTH)

    def chosen_month(self) -> Month:
        """The month from which on it holds."""
        month: Month = self.month.currentData()
        return month

    def say_problem(self, text: str) -> None:
        """Say why nothing was done."""
        self.problem.setText(text)
        self.problem.show()
        fit_height(self, _WIDTH)

    def _try(self) -> None:
        done = self.do()
        if done:
            self.accept()
            self.done_with.emit(f"{done}可按 Ctrl+Z 撤销。")

    def do(self) -> str:
        """Do it as one action and say so; empty when it was not done."""
        raise NotImplementedError


class _DatedDialog(_RegisterDialog):
    """Joining and leaving have a day as well."""

    def __init__(self, title: str, document: LedgerDocument, ledger: Ledger, parent: QWidget | None) -> None:
        super().__init__(title, document, ledger, parent)
        self.day = QLineEdit()
        self.day.setPlaceholderText("如 9.10、2021年9月10日")

    def said_later(self, records: Sequence[int], month: Month) -> str:
        """That a later month says otherwise already, which holds from there; empty when none does."""
        ledger, store = self.ledger, self.document.store
        for record in records:
            later = months_carried_from(store, ledger, record, Month(2999, 12)).get(ledger.register or "")
            if later is not None and later > month:
                (row,) = store.view(ledger, later).rows([record])
                state = row.values.get(ledger.register or "")
                return f"{later.year}年{later.number}月已登记为“{state}”，自该月起仍按“{state}”。"
        return ""

    def read_basis(self) -> str | None:
        """Day and ground as one text; a day that cannot be read is said, and None given."""
        context = self.document.store.context(self.chosen_month())
        day = Date().parse(self.day.text(), context)
        if isinstance(day, Misfit):
            self.say_problem(f"{'' if day.reason.startswith('“') else f'“{day.text}”'}{day.reason}。")
            return None
        return (
            basis_text(Date().text(day if isinstance(day, str) else None, context), self.basis.text()) or ""
        )


class JoinDialog(_DatedDialog):
    """Takes a known project in again, or a new one."""

    joined = Signal(object)
    """The record's id."""

    def __init__(self, document: LedgerDocument, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__("调入", document, ledger, parent)
        self._known = self._candidates()
        self.name = QLineEdit()
        self.name.setPlaceholderText("新项目直接填写名称；台账中已有的从列表选择")
        completer = QCompleter(list(self._known), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        self.plan = QLineEdit()
        self.plan.setPlaceholderText(f"{UNIT_TITLES[document.money_unit]}，可不填")
        self.form.add(f"{ledger.record_title}名称(&N)", self.name)
        self.form.add("自何月起(&M)", self.month, None)
        self.form.add("调入日期(&D)", self.day)
        self.form.add("依据(&B)", self.basis)
        if self._plan_column is not None:
            self.form.add("年度计划投资(&P)", self.plan)
        self.lay_out("此前各月的台账不含这个项目，项数、合计和打印不变。")

    @property
    def _plan_column(self) -> str | None:
        """The year's plan, which a project that joins has from then on."""
        return next((one.name for one in self.ledger.columns if one.revised_by is not None), None)

    def _plan_for(self, column: Column, record: int | None, month: Month) -> str:
        """The column that takes the plan: one that comes back keeps the year's first plan, which earlier months had."""
        rows = [] if record is None else self.document.store.view(self.ledger, month).rows([record])
        has_plan = any(row.values.get(column.name) is not None for row in rows)
        return column.revised_by if has_plan and column.revised_by is not None else column.name

    def _candidates(self) -> dict[str, int]:
        """The records that are not in the month's ledger, or have left it, by name."""
        view, ledger = self.document.view(self.ledger), self.ledger
        assert ledger.register is not None
        states = view.values([ledger.register])
        labels = self.document.store.links().labels(ledger.name)
        return {
            name: record
            for record, name in labels.items()
            if name and (record not in states or states[record][0] == LEFT)
        }

    def do(self) -> str:
        """Write name, state, basis and plan."""
        ledger, document, month = self.ledger, self.document, self.chosen_month()
        name = ledger.by_name[ledger.name_column].kind.parse(self.name.text(), document.context())
        if not isinstance(name, str):
            reason = f"{name.reason}，" if isinstance(name, Misfit) else ""
            self.say_problem(f"{reason}请填写{ledger.record_title}名称。")
            return ""
        record = self._known.get(name)
        if record is None and name in document.store.links().labels(ledger.name).values():
            self.say_problem(f"“{name}”已在{month.year}年{month.number}月的台账中，不需要调入。")
            return ""
        basis = self.read_basis()
        if basis is None:
            return ""
        values: dict[str, Parsed] = {}
        if record is None:
            values[ledger.name_column] = name
            if ledger.serial_column is not None:
                values[ledger.serial_column] = document.view(ledger).largest(ledger.serial_column) + 1
        if self._plan_column is not None and self.plan.text().strip():
            column = ledger.by_name[self._plan_column]
            plan = column.kind.parse(self.plan.text(), document.context())
            values[self._plan_for(column, record, month)] = plan
        found: list[int] = []
        done = document.act(
            f"调入：{name}",
            lambda writes: found.append(join(writes, ledger, record, month, basis or None, values)),
        )
        if not done:
            self.say_problem("未能调入，台账未作改动。")
            return ""
        self.joined.emit(found[0])
        return f"“{name}”自{month.year}年{month.number}月起调入。{self.said_later(found, month)}"


class LeaveDialog(_DatedDialog):
    """Lets the selected projects leave."""

    def __init__(
        self, document: LedgerDocument, ledger: Ledger, rows: Sequence[Row], parent: QWidget | None = None
    ) -> None:
        super().__init__("调出", document, ledger, parent)
        self._rows = rows
        self.form.add(ledger.record_title, label(_named(ledger, rows)))
        self.form.add("自何月起(&M)", self.month, None)
        self.form.add("调出日期(&D)", self.day)
        self.form.add("依据(&B)", self.basis)
        self.lay_out("自该月起仍列在台账中，不计入项数和合计；此前各月不变，下年度不再结转。")

    def do(self) -> str:
        """Write state and basis."""
        basis, month, ledger = self.read_basis(), self.chosen_month(), self.ledger
        if basis is None:
            return ""
        records = [one.id for one in self._rows]
        words = _named(ledger, self._rows)
        if self.document.act(
            f"调出：{words}", lambda writes: leave(writes, ledger, records, month, basis or None)
        ):
            return f"{words}自{month.year}年{month.number}月起调出。{self.said_later(records, month)}"
        self.say_problem("未能调出，台账未作改动。")
        return ""


class RenameDialog(_RegisterDialog):
    """Gives a project another name and keeps the old one."""

    def __init__(
        self, document: LedgerDocument, ledger: Ledger, row: Row, parent: QWidget | None = None
    ) -> None:
        super().__init__("更名", document, ledger, parent)
        self._row = row
        self._old = str(row.values.get(ledger.name_column) or "")
        self.name = QLineEdit(self._old)
        self.name.selectAll()
        self.form.add("原名称", label(self._old or "（未填名称）"))
        self.form.add("新名称(&N)", self.name)
        self.form.add("自何月起(&M)", self.month, None)
        self.form.add("依据(&B)", self.basis)
        self.lay_out("原名称连同月份和依据记入曾用名；此前各月打印和导出仍用原名称，导入时两个名称都能对应。")

    def do(self) -> str:
        """Write the new name, and the old one into 曾用名."""
        ledger, month = self.ledger, self.chosen_month()
        name = ledger.by_name[ledger.name_column].kind.parse(self.name.text(), self.document.context())
        if not isinstance(name, str):
            reason = f"{name.reason}，" if isinstance(name, Misfit) else ""
            self.say_problem(f"{reason}请填写新名称。")
            return ""
        if name == self._old:
            self.say_problem("新名称与原名称相同。")
            return ""
        basis = self.basis.text()
        if self.document.act(
            f"更名：{self._old} → {name}",
            lambda writes: rename(writes, ledger, self._row, name, month, basis),
        ):
            return f"已更名为“{name}”，原名称记入曾用名。"
        self.say_problem("未能更名，台账未作改动。")
        return ""


def _named(ledger: Ledger, rows: Sequence[Row]) -> str:
    """「甲、乙、丙等 5 项」."""
    names = [str(one.values.get(ledger.name_column) or "（未填名称）") for one in rows]
    words = "、".join(names[:_MOST_NAMES])
    return words if len(names) <= _MOST_NAMES else f"{words}等 {len(names)} {ledger.measure_word}"
