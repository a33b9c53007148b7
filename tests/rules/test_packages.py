"""打包项目 counted both ways, in figures, in the totals row and in the note of the print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.ledger_print import ledger_table
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.rules.figures import figures
from fgj_desktop.store.grouping import Grouping
from tests.store.support import SEPTEMBER, WAN, add_project, new_store

if TYPE_CHECKING:
    from pathlib import Path


def test_parts_are_counted_singly_and_as_one(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        whole = add_project(store, "老旧小区改造（打包）", level="市、区", annual_plan=90 * WAN)
        for name, level in (("甲小区", "市、区"), ("乙小区", "区"), ("丙小区", "区")):
            part = add_project(store, name, level=level, annual_plan=40 * WAN, invested_to_date=10 * WAN)
            with store.action("打包") as writes:
                writes.set(KEY_PROJECT, part, "package", SEPTEMBER, whole)
        add_project(store, "丁项目", level="区", annual_plan=30 * WAN)
        made = figures(store, SEPTEMBER)
        counts = [
            made[f"{which}_count{packed}"].value
            for which in ("district", "city")
            for packed in ("", "_packed")
        ]
        assert counts == [4, 2, 1, 1]
        assert made["district_plan"].value == 150 * WAN
        table = LedgerTable(LedgerDocument(store, SEPTEMBER), KEY_PROJECT)
        table.compute_totals()
        name = table.column_of("name")
        assert table.total(name) == "合计（4 项，按打包 2）"
        printed = ledger_table(store, KEY_PROJECT, SEPTEMBER)
        assert any(
            note.endswith("打包项目按所含单个项目统计，按打包 2 项／按单个 4 项。") for note in printed.notes
        )
        by = Grouping(KEY_PROJECT.fields_by_name["package"], SEPTEMBER, store.links())
        view = store.view(KEY_PROJECT, SEPTEMBER)
        groups = {group.title: len(group.ids) for group in view.grouped(by)}
        assert groups == {"老旧小区改造（打包）": 3, "未填所属打包项目": 2}
        assert view.group_totals(by)[whole]["invested_to_date"] == 30 * WAN


def test_without_packages_nothing_is_said_of_them(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(store, "丁项目", level="区", annual_plan=30 * WAN)
        table = LedgerTable(LedgerDocument(store, SEPTEMBER), KEY_PROJECT)
        table.compute_totals()
        assert table.total(table.column_of("name")) == "合计（1 项）"
        assert not any("打包" in note for note in ledger_table(store, KEY_PROJECT, SEPTEMBER).notes)
