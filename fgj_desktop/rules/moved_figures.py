"""Which figures the corrections of a closed period moved: 定稿 20.24亿元，现为 20.1亿元."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.rules.as_reported import exact_value
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.closing import figures_as_reported
from fgj_desktop.rules.figure_list import FIGURES
from fgj_desktop.rules.shown import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.rules.figure import Figure
    from fgj_desktop.rules.shown import Exact
    from fgj_desktop.store.closing import Closing
    from fgj_desktop.store.store import Store

_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class MovedFigure:
    """A figure kept with a closing that is another now."""

    id: str
    title: str
    reported: str
    now: str
    """Both as they are written, with more decimals where they would look the same."""

    @property
    def words(self) -> str:
        """「区重点项目累计完成投资：定稿 20.24亿元，现为 20.1亿元」."""
        return f"{self.title}：定稿 {self.reported}，现为 {self.now}"


def moved_figures(store: Store, closing: Closing) -> list[MovedFigure]:
    """The figures that are another than when the period was closed, in the order of ``FIGURES``.

    None of a period that was never opened, and none of a first half: the figures of its month have gone on since.
    """
    if not closing.reason or closing.period.half == "H1":
        return []
    return list(_moved(store, closing))


def _moved(store: Store, closing: Closing) -> Iterator[MovedFigure]:
    kept, basis = figures_as_reported(store, closing), Basis.of(store, closing.period.month)
    for rule in FIGURES:
        was = kept.get(rule.id)
        if was is None or "exact" not in was or was["unit"] != rule.unit:
            continue
        before, now = exact_value(was["exact"]), rule.figure(basis)
        if before != now.value:
            yield MovedFigure(rule.id, now.title, *_texts(before, now))


def _texts(before: Exact, now: Figure) -> tuple[str, str]:
    texts = ("", "")
    for places in (now.decimals, now.decimals + 2, _MOST_PLACES):
        texts = (shown_text(before, now.unit, places), shown_text(now.value, now.unit, places))
        if texts[0] != texts[1]:
            break
    return texts
