"""Gives the records that a blank does not name its prepared rows, and puts rows in where they do not suffice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank
from fgj_desktop.exchange.fill_formulas import other_rows
from fgj_desktop.exchange.fill_parts import formulas_of
from fgj_desktop.exchange.fill_rows import Zone
from fgj_desktop.exchange.fill_safety import obstacle
from fgj_desktop.exchange.fill_shift import Insertion, Insertions, spread
from fgj_desktop.ledgers.kinds import linked_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.fill_plan import FillPlan
    from fgj_desktop.exchange.fill_rows import Slots
    from fgj_desktop.exchange.fill_sheet import SheetXml
    from fgj_desktop.exchange.groups import GroupReader
    from fgj_desktop.ledgers.values import Parsed, Value
    from fgj_desktop.store.rows import Row


@dataclass(slots=True)
class Placing:
    """Fills ``rows``, ``insertions`` and ``left_out`` of a plan."""

    plan: FillPlan
    xml: SheetXml
    groups: GroupReader
    slots: Slots
    serial: int
    """The column of running numbers; -1 for none."""
    _places: list[Insertion] = field(default_factory=list)
    _homes: list[tuple[Zone, list[Row]]] = field(default_factory=list)

    def place(self, records: Sequence[Row]) -> None:
        """Give every record that counts a row, group by group; tell of those that find none."""
        plan = self.plan
        waiting = [row for row in records if row.id not in plan.rows]
        if not plan.options.uncounted:
            self._leave([row for row in waiting if not row.counted], "不计入项数和合计，未填")
            waiting = [row for row in waiting if row.counted]
        if self.slots.named and not plan.options.missing:
            self._leave(waiting, "表中没有列出")
            return
        self._homes = self._zones(waiting)
        for zone, rows in self._homes:
            if len(rows) > len(zone.rows):
                self._make_room(zone, rows)
        plan.insertions = Insertions(tuple(sorted(self._places, key=lambda one: one.after)))
        plan.rows = {record: plan.insertions.row(row) for record, row in plan.rows.items()}
        for zone, rows in self._homes:
            plan.rows |= {row.id: at for row, at in zip(rows, self._final_rows(zone), strict=False)}

    def _leave(self, rows: Sequence[Row], reason: str) -> None:
        name = self.plan.ledger.name_column
        self.plan.left_out += [(str(row.values.get(name) or "（未填名称）"), reason) for row in rows]

    def _zones(self, waiting: Sequence[Row]) -> list[tuple[Zone, list[Row]]]:
        """Each run of prepared rows with the records that belong there."""
        grouped = [zone for zone in self.slots.zones if zone.groups]
        if not grouped:
            zones = self.slots.zones[:1] or [Zone(())]
            return [(zones[0], list(waiting))]
        asked = [(zone, self.groups.values(zone.groups)) for zone in grouped]
        for zone, values in asked:
            if not values:
                self.plan.notices.append(f"分组“{zone.groups[-1]}”未能识别，其下的行未填。")
        placed: dict[int, list[Row]] = {id(zone): [] for zone in grouped}
        homeless = []
        for row in waiting:
            homes = [zone for zone, values in asked if values and _belongs(row, values)]
            if homes:
                # Of a group and one within it the inner one is closer.
                placed[id(max(homes, key=lambda zone: len(zone.groups)))].append(row)
            else:
                homeless.append(row)
        self._leave(homeless, "表中没有相应的分组，未填")
        return [(zone, placed[id(zone)]) for zone in grouped]

    # room for more

    def _make_room(self, zone: Zone, rows: list[Row]) -> None:
        """Rows put in for those that find none; where that is not safe they are left out."""
        count = len(rows) - len(zone.rows)
        place = self._insertion(zone, count)
        if isinstance(place, Insertion):
            self._places.append(place)
            return
        self._leave(rows[len(zone.rows) :], place)
        del rows[len(zone.rows) :]

    def _insertion(self, zone: Zone, count: int) -> Insertion | str:
        """Where the rows are put in, or why they are not."""
        if zone.rows:
            place = spread(zone.rows, count, at_end=self._goes_on(zone.rows[-1]))
        elif zone.heading >= 0 and (prepared := [one for each in self.slots.zones for one in each.rows]):
            place = Insertion(zone.heading, count, prepared[0], at_end=False)
        elif self._ends_with_header():
            body = self.plan.table.header.body
            place = Insertion(body - 1, count, body, at_end=False)
        else:
            return "表中没有预留行，未填"
        if self._holds_nothing_below(place.after):
            return place
        why = obstacle(self.plan.blank, self.plan.table.sheet.name, self.xml, place.after)
        return f"预留行不够，{why}，未插入行，未填" if why else place

    def _goes_on(self, last: int) -> bool:
        """Whether the last prepared row goes on from the one above it: by its number, or by a formula."""
        if self.serial >= 0 and not is_blank(self.plan.table.sheet.value(last, self.serial)):
            return True
        return any(one.at[0] == last and other_rows(one.text, last) for one in formulas_of(self.xml))

    def _ends_with_header(self) -> bool:
        return self.plan.table.sheet.height <= self.plan.table.header.body

    def _holds_nothing_below(self, after: int) -> bool:
        sheet = self.plan.table.sheet
        return self.xml.last_row <= after and sheet.height <= after + 1

    def _final_rows(self, zone: Zone) -> list[int]:
        """The rows of a group in the filled form, with those put in among them."""
        insertions = self.plan.insertions
        made = [insertions.row(row) for row in zone.rows]
        for place in insertions.places:
            if place.after in zone.rows or (
                not zone.rows and place.after in (zone.heading, self._last_title())
            ):
                made += insertions.rows_of(place)
        return sorted(made)

    def _last_title(self) -> int:
        return self.plan.table.header.body - 1


def _belongs(row: Row, values: dict[str, Parsed]) -> bool:
    """Whether a record has what the headings of a group say."""
    return all(_is_same(row.values.get(name), value) for name, value in values.items())


def _is_same(value: Value, wanted: Parsed) -> bool:
    if isinstance(value, str) and value.startswith(",") and isinstance(wanted, int):
        return linked_ids(value)[:1] == [wanted]
    return value == wanted
