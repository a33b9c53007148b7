"""Whether rows may be put into a sheet: what stands below must be something that is known to move with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fgj_desktop.exchange.fill_formulas import other_rows, references
from fgj_desktop.exchange.fill_parts import formulas_of, range_bounds, read_text
from fgj_desktop.exchange.raw_book import named, read_comments

if TYPE_CHECKING:
    from fgj_desktop.exchange.fill_blank import Blank
    from fgj_desktop.exchange.fill_sheet import SheetXml

_CONTROLS = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:controls|oleObjects)[\s>]")
_CHART_FORMULA = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?f>([^<]*)</")


def obstacle(blank: Blank, sheet: str, xml: SheetXml, after: int) -> str:
    """Why no rows may be put in after a row; empty where they may. Raises UserError for a damaged file."""
    part = blank.parts[sheet]
    links = list(blank.package.targets(part).values())
    kinds = {kind for kind, _ in links}
    if "table" in kinds:
        return "工作表中有“表格”对象"
    if "pivotTable" in kinds or _is_pivot_source(blank, sheet):
        return "工作表用于数据透视表"
    if _CONTROLS.search(xml.xml[xml.end :]):
        return "工作表中有控件"
    if any(row > after for row, _ in read_comments(blank.package, part)):
        return "下方有批注"
    if any(_reaches(blank, target, after) for kind, target in links if kind == "drawing"):
        return "下方有图片或图形"
    if _is_charted(blank, sheet, after):
        return "下方的数据用于图表"
    return _of_formulas(xml)


def _of_formulas(xml: SheetXml) -> str:
    for one in formulas_of(xml):
        if one.kind in ("array", "dataTable"):
            return "工作表中有数组公式"
        if "INDIRECT(" in one.text.upper():
            return "工作表中有按地址取数的公式"
        bounds = range_bounds(one.ref) if one.kind == "shared" and one.ref else None
        if bounds is not None and bounds[0][0] != bounds[1][0] and other_rows(one.text, one.at[0]):
            return "工作表中有逐行引用其他行的公式"
    return ""


def _is_pivot_source(blank: Blank, sheet: str) -> bool:
    parts = [one for one in blank.package.parts if one.startswith("xl/pivotcache/pivotcachedefinition")]
    return any(
        one.get("sheet") == sheet
        for part in parts
        if (root := blank.package.tree(part)) is not None
        for one in named(root, "worksheetSource")
    )


def _reaches(blank: Blank, part: str, after: int) -> bool:
    """Whether a picture or a chart stands below a row."""
    root = blank.package.tree(part)
    rows = () if root is None else named(root, "row")
    return any(int(one.text or 0) > after for one in rows if (one.text or "").strip().isdigit())


def _is_charted(blank: Blank, sheet: str, after: int) -> bool:
    charts = [one for one in blank.package.parts if one.startswith("xl/charts/")]
    return any(
        one.sheet == sheet and one.bottom >= after
        for part in charts
        for text in _CHART_FORMULA.findall(blank.package.read(part) or b"")
        for one in references(read_text(text))
    )
