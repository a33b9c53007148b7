"""What the documents say of the key projects: of the city's, of the district's, of what is put forward for next year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.rules.basis import of_coming_year
from fgj_desktop.rules.figure_names import BY_NAME
from fgj_desktop.rules.passage import Passage, nothing
from fgj_desktop.rules.projects import amount, is_started
from fgj_desktop.rules.register_change import JOINED
from fgj_desktop.rules.telling import Sentence, Telling, joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.store.rows import Row

LEDGER = "区市重点项目台账"
_NOTABLE = Fraction(1, 5)
"""From this share of the plan on, one project without investment explains the whole."""
_FEW_STARTED = Fraction(7, 10)


def city(telling: Telling) -> Sentence:
    """The city's key projects of the district, and the one that weighs on them."""
    if not telling.number("city_count"):
        return nothing(telling, LEDGER, "市重点项目")
    year, range_text = telling.month.year, telling.month.range_text
    started = (
        "全部开工建设"
        if telling.number("city_started") == telling.number("city_count")
        else "{市重点.已开工}个项目已开工建设"
    )
    said = [
        telling.say(
            f"{year}年我区负责的{{市重点.项目数}}个市重点项目计划投资{{市重点.计划投资}}亿元，{started}，"
        )
    ]
    said.append(_done(telling, "市重点", f"{range_text}累计完成投资", "占年度计划"))
    said.append(telling.say("，总体{市重点.总体评语}。" if telling.has("city_completion") else "。"))
    return joined(*said, *_weight(telling))


def _weight(telling: Telling) -> list[Sentence]:
    """The largest project, when it has brought nothing and is a large part of the plan."""
    share = telling.figure("largest_share").value
    largest = telling.basis.largest_rows
    if share is None or Fraction(share) < _NOTABLE or not largest or amount(largest[0], "invested_to_date"):
        return []
    row = largest[0]
    new = "新调入的" if row.values.get("register_state") == JOINED else ""
    name = str(row.values.get("name") or "")
    progress = " ".join(str(row.values.get("physical_progress") or "").split()).rstrip("。")
    now = f"目前，该项目{'正在推进' if is_started(row) else '尚未开工'}"
    now += f"（{progress}）" if progress else ""
    return [
        telling.say(
            f"主要原因是：{new}{{name}}年度计划投资{{市重点.最大项目计划投资}}亿元，"
            "占{市重点.项目数}个市重点项目计划投资总额的{市重点.最大项目占比}。",
            name=name,
        ),
        (f"{now}，未产生投资，拉低我区市重点项目完成率。",),
    ]


def district(telling: Telling) -> Sentence:
    """The district's key projects: what is done, begun, not in the library, not begun."""
    if not telling.number("district_count"):
        return nothing(telling, LEDGER, "区重点项目")
    not_listed = (
        "（其中已开工未入库{区重点.已开工未入库}个）" if telling.number("district_started_not_listed") else ""
    )
    return joined(
        telling.say("{区重点.项目数}个区重点项目"),
        _done(telling, "区重点", "完成投资", "占年度计划投资的"),
        telling.say(f"，已开工项目{{区重点.已开工}}个{not_listed}"),
        telling.say("，未开工项目{区重点.未开工}个。" if telling.number("district_not_started") else "。"),
    )


def _done(telling: Telling, group: str, words: str, share: str) -> Sentence:
    """What is invested, and its share of the plan; words for none."""
    if not telling.has(BY_NAME[f"{group}.完成投资"].figure):
        return (f"{words.replace('累计', '').replace('完成投资', '')}尚未产生投资",)
    known = telling.has(BY_NAME[f"{group}.占年度计划"].figure)
    completion = f"，{share}{{{group}.占年度计划}}" if known else ""
    return telling.say(f"{words}{{{group}.完成投资}}亿元{completion}")


def schedule(telling: Telling) -> Sentence:
    """The district's key projects against the time schedule, group by group."""
    if not telling.number("district_count"):
        return nothing(telling, LEDGER, "区重点项目")
    plan = "年度计划投资{区重点.计划投资}亿元" if telling.has("district_plan") else "年度计划尚未下达"
    said: list[Sentence | str] = [
        telling.say(f"{telling.month.year}年安排区重点项目{{区重点.项目数}}个，{plan}，"),
        _done(telling, "区重点", f"{telling.month.range_text}完成投资", "占年度计划投资的"),
        "。",
    ]
    groups = [words for words in _GROUPS if telling.number(BY_NAME[f"区重点.{words}"].figure)]
    for place, words in enumerate(groups):
        said += ["其中：" if place == 0 else "；", _group(telling, words)]
    said.append("。" if groups else "")
    if telling.has("plan_share_of_task"):
        said.append(telling.say("区重点项目计划投资占市下达投资任务的{区重点.占市下达任务}"))
        said.append(_consequence(telling))
    return joined(*said)


_GROUPS = (
    "达到时间进度",
    "落后时间进度",
    "未产生投资",
    "未到计划开工时间",
    "不计进度",
    "年度计划未下达",
)


def _group(telling: Telling, words: str) -> Sentence:
    """「达到时间进度的项目有16个，占比33.33%」; what is rare goes without its share."""
    with_share = f"区重点.{words}占比" in BY_NAME
    share = f"，占比{{区重点.{words}占比}}" if with_share else ""
    if words != "未产生投资":
        return telling.say(f"{words}的项目{'有' if with_share else ''}{{区重点.{words}}}个{share}")
    listed = (
        "（{区重点.有投资未入库}个已有投资但未统计入库）" if telling.number("invested_not_listed") else ""
    )
    return telling.say(f"仍有{{区重点.{words}}}个项目未产生投资{listed}{share}")


def _consequence(telling: Telling) -> str:
    gap = telling.figure("district_gap_points").value
    if gap is None or gap >= 0:
        return "。"
    return "，重点项目进度缓慢，成为影响固定资产投资增长的主要短板。"


def schedule_lead(telling: Telling) -> Sentence:
    """The sentence that leads the paragraph: whether few have begun, and how the whole stands."""
    if not telling.has("district_started_share", "district_gap_points"):
        return ("重点项目进展情况。",)
    few = Fraction(telling.figure("district_started_share").value or 0) < _FEW_STARTED
    return telling.say(f"{'重点项目开工率低，' if few else ''}项目建设总体{{区重点.总体评语}}。")


def _application(level: str, name: str) -> Callable[[Telling], Sentence]:
    """What is put forward for a level's list of the coming year."""
    group = f"{level}重点申报"

    def amount_of(telling: Telling, figure: str, words: str, called: str) -> Sentence:
        return telling.say(f"，{words}{{{group}.{called}}}亿元") if telling.has(f"{name}_{figure}") else ()

    def tell(telling: Telling) -> Sentence:
        if not telling.number(name):
            return nothing(telling, "省市重点申报", f"{group}项目")
        year = _year_put_forward(telling)
        return joined(
            f"经汇总梳理全区项目情况并补报调整，我区拟申报列入{year}{level}重点建设项目计划的项目总计为",
            telling.say(f"{{{group}.项目数}}个，其中正式项目{{{group}.正式项目}}个"),
            amount_of(telling, "formal_total", "总投资", "正式项目总投资"),
            amount_of(telling, "formal_plan", "年度计划投资", "正式项目计划投资"),
            telling.say(f"；前期预备项目{{{group}.预备项目}}个"),
            amount_of(telling, "preparatory_total", "估算总投资", "预备项目总投资"),
            "。",
        )

    return tell


def _year_put_forward(telling: Telling) -> str:
    rows: tuple[Row, ...] = of_coming_year(telling.basis, "application", "plan_year")
    years = {int(year) for row in rows if (year := row.values.get("plan_year")) is not None}
    return f"{max(years, default=telling.month.year + 1)}年"


PASSAGES = (
    Passage("市重点段", "市重点项目的计划、开工、完成和拖累因素", city),
    Passage("区重点段", "区重点项目的完成、开工、入库", district),
    Passage("重点项目评语", "重点项目开工率和总体进度（段首句）", schedule_lead),
    Passage("重点项目进度段", "区重点项目按时间进度分类", schedule),
    Passage("省重点申报段", "下年度省重点申报", _application("省", "application_province")),
    Passage("市重点申报段", "下年度市重点申报", _application("市", "application_city")),
)
