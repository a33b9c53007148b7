"""A comparison as sentences: what the clerk pastes into a message or a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.values import UNIT_TITLES
from fgj_desktop.rules.comparison import Comparison, Fate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.rules.comparison import CellDifference, RecordDifference

_BLANK = "空白"
_QUOTED = 40
_BETWEEN = {Fate.ADDED: "新增", Fate.LEFT: "减少", Fate.CHANGED: "有变动", Fate.SAME: "无变动"}


def counts_sentence(found: Comparison) -> str:
    """「2021年9月与2021年8月相比：新增 2 项，减少 1 项，有变动 45 项（130 处），无变动 1 项。」."""
    unit = found.ledger.measure_word
    if found.is_same:
        return f"{found.after.title}与{found.before.title}相比没有变化（{len(found.records)} {unit}）。"
    parts = []
    for fate, verb in _BETWEEN.items():
        count = len(found.of(fate))
        cells = f"（{found.cells:,} 处）" if fate is Fate.CHANGED and count else ""
        parts.append(f"{verb} {count:,} {unit}{cells}")
    return f"{found.after.title}与{found.before.title}相比：{'，'.join(parts)}。"


def sentences(found: Comparison) -> list[str]:
    """The counts, who came, who left, then record by record what changed."""
    said = [counts_sentence(found)]
    said += [_listed(found, fate, some) for fate in (Fate.ADDED, Fate.LEFT) if (some := found.of(fate))]
    said += [record_sentence(found, one) for one in found.of(Fate.CHANGED)]
    return said


def changed_words(found: Comparison) -> dict[tuple[int, str], str]:
    """By record and field, what the older state held: 「2021年8月为 2,800（+400）」."""
    return {
        (one.record, cell.name): _held_before(found, cell)
        for one in found.of(Fate.CHANGED)
        for cell in one.cells
    }


def _held_before(found: Comparison, cell: CellDifference) -> str:
    by = f"（{cell.difference}）" if cell.difference else ""
    return f"{found.before.title}为 {cell.before or _BLANK}{by}"


def _listed(found: Comparison, fate: Fate, records: Sequence[RecordDifference]) -> str:
    names = "、".join(f"{one.name}（{one.note}）" if one.note else one.name for one in records)
    return f"{fate.value} {len(records):,} {found.ledger.measure_word}：{names}。"


def record_sentence(found: Comparison, one: RecordDifference) -> str:
    """「乐园镇小学扩建：累计完成投资由2,800万元增至3,200万元（增加400万元）；形象进度由“…”改为“…”。」."""
    return f"{one.name}：{'；'.join(cell_words(found, cell) for cell in one.cells)}。"


def cell_words(found: Comparison, cell: CellDifference) -> str:
    """What became of one cell, without the record's name."""
    if not cell.is_figure:
        if not cell.before:
            return f"{cell.title}填报“{_quoted(cell.after)}”"
        after = f"改为“{_quoted(cell.after)}”" if cell.after else f"改为{_BLANK}"
        return f"{cell.title}由“{_quoted(cell.before)}”{after}"
    before, after = (_figure(found, cell, text) for text in (cell.before, cell.after))
    if not cell.before:
        return f"{cell.title}填报{after}"
    if not cell.difference:
        return f"{cell.title}由{before}改为{after if cell.after else _BLANK}"
    rose = not cell.difference.startswith("-")
    verb, size = ("增至", cell.difference[1:]) if rose else ("减至", cell.difference[1:])
    return f"{cell.title}由{before}{verb}{after}（{'增加' if rose else '减少'}{_figure(found, cell, size)}）"


def _figure(found: Comparison, cell: CellDifference, text: str) -> str:
    if not isinstance(cell.field.column.kind, Money):
        return text
    return f"{text}{UNIT_TITLES[found.after.context.money_unit]}"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[:_QUOTED] + "…"
