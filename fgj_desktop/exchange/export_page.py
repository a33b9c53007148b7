"""How an exported workbook is frozen and printed, and the mark by which it is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.exported import MARK

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

PAPERS = {"A3": 8, "A4": 9}
"""The numbers that workbooks give to sizes of paper."""
_SIDE, _TOP, _BOTTOM, _EDGE = 0.4, 0.5, 0.6, 0.3
"""Margins in inches."""


def set_up_page(
    worksheet: Worksheet, paper: str, header: int, names: int, *, landscape: bool = True, mark: str = ""
) -> None:
    """Freeze and repeat the first ``header`` rows and ``names`` columns; on this paper, fitted to its width.

    ``mark`` stands at the top of every printed page.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.freeze_panes = f"{get_column_letter(names + 1)}{header + 1}"
    worksheet.print_title_rows = f"1:{header}"
    if names:
        worksheet.print_title_cols = f"A:{get_column_letter(names)}"
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = worksheet.page_setup
    setup.orientation = "landscape" if landscape else "portrait"
    setup.paperSize = PAPERS[paper]
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.print_options.horizontalCentered = True
    worksheet.page_margins = PageMargins(_SIDE, _SIDE, _TOP, _BOTTOM, _EDGE, _EDGE)
    if worksheet.oddFooter is not None:
        worksheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    if mark and worksheet.oddHeader is not None:
        worksheet.oddHeader.left.text = mark.replace("&", "&&")


def mark_workbook(workbook: Workbook, mark: str) -> None:
    """Note in the document's properties what it is, and have Excel compute it when it is opened."""
    from openpyxl.packaging.custom import StringProperty

    properties = workbook.custom_doc_props  # type: ignore[attr-defined]  # missing in its stubs
    properties.append(StringProperty(name=MARK, value=mark))
    workbook.calculation.fullCalcOnLoad = True
