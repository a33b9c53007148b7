"""A subset of the key projects: those of a level, a sector, a town, a unit, a leader or a tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.kinds import Choices, Flag, Link, LinkList, linked_ids
from fgj_desktop.ledgers.values import Misfit

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

UNFILLED = "未填"


@dataclass(frozen=True, slots=True)
class Subset:
    """The projects that have a value in a column by which rows are grouped.

    Of several units or leaders the first (牵头) decides, so that subsets add up to the whole as groups do; a
    project of several levels or tags is in each of their subsets. ``value`` None means: not filled.
    """

    field: Field
    value: int | str | None
    title: str
    """「责任单位：区水务局」."""

    def holds(self, row: Row) -> bool:
        """Whether a project belongs to it."""
        value = row.values.get(self.field.name)
        kind = self.field.column.kind
        if value is None or value == "":
            return self.value is None
        if isinstance(kind, Choices):
            return str(self.value) in str(value).split("、")
        if isinstance(kind, LinkList):
            return next(iter(linked_ids(value)), None) == self.value
        return value == self.value


def subset_fields() -> tuple[Field, ...]:
    """The columns by which figures can be asked for."""
    return KEY_PROJECT.group_fields


def subset_said(store: Store, month: Month, text: str) -> Subset:
    """Read 「责任单位=区水务局」 or ``funding_tags=专项债``; 「未填」 or nothing after the sign means not filled.

    Raises UserError, naming what there is, where the column or the value is unknown.
    """
    name, sign, said = (part.strip() for part in text.partition("="))
    fields = {one.title_for(month, short=True): one for one in subset_fields()}
    field = fields.get(name) or {one.name: one for one in subset_fields()}.get(name)
    if field is None or not sign:
        raise UserError(f"“{text}”不能作为范围，请写成 列=内容。可用的列：{'、'.join(fields)}。")
    return subset_of(store, month, field, said)


def subset_of(store: Store, month: Month, field: Field, said: str) -> Subset:
    """The subset of a column and the text of a value; raises UserError where no project has it."""
    title = field.title_for(month, short=True)
    choices = subset_choices(store, month, field)
    label = said or UNFILLED
    if label not in choices:
        read = field.column.kind.read(said, store.context(month)) if said else None
        label = next(
            (one for one, key in choices.items() if not isinstance(read, Misfit) and key == read), ""
        )
    if not label:
        known = "、".join(choices) or "无"
        raise UserError(f"{month.title}没有{title}为“{said}”的项目。现有：{known}。")
    return Subset(field, choices[label], f"{title}：{label}")


def subset_choices(store: Store, month: Month, field: Field) -> dict[str, int | str | None]:
    """The values that projects have in a column, by their texts, in the order of groups; 未填 last."""
    view = store.view(KEY_PROJECT, month)
    kind = field.column.kind
    found: dict[str, int | str | None] = {}
    values = list(view.counts(field.name))
    if isinstance(kind, Choices):
        words = {word for value in values if value for word in str(value).split("、")}
        known = [one for one in kind.options if one in words]
        found = {word: word for word in (*known, *sorted(words.difference(known)))}
    elif isinstance(kind, Link | LinkList):
        ids = {one for value in values if value for one in linked_ids(value)[:1]}
        labels = store.links().labels(kind.ledger)
        found = {label: one for one, label in labels.items() if one in ids}
    elif isinstance(kind, Flag):
        found = {word: flag for word, flag in (("是", 1), ("否", 0)) if flag in values}
    else:
        found = {str(value): str(value) for value in values if value}
    if any(value is None or value == "" for value in values):
        found[UNFILLED] = None
    return found
