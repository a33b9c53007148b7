"""Reminders of special bonds: issued ones that have not begun or are overpaid, and reserves not through by October."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.numbers import percent_text
from fgj_desktop.rules.projects import amount
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, day_text, name_of, names_of, wan_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

ISSUED, RESERVE = "bond_project", "bond_reserve"
REFERENCE_LINE = "bond_reference_line"
"""The setting that switches the 参考线 on: one city's rule, so it is off unless chosen."""
REFERENCE_MONTHS = 6
"""Months after that of issue by which the reference line expects everything to be spent."""


def issued_bond_reminders(basis: Basis, *, reference_line: bool = False) -> Iterator[Reminder]:
    """Issued projects that have not begun, are paid beyond what was built, or are slow by the reference line."""
    month = basis.month
    for row in basis.rows(ISSUED):
        name, paid = name_of(row), amount(row, "paid")
        if row.values.get("started") == 0:
            problem = row.values.get("problem")
            cause = f"存在问题：{str(problem).rstrip('。')}。" if problem else ""
            detail = f"{cause}请协助项目单位加快前期工作，尽快开工。"
            yield _one(
                Kind.BOND_NOT_STARTED,
                Urgency.HIGH,
                row,
                f"{name}（{_year(row)}年专项债）尚未开工",
                detail,
                month,
            )
        built = amount(row, "physical_work")
        if paid is not None and built is not None and paid > built:
            detail = f"实际支出比实物工作量多 {wan_text(paid - built)}，请核实是否超付或实物工作量漏报。"
            yield _one(Kind.BOND_OVERPAID, Urgency.MIDDLE, row, f"{name}支出大于实物工作量", detail, month)
        received = amount(row, "received")
        if paid is not None and received is not None and paid > received:
            detail = f"实际支出比到账资金多 {wan_text(paid - received)}，请与财政部门核对到账和支出数据。"
            title = f"{name}支出大于到账资金"
            yield _one(Kind.BOND_PAID_ABOVE_RECEIVED, Urgency.HIGH, row, title, detail, month)
        if reference_line:
            yield from _slow(row, month)


def _year(row: Row) -> str:
    return str(row.values.get("bond_year") or "")


def _slow(row: Row, month: Month) -> Iterator[Reminder]:
    expected = reference_share(row.values.get("issued_on"), month)
    share, net = row.values.get("payment_share"), amount(row, "net_amount")
    if expected is None or not net:
        return
    done = Fraction(share or 0)
    if done < expected:
        detail = f"支出进度 {percent_text(done, 2)}，参考线 {percent_text(expected, 2)}（发行次月起 {REFERENCE_MONTHS} 个月）。"
        yield _one(Kind.BOND_SLOW, Urgency.LOW, row, f"{name_of(row)}支出进度低于参考线", detail, month)


def reference_share(issued_on: object, month: Month) -> Fraction | None:
    """What the reference line expects to be spent by the end of a month: linear from the month after issue."""
    if not issued_on:
        return None
    year, number, _ = (int(part) for part in date_bounds(str(issued_on))[1].split("-"))
    passed = (month.year - year) * 12 + month.number - number
    return min(Fraction(1), max(Fraction(0), Fraction(passed, REFERENCE_MONTHS)))


def reserve_reminders(basis: Basis, today: datetime.date) -> Iterator[Reminder]:
    """Reserves that are not 双通过 in the weeks before the end of October of the year before theirs."""
    by_year: dict[int, list[Row]] = {}
    for row in basis.rows(RESERVE):
        year = row.values.get("reserve_year")
        if row.values.get("both_passed") != 1:
            by_year.setdefault(basis.month.year + 1 if year is None else int(year), []).append(row)
    for year, rows in sorted(by_year.items()):
        if abs(year - today.year) > 1:
            # Far from its day, and what was mistyped need not be a year at all.
            continue
        due = datetime.date(year - 1, 10, 31)
        if due - datetime.timedelta(days=45) <= today <= due + datetime.timedelta(days=61):
            yield _not_passed(rows, year, due, today, basis.month)


def _not_passed(
    rows: Sequence[Row], year: int, due: datetime.date, today: datetime.date, month: Month
) -> Reminder:
    return Reminder(
        Kind.BOND_NOT_PASSED,
        Urgency.HIGH if today > due - datetime.timedelta(days=7) else Urgency.MIDDLE,
        f"{year}年储备项目 {len(rows)} 个未双通过",
        f"国家重大库和财政系统两条线应于{day_text(due)}前审核通过：{names_of(rows)}。请协助项目单位完善资料。",
        RESERVE,
        rows[0].id,
        tuple(row.id for row in rows),
        f"{Kind.BOND_NOT_PASSED.name}:{year}:{month.key}",
        due,
    )


def _one(kind: Kind, urgency: Urgency, row: Row, title: str, detail: str, month: Month) -> Reminder:
    key = f"{kind.name}:{ISSUED}:{row.id}:{month.key}"
    return Reminder(kind, urgency, title, detail, ISSUED, row.id, (row.id,), key)
