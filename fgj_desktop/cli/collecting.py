"""The command that collects returns (收表汇总)."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING

from fgj_desktop.cli.opening import back_up_before, print_json, writing
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.ledgers.report_round import CLOSED

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from fgj_desktop.exchange.return_plan import ReturnException, ReturnsPlan
    from fgj_desktop.exchange.return_reader import ReturnSource
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.store import Store

_MOST_LINES = 40
_TITLES_WITHIN = 3
_NOON = datetime.time(12)


def collect(options: Namespace) -> int:
    """Collect the returns in a folder; without answers every exception is dealt with by its default, which is said."""
    from fgj_desktop.exchange.return_applier import apply_returns
    from fgj_desktop.exchange.return_plan import Decisions
    from fgj_desktop.exchange.return_planner import plan_returns
    from fgj_desktop.exchange.return_reader import read_returns

    sources = read_returns(options.folder)
    received = datetime.datetime.combine(options.received, _NOON) if options.received else None
    message = ""
    problems: list[str] = []
    with writing(options.file) as store:
        one = _round(store, sources, options)
        plan = plan_returns(store, one, sources, received=received)
        if not options.dry_run:
            back_up_before(store)
            outcome = apply_returns(store, plan, Decisions())
            plan, message, problems = outcome.plan, outcome.message, outcome.problems
    if options.json:
        print_json({"dry_run": options.dry_run, "outcome": message, "problems": problems, **plan.json()})
    else:
        print("\n".join([*plan_lines(plan), *problems, *([message] if message else [])]))
    return 0


def _round(store: Store, sources: Sequence[ReturnSource], options: Namespace) -> RoundInfo:
    """The round asked for; else the one that most forms in the folder belong to, or that they name; else the newest open one."""
    from fgj_desktop.exchange.return_form import marks_of
    from fgj_desktop.rules.rounds import rounds

    known = rounds(store)
    if options.ledger is not None and options.period is not None:
        return _asked(store, known, options)
    candidates = [one for one in known if options.ledger in (None, one.ledger)]
    candidates = [one for one in candidates if options.period in (None, one.period)]
    marks = Counter((found.ledger, found.period) for each in sources if (found := marks_of(each)) is not None)
    for (ledger, period), _count in marks.most_common():
        for one in candidates:
            if (one.ledger.name, one.period) == (ledger, period):
                return one
    begun = [one for one in candidates if one.state != CLOSED]
    chosen = next((one for one in begun if _is_named(one, sources)), next(iter(begun), None))
    if chosen is None:
        raise UserError(
            "没有正在收集的报送轮次，未作改动。请先发放填报表，或写明台账和时期（--ledger、--period）。"
        )
    return chosen


def _is_named(one: RoundInfo, sources: Sequence[ReturnSource]) -> bool:
    """Whether a table without its hidden marks still has the title that the round's forms have."""
    from fgj_desktop.exchange.cells import text_of

    texts = (
        text_of(cell)
        for each in sources
        for sheet in each.sheets
        for row in sheet.rows[:_TITLES_WITHIN]
        for cell in row
        if isinstance(cell, str)
    )
    return any(one.rule_title in text and one.period.title in text for text in texts)


def _asked(store: Store, known: Sequence[RoundInfo], options: Namespace) -> RoundInfo:
    """The round of a ledger and period; begun now when no form went out for it."""
    from fgj_desktop.rules.form_columns import require_period
    from fgj_desktop.rules.rounds import RoundInfo, proposed_round, round_of

    found = next((one for one in known if (one.ledger, one.period) == (options.ledger, options.period)), None)
    if found is not None:
        return found
    require_period(options.ledger, options.period)
    values = proposed_round(store, options.ledger, options.period)
    if options.dry_run:
        told = {name: value for name, value in values.items() if isinstance(value, str | int)}
        return RoundInfo(0, options.ledger, options.period, dict(told))
    with store.action(f"开始报送：{values['name']}") as writes:
        writes.insert(REPORT_ROUND, values)
    made = round_of(store, options.ledger, options.period)
    assert made is not None
    return made


def plan_lines(plan: ReturnsPlan) -> list[str]:
    """A plan in words, the counts first."""
    lines = [f"{plan.round.name}：{plan.message}"]
    for one in plan.units:
        if one.has_return:
            filled = f"，填报 {one.filled}／{len(one.records)} 项" if one.filled else ""
            changes = f"，采用 {len(one.changes)} 处" if one.changes else ""
            lines.append(f"　{one.name}：{one.standing}{filled}{changes}")
    lines += _first([_exception_line(one) for one in plan.exceptions])
    lines += _first([f"“{one.name}”{one.state.value}：{one.reason}" for one in plan.files if one.reason])
    lines += _first([f"“{one.name}”：{notice}" for one in plan.files for notice in one.notices])
    if plan.missing_message:
        lines.append(plan.missing_message)
    return lines


def _exception_line(one: ReturnException) -> str:
    return f"{one.text}按“{one.choice_text(one.default)}”处理。"


def _first(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"……另有 {rest} 条"] if rest > 0 else [])]
