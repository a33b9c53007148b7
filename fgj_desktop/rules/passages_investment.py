"""What the documents say of fixed-asset investment, and of what holds its growth back."""

from __future__ import annotations

from fractions import Fraction

from fgj_desktop.rules.figure_names import BY_NAME
from fgj_desktop.rules.named_lists import named_list
from fgj_desktop.rules.passage import Passage, nothing
from fgj_desktop.rules.phrases import quarter_words, rate_direction
from fgj_desktop.rules.telling import Sentence, Telling, joined

_NAMED = 3


def investment(telling: Telling) -> Sentence:
    """The amounts with their growth: the whole, its parts, the park, the month."""
    if not telling.has("fai_total"):
        return nothing(telling, "投资月报", "固定资产投资累计数")
    until = telling.until(telling.figure("fai_total").as_of)
    parts = [
        _part(telling, words, name)
        for words, name in (
            ("投资项目完成", "固投.项目投资"),
            ("房地产企业完成投资", "固投.房地产"),
            ("产业园完成投资", "固投.产业园"),
        )
        if telling.has(BY_NAME[name].figure)
    ]
    said: list[Sentence | str] = [
        f"{until}，我区固定资产投资完成",
        _part(telling, "", "固投.累计完成", "固投.同比"),
        "。",
    ]
    for place, part in enumerate(parts):
        said += ["其中：" if place == 0 else "；", part]
    said.append("。" if parts else "")
    if telling.has("fai_month"):
        words = f"{telling.month.number}月单月完成投资"
        said += [_part(telling, words, "固投.当月完成", "固投.环比"), "。"]
    return joined(*said)


def _part(telling: Telling, words: str, name: str, rate: str = "") -> Sentence:
    """「投资项目完成22.09亿元，同比下降19.3%」; without the growth where there is none."""
    rate = rate or f"{name}同比"
    how = "环比" if rate.endswith("环比") else "同比"
    growth = f"，{how}{{{rate}}}" if telling.has(BY_NAME[rate].figure) else ""
    return telling.say(f"{words}{{{name}}}亿元{growth}")


def _rate(telling: Telling) -> Fraction | None:
    value = telling.figure("fai_total_yoy").value
    return None if value is None else Fraction(value)


def investment_heading(telling: Telling) -> Sentence:
    """How the growth of the quarter moved against that of the quarter before: 「降幅收窄」."""
    month = telling.month
    quarter = (month.number - 1) // 3 + 1
    now = _rate(telling)
    before = None if quarter == 1 else _rate(telling.at(month.months_before(month.number - quarter * 3 + 3)))
    what = f"{quarter_words(quarter)}固定资产投资"
    if now is None:
        return (f"{what}情况",)
    if before is None:
        return (f"{what}{'下降' if now < 0 else '增长' if now > 0 else '与上年同期持平'}",)
    return (f"{what}{rate_direction(now, before)}",)


def problems_heading(telling: Telling) -> Sentence:
    """What the problems stand in the way of."""
    rate = _rate(telling)
    aim = "增速由负转正" if rate is not None and rate < 0 else "保持增长"
    return (f"固定资产投资{aim}还需要克服以下问题",)


def newly_listed(telling: Telling) -> Sentence:
    """How many projects came into the library, and how many of them are large."""
    range_text = telling.month.range_text
    if not telling.figure("fai_new_listed").rows:
        return (f"今年{range_text}，全区没有新增入库项目。",)
    if not telling.number("fai_new_listed_100m"):
        return telling.say(
            f"今年{range_text}，全区新增入库项目{{固投.新增入库}}个，没有总投资超过1亿元的项目。"
        )
    return telling.say(
        f"今年{range_text}，全区新增入库项目{{固投.新增入库}}个，总投资超过1亿元的项目{{固投.新增入库超1亿元}}个。"
    )


def library(telling: Telling) -> Sentence:
    """Why the projects of the library bring little: nearly done, over plan, held up."""
    basis = telling.basis
    said = []
    for kind, words in (
        ("closing", "有些项目处于收尾阶段，投资数已不多，如{}等"),
        ("over_plan", "有些项目实际投资已超过计划投资，放缓投资，如{}等"),
        ("slow", "有些项目因业主变更、设计方案调整等原因，投资进度缓慢，如{}等"),
    ):
        names = [line.name for line in named_list(basis, kind).lines]
        if names:
            said.append(words.format("、".join(names[:_NAMED])))
    if not said:
        return nothing(telling, "在库项目", "收尾、超计划和进度缓慢的项目")
    return (f"{'；'.join(said)}。",)


PASSAGES = (
    Passage("固定资产投资标题", "固定资产投资的变化（小标题）", investment_heading),
    Passage("固定资产投资段", "固定资产投资累计、分项、当月及增减", investment),
    Passage("投资问题标题", "固定资产投资存在问题（小标题）", problems_heading),
    Passage("新增入库段", "本年新增入库项目数", newly_listed),
    Passage("在库项目段", "在库项目收尾、超计划、进度缓慢的情况", library),
)
