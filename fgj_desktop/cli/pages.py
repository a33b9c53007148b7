"""Commands that paint: wall chart, leader page, chart, screenshot. Only these need Qt or matplotlib."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from fgj_desktop.cli.display import paint_off_screen
from fgj_desktop.cli.opening import month_for, reading
from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from PySide6.QtGui import QGuiApplication


def wallchart(options: Namespace) -> int:
    """Write the wall chart (挂图作战图) as a PDF."""
    from fgj_desktop.cli.columns import group_named
    from fgj_desktop.documents import wallchart as charts
    from fgj_desktop.documents.pages import A3_LANDSCAPE, A4_LANDSCAPE
    from fgj_desktop.rules.ledger_sheet import OWN_GROUPS

    require_pdf(options.out)
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        group = group_named(options.ledger, month, options.group) if options.group else OWN_GROUPS
        made = charts.wallchart(store, options.ledger, month, group_by=group)
    application = paint_application()
    from fgj_desktop.views.print_fonts import FontMeasure
    from fgj_desktop.views.print_painter import write_pdf

    paper = A4_LANDSCAPE if options.paper == "A4" else A3_LANDSCAPE
    pages = charts.wallchart_pages(made, paper, FontMeasure())
    write_pdf(pages, options.out)
    del application
    print(f"已输出 {len(pages.pages)} 页：{options.out}")
    return 0


def leader(options: Namespace) -> int:
    """Write 领导一页纸 as a PDF."""
    from fgj_desktop.documents.leader_content import leader_page
    from fgj_desktop.documents.leader_layout import LEADER_PAPER, lay_out_leader_page

    require_pdf(options.out)
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        page = leader_page(store, month, options.today or store.clock().date())
    application = paint_application()
    from fgj_desktop.views.print_fonts import FontMeasure
    from fgj_desktop.views.print_painter import write_pdf

    write_pdf(lay_out_leader_page(page, LEADER_PAPER, FontMeasure()), options.out)
    del application
    print(f"已输出：{options.out}")
    return 0


def require_pdf(out: Path) -> None:
    """Refuse every other ending."""
    if out.suffix.lower() != ".pdf":
        raise UserError(f"只能输出为 .pdf 文件，“{out.name}”未输出。")


def paint_application() -> QGuiApplication:
    """Fonts need an application; one that is already there is used."""
    paint_off_screen()
    from PySide6.QtGui import QGuiApplication

    found = QGuiApplication.instance()
    return found if isinstance(found, QGuiApplication) else QGuiApplication([sys.argv[0]])


def chart(options: Namespace) -> int:
    """Draw a chart, or list the kinds."""
    from fgj_desktop.documents.chart_kinds import KINDS, kind_named
    from fgj_desktop.documents.chart_style import ChartStyle
    from fgj_desktop.documents.charts import draw, save
    from fgj_desktop.ledgers import ledger_named
    from fgj_desktop.rules.chart_query import ChartQuery

    if options.kind is None:
        for kind in KINDS:
            print(f"{kind.name}　{kind.title}　{ledger_named(kind.ledger).title}")
        return 0
    wanted = kind_named(options.kind)
    if options.out is None:
        raise UserError("请用 -o 写明图片的位置，如 -o 图表.png。")
    with reading(options.file) as store:
        query = ChartQuery(store, ledger_named(wanted.ledger), month_for(store, options.as_of))
        made = draw(wanted, query, ChartStyle())
    save(made, options.out)
    print(f"已保存：{options.out}")
    return 0


def screenshot(options: Namespace) -> int:
    """Render the window's pages to PNG files in a folder."""
    paint_off_screen()
    if options.scale != 100:
        # Read by Qt when the application is made: the size asked for is in the pixels of the screen.
        os.environ["QT_SCALE_FACTOR"] = str(options.scale / 100)
    from fgj_desktop.views.screenshots import render_pages

    with reading(options.file) as store:
        month = month_for(store, options.as_of)
    width, height = (side * 100 // options.scale for side in options.size)
    for path in render_pages(options.file, options.out, month, (width, height), dark=options.dark):
        print(path)
    return 0
