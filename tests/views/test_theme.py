from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.views.theme import DARK, LIGHT, Colours, apply_theme, colours, font_family, space


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, as WCAG defines it."""

    def luminance(colour: QColor) -> float:
        parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
                 for value in (colour.redF(), colour.greenF(), colour.blueF())]  # fmt: skip
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("text", "base", 7.0),
        ("text", "selection", 7.0),
        ("muted", "base", 4.5),
        ("muted", "current_row", 4.5),
        ("error", "error_ground", 4.5),
        ("negative", "base", 4.5),
        ("negative", "selection", 3.5),
        ("header_text", "header_current", 7.0),
        ("totals_text", "totals", 7.0),
        ("navigation_text", "navigation", 4.5),
        ("accent_text", "accent", 4.5),
        ("tooltip_text", "tooltip", 7.0),
    ],
)
def test_text_stands_out_from_its_ground(theme: Colours, text: str, ground: str, least: float) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= least


def test_every_colour_is_one_qt_understands() -> None:
    for theme in (LIGHT, DARK):
        for field in fields(theme):
            if field.name != "dark":
                assert getattr(theme, field.name).isValid(), field.name


def test_the_theme_reaches_palette_font_and_named_colours(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for dark, theme in ((True, DARK), (False, LIGHT)):
        assert apply_theme(app, dark) is theme is colours()
        assert app.palette().color(QPalette.ColorRole.Base) == theme.base
        assert app.font().pointSize() == 9
        assert app.font().family() == (font_family() or app.font().family())
        assert "$" not in app.styleSheet()
    assert space(2) > space(1) >= 1
