"""What is wrong with a row, in words: the checks its ledger declares, and text that does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import may_fall_within
from fgj_desktop.ledgers.declaration import Check, Ledger, LedgerCheck, Severity
from fgj_desktop.ledgers.values import TOLD_TWICE
from fgj_desktop.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Context, Value
    from fgj_desktop.store.rows import Mark, Row

MISFIT, SAME_TEXT = "内容不符", "内容与上月相同"
_QUOTE_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in a row: the field it is shown at, the sentence, how much it matters."""

    field: str
    message: str
    severity: Severity
    title: str = ""
    """What such faults are called, for a list of them."""
    answer: str = ""
    """Why it is all right, in the clerk's words; empty while nobody has said so."""
    answered_by: str | None = None
    """The column that holds the answer; None when the cell itself keeps it."""
    can_be_answered: bool = True
    """Text that does not fit can only be mended."""

    @property
    def is_open(self) -> bool:
        """Whether the clerk still has to look: neither answered nor only worth a look."""
        return not self.answer and self.severity is not Severity.INFO


def findings(ledger: Ledger, row: Row, context: Context, month: Month) -> list[Finding]:
    """Everything to look at in a row as of a month: misfits, checks in declared order, shared texts.

    A check is not asked at a cell that holds a misfit (it is reported already) or a 「—」 (the clerk has
    looked and there is nothing to state). Of a record that is dated later than the month after the period, which
    is the one that clerks are entering, only misfits are told: looked back at, it has not happened yet.
    """
    marks, values = row.marks, row.values
    found = [
        _misfit(ledger, name, mark, month) for name, mark in marks.items() if _is_misfit(ledger, name, mark)
    ]
    if _is_yet_to_come(ledger, row, month):
        return found
    settled = {name for name, mark in marks.items() if mark.dash or mark.misfit is not None}
    functions = RULES.functions
    known = values | {"@year": month.year, "@month": month.number}
    found += [
        _failed(ledger, check, row, context, month)
        for check in ledger.every_check
        if check.column not in settled and functions[check.function](*map(known.get, check.arguments))
    ]
    found += [
        _told_twice(name, mark) for name, mark in marks.items() if mark.note and TOLD_TWICE in mark.note
    ]
    found += [_of_ledger(row, check, words) for check, words in row.faults if check.column not in settled]
    if row.repeats:
        faulted = {one.field for one in found}
        found += [one for one in _shared(ledger, row) if one.field not in faulted]
    found += _same_texts(ledger, row)
    return found


def _is_yet_to_come(ledger: Ledger, row: Row, month: Month) -> bool:
    date = row.values.get(ledger.dated_by or "")
    return bool(date) and not may_fall_within(str(date), "", month.next.last_day.isoformat())


def findings_by_record(
    ledger: Ledger, rows: list[Row], context: Context, month: Month
) -> dict[int, list[Finding]]:
    """The findings of many rows, only of those that have some, in the order of the rows."""
    found = ((row.id, findings(ledger, row, context, month)) for row in rows)
    return {record: some for record, some in found if some}


def _argument(name: str, values: Mapping[str, Value], month: Month) -> Value:
    if name == "@year":
        return month.year
    if name == "@month":
        return month.number
    return values.get(name)


def _failed(ledger: Ledger, check: Check, row: Row, context: Context, month: Month) -> Finding:
    message = check.message.format(*_texts(ledger, check, row, context, month))
    if check.answered_by is None:
        answer = _kept_answer(row, check.column)
    else:
        answer = str(row.values.get(check.answered_by) or "")
    return Finding(check.column, message, check.severity, check.title, answer, check.answered_by)


def _of_ledger(row: Row, check: LedgerCheck, words: tuple[str, ...]) -> Finding:
    """What a rule of the whole ledger found at a row."""
    answer = _kept_answer(row, check.column)
    return Finding(check.column, check.message.format(*words), check.severity, check.title, answer)


def _told_twice(field: str, mark: Mark) -> Finding:
    """A workbook said two things of the cell: the note keeps the one that was not taken."""
    lines = (mark.note or "").splitlines()
    others = "，".join(line.removeprefix(TOLD_TWICE) for line in lines if line.startswith(TOLD_TWICE))
    message = f"重复填报且内容不同：表中 {others}，请核对。"
    return Finding(field, message, Severity.WARNING, "重复填报", mark.answer or "")


def _kept_answer(row: Row, field: str) -> str:
    mark = row.marks.get(field)
    return "" if mark is None else mark.answer or ""


def _texts(ledger: Ledger, check: Check, row: Row, context: Context, month: Month) -> Iterator[str]:
    """The arguments as their columns show them."""
    for name in check.arguments:
        value = _argument(name, row.values, month)
        field = ledger.fields_by_name.get(name.partition("@")[0])
        yield str(value) if field is None else field.column.kind.text(value, context)


def _is_misfit(ledger: Ledger, name: str, mark: Mark) -> bool:
    return mark.misfit is not None and name in ledger.fields_by_name


def _misfit(ledger: Ledger, name: str, mark: Mark, month: Month) -> Finding:
    """Say which column holds text that does not fit, quote the text, and give the reason."""
    title = ledger.fields_by_name[name].title_for(month, short=True)
    text = " ".join((mark.misfit or "").split())
    if len(text) > _QUOTE_LIMIT:
        text = text[:_QUOTE_LIMIT] + "…"
    quote = "" if mark.reason.startswith("“") else f"“{text}”"
    message = f"{title}{quote}{mark.reason}，已保留原文并标出。"
    return Finding(name, message, Severity.ERROR, MISFIT, can_be_answered=False)


def _shared(ledger: Ledger, row: Row) -> Iterator[Finding]:
    """Texts that another record has as well."""
    for unique in ledger.unique:
        for name in unique.columns:
            twin = row.repeats.get(name)
            if twin is not None:
                message = unique.message.format(twin.name or f"（未填{ledger.record_title}名称）")
                answer = _kept_answer(row, name)
                yield Finding(name, message, unique.severity, unique.title, answer)


def _same_texts(ledger: Ledger, row: Row) -> Iterator[Finding]:
    """Texts reported for this very month that say what was said before."""
    for column in ledger.reported_texts:
        own = row.values.get(f"{column.name}@own")
        if own is not None and own == row.values.get(f"{column.name}@previous"):
            yield Finding(column.name, f"{SAME_TEXT}。", Severity.INFO, SAME_TEXT, can_be_answered=False)
