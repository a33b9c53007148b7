"""Writing scores as actions: typed, pasted, cleared, with the reason for what was deducted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.rules.town_results import SCORES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers.values import Context, Parsed
    from fgj_desktop.models.score_table import ScoreTable
    from fgj_desktop.store.writes import Writes

_NOT_APPLICABLE = frozenset({"不适用", "N/A"})
Place = tuple[int, int]


@dataclass(slots=True)
class Written:
    """What came of writing: cells stored, cells that take no score, texts that are no numbers."""

    stored: int = 0
    refused: int = 0
    misfits: int = 0

    def sentence(self, verb: str) -> str:
        """「粘贴 12 格：3 格不是评分单元格，未改动；1 格内容不符，已标出。」."""
        more = []
        if self.refused:
            more.append(f"{self.refused} 格不是可评分的单元格，未改动")
        if self.misfits:
            more.append(f"{self.misfits} 格内容不符，已标出")
        return f"{verb} {self.stored} 格{'：' + '；'.join(more) if more else ''}。"


def write_texts(
    table: ScoreTable, verb: str, texts: Mapping[Place, str], *, kind: str = "edit"
) -> Written | None:
    """Store texts in the cells of a table as one action; None when it could not be stored, which has been said.

    An empty text clears; a record that then holds nothing is deleted.
    """
    done, edits = Written(), []
    context = table.document.context()
    for place, text in texts.items():
        if not table.takes_score(*place):
            done.refused += 1
            continue
        values = read_score(text, context)
        done.misfits += isinstance(values["score"], Misfit)
        if not _is_same(table, place, values):
            edits.append((place, values))
    done.stored = len(texts) - done.refused
    if not edits:
        return done
    label = _label(table, verb, [place for place, _ in edits])
    serial = _next_serial(table)

    def write(writes: Writes) -> None:
        number = serial
        for place, values in edits:
            number += _write_one(table, writes, place, values, number)

    return done if table.document.act(label, write, kind=kind) else None


def write_reason(table: ScoreTable, place: Place, text: str) -> bool:
    """Keep the reason of a cell's score as one action; False when it could not be stored."""
    cell = table.score(*place)
    reason = text.strip()
    if reason == cell.reason or not table.takes_score(*place):
        return True
    values: dict[str, Parsed] = {"reason": reason or None}
    label = _label(table, "扣分原因", [place])
    serial = _next_serial(table)
    return table.document.act(
        label, lambda writes: _write_one(table, writes, place, values, serial, may_delete=False)
    )


def read_score(text: str, context: Context) -> dict[str, Parsed]:
    """What a text says: a number, 不适用 (also a dash), nothing, or something that does not fit and is kept."""
    kind = ledger_named(SCORES).by_name["score"].kind
    if text.strip() in _NOT_APPLICABLE:
        return {"score": None, "not_applicable": 1}
    parsed = kind.parse(text, context)
    if parsed is DASH:
        return {"score": None, "not_applicable": 1}
    return {"score": parsed, "not_applicable": None}


def _is_same(table: ScoreTable, place: Place, values: Mapping[str, Parsed]) -> bool:
    cell, score = table.score(*place), values["score"]
    if cell.not_applicable or values["not_applicable"]:
        return cell.not_applicable == bool(values["not_applicable"])
    if isinstance(score, Misfit):
        return cell.misfit == score.text
    return not cell.misfit and cell.score == score


def _write_one(
    table: ScoreTable,
    writes: Writes,
    place: Place,
    values: Mapping[str, Parsed],
    serial: int,
    *,
    may_delete: bool = True,
) -> int:
    """Write one cell; gives 1 when a record was added, which took the serial number."""
    ledger, month = ledger_named(SCORES), table.document.month
    record = table.score(*place).record
    is_empty = all(value is None for value in values.values())
    if record is None:
        if is_empty:
            return 0
        indicator, town = table.indicator(place[0]), table.town(place[1])
        assert indicator is not None
        assert town is not None
        own: dict[str, Parsed] = {
            "serial": serial,
            "year": table.sheet.year,
            "name": str(indicator.values.get("name") or ""),
            "town": town.id,
        }
        writes.insert(ledger, own | dict(values), month)
        return 1
    if is_empty and may_delete and _holds_nothing_else(table, record):
        writes.delete(ledger, [record])
    else:
        writes.put(ledger, record, month, values)
    return 0


def _holds_nothing_else(table: ScoreTable, record: int) -> bool:
    """Whether a record says nothing but its score: neither a reason nor a day, remark, note or colour."""
    (row,) = table.document.view(ledger_named(SCORES)).rows([record])
    says = any(row.values.get(name) is not None for name in ("reason", "scored_on", "remark"))
    marked = any(mark.note or mark.colour or mark.answer for mark in row.marks.values())
    return not says and not marked


def _next_serial(table: ScoreTable) -> int:
    return table.document.view(ledger_named(SCORES)).largest("serial") + 1


def _label(table: ScoreTable, verb: str, places: list[Place]) -> str:
    """「评分：乐园镇 重点项目完成率」 for one cell, 「粘贴 12 格（2021年评分表）」 for several."""
    if len(places) > 1:
        return f"{verb} {len(places)} 格（{table.sheet.year}年评分表）"
    row, column = places[0]
    indicator = table.indicator(row)
    name = "" if indicator is None else str(indicator.values.get("name") or "")
    return f"{verb}：{table.column_title(column)} {name}"
