"""Every command by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.cli import (
    answers,
    checking,
    collecting,
    comparing,
    exchanging,
    figuring,
    files,
    filling,
    forming,
    listing,
    merging,
    pages,
    printing,
    reporting,
    scoring,
    years,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "new": files.new,
    "sample": files.sample,
    "ledgers": answers.ledgers,
    "import": exchanging.import_workbook,
    "merge": merging.merge,
    "export": exchanging.export,
    "fill": filling.fill,
    "forms": forming.forms,
    "collect": collecting.collect,
    "print": printing.print_ledger,
    "leader": pages.leader,
    "report": reporting.report,
    "update": reporting.update,
    "figures": figuring.figures,
    "lists": figuring.lists,
    "scores": scoring.scores,
    "listing": listing.listing,
    "compare": comparing.compare,
    "close": comparing.close,
    "unlock": comparing.unlock,
    "closings": comparing.list_closings,
    "year": years.change_year,
    "reminders": answers.reminders,
    "findings": checking.list_findings,
    "chart": pages.chart,
    "wallchart": pages.wallchart,
    "screenshot": pages.screenshot,
    "history": answers.history,
    "undo": answers.undo,
    "check": files.check,
    "backup": files.backup,
    "restore": files.restore,
}
