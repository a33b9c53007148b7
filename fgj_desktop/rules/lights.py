"""亮灯: one main light for each project, by one of three methods; what is behind is never green.

A light is kept as its word, 「绿」「黄」「红」「灰」, with 「○」 after it when a 情况说明 makes it hollow; so
filters, exports and prints can show it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from fgj_desktop.rules.schedule import due_twelfths, month_number, start_span

if TYPE_CHECKING:
    from collections.abc import Callable

Colour = Literal["green", "amber", "red", "grey"]

GREEN, AMBER, RED, GREY = "绿", "黄", "红", "灰"
HOLLOW = "○"
LIGHTS = (GREEN, AMBER, RED, GREY)
METHODS = {"ratio": "比值法", "points": "百分点法", "month_task": "月任务法"}
DEFAULT_METHOD = "ratio"

_COLOURS: dict[str, Colour] = {GREEN: "green", AMBER: "amber", RED: "red", GREY: "grey"}
_NOTES = {
    "ratio": "占年度计划与时间进度之比，100%及以上为绿灯，60%至100%为黄灯，60%以下为红灯",
    "points": "占年度计划不低于时间进度为绿灯，低30个百分点以内（含）为黄灯，低30个百分点以上为红灯",
    "month_task": "当月完成投资占当月任务（未分月的按年度计划的十二分之一），80%及以上为绿灯，"
    "60%至80%为黄灯，60%以下为红灯；已完成年度计划的为绿灯，落后时间进度的不亮绿灯",
}
_COMMON_NOTE = (
    "；已过计划开工月份而未开工或未产生投资的为红灯；未到计划开工时间、不计进度、"
    "前期预备和调出项目为灰灯；空心灯为有情况说明。"
)


def light(  # noqa: PLR0913, PLR0917
    plan: int | None,
    invested: int | None,
    invested_previous: int | None,
    planned_to_date: int | None,
    planned_previous: int | None,
    planned_start: str | None,
    construction_period: str | None,
    started: int | None,
    register_state: str | None,
    nature: str | None,
    explanation: str | None,
    year: int,
    month: int,
    method: str | None,
    is_issued: int | None = None,
) -> str | None:
    """The light of one project as its word, with 「○」 when hollow; none while no project has a plan of the year.

    ``started`` None is not known, so it does not make a light red.
    """
    if plan is None and is_issued == 0:
        return None
    hollow = HOLLOW if explanation else ""
    if plan is None or plan <= 0 or register_state == "调出" or nature == "前期预备":
        return GREY + hollow
    done = invested or 0
    due = due_twelfths(plan, planned_to_date, month)
    span = start_span(planned_start, construction_period)
    if span is not None:
        now = month_number(year, month)
        if now > span[1] and (started == 0 or done <= 0):
            return RED + hollow
        if now < span[0] and (done <= 0 or done * 12 < due):
            return GREY + hollow
    if due <= 0 and done <= 0:
        # By its own plan nothing is to be invested yet.
        return GREY + hollow
    if method == "month_task":
        task = _month_task(plan, planned_to_date, planned_previous, month)
        return _by_month_task(done, done - (invested_previous or 0), plan, task, due) + hollow
    return _BY_PROGRESS[method or DEFAULT_METHOD](done, due, plan) + hollow


def _by_ratio(done: int, due: int, plan: int) -> str:  # noqa: ARG001
    if done * 12 >= due:
        return GREEN
    return AMBER if done * 120 >= due * 6 else RED


def _by_points(done: int, due: int, plan: int) -> str:
    gap = done * 12 - due
    if gap >= 0:
        return GREEN
    return AMBER if gap * 10 >= -3 * 12 * plan else RED


_BY_PROGRESS: dict[str, Callable[[int, int, int], str]] = {"ratio": _by_ratio, "points": _by_points}


def _month_task(plan: int, planned_to_date: int | None, planned_previous: int | None, month: int) -> int:
    """Twelve times the task of the month: the planned month amount, else a twelfth of the year's plan."""
    if planned_to_date is None or (planned_previous is None and month > 1):
        return plan
    return (planned_to_date - (planned_previous or 0)) * 12


def _by_month_task(done: int, amount: int, plan: int, task: int, due: int) -> str:
    best = GREEN if done * 12 >= due else AMBER
    if done >= plan or task <= 0 or amount * 120 >= task * 8:
        return best
    return AMBER if amount * 120 >= task * 6 else RED


def light_colour(value: str | None) -> Colour | Literal[""]:
    """The colour's name of a light's word, empty for no light."""
    return _COLOURS[value[0]] if value else ""


def light_is_hollow(value: str | None) -> bool:
    """Whether a 情况说明 stands behind the light."""
    return bool(value) and str(value).endswith(HOLLOW)


def light_rule_note(method: str | None) -> str:
    """The sentence of the printed note that states the rule in force."""
    name = method or DEFAULT_METHOD
    return f"亮灯规则（{METHODS[name]}）：{_NOTES[name]}{_COMMON_NOTE}"
