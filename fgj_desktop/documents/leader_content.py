"""What 领导一页纸 says of a file as of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.leader_figures import bond_tables, investment_tables, project_tables
from fgj_desktop.documents.leader_lists import coordination_tables, ledgers_of, not_started_table
from fgj_desktop.documents.leader_page import LeaderPage
from fgj_desktop.ledgers.numbers import percent_text
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.figure_changes import beside_the_month_before
from fgj_desktop.rules.ledger_sheet import OFFICE
from fgj_desktop.rules.schedule import schedule_share
from fgj_desktop.rules.sheet_words import as_of_words, day_text, district_of

if TYPE_CHECKING:
    import datetime

    from fgj_desktop.documents.leader_figures import Found
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store


def leader_page(store: Store, month: Month, today: datetime.date) -> LeaderPage:
    """The page of a file; ``today`` is the day on which it is made."""
    basis = Basis.of(store, month)
    found = beside_the_month_before(basis)
    tables = (
        *investment_tables(found, basis),
        *project_tables(found, basis),
        *bond_tables(found, basis),
        not_started_table(basis),
        *coordination_tables(basis),
    )
    office = str(store.settings.get(OFFICE, "") or "")
    return LeaderPage(
        title=f"{district_of(office)}{month.title}投资和重点项目情况",
        left=office or "填报单位：",
        middle=as_of_words(month),
        right=f"时间进度 {_short_percent(month)}",
        tables=tables,
        notes=_notes(found, month, ledgers_of(tables), today),
    )


def _short_percent(month: Month) -> str:
    return f"{percent_text(schedule_share(month), 2)[:-1].rstrip('0').rstrip('.')}%"


def _notes(found: Found, month: Month, ledgers: list[str], today: datetime.date) -> tuple[str, ...]:
    """Whence the figures come, and which of them are of another date."""
    notes = [f"数据来源：{'、'.join(ledgers)}。"] if ledgers else []
    others: dict[datetime.date, list[str]] = {}
    for one in found.values():
        if one.figure.value is not None and one.figure.as_of != month.last_day:
            others.setdefault(one.figure.as_of, []).append(one.figure.title)
    notes += [f"{'、'.join(titles)}截至{day_text(day)}。" for day, titles in sorted(others.items())]
    notes.append(
        f"占年度计划＝累计完成（纳统）÷年度计划；环比为当月÷上月当月－1。制表日期：{day_text(today)}。"
    )
    return tuple(
        f"{'注：' if number == 1 else '　　'}{number}.{text}" for number, text in enumerate(notes, 1)
    )
