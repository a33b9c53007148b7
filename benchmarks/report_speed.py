"""Every document of a file with 500 projects, each reported every month for five years, by its template."""

from __future__ import annotations

import datetime

from benchmarks.figure_speed import SEPTEMBER, years_file
from benchmarks.measure import Figure, milliseconds, tell
from fgj_desktop.documents.reports import REPORTS, ReportKind, ReportRequest, make_report
from fgj_desktop.documents.text_letters import LetterOptions
from fgj_desktop.documents.word_templates import shipped_template
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store


def main() -> None:
    """The slowest of all, the file just opened for each; what has nothing to say is left out."""
    found = {}
    for kind in REPORTS:
        with Store.open(years_file(), RULES, read_only=True) as store:
            request = ReportRequest(
                store, ReportPeriod(SEPTEMBER, "H2"), LetterOptions(datetime.date(2021, 10, 8))
            )
            try:
                found[kind.title] = milliseconds(lambda: _write(kind, request), 1) / 1000  # noqa: B023
            except UserError:
                continue
    slowest = max(found, key=lambda title: found[title])
    tell([Figure(f"slowest of {len(found)} documents of 500 projects ({slowest})", found[slowest], "s", 3)])


def _write(kind: ReportKind, request: ReportRequest) -> None:
    template = shipped_template(kind.title)
    make_report(kind, request, (template.read_bytes(), template.name))


if __name__ == "__main__":
    main()
