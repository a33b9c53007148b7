"""What a kind of chart is: whose figures it reads, how they are drawn, and how high the drawing is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.documents.chart_panels import Panel, Picks
    from fgj_desktop.documents.chart_style import ChartStyle
    from fgj_desktop.rules.chart_query import ChartQuery

_LINE = 1.8
"""The height of a row's line in em."""
_AROUND = 12.0
"""Title, legend, axis and notes, in em."""


@dataclass(frozen=True, slots=True)
class ChartKind:
    """One kind of chart of a ledger.

    ``read`` gives the figures, exact, from a file; None when there are none, and then the chart says ``empty``.
    ``draw`` draws them and gives what a click picks. ``lines`` is how many lines of text the rows take, where the
    height follows from the figures. ``usual`` kinds are shown when the ledger's charts are first opened.
    ``below`` is the kind that a picked bar leads on to, of what it stands for.
    """

    name: str
    title: str
    ledger: str
    read: Callable[[ChartQuery], Any]
    draw: Callable[[Panel, Any], Picks]
    lines: Callable[[Any, ChartStyle], float] | None = None
    usual: bool = False
    below: str | None = None
    click: str = ""
    """What a click does, as the menu of a bar says it."""
    least: float = 30.0
    """A chart without rows is at least so high, in em: in a narrow panel legend and notes take several lines."""
    empty: str = "本报告期没有可以显示的项目"

    def style_for(self, data: Any, style: ChartStyle) -> ChartStyle:  # noqa: ANN401  each kind has its own figures
        """The style with the height that the figures need."""
        em = style.points / 72
        if data is None:
            return replace(style, height=_AROUND * em)
        if self.lines is None:
            return replace(style, height=max(style.height, self.least * em))
        return replace(style, height=(self.lines(data, style) * _LINE + _AROUND) * em)
