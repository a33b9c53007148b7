"""曾用名: names that a record had, each with the month of the renaming and its basis where they are known.

``甲项目（2021年9月更名：区委会议纪要）、乙项目``: what stands in the brackets is a note, so that an import finds the record by
the bare old name.
"""

from __future__ import annotations

import re

from fgj_desktop.ledgers.period import Month

_BRACKETS = str.maketrans("（）()", "〔〕〔〕")
_DATED = re.compile(
    r"(?P<name>[^、；;\n]+?)[（(](?P<year>\d{4})年(?P<month>\d{1,2})月更名(?P<basis>[^（）()]*)[）)]"
)


def with_former_name(known: str | None, name: str, month: Month, basis: str = "") -> str:
    """The list with a name added that was given up in a month."""
    note = f"：{' '.join(basis.split()).translate(_BRACKETS)}" if basis.strip() else ""
    return "、".join(filter(None, (known, f"{name}（{month.year}年{month.number}月更名{note}）")))


def name_in(name: str, former: str | None, month: Month) -> str:
    """What a record was called in a month: its name, unless it was renamed later."""
    later = [
        (when, one["name"].strip()) for one in _DATED.finditer(former or "") if (when := _month(one)) > month
    ]
    return min(later, key=lambda one: one[0])[1] if later else name


def former_in(former: str, month: Month) -> str:
    """The list as it was in a month: without the renamings that came later."""

    def kept(one: re.Match[str]) -> str:
        return "" if _month(one) > month else one[0]

    return re.sub(r"、{2,}", "、", _DATED.sub(kept, former)).strip("、")


def _month(found: re.Match[str]) -> Month:
    number = int(found["month"])
    return Month(max(int(found["year"]), 1900), min(max(number, 1), 12))
