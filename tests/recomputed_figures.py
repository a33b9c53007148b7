"""The figures once more, from exported workbooks alone: nothing here comes from the program's own rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pandas

Frames = Callable[[str, int], pandas.DataFrame]
"""The exported ledger of a name as of the end of a month of 2021."""

_GROUP = re.compile(r"(合计|小计)（|[一二三四五六七八九十]+、.*（\d+ .+）")
MONTH = 9


def read_frame(path: object, name_title: str) -> pandas.DataFrame:
    """The rows of an exported sheet under its one or two rows of titles, without totals, groups and notes."""
    sheet = pandas.read_excel(path, header=None, engine="calamine", dtype=object)  # type: ignore[call-overload]
    head = next(at for at in range(8) if name_title in set(sheet.iloc[at]))
    top, below = sheet.iloc[head].ffill(), sheet.iloc[head + 1]
    name = list(sheet.iloc[head]).index(name_title)
    two = pandas.isna(below.iloc[name]) and below.notna().any()
    titles = [str(below[at] if two and pandas.notna(below[at]) else top[at]) for at in sheet.columns]
    body = sheet.iloc[head + (2 if two else 1) :]
    body.columns = pandas.Index(titles)
    names = body.iloc[:, name]
    kept = names.notna() & ~names.map(lambda text: bool(_GROUP.match(str(text))))
    return body[kept].reset_index(drop=True)


def exact(value: object) -> Fraction:
    """A cell as an exact number; an empty one and 「—」 are 0."""
    return Fraction(0) if value is None or value == "—" or pandas.isna(value) else Fraction(str(value))  # type: ignore[call-overload]


def total(frame: pandas.DataFrame, title: str) -> Fraction:
    return sum((exact(value) for value in frame[title]), Fraction(0))


def rounded(value: Fraction, places: int = 2) -> float:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return float(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def yi(wan: Fraction) -> float:
    return rounded(wan / 10000)


def percent(part: Fraction, whole: Fraction) -> float:
    return rounded(100 * part / whole)


def is_yes(frame: pandas.DataFrame, title: str) -> pandas.Series[bool]:
    return frame[title] == "是"


def month_of(value: object) -> tuple[int, int]:
    """Year and month of 「2021年3月」 or 「2021年3月5日」, of a date too; (0, 0) for none."""
    found = re.match(r"(\d{4})\D+(\d{1,2})", str(value))
    return (int(found[1]), int(found[2])) if found else (0, 0)


# --- key projects --------------------------------------------------------------------------------


def key_projects(frames: Frames) -> dict[str, float]:
    frame = frames("key_project", MONTH)
    formal = frame[(frame["项目性质"] != "前期预备") & (frame["在册状态"] != "调出")]
    plan = formal["2021年计划投资"].map(exact)
    adjusted = formal.get("其中：调整后计划")
    if adjusted is not None:
        plan = plan.where(adjusted.isna(), adjusted.map(exact))
    table = pandas.DataFrame(
        {
            "name": formal["项目名称"].map(lambda text: str(text).lstrip("★■")),
            "level": formal["级别"].map(lambda text: "区" if pandas.isna(text) else str(text)),
            "plan": plan,
            "done": formal["1—9月累计完成投资（纳统）"].map(exact),
            "actual": formal["1—9月实际完成投资"].map(exact),
            "begun": is_yes(formal, "是否开工"),
            "listed": is_yes(formal, "是否统计入库"),
        }
    )
    city = table[table["level"].str.contains("市")]
    district = table[table["level"].str.contains("区")]
    largest = city.loc[city["plan"].map(float).idxmax()]
    found: dict[str, float] = {}
    for name, part in (("city", city), ("district", district)):
        planned, done = total(part, "plan"), total(part, "done")
        found |= {
            f"{name}_count": len(part),
            f"{name}_plan": yi(planned),
            f"{name}_started": int(part["begun"].sum()),
            f"{name}_not_started": int((~part["begun"]).sum()),
            f"{name}_invested": yi(done),
            f"{name}_completion": percent(done, planned),
            f"{name}_gap_points": rounded(100 * (done / planned - Fraction(MONTH, 12))),
            f"{name}_short_of_schedule": yi(planned * MONTH / 12 - done),
        }
    rest = city[city["name"] != largest["name"]]
    found["largest_plan"] = yi(largest["plan"])
    found["largest_share"] = percent(largest["plan"], total(city, "plan"))
    found["city_completion_without_largest"] = percent(total(rest, "done"), total(rest, "plan"))
    planned, done = total(district, "plan"), total(district, "done")
    found["district_needed_per_month"] = yi((planned - done) / (12 - MONTH))
    task = exact(_indicator(frames("fixed_asset_investment", MONTH), "固定资产投资")["市下达年度任务"])
    found["plan_share_of_task"] = percent(planned, task)
    return found | _states(district)


def _states(district: pandas.DataFrame) -> dict[str, float]:
    none = district["done"].map(lambda done: done <= 0)
    on_time = ~none & (district["done"] * 12 >= district["plan"] * MONTH)
    unlisted = ~district["listed"]
    counts = {
        "on_schedule": int(on_time.sum()),
        "behind": int((~none & ~on_time).sum()),
        "no_investment": int(none.sum()),
    }
    shares = {
        f"{name}_share": percent(Fraction(count), Fraction(len(district))) for name, count in counts.items()
    }
    return {
        **counts,
        **shares,
        "district_started_not_listed": int((district["begun"] & unlisted).sum()),
        "invested_not_listed": int((unlisted & district["actual"].map(lambda done: done > 0)).sum()),
    }


# --- fixed-asset investment ----------------------------------------------------------------------


def _indicator(frame: pandas.DataFrame, name: str) -> Any:  # noqa: ANN401  a row
    return frame[frame["指标"].map(lambda text: str(text).removeprefix("其中：")) == name].iloc[0]


def investment(frames: Frames) -> dict[str, float]:
    september = frames("fixed_asset_investment", MONTH)
    found: dict[str, float] = {}
    for name, indicator in (
        ("total", "固定资产投资"),
        ("projects", "投资项目"),
        ("real_estate", "房地产开发"),
        ("park", "产业园"),
    ):
        row = _indicator(september, indicator)
        found[f"fai_{name}"] = yi(exact(row["1—9月累计"]))
        found[f"fai_{name}_yoy"] = rounded(exact(row["同比增长（％，公布）"]), 1)
    whole = {
        month: exact(_indicator(frames("fixed_asset_investment", month), "固定资产投资")[f"1—{month}月累计"])
        for month in (6, 7, 8, 9)
    }
    found["fai_month"] = yi(whole[9] - whole[8])
    found["fai_month_mom"] = rounded(100 * ((whole[9] - whole[8]) / (whole[8] - whole[7]) - 1))
    found["fai_quarter"] = yi(whole[9] - whole[6])
    found["fai_task"] = yi(exact(_indicator(september, "固定资产投资")["市下达年度任务"]))
    return found | _library(frames("statistics_project", MONTH))


def _library(frame: pandas.DataFrame) -> dict[str, float]:
    new = frame[frame["入库时间"].map(lambda text: (2021, 1) <= month_of(text) <= (2021, MONTH))]
    return {
        "fai_new_listed": len(new),
        "fai_new_listed_100m": int((new["计划总投资"].map(exact) > 10000).sum()),
    }


# --- applications and bonds ----------------------------------------------------------------------


def applications(frames: Frames) -> dict[str, float]:
    every = frames("application", MONTH)
    every = every[every["申报年度"].map(exact) == 2022]
    found: dict[str, float] = {}
    for name, level in (("province", "省"), ("city", "市")):
        frame = every[every["申报层级"] == level]
        found[f"application_{name}"] = len(frame)
        for kind, title in (("formal", "正式项目"), ("preparatory", "前期预备项目")):
            part = frame[frame["类别"] == title]
            found[f"application_{name}_{kind}"] = len(part)
            found[f"application_{name}_{kind}_total"] = yi(total(part, "总投资（估算）"))
            if kind == "formal":
                found[f"application_{name}_formal_plan"] = yi(total(part, "申报年度计划投资"))
    return found


def bonds(frames: Frames) -> dict[str, float]:
    reserve, issued = frames("bond_reserve", MONTH), frames("bond_project", MONTH)
    gaps = total(reserve, "债券资金总需求") - total(reserve, "已安排债券")
    of_year = issued[issued["债券年度"].map(exact) == 2021]
    return {
        "bond_count": len(reserve),
        "bond_total": yi(total(reserve, "总投资")),
        "bond_gap": yi(gaps),
        "bond_2021_not_started": int((of_year["是否开工"] != "是").sum()),
    }


def ranking(frames: Frames) -> dict[str, float]:
    frame = frames("city_ranking", MONTH)
    frame = frame[frame["指标"].str.contains("债券资金总需求")]
    newest = frame.iloc[frame["数据时点"].map(month_of).argsort()].tail(1)
    return {
        name: float(exact(value))
        for name, title in (("bond_rank", "名次"), ("bond_rank_of", "参评地区数"))
        for value in newest[title]
    }


# --- urbanization, towns, safety, meetings ---------------------------------------------------------


def urbanization(frames: Frames) -> dict[str, float]:
    stages = frames("policy_document", MONTH)["办理阶段"]
    villages = frames("village_conversion", MONTH)["完成时限"]
    return {
        "policy_issued": int((stages == "已印发").sum()),
        "policy_in_process": int((stages == "印发流程中").sum()),
        "policy_consulting": int((stages == "征求意见").sum()),
        "villages": int(villages.map(lambda text: month_of(text) == (2021, 11)).sum()),
        "staff_to_transfer": float(
            total(frames("staff_household_transfer", MONTH), "户籍仍在农村人数（人）")
        ),
    }


def collections(frames: Frames) -> dict[str, float]:
    """The halves of months in which some task has progress."""
    count = 0
    for month in range(1, MONTH + 1):
        frame = frames("urban_task", month)
        for half in ("上半月", "下半月"):
            titles = [one for one in frame.columns if str(one).startswith(f"{month}月{half}进展")]
            count += any(bool(frame[title].notna().any()) for title in titles)
    return {"urban_collections": count}


def towns(frames: Frames) -> dict[str, float]:
    types = frames("responsible_unit", MONTH)["单位类型"]
    return {"towns": int(types.isin(["镇", "街道", "办事处"]).sum())}


def safety(frames: Frames) -> dict[str, float]:
    inspections, publicity = frames("safety_inspection", MONTH), frames("publicity", MONTH)
    counted = inspections[inspections["计入次数"] != "否"]
    joint = (inspections["检查类型"] == "联合整治") & (inspections["行业"] == "成品油")
    is_drill = publicity["活动类型"] == "应急演练"
    given = publicity[~is_drill & publicity["宣传资料（份）"].notna()]
    reached = {town for text in given["覆盖镇办"].dropna() for town in re.split("[、\n]", str(text))}
    submitted = frames("power_user", MONTH)["上报日期"].map(month_of)
    meetings = frames("meeting", MONTH)
    on_bonds = (meetings["会议类型"] == "培训") & meetings["会议名称"].str.contains("专项债")
    return {
        "inspections": len(counted),
        "inspection_vehicles": float(total(counted, "出动车辆（车次）")),
        "inspection_people": float(total(counted, "检查人员（人次）")),
        "joint_actions": int(joint.sum()),
        "publicity_copies": float(total(given, "宣传资料（份）")),
        "publicity_towns": len(reached),
        "drills": int(is_drill.sum()),
        "power_users": int(submitted.map(lambda at: (2021, 1) <= at <= (2021, MONTH)).sum()),
        "trainings": int(on_bonds.sum()),
    }


SUBJECTS: tuple[Callable[[Frames], dict[str, float]], ...] = (
    key_projects,
    investment,
    applications,
    bonds,
    ranking,
    urbanization,
    collections,
    towns,
    safety,
)
