"""Official words for figures: how a rate moves, how a completion stands to the time schedule, lists of names.

Nothing is rounded before it is written: the words follow the exact figures.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fgj_desktop.ledgers.numbers import percent_text

if TYPE_CHECKING:
    from collections.abc import Sequence

QUARTERS = ("一", "二", "三", "四")
POINTS = "{差}"
"""Where the number stands in the words of a verdict."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The words for gaps to the time schedule from ``bound`` on, a share of the plan; None has no bound."""

    bound: Fraction | None
    words: str
    short: str
    """Without a number."""


def _from(points: int, words: str, short: str) -> Verdict:
    return Verdict(Fraction(points, 100), words, short)


VERDICTS: tuple[Verdict, ...] = (
    _from(5, f"快于时间进度{POINTS}", "快于时间进度"),
    _from(0, "达到时间进度", "达到时间进度"),
    _from(-5, "略低于时间进度", "略低于时间进度"),
    _from(-15, f"低于时间进度{POINTS}", "低于时间进度"),
    _from(-30, f"较时间进度滞后{POINTS}", "滞后于时间进度"),
    Verdict(None, f"严重滞后于时间进度，差{POINTS}", "严重滞后于时间进度"),
)


VERDICT_WORDS = "verdict_words"
"""The setting of the file that holds the clerk's own words, in the order of ``VERDICTS``."""
VERDICT_BOUNDS = (
    "快5个百分点及以上",
    "持平至快5个百分点",
    "慢5个百分点以内（含）",
    "慢5至15个百分点（含）",
    "慢15至30个百分点（含）",
    "慢30个百分点以上",
)
"""When each verdict is said, for whoever edits its words."""


def verdicts_of(kept: Any) -> tuple[Verdict, ...]:  # noqa: ANN401  JSON may be anything
    """The verdicts with the words that a file keeps; what is empty or cannot be read is as it is by default."""
    own = [one.strip() if isinstance(one, str) else "" for one in kept] if isinstance(kept, list) else []
    return tuple(
        _reworded(one, own[place])
        if place < len(own) and own[place] not in ("", one.words) and not verdict_problem(own[place])
        else one
        for place, one in enumerate(VERDICTS)
    )


def _reworded(verdict: Verdict, words: str) -> Verdict:
    """The short words are the same without the number and what leads to it: 「，差{差}」."""
    short = words.replace(f"，差{POINTS}", "").replace(POINTS, "").strip("，、 ")
    return Verdict(verdict.bound, words, short or verdict.short)


def verdict_problem(words: str) -> str:
    """Why words cannot be a verdict; empty when they can."""
    rest = words.replace(POINTS, "", 1)
    if "{" in rest or "}" in rest:
        return f"“{words}”中的花括号只能写一处{POINTS}，表示“几个百分点”。"
    return ""


def points_text(gap: Fraction) -> str:
    """The size of a gap in percentage points without sign, at most two decimals: 「49.25」, 「39.1」, 「9」."""
    return decimal_text(abs(gap), 2)


def decimal_text(share: Fraction, decimals: int) -> str:
    """A hundredfold number without a sign for per cent and without needless zeros: 「32.06」."""
    text = percent_text(share, decimals)[:-1]
    return text.rstrip("0").rstrip(".") if "." in text else text


def schedule_phrase(gap: Fraction, verdicts: Sequence[Verdict] = VERDICTS, size: str = "") -> str:
    """The verdict on an unrounded gap (a share of the plan); each bound belongs to the milder words.

    ``size`` is the number of points as it is written, at most two decimals when it is not said.
    """
    return verdict_of(gap, verdicts).words.replace(POINTS, f"{size or points_text(gap)}个百分点")


def schedule_word(gap: Fraction, verdicts: Sequence[Verdict] = VERDICTS) -> str:
    """The same verdict without a number, for sentences that tell the numbers elsewhere."""
    return verdict_of(gap, verdicts).short


def verdict_of(gap: Fraction, verdicts: Sequence[Verdict] = VERDICTS) -> Verdict:
    """The verdict that a gap falls under; the last one has no bound."""
    return next((one for one in verdicts if one.bound is not None and gap >= one.bound), verdicts[-1])


def rate_words(rate: Fraction, size: str) -> str:
    """A rate of growth with its direction, of its size as written: 增长59.7%, 下降19.1%; what is written 0 is 持平."""
    if not size.strip("0."):
        return "持平"
    return f"{'下降' if rate < 0 else '增长'}{size}%"


def rate_direction(now: Fraction, before: Fraction) -> str:
    """How a rate moved, without numbers: 降幅收窄, 降幅扩大, 增速加快, 增速回落, 由负转正, 由正转负, 增速持平."""
    if now == before:
        return "降幅持平" if now < 0 else "增速持平"
    if now < 0 and before < 0:
        return "降幅收窄" if now > before else "降幅扩大"
    if before < 0 <= now:
        return "由负转正"
    if now < 0 <= before:
        return "由正转负"
    return "增速加快" if now > before else "增速回落"


def rate_change(now: Fraction, before: Fraction, decimals: int = 2) -> str:
    """How a rate moved, with the percentage points: 「降幅收窄6.8个百分点」; 由负转正 says none."""
    words, size = rate_direction(now, before), decimal_text(abs(now - before), decimals)
    if "转" in words or words.endswith("持平") or not size.strip("0."):
        return words if "转" in words else f"{words[:2]}持平"
    return f"{words}{size}个百分点"


def amount_change(now: Fraction | int, before: Fraction | int) -> str:
    """增加, 减少, 持平: how a number or an amount moved."""
    return "持平" if now == before else "增加" if now > before else "减少"


def until_words(day: datetime.date, *, with_year: bool = False) -> str:
    """「截至9月底」 for the last day of a month, else 「截至9月15日」; never 截止."""
    year = f"{day.year}年" if with_year else ""
    is_last = (day + datetime.timedelta(days=1)).day == 1
    return f"截至{year}{day.month}月{'底' if is_last else f'{day.day}日'}"


def day_words(day: datetime.date) -> str:
    """「9月30日」."""
    return f"{day.month}月{day.day}日"


def named(names: Sequence[str], most: int = 0) -> str:
    """Names in a row: 「甲」, 「甲和乙」, 「甲、乙和丙」; of more than ``most`` the first ones with 等 and the number."""
    if most and len(names) > most:
        return f"{'、'.join(names[:most])}等{len(names)}个"
    return "和".join(("、".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def quarter_words(quarter: int) -> str:
    """「三季度」 of the number 3."""
    return f"{QUARTERS[quarter - 1]}季度"


_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF_MARK = re.compile(r"[,;:?!()]")
_CHINESE = re.compile(r"[\u3400-\u9fff“”《》、，。；：（）]")


def chinese_marks(text: str) -> str:
    """A text with full-width marks where a mark stands beside Chinese: units type both kinds; 1,000 stays."""

    def mark(found: re.Match[str]) -> str:
        beside = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
        return _FULL[found[0]] if _CHINESE.search(beside) else found[0]

    return _HALF_MARK.sub(mark, text)


def ended(text: str) -> str:
    """A text as a sentence: full-width marks, 。 at its end."""
    plain = chinese_marks(text.strip())
    return (
        plain
        if plain.endswith(("。", "！", "？", "”", "）。")) or not plain
        else f"{plain.rstrip('；，、')}。"
    )
