"""Charts as matplotlib figures: drawn off screen, shown in the window, saved as PNG or SVG.

Matplotlib takes most of a second to import, so it is imported when the first chart is drawn.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.chart_panels import Panel, Picks
from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.ledgers.values import YI
from fgj_desktop.store.whole_file import write_whole_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

    from fgj_desktop.documents.chart_kind import ChartKind
    from fgj_desktop.documents.chart_style import ChartStyle
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.chart_query import ChartQuery, Pick

_LEAST_WIDTH, _LEAST_HEIGHT = 18, 5
"""In text heights: every kind can be laid out in so much."""
NO_ROOM = "这里放不下图表，请拉宽。"
_SAVED_DPI = 200
_FORMATS = (".png", ".svg")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn figure with what can be picked in it."""

    kind: ChartKind
    figure: Figure
    picks: Picks = field(default_factory=Picks)

    def pick_at(self, x: float, y: float) -> Pick | None:
        """What the bar, name or number at a point stands for, in pixels from the lower left corner.

        These are ``event.x`` and ``event.y`` of a matplotlib mouse event.
        """
        found = self.picks.picks
        if not found:
            return None
        axes = self.figure.axes[0]
        along = axes.transData.inverted().transform((x, y))[0 if self.picks.along == "x" else 1]
        inside = axes.bbox.y0 <= y <= axes.bbox.y1 if self.picks.along == "x" else True
        return found[round(along)] if inside and -0.5 <= along < len(found) - 0.5 else None


def draw(kind: ChartKind, query: ChartQuery, style: ChartStyle) -> Chart:
    """The chart of a kind from a file, as high as its figures need."""
    return draw_data(kind, kind.read(query), query.month, style, query.money_unit)


def draw_data(
    kind: ChartKind,
    data: Any,  # noqa: ANN401  each kind has its own figures
    month: Month,
    style: ChartStyle,
    money_unit: int = YI,
    of: str = "",
) -> Chart:
    """A figure with the title, the period and what was read; words instead when there is nothing.

    ``of`` says of whom alone it tells: 区水务局.
    """
    from matplotlib.figure import Figure

    style = kind.style_for(data, style)
    figure = Figure(figsize=(style.width, style.height), dpi=style.dpi, facecolor=style.colours.ground)
    margin = style.points / 72
    figure.set_layout_engine("constrained", w_pad=margin, h_pad=margin)
    if not _has_room(style):
        figure.set_layout_engine("none")
        Panel.of(figure, month, style, money_unit).nothing(NO_ROOM)
        return Chart(kind, figure)
    panel = Panel.of(figure, month, style, money_unit)
    panel.title(of + kind.title)
    if data is None:
        panel.nothing(kind.empty)
        return Chart(kind, figure)
    picks = kind.draw(panel, data)
    _settle(figure)
    return Chart(kind, figure, picks)


def _has_room(style: ChartStyle) -> bool:
    """Whether figures, names and an axis stand side by side; else the layout would fold up."""
    return min(style.width / _LEAST_WIDTH, style.height / _LEAST_HEIGHT) * 72 >= style.points


def _settle(figure: Figure) -> None:
    """Lay out once for all: each further layout would move things a little, and pictures would differ."""
    for _ in range(2):
        figure.draw_without_rendering()
    figure.set_layout_engine("none")


def save(chart: Chart, path: Path) -> None:
    """Write a chart as PNG or SVG, by the ending of the name.

    Raises:
        UserError: another ending.
        EnvironmentProblem: the place cannot be written; an older picture is as it was.
    """
    if path.suffix.lower() not in _FORMATS:
        raise UserError(f"图片只能保存为 PNG 或 SVG，“{path.name}”未保存。")
    content = image(chart, path.suffix.lower().removeprefix("."))
    try:
        write_whole_bytes(path, content)
    except OSError as error:
        raise EnvironmentProblem(
            f"图片“{path.name}”未能保存：文件正被其他程序使用，所在位置不能写入，或磁盘已满。请换一个位置。"
        ) from error


def image(chart: Chart, file_format: str = "png") -> bytes:
    """A chart as the content of a PNG (for the clipboard too) or SVG file; the same chart, the same bytes."""
    from matplotlib import rc_context

    target = io.BytesIO()
    metadata = {"Date": None} if file_format == "svg" else {"Software": None}
    with rc_context({"svg.hashsalt": chart.kind.name, "svg.fonttype": "path"}):
        chart.figure.savefig(
            target,
            format=file_format,
            dpi=_SAVED_DPI,
            facecolor=chart.figure.get_facecolor(),
            metadata=metadata,
        )
    return target.getvalue()
