"""Texts and figures looked for in the cells of recorded actions."""

from __future__ import annotations

import pytest

from fgj_desktop.models.deep_search import DeepSearch
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.history_entry import Wanted
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER


@pytest.mark.parametrize("text", ["nan", "-Infinity", "sNaN", "1e99999999", "1e-99999999"])
def test_words_that_could_be_taken_for_numbers_without_bounds_are_texts(store: Store, text: str) -> None:
    search = DeepSearch(LedgerDocument(store, SEPTEMBER), Wanted(text=text))
    found = []
    while not search.is_over:
        found += search.step()
    assert found == []
