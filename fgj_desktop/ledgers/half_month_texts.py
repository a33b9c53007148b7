"""The columns of a report of half a month: what a unit said, what is adopted of it, how it stands and since when."""

from __future__ import annotations

ORIGINAL, ADOPTED_TEXT, REPORT_STATE, REPORTED_ON = "original", "progress", "report_state", "reported_on"
"""报送原文, 采用稿, 报送状态, 报送日期: every ledger that keeps them calls them so, each for a half."""
