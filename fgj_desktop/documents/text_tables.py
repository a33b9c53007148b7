"""Tables that several documents have: groups of key projects, projects with their reasons, problems."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import sentence_runs
from fgj_desktop.documents.word_content import Table, TableColumn
from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.ledgers.numbers import money_text, percent_text
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.phrases import chinese_marks
from fgj_desktop.rules.projects import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fgj_desktop.documents.word_content import Runs
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.project_groups import ProjectGroup
    from fgj_desktop.rules.telling import Part, Telling
    from fgj_desktop.store.rows import Row

UNIT = "单位：万元"
NONE = "—"


def wan_text(cents: int | Fraction | None) -> str:
    """分 in 万元, 「—」 for none."""
    return NONE if cents is None else money_text(int(cents), WAN)


def share_text(share: Fraction | None) -> str:
    """A share in per cent with two decimals, without the sign."""
    return NONE if share is None else percent_text(share, 2)[:-1]


def cells(*parts: Part) -> tuple[Runs, ...]:
    """A row of plain texts and of figures."""
    return tuple(sentence_runs((part,)) if part else () for part in parts)


def one_line(row: Row, column: str) -> str:
    """A text of a row without breaks, in full-width marks."""
    return chinese_marks(" ".join(str(row.values.get(column) or "").split()))


def date_cell(row: Row, column: str) -> str:
    """A date of a row in Chinese."""
    stored = row.values.get(column)
    return date_text(str(stored)) if stored else NONE


def first_filled(row: Row, columns: Iterable[str]) -> str:
    """The first filled of some texts."""
    return next((text for one in columns if (text := one_line(row, one))), "")


_GROUP_COLUMNS = (
    TableColumn("项目数（个）", 0.9, "right"),
    TableColumn("年度计划投资", 1.5, "right"),
    TableColumn("累计完成投资", 1.5, "right"),
    TableColumn("占年度计划（％）", 1.2, "right"),
    TableColumn("较时间进度（百分点）", 1.3, "right"),
    TableColumn("已开工（个）", 0.9, "right"),
    TableColumn("未开工（个）", 0.9, "right"),
)


def group_table(
    telling: Telling,
    groups: Sequence[ProjectGroup],
    head: str,
    *,
    total: ProjectGroup | None = None,
    title: str = "",
) -> Table:
    """Groups of projects, with the whole above them where the groups add up to it."""
    lines = [*([total] if total is not None else []), *groups] if groups else []
    return Table(
        (TableColumn(head, 1.7), *_GROUP_COLUMNS),
        tuple(cells(one.name, *_group_figures(telling, one)) for one in lines),
        title,
        UNIT,
        frozenset({0}) if total is not None and groups else frozenset(),
    )


def _group_figures(telling: Telling, group: ProjectGroup) -> list[Part]:
    """The numbers of a group, each known as its figure."""
    standing = group.standing
    numbers = {
        "项目数": str(len(group.rows)),
        "计划投资万元": wan_text(standing.plan),
        "完成投资万元": wan_text(standing.invested),
        "占年度计划数": share_text(standing.completion),
        "较时间进度数": share_text(standing.gap),
        "已开工": str(group.started),
        "未开工": str(group.not_started),
    }
    return [telling.told_of(group, f"重点项目.{name}", text) for name, text in numbers.items()]


def _project_table(
    basis: Basis,
    rows: Sequence[Row],
    shares: tuple[float, float],
    columns: tuple[TableColumn, ...],
    line: Callable[[Row], tuple[str, ...]],
) -> Table:
    """Numbered projects with their units; ``shares`` are the widths of these two, ``line`` what stands beside them."""
    return Table(
        (
            TableColumn("序号", 0.7, "center"),
            TableColumn("项目名称", shares[0]),
            TableColumn("责任单位", shares[1], "center"),
            *columns,
        ),
        tuple(
            cells(str(number), str(row.values.get("name") or ""), unit_text(basis, row) or NONE, *line(row))
            for number, row in enumerate(rows, 1)
        ),
        unit=UNIT,
    )


def not_started_table(basis: Basis, rows: Sequence[Row]) -> Table:
    """Projects that have not begun: who answers, when they should have, why they have not."""
    return _project_table(
        basis,
        rows,
        (2.6, 1.3),
        (
            TableColumn("年度计划投资", 1.5, "right"),
            TableColumn("计划开工", 1.5, "center"),
            TableColumn("未开工原因", 2.8),
        ),
        lambda row: (
            wan_text(amount(row, "current_plan")),
            date_cell(row, "planned_start"),
            first_filled(row, ("problem", "explanation", "remark")) or "未填写",
        ),
    )


def behind_table(basis: Basis, rows: Sequence[Row]) -> Table:
    """Projects behind the schedule, the worst first."""
    return _project_table(
        basis,
        rows,
        (2.4, 1.3),
        (
            TableColumn("年度计划投资", 1.5, "right"),
            TableColumn("累计完成投资", 1.5, "right"),
            TableColumn("较时间进度（百分点）", 1.3, "right"),
            TableColumn("存在问题", 2.6),
        ),
        lambda row: (
            wan_text(amount(row, "current_plan")),
            wan_text(amount(row, "invested_to_date")),
            points_cell(row),
            first_filled(row, ("problem", "explanation")) or "未填写",
        ),
    )


def unlisted_table(basis: Basis, rows: Sequence[Row]) -> Table:
    """Projects that are not in the statistics library though they have begun or have investment."""
    return _project_table(
        basis,
        rows,
        (2.6, 1.4),
        (
            TableColumn("是否开工", 0.9, "center"),
            TableColumn("实际完成投资", 1.3, "right"),
            TableColumn("未入库原因", 2.8),
        ),
        lambda row: (
            "是" if row.values.get("started") == 1 else "否",
            wan_text(amount(row, "actual_invested_to_date")),
            first_filled(row, ("not_listed_reason", "listing_progress", "problem", "remark")) or "未填写",
        ),
    )


def row_share(row: Row, column: str = "completion") -> Fraction | None:
    """A computed share of a row."""
    value = row.values.get(column)
    return None if value is None else Fraction(value).limit_denominator(10**9)


def points_cell(row: Row) -> str:
    """较时间进度 of a row in percentage points."""
    return share_text(row_share(row, "gap_points"))


def unit_text(basis: Basis, row: Row, ledger: str = "key_project", column: str = "responsible_unit") -> str:
    """The unit that answers for a row."""
    return basis.text(ledger, column, row)
