"""Pictures of closing a period, of opening it for corrections, and of what differs from the period before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.models.choice import Choice
from fgj_desktop.views.closing_work import (
    close_period,
    compare_periods,
    preview_comparison,
    show_closings,
    show_corrections,
    unlock_period,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow

_CORRECTED = 100_000_000
_STEPS = 3


def closing_pages(
    window: MainWindow,
    shown: Callable[[str, QWidget], Iterator[tuple[str, QWidget]]],
    settle: Callable[[MainWindow], None],
) -> Iterator[tuple[str, QWidget]]:
    """The dialogs one after the other over the sample, with two corrections; all is taken back."""
    comparison = compare_periods(window)
    if comparison is not None and comparison.found is not None:
        preview = preview_comparison(window, comparison.found, comparison.fates)
        preview.resize(window.width() - 40, window.height() - 60)
        preview.view.set_zoom(75)
        yield from shown("compare-periods", comparison)
        yield from shown("comparison-print", preview)
        marked = compare_periods(window)
        if marked is not None:
            marked.go.click()
            settle(window)
            yield "compared-rows", window
            window.pane.apply(Choice())
    closing = close_period(window)
    if closing is None:
        return
    yield "close-period", closing
    closing.go.click()
    opening = unlock_period(window)
    assert opening is not None
    opening.reason.setText("统计局核减")
    yield "unlock-period", opening
    opening.go.click()
    records = window.pane.shown_table.records(0, 1)
    window.document.act("更正示例", lambda writes: _correct(window, writes, records))
    window.pane.select(records[0], "invested_to_date")
    settle(window)
    yield "corrected-cells", window
    closings = show_closings(window)
    if closings is not None:
        yield from shown("closings", closings)
    corrections = show_corrections(window)
    if corrections is not None:
        yield from shown("corrections", corrections)
    for _ in range(_STEPS):
        window.undo()
    window.message.say("")


def _correct(window: MainWindow, writes: Writes, records: Sequence[int]) -> None:
    for record in records:
        writes.put(window.pane.ledger, record, window.document.month, {"invested_to_date": _CORRECTED})
