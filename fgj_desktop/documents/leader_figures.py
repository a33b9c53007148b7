"""The figures of 领导一页纸 in tables: investment, key projects, bonds, each with its change since last month."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.documents.leader_page import LeaderTable, Spot
from fgj_desktop.documents.pages import RowsBehind
from fgj_desktop.rules.basis import PROJECTS, Basis
from fgj_desktop.rules.figure_changes import Changed
from fgj_desktop.rules.projects import is_listed, is_started
from fgj_desktop.rules.schedule import BEHIND, ON_SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fgj_desktop.store.rows import Row

Found = dict[str, Changed]
NONE = Spot("—")
_SCOPES = (
    ("合计", "fai_total"),
    ("投资项目", "fai_projects"),
    ("房地产", "fai_real_estate"),
    ("其中：产业园", "fai_park"),
)
_LEVELS = (("市重点", "city"), ("区重点", "district"))


def spot(found: Found, name: str, text: Callable[[str], str] | None = None) -> Spot:
    """A figure with its rows; ``text`` words it otherwise. 「—」 where there is none."""
    one = found.get(name)
    if one is None or one.figure.value is None:
        return NONE
    shown = one.figure.text()
    return Spot(shown if text is None else text(shown), _behind(one))


def change(found: Found, name: str) -> Spot:
    """How a figure changed since last month, with the rows of today."""
    one = found.get(name)
    words = "" if one is None else one.words().removeprefix("较上月")
    return Spot(words, _behind(one)) if one is not None and words else NONE


def _behind(one: Changed) -> RowsBehind:
    figure = one.figure
    return RowsBehind(figure.ledger, figure.rows, figure.title)


def investment_tables(found: Found, basis: Basis) -> list[LeaderTable]:
    """固定资产投资: its parts with growth and change, then what belongs to the whole."""
    range_text = basis.month.range_text
    parts = LeaderTable(
        Spot("一、固定资产投资"),
        ("指标", f"{range_text}累计", "累计较上月", "同比增长", "同比较上月"),
        (2, 2, 2, 2, 2),
        tuple(
            (
                Spot(title),
                spot(found, name),
                change(found, name),
                spot(found, f"{name}_yoy"),
                change(found, f"{name}_yoy"),
            )
            for title, name in _SCOPES
        ),
    )
    task = _share_of_task(found)
    whole = LeaderTable(
        None,
        (
            "增速全市排名",
            "{month}当月",
            "{month}环比",
            "市下达年度任务",
            "完成年度任务",
            "新增入库项目",
            "其中超1亿元",
        ),
        (1, 1, 1, 1, 1, 1, 1),
        (
            (
                spot(found, "fai_rank", lambda shown: f"第{shown}"),
                spot(found, "fai_month"),
                spot(found, "fai_month_mom"),
                spot(found, "fai_task"),
                task,
                spot(found, "fai_new_listed"),
                spot(found, "fai_new_listed_100m"),
            ),
        ),
    )
    month = basis.words["month"]
    return [parts, replace(whole, columns=tuple(title.format(month=month) for title in whole.columns))]


def _share_of_task(found: Found) -> Spot:
    total, task = found.get("fai_total"), found.get("fai_task")
    if total is None or task is None or total.figure.value is None or not task.figure.value:
        return NONE
    share = replace(total.figure, value=Fraction(total.figure.value, task.figure.value), unit="%")
    return Spot(share.text(), RowsBehind(share.ledger, share.rows, "完成年度任务"))


def project_tables(found: Found, basis: Basis) -> list[LeaderTable]:
    """重点项目: by level, then the district's by state, then what changed since last month."""
    levels = LeaderTable(
        Spot("二、重点项目"),
        (
            "级别",
            "项目数",
            "年度计划",
            "累计完成",
            "占年度计划",
            "较上月",
            "较时间进度",
            "已开工",
            "开工率",
            "未开工",
        ),
        (1.0, 0.9, 1.2, 1.2, 1.2, 1.4, 1.4, 0.9, 1.1, 0.9),
        tuple(
            (
                Spot(title),
                *(spot(found, f"{level}_{one}") for one in ("count", "plan", "invested", "completion")),
                change(found, f"{level}_completion"),
                *(
                    spot(found, f"{level}_{one}")
                    for one in ("gap_points", "started", "started_share", "not_started")
                ),
            )
            for title, level in _LEVELS
        ),
    )
    states = LeaderTable(
        None,
        ("区重点中：达到时间进度", "落后时间进度", "未产生投资", "已开工未入库", "有投资未入库"),
        (1.3, 1, 1, 1, 1),
        (
            (
                *(_with_share(found, name) for name in ("on_schedule", "behind", "no_investment")),
                spot(found, "district_started_not_listed"),
                spot(found, "invested_not_listed"),
            ),
        ),
    )
    return [levels, states, *_movements(basis)]


def _with_share(found: Found, name: str) -> Spot:
    share = found.get(f"{name}_share")
    tail = f"（{share.figure.text()}）" if share is not None and share.figure.value is not None else ""
    return spot(found, name, lambda shown: f"{shown}{tail}")


def _movements(basis: Basis) -> list[LeaderTable]:
    """What became of projects since last month; nothing in January, whose list is another."""
    if basis.month.number == 1:
        return []
    now = {row.id: row for row in basis.rows(PROJECTS)}
    before = {row.id: row for row in basis.at(basis.month.previous).rows(PROJECTS)}
    if not before:
        return []
    became = _becoming(now, before)
    kinds: tuple[tuple[str, tuple[int, ...]], ...] = (
        ("新开工", became(is_started)),
        ("新入库", became(is_listed)),
        ("调入", tuple(one for one in now if one not in before)),
        ("调出", tuple(one for one in before if one not in now)),
        ("转为达到时间进度", became(lambda row: row.values.get("state") == ON_SCHEDULE)),
        ("转为落后时间进度", became(lambda row: row.values.get("state") == BEHIND)),
    )
    titles = tuple(title for title, _ in kinds)
    row = tuple(
        Spot(f"{len(records)}个", RowsBehind(PROJECTS, records, f"较上月{title}")) for title, records in kinds
    )
    return [LeaderTable(None, (f"较上月：{titles[0]}", *titles[1:]), (1.2, 1, 1, 1, 1.2, 1.2), (row,))]


def _becoming(
    now: Mapping[int, Row], before: Mapping[int, Row]
) -> Callable[[Callable[[Row], bool]], tuple[int, ...]]:
    """The projects of which something holds now that did not hold a month ago."""

    def became(holds: Callable[[Row], bool]) -> tuple[int, ...]:
        return tuple(
            record
            for record, row in now.items()
            if record in before and holds(row) and not holds(before[record])
        )

    return became


def bond_tables(found: Found, basis: Basis) -> list[LeaderTable]:
    """专项债券: what is issued, and the reserve."""
    year, following = basis.words["year"], basis.words["next_year"]
    names = (
        "bond_payment_share",
        "bond_handing_share",
        "bond_2021_not_started",
        "bond_count",
        "bond_both_passed",
        "bond_total",
        "bond_gap",
    )
    rank = spot(found, "bond_rank", lambda shown: f"第{shown}{_of_how_many(found)}")
    table = LeaderTable(
        Spot("三、专项债券"),
        (
            f"{year}债券支出率",
            "拨付率",
            "尚未开工",
            f"{following}储备项目",
            "双通过",
            "储备总投资",
            "债券资金缺口",
            "债券总需求全市排名",
        ),
        (1.4, 0.9, 0.9, 1.4, 0.9, 1.1, 1.2, 1.6),
        ((*(spot(found, name) for name in names), rank),),
    )
    changes = (*(_change_word(found, name) for name in names), _change_word(found, "bond_rank"))
    known = any(one is not NONE for one in changes)
    return [replace(table, rows=(*table.rows, changes)) if known else table]


def _change_word(found: Found, name: str) -> Spot:
    """「较上月+3个」, so that the row needs no title."""
    one = found.get(name)
    words = "" if one is None else one.words()
    return Spot(words, _behind(one)) if one is not None and words else NONE


def _of_how_many(found: Found) -> str:
    among = found.get("bond_rank_of")
    known = among is not None and among.figure.value is not None
    return f"（共{among.figure.text()}地区）" if known and among is not None else ""
