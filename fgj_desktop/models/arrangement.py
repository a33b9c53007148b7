"""Which columns of a ledger are shown, in which order, and how many stay in view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from fgj_desktop.ledgers import Field, Ledger


@dataclass(frozen=True, slots=True)
class Arrangement:
    """``order`` names every field of the ledger, hidden ones at their place; ``frozen`` counts leading shown ones."""

    order: tuple[str, ...]
    hidden: frozenset[str] = frozenset()
    frozen: int = 0

    @classmethod
    def usual(cls, ledger: Ledger) -> Self:
        """As the ledger declares: frozen up to the names."""
        order = tuple(one.name for one in ledger.grid_fields(every=True))
        hidden = frozenset(one.name for one in ledger.fields if not one.column.shown)
        return cls(order, hidden, order.index(ledger.name_column) + 1)

    @classmethod
    def read(cls, ledger: Ledger, kept: Any) -> Self:  # noqa: ANN401  JSON may be anything
        """An arrangement that was kept, perhaps by a version with other columns.

        Columns that are gone are left out; new ones stand behind the one they are declared behind.
        """
        usual = cls.usual(ledger)
        if not isinstance(kept, dict):
            return usual
        order = [one for one in dict.fromkeys(_texts(kept.get("order"))) if one in usual.order]
        new = [name for name in usual.order if name not in order]
        hidden = {one for one in _texts(kept.get("hidden")) if one in order} | (usual.hidden & {*new})
        for name in new:
            before = usual.order[: usual.order.index(name)]
            order.insert(next((order.index(one) + 1 for one in reversed(before) if one in order), 0), name)
        frozen = kept.get("frozen")
        made = cls(tuple(order), frozenset(hidden - {ledger.name_column}))
        count = frozen if isinstance(frozen, int) else usual.frozen
        return replace(made, frozen=min(max(count, 0), len(made.shown)))

    def kept(self) -> dict[str, Any]:
        """As JSON, for ``read``."""
        return {"order": list(self.order), "hidden": sorted(self.hidden), "frozen": self.frozen}

    # --- what is shown --------------------------------------------------------------------------

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the columns shown, from left to right."""
        return tuple(name for name in self.order if name not in self.hidden)

    def fields(self, ledger: Ledger) -> tuple[Field, ...]:
        """The columns shown, from left to right."""
        return tuple(ledger.fields_by_name[name] for name in self.shown)

    def same_columns(self, other: Arrangement) -> bool:
        """Whether the same columns are shown in the same order; what stays in view may differ."""
        return self.shown == other.shown

    # --- changes --------------------------------------------------------------------------------

    def hiding(self, names: Collection[str]) -> Self:
        """Without these columns; the others that stay in view still do."""
        frozen = sum(name not in names for name in self.shown[: self.frozen])
        return replace(self, hidden=self.hidden | {*names}, frozen=frozen)

    def showing(self, names: Iterable[str]) -> Self:
        """With these columns too, at their places."""
        wanted = {*names} & self.hidden
        last = self.shown[self.frozen - 1] if self.frozen else None
        made = replace(self, hidden=self.hidden - wanted)
        return replace(made, frozen=0 if last is None else made.shown.index(last) + 1)

    def showing_only(self, names: Collection[str]) -> Self:
        """With these columns and no others."""
        return self.showing(names).hiding([name for name in self.order if name not in names])

    def moving(self, name: str, before: str | None) -> Self:
        """With a column before another shown one; None puts it at the end.

        A column put among those that stay in view stays in view, and one taken from there no longer does.
        """
        if name == before:
            return self
        others = [one for one in self.order if one != name]
        shown = [one for one in self.shown if one != name]
        frozen = self.frozen - (name in self.shown[: self.frozen])
        place = len(shown) if before is None else shown.index(before)
        at = others.index(before) if before is not None else others.index(shown[-1]) + 1 if shown else 0
        inside = place < frozen or (place == frozen and name in self.shown[: self.frozen])
        return replace(self, order=(*others[:at], name, *others[at:]), frozen=frozen + inside)

    def stepping(self, name: str, by: int) -> Self:
        """With a column one place further to the right (1) or to the left (-1)."""
        shown = self.shown
        place = shown.index(name) + by
        if not 0 <= place < len(shown):
            return self
        behind = place + (by > 0)
        return self.moving(name, shown[behind] if behind < len(shown) else None)

    def freezing(self, count: int) -> Self:
        """With so many leading columns staying in view."""
        return replace(self, frozen=min(max(count, 0), len(self.shown)))


def _texts(kept: Any) -> list[str]:  # noqa: ANN401  JSON may be anything
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []
