"""The looks of an exported workbook: fonts, borders and number formats, each made once."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from fgj_desktop.ledgers.cell_colours import PAPER_SHADES, RED_TEXT, STRUCK_TEXT

if TYPE_CHECKING:
    from openpyxl.cell import Cell

Part = Literal["title", "line", "header", "sums", "record", "note"]
Align = Literal["left", "right", "center"]
TEXT_FORMAT, GENERAL_FORMAT = "@", "General"
LONGEST_AS_TEXT = 255
"""Excel shows #### for longer texts in the text format."""

_FAMILY = "宋体"
_TITLE_FAMILY = "黑体"
_SIZES: dict[Part, int] = {"title": 18}
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_SHADE = "FFF2F2F2"
_BLACK, _RED = "FF000000", "FFFF0000"
_SHARED = "_style"
"""Where openpyxl keeps a cell's numbers of styles; its public names build every style anew."""


class Look(NamedTuple):
    """What a cell looks like."""

    part: Part
    align: Align
    number_format: str = GENERAL_FORMAT
    colour: str | None = None
    """What a clerk marked the cell with, as the file keeps it: a ground, red, strike, or none."""


@dataclass(slots=True)
class Styles:
    """Gives cells their looks. A style is built once and shared: building one takes longer than a cell."""

    _made: dict[Look, Any] = field(default_factory=dict)

    def apply(self, cell: Cell, look: Look) -> None:
        """Make a cell look so."""
        if look not in self._made:
            _build(cell, look)
            self._made[look] = copy(getattr(cell, _SHARED))
        setattr(cell, _SHARED, self._made[look])


def _build(cell: Cell, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    part = look.part
    cell.font = Font(
        name=_TITLE_FAMILY if part == "title" else _FAMILY,
        size=_SIZES.get(part, 10),
        bold=part in {"header", "sums"},
        strike=look.colour == STRUCK_TEXT,
        color=_RED if look.colour == RED_TEXT else _BLACK,
    )
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical="center",
        wrap_text=part in {"header", "record", "note"} and look.align != "right",
    )
    cell.number_format = look.number_format
    if part in {"header", "sums", "record"}:
        side = Side(style="thin", color=_BLACK)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if part in {"header", "sums"}:
        cell.fill = PatternFill("solid", fgColor=_SHADE)
    elif ground := _ground(look.colour or ""):
        cell.fill = PatternFill("solid", fgColor=ground)


def _ground(colour: str) -> str:
    """The shade of a clerk's ground on paper: of one of ours, or #rrggbb of another program."""
    if colour in PAPER_SHADES:
        return f"FF{PAPER_SHADES[colour]}"
    return f"FF{colour[1:].upper()}" if _HEX.fullmatch(colour) else ""


def money_format(decimals: int) -> str:
    """Thousands separators and just so many decimals: 「#,##0.##」 would show 「8,940.」."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
