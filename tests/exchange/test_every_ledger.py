"""What any ledger exports is known as its own by content alone, changes nothing there, and fills an empty file."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from fgj_desktop.exchange.export import export_ledger, fields_with_content
from fgj_desktop.exchange.importer import apply, import_files, inspect
from fgj_desktop.ledgers import IMPORTED, Field, Ledger, ledger_named
from fgj_desktop.ledgers.kinds import (
    Choice,
    Choices,
    Code,
    Count,
    Date,
    Flag,
    Kind,
    Link,
    LinkList,
    Money,
    Percent,
    Quantity,
)
from fgj_desktop.ledgers.values import Parsed
from fgj_desktop.store.store import Store
from tests.exchange.importing import SEPTEMBER, a_store

NAMES = ("乐园镇事项", "新韶镇事项", "花坪镇事项")
LINKED = ("甲单位", "乙单位")
NOT_TYPED = {"former_names", "aliases", "serial"}


def text_for(kind: Kind, number: int) -> str:  # noqa: PLR0911  one for each kind
    """What a clerk may have typed into the record of that number."""
    if isinstance(kind, Money):
        return str(1000 + 37 * number)
    if isinstance(kind, Percent):
        return f"{number + 3}.5%"
    if isinstance(kind, Quantity):
        return f"{number}.25"
    if isinstance(kind, Count):
        return str(2021 + number)
    if isinstance(kind, Flag):
        return "是" if number % 2 else "否"
    if isinstance(kind, Date):
        return f"2021-0{number + 1}-1{number}"
    if isinstance(kind, Choice | Choices):
        return kind.options[number % len(kind.options)] if kind.options else f"类别{number}"
    if isinstance(kind, Link | LinkList):
        return LINKED[number % 2] if isinstance(kind, Link) else "、".join(LINKED)
    if isinstance(kind, Code):
        return f"2101-440204-48-01-{number:06d}"
    return f"第{number}段文字"


def typable(ledger: Ledger) -> list[Field]:
    own = {ledger.name_column, ledger.register, *NOT_TYPED}
    return [one for one in ledger.fields if one.column.computed is None and one.name not in own]


def fill(store: Store, ledger: Ledger) -> None:
    """Records of that ledger with every column filled, and what they name."""
    named = {one.column.kind.ledger for one in ledger.fields if isinstance(one.column.kind, Link | LinkList)}
    with store.action("登记") as writes:
        for target in map(ledger_named, sorted(named - {ledger.name})):
            for number, name in enumerate(LINKED, 1):
                values: dict[str, Parsed] = {target.name_column: name, target.label: name}
                if target.serial_column is not None:
                    values[target.serial_column] = number
                writes.insert(target, values, SEPTEMBER)
    with store.action("录入") as writes:
        for number, name in enumerate(NAMES, 1):
            context = store.context(SEPTEMBER)
            row = {
                field.name: field.column.kind.parse(text_for(field.column.kind, number), context)
                for field in typable(ledger)
                if not (
                    isinstance(field.column.kind, Link | LinkList) and field.column.kind.ledger == ledger.name
                )
            }
            own: dict[str, Parsed] = {ledger.name_column: name}
            if ledger.serial_column is not None:
                own[ledger.serial_column] = number
            writes.insert(ledger, {**row, **own}, SEPTEMBER)


def shown(store: Store, ledger: Ledger) -> list[dict[str, str]]:
    context = store.context(SEPTEMBER)
    rows = store.view(ledger, SEPTEMBER).rows()
    return [
        {
            field.name: field.column.kind.text(row.values.get(field.name), context)
            for field in ledger.fields
            if field.column.computed is None
        }
        for row in rows
    ]


@pytest.mark.parametrize("ledger", IMPORTED, ids=lambda one: one.name)
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_an_exported_ledger_comes_back(ledger: Ledger, ending: str, tmp_path: Path) -> None:
    with a_store(tmp_path, "甲") as store:
        fill(store, ledger)
        names = fields_with_content(store, ledger, SEPTEMBER)
        path = tmp_path / f"导出{ending}"
        export_ledger(store, ledger, SEPTEMBER, path, fields=names, filled_on=datetime.date(2021, 10, 8))
        tables = inspect(path).tables
        again = import_files(store, [path])

        assert [table.ledger.name for table in tables if table.ledger] == [ledger.name]
        assert again.is_empty, [(one.label, one.title, one.before, one.after) for one in again.changes]
        assert (again.refused, again.questions) == ([], [])
        before = shown(store, ledger)

    with a_store(tmp_path, "乙") as store:
        named = {
            one.column.kind.ledger for one in ledger.fields if isinstance(one.column.kind, Link | LinkList)
        }
        with store.action("登记") as writes:
            for target in map(ledger_named, sorted(named)):
                for number, name in enumerate(LINKED, 1):
                    if target.axes:
                        writes.insert(target, {target.name_column: name, target.label: name}, SEPTEMBER)
                    else:
                        serial = target.serial_column or target.name_column
                        writes.insert(target, {serial: number, target.name_column: name, target.label: name})
        apply(store, import_files(store, [path]))
        after = shown(store, ledger)
    assert [row for row in after if row[ledger.name_column] not in LINKED] == before
