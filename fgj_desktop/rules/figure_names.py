"""The Chinese names by which documents call the figures: ``{{区重点.完成投资}}``, and how each is written there.

One figure can have several names: as a number, in words (下降19.1%), as a verdict, or as the names behind it. A figure
of key projects can be had of a part of them: ``区重点.完成投资（责任单位：区水务局）`` (``rules/project_parts.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.numbers import money_text, percent_text
from fgj_desktop.ledgers.values import WAN, YI
from fgj_desktop.rules.phrases import VERDICTS, Verdict, rate_words, schedule_phrase, schedule_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fgj_desktop.rules.figure import Figure

MISSING = "—"


class Form(Enum):
    """How a figure is written; its value is what the list of names says of it."""

    NUMBER = "数字"
    """Without its unit, which the text has; a share with its %."""
    GROWTH = "增减"
    """下降19.1%, 增长59.7%, 持平."""
    VERDICT = "评价"
    """低于时间进度9个百分点, …"""
    WORD = "评语"
    """The same verdict without its number: 严重滞后于时间进度."""
    POINTS = "百分点"
    """A gap without sign and unit."""
    SIDE = "高低"
    """A gap in words: 低9个百分点, 高3个百分点, 持平."""
    TABLE = "表中数"
    """As tables have it: money in 万元 with commas, a share with two decimals, its sign and no %."""
    NAMES = "名单"
    """The names of the records behind, joined by 、."""


@dataclass(frozen=True, slots=True)
class Decimals:
    """How documents write figures: how many decimals at most, whether zeros at their end stay, which verdicts."""

    places: int = 2
    zeros: bool = False
    verdicts: tuple[Verdict, ...] = VERDICTS

    def number(self, value: Fraction, places: int) -> str:
        """A number of hundredths (a share) without its %: 「20.24」, 「320.7」 or 「320.70」."""
        text = percent_text(value, min(places, self.places))[:-1]
        return text.rstrip("0").rstrip(".") if "." in text and not self.zeros else text


@dataclass(frozen=True, slots=True)
class FigureName:
    """A name, the figure it stands for, and the form it is written in."""

    name: str
    figure: str
    form: Form = Form.NUMBER


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure under one of its names, as it is written."""

    name: str
    text: str
    figure: Figure
    form: Form


def _group(group: str, form: Form = Form.NUMBER, **names: str) -> Iterator[FigureName]:
    for name, figure in names.items():
        yield FigureName(f"{group}.{name}", figure, form)


def _growth(group: str, **names: str) -> Iterator[FigureName]:
    """The words (固投.同比) and the bare number (固投.同比数)."""
    for name, figure in names.items():
        yield FigureName(f"{group}.{name}", figure, Form.GROWTH)
        yield FigureName(f"{group}.{name}数", figure)


def _lists(group: str, **names: str) -> Iterator[FigureName]:
    for name, figure in names.items():
        yield FigureName(f"{group}.{name}", figure, Form.NAMES)


def _schedule(group: str, figure: str) -> Iterator[FigureName]:
    """How a completion stands to the time schedule."""
    yield FigureName(f"{group}.较时间进度", figure)
    yield FigureName(f"{group}.差百分点", figure, Form.POINTS)
    yield FigureName(f"{group}.进度评价", figure, Form.VERDICT)
    yield FigureName(f"{group}.总体评语", figure, Form.WORD)


FIGURE_NAMES: tuple[FigureName, ...] = (
    *_group("固投", 累计完成="fai_total"),
    *_growth("固投", 同比="fai_total_yoy"),
    *_group("固投", 项目投资="fai_projects"),
    *_growth("固投", 项目投资同比="fai_projects_yoy"),
    *_group("固投", 房地产="fai_real_estate"),
    *_growth("固投", 房地产同比="fai_real_estate_yoy"),
    *_group("固投", 产业园="fai_park"),
    *_growth("固投", 产业园同比="fai_park_yoy"),
    *_group("固投", 当月完成="fai_month"),
    *_growth("固投", 环比="fai_month_mom"),
    *_group(
        "固投",
        本季完成="fai_quarter",
        市下达任务="fai_task",
        增速排名="fai_rank",
        新增入库="fai_new_listed",
        新增入库超1亿元="fai_new_listed_100m",
    ),
    *_lists("固投", 新增入库超1亿元名单="fai_new_listed_100m"),
    *_group(
        "市重点",
        项目数="city_count",
        打包项目数="city_count_packed",
        计划投资="city_plan",
        完成投资="city_invested",
        占年度计划="city_completion",
        距时间进度差额="city_short_of_schedule",
        已开工="city_started",
        开工率="city_started_share",
        未开工="city_not_started",
        最大项目计划投资="largest_plan",
        最大项目占比="largest_share",
        剔除最大项目占年度计划="city_completion_without_largest",
    ),
    *_lists("市重点", 最大项目="largest_plan", 未开工名单="city_not_started"),
    *_schedule("市重点", "city_gap_points"),
    *_group(
        "区重点",
        项目数="district_count",
        打包项目数="district_count_packed",
        计划投资="district_plan",
        完成投资="district_invested",
        当月完成="district_in_month",
        占年度计划="district_completion",
        占市下达任务="plan_share_of_task",
        距时间进度差额="district_short_of_schedule",
        月均需完成="district_needed_per_month",
        已开工="district_started",
        开工率="district_started_share",
        未开工="district_not_started",
        已开工未入库="district_started_not_listed",
        达到时间进度="on_schedule",
        达到时间进度占比="on_schedule_share",
        落后时间进度="behind",
        落后时间进度占比="behind_share",
        未产生投资="no_investment",
        未产生投资占比="no_investment_share",
        未到计划开工时间="not_due",
        不计进度="not_assessed",
        年度计划未下达="plan_pending",
        有投资未入库="invested_not_listed",
    ),
    *_lists(
        "区重点",
        未开工名单="district_not_started",
        落后时间进度名单="behind",
        未产生投资名单="no_investment",
        已开工未入库名单="district_started_not_listed",
        有投资未入库名单="invested_not_listed",
    ),
    *_schedule("区重点", "district_gap_points"),
    *_group(
        "重点项目",
        项目数="projects_count",
        计划投资="projects_plan",
        完成投资="projects_invested",
        累计完成="projects_done",
        占年度计划="projects_completion",
        已开工="projects_started",
        未开工="projects_not_started",
        已统计入库="projects_listed",
        达到时间进度="projects_on_schedule",
        落后时间进度="projects_behind",
        未产生投资="projects_no_investment",
    ),
    *_group(
        "重点项目",
        Form.TABLE,
        计划投资万元="projects_plan",
        完成投资万元="projects_invested",
        占年度计划数="projects_completion",
        较时间进度数="projects_gap_points",
    ),
    *_schedule("重点项目", "projects_gap_points"),
    FigureName("重点项目.比时间进度", "projects_gap_points", Form.SIDE),
    *_group(
        "省重点申报",
        项目数="application_province",
        正式项目="application_province_formal",
        正式项目总投资="application_province_formal_total",
        正式项目计划投资="application_province_formal_plan",
        预备项目="application_province_preparatory",
        预备项目总投资="application_province_preparatory_total",
    ),
    *_group(
        "市重点申报",
        项目数="application_city",
        正式项目="application_city_formal",
        正式项目总投资="application_city_formal_total",
        正式项目计划投资="application_city_formal_plan",
        预备项目="application_city_preparatory",
        预备项目总投资="application_city_preparatory_total",
    ),
    *_group(
        "专项债",
        储备项目="bond_count",
        储备总投资="bond_total",
        资金缺口="bond_gap",
        双通过="bond_both_passed",
        需求排名="bond_rank",
        参评地区="bond_rank_of",
        未开工="bond_2021_not_started",
        支出进度="bond_payment_share",
        拨付率="bond_handing_share",
        培训次数="trainings",
    ),
    *_lists("专项债", 未开工名单="bond_2021_not_started"),
    *_group(
        "城镇化",
        收集次数="urban_collections",
        已印发="policy_issued",
        印发流程中="policy_in_process",
        征求意见="policy_consulting",
        村改居="villages",
        公职人员="staff_to_transfer",
    ),
    *_lists(
        "城镇化",
        已印发名单="policy_issued",
        印发流程中名单="policy_in_process",
        征求意见名单="policy_consulting",
        村改居名单="villages",
    ),
    *_group("考核", 镇办数="towns"),
    *_group(
        "安全",
        检查次数="inspections",
        出动车辆="inspection_vehicles",
        检查人员="inspection_people",
        联合整治="joint_actions",
        宣传资料="publicity_copies",
        宣传镇办="publicity_towns",
        演练="drills",
    ),
    *_group("用电", 申报企业="power_users"),
    *_lists("用电", 申报企业名单="power_users"),
)
BY_NAME: Mapping[str, FigureName] = {one.name: one for one in FIGURE_NAMES}


def figure_text(figure: Figure, form: Form = Form.NUMBER, decimals: Decimals = Decimals()) -> str:
    """A figure as documents write it: no unit except %, no commas; 「—」 where there is none."""
    if form is Form.NAMES:
        return "、".join(figure.names) or "无"
    if figure.value is None:
        return MISSING
    value = Fraction(figure.value)
    if form is Form.TABLE:
        return money_text(int(value), WAN) if figure.unit == "亿元" else percent_text(value, 2)[:-1]
    if form in _OF_GAPS:
        return _gap_text(value, form, decimals)
    if form is Form.GROWTH:
        return rate_words(value, decimals.number(abs(value), figure.decimals))
    if figure.unit == "亿元":
        return decimals.number(value / YI / 100, figure.decimals)
    if figure.unit in ("%", "百分点"):
        return decimals.number(value, figure.decimals) + ("%" if figure.unit == "%" else "")
    return str(int(value))


_OF_GAPS = frozenset({Form.VERDICT, Form.WORD, Form.POINTS, Form.SIDE})


def _gap_text(gap: Fraction, form: Form, decimals: Decimals) -> str:
    """A gap to the time schedule: its size, or the verdict with or without it."""
    size = decimals.number(abs(gap), 2)
    if form is Form.POINTS:
        return size
    if form is Form.SIDE:
        return f"{'低' if gap < 0 else '高'}{size}个百分点" if gap else "持平"
    return (
        schedule_word(gap, decimals.verdicts)
        if form is Form.WORD
        else schedule_phrase(gap, decimals.verdicts, size)
    )
