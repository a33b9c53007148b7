"""The words above and below a printed or exported ledger: title, office, dates, notes, signature."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.kinds import Choices, LinkList, Money, linked_ids
from fgj_desktop.ledgers.values import UNIT_TITLES
from fgj_desktop.rules.amounts import PROPOSED_PLAN
from fgj_desktop.rules.lights import light_is_hollow, light_rule_note
from fgj_desktop.rules.packages import package_words
from fgj_desktop.rules.schedule import PLAN_PENDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Row

SIGNATURE = "填报人：　审核人：　负责人：　联系电话："
PROVINCE_MARK, CITY_MARK = "★", "■"
_OFFICE_ENDS = ("发展和改革局", "发展改革局", "发展和改革委员会", "发改局")
_LIGHT = "light"
_LEVEL = "level"


def is_dated(ledger: Ledger) -> bool:
    """Whether the ledger is kept by period, so that a sheet of it is as of a month."""
    return any(isinstance(axis, Axis) for axis in ledger.axes)


def district_of(office: str) -> str:
    """浈江区 of 浈江区发展和改革局; another kind of office stays whole."""
    return next((office.removesuffix(end) for end in _OFFICE_ENDS if office.endswith(end)), office)


def sheet_title(ledger: Ledger, month: Month, office: str, rows: Sequence[Row]) -> str:
    """The title line; a year that is a column of the ledger stands in it only when all rows have the same."""
    template = ledger.print_title or "{office}" + ledger.title
    said: dict[str, object] = {"year": month.year, "month": month.number, "range": month.range_text}
    for name in ledger.by_name:
        if (words := f"{{{name}}}年") in template:
            years = {row.values.get(name) for row in rows}
            said[name] = years.pop() if len(years) == 1 else None
            if said[name] is None:
                template = template.replace(words, "")
    return template.format(office=district_of(office), **said)


def field_title(field: Field, month: Month) -> str:
    """The title of a column for the period."""
    return field.title_for(month)


def group_title(field: Field, month: Month) -> str:
    """The title above the column's own, with the period filled in; empty for none."""
    return field.group.format(
        year=month.year, previous_year=month.year - 1, month=month.number, range=month.range_text
    )


def office_line(office: str) -> str:
    """填报单位（盖章）：…, to be filled in by hand when the file does not know its office."""
    return f"填报单位（盖章）：{office}"


def date_line(ledger: Ledger, month: Month, filled_on: datetime.date) -> str:
    """填报日期 and, for a ledger kept by period, the day its figures are as of."""
    line = f"填报日期：{day_text(filled_on)}"
    return f"{line}　{as_of_words(month)}" if is_dated(ledger) else line


def as_of_words(month: Month) -> str:
    """「数据截至2021年9月30日」."""
    return f"数据截至{day_text(month.last_day)}"


def unit_line(fields: Sequence[Field], money_unit: int) -> str:
    """单位：万元; empty for a ledger without amounts."""
    has_money = any(isinstance(field.column.kind, Money) for field in fields)
    return f"单位：{UNIT_TITLES[money_unit]}" if has_money else ""


def filling_day(month: Month, today: datetime.date) -> datetime.date:
    """Today while the period is being reported, else the first working day after it.

    Weekends and the days that are off every year are left out; the days that are shifted (调休) differ
    from year to year.
    """
    if month.last_day < today <= month.next.last_day:
        return today
    day = month.last_day + datetime.timedelta(days=1)
    while day.weekday() > 4 or _is_off(day):
        day += datetime.timedelta(days=1)
    return day


def _is_off(day: datetime.date) -> bool:
    return (day.month, day.day) in {(1, 1), (5, 1)} or (day.month == 10 and day.day <= 7)


def day_text(day: datetime.date) -> str:
    """「2021年9月30日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def level_mark(row: Row) -> str:
    """★ before the name of a province's project, ■ before a city's, as the clerk's sheet has it."""
    level = str(row.values.get(_LEVEL) or "").split("、")
    return PROVINCE_MARK if "省" in level else CITY_MARK if "市" in level else ""


def notes_of(
    ledger: Ledger,
    fields: Sequence[Field],
    rows: Sequence[Row],
    month: Month,
    light_method: str,
    *,
    grouped: Field | None,
    narrowed: str = "",
) -> tuple[str, ...]:
    """What stands under the table, numbered; the first line begins with 注：. ``grouped`` is what groups the rows."""
    notes = [f"筛选：{narrowed}。"] if narrowed else []
    if any(level_mark(row) for row in rows):
        notes.append(f"标{PROVINCE_MARK}为省重点，标{CITY_MARK}为市重点。")
    if any(field.name == _LIGHT for field in fields):
        notes.append(light_rule_note(light_method))
        notes += _explanations(rows)
    proposed = sum(row.values.get("plan_basis") == PROPOSED_PLAN for row in rows)
    if proposed:
        notes.append(f"年度计划未下达，{proposed} {ledger.measure_word}按拟定计划测算。")
    pending = sum(row.counted and row.values.get("state") == PLAN_PENDING for row in rows)
    if pending:
        notes.append(f"{PLAN_PENDING}的 {pending} {ledger.measure_word}暂不计进度，不亮灯。")
    if packed := package_words(ledger, rows):
        notes.append(f"打包项目按所含单个{ledger.record_title}统计，{packed}。")
    if any(not row.counted for row in rows):
        notes += [f"{those}的{ledger.record_title}不计入项数和合计。" for those in _uncounted(ledger, month)]
    if grouped is not None and has_several(grouped, rows):
        title = grouped.title_for(month, short=True)
        notes.append(f"按{title}分组，有几个{title}的{ledger.record_title}只计入第一个。")
    if grouped is not None and any(isinstance(field.column.kind, Money) for field in fields):
        notes.append("因四舍五入，分项合计可能与总数略有差异。")
    return with_notes((), notes)


def with_notes(notes: Sequence[str], further: Sequence[str]) -> tuple[str, ...]:
    """Numbered notes and further ones behind them, numbered too."""
    numbered = enumerate(further, len(notes) + 1)
    return (*notes, *(f"{'注：' if number == 1 else ''}{number}.{text}" for number, text in numbered))


def _uncounted(ledger: Ledger, month: Month) -> Iterator[str]:
    """Which records do not count: 「调出、前期预备」, 「检查日期不在2021年1—9月」."""
    states = "、".join(state for some in ledger.uncounted.values() for state in some)
    if states:
        yield states
    if ledger.dated_by is not None:
        yield _dated_outside(ledger, ledger.dated_by, month)


def _dated_outside(ledger: Ledger, column: str, month: Month) -> str:
    title = ledger.fields_by_name[column].title_for(month, short=True)
    return f"{title}不在{month.title}" if ledger.dated_within_year else f"{title}在报告期之后"


def why_uncounted(ledger: Ledger, month: Month, row: Row) -> str:
    """Why a record is shown and not counted, as a sentence; empty for one that counts."""
    if row.counted:
        return ""
    states = [row.values.get(name) for name, some in ledger.uncounted.items() if row.values.get(name) in some]
    if states:
        return f"{states[0]}，不计入项数和合计。"
    if ledger.package is None and ledger.dated_by is not None:
        return f"{_dated_outside(ledger, ledger.dated_by, month)}，不计入项数和合计。"
    return f"打包项目，按所含单个{ledger.record_title}统计。"


def has_several(field: Field, rows: Sequence[Row]) -> bool:
    """Whether some row has more than one value in a column that takes several."""
    values = {row.values.get(field.name) for row in rows}
    if isinstance(field.column.kind, LinkList):
        return any(len(linked_ids(value)) > 1 for value in values)
    return isinstance(field.column.kind, Choices) and any("、" in str(value or "") for value in values)


def _explanations(rows: Sequence[Row]) -> list[str]:
    """The reasons behind hollow lights, in one note."""
    texts = [
        f"{row.values.get('name') or ''}：{' '.join(str(row.values['explanation']).split()).rstrip('。；')}"
        for row in rows
        if light_is_hollow(_text(row.values.get(_LIGHT))) and row.values.get("explanation")
    ]
    return [f"情况说明：{'；'.join(texts)}。"] if texts else []


def _text(value: object) -> str | None:
    return None if value is None else str(value)
