"""Sentences of the monthly bulletin of key projects: against the month before, by unit, what has not begun, what lags."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules.passage import nothing
from fgj_desktop.rules.phrases import points_text
from fgj_desktop.rules.projects import is_listed, is_started, total
from fgj_desktop.rules.telling import Part, Sentence, Telling, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.rules.figure_names import Decimals
    from fgj_desktop.rules.project_groups import ProjectGroup
    from fgj_desktop.rules.projects import Rows

_NAMED, _WORST = 8, 5
_LEDGER = "区市重点项目台账"


def yi_text(cents: int | Fraction | None, decimals: Decimals) -> str:
    """分 in 亿元 as documents write it."""
    return "—" if cents is None else decimals.number(Fraction(cents) / YI / 100, 2)


def against_month_before(telling: Telling) -> Sentence:
    """What the month brought: investment, the share of the plan, what began, what came into the library."""
    basis, month = telling.basis, telling.month
    if month.number == 1 or not basis.district:
        return (
            ("本月为年初第一个报告期，没有上月可比。",)
            if basis.district
            else nothing(telling, _LEDGER, "项目")
        )
    before = telling.at(month.previous)
    if not before.basis.district:
        return ("上月没有数据，不作比较。",)
    said: list[Sentence | str] = [f"{month.number}月当月，"]
    if telling.has("district_in_month"):
        said.append(telling.say("区重点项目完成投资{区重点.当月完成}亿元，"))
    said.append(_share_words(telling, before))
    started = _new(basis.district, before.basis.district, started=True)
    listed = _new(basis.district, before.basis.district, started=False)
    some = f"{'、'.join(started[:_NAMED])}{'等' if len(started) > _NAMED else ''}"
    said.append(f"新开工项目{len(started)}个（{some}）" if started else "没有新开工项目")
    said.append(f"，新增统计入库项目{len(listed)}个。" if listed else "，没有新增统计入库项目。")
    return joined(*said)


def _share_words(telling: Telling, before: Telling) -> Sentence:
    now, then = (one.figure("district_completion").value for one in (telling, before))
    if now is None or then is None or now == then:
        return ()
    words = "提高" if now > then else "下降"
    plans = [total(one.basis.district, "current_plan") for one in (before, telling)]
    changed: Sentence = ()
    if plans[0] != plans[1]:
        old = yi_text(plans[0], telling.decimals)
        changed = telling.say("（年度计划投资总额由{old}亿元变为{区重点.计划投资}亿元）", old=old)
    size = points_text(Fraction(now) - Fraction(then))
    return joined(f"占年度计划较上月{words}{size}个百分点", changed, "；")


def _new(now: Rows, before: Rows, *, started: bool) -> list[str]:
    """The names of projects that hold now and did not a month before."""
    holds = is_started if started else is_listed
    known = {row.id for row in before if holds(row)}
    return [str(row.values.get("name") or "") for row in now if holds(row) and row.id not in known]


def units(telling: Telling, groups: Sequence[ProjectGroup]) -> Sentence:
    """Which units reach the schedule, which lag most."""
    planned = [one for one in groups if one.standing.completion is not None]
    if not planned:
        return nothing(telling, _LEDGER, "责任单位的年度计划")
    reached = [one.name for one in planned if (one.standing.gap or 0) >= 0]
    lagging = sorted(
        (one for one in planned if (one.standing.gap or 0) < 0), key=lambda one: one.standing.gap or 0
    )
    said: list[Part] = [f"{len(groups)}个责任单位中，"]
    if not lagging:
        said.append(f"{len(reached)}个全部达到时间进度。")
        return joined(*said)
    said.append(
        f"达到时间进度的有{len(reached)}个：{'、'.join(reached)}；" if reached else "没有达到时间进度的；"
    )
    said.append(f"低于时间进度的有{len(lagging)}个，差距较大的是")
    worst = lagging[:_WORST]
    for place, one in enumerate(worst):
        between = "" if place == 0 else "和" if place == len(worst) - 1 else "、"
        low = f"低{points_text(one.standing.gap or Fraction(0))}个百分点"
        said += [f"{between}{one.name}（", telling.told_of(one, "重点项目.比时间进度", low), "）"]
    return joined(*said, "。")


def not_started(telling: Telling) -> Sentence:
    """How many have not begun, and how many of them should have."""
    rows = [row for row in telling.basis.district if not is_started(row)]
    if not rows:
        return ("区重点项目已全部开工。",) if telling.basis.district else nothing(telling, _LEDGER, "项目")
    due = [row for row in rows if _is_due(str(row.values.get("planned_start") or ""), telling)]
    late = f"，其中{len(due)}个已过计划开工月份" if due else ""
    return telling.say(f"区重点项目中未开工{{区重点.未开工}}个{late}，名单如下：")


def _is_due(planned: str, telling: Telling) -> bool:
    return bool(planned) and planned[:7] <= telling.month.key and len(planned) >= len("2021-09")


def behind(telling: Telling) -> Sentence:
    """How many lag behind the schedule, and what they lack."""
    if not telling.number("behind"):
        return ("没有已产生投资而落后时间进度的项目。",)
    lacking = telling.figure("district_short_of_schedule").value
    words = "，区重点项目合计距时间进度差{区重点.距时间进度差额}亿元" if lacking else ""
    return telling.say(f"已产生投资而落后时间进度的项目{{区重点.落后时间进度}}个{words}，名单如下：")


def listing(telling: Telling) -> Sentence:
    """What is in the statistics library, and what is not though it has begun or has investment."""
    if not telling.basis.district:
        return nothing(telling, _LEDGER, "项目")
    listed = sum(map(is_listed, telling.basis.district))
    said: list[Sentence | str] = [f"区重点项目中已统计入库{listed}个"]
    if telling.number("district_started_not_listed"):
        said.append(telling.say("，已开工未入库{区重点.已开工未入库}个"))
    if telling.number("invested_not_listed"):
        said.append(telling.say("，有投资未入库{区重点.有投资未入库}个"))
    return joined(*said, "。")
