"""Charts of the key projects: completion and states over the months, groups and projects beside each other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.chart_kind import ChartKind
from fgj_desktop.documents.chart_panels import LINE_WIDTH, Picks
from fgj_desktop.documents.chart_rows import BarRow, draw_rows, lines_of
from fgj_desktop.documents.chart_stacks import draw_up
from fgj_desktop.rules.group_summaries import completion_by, furthest_behind, projects
from fgj_desktop.rules.phrases import points_text, schedule_phrase
from fgj_desktop.rules.schedule import (
    BEHIND,
    NO_INVESTMENT,
    NOT_ASSESSED,
    NOT_DUE,
    ON_SCHEDULE,
    PLAN_PENDING,
    STATES,
)
from fgj_desktop.rules.stacks import Part, Stack, Stacks
from fgj_desktop.rules.summaries import completion_by_month, states_by_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.documents.chart_panels import Panel
    from fgj_desktop.rules.group_summaries import GroupPoint, ProjectPoint
    from fgj_desktop.rules.stacks import Tone
    from fgj_desktop.rules.summaries import MonthPoint, StatesPoint, YearsOfCompletion

_LOW = 0.12
"""Below a point so low there is no room for its number."""
_ROOM_FOR_BOTH = 40
"""Only a chart so wide, in em, says besides the completion by how much it is short."""
_DASHES, _DOTS = (0, (4, 3)), (0, (1, 2))
_TONES: dict[str, Tone] = {
    ON_SCHEDULE: "green",
    BEHIND: "red",
    NO_INVESTMENT: "grey",
    NOT_DUE: "accent",
    NOT_ASSESSED: "muted",
    PLAN_PENDING: "amber",
}
_STATES = tuple(Part(state, _TONES[state]) for state in STATES)


def draw_completion(panel: Panel, years: YearsOfCompletion) -> Picks:
    """Lines over the months of the year: this year's, last year's, the schedule, and the pace still needed."""
    axes, colours = panel.axes, panel.style.colours
    year = panel.month.year
    schedule = [number / 12 for number in range(1, 13)]
    axes.plot(
        list(range(1, 13)),
        schedule,
        color=colours.muted,
        linestyle=_DASHES,
        linewidth=LINE_WIDTH * 0.8,
        label="时间进度",
    )
    if years.last_year:
        _line(
            panel,
            years.last_year,
            f"{year - 1}年",
            color=colours.amber,
            marker="s",
            linewidth=LINE_WIDTH * 0.7,
        )
    name = f"{year}年" if years.last_year else "占年度计划"
    _line(panel, years.this_year, name, color=colours.accent, marker="o", linewidth=LINE_WIDTH)
    now = years.now
    if years.needed is not None and now.completion is not None:
        axes.plot(
            [now.month.number, 12], [float(now.completion), 1.0], color=colours.accent,
            linestyle=_DOTS, linewidth=LINE_WIDTH, label="完成全年计划所需（测算）",
        )  # fmt: skip
    panel.month_axis()
    points = [*years.this_year, *years.last_year]
    panel.percent_axis([float(point.completion) for point in points if point.completion is not None])
    _label_now(panel, now)
    panel.legend(2.2)
    panel.notes("占年度计划", panel.as_of, *_said_of(panel, years))
    return Picks()


def _line(panel: Panel, points: Sequence[MonthPoint], label: str, **look: Any) -> None:
    known = [(point.month.number, point.completion) for point in points if point.completion is not None]
    panel.axes.plot(
        [number for number, _ in known],
        [float(share) for _, share in known],
        markersize=panel.style.points * 0.5,
        label=label,
        **look,
    )


def _said_of(panel: Panel, years: YearsOfCompletion) -> list[str]:
    """Last year's completion of the same month, and what each month to come must bring."""
    month = panel.month
    said = [
        f"{month.year - 1}年同期{panel.percent(point.completion)}"
        for point in years.last_year
        if point.month.number == month.number and point.completion is not None
    ]
    if years.needed is not None:
        from fgj_desktop.ledgers.values import UNIT_TITLES

        rest, unit = 12 - month.number, UNIT_TITLES[panel.money_unit]
        said.append(f"完成全年计划，后{rest}个月月均需完成{panel.amount(years.needed)}{unit}（测算）")
    return said


def _label_now(panel: Panel, now: MonthPoint) -> None:
    """The numbers of the month on both lines, and the verdict on the gap."""
    if now.completion is None:
        return
    colours, number = panel.style.colours, now.month.number
    ahead = now.completion >= now.schedule
    for value, colour, above in (
        (now.completion, colours.accent, ahead),
        (now.schedule, colours.muted, not ahead),
    ):
        place: dict[str, Any]
        if above:
            side = "right" if number > 2 else "center"
            place = {"xytext": (0, panel.style.points * 0.7), "ha": side, "va": "bottom"}
        elif value > _LOW:
            place = {"xytext": (0, panel.style.points * -0.8), "ha": "left", "va": "top"}
        else:
            place = {"xytext": (panel.style.points, 0), "ha": "left", "va": "center"}
        panel.axes.annotate(
            panel.percent(value),
            (number, float(value)),
            textcoords="offset points",
            bbox=panel.plain_ground,
            **place,
            **panel.font(1, color=colour, fontweight="bold"),
        )
    # Under the months, where no line and no number of a line can be.
    phrase = schedule_phrase(now.completion - now.schedule)
    panel.axes.set_xlabel(phrase, loc="right", **panel.font(1, color=colours.text))


def draw_groups(panel: Panel, points: Sequence[GroupPoint]) -> Picks:
    """占年度计划 of each group, in the given order from top to bottom, with the schedule's line."""
    made = draw_rows(panel, _group_rows(points, panel))
    panel.notes("占年度计划", panel.as_of, "红色斜纹为低于时间进度")
    return made


def _group_rows(points: Sequence[GroupPoint], panel: Panel | None = None) -> list[BarRow]:
    return [
        BarRow(
            f"{point.label}（{point.count}项）",
            point.completion,
            "—" if panel is None or point.completion is None else panel.percent(point.completion),
            point.is_behind,
            point.schedule,
            point.pick,
        )
        for point in points
    ]


def draw_projects(panel: Panel, points: Sequence[ProjectPoint], *, to_due: bool = False) -> Picks:
    """Each project's completion beside what is due by its own schedule."""
    made = draw_rows(panel, _project_rows(points, panel), to_due=to_due)
    panel.notes("占年度计划", panel.as_of, "虚线框为与时间进度的差距" if to_due else "红色斜纹为低于时间进度")
    return made


def _project_rows(points: Sequence[ProjectPoint], panel: Panel | None = None) -> list[BarRow]:
    return [
        BarRow(
            point.name,
            point.completion,
            "" if panel is None else _project_said(panel, point),
            point.is_behind,
            None if point.completion is None else point.due,
            point.pick,
        )
        for point in points
    ]


def _project_said(panel: Panel, point: ProjectPoint) -> str:
    if point.completion is None or point.gap is None:
        return "—"
    said = panel.percent(point.completion)
    if point.gap >= 0 or panel.room() < _ROOM_FOR_BOTH:
        return said
    return f"{said}　差{points_text(point.gap)}个百分点"


def draw_states(panel: Panel, points: Sequence[StatesPoint]) -> Picks:
    """One bar for each month, parted by state; each part with its number."""
    known = {point.month.number: point for point in points}
    columns = tuple(
        Stack(
            "1月" if number == 1 else str(number),
            tuple(known[number].counts[state] if number in known else 0 for state in STATES),
        )
        for number in range(1, 13)
    )
    draw_up(panel, Stacks(_STATES, columns))
    return Picks()


def _groups(name: str, title: str, field: str, click: str, *, usual: bool = False) -> ChartKind:
    """Completion by a column; a picked bar leads on to its projects."""
    return ChartKind(
        name,
        title,
        "key_project",
        partial(completion_by, field=field),
        draw_groups,
        lambda points, style: lines_of(_group_rows(points), style),
        usual,
        "projects",
        click,
    )


KINDS = (
    ChartKind(
        "completion", "完成进度与时间进度", "key_project", completion_by_month, draw_completion, usual=True
    ),
    _groups("units", "各责任单位完成进度", "responsible_unit", "只看此单位", usual=True),
    _groups("sectors", "各行业完成进度", "sector", "只看此行业"),
    _groups("towns", "各镇办完成进度", "town", "只看此镇办"),
    _groups("leaders", "各挂点领导完成进度", "leader", "只看此领导的项目"),
    ChartKind(
        "projects",
        "各项目完成进度",
        "key_project",
        projects,
        draw_projects,
        lambda points, style: lines_of(_project_rows(points), style),
        click="转到此项目",
    ),
    ChartKind(
        "furthest",
        "进度最靠后的项目",
        "key_project",
        furthest_behind,
        partial(draw_projects, to_due=True),
        lambda points, style: lines_of(_project_rows(points), style),
        click="转到此项目",
        empty="没有落后时间进度的项目",
    ),
    ChartKind("states", "推进状态分布", "key_project", states_by_month, draw_states, usual=True),
)
