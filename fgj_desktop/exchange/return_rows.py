"""Which record each row of a return is: by its hidden id as long as the name agrees, else by what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import text_of
from fgj_desktop.exchange.matching import SIMILAR
from fgj_desktop.exchange.project_names import core_of, name_key, phases, read_name
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.rules.form_spec import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from fgj_desktop.exchange.return_form import ReturnForm, ReturnRow
    from fgj_desktop.rules.form_spec import FormRow, FormSpec


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A row with the record that it is; else ``near``, the one whose name is close."""

    row: ReturnRow
    record: FormRow | None
    near: FormRow | None = None
    is_again: bool = False
    """Whether an earlier row of the file is the same record."""


@dataclass(slots=True)
class RowMatcher:
    """Finds the records of one file's rows after the other's."""

    spec: FormSpec
    district: str = ""
    _by_id: dict[int, FormRow] = field(default_factory=dict)
    _by_name: dict[str, list[FormRow]] = field(default_factory=dict)
    _cores: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Know the rows that were asked about."""
        for row in self.spec.rows:
            self._by_id[row.record] = row
            self._by_name.setdefault(name_key(row.name, self.district), []).append(row)
        self._cores = [core_of(name_key(row.name, self.district)) for row in self.spec.rows]

    def match(self, form: ReturnForm) -> list[RowMatch]:
        """The record of each row; rows with their own id and name first, then those told by what they say.

        Sorting may leave hidden ids behind: where id and name disagree and the name is another record's, the name counts.
        """
        keys = [name_key(read_name(row.name).name, self.district) for row in form.rows]
        found: dict[int, FormRow] = {}
        taken: set[int] = set()
        for at, (row, key) in enumerate(zip(form.rows, keys, strict=True)):
            known = self._by_id.get(row.record)
            if known is not None and known.record not in taken and key == name_key(known.name, self.district):
                found[at] = known
                taken.add(known.record)
        for at, key in enumerate(keys):
            if at not in found and (one := self._named(form, form.rows[at], key, taken)) is not None:
                found[at] = one
                taken.add(one.record)
        for at, row in enumerate(form.rows):
            known = self._by_id.get(row.record)
            if at not in found and known is not None and known.record not in taken:
                # The name was changed or deleted: the row is still the one that was sent.
                found[at] = known
                taken.add(known.record)
        return [
            RowMatch(row, found[at]) if at in found else self._left(row, keys[at], taken)
            for at, row in enumerate(form.rows)
        ]

    def _left(self, row: ReturnRow, key: str, taken: Collection[int]) -> RowMatch:
        """A row that no record is left for: it repeats one, is like one, or is new."""
        same = self._by_name.get(key, ()) if key else ()
        if same:
            return RowMatch(row, same[0], is_again=True)
        return RowMatch(row, None, self._near(key, row.name, taken))

    def _named(self, form: ReturnForm, row: ReturnRow, key: str, taken: Collection[int]) -> FormRow | None:
        """The record of that name; of several the one that agrees in most of what is known of it."""
        free = [one for one in self._by_name.get(key, ()) if one.record not in taken] if key else []
        return max(free, key=lambda one: self._likeness(form, row, one), default=None)

    def _likeness(self, form: ReturnForm, row: ReturnRow, one: FormRow) -> int:
        facts = [column for column in self.spec.columns if column.part in {Part.FACT, Part.FORMER}]
        return sum(
            squeeze(text_of(row.value(column.key))) == squeeze(one.cell(column).text)
            for column in facts
            if column.key in form.columns.keys.values()
        )

    def _near(self, key: str, name: str, taken: Collection[int]) -> FormRow | None:
        """The closest record that no row has taken."""
        from rapidfuzz import fuzz, process

        if not key:
            return None
        best = process.extract(
            core_of(key), self._cores, scorer=fuzz.ratio, score_cutoff=SIMILAR * 100, limit=5
        )
        for _, _, position in best:
            one = self.spec.rows[position]
            if one.record not in taken and phases(one.name) == phases(name):
                return one
        return None


def unmatched(matches: Sequence[RowMatch]) -> Iterator[RowMatch]:
    """The rows that are no record."""
    return (one for one in matches if one.record is None)
