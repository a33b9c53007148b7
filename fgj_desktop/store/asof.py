"""SQL for a value as of a month: the same meaning as ``entries.resolve``, for sorting, filtering and totals.

Aliases: ``r`` the record, ``y`` its entry of the year, ``m`` its entry of the month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis, Carry, Column, Ledger, entry_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers.period import Month

PREVIOUS = "@previous"
OWN = "@own"
DERIVED = "@derived"
BACK = "@back_"
"""With a number of months behind it: what was entered for that earlier month itself."""
ANYWHERE = "@any:"


def quote(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL text literal."""
    return "'" + text.replace("'", "''") + "'"


def arguments_of(ledger: Ledger, reference: str) -> tuple[str, ...]:
    """What a computed field asks for; empty for stored ones and parameters."""
    found = ledger.fields_by_name.get(reference)
    return found.column.computed.arguments if found is not None and found.column.computed is not None else ()


def in_order(ledger: Ledger, wanted: list[str]) -> list[str]:
    """The references with everything they need, needs first."""
    done: dict[str, None] = {}

    def visit(reference: str) -> None:
        if reference in done:
            return
        for argument in arguments_of(ledger, reference):
            visit(argument)
        done[reference] = None

    for reference in wanted:
        visit(reference)
    return list(done)


def looked_back(ledger: Ledger) -> dict[str, int]:
    """The references of computed columns and checks to an earlier month's own value, with how many months back."""
    asked = (one.computed.arguments for one in ledger.columns if one.computed is not None)
    arguments = (name for some in (*asked, *(one.arguments for one in ledger.checks)) for name in some)
    return {name: int(name.partition(BACK)[2]) for name in arguments if BACK in name}


def carried_from(carry: Carry, month: Month) -> str:
    """The smallest key whose value may carry to the month."""
    return f"{month.year_key}-01" if carry is Carry.YEAR else ""


def anywhere(ledger: Ledger, reference: str, month: Month) -> str:
    """Whether some record has an entry of the yearly column behind ``@any:``, 1 or 0; the same for all rows."""
    return (
        f"(SELECT EXISTS (SELECT 1 FROM {quote(ledger.table(Axis.YEAR))} WHERE key = {literal(month.year_key)} "
        f"AND {quote(reference.removeprefix(ANYWHERE))} IS NOT NULL))"
    )


class AsOf:
    """Writes SQL expressions of one ledger as of one month."""

    def __init__(
        self,
        ledger: Ledger,
        month: Month,
        parameters: Mapping[str, str | int],
        marked: frozenset[str] = frozenset(),
    ) -> None:
        """``parameters`` are the values of ``@year``, ``@month``, ``@light_method``.

        ``marked`` are the columns where some record has 「—」 or text that does not fit in this very month:
        such a mark stands for the month, and nothing is carried past it.
        """
        self.marked = marked
        self.ledger = ledger
        self.month = month
        self.parameters = parameters

    def tables(self, expressions: str) -> str:
        """The FROM clause for these expressions, with the entries of the year and the month they ask for."""
        parts = [f"{quote(self.ledger.name)} r"]
        if Axis.YEAR in self.ledger.axes:
            # CROSS keeps the records first: led by the index of periods, each entry costs a second look-up.
            join = "CROSS JOIN" if self.ledger.has_years else "LEFT JOIN"
            parts.append(
                f"{join} {quote(self.ledger.table(Axis.YEAR))} y ON y.record = r.id AND y.key = "
                f"{literal(self.month.year_key)}{self._has_joined()}"
            )
        if "m." in expressions:
            parts.append(
                f"LEFT JOIN {quote(self.ledger.table(Axis.MONTH))} m ON m.record = r.id AND m.key = "
                f"{literal(self.month.key)}"
            )
        return " ".join(parts)

    def _has_joined(self) -> str:
        """The condition that a record taken in again in the course of the year is there by the month."""
        if self.ledger.register_since is None:
            return ""
        since = f"y.{quote(self.ledger.register_since)}"
        return f" AND ({since} IS NULL OR may_fall_within({since}, '', {literal(self.month.last_day.isoformat())}))"

    def raw(self, reference: str) -> str | None:
        """The expression of a stored value or a parameter; None for a computed one."""
        if reference.startswith(ANYWHERE):
            return anywhere(self.ledger, reference, self.month)
        if reference.startswith("@"):
            value = self.parameters[reference]
            return str(value) if isinstance(value, int) else literal(value)
        name, _, suffix = reference.partition("@")
        found = self.ledger.fields_by_name[name]
        if found.column.computed is not None:
            return None
        if found.item is not None:
            table = quote(self.ledger.table(found.column.per))
            return (
                f"(SELECT {quote(found.column.name)} FROM {table} i WHERE i.record = r.id "
                f"AND i.key = {literal(found.key_for(self.month))})"
            )
        return self._dated(found.column, suffix)

    def membership(self, step: str) -> str:
        """The WHERE clause for those rows of ``step`` that belong to the month's ledger.

        Text in the register column that does not fit is shown and marked like any other: the record stays.
        A ledger of the year (安全生产检查) is without the records of years before; what is dated later is shown.
        """
        if self.ledger.register is None:
            date = quote(self.ledger.dated_by or "")
            is_of_year = self.ledger.dated_by is not None and self.ledger.dated_within_year
            year = literal(self.month.year_key)
            return f" WHERE {step}.{date} IS NULL OR {step}.{date} >= {year}" if is_of_year else ""
        name = self.ledger.register
        return (
            f" WHERE {step}.{quote(name)} IS NOT NULL OR EXISTS (SELECT 1 FROM cell c WHERE c.ledger = "
            f"{literal(self.ledger.name)} AND c.record = {step}.id AND c.key <= {literal(self.month.key)} "
            f'AND c."column" = {literal(name)} AND coalesce(c.misfit, c.dash) IS NOT NULL)'
        )

    def _dated(self, column: Column, suffix: str) -> str:
        name = quote(column.name)
        if column.per is None:
            return f"r.{name}"
        if suffix.startswith(BACK[1:]):
            key = self.month.months_before(int(suffix.removeprefix(BACK[1:]))).key
            return (
                f"(SELECT e.{name} FROM {quote(self.ledger.table(Axis.MONTH))} e "
                f"WHERE e.record = r.id AND e.key = {literal(key)})"
            )
        if column.accumulates is not None and suffix in {"", "derived"}:
            return self._accumulated(column, column.accumulates, suffix)
        own = f"y.{name}" if column.per is Axis.YEAR and suffix != "previous" else f"m.{name}"
        if suffix == "own" or (column.carries is Carry.NONE and suffix != "previous"):
            return own
        assert isinstance(column.per, Axis)
        carried = self._last(column, previous=suffix == "previous")
        if suffix or column.name not in self.marked:
            return carried
        return f"CASE WHEN {self._is_marked(column)} THEN {own} ELSE {carried} END"

    def _accumulated(self, column: Column, amounts: str, suffix: str) -> str:
        """The year's own entry, else the newest earlier one with what each year since came to."""
        name, years = quote(column.name), quote(self.ledger.table(Axis.YEAR))
        year = literal(self.month.year_key)
        earlier = f"FROM {years} e WHERE e.record = r.id AND e.key < {year} AND e.{name} IS NOT NULL"
        # SQLite takes a bare column from the row that has the maximum; a sum beyond its integers turns to float.
        derived = (
            "(SELECT sum(amount / 1000000) * 1000000 + sum(amount % 1000000) FROM "
            f"(SELECT * FROM (SELECT e.{name} AS amount {earlier} ORDER BY e.key DESC LIMIT 1) "
            f"UNION ALL SELECT amount FROM (SELECT e.{quote(amounts)} AS amount, max(e.key) "
            f"FROM {quote(self.ledger.table(Axis.MONTH))} e WHERE e.record = r.id AND e.key < {year} "
            f"AND e.key > coalesce((SELECT max(e.key) {earlier}), '') AND e.{quote(amounts)} IS NOT NULL "
            "GROUP BY substr(e.key, 1, 4))))"
        )
        if suffix:
            return derived
        shown = f"coalesce(y.{name}, {derived})"
        if column.name not in self.marked:
            return shown
        return f"CASE WHEN {self._is_marked(column)} THEN y.{name} ELSE {shown} END"

    def _is_marked(self, column: Column) -> str:
        assert isinstance(column.per, Axis)
        return (
            f"EXISTS (SELECT 1 FROM cell c WHERE c.record = r.id AND c.key = "
            f'{literal(entry_key(column.per, self.month))} AND c."column" = {literal(column.name)} '
            f"AND c.ledger = {literal(self.ledger.name)} AND coalesce(c.misfit, c.dash) IS NOT NULL)"
        )

    def _last(self, column: Column, *, previous: bool) -> str:
        assert isinstance(column.per, Axis)
        name, table = quote(column.name), quote(self.ledger.table(column.per))
        until = entry_key(column.per, self.month)
        lower = carried_from(column.carries, self.month)
        bound = f"AND e.key >= {literal(lower)} " if lower else ""
        return (
            f"(SELECT e.{name} FROM {table} e WHERE e.record = r.id AND e.key {'<' if previous else '<='} "
            f"{literal(until)} {bound}AND e.{name} IS NOT NULL ORDER BY e.key DESC LIMIT 1)"
        )
