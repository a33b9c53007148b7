"""发放填报表: the forms of a round written to a folder, and the round registered as one action.

What was sent is kept with the round, so that a return is compared with it even when the form has lost its hidden sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.form_writer import kept_words, write_forms
from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.ledgers.report_round import BY_UNIT, CLOSED, WHOLE_TABLE
from fgj_desktop.rules.form_columns import require_period
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_spec import FormHead, FormSpec, SentContent
from fgj_desktop.rules.reporters import UNITS
from fgj_desktop.rules.rounds import RoundInfo, proposed_round, round_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Sending:
    """What would be sent: the form of all, the files' own forms, and what the round's record would hold."""

    whole: FormSpec
    forms: tuple[FormSpec, ...]
    mode: str
    round: RoundInfo | None
    """The round that is there already."""
    values: Mapping[str, Parsed]

    @property
    def label(self) -> str:
        """What the action is called."""
        return f"发放填报表：{self.values.get('name') or self.whole.title}"

    @property
    def left_out(self) -> str:
        """What no form asks for, in words; empty when there is nothing."""
        names = [f"“{row.name}”" for row in self.whole.without_unit]
        if self.mode == WHOLE_TABLE or not names:
            return ""
        more = f"等 {len(names)} {self.whole.records_of.measure_word}" if len(names) > _MOST_TOLD else ""
        return f"{'、'.join(names[:_MOST_TOLD])}{more}没有填写单位，未列入任何单位的填报表。"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the files, the round's record, and whether all forms were written."""

    paths: tuple[Path, ...]
    round: int
    is_complete: bool
    message: str


def usual_mode(period: ReportPeriod) -> str:
    """整表一份 for half a month, as the bureau sends it to the group; else each unit its own."""
    return WHOLE_TABLE if period.half else BY_UNIT


def round_values(store: Store, ledger: Ledger, period: ReportPeriod) -> dict[str, Parsed]:
    """What the round's record says, or would begin with; raises UserError for a period that does not suit the ledger."""
    require_period(ledger, period)
    known = round_of(store, ledger, period)
    if known is None:
        return proposed_round(store, ledger, period)
    stored = {column.name for column in REPORT_ROUND.columns if column.computed is None}
    return {name: _stored(value) for name, value in known.values.items() if name in stored}


def _stored(value: object) -> Parsed:
    return value if isinstance(value, int | str) else None


def plan_sending(
    store: Store,
    ledger: Ledger,
    period: ReportPeriod,
    *,
    mode: str = "",
    entries: Sequence[str] | None = None,
    units: Collection[int] | None = None,
    changes: Mapping[str, Parsed] | None = None,
) -> Sending:
    """What sending would write, without writing it.

    Args:
        store: the open file.
        ledger: whose columns are asked for.
        period: the month, or the half of it.
        mode: 整表一份 or 按单位分发; that of the round, or the usual one, when empty.
        entries: the fields that forms open; the usual ones when None.
        units: whose forms are written, of 按单位分发; all when None.
        changes: what the round's record is to say: 发文名义, 截止日期, 联系人.

    Raises:
        UserError: the period does not suit the ledger, the round is closed, or there is nothing to ask.
    """
    known = round_of(store, ledger, period)
    values = {**round_values(store, ledger, period), **(changes or {})}
    if known is not None and known.state == CLOSED:
        raise UserError(f"《{known.name}》已定稿并锁定，不能再发放填报表。如需改动，请用“解锁更正”。")
    chosen = mode or str(values.get("mode") or "") or usual_mode(period)
    whole = form_spec(store, ledger, period, head=FormHead.of(values), entries=entries)
    if missing := set(units or ()) - set(whole.unit_names):
        labels = store.links().labels(UNITS)
        names = "、".join(name for unit, name in labels.items() if unit in missing)
        raise UserError(f"{names}在{period.title}没有需要填报的{whole.records_of.record_title}。")
    version = _version(known, whole)
    whole = replace(whole, version=version)
    forms = (whole,) if chosen == WHOLE_TABLE else _parts(whole, units)
    if not whole.rows or not forms:
        raise UserError(_nothing(whole))
    return Sending(whole, forms, chosen, known, {**values, "mode": chosen, "form_version": version})


def _version(known: RoundInfo | None, whole: FormSpec) -> int:
    """The number of the forms: another one only when what they say is not what went out before."""
    last = int(known.values.get("form_version") or 0) if known is not None else 0
    if known is None or last == 0:
        return 1
    earlier, now = SentContent.parse(known.text("sent_content")), whole.sent()
    same = earlier.keys == now.keys and all(now.rows.get(one) == earlier.rows[one] for one in earlier.rows)
    return last if same else last + 1


def _parts(whole: FormSpec, units: Collection[int] | None) -> tuple[FormSpec, ...]:
    return tuple(one for one in whole.by_unit() if units is None or one.unit in units)


def _nothing(whole: FormSpec) -> str:
    kind = whole.records_of.record_title
    if not whole.rows:
        return f"“{whole.ledger.title}”在{whole.period.title}没有需要填报的{kind}。"
    return f"没有可以发放的单位：{kind} {len(whole.rows)} {whole.records_of.measure_word}都没有填写单位。"


def send(
    store: Store,
    sending: Sending,
    folder: Path,
    progress: Callable[[int, int], bool] | None = None,
) -> Sent:
    """Write the forms, then register the round as one action; stopped in the middle, nothing is registered.

    Raises:
        UserError: the folder does not exist.
        EnvironmentProblem: a file is open elsewhere, disk full, no permission. Forms written before stay.
    """
    paths = tuple(write_forms(sending.forms, folder, progress))
    of = len(sending.forms)
    if len(paths) < of:
        return Sent(paths, 0, False, f"已停止：写好填报表 {len(paths)} 份，共 {of} 份，未登记发放。")
    record = register(store, sending, folder)
    return Sent(paths, record, True, sent_words(sending, folder, paths))


def sent_words(sending: Sending, folder: Path, paths: Sequence[Path]) -> str:
    """「已发放填报表 11 份，存放在“…”。」, and what no form asks for."""
    kept = kept_words(sending.forms, paths)
    return f"已发放填报表 {len(sending.forms)} 份，存放在“{folder.name}”。{kept}{sending.left_out}"


def register(store: Store, sending: Sending, folder: Path) -> int:
    """Keep in the round what was sent, when, and where it lies, as an action; gives its record."""
    with store.action(sending.label) as writes:
        return record_sending(store, writes, sending, folder)


def record_sending(store: Store, writes: Writes, sending: Sending, folder: Path) -> int:
    """The same within an action; gives the round's record."""
    today = store.clock().date()
    values: dict[str, Parsed] = {
        **sending.values,
        "sent_on": today.isoformat(),
        "sent_content": _sent_by(sending).json,
        "form_folder": str(folder.resolve()),
    }
    if sending.round is not None:
        writes.put(REPORT_ROUND, sending.round.id, None, values)
        return sending.round.id
    month = sending.whole.period.month
    serial = store.view(REPORT_ROUND, month).largest("serial") + 1
    return writes.insert(REPORT_ROUND, {**values, "serial": serial})


def _sent_by(sending: Sending) -> SentContent:
    rows = {record: texts for one in sending.forms for record, texts in one.sent().rows.items()}
    sent = SentContent(sending.whole.sent().keys, rows)
    if sending.round is None:
        return sent
    return sent.after(SentContent.parse(sending.round.text("sent_content")))
