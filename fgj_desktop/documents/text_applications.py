"""申报汇总表: what is put forward for next year's lists of province and city, a table for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import Words, filled, skeleton
from fgj_desktop.documents.text_tables import UNIT, cells, one_line, unit_text, wan_text
from fgj_desktop.documents.word_content import (
    Attachment,
    AttachmentNote,
    Signature,
    Table,
    TableColumn,
)
from fgj_desktop.ledgers.application import FORMAL, PREPARATORY
from fgj_desktop.rules.basis import of_coming_year
from fgj_desktop.rules.document_facts import DEFAULT_OFFICE
from fgj_desktop.rules.projects import amount, total

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from fgj_desktop.documents.word_content import WordDocument
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.telling import Telling
    from fgj_desktop.store.rows import Row

NAME, LEDGER = "申报汇总表", "application"


def application_tables(telling: Telling, day: datetime.date | None) -> WordDocument:
    """The tables of the coming year; a kind without a project has none."""
    basis = telling.basis
    rows = of_coming_year(basis, LEDGER, "plan_year")
    years = {int(year) for row in rows if (year := row.values.get("plan_year")) is not None}
    year = max(years, default=telling.month.year + 1)
    kinds = [
        (level, kind, found)
        for level in ("省", "市")
        for kind in (FORMAL, PREPARATORY)
        if (found := [one for one in rows if _is(one, level, kind)])
    ]
    titles = [f"{year}年{level}重点建设项目计划\n申报表（{kind}）" for level, kind, _ in kinds]
    words = Words.of(
        telling,
        facts={"申报年度": f"{year}年"},
        sections={
            "附件说明": (AttachmentNote(tuple(title.replace("\n", "") for title in titles)),)
            if titles
            else (),
            "署名": (Signature(telling.office or DEFAULT_OFFICE, day),),
            "申报表": tuple(
                Attachment(
                    number if len(titles) > 1 else None, title, (_table(basis, kind, found),), wide=True
                )
                for number, (title, (_, kind, found)) in enumerate(zip(titles, kinds, strict=True), 1)
            ),
        },
    )
    return filled(skeleton(NAME), words)


def _is(row: Row, level: str, kind: str) -> bool:
    return row.values.get("level") == level and row.values.get("kind") == kind


def _table(basis: Basis, kind: str, rows: Sequence[Row]) -> Table:
    formal = kind == FORMAL
    amounts = (
        ("total_investment", "总投资" if formal else "估算总投资"),
        *([("annual_plan", "年度计划投资")] if formal else []),
    )
    columns = (
        TableColumn("序号", 0.7, "center"),
        TableColumn("项目名称", 2.8),
        TableColumn("建设内容及规模", 4.0),
        TableColumn("建设起止年限", 1.4, "center"),
        *(TableColumn(title, 1.5, "right") for _, title in amounts),
        TableColumn("责任单位", 1.5, "center"),
        TableColumn("申报状态", 1.2, "center"),
    )
    sums = cells(
        "",
        f"合计（{len(rows)}个）",
        "",
        "",
        *(wan_text(total(tuple(rows), name)) for name, _ in amounts),
        "",
        "",
    )
    lines = [
        cells(
            str(number),
            one_line(row, "name"),
            one_line(row, "scope") or "—",
            one_line(row, "construction_period") or "—",
            *(wan_text(amount(row, name)) for name, _ in amounts),
            unit_text(basis, row, LEDGER) or "—",
            one_line(row, "state") or "—",
        )
        for number, row in enumerate(rows, 1)
    ]
    return Table(columns, (sums, *lines), unit=UNIT, totals=frozenset({0}))
