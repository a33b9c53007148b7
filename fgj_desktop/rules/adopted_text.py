"""What becomes of a unit's words: when the adopted ones follow them, and how late ones wait in the next period."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Value


def follows_original(adopted: Value, original: Value) -> bool:
    """Whether 采用稿 goes with 报送原文: it is empty or says the same, so that nothing the clerk edited is lost."""
    return adopted in (None, "", original)


def written_behind(reported: ReportPeriod, former: Value, text: str) -> str:
    """计入下期: late words of a period behind what the next one holds already, saying where they come from."""
    marked = f"（{reported.short_title}迟报，计入本期）{text}"
    return f"{former}\n{marked}" if former else marked
