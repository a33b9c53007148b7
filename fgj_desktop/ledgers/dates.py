"""Dates as precise as they are known: ``2021``, ``2022-H1``, ``2022-Q3``, ``2021-09``, ``2021-09-30``."""

from __future__ import annotations

import calendar
import datetime
import re

from fgj_desktop.ledgers.text import half_width, squeeze
from fgj_desktop.ledgers.values import Misfit

_SEPARATED = re.compile(
    r"(\d{4})[-./,年](\d{1,2})(?:[-./,月](\d{1,2}))?[日号]?(?:月份?)?(?:底|末|初|中旬|上旬|下旬)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR_ONLY = re.compile(r"(\d{4})年?")
_MONTH_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")
_MONTH_ONLY = re.compile(r"(\d{1,2})月(?:底|末|初|份)?")
_HALF = re.compile(r"(\d{4})年?(上半年|下半年|年底|年末|年初|底|末|初)")
_QUARTER = re.compile(r"(\d{4})年?第?([一二三四1234])季度")
_OF_THIS_YEAR = re.compile(r"(上半年|下半年|年底|年末|年初|第?[一二三四1234]季度)")
_SHORT_YEAR = re.compile(r"(\d{2})([-./年].+)")
_APART = re.compile(r"(?<=\d)\s+(?=\d)")
_YEARS_BACK, _YEARS_AHEAD = 15, 5
"""Years of two digits are taken for such ones around the year in hand; 「30/9」 is none."""
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
_STORED = re.compile(r"\d{4}(?:-(?:H[12]|Q[1-4]|\d{2}(?:-\d{2})?))?")
_QUARTERS = "一二三四"
_HALVES = {"上半年": "-H1", "下半年": "-H2"}
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_SERIAL_ORIGIN = datetime.date(1899, 12, 30)


def parse_date(text: str, default_year: int) -> str | Misfit:
    """Read a date as people write it; the precision is kept. ``2021.1`` may be January or October."""
    plain = _TIME.sub("", half_width(text).strip())
    plain = squeeze(_APART.sub("-", plain))
    found = _read(_with_year(plain, default_year), default_year)
    if found is not None:
        if re.fullmatch(r"\d{4}\.1", plain):
            year = plain[:4]
            return Misfit(text, f"“{plain}”可能是1月或10月，请选择", (f"{year}-01", f"{year}-10"))
        return found
    return Misfit(text, "不是有效的日期")


def parse_date_cell(value: object, default_year: int) -> str | Misfit | None:
    """Read a spreadsheet cell: a date, a date number, a number like 2021.9, or text."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return Misfit("是" if value else "否", "不是有效的日期")
    if isinstance(value, int | float):
        if _FIRST_SERIAL < value < _LAST_SERIAL:
            return (_SERIAL_ORIGIN + datetime.timedelta(days=int(value))).isoformat()
        plain = f"{value:.15g}"
        return parse_date(plain, default_year)
    text = str(value)
    if not text.strip():
        return None
    if re.fullmatch(r"\d{5}", text.strip()) and _FIRST_SERIAL < int(text) < _LAST_SERIAL:
        return (_SERIAL_ORIGIN + datetime.timedelta(days=int(text))).isoformat()
    return parse_date(text, default_year)


def _with_year(plain: str, default_year: int) -> str:
    """「上半年」 with the year in hand, and years of two digits with all four."""
    if _OF_THIS_YEAR.fullmatch(plain):
        return f"{default_year}年{plain.removeprefix('年')}"
    if match := _SHORT_YEAR.fullmatch(plain):
        year = 2000 + int(match[1])
        if int(match[1]) > 12 and -_YEARS_BACK <= year - default_year <= _YEARS_AHEAD:
            return f"{year}{match[2]}"
    return plain


def _read(plain: str, default_year: int) -> str | None:
    if match := _HALF.fullmatch(plain):
        word = match[2]
        if word in _HALVES:
            return _checked(match[1], None, None, _HALVES[word])
        return _checked(match[1], "01" if "初" in word else "12", None)
    if match := _QUARTER.fullmatch(plain):
        number = _QUARTERS.find(match[2]) + 1 or int(match[2])
        return _checked(match[1], None, None, f"-Q{number}")
    for pattern in (_SEPARATED, _COMPACT):
        if match := pattern.fullmatch(plain):
            return _checked(match[1], match[2], match[3])
    if match := _YEAR_ONLY.fullmatch(plain):
        return _checked(match[1], None, None)
    if match := _MONTH_ONLY.fullmatch(plain):
        return _checked(str(default_year), match[1], None)
    if match := _MONTH_DAY.fullmatch(plain):
        return _checked(str(default_year), match[1], match[2])
    return None


def _checked(year: str, month: str | None, day: str | None, suffix: str = "") -> str | None:
    if not 1900 <= int(year) <= 2199:
        return None
    if month is None:
        return f"{year}{suffix}"
    if day is None:
        return f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else None
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def date_bounds(stored: str) -> tuple[str, str]:
    """The first and the last day that a stored date may mean, as ISO dates."""
    year, *rest = stored.split("-")
    first = last = 0
    if not rest:
        first, last = 1, 12
    elif rest[0].startswith("H"):
        last = 6 * int(rest[0][1:])
        first = last - 5
    elif rest[0].startswith("Q"):
        last = 3 * int(rest[0][1:])
        first = last - 2
    elif len(rest) > 1:
        return stored, stored
    else:
        first = last = int(rest[0])
    days = calendar.monthrange(int(year), last)[1]
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{days}"


def may_fall_within(stored: str, since: str, until: str) -> bool:
    """Whether a stored date may mean a day from ``since`` to ``until``; what is no stored date may."""
    if not _STORED.fullmatch(stored):
        return True
    first, last = date_bounds(stored)
    return first <= until and last >= since


def date_text(stored: str) -> str:
    """A stored date in Chinese, as precise as it is known; what is no stored date as it is."""
    if not _STORED.fullmatch(stored):
        return stored
    year, *rest = stored.split("-")
    if not rest:
        return f"{year}年"
    first = rest[0]
    if first.startswith("H"):
        return f"{year}年{'上半年' if first == 'H1' else '下半年'}"
    if first.startswith("Q"):
        return f"{year}年{_QUARTERS[int(first[1]) - 1]}季度"
    day = f"{int(rest[1])}日" if len(rest) > 1 else ""
    return f"{year}年{int(first)}月{day}"
