"""Which rows the grid shows: records in order, under the headings of their groups when they are grouped.

A heading stands in the same list as the records, under a negative number; records have positive ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.models.grid_protocol import GridCell
from fgj_desktop.store.grouping import Grouping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.models.choice import Choice
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.models.grid_protocol import Align
    from fgj_desktop.store.grouping import Key
    from fgj_desktop.store.view import View

Folded = dict[str, set["Key"]]
"""The folded groups by the field that rows are grouped by; outlives the list, so that it is found as it was left."""


@dataclass(slots=True)
class ShownGroup:
    """A group under its heading; ``hidden`` are its records while it is folded."""

    key: Key
    title: str
    counted: int
    hidden: list[int] = field(default_factory=list)
    sums: Mapping[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Listing:
    """The rows in order, and the groups by their headings' numbers."""

    ids: list[int]
    groups: dict[int, ShownGroup] = field(default_factory=dict)

    @property
    def record_count(self) -> int:
        """How many records there are, those in folded groups too."""
        hidden = sum(len(group.hidden) for group in self.groups.values())
        return len(self.ids) - len(self.groups) + hidden

    def hidden(self) -> dict[int, int]:
        """The records in folded groups, each with the heading of its group."""
        return {record: heading for heading, group in self.groups.items() for record in group.hidden}

    def block(self, row: int) -> range:
        """The rows of the records under the heading in a row."""
        end = row + 1
        while end < len(self.ids) and self.ids[end] > 0:
            end += 1
        return range(row + 1, end)

    def folded(self, folded: bool) -> list[int]:
        """The rows when every group is folded, or none; ``hidden`` follows."""
        rows: list[int] = []
        for row, heading in self._headings():
            group = self.groups[heading]
            block = self.block(row)
            records = [*self.ids[block.start : block.stop], *group.hidden]
            group.hidden = records if folded else []
            rows += [heading] if folded else [heading, *records]
        return rows

    def _headings(self) -> Iterator[tuple[int, int]]:
        return ((row, one) for row, one in enumerate(self.ids) if one < 0)


class RowLister:
    """Reads the rows of a ledger through a choice. A group keeps its heading's number from reading to reading."""

    def __init__(self, document: LedgerDocument, ledger: Ledger, folded: Folded) -> None:
        """``folded`` is read and written here, and kept by whoever gave it."""
        self._document = document
        self._ledger = ledger
        self._folded = folded
        self._numbers: dict[tuple[str, Key], int] = {}

    def grouping(self, choice: Choice) -> Grouping | None:
        """What the choice groups by; None when it does not, or by a column that does not group."""
        found = self._ledger.fields_by_name.get(choice.group or "")
        if found is None or not found.column.groups:
            return None
        return Grouping(found, self._document.month, self._document.store.links())

    def read(self, choice: Choice) -> Listing:
        """The rows as they are in the file now."""
        view, by = self._view(), self.grouping(choice)
        if by is None:
            return Listing(view.ids(choice.filters(), choice.order))
        listing, folded = Listing([]), self._folded.get(by.field.name, set())
        for one in view.grouped(by, choice.filters(), choice.order):
            heading = self._heading(by.field.name, one.key)
            is_folded = one.key in folded
            listing.groups[heading] = ShownGroup(
                one.key, one.title, one.counted, one.ids if is_folded else []
            )
            listing.ids.append(heading)
            listing.ids += [] if is_folded else one.ids
        return listing

    def add_up(self, choice: Choice, listing: Listing, fields: set[str]) -> None:
        """Fill in the groups' subtotals of these fields, their counts and their titles as of now."""
        by = self.grouping(choice)
        if by is None:
            return
        view = self._view()
        sums = view.group_totals(by, choice.filters(), fields)
        for group in listing.groups.values():
            group.title = by.title(group.key)
            group.sums = sums.get(group.key, {})
            group.counted = int(group.sums.get("") or 0)
            if view.ledger.never_added not in {None, choice.group}:
                group.sums = {}

    def remember(self, choice: Choice, group: ShownGroup, *, folded: bool) -> None:
        """Keep in mind that a group is folded, or is no longer."""
        keys = self._folded.setdefault(choice.group or "", set())
        if folded:
            keys.add(group.key)
        else:
            keys.discard(group.key)

    def remember_all(self, choice: Choice, groups: Iterable[ShownGroup], *, folded: bool) -> None:
        """Keep in mind that these groups are folded, or that none is: those without a record now neither."""
        self._folded[choice.group or ""] = {group.key for group in groups} if folded else set()

    def is_folded(self, choice: Choice, group: ShownGroup) -> bool:
        """Whether a group shows its heading only."""
        return group.key in self._folded.get(choice.group or "", ())

    def heading_cells(
        self, group: ShownGroup, aligns: Mapping[str, Align], *, folded: bool
    ) -> dict[str, GridCell]:
        """What the heading of a group shows in these columns: its name and count, and its subtotals."""
        context, label = self._document.context(), self._ledger.name_column
        cells = {}
        for name, align in aligns.items():
            kind = self._ledger.fields_by_name[name].column.kind
            text = kind.text(group.sums[name], context) if name in group.sums else ""
            cells[name] = GridCell(text, align, readonly=True, heading=True)
        if label in cells:
            text = f"{group.title}（{group.counted:,} {self._ledger.measure_word}）"
            cells[label] = GridCell(text, readonly=True, heading=True, fold="folded" if folded else "open")
        return cells

    def _heading(self, field_name: str, key: Key) -> int:
        number = self._numbers.setdefault((field_name, key), len(self._numbers))
        return -(number + 1)

    def _view(self) -> View:
        return self._document.view(self._ledger)
