"""Units and leaders that cells name: found by any of their names, proposed as the same, or added as new."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.matching import SIMILAR
from fgj_desktop.exchange.plan import AddedRecord, Place
from fgj_desktop.ledgers import Ledger, ledger_named
from fgj_desktop.ledgers.kinds import Link, LinkList, link_list
from fgj_desktop.ledgers.numbers import read_decimal, split_list
from fgj_desktop.ledgers.text import comparison_key, squeeze, tidy
from fgj_desktop.ledgers.values import DASH, DASH_TEXTS, Misfit, Parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.asking import Asker
    from fgj_desktop.exchange.recorder import Recorder
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store

NEW, SAME = "new", "same"
_NOBODY = frozenset({"无", "待定", "未定", "暂无", "待明确", "未明确", "同上"})
_LIST_SIGNS = re.compile(r"[、，,；;\n/／]+|\s{2,}|　+")
_SUFFIXES = ("人民政府", "办事处", "政府", "党工委")
_COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|其他|其它|全体|所有|全区|市直|区直)|(?:成员|有关|相关|各)单位$|^(?:镇办|镇街|街道|部门|单位)$"
)
"""Names of several units together: no unit of its own is made of them."""
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class _Near:
    """A record that a name may mean."""

    record: int
    is_sure: bool


@dataclass(slots=True)
class LinkReader:
    """Reads cells that name records of the ledgers without axes (责任单位, 领导) and of others."""

    store: Store
    recorder: Recorder
    asker: Asker
    month: Month
    added: list[AddedRecord] = field(default_factory=list)
    _new: dict[tuple[str, str], int] = field(default_factory=dict)
    _labels: dict[int, str] = field(default_factory=dict)
    _serials: dict[str, int] = field(default_factory=dict)
    _aliases: dict[int, str] = field(default_factory=dict)

    def label(self, ledger: str, record: int) -> str:
        """The short text of a record, also of one added by this import."""
        return self._labels.get(record) or self.store.links().label(ledger, record)

    def register(self, ledger: Ledger, record: int, texts: Sequence[str]) -> None:
        """Make a record that this import adds findable by these texts."""
        names = [text for text in texts if text]
        for text in names:
            self._new.setdefault((ledger.name, squeeze(text)), record)
        if names:
            self._labels[record] = names[0]

    def find(self, ledger: str, text: str) -> int | None:
        """The record that the text names, of the file or of this import."""
        word = squeeze(text)
        found = self.store.links().find(ledger, word)
        return found if found is not None else self._new.get((ledger, word))

    def read(self, kind: Link | LinkList, text: str, place: Place | None) -> tuple[Parsed, list[int]]:
        """The value of a link cell, and for a single link the further records the cell names."""
        stripped = tidy(text)
        if not stripped:
            return None, []
        if stripped in DASH_TEXTS:
            return DASH, []
        ids: list[int] = []
        for word in self._words(kind.ledger, stripped):
            found = self._resolve(kind.ledger, word, place)
            if found is None:
                reason = "是统称，不是一个单位" if _COLLECTIVE.search(word) else "未登记"
                return Misfit(stripped, f"“{word}”{reason}"), []
            if found not in ids:
                ids.append(found)
        if isinstance(kind, LinkList):
            return link_list(ids), []
        return (ids[0] if ids else None), ids[1:]

    def _words(self, ledger: str, text: str) -> list[str]:
        """The names in a cell; a blank inside a name of two or three signs (张　三) does not part it."""
        if self.find(ledger, text) is not None:
            return [squeeze(text)]
        parts = [part.strip() for part in _LIST_SIGNS.split(text)]
        words: list[str] = []
        for part in parts:
            pieces = part.split()
            whole = len(pieces) > 1 and (
                self.find(ledger, part) is not None or all(len(p) <= 2 for p in pieces)
            )
            words += [squeeze(part)] if whole else [word for piece in pieces for word in split_list(piece)]
        return words

    def _resolve(self, ledger: str, word: str, place: Place | None) -> int | None:
        found = self.find(ledger, word)
        if found is not None:
            return found
        target = ledger_named(ledger)
        if "aliases" in target.by_name and _COLLECTIVE.search(word):
            return None
        # Only units and posts are known by a name alone; a record of another ledger is more than its name.
        if target.axes or target.identity or word in _NOBODY or len(word) > _LONGEST:
            return None
        if "。" in word or read_decimal(word) is not None:
            return None
        near = self._similar(target, word)
        if near is not None and self._ask(target, word, near, place):
            self._add_alias(target, near.record, word)
            return near.record
        return self._create(target, word, place)

    def _ask(self, ledger: Ledger, word: str, near: _Near, place: Place | None) -> bool:
        """Whether the name is a known record's; unattended a unit's abbreviation is, a leader's post is not."""
        label = self.label(ledger.name, near.record)
        answer = self.asker.ask(
            f"name:{ledger.name}:{word}",
            "name",
            f"{ledger.title}“{word}”未登记，是否即“{label}”？",
            [(SAME, f"即“{label}”"), (NEW, f"新增“{word}”")],
            SAME if near.is_sure and "aliases" in ledger.by_name else NEW,
            place,
            near.record,
        )
        return answer == SAME

    def _similar(self, ledger: Ledger, word: str) -> _Near | None:
        """The record whose name is close to the word; sure when one of the two abbreviates the other."""
        from rapidfuzz import fuzz

        names = dict(self.store.links().names(ledger.name))
        names |= {text: record for (name, text), record in self._new.items() if name == ledger.name}
        mine = _bare(word)
        best: dict[int, float] = {}
        sure: set[int] = set()
        for text, record in names.items():
            other = _bare(text)
            score = fuzz.ratio(mine, other) / 100
            if len(mine) >= 3 and (mine == other or _abbreviates(mine, other) or _abbreviates(other, mine)):
                sure.add(record)
                score = max(score, SIMILAR)
            # Posts that differ by one word (分管农业, 分管工业) are different posts.
            if score >= SIMILAR and ("aliases" in ledger.by_name or mine == other):
                best[record] = max(score, best.get(record, 0.0))
        if not best:
            return None
        record = max(best, key=lambda one: (one in sure, best[one]))
        return _Near(record, is_sure=sure == {record})

    def _add_alias(self, ledger: Ledger, record: int, word: str) -> None:
        self._new[(ledger.name, word)] = record
        if "aliases" not in ledger.by_name:
            return
        known = self._aliases.get(record)
        if known is None:
            rows = self.store.view(ledger, self.month).rows([record])
            known = str(rows[0].values["aliases"] or "") if rows else ""
        known = f"{known}、{word}" if known else word
        self._aliases[record] = known
        self.recorder.put(ledger, record, None, {"aliases": known})

    def _create(self, ledger: Ledger, word: str, place: Place | None) -> int:
        values: dict[str, Parsed] = {ledger.name_column: word}
        if ledger.label != ledger.name_column:
            values[ledger.label] = word
        if ledger.serial_column is not None:
            values[ledger.serial_column] = self._next_serial(ledger, ledger.serial_column)
        if "unit_type" in ledger.by_name and (kind := _unit_type(word)):
            values["unit_type"] = kind
        record = self.recorder.insert(ledger, values, None)
        self.register(ledger, record, [word])
        self.added.append(AddedRecord(ledger.name, record, word, None, place))
        return record

    def _next_serial(self, ledger: Ledger, column: str) -> int:
        if ledger.name not in self._serials:
            values = self.store.view(ledger, self.month).values([column])
            self._serials[ledger.name] = max((int(value or 0) for (value,) in values.values()), default=0)
        self._serials[ledger.name] += 1
        return self._serials[ledger.name]

    def used_serial(self, ledger: Ledger, serial: object) -> None:
        """A record with that 排序号 is being added: later ones come after it."""
        if isinstance(serial, int):
            self._serials[ledger.name] = max(self._serials.get(ledger.name, 0), serial)


def _bare(name: str) -> str:
    key = comparison_key(name)
    for suffix in _SUFFIXES:
        if key.endswith(suffix) and len(key) > len(suffix) + 1:
            return key.removesuffix(suffix)
    return key


def _abbreviates(short: str, long: str) -> bool:
    """Whether all signs of ``short`` stand in ``long`` in order, ending alike: 卫健局 of 浈江区卫生健康局."""
    if not long or short[-1] != long[-1] or len(short) >= len(long):
        return False
    rest = iter(long)
    return all(sign in rest for sign in short)


def _unit_type(name: str) -> str | None:
    if name.endswith(("镇", "镇人民政府", "镇政府")):
        return "镇"
    return "街道" if name.endswith(("街道", "街道办事处", "街道办")) else None
