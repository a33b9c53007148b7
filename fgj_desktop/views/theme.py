"""The look of the program: one palette for light, one for dark, one font, one spacing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from fgj_desktop.resources import resource_path

FONT_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
)
FONT_POINTS = 9
_STYLE_SHEETS = ("window", "dialogs")


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour used, by what it is for. Charts and prints on screen take theirs from here too."""

    dark: bool
    window: QColor
    base: QColor
    text: QColor
    muted: QColor
    disabled: QColor
    line: QColor
    button: QColor
    hover: QColor
    accent: QColor
    accent_text: QColor
    accent_soft: QColor
    navigation: QColor
    navigation_text: QColor
    navigation_selected: QColor
    navigation_selected_text: QColor
    header: QColor
    header_frozen: QColor
    header_hover: QColor
    header_current: QColor
    header_text: QColor
    header_line: QColor
    totals: QColor
    totals_text: QColor
    group: QColor
    grid_line: QColor
    frozen_edge: QColor
    readonly: QColor
    current_row: QColor
    selection: QColor
    error: QColor
    error_ground: QColor
    warning: QColor
    note: QColor
    negative: QColor
    green: QColor
    amber: QColor
    red: QColor
    grey: QColor
    light_sign: QColor
    chip: QColor
    chip_line: QColor
    tooltip: QColor
    tooltip_text: QColor
    scroll_handle: QColor
    cell_yellow: QColor
    cell_orange: QColor
    cell_green: QColor
    cell_blue: QColor
    cell_pink: QColor
    cell_grey: QColor


def _colours(dark: bool, **names: str) -> Colours:
    return Colours(dark=dark, **{name: QColor(value) for name, value in names.items()})


LIGHT = _colours(
    dark=False,
    window="#f4f6fa",
    base="#ffffff",
    text="#1d2633",
    muted="#657083",
    disabled="#a7b0be",
    line="#d9e0ea",
    button="#fbfcfe",
    hover="#e6edf8",
    accent="#2b66d4",
    accent_text="#ffffff",
    accent_soft="#dfe9fb",
    navigation="#e8edf5",
    navigation_text="#55637a",
    navigation_selected="#2b66d4",
    navigation_selected_text="#ffffff",
    header="#edf1f7",
    header_frozen="#e5ebf4",
    header_hover="#dde6f3",
    header_current="#d3e1f8",
    header_text="#2f3b4f",
    header_line="#cdd6e3",
    totals="#f6f1e3",
    totals_text="#3d3420",
    group="#faf7ee",
    grid_line="#e4e9f0",
    frozen_edge="#b9c5d6",
    readonly="#f6f7f9",
    current_row="#f1f6fe",
    selection="#d5e4fc",
    error="#cc2f36",
    error_ground="#fdeeee",
    warning="#b86e00",
    note="#2b66d4",
    negative="#cc2f36",
    green="#2a9455",
    amber="#e09a06",
    red="#d43f43",
    grey="#94a0b2",
    light_sign="#ffffff",
    chip="#ffffff",
    chip_line="#ccd6e4",
    tooltip="#25303f",
    tooltip_text="#f3f6fa",
    scroll_handle="#c0cad8",
    cell_yellow="#fff0a0",
    cell_orange="#fcd7a8",
    cell_green="#c6eccb",
    cell_blue="#c5dcfb",
    cell_pink="#fbd0e1",
    cell_grey="#dde2e8",
)

DARK = _colours(
    dark=True,
    window="#20262f",
    base="#181d24",
    text="#dde4ee",
    muted="#8b97aa",
    disabled="#5d6878",
    line="#343d4a",
    button="#2a323d",
    hover="#2f3946",
    accent="#5a92f2",
    accent_text="#0e1420",
    accent_soft="#263b5e",
    navigation="#1b2129",
    navigation_text="#98a5b9",
    navigation_selected="#2d5db0",
    navigation_selected_text="#ffffff",
    header="#262d38",
    header_frozen="#2b3440",
    header_hover="#34404f",
    header_current="#2a3e60",
    header_text="#cbd5e3",
    header_line="#3c4756",
    totals="#322d20",
    totals_text="#ecdcb4",
    group="#28261f",
    grid_line="#2b333e",
    frozen_edge="#4d5b6e",
    readonly="#1d232b",
    current_row="#1e2836",
    selection="#2a4169",
    error="#ff7b7b",
    error_ground="#3a2328",
    warning="#f0ab45",
    note="#6ea3ff",
    negative="#ff8585",
    green="#45b876",
    amber="#e8b13a",
    red="#ef6a6c",
    grey="#7d8a9d",
    light_sign="#14191f",
    chip="#272f3a",
    chip_line="#404b5b",
    tooltip="#3a4656",
    tooltip_text="#f0f4f9",
    scroll_handle="#4a5666",
    cell_yellow="#524611",
    cell_orange="#5c3f1a",
    cell_green="#1f4a2b",
    cell_blue="#1f4069",
    cell_pink="#562b40",
    cell_grey="#3d4653",
)

_in_force = {"colours": LIGHT}


def colours() -> Colours:
    """The colours in force: those of the last ``apply_theme``."""
    return _in_force["colours"]


def font_family() -> str:
    """The first Chinese family of our list that the machine has; empty when it has none."""
    return next((name for name in FONT_FAMILIES if QFontDatabase.hasFamily(name)), "")


def application_font(points: float = FONT_POINTS) -> QFont:
    """The font of all widgets: 9 points unless the clerk chose larger ones; the system's scale enlarges it."""
    font = QFont(QApplication.font())
    if family := font_family():
        font.setFamily(family)
    font.setPointSizeF(points)
    return font


def space(share: float) -> int:
    """A length as a share of the text height, so that it grows with font and scale."""
    return max(1, round(QFontMetrics(QApplication.font()).height() * share))


def apply_theme(app: QApplication, dark: bool, points: float = FONT_POINTS) -> Colours:
    """Give the application its style, font and palette, and return the colours in force."""
    chosen = _in_force["colours"] = DARK if dark else LIGHT
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(application_font(points))
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_style_sheet(chosen))
    return chosen


def _palette(colour: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, value in (
        (role.Window, colour.window),
        (role.WindowText, colour.text),
        (role.Base, colour.base),
        (role.AlternateBase, colour.readonly),
        (role.Text, colour.text),
        (role.PlaceholderText, colour.muted),
        (role.Button, colour.button),
        (role.ButtonText, colour.text),
        (role.BrightText, colour.error),
        (role.Highlight, colour.accent),
        (role.HighlightedText, colour.accent_text),
        (role.Accent, colour.accent),
        (role.Link, colour.accent),
        (role.LinkVisited, colour.accent),
        (role.ToolTipBase, colour.tooltip),
        (role.ToolTipText, colour.tooltip_text),
        (role.Light, colour.button.lighter(105)),
        (role.Midlight, colour.hover),
        (role.Mid, colour.line),
        (role.Dark, colour.muted),
        (role.Shadow, colour.line.darker(150)),
    ):
        palette.setColor(which, value)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, colour.disabled)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, colour.line)
    return palette


def _style_sheet(colour: Colours) -> str:
    """The few rules a palette cannot express, with colours and lengths filled in."""
    sheets = (resource_path(f"style/{name}.qss").read_text(encoding="utf-8") for name in _STYLE_SHEETS)
    template = Template("\n".join(sheets))
    words = {
        field.name: getattr(colour, field.name).name() for field in fields(colour) if field.name != "dark"
    }
    lengths = {f"space_{tenths}": f"{space(tenths / 10)}px" for tenths in (1, 2, 3, 4, 5, 6, 8, 10, 12, 20)}
    # A circle needs exactly half of what the border encloses.
    lengths["radio_radius"] = f"{(space(0.6) + 2) // 2}px"
    tick = resource_path(f"style/tick_{'dark' if colour.dark else 'light'}.svg").as_posix()
    return template.substitute(words, **lengths, tick=tick)
