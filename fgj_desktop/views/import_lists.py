"""The folded lists of an import: what is added, changed, refused, absent; cell by cell with its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.views.fold import Fold, ListModel, ListView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.exchange.plan import AddedRecord, CellChange, ImportPlan, Place, Refused
    from fgj_desktop.views.import_session import ImportSession

_STAYS = "这些记录仍在台账中，不会删除。"


def result_folds(session: ImportSession) -> list[tuple[str, Fold]]:
    """One fold for each sort of finding that there is, under a name that stays."""
    plan = session.plan
    if plan is None:
        return []
    several = len({one.file for one in session.parts}) > 1
    folds = [
        ("added", _added("新增", "项", plan.listed, several)),
        ("named", _added("另登记单位和领导职务", "个", plan.named, several)),
        ("replaced", _changes("修改", "处", plan.replaced, several)),
        ("filled", _changes("填入", "格", plan.filled, several)),
        ("refused", _refused("未导入", "行", plan.refused_rows, several)),
        ("closed", _refused("已锁定，未导入", "格", plan.closed, several)),
        ("marked", _refused("保留原文并标出", "格", plan.marked, several)),
        ("absent", _absent(plan)),
        ("totals", _totals(plan, several)),
    ]
    return [(name, fold) for name, fold in folds if fold is not None]


def _list(
    title: str,
    titles: Sequence[str],
    count: int,
    row: Callable[[int], Sequence[str]],
    stretch: int,
    note: str = "",
) -> Fold | None:
    if not count:
        return None

    def make() -> QWidget:
        return ListView(ListModel(titles, count, row), stretch)

    return Fold(title, make, note=note)


def _place(place: Place | None, several: bool) -> str:
    if place is None:
        return ""
    return f"{place.file}　{place.text}" if several else place.text


def _added(verb: str, measure: str, found: Sequence[AddedRecord], several: bool) -> Fold | None:
    def row(at: int) -> Sequence[str]:
        one = found[at]
        month = one.month.title if one.month is not None else ""
        return (_place(one.place, several), ledger_named(one.ledger).title, one.label, month)

    return _list(f"{verb} {len(found):,} {measure}", ("位置", "台账", "名称", "报告期"), len(found), row, 2)


def _changes(verb: str, measure: str, found: Sequence[CellChange], several: bool) -> Fold | None:
    def row(at: int) -> Sequence[str]:
        one = found[at]
        return (
            _place(one.place, several),
            one.label,
            one.title,
            one.before or "（空）",
            one.after or "（空）",
        )

    titles = ("位置", "名称", "列", "台账中", "表中")
    return _list(f"{verb} {len(found):,} {measure}", titles, len(found), row, 1)


def _refused(verb: str, measure: str, found: Sequence[Refused], several: bool) -> Fold | None:
    def row(at: int) -> Sequence[str]:
        one = found[at]
        return (_place(one.place, several), one.label, one.text, one.reason)

    titles = ("位置", "名称", "原文", "原因")
    return _list(f"{verb} {len(found):,} {measure}", titles, len(found), row, 3)


def _absent(plan: ImportPlan) -> Fold | None:
    found = plan.absent

    def row(at: int) -> Sequence[str]:
        one = found[at]
        month = one.month.title if one.month is not None else ""
        return (ledger_named(one.ledger).title, one.label, month)

    title = f"台账中有、表中没有 {len(found):,} 项"
    return _list(title, ("台账", "名称", "报告期"), len(found), row, 1, _STAYS)


def _totals(plan: ImportPlan, several: bool) -> Fold | None:
    found = plan.reconciliations

    def row(at: int) -> Sequence[str]:
        one = found[at]
        return (_place(one.place, several), "一致" if one.agrees else "不一致", one.message)

    return _list(f"合计核对 {len(found):,} 处", ("位置", "结果", "说明"), len(found), row, 2)
