"""What is said of corrections where a closed period is printed, and the figures as they were reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.export import export_ledger
from fgj_desktop.ledgers import KEY_PROJECT, REPORT_ROUND, URBAN_TASK
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.closing import (
    apply_closing,
    apply_unlocking,
    corrections,
    figures_as_reported,
    plan_closing,
    to_unlock,
)
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.ledger_sheet import ledger_sheet
from fgj_desktop.store.closing import CLOSES, closings
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, WAN

PERIOD = ReportPeriod(SEPTEMBER)


def closed_and_opened(store: Store) -> None:
    plan = plan_closing(store, KEY_PROJECT, PERIOD)
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)
    opened = to_unlock(store, KEY_PROJECT, PERIOD)
    with store.action("解锁", kind=CLOSES) as writes:
        apply_unlocking(writes, opened, "统计局核减", store.clock().date())


def correct(store: Store, count: int) -> None:
    with store.action("更正") as writes:
        for record in store.view(KEY_PROJECT, SEPTEMBER).ids()[:count]:
            writes.put(KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 100 * WAN})


def test_a_sheet_of_a_corrected_period_says_what_was_corrected(store: Store) -> None:
    closed_and_opened(store)
    before = ledger_sheet(store, KEY_PROJECT, SEPTEMBER).notes
    correct(store, 1)
    notes = ledger_sheet(store, KEY_PROJECT, SEPTEMBER).notes
    assert notes[:-1] == before
    assert notes[-1] == (
        f"{len(notes)}.2021年9月于2021年10月8日定稿，报后更正 1 处：乐园镇中心小学扩建项目：累计完成投资由3,200更正为100。"
    )
    correct(store, 5)
    assert "报后更正 5 处" in ledger_sheet(store, KEY_PROJECT, SEPTEMBER).notes[-1]
    assert ledger_sheet(store, KEY_PROJECT, SEPTEMBER).notes[-1].endswith("等。")


def test_figures_are_told_as_they_were_reported(store: Store) -> None:
    reported = figures(store, SEPTEMBER)["district_invested"]
    closed_and_opened(store)
    correct(store, 3)
    [closing] = closings(store)
    told = figures_as_reported(store, closing)["district_invested"]
    assert (told["value"], told["unit"], told["formula"]) == (reported.shown(), "亿元", reported.formula)
    assert figures(store, SEPTEMBER)["district_invested"].value != reported.value


def test_a_closed_month_is_printed_and_exported_as_it_was_reported(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="2021年9月还没有定稿"):
        ledger_sheet(store, KEY_PROJECT, SEPTEMBER, as_reported=True)
    before = ledger_sheet(store, KEY_PROJECT, SEPTEMBER)
    closed_and_opened(store)
    correct(store, 3)
    now = ledger_sheet(store, KEY_PROJECT, SEPTEMBER, as_reported=True)
    texts = [[now.text(row, field) for field in now.fields] for row in now.rows]
    assert texts == [[before.text(row, field) for field in before.fields] for row in before.rows]
    assert now.sums == before.sums
    assert now.notes == (
        *before.notes,
        f"{len(before.notes) + 1}.本表为2021年9月定稿内容（2021年10月8日定稿）。",
    )
    path = tmp_path / "定稿.csv"
    export_ledger(store, KEY_PROJECT, SEPTEMBER, path, as_reported=True)
    assert "3200" in path.read_text(encoding="utf-8-sig")


def test_facts_of_no_period_and_who_answers_are_no_corrections(store: Store) -> None:
    closed_and_opened(store)
    unit = store.links().find("responsible_unit", "区水务局")
    first = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
    with store.action("更正") as writes:
        writes.put(KEY_PROJECT, first, SEPTEMBER, {"code": "2021-1", "responsible_unit": unit})
    [closing] = closings(store)
    assert corrections(store, KEY_PROJECT, closing, WAN) == []


def test_the_round_of_the_period_is_closed_with_it(store: Store) -> None:
    half = ReportPeriod(SEPTEMBER, "H2")
    with store.action("开始") as writes:
        writes.insert(URBAN_TASK, {"name": "建设租赁住房"}, SEPTEMBER)
        values = {"name": "半月进展", "ledger_name": "urban_task", "period": half.key, "state": "送审中"}
        writes.insert(REPORT_ROUND, values)
    plan = plan_closing(store, URBAN_TASK, half)
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)
    [row] = store.view(REPORT_ROUND, SEPTEMBER).rows()
    assert (row.values["state"], row.values["closed_on"]) == ("已定稿", "2021-10-08")
