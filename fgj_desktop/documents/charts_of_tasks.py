"""Charts of 新型城镇化 tasks: when they are due, and in which state they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.chart_kind import ChartKind
from fgj_desktop.documents.chart_panels import LINE_WIDTH, Picks
from fgj_desktop.documents.chart_stacks import colour_of, draw_across, lines_of
from fgj_desktop.documents.chart_text import ems, shortened
from fgj_desktop.rules.deadlines import STANDING
from fgj_desktop.rules.task_charts import STATES, task_points, tasks_by_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.documents.chart_panels import Panel
    from fgj_desktop.rules.task_charts import TaskPoint

_LINES = 1.8
_MARKERS = {"逾期未完成": "X", "未启动": "o", "推进中": "s", "已完成": "D", "长期坚持": ">"}


def draw_tasks(panel: Panel, points: Sequence[TaskPoint]) -> Picks:
    """Each task on the months of the year with a sign at its deadline; beyond the year at the edge."""
    axes, colours = panel.axes, panel.style.colours
    for state in STATES:
        rows = [(number, point) for number, point in enumerate(points) if point.state == state.name]
        if rows:
            axes.plot(
                [_x(point) for _, point in rows], [number + 0.2 for number, _ in rows], linestyle="none",
                marker=_MARKERS[state.name], markersize=panel.style.points * 0.8,
                color=colour_of(panel, state.tone), label=state.name, clip_on=False, zorder=3,
            )  # fmt: skip
    for number, point in enumerate(points):
        axes.plot([0, _x(point)], [number + 0.2] * 2, color=colours.line, linewidth=1, zorder=1)
        _write(panel, point, number)
    axes.axvline(panel.month.number, color=colours.text, linestyle=(0, (4, 3)), linewidth=LINE_WIDTH * 0.6)
    axes.set_yticks([])
    axes.set_xlim(0, 12)
    axes.set_ylim(len(points) - 0.4, -0.7)
    step = 1 if panel.room() > 30 else 2
    axes.set_xticks(
        [number + 0.5 for number in range(0, 12, step)],
        [f"{number + 1}月" if number == 0 else str(number + 1) for number in range(0, 12, step)],
    )
    panel.legend(1.0, beside=0)
    panel.notes(f"{panel.month.year}年", panel.as_of, "虚线为截至日；时限在其他年度的画在边上")
    return Picks("y", tuple(point.pick for point in points))


def _x(point: TaskPoint) -> float:
    """Where the sign stands; without a day at the right end."""
    return 12.0 if point.place is None else min(max(float(point.place), 0.0), 12.0)


def _write(panel: Panel, point: TaskPoint, row: int) -> None:
    undated = STANDING if point.state == STANDING else "未定时限"
    said = undated if point.deadline is None else _day_text(point.deadline, panel.month.year)
    said = f"{point.unit}　{said}" if point.unit and panel.room() > 50 else said
    room = panel.room(0.95) - ems(said) - 3
    for text, place, side in ((shortened(point.name, room), 0, "left"), (said, 1, "right")):
        panel.axes.annotate(
            text,
            (place, row - 0.25),
            xycoords=panel.axes.get_yaxis_transform(),
            ha=side,
            va="center",
            bbox=panel.plain_ground,
            **panel.font(0.95, color=panel.style.colours.text),
        )


def _day_text(day: str, year: int) -> str:
    """「9月30日」, of another year 「2022年12月31日」."""
    text = f"{int(day[5:7])}月{int(day[8:])}日"
    return text if day.startswith(f"{year}-") else f"{day[:4]}年{text}"


_EMPTY = "还没有可以显示的任务"
KINDS = (
    ChartKind(
        "task_months", "任务到期时间和状态", "urban_task", tasks_by_month, draw_across, lines_of,
        click="只看这些任务", empty=_EMPTY,
    ),
    ChartKind(
        "task_line", "任务时间轴", "urban_task", task_points, draw_tasks,
        lambda points, _style: len(points) * _LINES, click="转到此任务", empty=_EMPTY,
    ),
)  # fmt: skip
