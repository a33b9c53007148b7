"""Set-ups of prints by name (打印方案), kept in the ledger file for each ledger, outside undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fgj_desktop.rules.ledger_sheet import OWN_GROUPS
from fgj_desktop.rules.print_setup import AS_SEEN, SHEETS, PrintSetup, Sheet
from fgj_desktop.store.filters import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.settings import Settings

_SETTING = "print_presets"
_UNGROUPED = "none"


class PrintPresets:
    """The presets of one ledger. What another version kept in them stays, also where this one overwrites them."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger

    def kept(self) -> list[Any]:
        """As they are kept, also those that this version cannot read."""
        every = self._settings.get(_SETTING)
        found = every.get(self._ledger.name) if isinstance(every, dict) else None
        return list(found) if isinstance(found, list) else []

    def names(self) -> list[str]:
        """The names of those that can be read, in the order in which they were saved."""
        return [name for one in self.kept() if (name := _name(one))]

    def named(self, name: str) -> PrintSetup | None:
        """The set-up of a name."""
        kept = next((one for one in self.kept() if _name(one) == name), None)
        return None if kept is None else read_setup(self._ledger, kept)

    def save(self, name: str, setup: PrintSetup) -> None:
        """Keep a set-up, in place of the one of its name.

        Raises:
            StorageProblem: it could not be written.
        """
        kept = self.kept()
        place = next((place for place, one in enumerate(kept) if _name(one) == name), len(kept))
        former = kept[place] if place < len(kept) else {}
        kept[place : place + 1] = [{**former, "name": name, **write_setup(setup)}]
        self.put(kept)

    def delete(self, name: str) -> None:
        """Forget a preset; raises as ``save``."""
        self.put([one for one in self.kept() if _name(one) != name])

    def put(self, kept: Sequence[Any]) -> None:
        """Keep these, as ``kept`` gave them before; raises as ``save``."""
        every = self._settings.get(_SETTING)
        others = every if isinstance(every, dict) else {}
        self._settings.set(_SETTING, {**others, self._ledger.name: list(kept)})


def write_setup(setup: PrintSetup) -> dict[str, Any]:
    """A set-up as JSON."""
    order = setup.order
    return {
        "paper": setup.sheet.name,
        "landscape": setup.sheet.landscape,
        "shrunk": setup.sheet.shrunk,
        "columns": None if setup.columns is None else list(setup.columns),
        "order": None
        if order is None
        else [{"field": one.field, "descending": one.descending} for one in order],
        "group": _UNGROUPED if setup.group is None else setup.group,
        "usual_notes": setup.usual_notes,
        "notes": list(setup.notes),
        "signature": setup.signature,
        "mark": setup.mark,
    }


def read_setup(ledger: Ledger, kept: Any) -> PrintSetup:  # noqa: ANN401  JSON may be anything
    """A set-up that was kept; what this version or the ledger does not know is left out."""
    if not isinstance(kept, dict):
        return PrintSetup()
    sheet = Sheet(str(kept.get("paper")), kept.get("landscape") is not False, kept.get("shrunk") is True)
    signature, mark, group = kept.get("signature"), kept.get("mark"), kept.get("group")
    columns = [one for one in _texts(kept.get("columns")) if one in ledger.fields_by_name]
    setup = PrintSetup(
        sheet=sheet if sheet in SHEETS else SHEETS[0],
        columns=tuple(dict.fromkeys(columns)) or None,
        order=_order(ledger, kept.get("order")),
        usual_notes=kept.get("usual_notes") is not False,
        notes=tuple(_texts(kept.get("notes"))),
        signature=signature if isinstance(signature, str) else None,
        mark=mark if isinstance(mark, str) else "",
    )
    if group == _UNGROUPED:
        return replace(setup, group=None)
    known = {AS_SEEN, OWN_GROUPS, *(one.name for one in ledger.group_fields)}
    return replace(setup, group=group) if isinstance(group, str) and group in known else setup


def _order(ledger: Ledger, kept: Any) -> tuple[Order, ...] | None:  # noqa: ANN401  JSON may be anything
    if not isinstance(kept, list):
        return None
    parts = [one for one in kept if isinstance(one, dict) and isinstance(one.get("field"), str)]
    return tuple(
        Order(one["field"], one.get("descending") is True)
        for one in parts
        if one["field"] in ledger.fields_by_name
    )


def _texts(kept: Any) -> list[str]:  # noqa: ANN401  JSON may be anything
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def _name(kept: Any) -> str:  # noqa: ANN401  JSON may be anything
    name = kept.get("name") if isinstance(kept, dict) else None
    return name if isinstance(name, str) else ""
