"""Charts as matplotlib figures: drawn off screen, shown in the window, saved as PNG or SVG.

Matplotlib takes most of a second to import, so it is imported when the first chart is drawn.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.chart_panels import Panel, completion_panel, states_panel, units_panel
from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.rules.summaries import (
    MonthPoint,
    StatesPoint,
    UnitPoint,
    completion_by_month,
    completion_by_unit,
    states_by_month,
)
from fgj_desktop.store.whole_file import write_whole_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from matplotlib.figure import Figure

    from fgj_desktop.documents.chart_style import ChartStyle
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.filters import Filter
    from fgj_desktop.store.store import Store

KINDS: Mapping[str, str] = {
    "completion": "完成进度与时间进度",
    "units": "各责任单位完成进度",
    "states": "推进状态分布",
}
_SAVED_DPI = 200
_FORMATS = (".png", ".svg")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn figure; ``units`` are the bars of 「各责任单位完成进度」 from top to bottom, else empty."""

    kind: str
    figure: Figure
    units: tuple[UnitPoint, ...] = ()

    def unit_at(self, x: float, y: float) -> UnitPoint | None:
        """The unit whose bar, name or number is at a point in pixels from the lower left corner.

        These are ``event.x`` and ``event.y`` of a matplotlib mouse event.
        """
        if not self.units:
            return None
        row = self.figure.axes[0].transData.inverted().transform((x, y))[1]
        place = round(row)
        return self.units[place] if -0.5 <= row < len(self.units) - 0.5 else None


def draw(kind: str, store: Store, month: Month, style: ChartStyle, filters: Sequence[Filter] = ()) -> Chart:
    """The chart of one of ``KINDS`` from a file as of a month; raises UserError for another kind."""
    match kind:
        case "completion":
            return draw_completion(completion_by_month(store, month, filters), month, style)
        case "units":
            return draw_units(completion_by_unit(store, month, filters), month, style)
        case "states":
            return draw_states(states_by_month(store, month, filters), month, style)
    raise UserError(f"没有“{kind}”这种图表，可选：{'、'.join(KINDS)}。")


def draw_completion(points: Sequence[MonthPoint], month: Month, style: ChartStyle) -> Chart:
    """占年度计划 against the time schedule by month."""
    has_data = any(point.completion is not None for point in points)
    return _chart(
        "completion", month, style, (lambda panel: completion_panel(panel, points)) if has_data else None
    )


def draw_units(points: Sequence[UnitPoint], month: Month, style: ChartStyle) -> Chart:
    """占年度计划 of each 责任单位, in the given order from top to bottom, with the schedule's line."""
    chart = _chart("units", month, style, (lambda panel: units_panel(panel, points)) if points else None)
    return Chart("units", chart.figure, tuple(points))


def draw_states(points: Sequence[StatesPoint], month: Month, style: ChartStyle) -> Chart:
    """How many projects are in each state, by month."""
    has_data = any(any(point.counts.values()) for point in points)
    return _chart("states", month, style, (lambda panel: states_panel(panel, points)) if has_data else None)


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
    with rc_context({"svg.hashsalt": chart.kind, "svg.fonttype": "path"}):
        chart.figure.savefig(
            target,
            format=file_format,
            dpi=_SAVED_DPI,
            facecolor=chart.figure.get_facecolor(),
            metadata=metadata,
        )
    return target.getvalue()


def _chart(kind: str, month: Month, style: ChartStyle, paint: Callable[[Panel], None] | None) -> Chart:
    """A figure with the title, the period and what ``paint`` draws; words instead when there is nothing."""
    from matplotlib.figure import Figure

    figure = Figure(
        figsize=(style.width, style.height),
        dpi=style.dpi,
        facecolor=style.colours.ground,
    )
    margin = style.points / 72
    figure.set_layout_engine("constrained", w_pad=margin, h_pad=margin)
    panel = Panel.of(figure, month, style)
    panel.title(KINDS[kind])
    if paint is None:
        panel.nothing()
    else:
        paint(panel)
    return Chart(kind, figure)
