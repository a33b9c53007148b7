"""The figures of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.figure import FigureRule, count

if TYPE_CHECKING:
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.projects import Rows

LEDGER = "meeting"
TRAINING, SUBJECT = "培训", "专项债"


def _trainings(basis: Basis) -> Rows:
    return tuple(
        row
        for row in basis.rows(LEDGER)
        if row.values.get("kind") == TRAINING and SUBJECT in str(row.values.get("name") or "")
    )


FIGURES: tuple[FigureRule, ...] = (
    count(
        "trainings",
        "专项债专题培训",
        "本年会议类型为培训、名称含“专项债”的会议数",
        _trainings,
        LEDGER,
        "次",
    ),
)
