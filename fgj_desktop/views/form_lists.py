"""The two lists of 发放填报表: which units get a form, and which columns they fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.views.pick_list import PickList, PickModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.models.form_choice import FormChoice


_ANY_HEIGHT = 16_777_215


def unit_list(choice: FormChoice, changed: Callable[[], object]) -> PickList:
    """The units with how many records each is asked about; of one table for all nothing is to be ticked."""
    units = choice.units
    records = choice.sending.whole.records_of if choice.sending is not None else choice.ledger

    def text(place: int) -> Sequence[str]:
        _unit, name, count = units[place]
        return name, f"{count} {records.measure_word}"

    def ticked(place: int, column: int) -> bool | None:
        if column or choice.whole:
            return None
        return units[place][0] not in choice.left_out

    def pick(place: int, _column: int) -> None:
        choice.turn_unit(units[place][0])
        changed()

    return _filling(PickModel(("单位", f"填报{records.record_title}"), len(units), text, ticked, pick), 0)


def column_list(choice: FormChoice, changed: Callable[[], object]) -> PickList:
    """The columns that units may fill, ticked where the form opens them."""
    fields = choice.fields

    def text(place: int) -> Sequence[str]:
        one = fields[place]
        return one.title_for(choice.period.month), one.column.help

    def ticked(place: int, column: int) -> bool | None:
        return None if column else fields[place].name in choice.open

    def pick(place: int, _column: int) -> None:
        choice.turn_column(fields[place].name)
        changed()

    return _filling(PickModel(("列", "说明"), len(fields), text, ticked, pick), 1)


def _filling(model: PickModel, stretch: int) -> PickList:
    """A list that is as high as the room it gets."""
    made = PickList(model, stretch)
    made.setMinimumHeight(0)
    made.setMaximumHeight(_ANY_HEIGHT)
    return made
