"""A round with its forms sent, and returns made of them by openpyxl as units make them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fgj_desktop.exchange.form_marks import FORM_SHEET, KEYS_WORD
from fgj_desktop.exchange.form_writer import write_forms
from fgj_desktop.exchange.return_plan import ReturnException, ReturnsPlan, UnitResult
from fgj_desktop.exchange.return_planner import plan_returns
from fgj_desktop.exchange.return_reader import read_returns
from fgj_desktop.ledgers import REPORT_ROUND, Ledger, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_spec import FormHead, FormSpec
from fgj_desktop.rules.rounds import RoundInfo, proposed_round, round_of
from fgj_desktop.store.store import Store

TASKS = ledger_named("urban_task")
UNITS = ledger_named("responsible_unit")
SECOND = ReportPeriod.parse("2021-09-H2")
SEPTEMBER = Month(2021, 9)
IN_TIME = datetime.datetime(2021, 9, 30, 10, 20)
TOO_LATE = datetime.datetime(2021, 10, 8, 9, 0)
TASK_NAMES = (
    ("放宽落户条件", "区教育局", 100),
    ("扩建中小学校", "区教育局", 10),
    ("改造老旧小区", "区住建局", 20),
    ("完善供水管网", "区水务局", 30),
    ("建设特色小镇", "乐园镇", None),
)


def units_of(store: Store) -> dict[str, int]:
    return {name: record for record, name in store.links().labels("responsible_unit").items()}


def records_of(store: Store, ledger: Ledger = TASKS) -> dict[str, int]:
    return {str(row.values["name"]): row.id for row in store.view(ledger, SEPTEMBER).rows()}


def send(
    store: Store,
    ledger: Ledger,
    period: ReportPeriod,
    folder: Path,
    *,
    by_unit: bool = False,
    version: int = 1,
) -> tuple[RoundInfo, FormSpec, list[Path]]:
    """Open the round of a period, keep what is sent, and write the forms."""
    head = FormHead("新型城镇化半月进展", deadline=datetime.date(2021, 9, 30), deadline_time="17:00")
    spec = form_spec(store, ledger, period, head=head, version=version)
    values = {
        **proposed_round(store, ledger, period),
        "deadline": "2021-09-30",
        "form_version": version,
        "sent_content": spec.sent().json,
    }
    known = round_of(store, ledger, period)
    with store.action("发放填报表") as writes:
        if known is None:
            writes.insert(REPORT_ROUND, values)
        else:
            writes.put(REPORT_ROUND, known.id, None, values)
    found = round_of(store, ledger, period)
    assert found is not None
    folder.mkdir(exist_ok=True)
    return found, spec, write_forms(spec.by_unit() if by_unit else [spec], folder)


def add_tasks(store: Store) -> None:
    units = units_of(store)
    with store.action("导入任务清单") as writes:
        for number, (name, unit, target) in enumerate(TASK_NAMES, 1):
            values = {
                "serial": number,
                "name": name,
                "lead_unit": units[unit],
                "section": "第一条",
                "target_number": target,
                "deadline_text": "2021年12月底前",
                "progress:H1": f"{name}上半月进展",
            }
            writes.insert(TASKS, values, SEPTEMBER)


class Sheet:
    """The sheet 填报表 of a return, by the names of its rows and the keys of its columns."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401
        self.book = book
        self.sheet = book[FORM_SHEET]
        self.top = next(row for row in range(1, 20) if self.sheet.cell(row, 1).value == KEYS_WORD)
        last = self.sheet.max_column
        self.columns = {str(self.sheet.cell(self.top, one).value): one for one in range(2, last + 1)}

    def row(self, name: str) -> int:
        at = self.columns["name"]
        rows = range(self.top + 2, self.sheet.max_row + 1)
        return next(row for row in rows if self.sheet.cell(row, at).value == name)

    def cell(self, name: str, key: str) -> Any:  # noqa: ANN401
        return self.sheet.cell(self.row(name), self.columns[key])

    def put(self, name: str, key: str, value: object) -> None:
        self.cell(name, key).value = value

    @property
    def free_row(self) -> int:
        at = self.columns["name"]
        rows = range(self.top + 2, self.sheet.max_row + 2)
        return next(row for row in rows if not self.sheet.cell(row, at).value)


@contextmanager
def filled(form: Path, to: Path) -> Iterator[Sheet]:
    """A copy of a form, edited."""
    from openpyxl import load_workbook

    book = load_workbook(form)
    yield Sheet(book)
    to.parent.mkdir(exist_ok=True, parents=True)
    book.save(to)


def collected(
    store: Store,
    one: RoundInfo,
    folder: Path,
    *,
    answers: dict[str, str] | None = None,
    received: datetime.datetime = IN_TIME,
) -> ReturnsPlan:
    return plan_returns(store, one, read_returns(folder), answers=answers, received=received)


def result_of(store: Store, plan: ReturnsPlan, unit: str) -> UnitResult:
    found = plan.unit(units_of(store)[unit])
    assert found is not None
    return found


def changes_of(result: UnitResult) -> dict[tuple[str, str], str]:
    return {(cell.label, cell.field): cell.after for cell in result.changes}


def one_exception(plan: ReturnsPlan, holds: Callable[[ReturnException], bool]) -> ReturnException:
    found = [one for one in plan.exceptions if holds(one)]
    assert len(found) == 1, [one.text for one in plan.exceptions]
    return found[0]
