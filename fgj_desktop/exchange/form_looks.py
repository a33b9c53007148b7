"""The looks of a form: grey and locked what is given, white and open what is asked. Each is made once."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from openpyxl.cell import Cell

    from fgj_desktop.ledgers.kinds import Align

FormPart = Literal[
    "title", "line", "header", "asked", "fact", "former", "entry", "closed", "fault", "help", "heading"
]
_FAMILY, _TITLE_FAMILY = "宋体", "黑体"
_SIZES: dict[FormPart, int] = {"title": 18, "help": 12, "heading": 14}
_GROUNDS: dict[FormPart, str] = {
    "header": "FFF2F2F2",
    "asked": "FFFFF2CC",
    "fact": "FFF7F7F7",
    "former": "FFF7F7F7",
    "closed": "FFE0E0E0",
    "fault": "FFFFC7CE",
}
_BOLD: frozenset[FormPart] = frozenset({"header", "asked", "heading"})
_WRAPPED: frozenset[FormPart] = frozenset({"header", "asked", "fact", "former", "entry", "fault", "help"})
_BORDERED: frozenset[FormPart] = frozenset({"header", "asked", "fact", "former", "entry", "closed", "fault"})
_BLACK, _GREY = "FF000000", "FF595959"
_SHARED = "_style"
"""Where openpyxl keeps a cell's numbers of styles; its public names build every style anew."""


class FormLook(NamedTuple):
    """What a cell of a form looks like; open ones can be typed into while the sheet is protected."""

    part: FormPart
    align: Align = "left"
    number_format: str = "General"
    is_open: bool = False


@dataclass(slots=True)
class FormLooks:
    """Gives cells their looks, each built once and shared."""

    _made: dict[FormLook, Any] = field(default_factory=dict)

    def apply(self, cell: Cell, look: FormLook) -> None:
        """Make a cell look so."""
        if look not in self._made:
            _build(cell, look)
            self._made[look] = copy(getattr(cell, _SHARED))
        setattr(cell, _SHARED, self._made[look])


def _build(cell: Cell, look: FormLook) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    part = look.part
    cell.font = Font(
        name=_TITLE_FAMILY if part in {"title", "heading"} else _FAMILY,
        size=_SIZES.get(part, 10),
        bold=part in _BOLD,
        color=_GREY if part == "former" else _BLACK,
    )
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical="center",
        wrap_text=part in _WRAPPED and look.align != "right",
    )
    cell.number_format = look.number_format
    cell.protection = Protection(locked=not look.is_open)
    if part in _BORDERED:
        side = Side(style="thin", color=_BLACK)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if part in _GROUNDS:
        cell.fill = PatternFill("solid", fgColor=_GROUNDS[part])
