from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.resources import resource_path
from fgj_desktop.views.icons import icon, icon_size, pixmap, refresh_icons, set_icon
from fgj_desktop.views.lights import light_picture
from fgj_desktop.views.theme import DARK, LIGHT, Colours

NAMES = sorted(path.stem for path in resource_path("icons").glob("*.svg"))


def shades(image: QImage) -> set[str]:
    """The colours of the pixels that are fully painted."""
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(*p).name() for p in points if image.pixelColor(*p).alpha() == 255}


def test_all_commands_have_an_icon() -> None:
    wanted = "add delete undo redo import export print search history backup settings chart bell filter_clear"
    assert {*wanted.split(), "sort_restore", "sun", "moon", "open", "about"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = pixmap(name, "#ff0000", 24, 2.0).toImage()
    assert image.width() == 48
    assert shades(image) == {"#ff0000"}


def test_an_icon_fits_the_text_and_is_made_once(qtbot: QtBot) -> None:
    assert icon("add").cacheKey() == icon("add").cacheKey()
    assert icon("add").cacheKey() != icon("add", QColor("#123456")).cacheKey()
    assert icon("add").availableSizes()[0].width() >= icon_size()


def test_icons_of_actions_follow_the_theme(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    action = QAction("新增", window)
    set_icon(action, "add")
    before = action.icon().cacheKey()
    refresh_icons(window)
    assert action.icon().cacheKey() == before


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_lights_differ_in_shape_not_only_in_colour(qtbot: QtBot, theme: Colours) -> None:
    shapes = set()
    for light in ("green", "amber", "red", "grey"):
        for hollow in (False, True):
            image = light_picture(light, hollow, 24, 1.0, theme).toImage()
            points = [(x, y) for x in range(24) for y in range(24)]
            shade = getattr(theme, light)
            shapes.add(tuple(image.pixelColor(*point) == shade for point in points))
    assert len(shapes) == 8
