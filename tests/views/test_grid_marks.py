"""Every mark of a cell has a shape of its own: colour is never the only sign."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers.cell_colours import CELL_COLOURS
from fgj_desktop.models.grid_protocol import GridCell
from fgj_desktop.views.grid_marks import MarkPainter, has_marks
from fgj_desktop.views.grid_text import cell_tip
from fgj_desktop.views.theme import Colours, apply_theme

BOX = QRect(0, 0, 80, 24)


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Colours]:
    yield apply_theme(qapp, dark=request.param)
    apply_theme(qapp, dark=False)


def painted(look: Colours, cell: GridCell, *, selected: bool = False) -> QImage:
    """The cell's signs and ground as the grid paints them, without its text."""
    image = QImage(BOX.size(), QImage.Format.Format_RGB32)
    image.fill(look.selection if selected else look.base)
    marks, painter = MarkPainter(look, 16), QPainter(image)
    if cell.colour:
        marks.grounds(painter, [(cell.colour, BOX)], [BOX] if selected else [])
    marks.signs(painter, BOX, cell)
    painter.end()
    return image


def shapes(look: Colours, cell: GridCell) -> bytes:
    """Where anything is painted, whatever its colour."""
    image = painted(look, cell)
    return bytes(image.pixelColor(x, y) != look.base for y in range(BOX.height()) for x in range(BOX.width()))


def test_every_mark_is_told_from_the_others_by_its_shape(look: Colours) -> None:
    cells = (
        GridCell("1"),
        GridCell("1", error="错"),
        GridCell("1", warning="核"),
        GridCell("1", answered="核。已说明：是"),
        GridCell("1", info="同"),
        GridCell("1", note="注"),
        GridCell("1", corrected="报后更正：定稿时为 2"),
        GridCell("1", changed="2021年8月为 2"),
        GridCell("1", colour="strike"),
    )
    assert len({shapes(look, cell) for cell in cells}) == len(cells)
    assert not any(shapes(look, cells[0]))
    assert [has_marks(cell) for cell in cells] == [False] + [True] * 8


def test_what_is_open_hides_what_is_answered_but_not_the_note(look: Colours) -> None:
    both = GridCell("1", error="错", warning="核", answered="已说明", note="注")
    assert shapes(look, both) == shapes(look, GridCell("1", error="错", note="注"))


def test_an_error_keeps_the_clerks_ground_and_frames_it(look: Colours) -> None:
    image = painted(look, GridCell("1", error="错", colour="yellow"))
    assert image.pixelColor(BOX.center()) == look.cell_yellow
    assert image.pixelColor(40, 0) == look.error


@pytest.mark.parametrize("name", [one.name for one in CELL_COLOURS])
def test_text_is_readable_on_every_ground(look: Colours, name: str) -> None:
    ground: QColor = getattr(look, f"cell_{name}")
    assert contrast(ground, look.text) >= 7
    assert contrast(ground, look.error) >= 2.5


def test_a_ground_is_seen_through_the_selection(look: Colours) -> None:
    seen = painted(look, GridCell(colour="yellow"), selected=True).pixelColor(BOX.center())
    assert seen not in (look.selection, look.cell_yellow)


def test_colours_of_other_programs_are_soft_and_unknown_ones_nothing(look: Colours) -> None:
    soft = painted(look, GridCell(colour="#ff0000")).pixelColor(BOX.center())
    assert soft not in (look.base, QColor("#ff0000"))
    for name in ("red", "magenta", "#12", "不知道"):
        assert painted(look, GridCell(colour=name)).pixelColor(BOX.center()) == look.base


def test_hovering_tells_everything_that_is_marked() -> None:
    cell = GridCell(
        "1", error="错。", warning="核。", answered="查。已说明：是", info="同。", note="注", colour="red"
    )._replace(corrected="报后更正：定稿时为 2", changed="上期为 3")
    tip = cell_tip(cell, cut=False)
    for word in ("定稿时为 2", "上期为 3", "错。", "核。", "已说明：是", "同。", "批注：注", "原表为红字"):
        assert word in tip


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of luminances as WCAG reckons it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
