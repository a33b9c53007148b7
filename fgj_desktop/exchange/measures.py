"""What the label of a row says: the column of a ledger that it gives, its unit and its note, or a record's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.exchange.periods import split_money_unit
from fgj_desktop.exchange.titles import title_book
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import UNIT_FACTORS

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Column, Ledger

_PART_OF = re.compile(r"^其中[:：、,，]?\s*")
_NOTE = re.compile(r"[(（]([^()（）]*)[)）]$")
UNITS = frozenset({*UNIT_FACTORS, "%", "％", "个", "项", "位", "名", "户", "百分点"})


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of the ledger that a row gives, with the unit and the note of its label."""

    column: Column
    label: str
    unit: int | None = None
    note: str = ""


def measure_of(ledger: Ledger, label: str) -> Measure | None:
    """The column of the ledger that a row's label means: 「累计（亿元）」, 「增速全市排名（11个地区）」."""
    bare = _PART_OF.sub("", squeeze(label))
    note = _NOTE.search(bare)
    book = title_book(ledger.name)
    found = book.match(bare) or (book.match(_NOTE.sub("", bare)) if note else None)
    if found is None or found.field.name in (ledger.name_column, ledger.serial_column):
        return None
    text = note[1] if note and note[1] not in UNITS and book.match(bare) is None else ""
    return Measure(found.field.column, bare, split_money_unit(bare)[1], bare if text else "")


def bare_label(label: str) -> str:
    """A label without the note at its end."""
    return _NOTE.sub("", label)


def record_name(label: str) -> str:
    """The name in a row's label: 「其中：投资项目」 and 「　　　房地产开发」 without what is not the name."""
    bare = _PART_OF.sub("", " ".join(label.split()))
    note = _NOTE.search(bare)
    return _NOTE.sub("", bare) if note and note[1] in UNITS else bare


def is_no_amount(label: str) -> bool:
    """Whether the label's note is a unit of something else than money: 「（个）」."""
    note = _NOTE.search(squeeze(label))
    return note is not None and note[1] in UNITS - UNIT_FACTORS.keys()
