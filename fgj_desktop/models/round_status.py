"""本期工作 as it stands: which units sent what and when, and how far the round has come."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import CHASE_RECORD
from fgj_desktop.ledgers.dates import date_bounds, date_text
from fgj_desktop.rules.round_register import keeps_original, text_field
from fgj_desktop.rules.rounds import (
    ADOPTED,
    LATE,
    MISSING,
    NOTHING_NEW,
    REPORTED,
    SENT_BACK,
    standings,
)
from fgj_desktop.store.closing import closings

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.rules.rounds import ReturnInfo, RoundInfo, UnitStanding
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

STATES = (REPORTED, NOTHING_NEW, LATE, MISSING, SENT_BACK)
"""How a unit may stand, in the order of their counts."""


@dataclass(frozen=True, slots=True)
class RecordText:
    """A record's title and the words that it holds by now; record 0 stands for a unit without any."""

    record: int
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of a round: how it stands, what came and when, and when it was last asked again."""

    unit: int | None
    name: str
    state: str
    way: str = ""
    when: str = ""
    records: tuple[int, ...] = ()
    chased: str = ""
    telephone: str = ""
    last_return: int | None = None
    note: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether something is still to come."""
        return self.state in (MISSING, SENT_BACK)


class RoundStatus:
    """One reading of a round; a new one is made after every change."""

    def __init__(self, store: Store, info: RoundInfo) -> None:
        self.store = store
        self.info = info

    @property
    def ledger(self) -> Ledger:
        """The ledger that the round is about."""
        return self.info.ledger

    @cached_property
    def units(self) -> list[UnitLine]:
        """Every unit that owes a report or sent one, in their order."""
        return [self._line(one) for one in standings(self.store, self.info)]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many units stand how."""
        every = [one.state for one in self.units]
        return {state: every.count(state) for state in STATES}

    @cached_property
    def missing(self) -> list[UnitLine]:
        """The units of which something is still to come."""
        return [one for one in self.units if one.is_missing]

    @property
    def to_chase(self) -> list[UnitLine]:
        """Those of them that can be asked again: records without a unit have nobody to ask."""
        return [one for one in self.missing if one.unit is not None]

    def _line(self, one: UnitStanding) -> UnitLine:
        last = next(iter(one.returns), None)
        return UnitLine(
            one.unit,
            one.name,
            REPORTED if one.state == ADOPTED else one.state,
            "" if last is None else last.text("way"),
            "" if last is None else _when(last),
            one.records,
            next((self.chases[record] for record in one.chased if record in self.chases), ""),
            one.telephone,
            None if last is None else last.id,
            "" if last is None else _note(last),
        )

    @cached_property
    def chases(self) -> dict[int, str]:
        """The records of having asked again, the oldest first, each as 「9月30日 10:20 电话」."""
        rows = self.store.view(CHASE_RECORD, self.info.period.month).rows()
        found = (row for row in rows if row.values.get("round") == self.info.id)
        return {row.id: _chase_words(row) for row in sorted(found, key=lambda row: row.id)}

    # --- texts ----------------------------------------------------------------------------------

    def rows_of(self, line: UnitLine) -> list[Row]:
        """The records of a unit as of the period."""
        return self.store.view(self.ledger, self.info.period.month).rows(list(line.records))

    def record_texts(self, line: UnitLine) -> list[RecordText]:
        """The words that each record of a unit holds; for one without records, a place for its words."""
        field = text_field(self.ledger, self.info.period)
        if field is None:
            return [RecordText(0, "这个台账不分项记录文字，内容只记入报送登记。")]
        return [
            RecordText(row.id, title_of(self.ledger, row), str(row.values.get(field.name) or ""))
            for row in self.rows_of(line)
        ] or [RecordText(0, "该单位在台账中没有牵头事项，内容只记入报送登记。")]

    @cached_property
    def is_edited_apart(self) -> bool:
        """Whether 报送原文 and 采用稿 are kept apart."""
        return keeps_original(self.ledger)

    @cached_property
    def is_locked(self) -> bool:
        """Whether the period is closed and not open for corrections, by its own closing or a later one."""
        last = self.info.period.last_day
        known = closings(self.store, self.ledger.name)
        return any(one.is_locked and one.period.last_day >= last for one in known)

    def state_notes(self) -> list[str]:
        """Below each state, the day on which it was reached."""
        reached = (
            ("sent_on", "发放"),
            ("collected_on", "汇总"),
            ("submitted_on", "送审"),
            ("closed_on", "定稿"),
        )
        days = ((short_day(self.info.values.get(column)), word) for column, word in reached)
        return [f"{day}{word}" if day else "" for day, word in days]


def title_of(ledger: Ledger, row: Row) -> str:
    """「3. 推进农业转移人口市民化」."""
    name = str(row.values.get(ledger.name_column) or f"（未填{ledger.record_title}）")
    serial = row.values.get(ledger.serial_column or "")
    return f"{serial}. {name}" if serial else name


def short_day(stored: Value) -> str:
    """「9月30日」 of a stored date, empty for none."""
    text = date_text(str(stored)) if stored else ""
    return text[5:] if text[4:5] == "年" else text


def day_of(stored: Value) -> datetime.date | None:
    """A stored date that is known to the day."""
    first, last = date_bounds(str(stored)) if stored else ("", "")
    return datetime.date.fromisoformat(first) if first and first == last else None


def _when(one: ReturnInfo) -> str:
    return f"{short_day(one.values.get('received_on'))} {one.text('received_time')}".strip()


def _note(one: ReturnInfo) -> str:
    """What else is known of a return: why it went back, what became of a late one."""
    parts = [one.text(name) for name in ("reasons", "treatment", "remark")]
    return "；".join(part for part in parts if part)


def _chase_words(row: Row) -> str:
    day = short_day(row.values.get("chased_on"))
    parts = (day, row.values.get("chased_at"), row.values.get("way"))
    return " ".join(str(part) for part in parts if part)
