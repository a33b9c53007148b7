"""Pages marked, shrunk, and put behind each other."""

from __future__ import annotations

import pytest

from fgj_desktop.documents.ledger_pages import ledger_pages
from fgj_desktop.documents.page_changes import MARK_SIZE, joined, marked, shrunk
from fgj_desktop.documents.pages import A4_LANDSCAPE, Page, Pages
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.rules.ledger_sheet import ledger_sheet
from fgj_desktop.rules.print_setup import Sheet
from fgj_desktop.store.store import Store
from tests.documents.counted import CountedMeasure
from tests.sample_store import SEPTEMBER

A3, A3_ON_A4 = Sheet("A3"), Sheet("A3", shrunk=True)


def texts(page: Page) -> list[str]:
    return [line.text for cell in page.cells for line in cell.lines]


@pytest.fixture
def pages(store: Store) -> Pages:
    sheet = ledger_sheet(store, ledger_named("key_project"), SEPTEMBER)
    return ledger_pages(sheet, A3, CountedMeasure()).pages


def test_every_page_is_marked_above_its_text_and_within_the_paper(pages: Pages) -> None:
    made = marked(pages, "内部资料　注意保存", CountedMeasure())
    for page in made.pages:
        mark = page.cells[-1]
        assert mark.lines[0].text == "内部资料　注意保存"
        assert 10 < mark.y < mark.y + mark.height <= min(cell.y for cell in page.cells[:-1])
    assert marked(pages, "", CountedMeasure()) == pages


def test_a_long_mark_ends_within_the_paper(pages: Pages) -> None:
    made = marked(pages, "内部资料　注意保存" * 30, CountedMeasure())
    [line] = made.pages[0].cells[-1].lines
    assert line.text.startswith("内部资料　注意保存")
    assert line.text.endswith("…")
    assert len(line.text) * MARK_SIZE <= pages.paper.body_width


def test_a_page_of_a3_on_a4_says_the_same_at_the_same_places_of_a_smaller_sheet(pages: Pages) -> None:
    small = shrunk(pages)
    assert small.paper == A4_LANDSCAPE
    by = 297 / 420
    assert small.size == pytest.approx(pages.size * by)
    for before, after in zip(pages.pages, small.pages, strict=True):
        assert texts(before) == texts(after)
        for one, other in zip(before.cells, after.cells, strict=True):
            assert other.x + other.width == pytest.approx((one.x + one.width) * by)
            assert other.y + other.height <= A4_LANDSCAPE.height
            assert other.size == pytest.approx(one.size * by)


def test_the_sheet_chosen_decides_whether_pages_are_shrunk(store: Store) -> None:
    sheet = ledger_sheet(store, ledger_named("key_project"), SEPTEMBER)
    large = ledger_pages(sheet, A3, CountedMeasure())
    small = ledger_pages(sheet, A3_ON_A4, CountedMeasure())
    assert small.pages == shrunk(large.pages)
    assert small.dropped == large.dropped


def test_documents_behind_each_other_begin_on_fronts_when_asked(pages: Pages) -> None:
    assert len(pages.pages) == 1
    once = joined([pages, pages, pages], "三份")
    assert (once.title, len(once.pages)) == ("三份", 3)
    apart = joined([pages, pages, pages], "三份", on_fronts=True)
    assert [bool(page.cells) for page in apart.pages] == [True, False, True, False, True]
