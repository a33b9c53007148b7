"""The command that prints a ledger: whole, or a document for each unit or leader."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from fgj_desktop.cli.columns import group_named
from fgj_desktop.cli.opening import month_for, reading
from fgj_desktop.cli.pages import paint_application, require_pdf
from fgj_desktop.cli.presets import preset_named
from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.rules.print_parts import LEADER, UNIT, field_for
from fgj_desktop.rules.print_setup import (
    PrintSetup,
    Seen,
    Sheet,
    parts_as_set_up,
    sheet_as_set_up,
    sheet_of_part,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.ledger_sheet import LedgerSheet
    from fgj_desktop.store.store import Store

_WHOM = {UNIT: "责任单位", LEADER: "挂点领导"}


def print_ledger(options: Namespace) -> int:
    """Write the printed ledger as a PDF; for each unit or leader one in a folder, or all behind each other."""
    if options.each is None or options.out.suffix:
        require_pdf(options.out)
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        setup = setup_of(store, options.ledger, month, options)
        if options.each is None:
            seen = Seen(as_reported=options.as_reported)
            sheets = [("", sheet_as_set_up(store, options.ledger, month, setup, seen))]
        elif options.as_reported:
            raise UserError("定稿时的内容只能整表打印，不能分别打印。")
        else:
            sheets = _parts(store, options.ledger, month, setup, options.each)
        return _write(sheets, setup.sheet, options)


def setup_of(store: Store, ledger: Ledger, month: Month, options: Namespace) -> PrintSetup:
    """The preset named, else the usual one, with what else was asked for; raises UserError for an unknown name."""
    setup = preset_named(store, ledger, options.preset)
    if options.paper is not None:
        setup = replace(setup, sheet=Sheet(options.paper, setup.sheet.landscape))
    if options.shrink:
        setup = replace(setup, sheet=Sheet("A3", setup.sheet.landscape, shrunk=True))
    if options.group is not None:
        setup = replace(setup, group=group_named(ledger, month, options.group))
    return setup if options.mark is None else replace(setup, mark=options.mark)


def _parts(
    store: Store, ledger: Ledger, month: Month, setup: PrintSetup, each: str
) -> list[tuple[str, LedgerSheet]]:
    field = _parting_field(ledger, each)
    parts = parts_as_set_up(store, ledger, month, setup, field)
    if not parts:
        raise UserError(f"{ledger.title}在{month.title}没有内容，未输出。")
    return [(part.name, sheet_of_part(store, ledger, month, setup, part)) for part in parts]


def _parting_field(ledger: Ledger, each: str) -> Field:
    field = field_for(ledger, each)
    if field is None:
        raise UserError(f"{ledger.title}没有{_WHOM[each]}，不能分别打印。")
    return field


def _write(sheets: Sequence[tuple[str, LedgerSheet]], on: Sheet, options: Namespace) -> int:
    from fgj_desktop.documents.file_names import file_name, unlike
    from fgj_desktop.documents.ledger_pages import ledger_pages
    from fgj_desktop.documents.page_changes import joined

    application = paint_application()
    from fgj_desktop.views.print_fonts import FontMeasure
    from fgj_desktop.views.print_painter import write_pdf

    made = [(name, ledger_pages(sheet, on, FontMeasure())) for name, sheet in sheets]
    count = sum(len(one.pages.pages) for _, one in made)
    if options.out.suffix:
        every = [one.pages for _, one in made]
        write_pdf(joined(every, every[0].title) if len(every) > 1 else every[0], options.out)
        print(f"已输出 {count} 页：{options.out}")
    else:
        _make_folder(options.out)
        used: set[str] = set()
        for name, one in made:
            title = unlike(file_name(f"{options.ledger.title}（{name}）"), used)
            write_pdf(one.pages, options.out / f"{title}.pdf")
        print(f"已输出 {len(made)} 份，共 {count} 页：{options.out}")
    del application
    for titles in dict.fromkeys(one.dropped for _, one in made if one.dropped):
        print(f"纸面宽度不够，{len(titles)} 列未打印：{'、'.join(titles)}。", file=sys.stderr)
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"不能建立文件夹“{folder}”，未输出。请另选位置。") from error
