"""Views of a ledger by name: what narrows, orders and groups its rows, and which columns are shown.

They are kept in the ledger file, outside undo, in the order in which they were saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_args

from fgj_desktop.models.arrangement import Arrangement
from fgj_desktop.models.chips import ALL, chips_of
from fgj_desktop.models.choice import Choice, Only
from fgj_desktop.models.filter_conditions import can_be_asked
from fgj_desktop.models.ready_views import ready_views
from fgj_desktop.store.filters import ColumnFilter, How, Order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.store.settings import Settings

_SETTING = "views"
_VERSION = 1
_WIDEST = 1_000
_LARGEST = 2**63
_VALUES = {"blank": 0, "filled": 0, "this_month": 0, "this_year": 0, "between": 2, "dated": 2}
"""How many values a condition holds; one where it is not told, any number of what is ticked."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view; one without an ``arrangement`` leaves the columns as they are."""

    name: str
    choice: Choice
    arrangement: Arrangement | None = None
    widths: Mapping[str, float] = field(default_factory=dict)

    def shows(self, choice: Choice, arrangement: Arrangement, widths: Mapping[str, float]) -> bool:
        """Whether this is what is shown by now."""
        if choice != self.choice:
            return False
        return self.arrangement is None or (self.arrangement == arrangement and {**self.widths} == {**widths})


def ready(ledger: Ledger) -> list[SavedView]:
    """The views that every ledger file has."""
    chips = {chip.name: chip for chip in chips_of(ledger.name)}
    return [
        SavedView(one.name, Choice(chips.get(one.chip, ALL), order=one.order, group=one.group))
        for one in ready_views(ledger.name)
    ]


class SavedViews:
    """The views of one ledger that were saved in the file."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger

    def kept(self) -> list[Any]:
        """As they are kept, also those that this version cannot read."""
        every = self._settings.get(_SETTING)
        found = every.get(self._ledger.name) if isinstance(every, dict) else None
        return list(found) if isinstance(found, list) else []

    def all(self) -> list[SavedView]:
        """The views that can be read, in the order in which they were saved."""
        read = (read_view(self._ledger, one) for one in self.kept())
        return [one for one in read if one is not None]

    def named(self, name: str) -> SavedView | None:
        """The view of a name, a ready one or a saved one."""
        return next((one for one in (*ready(self._ledger), *self.all()) if one.name == name), None)

    def save(self, view: SavedView) -> None:
        """Keep a view, in place of one with its name.

        Raises:
            StorageProblem: it could not be written.
        """
        kept = self.kept()
        written = write_view(view)
        places = [place for place, one in enumerate(kept) if _name(one) == view.name]
        if places:
            kept[places[0]] = written
        else:
            kept.append(written)
        self.put(kept)

    def rename(self, former: str, name: str) -> None:
        """Give a view another name; raises as ``save``."""
        self.put([{**one, "name": name} if _name(one) == former else one for one in self.kept()])

    def delete(self, name: str) -> None:
        """Forget a view; raises as ``save``."""
        self.put([one for one in self.kept() if _name(one) != name])

    def put(self, kept: Sequence[Any]) -> None:
        """Keep these, as ``kept`` gave them before; raises as ``save``."""
        every = self._settings.get(_SETTING)
        self._settings.set(
            _SETTING, {**(every if isinstance(every, dict) else {}), self._ledger.name: list(kept)}
        )


# --- JSON -------------------------------------------------------------------------------------------


def write_view(view: SavedView) -> dict[str, Any]:
    """A view as JSON."""
    choice = view.choice
    return {
        "version": _VERSION,
        "name": view.name,
        "chip": choice.chip.name,
        "search": choice.search,
        "filters": [
            {"field": one.field, "how": one.how, "values": list(one.values), "marks": list(one.marks)}
            for one in choice.columns
        ],
        "only": None
        if choice.only is None
        else {"records": [*choice.only.records], "source": choice.only.source},
        "order": [{"field": one.field, "descending": one.descending} for one in choice.order],
        "group": choice.group,
        "columns": None if view.arrangement is None else view.arrangement.kept(),
        "widths": dict(view.widths),
    }


def read_view(ledger: Ledger, kept: Any) -> SavedView | None:  # noqa: ANN401  JSON may be anything
    """A view that was kept; what this version does not know of it is left out. None for no view at all."""
    name = _name(kept)
    if not name:
        return None
    chips = {chip.name: chip for chip in chips_of(ledger.name)}
    search, group, columns = kept.get("search"), kept.get("group"), kept.get("columns")
    choice = Choice(
        chip=chips.get(str(kept.get("chip")), ALL),
        search=search if isinstance(search, str) else "",
        order=tuple(
            Order(one["field"], bool(one.get("descending"))) for one in _of_fields(ledger, kept.get("order"))
        ),
        group=group if isinstance(group, str) and group in ledger.fields_by_name else None,
        only=_read_only(kept.get("only")),
    )
    for one in _of_fields(ledger, kept.get("filters")):
        wanted = _read_filter(ledger.fields_by_name[one["field"]], one)
        choice = choice if wanted is None else choice.with_column(wanted)
    view = SavedView(name, choice)
    if not isinstance(columns, dict):
        return view
    return replace(view, arrangement=Arrangement.read(ledger, columns), widths=_widths(kept.get("widths")))


def _read_filter(field: Field, kept: Mapping[str, Any]) -> ColumnFilter | None:
    values, marks = kept.get("values"), kept.get("marks", [])
    how = next((one for one in get_args(How) if one == kept.get("how")), None)
    if how is None or not isinstance(values, list) or not isinstance(marks, list):
        return None
    plain = all(one is None or isinstance(one, float | str) or _is_stored(one) for one in values)
    fits = how in ("picked", "left_out") or len(values) == _VALUES.get(how, 1)
    if not (plain and fits and all(isinstance(one, str) for one in marks)):
        return None
    wanted = ColumnFilter(field.name, how, tuple(values), tuple(marks))
    return wanted if can_be_asked(field, wanted) else None


def _of_fields(ledger: Ledger, kept: Any) -> list[dict[str, Any]]:  # noqa: ANN401  JSON may be anything
    """The parts that are of a field which the ledger has."""
    parts = kept if isinstance(kept, list) else []
    named = [one for one in parts if isinstance(one, dict) and isinstance(one.get("field"), str)]
    return [one for one in named if one["field"] in ledger.fields_by_name]


def _read_only(kept: Any) -> Only | None:  # noqa: ANN401  JSON may be anything
    records, source = (kept.get("records"), kept.get("source")) if isinstance(kept, dict) else (None, None)
    if not (isinstance(records, list) and isinstance(source, str) and all(map(_is_stored, records))):
        return None
    return Only(tuple(records), source)


def _widths(kept: Any) -> dict[str, float]:  # noqa: ANN401  JSON may be anything
    found = kept if isinstance(kept, dict) else {}
    return {
        name: float(width)
        for name, width in found.items()
        if isinstance(width, int | float) and 0 < width < _WIDEST
    }


def _is_stored(value: Any) -> bool:  # noqa: ANN401  JSON may be anything
    """Whether the database can hold the number."""
    return isinstance(value, int) and -_LARGEST <= value < _LARGEST


def _name(kept: Any) -> str:  # noqa: ANN401  JSON may be anything
    name = kept.get("name") if isinstance(kept, dict) else None
    return name if isinstance(name, str) else ""
