from __future__ import annotations

from collections.abc import Callable

from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.cross_table import cross_table, cross_words
from fgj_desktop.store.rows import Row

MakeRow = Callable[..., Row]


def test_the_cross_table_shows_how_the_counts_fit_together(september: list[Row]) -> None:
    table = {
        (cell.started, cell.listed, cell.investment): len(cell.records) for cell in cross_table(september)
    }
    assert len(table) == 12
    assert {key: count for key, count in table.items() if count} == {
        (True, True, "有纳统投资"): 29,
        (True, True, "无投资"): 1,
        (True, False, "仅有实际投资"): 1,
        (False, False, "仅有实际投资"): 2,
        (False, False, "无投资"): 15,
    }


def test_every_counted_project_is_in_one_cell(september: list[Row], project: MakeRow) -> None:
    rows = [*september, project(900, nature="前期预备"), project(901, started=1, actual_invested_to_date=WAN)]
    found = [record for cell in cross_table(rows) for record in cell.records]
    assert sorted(found) == sorted(row.id for row in rows if row.counted)


def test_the_words_say_how_overlapping_counts_fit(september: list[Row]) -> None:
    assert cross_words(september) == (
        "48 个＝已开工 31＋未开工 17；已开工未入库 1 个含在已开工中，不另相加。",
        "48 个＝达到时间进度 16＋落后时间进度 13＋未产生投资 19。",
        "有投资未入库 3 个：其中已开工 1、未开工 2。",
    )
    assert len(cross_words([])) == 2
