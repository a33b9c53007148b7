"""评分表: the scores of a year, indicators × towns, typed in place, with totals, places and grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers import ledger_named
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
from fgj_desktop.views.parts import heading, label, offer, plain, primary, row, set_tone
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
_LOOKED_AT = 60
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
        self._quotas = (QLabel(EXCELLENT), self.excellent, QLabel(GOOD), self.good, self.seats)
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
            self.year,
            self.unit,
            *self._quotas,
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
        title = heading("评分表", "title", wrap=False)
        outer.addLayout(row(title, self.year, self.unit, None, *self._quotas, self.publish))
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
        self.grid.doubleClicked.connect(self._double_clicked)
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
        offer(self.year, [(f"{year}年", year) for year in years])
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
        offer(self.unit, [(_EVERY_UNIT, None), *listed])
        self.table.show_sheet(sheet, self.unit.currentData())
        self.grid.header().viewport().update()
        if not self.grid.currentIndex().isValid() and self.table.rowCount():
            self.grid.setCurrentIndex(self.table.index(0, len(HEADS)))
        self._show_state(sheet)
        self._show_cell()

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

    def _double_clicked(self, index: QModelIndex) -> None:
        """A score is edited; a total or an indicator opens its rows."""
        if self.table.indicator(index.row()) is None or self.table.town(index.column()) is None:
            self.open_rows(index)

    def open_rows(self, index: QModelIndex) -> None:
        """The scores behind a total, an indicator or a cell, in the ledger; an indicator without scores itself."""
        indicator, town = self.table.indicator(index.row()), self.table.town(index.column())
        if indicator is None and town is None:
            return
        year = self.table.sheet.year
        name = None if indicator is None else str(indicator.values.get("name") or "")
        records = self.table.records_at(index.row(), index.column())
        if records:
            source = "" if town is None else self.table.column_title(index.column())
            self._window.show_records(SCORES, records, f"{year}年{source}{name or ''}")
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
        changed = sorted(change.records.get(SCORES, ()))[:_LOOKED_AT]
        left = self._window.document.view(ledger_named(SCORES)).rows(changed)
        year = next((int(one) for row in left if (one := row.values.get("year")) is not None), None)
        if left and not any(self.table.place_of(record) for record in changed):
            # Another year's, or of an indicator of another unit.
            self.year.setCurrentIndex(max(0, self.year.findData(year)))
            self.unit.setCurrentIndex(0)
            self._look_anew()
        place = next(filter(None, map(self.table.place_of, changed)), None)
        if place is not None:
            self.grid.setCurrentIndex(self.table.index(*place))
        return True


def _percent() -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, 100)
    box.setSuffix(" %")
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setKeyboardTracking(False)
    return box
