"""省重点 and 市重点 overlap: neither the grid nor the paper adds one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.ledgers import APPLICATION
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.rules import RULES
from fgj_desktop.rules.ledger_sheet import ledger_sheet
from fgj_desktop.store.store import Store

MONTH = Month(2021, 9)
WAN = 1_000_000


@pytest.fixture
def document(tmp_path: Path) -> Iterator[LedgerDocument]:
    store = Store.create(tmp_path / "台账.fgj", RULES)
    with store.action("准备") as writes:
        for level, amount in (("省", 100), ("市", 100), ("市", 50)):
            values = {
                "name": f"项目{amount}",
                "level": level,
                "plan_year": 2022,
                "total_investment": amount * WAN,
            }
            writes.insert(APPLICATION, values, MONTH)
    document = LedgerDocument(store, MONTH)
    yield document
    document.close()


def test_the_paper_has_both_counts_and_no_sum_and_each_group_its_own(document: LedgerDocument) -> None:
    sheet = ledger_sheet(document.store, APPLICATION, MONTH, group_by="level")
    assert sheet.total_label == "合计（省 1、市 2，不相加）"
    assert sheet.has_total
    assert sheet.sums.get("total_investment") is None
    assert [section.sums["total_investment"] for section in sheet.sections] == [100 * WAN, 150 * WAN]


def test_the_grid_adds_up_one_list_alone(document: LedgerDocument) -> None:
    table = LedgerTable(document, APPLICATION)
    place, name = table.column_of("total_investment"), table.column_of("name")
    table.compute_totals()
    assert (table.total(name), table.total(place)) == ("合计（省 1、市 2，不相加）", "")
    table.show(Choice().with_value("level", "市"))
    table.compute_totals()
    assert table.total(place) == "150"
    assert "2 个" in table.total(name)
