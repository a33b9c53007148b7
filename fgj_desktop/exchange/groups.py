"""What the group a row stands under says of it: 行业, 项目性质, 级别, 责任单位."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Choice, Choices
from fgj_desktop.ledgers.values import Context, Parsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.ledgers import Ledger

_NATURES = {"在建": "续建", "续建": "续建", "结转": "续建", "新建": "新开工", "拟开工": "新开工"}
_LEVELS = {
    "省重点": "省、市、区",
    "市重点": "市、区",
    "区重点": "区",
    "省级": "省、市、区",
    "市级": "市、区",
    "区级": "区",
}
_NO_SECTOR = ("本级", "全区", "全市", "重点", "区属", "市属", "省属", "项目库")


@dataclass(slots=True)
class GroupReader:
    """Reads group titles for one ledger; ``find_unit`` gives the unit of a name."""

    ledger: Ledger
    find_unit: Callable[[str], int | None]
    _known: dict[tuple[str, ...], dict[str, Parsed]] = field(default_factory=dict)

    def words(self) -> frozenset[str]:
        """Names that make a lone text a group title."""
        found = {*_NATURES, *_LEVELS}
        for name in ("nature", self.ledger.sector_column):
            kind = self.ledger.by_name[name].kind if name in self.ledger.by_name else None
            if isinstance(kind, Choice):
                found |= {*kind.options, *(other for other, _ in kind.synonyms)}
        return frozenset(found)

    def values(self, groups: tuple[str, ...]) -> dict[str, Parsed]:
        """The values that the groups give to fields the row itself leaves empty; inner groups win."""
        if groups not in self._known:
            found: dict[str, Parsed] = {}
            for text in groups:
                values = self._one(text)
                # A project listed under 市重点 and again under 区重点 has both levels.
                if len(str(found.get("level") or "")) > len(str(values.get("level") or "")):
                    values.pop("level", None)
                found.update(values)
            self._known[groups] = found
        return self._known[groups]

    def _one(self, text: str) -> dict[str, Parsed]:
        names = self.ledger.by_name
        if "level" in names and text in _LEVELS and isinstance(names["level"].kind, Choices):
            return {"level": _LEVELS[text]}
        if "nature" in names:
            kind = names["nature"].kind
            nature = _NATURES.get(text) or kind.parse(text, Context())
            if isinstance(nature, str):
                return {"nature": nature}
        if (chosen := self._choice(text)) is not None:
            return chosen
        unit = self.find_unit(text)
        if unit is not None and self.ledger.unit_column is not None:
            return {self.ledger.unit_column: unit}
        sector = self.ledger.sector_column
        if sector is not None and not any(word in text for word in _NO_SECTOR):
            value = names[sector].kind.parse(text, Context())
            if isinstance(value, str) and len(value) <= 12:
                return {sector: value}
        return {}

    def _choice(self, text: str) -> dict[str, Parsed] | None:
        """The value of the one column of choices that knows the words: 「一、正式项目（5项）」."""
        found: dict[str, Parsed] = {}
        for column in self.ledger.columns:
            kind = column.kind
            if not isinstance(kind, Choice) or not column.groups or column.computed is not None:
                continue
            known = {**{one: one for one in kind.options}, **dict(kind.synonyms)}
            value = known.get(text) or known.get(f"{text}项目") or known.get(f"{text}类")
            if value is not None:
                found[column.name] = value
        return found if len(found) == 1 else None
