"""曾用名: names that a record had, each with the month of the renaming and its basis where they are known.

``甲项目（2021年9月更名：区委会议纪要）`` stands in a line of its own, so that the name may hold any sign; what stands in the
brackets is a note, so that an import finds the record by the bare old name. Names without a month are listed with 「、」.
"""

from __future__ import annotations

import re

from fgj_desktop.ledgers.numbers import split_list
from fgj_desktop.ledgers.period import Month

_BRACKETS = str.maketrans("（）()", "〔〕〔〕")
_DATED = re.compile(
    r"^(?P<name>[^\n]+?)[（(](?P<year>\d{4})年(?P<month>\d{1,2})月更名(?P<basis>[^（）()\n]*)[）)]",
    re.MULTILINE,
)


def with_former_name(known: str | None, name: str, month: Month, basis: str = "") -> str:
    """The list with a name added that was given up in a month."""
    note = f"：{' '.join(basis.split()).translate(_BRACKETS)}" if basis.strip() else ""
    return "\n".join(filter(None, (known, f"{name}（{month.year}年{month.number}月更名{note}）")))


def former_words(former: str) -> list[str]:
    """Every name of the list, without the notes."""
    dated = [one["name"].strip() for one in _DATED.finditer(former)]
    return [*dated, *split_list(_DATED.sub("", former))]


def name_in(name: str, former: str | None, month: Month) -> str:
    """What a record was called in a month: its name, unless it was renamed later.

    The first renaming of the list that is later tells, so that what is added to it never changes a month before.
    """
    later = (one["name"].strip() for one in _DATED.finditer(former or "") if _month(one) > month)
    return next(later, name)


def former_in(former: str, month: Month) -> str:
    """The list as it was in a month: without the renamings that came later."""

    def kept(one: re.Match[str]) -> str:
        return "" if _month(one) > month else one[0]

    return re.sub(r"\n\s*、?|^、", "\n", _DATED.sub(kept, former)).strip("\n、")


def _month(found: re.Match[str]) -> Month:
    number = int(found["month"])
    return Month(max(int(found["year"]), 1900), min(max(number, 1), 12))
