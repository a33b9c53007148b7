"""Words of the period and of the bureau that documents name besides the figures: {{报告期}}, {{单位简称}}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.phrases import day_words, quarter_words
from fgj_desktop.rules.sheet_words import district_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers.period import Month

DEFAULT_OFFICE = "区发展和改革局"
_SHORT = "发改局"
FACT_TITLES: Mapping[str, str] = {
    "报告期": "2021年1—9月",
    "报告月": "9月",
    "本年": "2021年",
    "上年": "2020年",
    "下年": "2022年",
    "季度": "三季度",
    "下季度": "第四季度，年末为下年第一季度",
    "月范围": "1—9月",
    "截至日": "9月30日",
    "时间进度": "75%",
    "局名": "浈江区发展和改革局",
    "单位简称": "浈江区发改局",
    "区名": "浈江区",
}
"""The facts with an example of each, for the list to choose from."""


def document_facts(month: Month, office: str) -> dict[str, str]:
    """Every fact of a period, under the names of ``FACT_TITLES``."""
    name = office or DEFAULT_OFFICE
    district = district_of(name)
    short = f"{district}{_SHORT}" if district != name else name
    quarter = (month.number - 1) // 3 + 1
    following = (
        f"第{quarter_words(quarter + 1)}" if quarter < 4 else f"{month.year + 1}年第{quarter_words(1)}"
    )
    share = f"{month.number * 100 / 12:.2f}".rstrip("0").rstrip(".")
    return {
        "报告期": month.title,
        "报告月": f"{month.number}月",
        "本年": f"{month.year}年",
        "上年": f"{month.year - 1}年",
        "下年": f"{month.year + 1}年",
        "季度": quarter_words(quarter),
        "下季度": following,
        "月范围": month.range_text,
        "截至日": day_words(month.last_day),
        "时间进度": f"{share}%",
        "局名": name,
        "单位简称": short,
        "区名": district,
    }
