"""The commands that compare two states of a ledger, close a period, and open it for corrections."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import month_for, print_json, reading, writing
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.closing import (
    Correction,
    apply_closing,
    apply_unlocking,
    corrections,
    plan_closing,
    to_unlock,
    unlock_label,
)
from fgj_desktop.rules.comparison_sides import Moment, compared
from fgj_desktop.rules.comparison_words import sentences
from fgj_desktop.rules.moved_figures import moved_figures
from fgj_desktop.store.closing import CLOSES, closings

if TYPE_CHECKING:
    from argparse import Namespace


def compare(options: Namespace) -> int:
    """Two periods, days of work, or what was reported and what is now."""
    with reading(options.file) as store:
        shown = ReportPeriod(month_for(store, options.as_of))
        before, after = (Moment.parse(text, shown) for text in (options.start, options.end))
        found = compared(store, options.ledger, before, after, WAN)
    if options.json:
        print_json({**found.json(), "sentences": sentences(found)})
    else:
        print("\n".join(sentences(found)))
    return 0


def close(options: Namespace) -> int:
    """Close a period of a ledger, or lock it again after corrections."""
    with writing(options.file) as store:
        plan = plan_closing(store, options.ledger, options.period)
        with store.action(plan.label, kind=CLOSES) as writes:
            apply_closing(writes, plan)
    if options.json:
        print_json({"ledger": options.ledger.name, "period": options.period.key, "records": plan.records})
    else:
        print(f"已{plan.label}，{plan.records} {options.ledger.measure_word}。")
    return 0


def unlock(options: Namespace) -> int:
    """Open a closed period for corrections."""
    with writing(options.file) as store:
        opened = to_unlock(store, options.ledger, options.period)
        with store.action(unlock_label(options.ledger, opened), kind=CLOSES) as writes:
            apply_unlocking(writes, opened, options.reason, store.clock().date())
    if options.json:
        print_json({"ledger": options.ledger.name, "opened": [one.period.key for one in opened]})
    else:
        print(f"已{unlock_label(options.ledger, opened)}。改完请重新锁定。")
    return 0


def list_closings(options: Namespace) -> int:
    """The closed periods, each with what was corrected since."""
    with reading(options.file) as store:
        found = [
            (
                store.ledgers[one.ledger],
                one,
                corrections(store, store.ledgers[one.ledger], one, WAN),
                moved_figures(store, one),
            )
            for one in closings(store)
            if one.ledger in store.ledgers
        ]
    if options.json:
        told = [
            {
                "ledger": ledger.name,
                "period": one.period.key,
                "locked": one.is_locked,
                "closed_on": one.closed_on,
                "reason": one.reason,
                "corrections": [_correction_json(each) for each in some],
                "figures": [asdict(each) for each in moved],
            }
            for ledger, one, some, moved in found
        ]
        print_json({"closings": told})
        return 0
    for ledger, one, some, moved in found:
        state = "已锁定" if one.is_locked else "解锁更正中"
        print(f"{ledger.title}　{one.period.title}　{state}　报后更正 {len(some)} 处")
        for words in (*(each.words for each in some), *(each.words for each in moved)):
            print(f"　　{words}")
    if not found:
        print("还没有定稿的时期。")
    return 0


def _correction_json(one: Correction) -> dict[str, Any]:
    told: dict[str, Any] = {"record": str(one.record), "name": one.name, "fate": one.fate.value}
    if one.cell is not None:
        told |= {"column": one.cell.name, "reported": one.cell.before, "now": one.cell.after}
    return told
