"""重点项目建设进展情况通报（月）: overall, by level, by unit, what has not begun, what lags, what is not in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import Words, filled, skeleton
from fgj_desktop.documents.text_tables import behind_table, group_table, not_started_table, unlisted_table
from fgj_desktop.documents.word_content import Signature
from fgj_desktop.rules import passages_bulletin as said
from fgj_desktop.rules.document_facts import DEFAULT_OFFICE
from fgj_desktop.rules.project_groups import by_level, by_unit, whole
from fgj_desktop.rules.projects import is_invested_not_listed, is_listed, is_started
from fgj_desktop.rules.schedule import BEHIND

if TYPE_CHECKING:
    import datetime

    from fgj_desktop.documents.word_content import WordDocument
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.telling import Telling
    from fgj_desktop.store.rows import Row

NAME = "重点项目建设进展情况通报"


def bulletin(telling: Telling, day: datetime.date | None) -> WordDocument:
    """The bulletin of a month."""
    basis = telling.basis
    units = by_unit(basis)
    words = Words.of(
        telling,
        passages={
            "较上月段": said.against_month_before(telling),
            "责任单位段": said.units(telling, units),
            "未开工段": said.not_started(telling),
            "落后段": said.behind(telling),
            "统计入库段": said.listing(telling),
        },
        sections={
            "分级别表": (group_table(telling, by_level(basis), "级别"),),
            "责任单位表": (group_table(telling, units, "责任单位", total=whole(basis)),),
            "未开工表": (not_started_table(basis, not_started_rows(basis)),),
            "落后表": (behind_table(basis, behind_rows(basis)),),
            "未入库表": (unlisted_table(basis, unlisted_rows(basis)),),
            "署名": (Signature(telling.office or DEFAULT_OFFICE, day),),
        },
    )
    return filled(skeleton(NAME), words)


def not_started_rows(basis: Basis) -> list[Row]:
    """The district's projects that have not begun, unit by unit."""
    places = basis.order("responsible_unit")
    rows = [row for row in basis.district if not is_started(row)]
    return sorted(rows, key=lambda row: places.get(int(row.values.get("responsible_unit") or 0), len(places)))


def behind_rows(basis: Basis) -> list[Row]:
    """The district's projects behind the schedule, the worst first."""
    rows = [row for row in basis.district if row.values.get("state") == BEHIND]
    return sorted(rows, key=lambda row: row.values.get("gap_points") or 0)


def unlisted_rows(basis: Basis) -> list[Row]:
    """The district's projects that have begun or have investment, and are not in the statistics library."""
    return [
        row
        for row in basis.district
        if not is_listed(row) and (is_started(row) or is_invested_not_listed(row))
    ]
