"""Names as cells hold them: marks and numbers before them, former names behind them, and when two are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.text import comparison_key, half_width

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKS = "★■●▲◆☆□"
LEVELS = ("省", "市", "区")
DEFAULT_LEGEND = (("★", "省"), ("■", "市"))
_MARKED = re.compile(rf"[{MARKS}]")
_NUMBER_BEFORE = re.compile(r"^(?:\d{1,3}[、.．]\s*(?!\d)|[(（]\d{1,3}[)）]\s*)")
_BLANK_INSIDE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|\s*\n\s*")
_FORMER = re.compile(
    r"[(（](?:原名称?|原项目名称?|曾用名|原)[:：为]?([^()（）]{4,}(?:[(（][^()（）]*[)）])?[^()（）]*)[)）]\s*$"
)
_PHASE = re.compile(
    r"([一二三四五六七八九十]+|\d+|[IVⅠⅡⅢⅣⅤ]+)(?:期|标段|号|阶段|批次?|线|层|区块|组团|片区|分园)|[a-zA-Z\d]+"
)
_PLACE = re.compile(r"^(?:[^省市区县]{2,4}省)?(?:[^省市区县]{2,4}市)?")
_OFFICE_WORDS = ("发展和改革局", "发展改革局", "发改局", "人民政府")
_NUMERALS = str.maketrans("一二三四五六七八九ⅠⅡⅢⅣⅤ", "12345678912345")


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A name without its marks."""

    name: str
    marks: tuple[str, ...] = ()
    former: str | None = None


def read_name(text: str) -> ProjectName:
    """Split ``★1、乐园镇小学扩建（原××项目）`` into marks, name and former name."""
    marks = tuple(_MARKED.findall(text))
    name = _MARKED.sub("", text).strip()
    name = _NUMBER_BEFORE.sub("", name).strip()
    name = _BLANK_INSIDE.sub("", name)
    former = _FORMER.search(name)
    if former is not None and former.start() >= 4:
        return ProjectName(name[: former.start()].strip(), marks, former[1].strip())
    return ProjectName(name, marks)


def level_of(marks: Sequence[str], legend: Sequence[tuple[str, str]], *, star_means_city_too: bool) -> str:
    """The levels that marks mean: ★ 省、市、区, ■ 市、区, none 区."""
    meant = {level for mark, level in legend if mark in marks} | {"区"}
    if "省" in meant and star_means_city_too:
        meant.add("市")
    return "、".join(level for level in LEVELS if level in meant)


@lru_cache(maxsize=50_000)
def name_key(name: str, district: str = "") -> str:
    """The comparison key of a name without the place every name of the district may begin with."""
    key = comparison_key(name)
    if not district:
        return key
    short = _PLACE.sub("", key, count=1)
    if short.startswith(district):
        return short[len(district) :] or key
    return key


def phases(name: str) -> tuple[str, ...]:
    """What tells parts of one project apart: 一期, 二标段, numbers."""
    return tuple(found[0].translate(_NUMERALS).lower() for found in _PHASE.finditer(half_width(name)))


def core_of(key: str) -> str:
    """A comparison key without the words that come and go at its end."""
    for word in ("建设项目", "工程项目", "项目", "工程"):
        if key.endswith(word) and len(key) > len(word) + 3:
            return key.removesuffix(word)
    return key


def district_of(office: str) -> str:
    """The district whose office it is (浈江区 of 浈江区发展和改革局); empty when its name does not tell."""
    for word in _OFFICE_WORDS:
        office = office.removesuffix(word)
    return office if office.endswith(("区", "县", "市")) else ""
