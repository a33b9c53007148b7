"""The commands that put something on the selected cells: a note, a ground, the reason for what a check found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.models.cell_marks import answerable, can_be_marked, note_of, set_answer, set_colour, set_note
from fgj_desktop.views.note_popup import NotePopup

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QPoint

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.cell_marks import Cell
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.views.main_window import MainWindow

MOST = 20_000
"""Cells up to which one gesture marks them."""
_SAID = 4
"""Sentences quoted in the popup of a reason."""


def ask_for_note(window: MainWindow) -> None:
    """批注: write a note on the selected cells."""
    cells = _selected(window)
    if not cells:
        return
    ledger, document = window.pane.ledger, window.document
    popup = NotePopup("批注", _place(window, cells), note_of(document, ledger, cells), window)
    popup.saved.connect(partial(set_note, document, ledger, cells))
    popup.show_at(_below(window))


def give_colour(window: MainWindow, colour: str) -> None:
    """底色: give the selected cells a ground; an empty name takes it away."""
    cells = _selected(window)
    if cells:
        set_colour(window.document, window.pane.ledger, cells, colour)


def ask_for_answer_here(window: MainWindow) -> None:
    """说明原因: answer what the checks found in the selected cells."""
    ask_for_answer(window, window.pane.ledger, _selected(window))


def ask_for_answer(window: MainWindow, ledger: Ledger, cells: Collection[Cell]) -> None:
    """Ask why the findings at these cells are all right."""
    if not cells:
        return
    found = answerable(window.document, ledger, cells)
    if not found:
        window.say("所选单元格没有可以说明原因的内容。不符合格式的内容需要改正。")
        return
    answers = {one.answer for _, one in found}
    popup = NotePopup(
        "说明原因",
        _place(window, {(record, one.field) for record, one in found}, ledger),
        answers.pop() if len(answers) == 1 else "",
        window,
        said=_quoted(found),
        hint=f"保存到“{_kept_at(window, ledger, found)}”",
    )
    popup.saved.connect(partial(set_answer, window.document, ledger, found))
    popup.show_at(_below(window))


def _quoted(found: Sequence[tuple[int, Finding]]) -> list[str]:
    said = list(dict.fromkeys(one.message for _, one in found))
    return said if len(said) <= _SAID else [*said[: _SAID - 1], f"等 {len(said)} 条"]


def _kept_at(window: MainWindow, ledger: Ledger, found: Sequence[tuple[int, Finding]]) -> str:
    """The columns that keep the reason; the cell itself where there is none."""
    names = dict.fromkeys(one.answered_by for _, one in found)
    month = window.document.month
    titles = [ledger.by_name[name].title_for(month, short=True) if name else "该单元格" for name in names]
    return "、".join(titles)


def _selected(window: MainWindow) -> list[Cell]:
    """The selected cells that can be marked; says why when there are none."""
    pane = window.pane
    if window.document.read_only or not pane.grid.finish_editing():
        return []
    table, blocks = pane.shown_table, pane.grid.selected_blocks()
    if sum(len(block.rows) * len(block.columns) for block in blocks) > MOST:
        window.say(f"一次最多标记 {MOST:,} 格，请缩小选择。")
        return []
    # Headings of groups are not records.
    records = [[one for row in block.rows if (one := table.record(row)) > 0] for block in blocks]
    names = [[table.fields[column].name for column in block.columns] for block in blocks]
    found = dict.fromkeys(
        (record, field)
        for some, fields in zip(records, names, strict=True)
        for record in some
        for field in fields
    )
    cells = [one for one in found if can_be_marked(table.ledger, one[1])]
    computed = len(found) - len(cells)
    if computed:
        window.say(f"{computed:,} 格为计算列，未改动。")
    return cells


def _place(window: MainWindow, cells: Collection[Cell], ledger: Ledger | None = None) -> str:
    """「乐园镇小学扩建　形象进度」 for one cell, else how many."""
    shown = ledger or window.pane.ledger
    if len(cells) != 1:
        return f"{len(cells):,} 个单元格"
    [(record, field)] = cells
    rows = window.document.view(shown).rows([record])
    name = str(rows[0].values.get(shown.name_column) or "") if rows else ""
    return f"{name}　{shown.fields_by_name[field].title_for(window.document.month, short=True)}"


def _below(window: MainWindow) -> QPoint:
    """The place of the screen under the current cell."""
    grid = window.pane.grid
    return grid.viewport().mapToGlobal(grid.visualRect(grid.currentIndex()).bottomLeft())
