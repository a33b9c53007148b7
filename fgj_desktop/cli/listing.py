"""The command that holds the key projects beside the statistics library (入统比对)."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import month_for, print_json, reading
from fgj_desktop.exchange.listing_comparison import Line, ListingComparison, compare_listing
from fgj_desktop.ledgers import STATISTICS_PROJECT
from fgj_desktop.ledgers.numbers import money_text
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from argparse import Namespace

    from fgj_desktop.ledgers.period import Month


def listing(options: Namespace) -> int:
    """Compare, with a workbook as if its list were imported; the file itself is never changed."""
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        found = (
            compare_listing(store, month) if options.workbook is None else _with_list(store, options, month)
        )
    if options.json:
        print_json({"as_of": month.last_day.isoformat(), **_json(found)})
        return 0
    if not found.lines:
        print(f"{month.title}没有可以比对的项目。请先录入重点项目，并导入统计局的在库项目名单。")
        return 0
    for line in found.lines:
        other = (
            f"（名单：{line.listed_name}）" if line.project is not None and line.listed is not None else ""
        )
        print(f"{'、'.join(one.value for one in line.outcomes)}　{line.name}{other}")
    counts = Counter(one.value for line in found.lines for one in line.outcomes)
    print("，".join(f"{title} {count} 项" for title, count in counts.items()))
    print(f"入库后可计入的实际完成投资 {money_text(found.would_add, WAN)} 万元（测算）")
    return 0


def _with_list(store: Store, options: Namespace, month: Month) -> ListingComparison:
    """The comparison in a copy of the file into which the list was imported."""
    from fgj_desktop.exchange.importer import apply, import_files
    from fgj_desktop.store.backup import make_backup

    with tempfile.TemporaryDirectory() as folder:
        copy = make_backup(store.connection, Path(folder), "copy", store.clock()).path
        with Store.open(copy, RULES) as other:
            apply(other, import_files(other, [options.workbook], STATISTICS_PROJECT, month))
            return compare_listing(other, month)


def _json(found: ListingComparison) -> dict[str, Any]:
    return {
        "lines": [_line_json(line) for line in found.lines],
        "would_add": f"{found.would_add / 100:.2f}",
    }


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "listed_name": line.listed_name or None,
        "outcomes": [one.value for one in line.outcomes],
        "own": None if line.own_amount is None else f"{line.own_amount / 100:.2f}",
        "listed": None if line.listed_amount is None else f"{line.listed_amount / 100:.2f}",
        "sure": line.is_sure,
        "missing_papers": line.missing_papers or None,
    }
