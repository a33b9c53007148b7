"""Every ledger of the sample leaves the program whole: through LibreOffice and back, and on paper."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fgj_desktop.cli.main import main
from fgj_desktop.documents.ledger_print import ledger_table
from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.pages import A3_LANDSCAPE, A4_LANDSCAPE, Paper
from fgj_desktop.exchange.importer import import_files
from fgj_desktop.ledgers import IMPORTED, NAVIGATION, Ledger
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.sheet_words import field_title, group_title
from fgj_desktop.store.store import Store
from fgj_desktop.views.print_fonts import FontMeasure

SEPTEMBER = Month(2021, 9)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("示例") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    return path


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_every_ledger_saved_by_libreoffice_comes_back_unchanged(sample: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"{ledger.name}.xlsx" for ledger in IMPORTED]
    for ledger, path in zip(IMPORTED, paths, strict=True):
        assert main(["export", str(sample), ledger.name, "-o", str(path), "--as-of", "2021-09-30"]) == 0
    saved = tmp_path / "另存"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved)]
    subprocess.run([*convert, *map(str, paths)], check=True, capture_output=True, timeout=240)
    with Store.open(sample, RULES, read_only=True) as store:
        for ledger, path in zip(IMPORTED, paths, strict=True):
            plan = import_files(store, [saved / path.name], ledger=ledger)
            assert (ledger.title, plan.message) == (ledger.title, "没有变化：这份表与台账完全一致。")
            assert sum(table.rows for table in plan.tables) > 0


@pytest.mark.parametrize("paper", [A3_LANDSCAPE, A4_LANDSCAPE], ids=lambda one: one.name)
@pytest.mark.parametrize("ledger", NAVIGATION, ids=lambda one: one.name)
def test_paper_holds_every_filled_column_of_the_grid_or_says_which_not(
    qapp: QApplication, sample: Path, ledger: Ledger, paper: Paper
) -> None:
    with Store.open(sample, RULES, read_only=True) as store:
        table = ledger_table(store, ledger, SEPTEMBER)
        context, rows = store.context(SEPTEMBER), store.view(ledger, SEPTEMBER).rows()
        filled = [
            one
            for one in ledger.grid_fields()
            if any(one.column.kind.text(row.values.get(one.name), context) for row in rows)
        ]
    _, dropped = lay_out_fitting(table, paper, FontMeasure())
    titles = ["".join(f"{one.group_title or ''}|{one.title}".split()) for one in table.columns]
    wanted = {
        "".join(f"{group_title(one, SEPTEMBER) or ''}|{field_title(one, SEPTEMBER)}".split())
        for one in filled
    }
    assert wanted <= set(titles)
    assert all(table.columns[one].priority > 3 for one in dropped)
