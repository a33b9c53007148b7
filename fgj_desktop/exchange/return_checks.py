"""Whether what units state passes the ledger's checks: written, looked at, and taken back again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import return_asking as asking
from fgj_desktop.exchange.return_cells import FORMULA_WORDS
from fgj_desktop.exchange.return_plan import KEEP
from fgj_desktop.ledgers.declaration import Severity
from fgj_desktop.ledgers.kinds import Quantity
from fgj_desktop.ledgers.values import Context, Misfit
from fgj_desktop.rules.checks import findings_by_record
from fgj_desktop.rules.score_form import is_scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.return_plan import ReturnCell, ReturnException, UnitResult
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.rules.form_spec import FormSpec
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.store import Store


_WEIGHT = "weight"


class Failure(NamedTuple):
    """What is wrong with a record once the return is taken: the column, and the sentence."""

    field: str
    message: str


def failing(
    store: Store, one: RoundInfo, spec: FormSpec, results: Sequence[UnitResult]
) -> tuple[list[UnitResult], list[ReturnException]]:
    """The results without the cells with which checks newly fail, and those cells as exceptions, a unit each."""
    cells = [cell for result in results for cell in result.changes]
    if not cells or store.read_only:
        return list(results), []
    new = _unfit(spec, cells) if is_scored(one.ledger) else _new_findings(store, one, cells)
    kept, asked = [], []
    for result in results:
        failed, messages = _failed(result, new)
        empty = [cell for cell in failed if _holds_nothing(cell)]
        if rest := [cell for cell in failed if cell not in empty]:
            told = messages if not empty else [one for one in messages if not _is_of_formula(one)]
            asked.append(asking.checks(result.unit, result.name, rest, told or messages))
        if empty:
            told = [one for one in messages if _is_of_formula(one)]
            asked.append(asking.checks(result.unit, result.name, empty, told, "formula", KEEP))
        left = tuple(one for one in result.changes if one not in failed)
        kept.append(replace(result, changes=left) if failed else result)
    return kept, asked


def _new_findings(store: Store, one: RoundInfo, cells: Sequence[ReturnCell]) -> dict[int, list[Failure]]:
    """What the ledger's checks find once the cells are written, and did not find before."""
    before = _findings(store, one, cells)
    try:
        with store.rehearsal() as writes:
            for cell in cells:
                writes.put(one.ledger, cell.record, one.period.month, {cell.field: cell.value})
            store.look_again()
            after = _findings(store, one, cells)
    except UserError:
        # A closed period refuses what is written; it is told when the returns are to be written.
        return {}
    return {
        record: [
            Failure(each.field, each.message)
            for each in found
            if each not in before.get(record, ()) and _matters(each)
        ]
        for record, found in after.items()
    }


def _unfit(spec: FormSpec, cells: Sequence[ReturnCell]) -> dict[int, list[Failure]]:
    """Scores that are no numbers, or above what the indicator is worth."""
    worth = {row.record: _hundredths(row.cells[_WEIGHT].text) for row in spec.rows if _WEIGHT in row.cells}
    found: dict[int, list[Failure]] = {}
    for cell in cells:
        most = worth.get(cell.record)
        if isinstance(cell.value, Misfit):
            message = f"{cell.title}“{cell.after}”{cell.value.reason}。"
        elif isinstance(cell.value, int) and most is not None and cell.value > most:
            message = f"{cell.title}{cell.after}大于分值。"
        else:
            continue
        found.setdefault(cell.record, []).append(Failure(cell.field, message))
    return found


def _hundredths(text: str) -> int | None:
    value = Quantity().parse(text, Context())
    return value if isinstance(value, int) else None


def _findings(store: Store, one: RoundInfo, cells: Sequence[ReturnCell]) -> dict[int, list[Finding]]:
    month = one.period.month
    rows = store.view(one.ledger, month).rows(list({cell.record for cell in cells}))
    return findings_by_record(one.ledger, rows, store.context(month), month)


def _matters(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO and finding.is_open


def _failed(result: UnitResult, new: dict[int, list[Failure]]) -> tuple[list[ReturnCell], list[str]]:
    """The cells at which checks fail; where they fail at a column that was not filled, all that was filled of the record."""
    failed: list[ReturnCell] = []
    messages: list[str] = []
    for record in dict.fromkeys(cell.record for cell in result.changes):
        own = [cell for cell in result.changes if cell.record == record]
        for finding in new.get(record, ()):
            messages.append(f"“{_short(own[0].label)}”{finding.message}")
            failed += [cell for cell in own if cell.field == finding.field] or own
    return list(dict.fromkeys(failed)), messages


def _holds_nothing(cell: ReturnCell) -> bool:
    """Whether a cell is a formula without a result: there is nothing in it to keep."""
    return isinstance(cell.value, Misfit) and _is_of_formula(cell.value.reason)


def _is_of_formula(words: str) -> bool:
    return any(said in words for said in FORMULA_WORDS)


def _short(text: str) -> str:
    return text if len(text) <= 16 else f"{text[:15]}…"
