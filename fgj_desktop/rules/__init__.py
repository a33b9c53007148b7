"""The bureau's rules as pure functions: schedule, lights, checks, figures, reminders, summaries."""

from __future__ import annotations

from fgj_desktop.rules.registry import RULES, RuleSet

__all__ = ["RULES", "RuleSet"]
