"""Every ledger of the sample on A3 and A4, read out of its PDF: what adds up, what is repeated, what is never cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from fgj_desktop.cli.main import main
from fgj_desktop.documents.ledger_pages import LedgerPages, ledger_pages
from fgj_desktop.documents.pages import Page
from fgj_desktop.ledgers import NAVIGATION, Ledger
from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.ledgers.kinds import Count, Money
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.ledger_sheet import LedgerSheet
from fgj_desktop.rules.print_setup import SHEETS, PrintSetup, sheet_as_set_up
from fgj_desktop.store.store import Store
from fgj_desktop.views.print_fonts import FontMeasure
from fgj_desktop.views.print_painter import pdf_of
from tests.documents.pdf_reading import pdf_text

SEPTEMBER = Month(2021, 9)
PAPERS = [one for one in SHEETS if one.landscape]
EVERY = pytest.mark.parametrize("ledger", NAVIGATION, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("示例") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    with Store.open(path, RULES, read_only=True) as opened:
        yield opened


def printed(store: Store, ledger: Ledger, setup: PrintSetup) -> tuple[LedgerSheet, LedgerPages]:
    sheet = sheet_as_set_up(store, ledger, SEPTEMBER, setup)
    return sheet, ledger_pages(sheet, setup.sheet, FontMeasure())


def rows_on(page: Page) -> dict[int, dict[int, str]]:
    """The texts of the rows on a page, by row and column; a text of several lines is one."""
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in page.cells:
        if cell.row is not None and cell.column is not None:
            rows[cell.row][cell.column] = "".join(line.text for line in cell.lines)
    return rows


def headings_on(page: Page) -> list[str]:
    return [
        "".join(line.text for line in cell.lines) for cell in page.cells if cell.row is None and cell.bordered
    ]


@pytest.mark.parametrize("on", PAPERS, ids=lambda one: one.title)
@EVERY
def test_heads_are_repeated_no_row_is_cut_and_every_text_is_found_in_the_pdf(
    qapp: QApplication, store: Store, ledger: Ledger, on: object
) -> None:
    setup = PrintSetup(on)  # type: ignore[arg-type]
    sheet, made = printed(store, ledger, setup)
    pages = made.pages.pages
    first = headings_on(pages[0])
    seen: dict[int, int] = {}
    for number, page in enumerate(pages):
        rows = rows_on(page)
        assert not rows or headings_on(page) == first
        for cell in page.cells:
            assert cell.x + cell.width <= made.pages.paper.width
            assert cell.y + cell.height <= made.pages.paper.height
        for row in rows:
            assert seen.setdefault(row, number) == number, "a row goes on over the page"
    sums = sheet.has_total + sum(bool(section.heading) for section in sheet.sections)
    assert sorted(seen) == list(range(len(sheet.rows) + sums))
    drawn = [line.text for page in pages for cell in page.cells for line in cell.lines]
    assert [line.strip() for line in pdf_text(pdf_of(made.pages)).splitlines() if line.strip()] == [
        line.strip() for line in drawn if line.strip()
    ]


@EVERY
def test_printed_totals_and_subtotals_are_the_sums_of_the_printed_rows(
    qapp: QApplication, store: Store, ledger: Ledger
) -> None:
    group = ledger.group_fields[0].name if ledger.group_fields else None
    sheet, made = printed(store, ledger, PrintSetup(SHEETS[0], group=group))
    rows = {row: texts for page in made.pages.pages for row, texts in rows_on(page).items()}
    texts = [rows[number] for number in sorted(rows)]
    if not sheet.has_total or ledger.never_added:
        return
    total = texts.pop(0)
    for column, field in enumerate(sheet.fields):
        kind = field.column.kind
        if field.column.total is not Total.SUM or not isinstance(kind, Money | Count) or made.dropped:
            continue
        place, whole = 0, Decimal(0)
        for section in sheet.sections:
            heading = texts[place] if section.heading else total
            place += bool(section.heading)
            added = sum(
                (
                    amount(text[column])
                    for text, row in zip(texts[place : place + len(section.rows)], section.rows, strict=True)
                    if row.counted
                ),
                Decimal(0),
            )
            place += len(section.rows)
            assert amount(heading.get(column, "")) == added
            whole += added
        assert amount(total.get(column, "")) == whole


def amount(text: str) -> Decimal:
    """A printed amount; nothing and 「—」 are none."""
    return Decimal(text.replace(",", "")) if text not in {"", "—"} else Decimal(0)
