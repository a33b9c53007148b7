"""Line icons drawn for this program, in the colour of the text beside them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fgj_desktop.resources import resource_path
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_NAME = "icon_name"


def icon_size() -> int:
    """Side of an icon in a tool bar, in logical pixels."""
    return space(1.2)


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in a colour, by default that of ordinary text."""
    shade = colour or colours().text
    return _icon(name, shade.name(), colours().disabled.name(), icon_size(), _pixel_ratio())


def set_icon(action: QAction, name: str) -> None:
    """Give an action an icon that ``refresh_icons`` can draw again in other colours."""
    action.setProperty(_NAME, name)
    action.setIcon(icon(name))


def refresh_icons(root: QWidget) -> None:
    """Draw the icons of all actions below a widget again, after the theme has changed."""
    for action in root.findChildren(QAction):
        if name := action.property(_NAME):
            action.setIcon(icon(str(name)))


def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels for a screen of that device pixel ratio."""
    drawing = resource_path(f"icons/{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _pixel_ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


@cache
def _icon(name: str, colour: str, disabled: str, size: int, ratio: float) -> QIcon:
    made = QIcon()
    made.addPixmap(pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
    made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made
