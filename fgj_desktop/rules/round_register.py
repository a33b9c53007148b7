"""What is registered by hand in a round: returns by telephone or paper, what is sent back, chasing, the round's state.

Each function writes within an action that is already begun.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ATTACHMENT, CHASE_RECORD, REPORT_ROUND, UNIT_RETURN
from fgj_desktop.ledgers.declaration import HALVES, Axis, FilledBy
from fgj_desktop.ledgers.half_month_texts import ADOPTED_TEXT, ORIGINAL, REPORT_STATE, REPORTED_ON
from fgj_desktop.ledgers.kinds import link_list
from fgj_desktop.ledgers.report_round import (
    CLOSED,
    COLLECTED,
    COLLECTING,
    INTO_NEXT_PERIOD,
    SUBMITTED,
)
from fgj_desktop.rules.adopted_text import follows_original, written_behind
from fgj_desktop.rules.rounds import ADOPTED, MISSING, NOTHING_NEW, REPORTED, SENT_BACK

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.attachments import Kept
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

NOTHING_NEW_WORDS = "本期无新进展"
_DATES = {COLLECTED: "collected_on", SUBMITTED: "submitted_on", CLOSED: "closed_on"}
_ORDER = (COLLECTING, COLLECTED, SUBMITTED, CLOSED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came from a unit, by whatever way; ``texts`` are its words for each of its records."""

    unit: int
    state: str
    way: str
    day: datetime.date
    time: str = ""
    texts: Mapping[int, str] = field(default_factory=dict)
    treatment: str = ""
    remark: str = ""
    files: tuple[Kept, ...] = ()


def keeps_original(ledger: Ledger) -> bool:
    """Whether the ledger keeps 报送原文 and 采用稿 of half a month apart."""
    return Axis.HALF_MONTH in ledger.axes and {ORIGINAL, ADOPTED_TEXT} <= set(ledger.by_name)


def text_field(ledger: Ledger, period: ReportPeriod) -> Field | None:
    """The column that takes a unit's words: 报送原文 of the half, or the text that a month's report has."""
    if keeps_original(ledger):
        return ledger.fields_by_name[f"{ORIGINAL}:{period.half or list(HALVES)[-1]}"]
    found = (one for one in ledger.reported_texts if one.filled_by is FilledBy.UNIT)
    column = next(found, None)
    return None if column is None else ledger.fields_by_name[column.name]


def adopted_field(ledger: Ledger, period: ReportPeriod) -> Field | None:
    """采用稿 of the half; None where the ledger keeps one text alone."""
    if not keeps_original(ledger):
        return None
    return ledger.fields_by_name[f"{ADOPTED_TEXT}:{period.half or list(HALVES)[-1]}"]


def arrival_values(
    ledger: Ledger, period: ReportPeriod, row: Row, text: str, state: str, day: datetime.date
) -> dict[str, Parsed]:
    """What a unit's words put into a record.

    采用稿 follows 报送原文 only while it is empty or says the same: what the clerk has edited stays.
    """
    name = text_field(ledger, period)
    if not keeps_original(ledger):
        return {} if name is None or not text else {name.name: text}
    half = period.half or list(HALVES)[-1]
    values: dict[str, Parsed] = {f"{REPORT_STATE}:{half}": state, f"{REPORTED_ON}:{half}": day.isoformat()}
    if text:
        former, adopted = row.values.get(f"{ORIGINAL}:{half}"), row.values.get(f"{ADOPTED_TEXT}:{half}")
        values[f"{ORIGINAL}:{half}"] = text
        if state != NOTHING_NEW and follows_original(adopted, former):
            values[f"{ADOPTED_TEXT}:{half}"] = text
    return values


def register_arrival(
    writes: Writes, store: Store, info: RoundInfo, arrival: Arrival, records: Sequence[int]
) -> int:
    """Keep that a unit reported, its words beside its ``records``, and the files it sent; gives the return's id."""
    ledger = info.ledger
    into_next = arrival.treatment == INTO_NEXT_PERIOD
    period = info.period.next if into_next else info.period
    for row in store.view(ledger, period.month).rows(list(records)):
        text = arrival.texts.get(row.id, "")
        if into_next:
            _write_ahead(writes, info, row, text)
        elif values := arrival_values(ledger, period, row, text, arrival.state, arrival.day):
            writes.put(ledger, row.id, period.month, values)
    return _insert_return(writes, store, info, arrival)


def _write_ahead(writes: Writes, info: RoundInfo, row: Row, text: str) -> None:
    """计入下期: the words wait in the next period, which is still to be reported."""
    ledger, period = info.ledger, info.period.next
    target = text_field(ledger, period)
    if not text or target is None:
        return
    whole = written_behind(info.period, row.values.get(target.name), text)
    if keeps_original(ledger):
        half = period.half or list(HALVES)[-1]
        state = str(row.values.get(f"{REPORT_STATE}:{half}") or MISSING)
        writes.put(ledger, row.id, period.month, {target.name: whole, f"{REPORT_STATE}:{half}": state})
    else:
        writes.put(ledger, row.id, period.month, {target.name: whole})


def _insert_return(writes: Writes, store: Store, info: RoundInfo, arrival: Arrival) -> int:
    unit = store.links().label("responsible_unit", arrival.unit)
    values: dict[str, Parsed] = {
        "serial": _next_serial(store, UNIT_RETURN, info),
        "name": f"{unit}{info.name}"[:200],
        "round": info.id,
        "unit": arrival.unit,
        # What counts for the next period leaves the unit as it stands in this one.
        "state": None if arrival.treatment == INTO_NEXT_PERIOD else arrival.state,
        "way": arrival.way,
        "received_on": arrival.day.isoformat(),
        "received_time": arrival.time or None,
        "original": _whole_text(store, info, arrival) or None,
        "treatment": arrival.treatment or None,
        "remark": arrival.remark or None,
    }
    if arrival.files:
        values |= {"file": "、".join(one.name for one in arrival.files), "digest": arrival.files[0].digest}
    made = writes.insert(UNIT_RETURN, values)
    for one in arrival.files:
        attach(writes, UNIT_RETURN, made, one)
    return made


def attach(writes: Writes, ledger: Ledger, record: int, kept: Kept) -> None:
    """List a file that was copied beside the ledger with a record."""
    values: dict[str, Parsed] = {
        "owner_ledger": ledger.name,
        "owner": record,
        "name": kept.name,
        "category": kept.category,
        "size": kept.size,
        "digest": kept.digest,
    }
    writes.insert(ATTACHMENT, values)


def _whole_text(store: Store, info: RoundInfo, arrival: Arrival) -> str:
    """All that a unit said: one text as it stands, several each under the name of its record."""
    texts = {record: text for record, text in arrival.texts.items() if text}
    if arrival.state == NOTHING_NEW and not texts:
        return NOTHING_NEW_WORDS
    if len(texts) < 2:
        return next(iter(texts.values()), "")
    rows, name = store.view(info.ledger, info.period.month).rows(list(texts)), info.ledger.name_column
    return "\n".join(f"{row.values.get(name) or ''}：{texts[row.id]}" for row in rows)


def _next_serial(store: Store, ledger: Ledger, info: RoundInfo) -> int:
    return store.view(ledger, info.period.month).largest("serial") + 1


def send_back(
    writes: Writes,
    store: Store,
    info: RoundInfo,
    unit: int,
    reasons: str,
    last: int | None,
    records: Sequence[int],
) -> int:
    """Keep that a unit's return goes back to it, with the reasons; ``last`` is its newest return, if one is kept."""
    ledger = info.ledger
    if keeps_original(ledger):
        half = info.period.half or list(HALVES)[-1]
        for record in records:
            writes.put(ledger, record, info.period.month, {f"{REPORT_STATE}:{half}": SENT_BACK})
    values: dict[str, Parsed] = {"state": SENT_BACK, "reasons": reasons}
    if last is not None:
        writes.put(UNIT_RETURN, last, None, values)
        return last
    label = store.links().label("responsible_unit", unit)
    more: dict[str, Parsed] = {
        "serial": _next_serial(store, UNIT_RETURN, info),
        "name": f"{label}{info.name}"[:200],
        "round": info.id,
        "unit": unit,
        "received_on": store.clock().date().isoformat(),
    }
    return writes.insert(UNIT_RETURN, more | values)


def record_chase(
    writes: Writes,
    store: Store,
    info: RoundInfo,
    units: Sequence[int],
    way: str,
    at: datetime.datetime,
    *,
    words: str = "",
    answer: str = "",
) -> int:
    """Keep that units were asked again, when, by which way and with which words."""
    values: dict[str, Parsed] = {
        "serial": _next_serial(store, CHASE_RECORD, info),
        "name": f"催报{info.name}"[:200],
        "round": info.id,
        "units": link_list(list(units)),
        "chased_on": at.date().isoformat(),
        "chased_at": f"{at.hour}:{at.minute:02d}",
        "way": way,
        "words": words or None,
        "answer": answer or None,
    }
    return writes.insert(CHASE_RECORD, values)


def move(writes: Writes, info: RoundInfo, state: str, day: datetime.date) -> None:
    """Bring a round to a state: the day is kept, and the days of states behind it are taken back."""
    values: dict[str, Parsed] = {"state": state}
    if state in _DATES:
        values[_DATES[state]] = day.isoformat()
    for later in _ORDER[_ORDER.index(state) + 1 :]:
        values[_DATES[later]] = None
    writes.put(REPORT_ROUND, info.id, None, values)


def adopt(writes: Writes, info: RoundInfo, rows: Iterable[Row]) -> int:
    """汇总采用: 报送原文 becomes 采用稿 where there is none yet, and what was reported in time counts as adopted.

    Gives of how many records the text was taken.
    """
    ledger = info.ledger
    if not keeps_original(ledger):
        return 0
    half, taken = info.period.half or list(HALVES)[-1], 0
    for row in rows:
        values: dict[str, Parsed] = {}
        original, adopted = row.values.get(f"{ORIGINAL}:{half}"), row.values.get(f"{ADOPTED_TEXT}:{half}")
        state = row.values.get(f"{REPORT_STATE}:{half}")
        if original and not adopted and state not in (NOTHING_NEW, MISSING, SENT_BACK):
            values[f"{ADOPTED_TEXT}:{half}"] = str(original)
            taken += 1
        if state == REPORTED and (original or adopted):
            values[f"{REPORT_STATE}:{half}"] = ADOPTED
        if values:
            writes.put(ledger, row.id, info.period.month, values)
    return taken
