"""数据来源: each figure of a document with its formula, its ledger, the records behind it and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import (
    Heading,
    Paragraph,
    Table,
    TableColumn,
    TextRun,
    WordDocument,
    runs,
)
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.figure_names import Form
from fgj_desktop.rules.shown import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fgj_desktop.documents.word_content import Block, Runs
    from fgj_desktop.documents.word_update import Moved
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.figure import Figure
    from fgj_desktop.rules.figure_names import NamedFigure
    from fgj_desktop.rules.telling import Telling

_RECORDS_IN_A_ROW, _MOVED = 20, 12
NOTE = "本表由台账生成：数字的口径、涉及的记录和合计。同一口径的记录只列一次。"


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A count that only one kind of document has: how many units reported this half month."""

    name: str
    text: str
    formula: str
    ledgers: str
    records: tuple[str, ...]


def sources_document(
    title: str,
    names: Iterable[str],
    telling: Telling,
    moved: Sequence[Moved] = (),
    own: Sequence[OwnFigure] = (),
    notes: Sequence[str] = (),
) -> WordDocument:
    """The source page of a document that holds the figures of these names; ``moved`` tells what was before.

    ``notes`` say whether a closed period is told as it was reported, or what was corrected since.
    """
    asked = tuple(dict.fromkeys(names))
    known = [found for name in asked if (found := telling.named(name)) is not None]
    own = sorted((one for one in own if one.name in asked), key=lambda one: asked.index(one.name))
    before = {one.name: one.before for one in moved}
    blocks: list[Block] = [Paragraph(runs(NOTE)), _overview(known, telling.month, before, own)]
    if before:
        # Each stands marked in its row as well.
        pairs = "、".join(f"{one.name}：{one.before}→{one.after}" for one in moved[:_MOVED])
        pairs += "等" if len(moved) > _MOVED else ""
        blocks.insert(
            1, Paragraph(runs(TextRun(f"与上次不同的数字 {len(moved)} 个：{pairs}。", marked=True)))
        )
    blocks[1:1] = [Paragraph(runs(TextRun(note, marked=True))) for note in notes]
    blocks += _records(known, own)
    day = telling.month.last_day
    return WordDocument(
        f"{title}\n数据来源",
        tuple(blocks),
        subtitle=f"（数据截至{day.year}年{day.month}月{day.day}日）",
        period=telling.month.key,
    )


def _overview(
    known: Sequence[NamedFigure], month: Month, before: Mapping[str, str], own: Sequence[OwnFigure]
) -> Table:
    told = []
    for one in known:
        figure = one.figure
        formula, number = _formula(figure, month), len(figure.rows)
        told.append((one.name, _number(one, before), formula, _ledgers(figure), number))
    told += [
        (count.name, _now(count.name, count.text, before), count.formula, count.ledgers, len(count.records))
        for count in own
    ]
    rows = [
        (runs(str(number)), runs(name), text, runs(formula), runs(ledgers), runs(str(count)))
        for number, (name, text, formula, ledgers, count) in enumerate(told, 1)
    ]
    columns = (
        TableColumn("序号", 0.7, "center"),
        TableColumn("数据项", 2.2),
        TableColumn("文中数", 1.5, "right"),
        TableColumn("口径（筛选和公式）", 4.2),
        TableColumn("台账", 1.6),
        TableColumn("记录数", 0.9, "right"),
    )
    return Table(columns, tuple(rows), small=True)


def _number(one: NamedFigure, before: Mapping[str, str]) -> Runs:
    return runs("（名单）") if one.form is Form.NAMES else _now(one.name, one.text, before)


def _now(name: str, text: str, before: Mapping[str, str]) -> Runs:
    if name not in before:
        return runs(text)
    return runs(text, TextRun(f"（上次{before[name]}）", marked=True))


def _formula(figure: Figure, month: Month) -> str:
    """The figure's own title and formula; the date where it is another than the period's."""
    day = figure.as_of
    dated = "" if day == month.last_day else f"（数据截至{day.year}年{day.month}月{day.day}日）"
    return f"{figure.title}：{figure.formula}{dated}"


def _ledgers(figure: Figure) -> str:
    return "、".join(ledger_named(name).title for name in (figure.ledger, *figure.also))


def _records(known: Sequence[NamedFigure], own: Sequence[OwnFigure]) -> list[Block]:
    """The records behind the figures, those behind several told once, with what each adds to a sum."""
    found: dict[tuple[str, tuple[int, ...], str], list[str]] = {}
    figures: dict[tuple[str, tuple[int, ...], str], Figure] = {}
    for one in known:
        figure = one.figure
        if figure.rows:
            key = (figure.ledger, figure.rows, figure.id if figure.parts else "")
            found.setdefault(key, []).append(one.name)
            figures[key] = figure
    rows = [row for key, some in found.items() for row in _listed("、".join(some), figures[key])]
    rows += [row for count in own if count.records for row in _in_rows(count.name, count.records, "", "")]
    columns = (TableColumn("数据项", 1.5), TableColumn("记录", 5))
    return [Heading(1, runs("涉及的记录")), Table(columns, tuple(rows), small=True)] if rows else []


def _listed(names: str, figure: Figure) -> list[tuple[Runs, Runs]]:
    """One row of the table, or several where the records are many: a row is not cut by the end of a page."""
    is_money = figure.unit == "亿元"
    said = [
        f"{name} {_part(part, is_money=is_money)}" if figure.parts else name
        for name, part in zip(figure.names, figure.parts or (None,) * len(figure.names), strict=True)
    ]
    unit = f"，单位：{'万元' if is_money else figure.unit}" if figure.parts else ""
    total = f"。合计 {shown_text(figure.value, figure.unit, figure.decimals)}" if figure.parts else ""
    return _in_rows(names, said, unit, total)


def _in_rows(names: str, said: Sequence[str], unit: str, total: str) -> list[tuple[Runs, Runs]]:
    pieces = [said[first : first + _RECORDS_IN_A_ROW] for first in range(0, len(said), _RECORDS_IN_A_ROW)]
    rows = []
    for index, piece in enumerate(pieces):
        head = f"共 {len(said)} 条{unit}：" if index == 0 else ""
        tail = total if index == len(pieces) - 1 else "；"
        rows.append((runs(names if index == 0 else "（续）"), runs(f"{head}{'；'.join(piece)}{tail}")))
    return rows


def _part(part: object, *, is_money: bool) -> str:
    if part is None:
        return "—"
    amount = int(str(part)) if not is_money else int(str(part)) / WAN
    return f"{amount:,.2f}".rstrip("0").rstrip(".") if is_money else f"{amount:,}"
