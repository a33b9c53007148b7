"""The command that tells the assessment of towns: totals, places, grades, and what is not scored yet."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import month_for, print_json, reading
from fgj_desktop.errors import UserError
from fgj_desktop.rules.town_results import (
    assessed_years,
    differences,
    missing_words,
    points,
    published_of,
    rounded,
    sheet_of,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.assessment import ScoreSheet, TownTotal
    from fgj_desktop.rules.town_results import Published
    from fgj_desktop.store.store import Store


def scores(options: Namespace) -> int:
    """The sheet of a year; of the newest one that has indicators where none is named."""
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        years = assessed_years(store, month)
        year = options.year or (years[0] if years else None)
        if year not in years:
            listed = f"有考核指标的年度：{'、'.join(map(str, years))}。" if years else ""
            asked = f"{year}年没有考核指标。" if year else "还没有考核指标。"
            raise UserError(asked + listed)
        sheet, published = sheet_of(store, month, year), published_of(store, month, year)
        if options.out is not None:
            return _print(store, month, sheet.year, options)
    if options.json:
        print_json(_json(sheet, published))
    else:
        print("\n".join(_lines(sheet, published)))
    return 0


def _print(store: Store, month: Month, year: int, options: Namespace) -> int:
    """Write 评分表 as a PDF, on the paper named."""
    from fgj_desktop.cli.pages import paint_application, require_pdf
    from fgj_desktop.documents.score_print import score_pages
    from fgj_desktop.rules.print_setup import PrintSetup, Sheet

    require_pdf(options.out)
    application = paint_application()
    from fgj_desktop.views.print_fonts import FontMeasure
    from fgj_desktop.views.print_painter import write_pdf

    setup = PrintSetup(Sheet(options.paper))
    pages, dropped = score_pages(store, month, year, None, setup, FontMeasure())
    write_pdf(pages, options.out)
    del application
    print(f"已输出 {len(pages.pages)} 页：{options.out}")
    if dropped:
        print(f"纸面宽度不够，{len(dropped)} 列未打印：{'、'.join(dropped)}。", file=sys.stderr)
    return 0


def _json(sheet: ScoreSheet, published: Published | None) -> dict[str, Any]:
    return {
        "year": sheet.year,
        "indicators": len(sheet.indicators),
        "towns": [_town_json(one) for one in sheet.totals],
        "missing": sum(len(one.missing) for one in sheet.totals),
        "not_in_the_sheet": len(sheet.strangers),
        "published": None
        if published is None
        else {
            "on": published.day or None,
            "document_number": published.document_number or None,
            "differences": differences(sheet, published),
        },
    }


def _town_json(one: TownTotal) -> dict[str, Any]:
    return {
        "name": one.name,
        "group": one.group,
        "total": rounded(one.total) / 100,
        "rank": one.rank,
        "group_rank": one.group_rank,
        "grade": one.grade,
        "vetoed": one.vetoed,
        "explanation": one.explanation or None,
        "missing": one.missing,
    }


def _lines(sheet: ScoreSheet, published: Published | None) -> list[str]:
    lines = [f"{sheet.year}年镇办考核（{len(sheet.indicators)} 项指标）"]
    for one in sorted(sheet.totals, key=lambda total: total.rank):
        more = [one.explanation, "一票否决" if one.vetoed else ""]
        more += [f"未评 {len(one.missing)} 项"] if one.missing else []
        said = "，".join(part for part in more if part)
        place = f"第 {one.rank} 名　{one.group}第 {one.group_rank} 名　{one.grade}"
        lines.append(f"{one.name}　{points(one.total)}　{place}{f'　（{said}）' if said else ''}")
    if words := missing_words(sheet.totals):
        lines.append(f"{words}。")
    if sheet.strangers:
        lines.append(f"另有 {len(sheet.strangers)} 条得分的指标或镇办不在本年度评分表中，未计入。")
    if published is not None:
        changed = differences(sheet, published)
        lines.append(f"{published.words}，{'与现在的得分不同：' if changed else '与现在的得分一致。'}")
        lines += [f"　{one}" for one in changed]
    return lines
