"""The tables of the file, read off the declarations; additive changes follow from ``since``.

Physical columns are append-only and in the same order in every file: a recorded changeset knows a column
only by its position.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.store.ledger_file import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import apsw

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import Items

SCHEMA_VERSION = 4
CELL_TABLE = "cell"

_FIXED_TABLES = (
    """CREATE TABLE IF NOT EXISTS cell (
        ledger TEXT NOT NULL, record INTEGER NOT NULL, key TEXT NOT NULL, "column" TEXT NOT NULL,
        misfit TEXT, reason TEXT, dash INTEGER, note TEXT, colour TEXT,
        PRIMARY KEY (record, key, "column", ledger)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS action (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL,
        schema INTEGER NOT NULL, target INTEGER, undone INTEGER NOT NULL DEFAULT 0,
        compressed INTEGER NOT NULL, changeset BLOB NOT NULL) STRICT""",
    """CREATE TABLE IF NOT EXISTS action_row (
        record INTEGER NOT NULL, action INTEGER NOT NULL, PRIMARY KEY (record, action)) STRICT, WITHOUT ROWID""",
    # Whether an action was reverted is asked for each line of the history.
    "CREATE INDEX IF NOT EXISTS action_reverts ON action (target) WHERE kind = 'revert'",
    "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

_CELL_COLUMNS = (
    ("ledger", "TEXT"),
    ("record", "INTEGER"),
    ("key", "TEXT"),
    ("column", "TEXT"),
    ("misfit", "TEXT"),
    ("reason", "TEXT"),
    ("dash", "INTEGER"),
    ("note", "TEXT"),
    ("colour", "TEXT"),
    # Since version 2: why a failed check is all right (情况说明).
    ("answer", "TEXT"),
)
"""The columns of ``cell`` in physical order; those behind ``colour`` are added to an older file."""


def expected_tables(ledgers: Sequence[Ledger]) -> dict[str, list[tuple[str, str]]]:
    """Every ledger table with its columns (name, type) in physical order."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for ledger, axis in _tables(ledgers):
        keys: list[tuple[str, str]] = (
            [("id", "INTEGER")] if axis is None else [("record", "INTEGER"), ("key", "TEXT")]
        )
        columns: list[tuple[str, str]] = [
            (column.name, column.kind.storage) for column in ledger.stored(axis)
        ]
        tables[ledger.table(axis)] = keys + columns
    return tables


def _tables(ledgers: Sequence[Ledger]) -> Iterator[tuple[Ledger, Axis | Items | None]]:
    for ledger in ledgers:
        yield ledger, None
        for axis in ledger.axes:
            yield ledger, axis


def recorded_tables(ledgers: Sequence[Ledger]) -> list[str]:
    """The tables whose changes are recorded: the ledgers' own and the cells', never history or settings."""
    return [*expected_tables(ledgers), CELL_TABLE]


def create_or_extend(connection: apsw.Connection, ledgers: Sequence[Ledger]) -> None:
    """Bring the tables to what the declarations say: new tables, new columns at the end, nothing else."""
    for statement in _FIXED_TABLES:
        connection.execute(statement)
    for ledger, axis in _tables(ledgers):
        _create_or_extend_table(connection, ledger, axis, expected_tables((ledger,))[ledger.table(axis)])
    for ledger in ledgers:
        _index_packages(connection, ledger)
    _add_missing_columns(connection, CELL_TABLE, _CELL_COLUMNS)
    connection.pragma("application_id", APPLICATION_ID)
    connection.pragma("user_version", SCHEMA_VERSION)


def _create_or_extend_table(
    connection: apsw.Connection, ledger: Ledger, axis: Axis | Items | None, columns: list[tuple[str, str]]
) -> None:
    table = ledger.table(axis)
    if _add_missing_columns(connection, table, columns):
        return
    body = [f'"{name}" {storage}' + (" NOT NULL" if name == "key" else "") for name, storage in columns]
    if axis is None:
        body[0] += " PRIMARY KEY"
        options = "STRICT"
    else:
        body[0] += f' NOT NULL REFERENCES "{ledger.name}" (id)'
        body.append("PRIMARY KEY (record, key)")
        options = "STRICT, WITHOUT ROWID"
    connection.execute(f'CREATE TABLE "{table}" ({", ".join(body)}) {options}')
    if axis is None and ledger.belongs_to is not None:
        owner = ", ".join(f'"{column}"' for column in ledger.belongs_to)
        connection.execute(f'CREATE INDEX "{table}_by_owner" ON "{table}" ({owner})')
    if isinstance(axis, Axis):
        # Which periods there are is asked at every start.
        connection.execute(f'CREATE INDEX "{table}_by_key" ON "{table}" (key)')


def _index_packages(connection: apsw.Connection, ledger: Ledger) -> None:
    """An index of the few rows that name a package: whether there are any is asked with every reading."""
    if ledger.package is not None:
        table = ledger.table(ledger.by_name[ledger.package].per)
        connection.execute(
            f'CREATE INDEX IF NOT EXISTS "{table}_by_{ledger.package}" ON "{table}" ("{ledger.package}") '
            f'WHERE "{ledger.package}" IS NOT NULL'
        )


def _add_missing_columns(connection: apsw.Connection, table: str, columns: Sequence[tuple[str, str]]) -> bool:
    """Add what a table lacks at its end; False when there is no such table."""
    present = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    if present:
        for name, storage in columns[len(present) :]:
            connection.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {storage}')
    return bool(present)


def differences(connection: apsw.Connection, ledgers: Sequence[Ledger]) -> list[str]:
    """In what the file's tables differ from the declarations, order of columns included; empty when equal."""
    found: list[str] = []
    for table, columns in {**expected_tables(ledgers), CELL_TABLE: list(_CELL_COLUMNS)}.items():
        present = [(row[1], row[2]) for row in connection.execute(f'PRAGMA table_info("{table}")')]
        if present != columns:
            found.append(f"{table}: {present} != {columns}")
    return found
