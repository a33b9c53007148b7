"""The middle of the import dialog: totals reconciled first, then warnings, then what else was found, folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from fgj_desktop.views.fold import Fold, FoldList
from fgj_desktop.views.import_columns import ColumnList
from fgj_desktop.views.import_lists import result_folds
from fgj_desktop.views.parts import clear, label, panel, quiet, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.plan import Reconciliation
    from fgj_desktop.views.import_session import ImportSession
    from fgj_desktop.views.parts import PanelTone

_SHOWN = 4
"""Sentences of one sort that are shown before the rest is folded away."""
_UNKNOWN = "未识别的列"
_GRAND = "表内合计"


class ImportFindings(QWidget):
    """Shows a session's findings; corrections and options are announced."""

    corrected = Signal(str, int, object)
    """Id of a table, column of its sheet, name of the ledger's field or None."""
    clearing_chosen = Signal(bool)
    star_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.folds = FoldList()
        self._panels = QVBoxLayout()
        self._panels.setSpacing(space(0.4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.5))
        layout.addLayout(self._panels)
        layout.addWidget(self.folds)

    def fill(self, session: ImportSession) -> None:
        """Show what the plan found."""
        clear(self._panels)
        self._add("error", session.failures)
        plan = session.plan
        if plan is None:
            self.folds.fill([])
            return
        if plan.is_empty:
            self._add("good", [plan.message])
        self._add_totals(plan.reconciliations)
        unknown = [text for text in session.notices if _UNKNOWN in text]
        self._add("warning", plan.warnings, "其他提示")
        if unknown:
            self._add_unknown(unknown)
        rest = [text for text in session.notices if text not in unknown]
        self._add("quiet", rest, "其他说明")
        self.folds.fill([*result_folds(session), *self._column_folds(session), self._options(session)])

    def texts(self) -> list[str]:
        """Everything said in the panels, for tests and for copying."""
        frames = [self._panels.itemAt(at) for at in range(self._panels.count())]
        widgets = [item.widget() for item in frames if item is not None]
        return [
            one.text() for frame in widgets if isinstance(frame, QFrame) for one in frame.findChildren(QLabel)
        ]

    # --- panels ---------------------------------------------------------------------------------

    def _add(self, tone: PanelTone, texts: Sequence[str], more: str = "") -> QVBoxLayout | None:
        if not texts:
            return None
        frame, inside = panel(tone)
        shown = len(texts) if len(texts) <= _SHOWN + 1 else _SHOWN
        for text in texts[:shown]:
            inside.addWidget(label(text))
        rest = list(texts[shown:])
        if rest:
            inside.addWidget(Fold(f"{more} {len(rest)} 条", lambda: _lines(rest)))
        self._panels.addWidget(frame)
        return inside

    def _add_totals(self, found: Sequence[Reconciliation]) -> None:
        wrong = [one.message for one in found if not one.agrees]
        right = [one for one in found if one.agrees]
        if wrong:
            self._add("warning", wrong, "其他不一致")
        if right:
            self._add("good", _agreeing(right, bool(wrong)))

    def _add_unknown(self, texts: Sequence[str]) -> None:
        inside = self._add("warning", texts, "其他未识别的列")
        if inside is not None:
            inside.addLayout(row(quiet("指定对应列…", self.open_columns), None))

    # --- folds ----------------------------------------------------------------------------------

    def open_columns(self) -> None:
        """Open the list of columns of the first sheet that has unknown ones."""
        names = [name for name in self.folds.names() if name.startswith("columns:")]
        unknown = [name for name in names if self._is_unknown(name)]
        for name in (unknown or names)[:1]:
            fold = self.folds.fold(name)
            if fold is not None:
                fold.open()
                fold.head.setFocus()

    def _is_unknown(self, name: str) -> bool:
        fold = self.folds.fold(name)
        return fold is not None and _UNKNOWN in fold.head.text()

    def _column_folds(self, session: ImportSession) -> list[tuple[str, Fold]]:
        """Sheets whose headers are alike are shown once, unless something in them is unknown."""
        folds: list[tuple[str, Fold]] = []
        seen: set[str] = set()
        several = len(session.parts) > 1
        for part in session.parts:
            if part.mapping is None:
                continue
            table = session.table(part.id)
            signature = table.header.signature if table.header is not None else part.id
            if signature in seen:
                continue
            seen.add(signature)
            unknown = sum(not one.reason for one in part.mapping.unknown)
            known = len(part.mapping.written) + len(part.mapping.compared)
            title = f"列对应：{known} 列已对应" + (f"，{_UNKNOWN} {unknown} 列" if unknown else "")
            title = f"{title}（{part.sheet}）" if several else title

            def make(part=part, table=table) -> QWidget:  # type: ignore[no-untyped-def]  # noqa: ANN001
                columns = ColumnList(part, table)
                columns.corrected.connect(lambda column, name: self.corrected.emit(part.id, column, name))
                return columns

            folds.append((f"columns:{part.id}", Fold(title, make)))
        return folds

    def _options(self, session: ImportSession) -> tuple[str, Fold]:
        def make() -> QWidget:
            body = QWidget()
            inside = QVBoxLayout(body)
            inside.setContentsMargins(0, 0, 0, 0)
            clears = QCheckBox("表中空白的单元格也清空台账中的值")
            clears.setChecked(session.clears_empty)
            clears.toggled.connect(self.clearing_chosen)
            inside.addWidget(clears)
            if any(one.ledger is not None and "level" in one.ledger.by_name for one in session.parts):
                star = QCheckBox("省重点（★）同时计为市重点")
                star.setChecked(session.star_means_city_too)
                star.toggled.connect(self.star_chosen)
                inside.addWidget(star)
            return body

        return ("options", Fold("更多选项", make))


def _agreeing(found: Sequence[Reconciliation], some_differ: bool) -> list[str]:
    """All of a few; of many their number and the grand totals of the last sheet."""
    if len(found) <= _SHOWN:
        return [one.message for one in found]
    count = f"{'另有' if some_differ else '合计核对'} {len(found):,} 处{'核对' if some_differ else '，全部'}一致。"
    last = found[-1].place
    grand = [
        one.message
        for one in found
        if not one.is_count
        and (one.place.file, one.place.sheet) == (last.file, last.sheet)
        and _GRAND in one.message
    ]
    return [count, *grand[-2:]]


def _lines(texts: Sequence[str]) -> QWidget:
    body = QWidget()
    inside = QVBoxLayout(body)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(space(0.25))
    for text in texts:
        inside.addWidget(label(text))
    return body
