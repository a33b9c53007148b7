"""What the clerk may choose, by the names under which it is kept.

Choices about the ledger are kept in its file, those about the screen in the window's memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from fgj_desktop.ledgers.values import WAN, YI
from fgj_desktop.rules.sheet_words import district_of

if TYPE_CHECKING:
    from fgj_desktop.views.file_dialogs import Memory

Theme = Literal["system", "light", "dark"]
Start = Literal["workbench", "last"]

THEME, POINTS, MONEY_UNIT, START = "theme", "points", "money_unit", "start"
"""Names in the window's memory."""
OFFICE, REGION, LIGHT_METHOD = "office", "region", "light_method"
"""Names among the file's settings."""
DEFAULT_OFFICE = "浈江区发展和改革局"

THEMES: dict[Theme, str] = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
STARTS: dict[Start, str] = {"workbench": "工作台", "last": "上次离开的台账"}
POINT_SIZES = {9.0: "标准", 10.0: "较大", 11.0: "大", 12.0: "特大"}
MONEY_UNITS = {WAN: "万元", YI: "亿元"}
_REGIONS = {
    "韶关市": "440200",
    "武江区": "440203",
    "浈江区": "440204",
    "曲江区": "440205",
    "始兴县": "440222",
    "仁化县": "440224",
    "翁源县": "440229",
    "乳源瑶族自治县": "440232",
    "新丰县": "440233",
    "乐昌市": "440281",
    "南雄市": "440282",
}


def region_of(office: str) -> str:
    """The six digits of the office's district, empty when they are not known here."""
    district = district_of(office)
    return next((code for name, code in _REGIONS.items() if district.endswith(name)), "")


def theme_of(memory: Memory) -> Theme:
    """Which colours the clerk wants."""
    value = memory.get(THEME)
    return value if value in THEMES else "system"


def start_of(memory: Memory) -> Start:
    """What a file opens with from the second day on."""
    value = memory.get(START)
    return value if value in STARTS else "workbench"


def points_of(memory: Memory) -> float:
    """The size of text in points."""
    value = memory.get(POINTS)
    return float(value) if isinstance(value, int | float) and 8 <= value <= 16 else 9.0


def wants_dark(memory: Memory) -> bool:
    """Whether the dark colours are wanted now; the system is asked when it is to be followed."""
    theme = theme_of(memory)
    if theme != "system":
        return theme == "dark"
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
