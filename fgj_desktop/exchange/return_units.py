"""Which unit a file is from, as its name or a line in it says: 「附件2：任务清单（教育局）(1).xlsx」."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.numbers import split_list
from fgj_desktop.ledgers.text import half_width, squeeze

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from fgj_desktop.store.rows import Row

_COLUMNS = ("name", "short_name", "aliases", "former_names")
_SIGNS = re.compile(r"[\s\d_\-—–~.,;:!()\[\]{}<>【】《》“”‘’、。，；：！？+&#@/\\|]+")
_ENDS = (
    "局",
    "镇",
    "办",
    "委",
    "部",
    "院",
    "所",
    "站",
    "中心",
    "公司",
    "街道",
    "办事处",
    "政府",
    "大队",
    "支队",
    "会",
)
_UP_TO_END = re.compile(rf".*(?:{'|'.join(_ENDS)})")
"""A piece of a name without what follows the unit: 「住建局最终版」."""
_SHORTEST, _LONGEST = 2, 12
_PLACE = re.compile(r"^.{2,4}?[市区县](?=.{2,})")


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """The units that a text names; ``doubtful`` are those between which it does not tell."""

    units: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    text: str = ""
    """The words that are doubtful."""


@dataclass(slots=True)
class UnitNames:
    """Every name of every unit; those that were ``asked`` come first where a text does not tell."""

    asked: frozenset[int]
    labels: Mapping[int, str]
    _names: dict[str, set[int]] = field(default_factory=dict)

    def add(self, rows: Iterable[Row]) -> None:
        """Know the units of the ledger 责任单位 by all their names."""
        for row in rows:
            for column in _COLUMNS:
                for word in split_list(str(row.values.get(column) or "")):
                    if len(key := _key(word)) >= _SHORTEST:
                        self._names.setdefault(key, set()).add(row.id)

    def label(self, unit: int) -> str:
        """The short name of a unit."""
        return self.labels.get(unit, "")

    def named_in(self, text: str) -> UnitGuess:
        """The units that a file's name or a line names, by any of their names, else by an abbreviation."""
        words = _key(PurePath(text).name if "." in text else text)
        whole = self._contained(words)
        if whole:
            sure = [self._preferred(self._names[name]) for name in whole]
            if doubtful := next((ids for ids in sure if len(ids) > 1), None):
                name = next(name for name in whole if self._preferred(self._names[name]) == doubtful)
                return UnitGuess((), tuple(sorted(doubtful)), name)
            return UnitGuess(tuple(dict.fromkeys(unit for ids in sure for unit in ids)))
        return self._by_parts(text)

    def _contained(self, words: str) -> list[str]:
        """The names that stand in the text, without those that are part of a longer one."""
        found = sorted((name for name in self._names if name in words), key=lambda one: -len(one))
        kept: list[str] = []
        rest = words
        for name in found:
            if name in rest:
                kept.append(name)
                rest = rest.replace(name, "\n")
        return sorted(kept, key=words.index)

    def _by_parts(self, text: str) -> UnitGuess:
        """A part of the text that abbreviates a unit's name: 卫健局 of 区卫生健康局, 教育局 of 区教育局."""
        for piece in _SIGNS.split(half_width(PurePath(text).stem)):
            found_end = _UP_TO_END.match(piece)
            part = found_end[0] if found_end is not None else ""
            if not _SHORTEST < len(part) <= _LONGEST:
                continue
            exact = self._preferred(
                {unit for name, ids in self._names.items() if part in name for unit in ids}
            )
            found = exact or self._preferred(
                {unit for name, ids in self._names.items() if _abbreviates(part, name) for unit in ids}
            )
            if len(found) == 1:
                return UnitGuess(tuple(found))
            if found:
                return UnitGuess((), tuple(sorted(found)), part)
        return UnitGuess()

    def _preferred(self, ids: Collection[int]) -> set[int]:
        """Of several units those that owe this report."""
        return set(ids) & self.asked or set(ids)


def _key(text: str) -> str:
    return squeeze(half_width(text))


def _abbreviates(short: str, name: str) -> bool:
    """Whether all signs of ``short`` stand in the name in order, ending alike, and it begins as the name or what follows its place."""
    if len(short) >= len(name) or short[-1] != name[-1]:
        return False
    bare = _PLACE.sub("", name)
    if short[0] not in {name[0], bare[:1]}:
        return False
    rest = iter(name)
    return all(sign in rest for sign in short)
