"""What is painted in a chart, for tests: its texts, and where two of them lie on each other."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from fgj_desktop.documents.charts import Chart

_SLACK = 1.0
"""Pixels by which boxes of texts, which hold some air, may touch."""


def painted(chart: Chart) -> list[Any]:
    """Every text that is painted, tick labels and legends too."""
    from matplotlib.text import Text

    chart.figure.draw_without_rendering()
    unseen = _beyond_axes(chart)
    found = chart.figure.findobj(Text)
    return [one for one in found if one.get_visible() and one.get_text() and id(one) not in unseen]


def _beyond_axes(chart: Chart) -> set[int]:
    """The labels of ticks beyond the ends of their axis: they exist but are not painted."""
    found = set()
    for axes in chart.figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [tick for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high]
            found |= {id(tick.label1) for tick in ticks}
    return found


def texts(chart: Chart) -> list[str]:
    return [one.get_text() for one in painted(chart)]


def overlaps(chart: Chart) -> list[tuple[str, str]]:
    """The texts that lie on each other."""
    boxes = [(one.get_text(), one.get_window_extent()) for one in painted(chart)]
    return [
        (left, right)
        for (left, one), (right, other) in combinations(boxes, 2)
        if min(one.x1, other.x1) - max(one.x0, other.x0) > _SLACK
        and min(one.y1, other.y1) - max(one.y0, other.y0) > _SLACK
    ]
