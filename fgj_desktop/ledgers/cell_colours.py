"""The grounds (底色) a clerk gives to cells, and what imported cells bring along instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellColour:
    """A ground by the name under which the file keeps it; ``paper`` is its shade in workbooks (RRGGBB)."""

    name: str
    title: str
    paper: str


CELL_COLOURS: tuple[CellColour, ...] = (
    CellColour("yellow", "黄色", "FFF2AB"),
    CellColour("orange", "橙色", "FBD9B0"),
    CellColour("green", "绿色", "CDEBD0"),
    CellColour("blue", "蓝色", "CFE2FB"),
    CellColour("pink", "粉色", "F9D3E2"),
    CellColour("grey", "灰色", "DFE3E8"),
)
RED_TEXT, STRUCK_TEXT = "red", "strike"
"""What the import keeps of a cell's font: it is shown as it was, and is no ground."""
COLOUR_TITLES = {one.name: one.title for one in CELL_COLOURS} | {RED_TEXT: "红字", STRUCK_TEXT: "删除线"}
PAPER_SHADES = {one.name: one.paper for one in CELL_COLOURS}
