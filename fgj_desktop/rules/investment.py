"""固定资产投资: what is computed of an indicator's cumulative amounts (practice: 累计 is the truth)."""

from __future__ import annotations

from fractions import Fraction

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.values import YI

WHOLE, PROJECTS, REAL_ESTATE, PARK, OTHER = "合计", "投资项目", "房地产开发", "产业园", "其他"
_SCOPES = (("房地产", REAL_ESTATE), ("产业园", PARK), ("投资项目", PROJECTS), ("项目投资", PROJECTS))
_WHOLE_NAMES = frozenset(
    {"固定资产投资", "固定资产投资完成额", "全社会固定资产投资", "合计", "全区合计", "全区"}
)
_PUBLISHED_ROUNDING = Fraction(1, 2000)
"""Half of 0.1 per cent: what a published rate of one decimal may be off by."""
_GRAINS = (YI // 100, YI // 1000, YI // 10000)


def investment_scope(name: str | None) -> str | None:
    """口径 of an indicator, told from its name: 合计, 投资项目, 房地产开发, 产业园 or another part."""
    if name is None:
        return None
    if name in _WHOLE_NAMES:
        return WHOLE
    return next((scope for word, scope in _SCOPES if word in name), OTHER)


def investment_of_month(own: int | None, before: int | None, month: int) -> int | None:
    """当月: the cumulative less that of the month before; January and February are published together."""
    return own - before if own is not None and before is not None and month > 2 else None


def growth(amount: int | None, base: int | None) -> Fraction | None:
    """同比: None where either is missing or the base is not above 0."""
    return Fraction(amount, base) - 1 if amount is not None and base is not None and base > 0 else None


def month_on_month(own: int | None, before: int | None, second: int | None, month: int) -> Fraction | None:
    """环比＝当月÷上月当月－1, not the seasonally adjusted rate; none in March, whose base is two months."""
    if month <= 3 or second is None or before is None:
        return None
    return growth(investment_of_month(own, before, month), before - second)


def growth_differs(published: int | None, amount: int | None, base: int | None) -> int:
    """Whether the published 同比 (millionths) differs from amount ÷ base − 1 by more than their rounding."""
    own = growth(amount, base)
    if published is None or own is None or amount is None or base is None:
        return 0
    amount_off, base_off = Fraction(_grain(amount), 2), Fraction(_grain(base), 2)
    highest = Fraction(amount + amount_off) / max(Fraction(1), base - base_off) - 1
    lowest = Fraction(amount - amount_off) / (base + base_off) - 1
    stated = Fraction(published, 1_000_000)
    return int(not lowest - _PUBLISHED_ROUNDING <= stated <= highest + _PUBLISHED_ROUNDING)


def _grain(amount: int) -> int:
    """The unit in which an amount was rounded, 0.01 亿元 at most; amounts to the 分 have none."""
    return next((grain for grain in _GRAINS if amount % grain == 0), 0)


def newly_listed(listed_on: str | None, year: int, month: int) -> int | None:
    """本年新增: whether the day of listing lies in the year, up to the period."""
    if listed_on is None:
        return None
    first, _ = date_bounds(listed_on)
    return int(f"{year}-01" <= first[:7] <= f"{year}-{month:02d}")
