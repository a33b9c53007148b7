"""What both workbook formats of Excel tell beside the values, in one shape."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.grid import Facts, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.exchange.grid import Cell, Sheet

BUILT_IN_FORMATS = {9: Shown.PERCENT, 10: Shown.PERCENT} | dict.fromkeys(
    (17, 27, 36, 50, 52, 57), Shown.MONTH
)
"""Number formats that files use without spelling them; 27 to 57 are those of Chinese Excel."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class Styles:
    """Of the cell formats of a workbook, those that say something; by format number."""

    struck: frozenset[int] = frozenset()
    red: frozenset[int] = frozenset()
    shown: Mapping[int, Shown] = field(default_factory=dict)

    def telling(self) -> frozenset[int]:
        """The formats worth looking for."""
        return self.struck | self.red | frozenset(self.shown)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """What one sheet tells before its formats are understood."""

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    filtered: bool
    errors: Mapping[Cell, str]
    uncached: frozenset[Cell]
    styled: Mapping[Cell, int]
    """The cells in a telling format, empty ones among them, and their format."""
    comments: Mapping[Cell, str] = field(default_factory=dict)

    def facts(self, styles: Styles, sheet: Sheet) -> Facts:
        """The formats translated, without marks on empty cells and what is hidden behind the table."""
        styled = {cell: style for cell, style in self.styled.items() if sheet.value(*cell) is not None}
        return Facts(
            hidden_rows=frozenset(row for row in self.hidden_rows if row < sheet.height),
            hidden_columns=frozenset(column for column in self.hidden_columns if column < sheet.width),
            filtered=self.filtered,
            comments=self.comments,
            errors=self.errors,
            uncached=self.uncached,
            struck=frozenset(cell for cell, style in styled.items() if style in styles.struck),
            red=frozenset(cell for cell, style in styled.items() if style in styles.red),
            shown={cell: styles.shown[style] for cell, style in styled.items() if style in styles.shown},
        )


def shown_by(code: str) -> Shown | None:
    """What a number format hides or adds; only its first section counts."""
    bare = _QUOTED.sub("", code.split(";", maxsplit=1)[0]).casefold()
    if "%" in bare:
        return Shown.PERCENT
    if ("y" not in bare and "e" not in bare.replace("general", "")) or "0" in bare or "#" in bare:
        return None
    if "d" in bare:
        return None
    return Shown.MONTH if "m" in bare else Shown.YEAR


def is_red(red: int, green: int, blue: int) -> bool:
    """Whether a colour is what people call red; each part 0 to 255."""
    return red >= 0xC0 and green <= 0x40 and blue <= 0x40
