"""评分表: the scores of a year, indicators × towns, typed in place, with totals, places and grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.models.score_edit import write_reason
from fgj_desktop.models.score_table import HEADS, NAME_COLUMN, TOWN_WIDTH, ScoreTable
from fgj_desktop.rules.assessment import EXCELLENT, GOOD, is_basic
from fgj_desktop.rules.town_results import (
    INDICATORS,
    RESULTS,
    SCORES,
    SETTING,
    assessed_years,
    kept_quotas,
    points,
    published_of,
    quotas_of,
    sheet_of,
    standing,
)
from fgj_desktop.views.grid import LedgerGrid
from fgj_desktop.views.ledger_pane import READ_ONLY
from fgj_desktop.views.parts import heading, label, plain, primary, row, set_tone
from fgj_desktop.views.score_cells import ScoreCells
from fgj_desktop.views.theme import space
from fgj_desktop.views.window_page import WindowPage

if TYPE_CHECKING:
    from fgj_desktop.rules.assessment import ScoreSheet
    from fgj_desktop.rules.town_results import Published
    from fgj_desktop.store.changes import Change
    from fgj_desktop.views.main_window import MainWindow

_EMPTY = "还没有考核指标。请先在“指标与分值”中录入或导入。"
_EVERY_UNIT = "全部评分单位"
_OWN = frozenset({SCORES, RESULTS})


class ScorePage(WindowPage):
    """One year's sheet; who scores chooses the unit, and it is its column form."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.published: Published | None = None
        self._editor_place: tuple[int, int] | None = None
        self.year, self.unit = QComboBox(), QComboBox()
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.excellent, self.good = _percent(), _percent()
        self.seats = label("", "muted", wrap=False)
        self.publish = primary("公布结果…", self.open_publishing)
        self.state = label()
        self.empty = label(_EMPTY)
        self.go_to_indicators = plain("打开指标与分值", lambda: window.open_ledger(INDICATORS))
        self.grid = LedgerGrid(self)
        self.table = ScoreTable(window.document)
        self.cells = ScoreCells(window, self)
        self.about_cell = label("", "muted", wrap=False)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("当前单元格的扣分原因")
        self.reason_title = QLabel("扣分原因(&R)")
        self.reason_title.setBuddy(self.reason)
        self._when_empty: tuple[QWidget, ...] = (self.empty, self.go_to_indicators)
        self._when_filled: tuple[QWidget, ...] = (
            self.grid,
            self.state,
            self.about_cell,
            self.reason,
            self.reason_title,
            self.publish,
        )
        self.grid.setModel(self.table)
        self.grid.setAccessibleName("评分表")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space(0.9), space(0.7), space(0.9), space(0.7))
        outer.setSpacing(space(0.5))
        quotas = (QLabel(EXCELLENT), self.excellent, QLabel(GOOD), self.good, self.seats)
        title = heading("评分表", "title", wrap=False)
        outer.addLayout(row(title, self.year, self.unit, None, *quotas, self.publish))
        outer.addWidget(self.state)
        outer.addWidget(self.empty)
        outer.addLayout(row(self.go_to_indicators, None))
        outer.addWidget(self.grid, 1)
        outer.addLayout(row(self.about_cell, self.reason_title, self.reason, stretch=2))
        outer.addStretch(0)

    def _connect(self) -> None:
        self.year.activated.connect(lambda _index: self._look_anew())
        self.unit.activated.connect(lambda _index: self._look_anew())
        for box in (self.excellent, self.good):
            box.valueChanged.connect(lambda _value: self._keep_quotas())
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._show_cell())
        self.table.modelReset.connect(self._lay_columns)
        self.table.dataChanged.connect(lambda *_: self._show_cell())
        self.grid.doubleClicked.connect(self.open_rows)
        self.reason.editingFinished.connect(self._keep_reason)

    def parts(self) -> list[QWidget]:
        """The grid and the line below it; without indicators the way to them."""
        return [self.go_to_indicators] if self.grid.isHidden() else [self.grid, self.reason]

    def restyle(self) -> None:
        """Take the colours in force."""
        self.grid.restyle()

    # --- filling --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the sheet anew."""
        document = self._window.document
        years = assessed_years(document.store, document.month)
        self._offer(self.year, [(f"{year}年", year) for year in years])
        for part in self._when_empty:
            part.setVisible(not years)
        for part in self._when_filled:
            part.setVisible(bool(years))
        self.reason.setReadOnly(document.read_only)
        self.publish.setEnabled(not document.read_only)
        if years:
            year = int(self.year.currentData())
            self.published = published_of(document.store, document.month, year)
            self._show_sheet(sheet_of(document.store, document.month, year))
        self._show_quotas()

    def _show_sheet(self, sheet: ScoreSheet) -> None:
        document = self._window.document
        units = {int(unit) for one in sheet.indicators if (unit := one.values.get("scoring_unit"))}
        names = document.store.links().labels("responsible_unit")
        listed = [(names[unit], unit) for unit in names if unit in units]
        self._offer(self.unit, [(_EVERY_UNIT, None), *listed])
        self.table.show_sheet(sheet, self.unit.currentData())
        self.grid.header().viewport().update()
        if not self.grid.currentIndex().isValid() and self.table.rowCount():
            self.grid.setCurrentIndex(self.table.index(0, len(HEADS)))
        self._show_state(sheet)
        self._show_cell()

    @staticmethod
    def _offer(box: QComboBox, choices: list[tuple[str, int | None]]) -> None:
        """List choices; the one chosen stays chosen while there is such."""
        chosen = box.currentData()
        if [(box.itemText(place), box.itemData(place)) for place in range(box.count())] == choices:
            return
        box.clear()
        for text, value in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _show_state(self, sheet: ScoreSheet) -> None:
        """What was published, what is missing, what counts nowhere."""
        words, is_off = standing(sheet, self.published)
        if self._window.document.read_only:
            words += READ_ONLY
        self.state.setText(words)
        set_tone(self.state, "warning" if is_off else "muted")

    def _lay_columns(self) -> None:
        towns = self.table.columnCount() - len(HEADS)
        self.grid.set_column_characters([*(head.width for head in HEADS), *[TOWN_WIDTH] * towns])
        self.grid.set_frozen_columns(NAME_COLUMN + 1)

    def _look_anew(self) -> None:
        if self.finish_editing():
            self.become_stale()
            self.finish()

    # --- the current cell -----------------------------------------------------------------------

    def current_place(self) -> tuple[int, int] | None:
        """Row and column of the current cell while it is one that is scored."""
        index = self.grid.currentIndex()
        here = (index.row(), index.column())
        return here if index.isValid() and self.table.takes_score(*here) else None

    def _show_cell(self) -> None:
        """The current cell in the line below: whose score of what, and the reason."""
        here = self.current_place()
        self.reason.setEnabled(here is not None)
        if here is None:
            self.about_cell.setText("")
            # Not clear(): Qt counts that as typing.
            self.reason.setText("")
        else:
            indicator = self.table.indicator(here[0])
            assert indicator is not None
            weight = indicator.values.get("weight")
            worth = f"（{points(int(weight))} 分）" if weight is not None and is_basic(indicator) else ""
            self.about_cell.setText(
                f"{self.table.column_title(here[1])}　{indicator.values.get('name')}{worth}"
            )
            if here != self._editor_place or not self.reason.isModified():
                self.reason.setText(self.table.score(*here).reason)
        self._editor_place = here

    def _keep_reason(self) -> None:
        """Store the reason when the line is left."""
        if self._editor_place is None or not self.reason.isModified() or self._window.document.read_only:
            return
        if write_reason(self.table, self._editor_place, self.reason.text()):
            self.reason.setModified(False)
            self.finish()

    def finish_editing(self) -> bool:
        """Store the open cell and the reason."""
        if not self.grid.finish_editing():
            return False
        self._keep_reason()
        return not self.reason.isModified()

    # --- quotas ---------------------------------------------------------------------------------

    def _show_quotas(self) -> None:
        document = self._window.document
        quotas = quotas_of(document.store.settings.get(SETTING))
        towns = len(self.table.sheet.towns)
        for box, grade in ((self.excellent, EXCELLENT), (self.good, GOOD)):
            box.blockSignals(True)
            box.setValue(int(quotas[grade] * 100))
            box.blockSignals(False)
            box.setReadOnly(document.read_only)
            box.setToolTip(f"{grade}占镇办总数的比例，名额向下取整")
        self.seats.setText(
            "　".join(f"{grade} {int(towns * share)} 个" for grade, share in quotas.items()) if towns else ""
        )

    def _keep_quotas(self) -> None:
        settings = self._window.document.store.settings
        try:
            settings.set(SETTING, kept_quotas(self.excellent.value(), self.good.value()))
        except FgjError as problem:
            self._window.say(str(problem), error=True)
        self.become_stale()
        self.finish()

    # --- going elsewhere, publishing ------------------------------------------------------------

    def open_rows(self, index: QModelIndex) -> None:
        """The scores behind a total or an indicator, in the ledger; an indicator without scores itself."""
        indicator, town = self.table.indicator(index.row()), self.table.town(index.column())
        if (indicator is None) == (town is None):
            return
        year = self.table.sheet.year
        name = None if indicator is None else str(indicator.values.get("name") or "")
        records = [
            cell.record
            for (of, at), cell in self.table.sheet.cells.items()
            if cell.record is not None and of in (name or of,) and (town is None or at == town.id)
        ]
        if records:
            source = self.table.column_title(index.column()) if name is None else name
            self._window.show_records(SCORES, records, f"{year}年{source}")
        elif indicator is not None:
            self._window.show_records(INDICATORS, [indicator.id], f"{year}年{name}")

    def open_publishing(self) -> None:
        """Show what would be published."""
        from fgj_desktop.views.publish_dialog import show_publishing

        if self.finish_editing():
            show_publishing(self._window, self.table.sheet, self.published)

    def travel(self, change: Change) -> bool:
        """Stay where scores or results are undone, and go to the cell."""
        if not set(change.records) <= _OWN:
            return False
        self.finish()
        for record in sorted(change.records.get(SCORES, ())):
            place = self.table.place_of(record)
            if place is not None:
                self.grid.setCurrentIndex(self.table.index(*place))
                break
        return True


def _percent() -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, 100)
    box.setSuffix(" %")
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setKeyboardTracking(False)
    return box
