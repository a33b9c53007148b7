"""Laid-out pages under each other on a grey ground, true to print, to be scrolled and zoomed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from fgj_desktop.views.page_links import PageLinks
from fgj_desktop.views.print_painter import page_image

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from fgj_desktop.documents.pages import Pages

LEAST_ZOOM = 50
MOST_ZOOM = 300

_GAP = 14
_GROUND = QColor(112, 118, 126)
_EDGE = QColor(70, 74, 80)
_LINK = QColor(45, 93, 200)
# Pages just scrolled past come back at once; more would cost 30 MB each at 300 %.
_PICTURES_KEPT = 4


class PageView(QAbstractScrollArea):
    """Shows pages; the wheel with Ctrl zooms."""

    page_changed = Signal(int)
    """The page in view, from 0."""

    zoom_changed = Signal(int)
    """The zoom in percent, also when it follows from the width."""

    link_followed = Signal(object)
    """Link of a page that was clicked, or Enter pressed on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._zoom = 100
        self._fit_width = True
        self._page = 0
        self._pictures: dict[int, QImage] = {}
        self.links = PageLinks(self._page_rectangle)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.verticalScrollBar().valueChanged.connect(self._after_scroll)

    @property
    def zoom(self) -> int:
        """The zoom in percent; at 100 a centimetre is one on a screen of the usual 96 dots per inch."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        """Whether the zoom follows the width of the window."""
        return self._fit_width

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self._page

    def show_pages(self, pages: Pages) -> None:
        """Show other pages, staying at the page number in view where there still is one."""
        self._pages = pages
        self.links.show_pages(pages)
        self._refit()
        self.go_to(min(self._page, len(pages.pages) - 1))

    def go_to(self, page: int) -> None:
        """Bring the top of a page into view."""
        count = len(self._pages.pages) if self._pages else 0
        page = max(0, min(page, count - 1))
        self.verticalScrollBar().setValue(page * (self._page_size().height() + _GAP))
        # The last pages may be too short to reach the top of the window.
        self._set_page(page)

    def set_zoom(self, percent: int) -> None:
        """Zoom to a percentage, kept between 50 and 300."""
        self._fit_width = False
        self._apply_zoom(percent)

    def fit_width(self) -> None:
        """Zoom so that the page fills the width, now and whenever the window changes."""
        self._fit_width = True
        self._refit()

    # Geometry

    def _page_size(self) -> QSize:
        if self._pages is None:
            return QSize(0, 0)
        paper = self._pages.paper
        scale = self.logicalDpiX() / 72 * self._zoom / 100
        return QSize(round(paper.width * scale), round(paper.height * scale))

    def _page_rectangle(self, number: int) -> QRect:
        size = self._page_size()
        spare = self.viewport().width() - size.width()
        x = spare // 2 if spare > 0 else -self.horizontalScrollBar().value() + _GAP
        y = _GAP + number * (size.height() + _GAP) - self.verticalScrollBar().value()
        return QRect(x, y, size.width(), size.height())

    def _refit(self) -> None:
        if self._pages is None:
            return
        if self._fit_width:
            width = self.viewport().width() - 2 * _GAP
            full = self._pages.paper.width * self.logicalDpiX() / 72
            self._apply_zoom(int(width / full * 100))
        else:
            self._apply_zoom(self._zoom)

    def _apply_zoom(self, percent: int) -> None:
        page = self._page
        self._zoom = max(LEAST_ZOOM, min(percent, MOST_ZOOM))
        self._pictures.clear()
        self._update_bars()
        self.go_to(page)
        self.viewport().update()
        self.zoom_changed.emit(self._zoom)

    def _update_bars(self) -> None:
        size, view = self._page_size(), self.viewport().size()
        count = len(self._pages.pages) if self._pages else 0
        height = count * (size.height() + _GAP) + _GAP
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(height - view.height(), 0))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(40)
        horizontal.setRange(0, max(size.width() + 2 * _GAP - view.width(), 0))
        horizontal.setPageStep(view.width())
        horizontal.setSingleStep(40)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width, or keep the zoom and move the bars."""
        super().resizeEvent(event)
        if self._fit_width:
            self._refit()
        else:
            self._update_bars()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom + (10 if event.angleDelta().y() > 0 else -10))
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), _GROUND)
        count = len(self._pages.pages) if self._pages else 0
        for number in range(count):
            rectangle = self._page_rectangle(number)
            if rectangle.intersects(event.rect()):
                painter.drawImage(rectangle.topLeft(), self._picture(number))
                painter.setPen(_EDGE)
                painter.drawRect(rectangle.adjusted(-1, -1, 0, 0))
        if self.links.current is not None:
            painter.setPen(QPen(_LINK, 2))
            painter.drawRect(self.links.rectangle(self.links.current))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what leads to rows, and a word on it."""
        place = self.links.at(event.position().toPoint())
        shape = Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)
        self.viewport().setToolTip("" if place is None else f"查看：{self.links.link(place).behind.source}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow what was clicked."""
        place = self.links.at(event.position().toPoint())
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self.link_followed.emit(self.links.link(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the link that Tab stands on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.links.current is not None:
            self.link_followed.emit(self.links.link(self.links.current))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes from link to link before it leaves the pages."""
        stands = self.links.step(back=not forwards)
        self.viewport().update()
        if not stands or self.links.current is None:
            return super().focusNextPrevChild(forwards)
        box, view = self.links.rectangle(self.links.current), self.viewport().rect()
        bar = self.verticalScrollBar()
        if not view.contains(box.toRect()):
            bar.setValue(bar.value() + round(box.center().y()) - view.height() // 2)
        return True

    def _picture(self, number: int) -> QImage:
        assert self._pages is not None
        if number not in self._pictures:
            while len(self._pictures) >= _PICTURES_KEPT:
                del self._pictures[next(iter(self._pictures))]
            ratio = self.devicePixelRatioF()
            picture = page_image(self._pages, number, self.logicalDpiX() * self._zoom / 100 * ratio)
            picture.setDevicePixelRatio(ratio)
            self._pictures[number] = picture
        return self._pictures[number]

    def _after_scroll(self, value: int) -> None:
        step = self._page_size().height() + _GAP
        self._set_page(int((value + self.viewport().height() / 3) // step))

    def _set_page(self, page: int) -> None:
        count = len(self._pages.pages) if self._pages else 1
        page = max(0, min(page, count - 1))
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
