"""The numbers of a previewed page that lead to rows: found under the mouse, walked by Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint, QRect

    from fgj_desktop.documents.pages import Link, Pages

Place = tuple[int, int]
"""Number of a page, and of a link on it."""


class PageLinks:
    """The links of pages where they are painted; ``rectangle_of`` gives the place of a page in the view."""

    def __init__(self, rectangle_of: Callable[[int], QRect]) -> None:
        self._rectangle_of = rectangle_of
        self._pages: Pages | None = None
        self.current: Place | None = None
        """The link that the keyboard stands on."""

    def show_pages(self, pages: Pages) -> None:
        """The links of other pages; the keyboard stands on none."""
        self._pages = pages
        self.current = None

    def link(self, place: Place) -> Link:
        """The link at a place."""
        assert self._pages is not None
        return self._pages.pages[place[0]].links[place[1]]

    def at(self, point: QPoint) -> Place | None:
        """The link under a point of the view."""
        return next(
            (place for place in self._places() if self.rectangle(place).contains(QPointF(point))), None
        )

    def rectangle(self, place: Place) -> QRectF:
        """Where a link is painted."""
        assert self._pages is not None
        page, link = self._rectangle_of(place[0]), self.link(place)
        scale = page.width() / self._pages.paper.width
        return QRectF(
            page.x() + link.x * scale, page.y() + link.y * scale, link.width * scale, link.height * scale
        )

    def step(self, *, back: bool) -> bool:
        """Stand on the next link, or the one before; False beyond the last."""
        places = self._places()
        here = places.index(self.current) if self.current in places else len(places) if back else -1
        there = here + (-1 if back else 1)
        self.current = places[there] if 0 <= there < len(places) else None
        return self.current is not None

    def _places(self) -> list[Place]:
        pages = () if self._pages is None else self._pages.pages
        return [(number, place) for number, page in enumerate(pages) for place in range(len(page.links))]
