"""A round of 60 units: their forms written, filled, read again and compared with the ledger."""

from __future__ import annotations

import datetime
import shutil
from typing import TYPE_CHECKING

from benchmarks.files import SEPTEMBER
from benchmarks.measure import FOLDER, Figure, milliseconds, tell
from fgj_desktop.exchange.form_marks import FORM_SHEET, KEYS_WORD
from fgj_desktop.exchange.form_sending import plan_sending, send
from fgj_desktop.exchange.return_planner import plan_returns
from fgj_desktop.exchange.return_reader import read_returns
from fgj_desktop.ledgers import RESPONSIBLE_UNIT, URBAN_TASK
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import BY_UNIT
from fgj_desktop.rules import RULES
from fgj_desktop.rules.rounds import round_of
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

UNITS, TASKS_EACH = 60, 8
HALF = ReportPeriod(SEPTEMBER, "H2")


def main() -> None:
    """Forms of 60 units with eight tasks each, by the same path as the window and the command line."""
    folder = FOLDER / "forms"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for old in FOLDER.glob("forms.fgj*"):
        old.unlink()
    now = datetime.datetime(2021, 9, 28, 9)
    with Store.create(FOLDER / "forms.fgj", RULES, clock=lambda: now) as store:
        _fill_ledger(store)
        written = milliseconds(
            lambda: send(store, plan_sending(store, URBAN_TASK, HALF, mode=BY_UNIT), folder), 1
        )
        for path in folder.glob("*.xlsx"):
            _fill_form(path)
        one = round_of(store, URBAN_TASK, HALF)
        assert one is not None
        read = milliseconds(lambda: plan_returns(store, one, read_returns(folder)), 3)
    tell(
        [
            Figure("forms of 60 units, 8 tasks each, written", written / 1000, "s", 15),
            Figure("60 returns read and compared", read / 1000, "s", 10),
        ]
    )


def _fill_ledger(store: Store) -> None:
    with store.action("新增") as writes:
        for number in range(1, UNITS + 1):
            values = {"name": f"浈江区第{number}局", "short_name": f"第{number}局", "serial": number}
            unit = writes.insert(RESPONSIBLE_UNIT, values)
            for task in range(1, TASKS_EACH + 1):
                record = writes.insert(
                    URBAN_TASK,
                    {
                        "serial": (number - 1) * TASKS_EACH + task,
                        "name": f"第{number}局牵头的第{task}项新型城镇化工作任务",
                        "section": "二、基本公共服务",
                        "lead_unit": unit,
                        "deadline_text": "长期坚持",
                    },
                    SEPTEMBER,
                )
                writes.put(
                    URBAN_TASK, record, SEPTEMBER, {"original:H1": "已印发实施方案，正在按方案推进。" * 6}
                )


def _fill_form(path: Path) -> None:
    """Fill the text of the half, as a unit would."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book[FORM_SHEET]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == KEYS_WORD)
    keys = {sheet.cell(top, column).value: column for column in range(1, sheet.max_column + 1)}
    for row in range(top + 2, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, keys["original:H2"]).value = f"本期完成第{row}项工作的年度目标。" * 6
    book.save(path)


if __name__ == "__main__":
    main()
